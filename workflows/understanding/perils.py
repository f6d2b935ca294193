"""The frame of a danger: hazards, harm and who is at risk, in the contexts in which they stand; all of it is data."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from workflows.language.lazy import lazy
from workflows.language.phrases import first_words, spellings
from workflows.language.word_files import read_words

SENTENCE_ENDS = frozenset(".!?;\n")
_TOKEN = lazy(r"[a-z]+|\d+[a-z]*(?:[.,]\d+[a-z]*)*+|[.!?;\n,:+&]")
_DENIED = 4  # words after "no" and its like that it denies


class _Node:
    """A word of a phrase that goes on: the slots of the phrase that ends here, and the words that may follow.

    A word that nothing follows, as most are, is its slots alone.
    """

    __slots__ = ("next", "slots")

    def __init__(self, slots: int = 0) -> None:
        self.next: dict[str, _Node | int] = {}
        self.slots = slots

    def after(self, word: str) -> "_Node":
        """Return the place to which ``word`` leads, which is made."""
        node = self.next.get(word, 0)
        if isinstance(node, int):
            node = self.next[word] = _Node(node)
        return node

    def end(self, word: str, slots: int) -> None:
        """Let a phrase with these slots end with ``word``."""
        node = self.next.get(word, 0)
        if isinstance(node, int):
            self.next[word] = node | slots
        else:
            node.slots |= slots


class _Lexicon:
    """The words and phrases with their slots. Those that begin with a word are spelt out when a text has it.

    There are 25,000 of them, and a text has the beginnings of a few. May be asked from any thread.
    """

    def __init__(self, listed: Mapping[str, Sequence[str]], bits: Mapping[str, int]) -> None:
        self._terms = defaultdict[str, list[tuple[str, int]]](list)  # by the word they begin with
        for name, terms in listed.items():
            for term in terms:
                for word in first_words(term):
                    self._terms[word].append((term, bits[name]))
        self._spelt: dict[str, _Node | int | None] = {}

    def get(self, word: str) -> "_Node | int | None":
        """Return what begins with ``word``; None: nothing does."""
        if word not in self._terms:
            return None
        if word not in self._spelt:
            self._spelt[word] = self._spell_out(word)
        return self._spelt[word]

    def _spell_out(self, word: str) -> "_Node | int | None":
        root = _Node()
        for term, slots in self._terms[word]:
            for first, *others in map(str.split, spellings(term)):
                if first != word:
                    continue
                node, phrase = root, [first, *others]
                for one in phrase[:-1]:
                    node = node.after(one)
                node.end(phrase[-1], slots)
        return root.next.get(word)


class _Found(NamedTuple):
    """A word or phrase of a sentence, from the word number ``start`` up to ``end``, and its slots."""

    start: int
    end: int
    slots: int


class _Cues(NamedTuple):
    """The slots of the contexts: what opens a scope, and what ends one."""

    deny: int
    deny_not: int
    weigh: int
    weigh_not: int
    ask: int
    opener: int
    wonder: int
    cond: int
    imagined: int
    usual: int
    elsewhere: int
    stop: int
    told: int
    look_alike: int
    threat: int

    @property
    def openings(self) -> int:
        """Whatever opens a scope."""
        return self.deny | self.weigh | self.ask | self.wonder | self.cond | self.elsewhere


class _Frame(NamedTuple):
    """The words with their slots."""

    words: _Lexicon
    bits: Mapping[str, int]
    cue: _Cues
    cues: int
    openings: int


@cache
def _frame() -> _Frame:
    data = read_words("workflows.understanding", "perils.toml")
    lists: dict[str, str] = {**data["slots"], **data["contexts"]}
    listed = {name: " ".join(terms.split()).split(" | ") for name, terms in lists.items()}
    bits = {name: 1 << number for number, name in enumerate([*listed, "part"])}
    cue = _Cues(**{name: bits[name] for name in _Cues._fields})
    cues = cue.deny | cue.deny_not | cue.weigh | cue.weigh_not | cue.ask | cue.wonder
    return _Frame(_Lexicon(listed, bits), bits, cue, cues, cue.openings)


def tokens_of(text: str) -> list[str]:
    """Return the words of ``text`` in lower case without apostrophes, and the marks that divide it."""
    return _TOKEN.findall(text.lower().replace("'", "").replace("\u2019", ""))


def joined(words: Iterable[int]) -> int:
    """Return all that is said of words as one number."""
    mask = 0
    for one in words:
        mask |= one
    return mask


def slots_of(tokens: Sequence[str]) -> list[int]:
    """Return the slots of each word of a sentence; what is denied, weighed or told of others has none."""
    frame = _frame()
    unsaid: list[bool] = [False] * len(tokens)
    slots = _slots(frame, tokens, unsaid)
    if joined(slots) & frame.openings:
        _in_context(frame, slots)
    _own(frame, slots)
    return slots


def names_of(slots: int) -> list[str]:
    """Return the names of these slots, always in the same order."""
    return [name for name, bit in _frame().bits.items() if slots & bit]


def _slots(frame: _Frame, tokens: Sequence[str], unsaid: list[bool]) -> list[int]:
    """Return the slots of each word; a phrase gives its own to its first word, a look-alike takes all from its words.

    Of the cues that begin with one word the longest counts.
    """
    look_alike, stop, cues = frame.cue.look_alike, frame.cue.stop, frame.cues
    found = _phrases(frame.words, tokens)
    for one in found:
        if one.slots & look_alike:
            unsaid[one.start : one.end] = [True] * (one.end - one.start)
    slots = [0] * len(tokens)
    for one in found:
        if True in unsaid[one.start : one.end]:
            slots[one.start] |= one.slots & stop
        elif slots[one.start] & cues:
            slots[one.start] |= one.slots & ~cues
        else:
            slots[one.start] |= one.slots
    return slots


def _phrases(words: _Lexicon, tokens: Sequence[str]) -> list[_Found]:
    """Return the words and phrases that stand in a sentence; of those that begin with one word the longest first."""
    found: list[_Found] = []
    size = len(tokens)
    for at, token in enumerate(tokens):
        node = words.get(token)
        if node is None:
            continue
        here, ahead = [], at + 1
        while isinstance(node, _Node):
            if node.slots:
                here.append(_Found(at, ahead, node.slots))
            node = node.next.get(tokens[ahead]) if ahead < size else None
            ahead += 1
        if node:
            here.append(_Found(at, ahead, node))
        found += reversed(here)
    return found


def _own(frame: _Frame, slots: list[int]) -> None:
    """Give the part of a body that is somebody's its slot: "my whole right arm", not the arm of a lamp."""
    owner, body, part, side = (frame.bits[name] for name in ("owner", "body", "part", "side"))
    owned = False
    for at, one in enumerate(slots):
        if one & body and owned:
            slots[at] |= part
        owned = bool(one & owner) or (owned and bool(one & side))


def _in_context(frame: _Frame, slots: list[int]) -> None:
    """Take the slots from the words of a sentence that stand in the scope of a cue."""
    all_slots, cue = joined(slots), frame.cue
    if all_slots & cue.elsewhere:
        slots[:] = [0] * len(slots)
        return
    asks = not all_slots & cue.usual
    imagined = bool(all_slots & cue.imagined)
    denied = 0  # how many words more are denied
    ends = opened = 0  # slots that end what is weighed, after the word number ``opened``; 0: nothing is
    before = cue.opener
    for at, here in enumerate(slots):
        if here & cue.stop or (here & ends and at > opened):
            ends = 0
        if here & cue.stop:
            denied = 0
        if denied or ends:
            slots[at] &= cue.threat
            denied = max(0, denied - 1)
        if here & cue.deny and not here & cue.deny_not:
            denied = _DENIED
        opens, before = before & cue.opener, here
        if here & cue.weigh_not:
            continue
        if here & cue.weigh or (asks and opens and here & cue.ask) or (imagined and here & cue.cond):
            ends = cue.stop
        elif here & cue.wonder and not ends:
            ends, opened = cue.stop | cue.told, at + 1  # the "i" of "can i" ends nothing
