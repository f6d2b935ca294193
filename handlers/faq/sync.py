"""Sources of a set read again: entries whose quote is gone are withdrawn, changed ones wait for staff.

A source that cannot be read withdraws nothing. Each document is one transaction: a crash loses what was not read yet.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

import structlog

from handlers.desk import Desk
from handlers.faq.made import place_in
from handlers.faq.order import MOST_CHARS, content_of, masked_document
from storage import faq_sources, faqs
from storage.database import Tx
from storage.errors import FrontdeskError, Refused
from storage.faq_records import FaqDocument, FaqEntry, FaqSet
from workflows.faq.blocks import blocks_of
from workflows.faq.documents import Document
from workflows.faq.lines import joined, lines_in
from workflows.faq.moved import moved_span
from workflows.faq.proof import find_quote
from workflows.faq.successors import successor

READER = "its source: the quote is gone"  # who withdrew an entry, as people read it
BROKEN = "an error of ours: the log says more"
SHRUNK = 0.2  # of a text that is so much shorter than it was, somebody is at work on the page
TRIES = 3  # when an entry was changed meanwhile

log = structlog.get_logger(__name__)
ReadAgain = Callable[[str, str], Awaitable[Document]]  # address, title
What = Literal["moved", "changed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What a reading makes of an entry; ``new``: the columns that change."""

    entry: FaqEntry
    what: What
    new: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it stands now beside the one kept, with the entries of its set and their changes."""

    row: FaqDocument
    document: Document
    entries: Sequence[FaqEntry]
    changes: Sequence[EntryChange]

    @classmethod
    def of(cls, row: FaqDocument, document: Document, entries: Sequence[FaqEntry]) -> "Reading":
        """Compare them; it takes long."""
        changes = changes_of(entries, row, document) if document.text != row.text else []
        return cls(row, document, entries, changes)

    @property
    def is_new(self) -> bool:
        """Whether the text is another."""
        return self.document.text != self.row.text

    def places(self, what: What) -> tuple[tuple[int, str], ...]:
        """Return the places and questions of the entries that this became of."""
        return tuple((one.entry.position, one.entry.question) for one in self.changes if one.what == what)


@dataclass(frozen=True, slots=True)
class SourceRead:
    """What came of reading one document again. ``problem``: why it could not be, since ``failing_since``; "": it was.

    ``changed`` and ``withdrawn``: the places of entries, with their questions.
    """

    title: str
    address: str
    is_new: bool = False
    changed: tuple[tuple[int, str], ...] = ()
    withdrawn: tuple[tuple[int, str], ...] = ()
    problem: str = ""
    failing_since: datetime | None = None

    def sentences(self) -> list[str]:
        """Say what changed, a sentence each; [] if nothing did."""
        found = []
        if self.withdrawn:
            found.append(
                f"“{self.title}” says no more what these answered, they are withdrawn: {_named(self.withdrawn)}."
            )
        if self.changed:
            found.append(
                f"“{self.title}” answers these otherwise now, they wait for a decision: {_named(self.changed)}."
            )
        return found


@dataclass(frozen=True, slots=True)
class SetSync:
    """What came of reading the sources of a set again."""

    faq: FaqSet
    sources: tuple[SourceRead, ...]

    @property
    def failing(self) -> list[SourceRead]:
        """The sources that could not be read."""
        return [one for one in self.sources if one.problem]

    def sentences(self) -> list[str]:
        """Say what changed, a sentence each; [] if nothing did."""
        return [sentence for one in self.sources for sentence in one.sentences()]


def _named(entries: Sequence[tuple[int, str]]) -> str:
    return "; ".join(f"{position}. {question}" for position, question in entries)


def _nothing_more(_tx: Tx, _read: SourceRead) -> None:
    """Let it be."""


async def sync_set(
    desk: Desk,
    faq: FaqSet,
    read: ReadAgain,
    told: Callable[[str], None] = lambda _: None,
    changed: Callable[[Tx, SourceRead], None] = _nothing_more,
) -> SetSync:
    """Read the sources of a finished set again and store what changed; safe to call again at any time.

    ``changed``: writes what follows for whoever has to know it, in the transaction that changes entries.
    """
    rows = await desk.db.read(lambda tx: faqs.documents_of(tx, faq.id))
    found = []
    for row in rows:
        if row.address:
            told(row.address)
            found.append(await _sync_source(desk, faq, row, read, changed))
    return SetSync(faq, tuple(found))


async def _sync_source(
    desk: Desk, faq: FaqSet, row: FaqDocument, read: ReadAgain, changed: Callable[[Tx, SourceRead], None]
) -> SourceRead:
    assert row.address is not None  # noqa: S101 - only such are read
    source = SourceRead(row.title, row.address)
    try:
        return await _read_again(desk, faq, row, source, read, changed)
    except FrontdeskError:
        raise
    except Exception:  # edge: of a source; the others are read all the same
        log.exception("source_broken", set=faq.number, document=row.position)
        return await _failing(desk, faq, row, source, BROKEN)


async def _failing(desk: Desk, faq: FaqSet, row: FaqDocument, source: SourceRead, problem: str) -> SourceRead:
    now = desk.now()
    since = await desk.db.write(lambda tx: faq_sources.note_failed(tx, faq, row, problem, now))
    return replace(source, problem=problem, failing_since=since)


async def _read_again(
    desk: Desk,
    faq: FaqSet,
    row: FaqDocument,
    source: SourceRead,
    read: ReadAgain,
    changed: Callable[[Tx, SourceRead], None],
) -> SourceRead:
    try:
        document = await read(source.address, source.title)
        document = await desk.published_faqs.aside(lambda: masked_document(document))
        _refuse_odd(row, document)
    except FrontdeskError as error:
        return await _failing(desk, faq, row, source, str(error))
    for _ in range(TRIES):
        entries = await desk.db.read(lambda tx: faqs.entries_of(tx, faq.id))
        reading = await desk.published_faqs.aside(lambda: Reading.of(row, document, entries))  # noqa: B023 - awaited here
        found = replace(
            source, is_new=reading.is_new, changed=reading.places("changed"), withdrawn=reading.places("withdrawn")
        )
        stored = await desk.db.write(lambda tx: _store(tx, faq, reading, desk.now(), lambda: changed(tx, found)))  # noqa: B023 - awaited here
        if stored:
            return found
    return source  # somebody works on the set: the next reading sees to it


def _refuse_odd(row: FaqDocument, document: Document) -> None:
    """Raise ``Refused`` for what is most likely not what stood there: an error, a page at work on."""
    if len(document.text) > MOST_CHARS:
        msg = f"it has {len(document.text):,} characters now, {MOST_CHARS:,} is the most"
        raise Refused(msg)
    if len(document.text) < SHRUNK * len(row.text):
        msg = "next to nothing stands there now, so nothing is withdrawn for it: look at the page"
        raise Refused(msg)


def changes_of(entries: Sequence[FaqEntry], row: FaqDocument, document: Document) -> list[EntryChange]:
    """Return what a newer reading of the document at ``row`` makes of the entries that quote it. Pure; takes long."""
    if row.blocks is None:
        document = replace(document, blocks=None)  # it is read as the one before it was
    old = Document(row.title, row.text, blocks_of(row.blocks))
    found = (_change_of(entry, old, row, document) for entry in entries if entry.removed_by is None)
    return [one for one in found if one is not None]


def _change_of(entry: FaqEntry, old: Document, row: FaqDocument, document: Document) -> EntryChange | None:
    ours = [quote for quote in entry.quotes if _stood(quote, row)]
    if not ours:
        return None
    moved = [_moved(entry, quote, old, row, document) if quote in ours else quote for quote in entry.quotes]
    lost = [quote["text"] for quote, now in zip(entry.quotes, moved, strict=True) if now is None]
    if not lost:
        return EntryChange(entry, "moved", {"quotes": moved})
    if entry.state == "rejected":
        return None
    span = successor(entry.question, " ".join(lost), document)
    if span is None:
        return EntryChange(entry, "withdrawn", {})
    new = _quote_at(span, row, document)
    quotes = list({(one["document"], one["start"]): one for one in (now or new for now in moved)}.values())
    answer = "\n".join(_told(quote, row, document) for quote in quotes)
    told = {"question": entry.question, "answer": answer, "sources": entry.sources, "quotes": quotes, "engine": "rules"}
    return EntryChange(entry, "changed", {**told, "was": entry.was or entry.answer})


def _moved(
    entry: FaqEntry, quote: dict[str, Any], old: Document, row: FaqDocument, document: Document
) -> dict[str, Any] | None:
    """Return a quote where it says the same now; of what staff rejected, where its words stand."""
    span = moved_span(entry.question, (quote["start"], quote["end"]), old, document)
    if span is None and entry.state == "rejected" and (found := find_quote(quote["text"], (document,))):
        span = found.start, found.end
    doubt = {"doubt": quote["doubt"]} if "doubt" in quote else {}  # said against telling it unseen
    return _quote_at(span, row, document) | doubt if span else None


def _told(quote: dict[str, Any], row: FaqDocument, document: Document) -> str:
    """Return the words of a quote as an answer tells them; those of other documents of the set are not at hand."""
    is_ours = quote["document"] == row.position
    return lines_in(document, quote["start"], quote["end"]) if is_ours else joined([quote["text"]])


def _stood(quote: dict[str, Any], row: FaqDocument) -> bool:
    """Say whether a quote stood in the document as it was read before; one that was gone then is staff's decision."""
    at = quote.get("document"), quote.get("start"), quote.get("end")
    return at[0] == row.position and row.text[at[1] : at[2]] == quote.get("text")


def _quote_at(span: tuple[int, int], row: FaqDocument, document: Document) -> dict[str, Any]:
    start, end = span
    about = {"document": row.position, "title": row.title, "start": start, "end": end, "text": document.text[start:end]}
    return about | place_in(document, start, end)


def _store(tx: Tx, faq: FaqSet, reading: Reading, now: datetime, changed: Callable[[], None]) -> bool:
    """Store a reading; False if the entries are not as they were seen. ``changed``: called if entries change."""
    faqs.hold_sets(tx, [faq.id])
    current, row, document = faqs.get_set(tx, faq.id), reading.row, reading.document
    there = next((one for one in faqs.documents_of(tx, faq.id) if one.position == row.position), None)
    if current is None or current.state != "done" or there is None or there.text != row.text:
        return True  # erased meanwhile, or another process has read it
    if faqs.entries_of(tx, faq.id) != list(reading.entries):
        return False
    new = content_of(document) if reading.is_new else {}
    faq_sources.note_read(tx, current, row, new, now)
    for one in reading.changes:
        if one.what == "moved":
            faq_sources.move_quotes(tx, one.entry, one.new["quotes"])
        elif one.what == "withdrawn":
            faq_sources.withdraw_entry(tx, current, one.entry, READER, now)
        else:
            faqs.replace_entry(tx, current.team_id, one.entry, one.new, keep_published=False)
    if reading.places("changed") or reading.places("withdrawn"):
        changed()
    return True
