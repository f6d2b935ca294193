"""A finished set of FAQs as it is stored and shown: entries, documents, and the report on how they came to be."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage import faqs
from storage.database import Tx
from storage.errors import Refused
from storage.faq_records import FaqDocument, FaqEntry, FaqSet, FaqSource
from storage.faq_sources import sources_of
from workflows.faq.blocks import blocks_of
from workflows.faq.documents import Document
from workflows.faq.sections import is_kept_back_at, path_at, path_shown

OWN_WORDS = "Answers in the words of our team."
MOST_NAMED = 3  # of the sections that were left out for one reason
NAME_CHARS = 60


def place_in(document: Document, start: int, end: int) -> dict[str, Any]:
    """Return what a quote says of its place: the ``section`` that it stands under, ``kept_back`` if nobody outside may.

    Neither is there if there is nothing to say.
    """
    path = path_at(document, start)
    section = {"section": path_shown(path)} if path else {}
    return {**section, "kept_back": True} if is_kept_back_at(document, start, end) else {**section}


class DroppedQuestion(BaseModel):
    """A question that was not delivered. ``why`` is duplicate, unproved or unanswered; ``reason`` says it in words."""

    model_config = ConfigDict(frozen=True)

    question: str
    why: str
    reason: str


class LeftOut(BaseModel):
    """A section that no entry is made of, by the last of its headings (else its document), and why."""

    model_config = ConfigDict(frozen=True)

    document: str
    section: str
    reason: str


class Coverage(BaseModel):
    """How one document is used: ``entries`` that quote it, and its passages that are quoted of how many."""

    model_config = ConfigDict(frozen=True)

    title: str
    entries: int
    quoted: int
    passages: int


class Shown(BaseModel):
    """What of documents too long for one call a model was shown to find questions: so many passages and sections."""

    model_config = ConfigDict(frozen=True)

    passages: int
    of: int
    sections: int
    of_sections: int

    def sentence(self) -> str:
        """Say it in one sentence."""
        sections = f"from {self.sections} of {self.of_sections} sections" if self.of_sections > 1 else "spread over it"
        return (
            f"The text is long: questions were looked for in {self.passages} of its {self.of} passages, {sections};"
            " answers in all of it."
        )


class FaqReport(BaseModel):
    """The honest number. ``extractive``: entries a rule took from the text word for word; ``why``: what is missing.

    ``shown`` None: questions were looked for in the whole text. ``sections``: how many there are, ``unused`` of them
    without an entry; ``left_out``: these, the first ones of many.
    """

    model_config = ConfigDict(frozen=True)

    asked: int
    delivered: int
    extractive: int
    why: str
    dropped: tuple[DroppedQuestion, ...]
    coverage: tuple[Coverage, ...]
    shown: Shown | None = None
    sections: int = 0
    unused: int = 0
    left_out: tuple[LeftOut, ...] = ()

    def sentences(self) -> list[str]:
        """Return the report for people, one sentence a line."""
        return [*self.headline(), *self.small_print()]

    def headline(self) -> list[str]:
        """Return how many were made, and why not more."""
        if not self.asked:
            return [OWN_WORDS]
        lines = [f"{self.delivered} of {self.asked} questions delivered, each answer proved by a quote."]
        if self.delivered < self.asked:
            lines[0] = f"{self.delivered} of {self.asked} questions delivered. {self.why}"
        if self.extractive:
            lines.append(f"{self.extractive} of them word for word from the text, without a model.")
        if self.shown and self.shown.passages < self.shown.of:
            lines.append(self.shown.sentence())
        return lines

    def small_print(self) -> list[str]:
        """Return what the entries are made of and which sections gave none, in short."""
        if not self.asked:
            return ["There is no document behind them."]
        used = ", ".join(
            f"{one.title} {one.entries} ({one.quoted} of {one.passages} passages)" for one in self.coverage
        )
        return [*([self._left_out()] if self.left_out else []), f"Entries by document: {used}."]

    def _left_out(self) -> str:
        by_reason: dict[str, list[str]] = {}
        for one in self.left_out:
            by_reason.setdefault(one.reason, []).append(one.section)
        most_first = sorted(by_reason.items(), key=lambda item: -len(item[1]))
        told = [f"{_few(names)}, since {reason}" for reason, names in most_first]
        told += [f"and {more} more"] if (more := self.unused - len(self.left_out)) > 0 else []
        return f"Without an entry, {self.unused} of {self.sections} sections: {'; '.join(told)}."


def _few(names: list[str]) -> str:
    shown = ", ".join(f"“{name[:NAME_CHARS]}”" for name in names[:MOST_NAMED])
    return f"{shown} and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else shown


# Of the set that staff write themselves.
NOTHING_MADE = FaqReport(asked=0, delivered=0, extractive=0, why="", dropped=(), coverage=())


@dataclass(frozen=True, slots=True)
class MadeFaq:
    """A finished set as it is stored; ``entries`` are those that were not removed, also those that staff rejected.

    ``sources``: where its documents are read again.
    """

    faq: FaqSet
    documents: tuple[Document, ...]
    entries: list[FaqEntry]
    report: FaqReport
    sources: tuple[FaqSource, ...] = ()


def documents_of(tx: Tx, set_id: int) -> tuple[Document, ...]:
    """Return the documents of a set as they were read."""
    return tuple(document_of(row) for row in faqs.documents_of(tx, set_id))


def document_of(row: FaqDocument) -> Document:
    """Return a stored document as it was read."""
    losses, pages = tuple(row.losses or ()), row.pages or 0
    return Document(row.title, row.text, blocks_of(row.blocks), losses, row.address or "", pages)


def read_faq(tx: Tx, set_id: int, documents: tuple[Document, ...] | None = None) -> MadeFaq:
    """Return a finished set.

    Raises
    ------
    Refused
        It was cancelled, or is not finished yet.
    """
    faq = faqs.get_set(tx, set_id)
    if faq is None or faq.report is None:
        msg = "these FAQs were cancelled" if faq and faq.state == "cancelled" else "these FAQs are not finished yet"
        raise Refused(msg)
    entries = [entry for entry in faqs.entries_of(tx, set_id) if entry.removed_by is None]
    given = documents_of(tx, set_id) if documents is None else documents
    report, sources = FaqReport.model_validate(faq.report), tuple(sources_of(tx, set_id))
    return MadeFaq(faq, given, entries, report, sources)
