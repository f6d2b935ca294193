"""What words of seven languages mean to a reader: the rows of one language then teach the others, too."""

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from workflows.language.normal import normal
from workflows.language.word_files import read_words
from workflows.understanding.features import REMEMBERED

_LONGEST = 24  # characters of a word that are looked at
_SHORTEST = 3  # characters of what words begin with

Meanings = dict[str, tuple[str, ...]]


@lru_cache(maxsize=REMEMBERED)
def bare(word: str) -> str:
    """Return a word (untrusted) without its accents: models and people leave them out at times."""
    if word.isascii():
        return word
    return "".join(char for char in normal("NFKD", word) if not unicodedata.combining(char)).replace("ß", "ss")


@cache
def _listed(name: str) -> tuple[Meanings, Meanings]:
    """Return the meanings of whole words that stand in the file ``NAME.toml``, and those of what words begin with."""
    whole: Meanings = {}
    stems: Meanings = {}
    same: dict[tuple[str, ...], tuple[str, ...]] = {}  # many words mean the same: it is kept once
    for meaning, words in read_words("workflows.understanding", f"{name}.toml").items():
        for word in dict.fromkeys(words.split()):
            place, begins = (stems, word[:-1]) if word.endswith("*") else (whole, word)
            found = (*place.get(begins, ()), meaning)
            place[begins] = same.setdefault(found, found)
    return whole, stems


def _by_stem(stems: Meanings, word: str) -> tuple[str, ...]:
    """Return what the longest known beginning of ``word`` means."""
    for length in range(len(word), _SHORTEST - 1, -1):
        if found := stems.get(word[:length]):
            return found
    return ()


@lru_cache(maxsize=REMEMBERED)
def meanings_of(word: str) -> tuple[str, ...]:
    """Return what a word in lower case (untrusted) may mean; () for most; the longest known beginning counts."""
    whole, stems = _listed("meanings")
    plain = bare(word)[:_LONGEST]
    found = whole.get(plain, ())
    return (*found, *(one for one in _by_stem(stems, plain) if one not in found))


def meanings_in(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return what each of ``words`` that means anything known may mean, in order."""
    return [found for word in words if (found := meanings_of(word))]


@lru_cache(maxsize=REMEMBERED)
def english_of(word: str) -> str:
    """Return the English word that says what a word in lower case (untrusted) says; itself if it is not known."""
    whole, stems = _listed("words")
    plain = bare(word)[:_LONGEST]
    found = whole.get(plain) or _by_stem(stems, plain) or meanings_of(plain)
    return found[0] if found else plain
