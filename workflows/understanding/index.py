"""Where each of many names stands in a list: a tenth of the room of a dictionary of them."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Self
from zlib import adler32, crc32

_TAIL = 0xFFFF
_BITS = 10  # the first of a key, by which it is known where to look for it
_REST = 32 - _BITS
_ROOM = 4  # places for each name to be marked at: of what is none, one in five or so is looked for


class Index:
    """Names, each of which is known by 48 bits, its ``key``. The names are not kept.

    A word that is none of them is taken for one of 100,000 once in thousands of millions. Keys are the same in each
    process and on each machine, so they are found once, when a model is written, and read as they are.
    """

    def __init__(self, heads: "array[int]", tails: "array[int]", places: Sequence[int]) -> None:
        """``heads`` and ``tails``: the parts of each name's key, in ascending order; ``places``: where it stands."""
        self._heads, self._tails, self._places = heads, tails, places
        starts = (bisect_left(heads, first << _REST) for first in range(1 << _BITS))
        self._starts = array("I", [*starts, len(heads)])
        bits = (_ROOM * len(heads)).bit_length()
        self._marks, self._unmarked = bytearray(1 << bits), 32 - bits
        for head in heads:
            self._marks[head >> self._unmarked] = 1

    @classmethod
    def of(cls, names: Iterable[str]) -> Self:
        """Return an index of names, each of which stands where it comes."""
        keys = list(map(key, names))
        order = sorted(range(len(keys)), key=keys.__getitem__)
        return cls(*columns(keys[place] for place in order), array("I", order))

    def __len__(self) -> int:
        """How many names there are."""
        return len(self._heads)

    def known(self, names: Iterable[str]) -> list[tuple[str, int]]:
        """Return those of ``names`` that are in the list, with their places. What is not takes a quarter as long."""
        marks, unmarked = self._marks, self._unmarked
        likely = [name for name in names if marks[crc32(name.encode("utf-8", "surrogatepass")) >> unmarked]]
        return [(name, place) for name in likely if (place := self.find(name)) >= 0]

    def find(self, name: str) -> int:
        """Return the place of ``name``, from 0; -1 if it is none of them. Takes half a microsecond."""
        told = name.encode("utf-8", "surrogatepass")
        head, heads, starts = crc32(told), self._heads, self._starts
        first = head >> _REST
        end = starts[first + 1]
        n = bisect_left(heads, head, starts[first], end)
        while n < end and heads[n] == head:  # most are none, and their second part is not needed
            if self._tails[n] == adler32(told) & _TAIL:
                return self._places[n]
            n += 1
        return -1


def key(name: str) -> tuple[int, int]:
    """Return what a name is known by: 32 bits and 16 bits, of two checksums. Names that are alike have other ones."""
    told = name.encode("utf-8", "surrogatepass")
    return crc32(told), adler32(told) & _TAIL


def columns(keys: Iterable[tuple[int, int]]) -> "tuple[array[int], array[int]]":
    """Return the first and the second parts of keys."""
    heads, tails = array("I"), array("H")
    for head, tail in keys:
        heads.append(head)
        tails.append(tail)
    return heads, tails
