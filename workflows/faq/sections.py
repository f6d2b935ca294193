"""Sections of documents as a reader sees them: a heading of any common shape with the text under it, bounded.

Everything is a span of the original. A section is what a customer may be offered word for word.
"""

import re
from collections.abc import Iterator, Sequence

from workflows.faq.documents import Document, Passage, heading_in, paragraphs_of, sentences_of
from workflows.faq.marks import without_marks
from workflows.language.lazy import lazy

SECTION_CHARS = 700  # a few sentences: more is no answer that anybody reads in a thread
LONGEST_HEADING = 80

_NUMBERED = lazy(r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|[A-Z][.)]|[IVX]{1,5}\.|§\s?\d{1,3}[a-z]?)[ \t]+(?=[^\W\d_])")
_QUESTION = lazy(r"(?:\*\*)?(?:q|question)(?:[ \t]?\d{1,3})?[:.)](?:\*\*)?[ \t]*", re.IGNORECASE)
_ANSWER = lazy(r"\s*(?:\*\*)?(?:a|answer)[:.)](?:\*\*)?[ \t]+", re.IGNORECASE)
_BOLD = lazy(r"(\*\*|__)([^*_\n]{2,80})\1[.:]?(?=\s|$)")
_UNDERLINE = lazy(r"[=-]{3,}[ \t]*$", re.MULTILINE)


def sections_of(documents: Sequence[Document]) -> list[Passage]:
    """Cut documents (untrusted) into sections of at most about ``SECTION_CHARS``; linear."""
    return [section for at, document in enumerate(documents) for section in _cut(at, document.text)]


def _cut(at: int, text: str) -> Iterator[Passage]:
    heading, start, end = "", -1, -1
    for begin, stop in paragraphs_of(text):
        title, body = _heading_at(text, begin, stop)
        if start >= 0 and (title is not None or stop - start > SECTION_CHARS):
            yield from _bounded(at, text, start, end, heading)
            start = -1
        heading = heading if title is None else title
        if body < stop:
            start, end = body if start < 0 else start, stop
    if start >= 0:
        yield from _bounded(at, text, start, end, heading)


def _bounded(at: int, text: str, start: int, end: int, heading: str) -> Iterator[Passage]:
    """Yield a section, in pieces of whole sentences if it is too long."""
    first = last = start
    for begin, stop in sentences_of(text, start, end):
        if stop - first > SECTION_CHARS and last > first:
            yield Passage(at, first, last, heading, text[first:last])
            first = begin
        last = stop
    if last > first:
        yield Passage(at, first, last, heading, text[first:last])


def _heading_at(text: str, start: int, end: int) -> tuple[str | None, int]:
    """Return the heading that a paragraph begins with, and where its text begins; None if it has none."""
    line_end = text.find("\n", start, end)
    line_end = end if line_end < 0 else line_end
    line = text[start:line_end]
    if asked := _QUESTION.match(line):
        answer = _ANSWER.match(text, line_end, end)
        return without_marks(line[asked.end() :]).strip(), answer.end() if answer else _after(text, line_end, end)
    if lead := _BOLD.match(line):
        body = start + lead.end()
        return lead[2].strip().rstrip(".:"), _after(text, body, end)
    if (underline := _UNDERLINE.match(text, line_end + 1, end)) and len(line) <= LONGEST_HEADING:
        return line.strip(), _after(text, underline.end(), end)
    if (numbered := _NUMBERED.match(line)) and line_end < end and not _NUMBERED.match(text, line_end + 1, end):
        title = heading_in(line[numbered.end() :])
        if title is not None:
            return without_marks(title), _after(text, line_end, end)
    title = heading_in(line)
    return (None, start) if title is None else (without_marks(title), _after(text, line_end, end))


def _after(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at
