"""A text laid out for comparing: its sentences as tokens, and their parts between commas and joining words."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from workflows.faq.sentences import Sentence
from workflows.faq.vocabulary import few, meaning
from workflows.faq.words import stem
from workflows.understanding.features import class_of

MOST_TOKENS = 600  # of a text; what follows is not compared
BORDERS = frozenset(",;:.()!?")
_DENIES = frozenset(("without", "except"))


@dataclass(slots=True)
class Part:
    """What stands between two borders; ``words``: what its tokens mean; ``joined``: the word that opens it, or ""."""

    sentence: int
    tokens: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    joined: str = ""
    negated: bool = False


class Laid:
    """A text as parts, with its words and what is used like them."""

    def __init__(self, read: Sequence[Sentence]) -> None:
        self.sentences: list[list[str]] = []
        self.parts: list[Part] = []
        left = MOST_TOKENS
        for number, sentence in enumerate(read):
            tokens = [token for clause in sentence.clauses for token in clause.tokens][:left]
            left -= len(tokens)
            self.sentences.append(tokens)
            self.parts += _parts(tokens, number)
        self.tokens = {token for tokens in self.sentences for token in tokens}
        self.words = [word for part in self.parts for word in part.words]
        self.known = set(self.words)
        self.parts_of: dict[str, list[int]] = {}
        for number, part in enumerate(self.parts):
            for word in dict.fromkeys(part.words):
                self.parts_of.setdefault(word, []).append(number)
        letters = [token for token in self.tokens if token.isalpha()]
        self._classes = {class_of(token) for token in letters} - {""}
        self._groups = {group for token in letters for group in _groups_of(token)}
        self._beginnings = {token[:5] for token in letters if len(token) > 3}

    def is_new(self, token: str, word: str) -> bool:
        """Say whether a word is none of the text's, nor used like one, nor begins like one."""
        return (
            word not in self.known
            and class_of(token) not in self._classes
            and not (_groups_of(token) & self._groups)
            and (len(token) < 4 or token[:5] not in self._beginnings)
        )


def _parts(tokens: Sequence[str], number: int) -> Iterator[Part]:
    part = Part(number)
    for token in tokens:
        if part.words and (token in BORDERS or token in few("opens")):
            yield part
            part = Part(number)
        if token in BORDERS:
            continue
        if token in few("opens") and not part.words and not part.joined:
            part.joined = token
        part.tokens.append(token)
        part.negated |= token in few("negations") or token in _DENIES
        if word := word_of(token):
            part.words.append(word)
    if part.words:
        yield part


def word_of(token: str) -> str:
    """Return what a token means, or a figure as it is; "" for small words and signs."""
    return token if token[0].isdigit() else meaning(token)


@lru_cache(maxsize=8192)
def _groups_of(word: str) -> frozenset[int]:
    return _groups().get(stem(word), frozenset())


@cache
def _groups() -> dict[str, frozenset[int]]:
    """Return the groups of words that ask for the same, by stem."""
    text = files("workflows.faq").joinpath("match_words.toml").read_text(encoding="utf-8")
    found: dict[str, set[int]] = {}
    for number, line in enumerate(tomllib.loads(text)["groups"].strip().splitlines()):
        for word in line.split():
            found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
