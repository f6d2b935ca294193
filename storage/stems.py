"""Words as they are searched for: folded, split and cut to stems once, here, for every index on either database.

The databases get words with blanks between them: FTS5's and PostgreSQL's own folding, splitting and English differ.
"""

import re
import sys
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Protocol, cast

LONGEST_WORD = 64  # characters; a longer one is so many words: PostgreSQL takes none of more than 2,046 bytes
MOST_KNOWN = 20_000  # words whose stem is remembered

_WORD = re.compile(rf"[^\W_]{{1,{LONGEST_WORD}}}")
_DIGIT = re.compile(r"\d")
# The languages of `workflows.language` that Snowball has a stemmer for; any other keeps its words as they are.
_STEMMERS = {
    "ar": "arabic",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


def words_of(text: str) -> list[str]:
    """Return the words of a text (untrusted, any length) in order: without case and accents, split at any sign."""
    return _WORD.findall((text if text.isascii() else _without_accents(text)).casefold())


def stems_of(text: str, language: str = "en") -> list[str]:
    """Return the stems of the words of a text, in order."""
    return list(map(_stem_in(language), words_of(text)))


def stem(word: str, language: str = "en") -> str:
    """Return the stem of a word of ``words_of``; one with a digit in it, or of a language without stemmer, is whole."""
    return _stem_in(language)(word)


@cache
def _stem_in(language: str) -> Callable[[str], str]:
    if language not in _STEMMERS:
        return str
    # Imported when it is needed. Not by the package's own function: that would take another library's stemmers, of
    # another version perhaps, where that one is installed, and stems are stored.
    name = _STEMMERS[language]
    module = _module_alone("snowballstemmer", f"{name}_stemmer")
    stemmer = cast("_Stemmer", getattr(module, f"{name.capitalize()}Stemmer")())

    def stemmed(word: str) -> str:
        return word if _DIGIT.search(word) else _without_accents(stemmer.stemWord(word))

    return lru_cache(maxsize=MOST_KNOWN)(stemmed)


def _module_alone(package: str, name: str) -> ModuleType:
    """Import a module of a package whose own first module imports all others: stemmers of 35 languages are 3 MB."""
    if package not in sys.modules and (spec := find_spec(package)):
        sys.modules[package] = module_from_spec(spec)
    return import_module(f"{package}.{name}")


def _without_accents(text: str) -> str:
    return "".join(map(_without_accent, text))


@lru_cache(maxsize=MOST_KNOWN)
def _without_accent(char: str) -> str:
    """Fold a character by itself: of a whole text Python also sorts its accents, in the square of their number."""
    return "".join(one for one in unicodedata.normalize("NFKD", char) if not unicodedata.combining(one))
