"""Erasing a set of FAQs: its documents, its entries, how it was made, and what customers were told from it.

The row of the set stays with its number, state and times, so that the number is never another set's.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.cases import hold_cases
from storage.database import Tx
from storage.erase import ERASED
from storage.faq_records import FaqSet
from storage.faqs import hold_sets, of_its_runs
from storage.posts import REPLY, drop_posts
from storage.published import note_change
from storage.sql import insert_row, many, select, update_row
from storage.tables import (
    erasures,
    faq_documents,
    faq_entries,
    faq_requests,
    faq_sets,
    messages,
    posts,
    step_runs,
    timeline,
)

SHOWN = ("faq_status", "faq_page")  # the kinds of posts that show a set: they show that it is erased
_OF_SET = (faq_entries, faq_documents, faq_requests)


@dataclass(frozen=True, slots=True)
class _Told:
    """A reply that tells or offers something of a set."""

    id: int
    case_id: int
    message_id: int | None
    body: dict[str, Any]
    outcome: dict[str, Any] | None


def erase_set(tx: Tx, faq: FaqSet, now: datetime) -> None:
    """Erase a set for good. Cases whose customers were answered from it keep that they were, and from which set."""
    replies = _replies_about(tx, faq)
    hold_cases(tx, {reply.case_id for reply in replies})
    hold_sets(tx, [faq.id])
    rows = {table.name: set(tx.scalars(sa.select(table.c.id).where(table.c.set_id == faq.id))) for table in _OF_SET}
    for reply in replies:
        _erase_told(tx, faq, reply, rows)
    for table in _OF_SET:
        tx.execute(sa.delete(table).where(table.c.set_id == faq.id))
    erase_steps(tx, faq)
    drop_posts(tx, posts.c.set_id == faq.id, posts.c.kind.not_in(SHOWN))
    gone = {"title": ERASED, "digest": "", "language": None, "report": None, "published": False, "state": "erased"}
    update_row(tx, faq_sets, faq.id, **gone, run=f"{faq.run}:erased:{faq.id}", delivered_at=faq.delivered_at or now)
    note_change(tx, faq.team_id)
    insert_row(tx, erasures, {"team_id": faq.team_id, "at": now, "kind": "faq", "cases": 0, "messages": 0})


def erase_steps(tx: Tx, faq: FaqSet) -> None:
    """Erase what models wrote for a set, and for its entries that were made anew."""
    tx.execute(sa.delete(step_runs).where(of_its_runs(faq)))


def _replies_about(tx: Tx, faq: FaqSet) -> list[_Told]:
    """Return the replies of the team that hold an answer of a set, and those that offer any."""
    told = posts.c.outcome["told_by"].as_string().contains(_named(faq))
    offers = sa.cast(posts.c.body, sa.Text).contains('"offers": [{')
    mine = (posts.c.team_id == faq.team_id, posts.c.kind == REPLY, sa.or_(told, offers))
    return many(tx, _Told, select(_Told, posts).where(*mine))


def _named(faq: FaqSet) -> str:
    return f"FAQ set {faq.number}, "


def _erase_told(tx: Tx, faq: FaqSet, reply: _Told, rows: dict[str, set[int]]) -> None:
    """Erase from a reply what it tells or offers of a set; if it tells something, from its trace and timeline, too."""
    body = {**reply.body, "sections": [_without(one, faq, rows) for one in reply.body.get("sections", ())]}
    outcome = reply.outcome
    if outcome is not None and _named(faq) in (outcome.get("told_by") or ""):
        outcome = {**outcome, "told_by": _bare(outcome["told_by"], faq)}
        answered = sa.select(messages.c.turn_id).where(messages.c.id == reply.message_id)
        tx.execute(sa.update(step_runs).where(step_runs.c.turn_id.in_(answered)).values(answer={}, outcome=ERASED))
        about = (timeline.c.case_id == reply.case_id, timeline.c.detail.contains(_named(faq)))
        for row in tx.execute(sa.select(timeline.c.id, timeline.c.detail).where(*about)).all():
            update_row(tx, timeline, row.id, detail=_bare(row.detail, faq))
    if (body, outcome) != (reply.body, reply.outcome):
        update_row(tx, posts, reply.id, body=body, outcome=outcome)


def _bare(told_by: str, faq: FaqSet) -> str:
    """Return what a reply was told from without the title of a document: the set, and the number of an entry."""
    return re.sub(rf"({_named(faq)[:-2]}), (?!question \d).*", r"\1", told_by, flags=re.DOTALL)


def _without(section: dict[str, Any], faq: FaqSet, rows: dict[str, set[int]]) -> dict[str, Any]:
    """Return a section of a reply without what it tells from a set (it names that as its source) and offers of it."""
    sources = [str(fact.get("value", "")) for fact in section.get("facts", ()) if fact.get("label") == "Source"]
    if any(f"(FAQ set {faq.number})" in source for source in sources):
        return {"text": ERASED}
    if not section.get("offers"):
        return section
    entries, documents = rows[faq_entries.name], rows[faq_documents.name]
    offers = [o for o in section["offers"] if o.get("entry") not in entries and o.get("document") not in documents]
    return {**section, "offers": offers}
