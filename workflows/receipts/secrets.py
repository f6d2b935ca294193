"""Whether a sentence asks for a secret in a language that the lists of ``unsafe`` do not read; the words are data."""

import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

from workflows.language.lazy import lazy
from workflows.receipts.wording import flat
from workflows.understanding.meanings import meanings_of

_PIECE = lazy(r"[,;:()!?]")
_WORD = lazy(r"[^\W_]+(?:-[^\W_]+)*")


class _Words(NamedTuple):
    """Whole words, what words begin with, and phrases."""

    whole: frozenset[str]
    begins: tuple[str, ...]
    phrases: tuple[str, ...]

    def among(self, spoken: list[str]) -> bool:
        """Say whether one of them is among the words ``spoken``."""
        if any(word in self.whole or word.startswith(self.begins) for word in spoken):
            return True
        line = f" {' '.join(spoken)} "
        return any(phrase in line for phrase in self.phrases)


def asks_for_a_secret(sentence: str) -> bool:
    """Say whether a sentence (untrusted) asks for a secret to be given here, and forbids nothing; linear."""
    pieces = [_spoken(piece) for piece in _PIECE.split(flat(sentence).casefold())]
    secrets, *others, forbids = _table()
    if not any(secrets.among(piece) and not _forbids(piece, forbids) for piece in pieces):
        return False
    spoken = [word for piece in pieces for word in piece if not _forbids(piece, forbids)]
    return all(one.among(spoken) for one in others)


def _spoken(piece: str) -> list[str]:
    words = _WORD.findall(piece)
    return [*words, *(part for word in words if "-" in word for part in word.split("-"))]


def _forbids(spoken: list[str], forbids: "_Words") -> bool:
    return forbids.among(spoken) or any("not" in meanings_of(word) for word in spoken)


@cache
def _table() -> tuple[_Words, ...]:
    text = (resources.files("workflows.receipts") / "secrets.toml").read_text(encoding="utf-8")
    return tuple(_read(listed) for listed in tomllib.loads(text).values())


def _read(listed: str) -> _Words:
    words = [" ".join(_WORD.findall(word)) + "*" * word.endswith("*") for word in listed.casefold().split(",")]
    return _Words(
        frozenset(word for word in words if " " not in word and not word.endswith("*")),
        tuple(word[:-1] for word in words if word.endswith("*")),
        tuple(f" {word} " for word in words if " " in word),
    )
