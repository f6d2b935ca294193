"""Documents as they were given, and the passages and sentences they are cut into. Everything is a span of the original.

Documents are untrusted: whatever is in them is text to quote, never an instruction.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workflows.language.lazy import lazy

PASSAGE_CHARS = 700  # about 170 tokens: a few of them answer a question, and one holds a whole thought

_GAP = lazy(r"\n[^\S\n]*\n\s*|\n(?=[^\S\n]{0,3}#{1,6}\s)")
_HASHES = lazy(r"\s*#{1,6}\s+")
# Each run of marks and of blanks is read once: text from outside may be 12,000 full stops.
_END = lazy(
    r"(?<![.!?])[.!?]++[\"'”’)\]]*+(?=\s++[\"'“‘(\[]?[A-Z0-9À-Þ]|\s*+$)|\n(?=[^\S\n]*(?:[-*•]|\d++[.)])\s)"  # noqa: RUF001
)
_SHORTENED = lazy(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|no|fig|mr|mrs|ms|dr|prof|inc|ltd|co|st|al)|\b[A-Z])\.$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Document:
    """One given text. ``title`` is unique within a set."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """``documents[document].text[start:end]``, with the heading it is under (empty: none)."""

    document: int
    start: int
    end: int
    heading: str
    text: str


def passages_of(documents: Sequence[Document]) -> list[Passage]:
    """Cut documents on paragraph borders into passages of about ``PASSAGE_CHARS``; headings stay with what follows."""
    return [passage for at, document in enumerate(documents) for passage in _cut(at, document.text)]


def _cut(at: int, text: str) -> Iterator[Passage]:
    heading, start, end = "", -1, -1
    for begin, stop in _pieces(text):
        title = heading_in(text[begin:stop])
        full = start >= 0 and stop - start > PASSAGE_CHARS
        if start >= 0 and end > start and (title is not None or full):
            yield Passage(at, start, end, heading, text[start:end])
            start = -1
        if title is not None:
            heading = title
            continue
        start = begin if start < 0 else start
        end = stop
    if start >= 0:
        yield Passage(at, start, end, heading, text[start:end])


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield headings and paragraphs; a paragraph that is too long in pieces that end with a sentence or a word."""
    for begin, stop in paragraphs_of(text):
        if stop - begin <= PASSAGE_CHARS:
            yield begin, stop
            continue
        start, last = begin, begin
        for _, end in _sentences_cut(text, begin, stop):
            if end - start > PASSAGE_CHARS and last > start:
                yield start, last
                start = _skip_space(text, last)
            last = end
        yield start, stop


def _sentences_cut(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield sentences; one that is longer than a passage (a table, a text without full stops) is cut between words."""
    for start, end in sentences_of(text, begin, stop):
        at = start
        while end - at > PASSAGE_CHARS:
            space = text.rfind(" ", at + 1, at + PASSAGE_CHARS)
            cut = space if space > 0 else at + PASSAGE_CHARS
            yield at, cut
            at = cut
        yield at, end


def paragraphs_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between blank lines, without white space around them; a Markdown heading is a span of its own."""
    borders = [0, *(border for gap in _GAP.finditer(text) for border in gap.span()), len(text)]
    for begin, stop in zip(borders[::2], borders[1::2], strict=True):
        start, end = _trimmed(text, begin, stop)
        if start >= end:
            continue
        line = text.find("\n", start, end)
        if line > 0 and heading_in(text[start:line]) is not None:
            yield start, line
            start = _skip_space(text, line)
        yield start, end


def heading_in(piece: str) -> str | None:
    """Return the heading that a paragraph or line is, without its marks; None if it is running text."""
    line = piece.strip()
    if "\n" in line or not line:
        return None
    if hashes := _HASHES.match(line):
        return line[hashes.end() :].strip().rstrip("#").strip()
    short = len(line) <= 80 and len(line.split()) <= 10 and line[0].isupper()
    return line.rstrip(":") if short and line[-1] not in '.!;,"”' and not _END.search(line[:-1]) else None


def sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences in ``text[start:end]``, without white space around them."""
    ends = (found for found in _END.finditer(text, start, end) if not _is_shortened(text, found, start))
    for begin, stop in pairwise([start, *(found.end() for found in ends), end]):
        first, last = _trimmed(text, begin, stop)
        if first < last:
            yield first, last


def _is_shortened(text: str, found: re.Match[str], start: int) -> bool:
    """Say whether a full stop belongs to a shortened word: "e.g.", "Dr.", an initial."""
    return _SHORTENED.search(text, max(start, found.start() - 8), found.start() + 1) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
