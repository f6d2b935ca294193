"""FAQs from documents, durable: make the entries of an opened set, store them with an honest report.

A plain function on the journal: it can be called with or without the engine, again after a crash (finished calls are
read back), and cancelled at any moment (what was paid for is in the journal).
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from handlers.desk import Desk
from handlers.faq.made import MadeFaq, documents_of, place_in, read_faq
from handlers.faq.order import FaqLimits
from handlers.faq.publishing import by_itself
from handlers.faq.report import make_report
from storage import faqs
from storage.database import Tx
from storage.errors import Refused
from storage.faq_records import FaqEntry, FaqSet
from workflows.faq.chain import Chain
from workflows.faq.documents import Document
from workflows.faq.doubts import doubt_of
from workflows.faq.entry import Entry
from workflows.journal import Run
from workflows.model.client import Deadline

Progress = Callable[[int, int], None]


async def make_faq(desk: Desk, set_id: int, limits: FaqLimits, progress: Progress = lambda _done, _of: None) -> MadeFaq:
    """Make the entries of an opened set and store them; a finished one is returned as it is.

    ``progress`` is called with how many entries of how many are proved; it must not raise.

    Raises
    ------
    Refused
        There is no such set, or it was cancelled.
    """
    faq, documents, chain = await _load(desk, set_id, limits, progress)
    if faq.state == "working":
        await chain.make()
        rows, report = await chain.run.aside(chain.chars, lambda: _as_stored(chain, documents))
        now = desk.now()
        await chain.run.commit(lambda tx: faqs.finish_set(tx, faq, rows, report, now))
    return await desk.db.read(lambda tx: read_faq(tx, set_id, documents))


def _as_stored(chain: Chain, documents: Sequence[Document]) -> tuple[list[dict[str, object]], dict[str, Any]]:
    """Return the entries of a finished chain and its report as they are kept; on long documents it takes a while."""
    return [_row(entry, documents) for entry in chain.entries], make_report(chain).model_dump(mode="json")


async def _load(
    desk: Desk, set_id: int, limits: FaqLimits, progress: Progress
) -> tuple[FaqSet, tuple[Document, ...], Chain]:
    def load(tx: Tx) -> tuple[FaqSet, tuple[Document, ...], Chain]:
        faq = faqs.get_set(tx, set_id)
        if faq is None or faq.state in {"cancelled", "failed", "erased"}:
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


async def remake_entry(desk: Desk, entry: FaqEntry, limits: FaqLimits, *, keep_published: bool) -> bool:
    """Make one entry anew: another answer to its question, else another question; False if nothing new is proved.

    What was published stays so, with ``keep_published``, if the new one is surely sound: else it waits for staff.
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
    row = _row(made, chain.documents)
    stays = keep_published and by_itself(made.question, made.answer, row["quotes"], made.engine)
    return await chain.run.commit(
        lambda tx: faqs.replace_entry(tx, chain.run.team_id, entry, row, keep_published=stays)
    )


def _row(entry: Entry, documents: Sequence[Document]) -> dict[str, Any]:
    return {**asdict(entry), "sources": list(entry.sources), "quotes": rows_of(entry, documents)}


def rows_of(entry: Entry, documents: Sequence[Document]) -> list[dict[str, Any]]:
    """Return the quotes of an entry as they are stored: with their headings, and what around them needs a look."""
    quotes: list[dict[str, Any]] = [
        one.model_dump() | place_in(documents[one.document], one.start, one.end) for one in entry.quotes
    ]
    if quotes and (doubt := doubt_of(entry.question, entry.quotes, documents, entry.engine)):
        quotes[0]["doubt"] = doubt
    return quotes
