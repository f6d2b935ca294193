"""Queries about FAQ sets: open one with its documents, finish it with its entries, read it, list them by owner."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.database import Tx
from storage.faq_records import FaqDocument, FaqEntry, FaqSet
from storage.published import note_change
from storage.sql import insert_new_rows, insert_row, many, many_by, next_number, one, one_by, select
from storage.tables import faq_documents, faq_entries, faq_sets

FIRST_SET = 1
LISTED = 20


def open_set(tx: Tx, values: dict[str, Any], documents: Sequence[FaqDocument]) -> FaqSet:
    """Return the set to work on: the owner's unfinished one of this digest (a crash left it), else a new one.

    ``values``: team_id, owner, title, digest, language, asked, created_at.
    """
    team_id = values["team_id"]
    same = (faq_sets.c.team_id == team_id, faq_sets.c.owner == values["owner"], faq_sets.c.digest == values["digest"])
    left = one(tx, FaqSet, select(FaqSet, faq_sets).where(*same, faq_sets.c.state == "working").order_by(faq_sets.c.id))
    if left is not None:
        return left
    number = next_number(tx, team_id, "faq", FIRST_SET)
    insert_row(tx, faq_sets, {**values, "number": number, "run": f"faq:{team_id}:{number}", "state": "working"})
    opened = find_set(tx, team_id, number)
    assert opened is not None  # noqa: S101 - inserted a moment ago
    rows = [
        {"team_id": team_id, "set_id": opened.id, "position": item.position, "title": item.title, "text": item.text}
        for item in documents
    ]
    insert_new_rows(tx, faq_documents, rows)
    return opened


def get_set(tx: Tx, set_id: int) -> FaqSet | None:
    """Return one set."""
    return one_by(tx, FaqSet, faq_sets, id=set_id)


def find_set(tx: Tx, team_id: str, number: int) -> FaqSet | None:
    """Return the set with this number; who may see it is for the caller to decide."""
    return one_by(tx, FaqSet, faq_sets, team_id=team_id, number=number)


def sets_of(tx: Tx, team_id: str, owner: str, limit: int = LISTED) -> list[FaqSet]:
    """Return the owner's sets, newest first."""
    mine = (faq_sets.c.team_id == team_id, faq_sets.c.owner == owner)
    return many(tx, FaqSet, select(FaqSet, faq_sets).where(*mine).order_by(faq_sets.c.id.desc()).limit(limit))


def documents_of(tx: Tx, set_id: int) -> list[FaqDocument]:
    """Return the documents of a set in the order they were given."""
    return many_by(tx, FaqDocument, faq_documents, order="position", set_id=set_id)


def entries_of(tx: Tx, set_id: int) -> list[FaqEntry]:
    """Return the entries of a set in order."""
    return many_by(tx, FaqEntry, faq_entries, order="position", set_id=set_id)


def finish_set(tx: Tx, faq: FaqSet, entries: Sequence[dict[str, Any]], report: dict[str, Any], now: datetime) -> bool:
    """Store the entries and the report of a set that is being made; False if it was finished or cancelled meanwhile.

    ``entries``: question, answer, sources, quotes, engine; their order is their position, from 1.
    """
    if not _close(tx, faq.id, now, state="done", report=report):
        return False
    about = {"team_id": faq.team_id, "set_id": faq.id, "created_at": now}
    rows = [{**about, **entry, "position": position} for position, entry in enumerate(entries, start=1)]
    insert_new_rows(tx, faq_entries, rows)
    return True


def cancel_set(tx: Tx, set_id: int, now: datetime) -> bool:
    """Give up a set that is being made; False if it is not being made any more."""
    return _close(tx, set_id, now, state="cancelled")


def _close(tx: Tx, set_id: int, now: datetime, **changes: Any) -> bool:  # noqa: ANN401 - column values
    open_one = sa.and_(faq_sets.c.id == set_id, faq_sets.c.state == "working")
    return tx.execute(sa.update(faq_sets).where(open_one).values(finished_at=now, **changes)).rowcount == 1


def publish(tx: Tx, set_id: int, *, published: bool) -> int:
    """Publish or withdraw all entries of a set; return how many there are. The next message is answered accordingly."""
    faq = get_set(tx, set_id)
    if faq is None:
        return 0
    note_change(tx, faq.team_id)
    return tx.execute(sa.update(faq_entries).where(faq_entries.c.set_id == set_id).values(published=published)).rowcount
