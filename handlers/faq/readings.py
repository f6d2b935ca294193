"""What was read of documents, in words: pages, sections, what is not in their text. Told before questions are made.

Titles and losses are untrusted; who shows them escapes them.
"""

from collections.abc import Iterable, Sequence

from storage.faq_records import FaqReading
from workflows.faq.documents import Document
from workflows.faq.sections import outline_of


def reading_of(document: Document) -> FaqReading:
    """Return what was read of a document; on a long one it takes a while."""
    return FaqReading(document.title, len(outline_of(document)), document.pages, document.losses)


def sentence_of(one: FaqReading, most_losses: int) -> str:
    """Return it in one sentence, with so many of its losses: "Read Fares: 4 pages; page 3 has no text."."""
    counted = [_counted(one.pages, "page")] if one.pages else []
    counted += [_counted(one.sections, "section")] if one.sections else []
    more = len(one.losses) - most_losses
    lost = [*one.losses[:most_losses], *([f"and {more} more that is not read"] if more > 0 else [])]
    return f"Read {one.title}{': ' if counted or lost else ''}{'; '.join(filter(None, (', '.join(counted), *lost)))}."


def sentences_of(readings: Sequence[FaqReading], most: int, most_losses: int) -> list[str]:
    """Return a sentence a document, at most so many: those with losses are not left out for others without."""
    chosen = sorted(sorted(range(len(readings)), key=lambda at: not readings[at].losses)[:most])
    told = [sentence_of(readings[at], most_losses) for at in chosen]
    left = [one for at, one in enumerate(readings) if at not in chosen]
    return [*told, f"And {_counted(len(left), 'more document')}{_sections_in(left)}."] if left else told


def _sections_in(readings: Iterable[FaqReading]) -> str:
    count = sum(one.sections or 0 for one in readings)
    return f" of {_counted(count, 'section')} in all" if count else ""


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
