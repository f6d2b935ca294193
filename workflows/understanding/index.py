"""Where each of many names stands in a list: a tenth of the room of a dictionary of them."""

from array import array
from collections.abc import Iterable
from sys import byteorder

_HEAD = 1 if byteorder == "little" else 0  # which half of 64 bits stands for the first 32
_HEAD_BITS = 0xFFFFFFFF


class Index:
    """Names, each of which is known by its hash: 64 bits, other ones in each process. The names are not kept.

    A hash tells in which slot to look for it first; a name whose slot is taken is in the next free one, so that two
    slots or three are looked at. There its first 32 bits have to be the same: another word is taken for a name once in
    a thousand million, and nobody can choose one that is: Python's hashes are keyed. No order is needed: to put 100,000
    hashes in order took as long as all else that loads them.
    """

    def __init__(self, names: Iterable[str]) -> None:
        hashes = array("q", map(hash, names))
        slots = self._many = len(hashes) * 7 // 4 + 1
        taken = self._slots = array("I", [0]) * slots  # the place of a name, from 1; 0 is free
        for place, one in enumerate(hashes, 1):
            slot = one % slots
            while taken[slot]:
                slot = (slot + 1) % slots
            taken[slot] = place
        self._heads = array("I", hashes.tobytes())[_HEAD::2]

    def __len__(self) -> int:
        """How many names there are."""
        return len(self._heads)

    def find(self, name: str) -> int:
        """Return the place of ``name``, from 0; -1 if it is none of them. Takes half a microsecond."""
        wanted = hash(name)
        slot, head = wanted % self._many, wanted >> 32 & _HEAD_BITS
        while place := self._slots[slot]:
            if self._heads[place - 1] == head:
                return place - 1
            slot = (slot + 1) % self._many
        return -1
