"""The lines of an answer: a paragraph, an item, a step, a row each. Its words stay those of its document."""

from collections.abc import Iterable

from workflows.faq.documents import Document
from workflows.faq.marks import without_marks
from workflows.faq.sections import outline_of
from workflows.language.lazy import lazy

BULLET = "•"  # before an item of a document
OURS = "◦"  # before what is shown as an item: our own facts have the other one
MOST_LINES = 60
_STEP = lazy(r"\d{1,3}[.)] ")
_BOLD = lazy(r"[^\w*_~`]{0,5}[*_~`]")
_VALUE = lazy(r"[^:\n]{1,80}: ")


def lines_in(document: Document, start: int, end: int) -> str:
    """Return a span of a document with each of its blocks on a line of its own, without marks and wraps."""
    found, at = list[str](), start
    for section in outline_of(document):
        if section.end <= start or section.start >= end:
            continue
        for block in section.blocks:
            if block.start < end and start < block.end:
                found += [document.text[at : block.start]] if at < block.start else []  # a heading between them
                at = min(block.end, end)
                found.append(document.text[max(block.start, start) : at])
    found += [document.text[at:end]] if at < end else []
    return joined(found)


def joined(pieces: Iterable[str]) -> str:
    """Return pieces of a document, a line each, without marks and wraps."""
    lines = (" ".join(without_marks(one).split()) for one in pieces)
    return "\n".join(line for line in lines if line)


def shown(answer: str) -> list[str]:
    """Return the lines of an answer (untrusted) as they are shown: no line of a document looks like a fact of ours.

    Items and rows get a bullet of their own, and so does what follows a colon; steps keep their numbers; a paragraph is
    a line. A line that Slack would show as a label of ours is none of its own.
    """
    lines = [" ".join(line.split()) for line in answer.split("\n", MOST_LINES)]
    found, listed = list[str](), False
    for line in filter(None, lines):
        if found and _BOLD.match(line):
            found[-1] = f"{found[-1]} {line}"
            continue
        found.append(_shown(line, first=not found, listed=listed))
        listed = line.endswith(":") or (listed and not _is_marked(line))
    rows = [one.startswith(OURS) and _VALUE.match(one) is not None for one in found[1:]]
    if rows and all(rows) and _VALUE.match(found[0]) and not _is_marked(found[0]):
        found[0] = f"{OURS} {found[0]}"  # a table from its first row on
    return found


def _shown(line: str, *, first: bool, listed: bool) -> str:
    if line.startswith(BULLET):
        return f"{OURS}{line.removeprefix(BULLET)}"
    if _is_marked(line):
        return line
    return f"{OURS} {line}" if listed or (not first and _VALUE.match(line)) else line


def _is_marked(line: str) -> bool:
    return line.startswith(BULLET) or _STEP.match(line) is not None
