"""Whether whoever writes asks, here and now and for themself, for what a message seems to ask for.

A trained model decides from the words around a thing or a number which the rules found: to be done, to be asked about
first, or left. What follows from it is decided elsewhere.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from workflows.ids.grammar import find_ids
from workflows.language.context import contexts
from workflows.language.sentences import sentences_of_piece
from workflows.understanding.features import END, START, class_of, words_in
from workflows.understanding.linear import load_packed

NAME = "wanted"
Asked = Literal["return", "invoice", "order"]
READ_BEFORE, READ_AFTER = 300, 500  # characters around a thing
REMEMBERED = 16  # places
_THIS, _SAME = "<this>", "<same>"
_ENDS = frozenset(".!,;:-*")
# Words of a sentence that are read: before and after the thing, and in the sentences beside its own.
_LEFT, _RIGHT, _BESIDE = 14, 16, 24
_SENTENCES_BEFORE, _SENTENCES_AFTER = 2, 4
_SHORT = 4  # words of a sentence that is known as a whole


class Place(NamedTuple):
    """Where a thing or a number stands in a text, and what is seemingly asked for it."""

    start: int
    end: int
    asked: Asked


class Verdict(NamedTuple):
    """How likely it is that something is to be done, asked about first, or left; these add up to 1."""

    act: float
    ask: float
    leave: float


@lru_cache(maxsize=REMEMBERED)
def judge(text: str, place: Place) -> Verdict:
    """Return what is to become of what stands at ``place`` of ``text``, which is untrusted; what is read is bounded."""
    return Verdict(**load_packed(NAME).probabilities(features_of(text, place)))


class _Read(NamedTuple):
    """The sentences around a thing as words: its own before and after it, those before, those after."""

    left: list[str]
    right: list[str]
    before: list[list[str]]
    after: list[list[str]]
    asks: bool


@lru_cache(maxsize=REMEMBERED)
def features_of(text: str, place: Place) -> list[str]:
    """Return, to be read only, what the model sees: which words stand where around the thing, and in what contexts."""
    before = marked(text, max(0, place.start - READ_BEFORE), place.start)
    near, at = f"{before} {_THIS} {marked(text, place.end, place.end + READ_AFTER)}", len(before) + 1
    read = _sentences(near, at, head_of(text, place))
    left, right = read.left, read.right
    beside = [f"l {one}" for one in left[-1:]] + [f"r {one}" for one in right[:1]]
    found = [f"kind {place.asked}", f"asks {read.asks}", *beside]
    found += [f"after {min(len(read.after), 3)}", f"before {min(len(read.before), _SENTENCES_BEFORE)}"]
    found += [f"L {' '.join(left[-n:])}" for n in (1, 2, 3)] + [f"R {' '.join(right[:n])}" for n in (1, 2)]
    found += [f"first {' '.join([*left, _THIS][:2])}"]
    found += [*_grams("l", left[-_LEFT:]), *_grams("r", right[:_RIGHT])]
    for words in read.before[-_SENTENCES_BEFORE:]:
        found += _grams("b", words[:_BESIDE])
    for words in read.after[:_SENTENCES_AFTER]:
        found += [*_grams("a", words[:_BESIDE]), f"A {' '.join(words[:2])}", f"A {' '.join(words[:3])}"]
        if len(words) <= _SHORT:
            found.append(f"whole {' '.join(words)}")
    found += [f"next {' '.join(words[:2])}" for words in read.after[:1]]
    for hit in contexts(near):
        found.append(f"{'then' if hit.cue_start > at else 'before'} {hit.category}")
        if hit.start <= at < hit.end:
            found.append(f"in {hit.category}")
    own = [f"{place.asked} {one}" for one in found if one[:2] in {"l ", "r ", "a ", "L "}]
    return list(dict.fromkeys([*found, *own]))


def marked(text: str, start: int, end: int) -> str:
    """Return a piece of ``text`` with the kinds of its ids in their places."""
    pieces = []
    for one in find_ids(text):
        if start <= one.start and one.end <= end:
            pieces += [text[start : one.start], f" <{one.kind}> "]
            start = one.end
    return "".join(pieces) + text[start:end]


def head_of(text: str, place: Place) -> str:
    """Return the word by which a thing may be named again."""
    words = text[place.start : place.end].lower().split() if place.asked == "return" else []
    return words[-1].strip("\"'") if words else ""


def _sentences(near: str, at: int, head: str) -> _Read:
    own, asks = list[str](), False
    before, after = list[list[str]](), list[list[str]]()
    for one in sentences_of_piece(near):
        written = words_in(near[one.start : one.upto])
        words = [_SAME if word == head else word for word in _bare(written)]
        if one.start <= at < one.upto:
            own, asks = words, one.question
        else:
            (before if one.upto <= at else after).append(words)
    middle = own.index(_THIS) if _THIS in own else len(own)
    return _Read(own[:middle], own[middle + 1 :], before, after, asks)


def _bare(words: list[str]) -> list[str]:
    """Return ``words`` without the marks that end them, which a message in a hurry leaves out."""
    end = len(words)
    while end and words[end - 1] in _ENDS:
        end -= 1
    return words[:end]


def _grams(name: str, words: Sequence[str]) -> Iterator[str]:
    """Yield words, pairs, threes, pairs with one word between, and classes of words."""
    padded = [START, *words, END]
    for word in words:
        yield f"{name} {word}"
        if word[0].isalpha() and (known := class_of(word)):
            yield f"{name}c {known}"
    for one, two in pairwise(padded):
        yield f"{name}2 {one} {two}"
    for one, two, three in zip(padded, padded[1:], padded[2:], strict=False):
        yield f"{name}3 {one} {two} {three}"
        yield f"{name}k {one} {three}"
