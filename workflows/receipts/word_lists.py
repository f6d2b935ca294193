"""Lists of words and phrases in several languages, kept as data: "smok*" stands for all words that begin so."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from workflows.language.lazy import lazy
from workflows.language.word_files import read_words

_WORD = lazy(r"[^\W_]+(?:-[^\W_]+)*")


class WordList(NamedTuple):
    """Whole words, what words begin with, and phrases by the word that they begin with."""

    whole: frozenset[str]
    begins: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]

    def among(self, spoken: list[str]) -> bool:
        """Say whether one of them is among the words ``spoken``."""
        if not self.whole.isdisjoint(spoken) or any(word.startswith(self.begins) for word in spoken):
            return True
        begun = self.phrases.keys() & spoken
        line = f" {' '.join(spoken)} " if begun else ""
        return any(phrase in line for word in begun for phrase in self.phrases[word])


def spoken_in(text: str) -> list[str]:
    """Return the words of ``text`` (untrusted; small letters, no accents), and the parts of joined ones."""
    words = _WORD.findall(text)
    return [*words, *(part for word in words if "-" in word for part in word.split("-"))]


@cache
def read_lists(name: str) -> dict[str, WordList]:
    """Return the lists of the file ``NAME.toml`` beside this module, in its order."""
    return {key: list_of(listed) for key, listed in read_words("workflows.receipts", f"{name}.toml").items()}


def list_of(listed: str) -> WordList:
    """Return the list that words and phrases parted by commas are."""
    words = [" ".join(_WORD.findall(word)) + "*" * word.endswith("*") for word in listed.casefold().split(",")]
    words = [word for word in words if word]
    phrases: dict[str, tuple[str, ...]] = {}
    for word in words:
        if " " in word and not word.endswith("*"):
            first = word.partition(" ")[0]
            phrases[first] = (*phrases.get(first, ()), f" {word} ")
    return WordList(
        frozenset(word for word in words if " " not in word and not word.endswith("*")),
        tuple(word[:-1] for word in words if word.endswith("*")),
        phrases,
    )
