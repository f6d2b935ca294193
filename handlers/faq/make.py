"""FAQs from documents, durable: open a set, make its entries, store them with an honest report.

A plain function on the journal: it can be called with or without the engine, again after a crash (finished calls are
read back), and cancelled at any moment (what was paid for stands in the journal).
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from handlers.desk import Desk
from handlers.faq.report import FaqReport, make_report
from storage import faqs
from storage.database import Tx
from storage.errors import Refused
from storage.faq_records import FaqDocument, FaqEntry, FaqSet
from workflows.faq.chain import Chain, Entry
from workflows.faq.documents import Document
from workflows.journal import Run
from workflows.language.grounding import fold
from workflows.masking.mask import mask_shapes
from workflows.model.client import Deadline

MOST_CHARS = 200_000
MOST_DOCUMENTS = 10
MOST_QUESTIONS = 25

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FaqOrder:
    """What somebody wants FAQs of. ``count`` 1 to 25; ``language`` None: the documents'.

    ``channel``: where the result goes in Slack, a channel or the owner's own id; None: the terminal.
    """

    team_id: str
    owner: str
    title: str
    documents: tuple[Document, ...]
    count: int
    language: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class FaqLimits:
    """How many model calls at once, and how many seconds a set may wait for models in all; then it goes on by rule."""

    concurrency: int
    timeout_s: float


@dataclass(frozen=True, slots=True)
class MadeFaq:
    """A finished set as it is stored; ``entries`` are those that stand."""

    faq: FaqSet
    documents: tuple[Document, ...]
    entries: list[FaqEntry]
    report: FaqReport


def problems_of(order: FaqOrder) -> list[str]:
    """Return what keeps an order from being made, in words that say what to do; [] if nothing."""
    titles = [fold(document.title) for document in order.documents]  # as sources are told apart
    twice = next((doc.title for doc in order.documents if titles.count(fold(doc.title)) > 1), None)
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

    Card numbers, keys and tokens in the documents are masked: answers quote them to customers.

    Raises
    ------
    Refused
        The order has problems; the text says which and what to do.
    """
    if problems := problems_of(order):
        raise Refused("; ".join(problems))
    order = await desk.shelf.aside(lambda: _masked(order))
    asked = [[(doc.title, doc.text) for doc in order.documents], order.count, order.language, order.channel]
    values = {
        "team_id": order.team_id,
        "owner": order.owner,
        "title": order.title,
        "digest": hashlib.sha256(json.dumps(asked).encode("utf-8", "replace")).hexdigest(),
        "language": order.language,
        "asked": order.count,
        "channel": order.channel,
        "created_at": desk.now(),
    }
    rows = [FaqDocument(at, doc.title, doc.text) for at, doc in enumerate(order.documents)]
    return await desk.db.write(lambda tx: faqs.open_set(tx, values, rows))


def _masked(order: FaqOrder) -> FaqOrder:
    documents = tuple(Document(mask_shapes(one.title), mask_shapes(one.text)) for one in order.documents)
    return replace(order, title=mask_shapes(order.title), documents=documents)


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
        if faq is None or faq.state in {"cancelled", "failed"}:
            msg = "these FAQs were cancelled" if faq else "there are no such FAQs"
            raise Refused(msg)
        documents = documents_of(tx, set_id)
        chain = Chain(
            _run(tx, desk, faq, faq.run, limits), documents, faq.asked, faq.language, limits.concurrency, progress
        )
        return faq, documents, chain

    return await desk.db.read(load)


def _run(tx: Tx, desk: Desk, faq: FaqSet, name: str, limits: FaqLimits) -> Run:
    run = Run(name, None, faq.team_id, desk.db, desk.model, Deadline(limits.timeout_s))
    run.load(tx)
    return run


def documents_of(tx: Tx, set_id: int) -> tuple[Document, ...]:
    """Return the documents of a set as they were given."""
    return tuple(Document(row.title, row.text) for row in faqs.documents_of(tx, set_id))


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
    return MadeFaq(faq, given, entries, FaqReport.model_validate(faq.report))


async def remake_entry(desk: Desk, entry: FaqEntry, limits: FaqLimits, *, keep_published: bool) -> bool:
    """Make one entry anew: another answer to its question, else another question; False if nothing new is proved.

    Safe to call again after a crash: what a model answered for this version is read back.
    """

    def load(tx: Tx) -> tuple[Chain, list[str]]:
        faq = faqs.get_set(tx, entry.set_id)
        assert faq is not None  # noqa: S101 - an entry has its set
        name = f"{faq.run}:again:{entry.position}:{entry.version + 1}"
        run = _run(tx, desk, faq, name, limits)
        others = [one.question for one in faqs.entries_of(tx, faq.id) if one.id != entry.id]
        chain = Chain(run, documents_of(tx, faq.id), 1, faq.language, limits.concurrency, lambda _done, _of: None)
        return chain, others

    chain, others = await desk.db.read(load)
    made = await chain.make_again(entry.question, entry.answer, others)
    if made is None:
        return False
    return await chain.run.commit(
        lambda tx: faqs.replace_entry(tx, chain.run.team_id, entry, _row(made), keep_published=keep_published)
    )


def _row(entry: Entry) -> dict[str, object]:
    return {**asdict(entry), "sources": list(entry.sources), "quotes": [one.model_dump() for one in entry.quotes]}
