"""What a reader sees of a text: its words, what stands side by side, their parts and their classes."""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from workflows.ids.grammar import find_ids, fold
from workflows.language.lazy import lazy
from workflows.understanding.classes import Classes

START, END = "<s>", "</s>"
_WORD = lazy(r"<[a-z]+>|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s]")
_QUOTES = str.maketrans("\u2018\u2019\u201b\u2032\u00b4`", "''''''")
_GRAM = 4
_LONGEST = 24  # characters of a word that are looked into
REMEMBERED = 4096  # words
SENTENCES_REMEMBERED = 16


def words_of(text: str) -> list[str]:
    """Return the words and marks of ``text`` (untrusted), folded, in lower case; a number is "0", an id its kind."""
    return list(_words_of(text.strip()))


@lru_cache(SENTENCES_REMEMBERED)
def _words_of(text: str) -> tuple[str, ...]:
    """Take the last few sentences apart once: each reader of a message sees them."""
    pieces, at = [], 0
    for one in find_ids(text):
        pieces += [text[at : one.start], f" <{one.kind}> "]
        at = one.end
    return tuple(words_in("".join(pieces) + text[at:]))


def words_in(marked: str) -> list[str]:
    """Return the words and marks of a text in which ids are told by their kinds already: "where is <order>"."""
    line = fold(marked).translate(_QUOTES).lower()
    return ["0" if word[0].isdigit() else word for word in _WORD.findall(line)]


def word_features(words: Sequence[str]) -> list[str]:
    """Return features of one sentence: words, pairs, also with one word between, parts and classes of words."""
    return list(_word_features(tuple(words)))


@lru_cache(SENTENCES_REMEMBERED)
def _word_features(words: tuple[str, ...]) -> list[str]:
    found = [f"w {word}" for word in words]
    padded = [START, *words, END]
    found += [f"b {one} {two}" for one, two in pairwise(padded)]
    found += [f"k {one} {two}" for one, two in zip(padded, padded[2:], strict=False)]
    classes = [class_of(word) for word in words]
    found += [f"c {one}" for one in classes if one]
    found += [f"d {one} {two}" for one, two in zip([START, *classes], [*classes, END], strict=True)]
    for word in words:
        found += parts_of(word)
    found.append(f"first {words[0]}" if words else "empty")
    found.append(f"length {min(len(words).bit_length(), 6)}")
    return found


@lru_cache(REMEMBERED)
def parts_of(word: str) -> tuple[str, ...]:
    """Return the runs of four characters of a word, as features; () for a short one, which is known as a whole."""
    if not word.isalpha() or len(word) <= _GRAM:
        return ()
    framed = f"_{word[:_LONGEST]}_"
    return tuple(f"g {framed[n : n + _GRAM]}" for n in range(len(framed) - _GRAM + 1))


@lru_cache(REMEMBERED)
def class_of(word: str) -> str:
    """Return the class of words that are used alike, "" for a word that has none; marks are their own class."""
    if not word[0].isalpha():
        return word
    known = _classes()
    return known.of(word) or known.of(word.removesuffix("s")) or ""


@cache
def _classes() -> Classes:
    return Classes("clusters")
