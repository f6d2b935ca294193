"""Documents as they were read, and the paragraphs and sentences they are cut into. Everything is a span of their text.

Documents are untrusted: whatever is in them is text to quote, never an instruction.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from workflows.faq.blocks import Block
from workflows.language.lazy import lazy

PASSAGE_CHARS = 700  # about 170 tokens: a few of them answer a question, and one holds a whole thought

_HASHES = lazy(r"\s*#{1,6}\s+")
# Each run of marks and of blanks is read once: text from outside may be 12,000 full stops.
_END = lazy(
    r"(?<![.!?])[.!?]++[\"'”’)\]]*+(?=\s++[\"'“‘(\[]?[A-Z0-9À-Þ]|\s*+$)|\n(?=[^\S\n]*(?:[-*•]|\d++[.)])\s)"  # noqa: RUF001
)
_SHORTENED = lazy(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|no|fig|mr|mrs|ms|dr|prof|inc|ltd|co|st|al)|\b[A-Z])\.$", re.IGNORECASE
)


# "bis zum 16. Geburtstag": German writes an ordinal with a full stop.
_ORDINAL = lazy(
    r"\b(?:zum|zur|am|vom|im|der|den|dem|des|das|die|ab|bis|seit|ihre[mnrs]?|seine[mnrs]?) \d{1,2}\.$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was read. ``title`` is unique within a set.

    ``blocks``: what the text is made of; None: it was only typed. ``losses``: what of a file is not in it, in words.
    ``address``: where it is read again; "": nowhere, it was given by hand. ``pages``: of paper; 0: it has none.
    """

    title: str
    text: str
    blocks: tuple[Block, ...] | None = None
    losses: tuple[str, ...] = ()
    address: str = ""
    pages: int = 0

    def __hash__(self) -> int:
        """Return a hash that costs no walk over thousands of blocks at each look into a cache."""
        return hash((self.title, self.text))


@dataclass(frozen=True, slots=True)
class Passage:
    """``documents[document].text[start:end]``, with the heading it is under (empty: none)."""

    document: int
    start: int
    end: int
    heading: str
    text: str


def sentences_cut(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield sentences; one that is longer than a passage (a table, a text without full stops) is cut between words."""
    for start, end in sentences_of(text, begin, stop):
        at = start
        while end - at > PASSAGE_CHARS:
            space = text.rfind(" ", at + 1, at + PASSAGE_CHARS)
            cut = space if space > 0 else at + PASSAGE_CHARS
            yield at, cut
            at = cut
        yield at, end


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
    """Say whether a full stop belongs to a shortened word ("e.g.", "Dr.", an initial), or to a German ordinal."""
    before = max(start, found.start() - 12), found.start() + 1
    return _SHORTENED.search(text, *before) is not None or _ORDINAL.search(text, *before) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
