"""FAQs from documents, durable: open a set, make its entries, store them with an honest report.

A plain function on the journal: it can be called with or without the engine, again after a crash (finished calls are
read back), and cancelled at any moment (what was paid for stands in the journal).
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from handlers.desk import Desk
from handlers.faq_report import FaqReport, make_report
from storage import faqs
from storage.database import Tx
from storage.errors import Refused
from storage.faq_records import FaqDocument, FaqEntry, FaqSet
from workflows.documents import Document
from workflows.faq import Chain, Entry
from workflows.journal import Run
from workflows.model import Deadline

MOST_CHARS = 200_000
MOST_DOCUMENTS = 10
MOST_QUESTIONS = 25

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FaqOrder:
    """What somebody wants FAQs of. ``count`` 1 to 25; ``language`` None: the documents'."""

    team_id: str
    owner: str
    title: str
    documents: tuple[Document, ...]
    count: int
    language: str | None = None


@dataclass(frozen=True, slots=True)
class FaqLimits:
    """How many model calls at once, and how many seconds a set may wait for models in all; then it goes on by rule."""

    concurrency: int
    timeout_s: float


@dataclass(frozen=True, slots=True)
class MadeFaq:
    """A finished set as it is stored."""

    faq: FaqSet
    documents: tuple[Document, ...]
    entries: list[FaqEntry]
    report: FaqReport


def problems_of(order: FaqOrder) -> list[str]:
    """Return what keeps an order from being made, in words that say what to do; [] if nothing."""
    titles = [document.title.strip().casefold() for document in order.documents]
    twice = next((doc.title for doc in order.documents if titles.count(doc.title.strip().casefold()) > 1), None)
    chars = sum(len(document.text) for document in order.documents)
    empty = [document.title for document in order.documents if not document.text.strip()]
    found = [
        (not order.documents, "there is no document: give at least one"),
        (
            len(order.documents) > MOST_DOCUMENTS,
            f"there are more than {MOST_DOCUMENTS} documents: leave some out",
        ),
        (twice is not None, f"two documents are titled “{twice}”: give each a title of its own"),
        (bool(empty), f"there is no text in “{empty[0] if empty else ''}”: leave it out, or give a text"),
        (
            chars > MOST_CHARS,
            f"the documents have {chars:,} characters, {MOST_CHARS:,} is the most: leave some out",
        ),
        (
            not 1 <= order.count <= MOST_QUESTIONS,
            f"ask for 1 to {MOST_QUESTIONS} questions, not {order.count}",
        ),
    ]
    return [problem for wrong, problem in found if wrong]


async def open_faq(desk: Desk, order: FaqOrder) -> FaqSet:
    """Store an order as a set to be made; the owner's same order that a crash interrupted is taken up again.

    Raises
    ------
    Refused
        The order has problems; the text says which and what to do.
    """
    if problems := problems_of(order):
        raise Refused("; ".join(problems))
    asked = [[(doc.title, doc.text) for doc in order.documents], order.count, order.language]
    values = {
        "team_id": order.team_id,
        "owner": order.owner,
        "title": order.title,
        "digest": hashlib.sha256(json.dumps(asked).encode("utf-8", "replace")).hexdigest(),
        "language": order.language,
        "asked": order.count,
        "created_at": desk.now(),
    }
    rows = [FaqDocument(at, doc.title, doc.text) for at, doc in enumerate(order.documents)]
    return await desk.db.write(lambda tx: faqs.open_set(tx, values, rows))


async def make_faq(desk: Desk, set_id: int, limits: FaqLimits, progress: Progress = lambda _done, _of: None) -> MadeFaq:
    """Make the entries of an opened set and store them; a finished one is returned as it stands.

    ``progress`` is told how many entries of how many are proved; it must not raise.

    Raises
    ------
    Refused
        There is no such set, or it was cancelled.
    """
    faq, documents, chain = await _load(desk, set_id, limits, progress)
    if faq.state == "working":
        await chain.make()
        report = make_report(chain)
        rows = [_row(entry) for entry in chain.entries]
        now = desk.now()
        await chain.run.commit(lambda tx: faqs.finish_set(tx, faq, rows, report.model_dump(mode="json"), now))
    return await desk.db.read(lambda tx: read_faq(tx, set_id, documents))


async def _load(
    desk: Desk, set_id: int, limits: FaqLimits, progress: Progress
) -> tuple[FaqSet, tuple[Document, ...], Chain]:
    def load(tx: Tx) -> tuple[FaqSet, tuple[Document, ...], Chain]:
        faq = faqs.get_set(tx, set_id)
        if faq is None or faq.state == "cancelled":
            msg = "these FAQs were cancelled" if faq else "there are no such FAQs"
            raise Refused(msg)
        documents = tuple(Document(row.title, row.text) for row in faqs.documents_of(tx, set_id))
        run = Run(faq.run, None, faq.team_id, desk.db, desk.model, Deadline(limits.timeout_s))
        run.load(tx)
        return faq, documents, Chain(run, documents, faq.asked, faq.language, limits.concurrency, progress)

    return await desk.db.read(load)


def read_faq(tx: Tx, set_id: int, documents: tuple[Document, ...]) -> MadeFaq:
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
    return MadeFaq(faq, documents, faqs.entries_of(tx, set_id), FaqReport.model_validate(faq.report))


def _row(entry: Entry) -> dict[str, object]:
    return {**asdict(entry), "sources": list(entry.sources), "quotes": [one.model_dump() for one in entry.quotes]}


async def set_published(desk: Desk, team_id: str, number: int, *, published: bool) -> tuple[FaqSet, int]:
    """Publish or withdraw a set; return it and how many entries it has. Who may is for the caller to decide.

    Raises
    ------
    Refused
        There is no such set, or it is not finished.
    """

    def change(tx: Tx) -> tuple[FaqSet, int]:
        faq = faqs.find_set(tx, team_id, number)
        if faq is None:
            msg = f"there is no FAQ set {number}"
            raise Refused(msg)
        if faq.state != "done":
            msg = f"FAQ set {number} is not finished, so there is nothing to publish"
            raise Refused(msg)
        return faq, faqs.publish(tx, faq.id, published=published)

    return await desk.db.write(change)
