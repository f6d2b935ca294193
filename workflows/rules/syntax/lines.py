"""The lines of a message, each with the mark of a list before it or without; what they mean is read elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from workflows.ids.grammar import REMEMBERED
from workflows.language.lazy import lazy
from workflows.rules.syntax.clauses import Clause, Message

MOST_LINES = 120
_LINE = lazy(r"[^\n]++")
# "- ", "•", "1.", "2)", "(b)", "#3", "[ ]": what begins a point of a list.
_MARK = lazy(
    r"\s{0,4}(?:(?:[-*+•·‣◦▪→\u2013\u2014]{1,2}|\(?\d{1,2}[.)](?!\d)|\d{1,2}\s?[-\u2013]\s|\(?[a-hA-H]\)|\#\d{1,2}[.):]?)\s{0,4})?"
    r"(?:\[[ xX]?\]\s{0,4})?"
)
_EMPTY = lazy(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty, from where its words begin to their end; ``apart``: an empty line stands before it."""

    start: int
    end: int
    marked: bool
    depth: int
    apart: bool


@lru_cache(maxsize=REMEMBERED)
def lines_of(message: Message) -> Sequence[Line]:
    """Return the first 120 lines of a message, each a line though it is the only one."""
    found: list[Line] = []
    before = 0
    for one in _LINE.finditer(message.plain):
        if one[0].isspace():
            continue
        mark = _MARK.match(message.plain, one.start(), one.end())
        start = mark.end() if mark else one.start()
        bare = len(one[0]) - len(one[0].lstrip())
        end = one.start() + len(one[0].rstrip())
        apart = _EMPTY.search(message.plain, before, one.start()) is not None
        before = one.end()
        if start < end:
            found.append(Line(start, end, start > one.start() + bare, bare, apart))
        if len(found) == MOST_LINES:
            break
    return found


def clauses_of(message: Message, line: Line) -> Sequence[Clause]:
    """Return the clauses that stand in ``line``."""
    return [one for one in message.clauses if one.start < line.end and line.start < one.end]


def words_of(message: Message, line: Line) -> str:
    """Return ``line`` in small letters."""
    return message.low[line.start : line.end]
