"""Queries about documents that are read again where they live: which sets have some, and what a reading changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.database import Tx
from storage.faq_records import FaqDocument, FaqEntry, FaqSet, FaqSource
from storage.published import note_change
from storage.sql import many, select, update_row, update_state
from storage.states import ENTRY
from storage.tables import faq_documents, faq_entries, faq_sets

_HAS_SOURCES = (
    sa.exists().where(faq_documents.c.set_id == faq_sets.c.id, faq_documents.c.address.is_not(None)).correlate(faq_sets)
)


def sets_with_sources(tx: Tx, team_id: str | None = None, number: int | None = None) -> list[FaqSet]:
    """Return the finished sets that have documents to read again, oldest first: of a team, of this number."""
    query = select(FaqSet, faq_sets).where(faq_sets.c.state == "done", _HAS_SOURCES)
    query = query if team_id is None else query.where(faq_sets.c.team_id == team_id)
    query = query if number is None else query.where(faq_sets.c.number == number)
    return many(tx, FaqSet, query.order_by(faq_sets.c.id))


def sources_of(tx: Tx, set_id: int) -> list[FaqSource]:
    """Return where the documents of a set are read again, in their order."""
    at = faq_documents.c
    query = select(FaqSource, faq_documents).where(at.set_id == set_id, at.address.is_not(None)).order_by(at.position)
    return many(tx, FaqSource, query)


def note_read(tx: Tx, faq: FaqSet, row: FaqDocument, new: dict[str, Any], now: datetime) -> None:
    """Note that a document was read; ``new``: its text, blocks and losses if they are others, else {}."""
    _change(tx, faq, row, {"read_at": now, "failing_since": None, "problem": None, **new})
    if new and faq.published:
        note_change(tx, faq.team_id)  # its sections may be offered


def note_failed(tx: Tx, faq: FaqSet, row: FaqDocument, problem: str, now: datetime) -> datetime:
    """Note that a document cannot be read; return since when it cannot."""
    since = row.failing_since or now
    _change(tx, faq, row, {"failing_since": since, "problem": problem})
    return since


def _change(tx: Tx, faq: FaqSet, row: FaqDocument, values: dict[str, Any]) -> None:
    at = faq_documents.c
    tx.execute(sa.update(faq_documents).where(at.set_id == faq.id, at.position == row.position).values(**values))


def move_quotes(tx: Tx, entry: FaqEntry, quotes: Sequence[dict[str, Any]]) -> None:
    """Store where the quotes of an entry stand now; it is the same entry."""
    update_row(tx, faq_entries, entry.id, quotes=list(quotes))


def withdraw_entry(tx: Tx, faq: FaqSet, entry: FaqEntry, by: str, now: datetime) -> None:
    """Keep an entry from customers whose quote is gone, until somebody approves it. Its set is held."""
    decided = {"version": entry.version + 1, "decided_by": by, "decided_at": now, "was": None, "published": False}
    update_state(tx, ENTRY, faq_entries.c.state, entry.id, state="rejected", **decided)
    note_change(tx, faq.team_id)
