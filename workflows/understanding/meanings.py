"""What words of seven languages mean to a reader: the rows of one language then teach the others, too."""

import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from workflows.language.normal import normal
from workflows.understanding.features import REMEMBERED

_LONGEST = 24  # characters of a word that are looked at


@lru_cache(maxsize=REMEMBERED)
def bare(word: str) -> str:
    """Return a word (untrusted) without its accents: models and people leave them out at times."""
    if word.isascii():
        return word
    return "".join(char for char in normal("NFKD", word) if not unicodedata.combining(char)).replace("ß", "ss")


@cache
def _words() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the meanings of whole words, and those of what words begin with."""
    text = (resources.files("workflows.understanding") / "meanings.toml").read_text(encoding="utf-8")
    whole: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    for meaning, words in tomllib.loads(text).items():
        for word in dict.fromkeys(words.split()):
            place, name = (stems, word[:-1]) if word.endswith("*") else (whole, word)
            place[name] = (*place.get(name, ()), meaning)
    return whole, stems


@lru_cache(maxsize=REMEMBERED)
def meanings_of(word: str) -> tuple[str, ...]:
    """Return what a word in lower case (untrusted) may mean; () for most; the longest known beginning counts."""
    whole, stems = _words()
    plain = bare(word)[:_LONGEST]
    found = whole.get(plain, ())
    for length in range(len(plain), 2, -1):
        if more := stems.get(plain[:length]):
            return (*found, *(one for one in more if one not in found))
    return found


def meanings_in(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return what each of ``words`` that means anything known may mean, in order."""
    return [found for word in words if (found := meanings_of(word))]
