"""Lists of phrases as data: how a term is written, and the longest phrase that begins at a word."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from workflows.language.lazy import lazy

Value = TypeVar("Value")
_ENDINGS = lazy(r"(.*)\(([^()]*)\)")


def spellings(term: str) -> Iterator[str]:
    """Yield what ``term`` stands for: "slip(s|ped) off/down" is "slip off", "slip down", "slips off" and so on.

    A word with "?" behind it may be missing. "<name>", any word of the set of that name, stays as it is.
    """
    options = [_alternatives(written) for written in term.split()]
    return (" ".join(filter(None, words)) for words in itertools.product(*options))


def first_words(term: str) -> Iterator[str]:
    """Yield the words with which the ``spellings`` of ``term`` begin, without making these."""
    for written in term.split():
        alternatives = _alternatives(written)
        yield from filter(None, alternatives)
        if "" not in alternatives:
            return


def _alternatives(written: str) -> list[str]:
    """Return how one word of a term may be written; "" if it may be missing."""
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


_NO_NODES: dict[str, _Node[Any]] = {}  # behind most nodes nothing follows: these share it, and it stays empty


class Phrases(Generic[Value]):
    """Terms, each with what it means; found in one pass over a text's words, however many terms there are."""

    def __init__(self, terms: Iterable[tuple[str, Value]], sets: Mapping[str, str]) -> None:
        self._sets: dict[str, tuple[str, ...]] = {}
        for name, words in sets.items():
            for word in dict.fromkeys(words.split()):
                self._sets[word] = (*self._sets.get(word, ()), f"<{name}>")
        self._root = _Node[Value]()
        for term, value in terms:
            for spelling in spellings(term):
                node = self._root
                for word in spelling.split():
                    node.next = node.next or {}
                    node = node.next.setdefault(word, _Node())
                node.values = (*node.values, value)
        begin = ((word, self._after([self._root], word)) for word in (*self._root.next, *self._sets))
        self._first = {word: nodes for word, nodes in begin if nodes}

    def _after(self, nodes: Iterable[_Node[Value]], word: str) -> list[_Node[Value]]:
        """Return the places to which ``word`` leads from ``nodes``: by itself, and by the sets that it is in."""
        names = (word, *self._sets.get(word, ()))
        return [node.next[name] for node in nodes for name in names if name in node.next]

    def beginnings(self, words: Sequence[str]) -> list[int]:
        """Return at which words a phrase may begin: at few of them."""
        first = self._first
        return [at for at, word in enumerate(words) if word in first]

    def longest(self, words: Sequence[str], at: int) -> tuple[int, list[Value]] | None:
        """Return where the longest phrase that begins at word ``at`` ends, and all it means; None if none begins."""
        nodes, found = self._first.get(words[at]), None
        while nodes:
            at += 1
            if values := [value for node in nodes for value in node.values]:
                found = at, values
            nodes = self._after(nodes, words[at]) if at < len(words) else None
        return found
