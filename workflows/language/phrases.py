"""Lists of phrases as data: how a term is written, and the longest phrase that begins at a word."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from workflows.language.lazy import lazy

Value = TypeVar("Value")
_ENDINGS = lazy(r"(.*)\(([^()]*)\)")
_CHOICES = frozenset("?/(")  # one of them stands in each word of a term that may be written in several ways


def spellings(term: str) -> Iterator[str]:
    """Yield what ``term`` stands for: "slip(s|ped) off/down" is "slip off", "slip down", "slips off" and so on.

    A word with "?" behind it may be missing. "<name>", any word of the set of that name, stays as it is.
    """
    options = [_alternatives(written) for written in term.split()]
    return (" ".join(filter(None, words)) for words in itertools.product(*options))


def first_words(term: str) -> list[str]:
    """Return the words with which the ``spellings`` of ``term`` begin, without making these."""
    first, *rest = term.split(maxsplit=1)
    alternatives = _alternatives(first)
    if "" not in alternatives:
        return alternatives
    return [*filter(None, alternatives), *(first_words(rest[0]) if rest else ())]


def _alternatives(written: str) -> list[str]:
    """Return how one word of a term may be written; "" if it may be missing."""
    if _CHOICES.isdisjoint(written):
        return [written]
    word = written.removesuffix("?") or written  # "?" itself is a word of some lists
    alternatives = [""] if word != written else []
    for one in word.split("/") if "(" not in word else [word]:
        ended = _ENDINGS.fullmatch(one)
        alternatives += [ended[1], *(ended[1] + ending for ending in ended[2].split("|"))] if ended else [one]
    return alternatives


class _Node(Generic[Value]):
    """A place in the tree of phrases: what the phrases that end here mean, and the words and sets that may follow."""

    __slots__ = ("next", "values")

    def __init__(self) -> None:
        self.next: dict[str, _Node[Value]] = _NO_NODES
        self.values: tuple[Value, ...] = ()

    def plant(self, words: Iterable[str], value: Value) -> None:
        """Grow the branch for a phrase."""
        node = self
        for word in words:
            node.next = node.next or {}
            node = node.next.setdefault(word, _Node())
        node.values = (*node.values, value)


_NO_NODES: dict[str, _Node[Any]] = {}  # behind most nodes nothing follows: these share it, and it stays empty


class Phrases(Generic[Value]):
    """Terms, each with what it means; found in one pass over a text's words, however many terms there are.

    They are spelt out when a text has a word they begin with: most texts have few. May be asked from any thread.
    """

    def __init__(self, terms: Iterable[tuple[str, Value]], sets: Mapping[str, str]) -> None:
        self._sets: dict[str, tuple[str, ...]] = {}
        for name, words in sets.items():
            for word in dict.fromkeys(words.split()):
                self._sets[word] = (*self._sets.get(word, ()), f"<{name}>")
        self._terms = defaultdict[str, list[tuple[str, Value]]](list)  # by the word or the set that they begin with
        for term, value in terms:
            for first in dict.fromkeys(first_words(term)):
                self._terms[first].append((term, value))
        begin = (word for word in (*self._terms, *self._sets) if not self._terms.keys().isdisjoint(self._names(word)))
        self._first = frozenset(begin)
        self._spelt: dict[str, list[_Node[Value]]] = {}

    def _names(self, word: str) -> tuple[str, ...]:
        """Return what ``word`` may stand for in a term: itself, and the sets that it is in."""
        return (word, *self._sets.get(word, ()))

    def _spell_out(self, word: str) -> list[_Node[Value]]:
        """Return the places to which ``word`` leads as the first of a term: by itself, and by the sets it is in."""
        root = _Node[Value]()
        for name in self._names(word):
            for term, value in self._terms.get(name, ()):
                for first, *others in map(str.split, spellings(term)):
                    if first == name:
                        root.plant([first, *others], value)
        return self._after([root], word)

    def _after(self, nodes: Iterable[_Node[Value]], word: str) -> list[_Node[Value]]:
        """Return the places to which ``word`` leads from ``nodes``: by itself, and by the sets that it is in."""
        names = self._names(word)
        return [node.next[name] for node in nodes for name in names if name in node.next]

    def beginnings(self, words: Sequence[str]) -> list[int]:
        """Return at which words a phrase may begin: at few of them."""
        first = self._first
        return [at for at, word in enumerate(words) if word in first]

    def longest(self, words: Sequence[str], at: int) -> tuple[int, list[Value]] | None:
        """Return where the longest phrase that begins at word ``at`` ends, and all it means; None if none begins."""
        word, found = words[at], None
        if word not in self._first:
            return None
        nodes = self._spelt.get(word)
        if nodes is None:
            nodes = self._spelt[word] = self._spell_out(word)
        while nodes:
            at += 1
            if values := [value for node in nodes for value in node.values]:
                found = at, values
            nodes = self._after(nodes, words[at]) if at < len(words) else []
        return found
