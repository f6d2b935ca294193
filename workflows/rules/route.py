"""Routing by weighted word lists: where a message goes, how sure that is, whether it asks for a person. No model."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from workflows.answers import Classification
from workflows.language import detection
from workflows.language.lazy import lazy
from workflows.language.word_files import read_words
from workflows.routes import RouteName
from workflows.understanding.turns import turn_of

READ_CHARS = 2000
HEAD = 4  # letters by which stems are filed: most words begin with none
REMEMBERED = 16  # texts
WORDS_REMEMBERED = 1024
ROUTE_NAMES: tuple[RouteName, ...] = ("technical_support", "billing_inquiry", "general_question")
HEAD_START = (0, 0, 1)  # points before any word is read: a message without a match is a general question
END_CHARS = 1000  # of a longer text: who asks for a person often does so at the end of a long story
MARKS_OF_ANGER = 3
_NO_PRAISE = frozenset({"not", "dont", "didnt", "no", "never", "but", "where", "when", "why", "how", "until"})
UNSURE = 0.5  # of a route: below it a general question stands for "unknown"
SURE_OF_PAYMENT, BY_READER = 0.9, 0.75  # from where on the reader of sentences is heard, and how sure the route is then
MARGIN_SCALE = 4  # points ahead of the second route at which the confidence is 0.63

MARKUP = lazy(r"<[@#!][^<>]*>|<https?://[^<>]*>|https?://\S+|:[a-z0-9_+-]{2,}:")
_MAY_BE_MARKUP = lazy(r"[<:'\u2019]")
_MAY_BE_AMOUNT = lazy(r"\d")
_AMOUNT = lazy(r"[$£€]\s?\d[\d.,]*|(?<![\d.,])\d[\d.,]*\s?(?:[$£€]|(?:usd|eur|gbp|dollars?|euros?|pounds?|bucks)\b)")
_TOKEN = lazy(r"[a-z]+|\d+[a-z]*")
_APOSTROPHES = str.maketrans("", "", "'\u2019")


class Span(NamedTuple):
    """A term found in a message: the words ``start`` up to, not including, ``end``."""

    term: str
    start: int
    end: int


_by_end = itemgetter(2, 1)


class _Node:
    """A place in the tree of terms: the term that ends here, and the words and the stems that may follow."""

    __slots__ = ("next", "stems", "term")

    def __init__(self) -> None:
        self.next = self.stems = _NO_NODES
        self.term: str | None = None

    def plant(self, phrase: str) -> None:
        """Grow the branch for a phrase."""
        node = self
        for word in phrase.split():
            if word.endswith("*"):
                node.stems = node.stems or {}
                node = node.stems.setdefault(word[:-1], _Node())
            else:
                node.next = node.next or {}
                node = node.next.setdefault(word, _Node())
        node.term = phrase

    def after(self, word: str) -> list["_Node"]:
        """Return the places to which ``word`` leads: by itself, and by the stems it begins with."""
        found = [self.next[word]] if word in self.next else []
        return found + [node for stem, node in self.stems.items() if word.startswith(stem)] if self.stems else found


_NO_NODES: dict[str, _Node] = {}  # behind most nodes nothing follows: these share it, and it stays empty


class Terms:
    """Words, phrases, stems ("refund*") and pairs ("card + arriv*"), found in one pass over a message's words.

    What they are found with grows at the first look: of a list that is part of a larger one only that is looked with.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._single: set[str] = set()
        self._parts: dict[str, None] = {}  # in the order of the list
        self._pairs: dict[str, list[tuple[str, frozenset[str]]]] = {}  # by one of their parts
        for term in terms:
            parts = term.split(" + ")
            if len(parts) > 1:
                self._pairs.setdefault(min(parts), []).append((term, frozenset(parts)))
            else:
                self._single.add(term)
            self._parts |= dict.fromkeys(parts)

    @cached_property
    def _first(self) -> Callable[[str], list[_Node]]:
        """Return what tells the places to which a word leads as the first of a term: most words lead to none."""
        root = _Node()
        for part in self._parts:
            root.plant(part)
        stems: dict[int, dict[str, list[tuple[str, _Node]]]] = {}  # by size and text of their heads
        for stem, node in root.stems.items():
            heads = stems.setdefault(min(len(stem), HEAD), {})
            heads.setdefault(stem[:HEAD], []).append((stem, node))

        @lru_cache(WORDS_REMEMBERED)
        def first_nodes(word: str) -> list[_Node]:
            nodes = [root.next[word]] if word in root.next else []
            for size, heads in stems.items():
                nodes += [node for stem, node in heads.get(word[:size], ()) if word.startswith(stem)]
            return nodes

        return first_nodes

    def spans(self, words: Sequence[str]) -> list[Span]:
        """Return each place where a word, phrase, stem or half of a pair is in ``words``, in the order of the ends."""
        found: list[Span] = []
        for start, first in enumerate(map(self._first, words)):
            nodes, end = first, start + 1
            while nodes:
                found += [Span(node.term, start, end) for node in nodes if node.term is not None]
                if end == len(words):
                    break
                nodes = [more for node in nodes for more in node.after(words[end])]
                end += 1
        return sorted(found, key=_by_end) if len(found) > 1 else found

    def find(self, words: Sequence[str]) -> set[str]:
        """Return the terms, pairs included, that are in ``words``."""
        return self.complete({span.term for span in self.spans(words)})

    def among(self, spans: Iterable[Span]) -> list[Span]:
        """Return those of ``spans``, found with a list that holds this one, that are of this list."""
        return [span for span in spans if span.term in self._parts]

    def complete(self, found: set[str]) -> set[str]:
        """Return the terms of this list among ``found`` and the pairs both halves of which are there."""
        pairs = {term for part in found for term, wanted in self._pairs.get(part, ()) if wanted <= found}
        return (found & self._single) | pairs


@dataclass(frozen=True, slots=True)
class _Mood:
    """The lists, and in ``every`` the terms of all of them: a message is read once."""

    every: Terms
    person: dict[str, Terms]
    anger: dict[str, Terms]
    alone: frozenset[str]


def _read(name: str) -> dict[str, Any]:
    return read_words("workflows.rules.words", name)


@cache
def _routes() -> tuple[Terms, dict[str, tuple[int, ...]]]:
    """Read the route lists once: the terms, and each term's points in the order of ``ROUTE_NAMES``."""
    points: dict[str, list[int]] = {}
    data = _read("routes.toml")
    for at, name in enumerate(ROUTE_NAMES):
        for weight, terms in data[name].items():
            for term in terms:
                points.setdefault(term, [0] * len(ROUTE_NAMES))[at] = int(weight)
    return Terms(points), {term: tuple(row) for term, row in points.items()}


@cache
def _mood() -> _Mood:
    """Read the lists for anger and for the wish to talk to a person once."""
    data = _read("mood.toml")
    person, anger = ({key: Terms(terms) for key, terms in data[part].items()} for part in ("person", "anger"))
    every = Terms(term for part in ("person", "anger") for terms in data[part].values() for term in terms)
    return _Mood(every=every, person=person, anger=anger, alone=frozenset(data["person"]["alone"]))


def tokens_of(text: str, read_chars: int = READ_CHARS) -> list[str]:
    """Return the words of the first ``read_chars`` in lower case, without markup; an amount is "someamount"."""
    return list(_tokens(text[:read_chars]))


@lru_cache(maxsize=REMEMBERED)
def _tokens(text: str) -> tuple[str, ...]:
    """Split ``text`` into words; those of the last few texts are remembered, for a message is read by several lists."""
    plain = text.lower()
    if _MAY_BE_MARKUP.search(plain):
        plain = MARKUP.sub(" ", plain.translate(_APOSTROPHES))
    if _MAY_BE_AMOUNT.search(plain):
        plain = _AMOUNT.sub(" someamount ", plain)
    return tuple(_TOKEN.findall(plain))


def classify(text: str, has_tasks: bool = False, language: str | None = None) -> Classification:
    """Route ``text``, any string, by the word lists; ``has_tasks`` is passed through, and ``language`` if it is known.

    Confidence is below 0.5 when nothing matches or two routes are close: a general question then stands for "unknown".
    Never raises; reads the first 2,000 characters only, and for its mood the last 1,000 as well.
    """
    route, confidence = likely(text)
    if confidence < UNSURE and _asks_of_payment(text):
        route, confidence = "billing_inquiry", BY_READER
    mood = text if len(text) <= READ_CHARS + END_CHARS else f"{text[:READ_CHARS]}\n{text[-END_CHARS:]}"
    words = list(_tokens(mood))
    spans = _mood().every.spans(words)
    return Classification(
        route=route,
        confidence=confidence,
        language=language or detection.detect(text),
        wants_human=_wants_human(words, spans),
        angry=_angry(words, spans, mood),
        has_tasks=has_tasks,
    )


def _asks_of_payment(text: str) -> bool:
    """Say whether a text asks of a payment, in words that no list holds."""
    return "?" in text and any(
        one.does == "payment" and one.share >= SURE_OF_PAYMENT for one in turn_of(text, "nothing")
    )


def is_listed(word: str) -> bool:
    """Tell whether one word in small letters says by itself where a message goes, or in what mood it is."""
    return bool(_routes()[0].find([word]) or _mood().every.find([word]))


def likely(text: str) -> tuple[RouteName, float]:
    """Return the likely route of ``text`` and how sure that is: the points of its terms, and the lead of the first."""
    return _likely(text[:READ_CHARS])


@lru_cache(maxsize=REMEMBERED)
def _likely(text: str) -> tuple[RouteName, float]:
    """Route ``text``; the routes of the last few are remembered: a message is its own only part as often as not."""
    terms, points = _routes()
    rows = [points[term] for term in terms.find(tokens_of(text))]
    scores = [start + sum(row[at] for row in rows) for at, start in enumerate(HEAD_START)]
    second, first = sorted(scores)[-2:]
    return ROUTE_NAMES[scores.index(first)], round(1 - math.exp((second - first) / MARGIN_SCALE), 2)


def _wants_human(words: list[str], spans: list[Span]) -> bool:
    """Say whether the customer asks for a person: "talk to someone", "get me an agent", "representative please"."""
    lists = _mood().person
    content = [word for word in words if word not in {"please", "a", "an", "the", "now"}]
    if " ".join(content) in _mood().alone:
        return True
    other = {at for span in lists["not_people"].among(spans) for at in range(span.start, span.end)}
    spans = [span for span in spans if other.isdisjoint(range(span.start, span.end))] if other else spans
    off = {at for span in lists["unwanted"].among(spans) for at in range(span.start, span.end + 4)}
    if not off and lists["phrases"].complete({span.term for span in spans}):
        return True
    return _follows(lists["ask"], lists["people"], spans, off) or _follows(lists["want"], lists["staff"], spans, off)


def _follows(verbs: Terms, nouns: Terms, spans: list[Span], off: set[int]) -> bool:
    """Say whether one of ``nouns`` begins at most three words after one of ``verbs`` that does not begin in ``off``."""
    ready = {verb.end + gap for verb in verbs.among(spans) if verb.start not in off for gap in range(4)}
    return bool(ready) and any(noun.start in ready for noun in nouns.among(spans))


def _angry(words: list[str], spans: list[Span], text: str) -> bool:
    """Say whether the customer is clearly angry: says so, insults, threatens, shouts or has asked many times."""
    lists = _mood().anger
    off = {at for span in lists["not_after"].among(spans) for at in range(span.end, span.end + 3)}
    meant = {span.term for span in lists["phrases"].among(spans) if span.start not in off}
    return bool(lists["phrases"].complete(meant)) or _shouts(words, text)


def _shouts(words: list[str], text: str) -> bool:
    """Say whether ``text`` is in capitals with exclamation marks, and not kindly meant."""
    marks = text.count("!")
    if not marks or len(words) < 4:
        return False
    letters = sum(map(str.isalpha, text))
    loud = letters >= 12 and sum(map(str.isupper, text)) >= 0.8 * letters
    if marks < MARKS_OF_ANGER:
        return loud and not _mood().anger["polite"].find(words)
    return loud and not (_mood().anger["kind"].find(words) and _NO_PRAISE.isdisjoint(words))
