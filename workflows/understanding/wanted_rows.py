"""The rows that ``wanted`` learns from: whole messages, and pieces of which messages are made, each with a few others.

A label is words. ``asks return|invoice|order``: a request for "{}"; ``before``: what may stand before one; ``then
act|ask|leave r|i|o…``: what may be said after a request of these kinds, and what it makes of it; ``act|ask|leave
r|i|o [set]``: a whole message with what is judged in brackets, and the set of conversations it is of; "⏎" is a line
break.
"""

import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from workflows.language.lazy import lazy
from workflows.understanding.returns.training.corpus import corpus
from workflows.understanding.returns.training.markup import Row as Annotated
from workflows.understanding.training import Example, Row, read_rows
from workflows.understanding.wanted import NAME, Asked, Place, features_of

SETS = f"{NAME}.sets"

_KINDS: dict[str, Asked] = {"r": "return", "i": "invoice", "o": "order"}
_VERDICTS = {"act", "ask", "leave"}
_LABELS = {"P": "act r", "L": "ask r", "S": "act o", "B": "act i"}  # of the marks of the tagger's rows
_PRONOUNS = {"it", "them", "this", "that", "one", "these", "both"}
_RETURNING = lazy(r"\b(?:return|refund|back)", re.IGNORECASE)
_NAMED = lazy(
    r"\b(?:the|my|our|this|an?|your|his|her|that|these|those)\s(?P<name>(?:[a-z]+\s)?(?P<head>[a-z]+))\b", re.IGNORECASE
)
_MARK = lazy(r"\[([^\[\]]{1,200})\]")
_THING = "{}"
_COPIES, _COPIES_OF_SHARED = 4, 2  # of what may be said of one kind of request, and of what may be said of any
_LAST = ("Thanks!", "Thank you.", "Sorry!", "Best, Kim", "Have a nice day.", "Cheers", ":)", "Bye")
_JOINS = (", ", " - ", " ... ")


class Judged(NamedTuple):
    """A message with what is to become of what stands at a place of it: ``act``, ``ask`` or ``leave``."""

    label: str
    text: str
    place: Place


def read_all(*, sets: bool = True) -> tuple[list[Row], str]:
    """Return the rows of both files and those of the tagger of returns, and the hash of all of them.

    ``sets``: whether what was looked at of the sets of conversations is among them.
    """
    own, looked_at = read_rows(NAME)[0], read_rows(SETS)[0] if sets else []
    whole = [one for one in own if one.label.split()[0] in _VERDICTS]
    numbers = [one for one in whole if one.label.split()[1] in "io"]  # few are of numbers that are only told of
    rows = [
        *own,
        *whole,
        *numbers,
        *numbers,
        *looked_at,
        *of_returns(),
    ]  # a message of ours counts twice: few are alike
    told = "\n".join(f"{one.label}\t{one.text}" for one in rows)
    return rows, hashlib.sha256(told.encode()).hexdigest()[:16]


def examples(rows: Iterable[Row]) -> list[Example]:
    """Return the messages of ``rows`` as the model sees them."""
    return [Example(one.label, frozenset(features_of(one.text, one.place))) for one in messages(rows)]


def of_returns() -> list[Row]:
    """Return what the tagger of returns is taught as rows of ours; of a message without a mark a thing is judged."""
    return [row for one in corpus(twins=False).written for row in _of_returns(one)]


def _of_returns(annotated: Annotated) -> Iterator[Row]:
    text, marks = annotated.text, [one for one in annotated.spans if one.kind in _LABELS]
    if "[" in text or "]" in text:
        return
    named = set[str]()
    for one in marks:
        name = text[one.start : one.end].lower()
        if name not in named | _PRONOUNS:
            named.add(name)
            yield Row(_LABELS[one.kind], _bracketed(text, one.start, one.end))
    if any(one.kind in "PL" for one in marks) or not _RETURNING.search(text):
        return
    heads = _heads()
    for found in _NAMED.finditer(text):
        if found["head"].lower() in heads:
            yield Row("leave r", _bracketed(text, *found.span("name")))
            return


def _bracketed(text: str, start: int, end: int) -> str:
    return f"{text[:start]}[{text[start:end]}]{text[end:]}".replace("\n", "⏎")


def messages(rows: Iterable[Row]) -> list[Judged]:
    """Return whole messages as they are, and those that are made of pieces: the same ones each time."""
    pieces = _Pieces(rows)
    return [*pieces.made(), *pieces.whole]


class _Pieces:
    """Rows by what they are."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._random = random.Random(1)  # noqa: S311 - nothing secret is drawn
        self._requests: dict[Asked, list[str]] = defaultdict(list)
        self._before: list[str] = []
        self._after: list[tuple[str, list[Asked], str]] = []
        self.whole: list[Judged] = []
        for label, text, *_ in rows:
            match label.split():
                case ["asks", kind]:
                    self._requests[_KINDS[kind[0]]].append(text)
                case ["before"]:
                    self._before.append(text)
                case ["then", verdict, kinds]:
                    self._after.append((verdict, [_KINDS[kind] for kind in kinds], text))
                case [verdict, kind, *_]:
                    self.whole.append(_marked(verdict, _KINDS[kind], text.replace("⏎", "\n")))
                case _:
                    raise ValueError(f"wanted.tsv: {label!r} is no label")

    def made(self) -> Iterator[Judged]:
        """Yield requests alone, and with what may stand before and after them."""
        acts = {
            kind: [text for label, kinds, text in self._after if label == "act" and kind in kinds]
            for kind in self._requests
        }
        for label, kinds, text in self._after:
            for kind in kinds:
                for _ in range(_COPIES if len(kinds) == 1 else _COPIES_OF_SHARED):
                    asked = self._random.choice(self._requests[kind])
                    if self._random.random() < 0.25:
                        asked = self._joined(asked, self._random.choice(acts[kind]))
                    said = self._joined(asked, text)
                    if self._random.random() < 0.2:
                        said = f"{said} {self._random.choice(_LAST)}"
                    yield self._filled(label, kind, said, opened=self._random.random() < 0.35)
        for kind, requests in self._requests.items():
            for asked in requests:
                for opened in (False, True, True):
                    yield self._filled("act", kind, asked, opened=opened)

    def _joined(self, asked: str, then: str) -> str:
        """Return a request and what is said then: mostly two sentences, at times one."""
        chance, asked = self._random.random(), asked.rstrip()
        if chance < 0.6:
            end = "" if asked[-1] in ".!?" else self._random.choice((".", ".", "", "...", "!"))
            return f"{asked}{end} {then}"
        low = then if re.match(r"I\b", then) else then[0].lower() + then[1:]
        asked = asked.rstrip(".")
        if chance < 0.8:
            return asked + self._random.choice(_JOINS) + low
        return f"{asked} {low}" if chance < 0.9 else f"{asked}\n{then}"

    def _filled(self, label: str, kind: Asked, said: str, *, opened: bool) -> Judged:
        """Return a message about a thing or a number; one in five is in small letters."""
        text = f"{self._random.choice(self._before)} {said}" if opened else said
        name, at = self._name(kind), text.index(_THING)
        text = text.replace(_THING, name)
        low = text.lower() if self._random.random() < 0.2 else text
        return Judged(label, low if len(low) == len(text) else text, Place(at, at + len(name), kind))

    def _name(self, kind: Asked) -> str:
        if kind == "return":
            return self._random.choice(_products())
        number = self._random.randrange(10_000, 99_999)
        forms = ("INV-%d", "INV-%d", "#INV-%d", "inv-%d") if kind == "invoice" else ("A-%d", "QX-%d", "R-%d", "B%d")
        return self._random.choice(forms) % number


def _marked(label: str, kind: Asked, written: str) -> Judged:
    """Return a message without its brackets; the last of several is what is judged."""
    found = list(_MARK.finditer(written))
    if not found:
        raise ValueError(f"wanted.tsv: put what is judged in brackets: {written}")
    start = found[-1].start() - 2 * (len(found) - 1)
    return Judged(label, _MARK.sub(r"\1", written), Place(start, start + len(found[-1][1]), kind))


@cache
def _heads() -> set[str]:
    return {name.split()[-1].lower() for name in _products()}


@cache
def _products() -> list[str]:
    """Return the names that the tagger of returns is taught with."""
    file = resources.files("workflows.understanding.returns") / "rows" / "products.txt"
    return [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
