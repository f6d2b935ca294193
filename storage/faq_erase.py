"""Erasing a set of FAQs: its documents, its entries, how it was made, and what customers were told from it.

The row of the set stays with its number, state and times, so that the number is never another set's.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.cases import hold_cases
from storage.database import Tx
from storage.erase import ERASED
from storage.faq_records import FaqSet
from storage.faqs import hold_sets, of_its_runs
from storage.posts import REPLY
from storage.published import note_change
from storage.sql import insert_row, update_row
from storage.tables import erasures, faq_documents, faq_entries, faq_requests, faq_sets, posts, step_runs

_OF_SET = (faq_entries, faq_documents, faq_requests)


def erase_set(tx: Tx, faq: FaqSet, now: datetime) -> None:
    """Erase a set for good. Cases whose customers were answered from it keep that they were, and from which set."""
    told = _replies_told_from(tx, faq)
    hold_cases(tx, {case_id for _, case_id, _ in told})
    hold_sets(tx, [faq.id])
    for reply_id, _, body in told:
        update_row(tx, posts, reply_id, body=_without(body, faq.number))
    for table in _OF_SET:
        tx.execute(sa.delete(table).where(table.c.set_id == faq.id))
    erase_steps(tx, faq)
    gone = {"title": ERASED, "digest": "", "language": None, "report": None, "published": False, "state": "erased"}
    update_row(tx, faq_sets, faq.id, **gone, run=f"{faq.run}:erased:{faq.id}", delivered_at=faq.delivered_at or now)
    note_change(tx, faq.team_id)
    insert_row(tx, erasures, {"team_id": faq.team_id, "at": now, "kind": "faq", "cases": 0, "messages": 0})


def erase_steps(tx: Tx, faq: FaqSet) -> None:
    """Erase what models wrote for a set, and for its entries that were made anew."""
    tx.execute(sa.delete(step_runs).where(of_its_runs(faq)))


def _replies_told_from(tx: Tx, faq: FaqSet) -> list[tuple[int, int, dict[str, Any]]]:
    """Return the replies that hold an answer of a set: row id, case, body."""
    told_by = posts.c.outcome["told_by"].as_string()
    query = sa.select(posts.c.id, posts.c.case_id, posts.c.body).where(
        posts.c.team_id == faq.team_id, posts.c.kind == REPLY, told_by.contains(f"FAQ set {faq.number}, ")
    )
    return [(row[0], row[1], row[2]) for row in tx.execute(query)]


def _without(body: dict[str, Any], number: int) -> dict[str, Any]:
    """Return a reply's body without what it tells from a set: its sections name that under their source."""
    source = f"(FAQ set {number})"
    kept = [
        {"text": ERASED} if any(str(fact.get("value", "")).endswith(source) for fact in one.get("facts", ())) else one
        for one in body.get("sections", ())
    ]
    return {**body, "sections": kept}
