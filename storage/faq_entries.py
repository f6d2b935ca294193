"""Changes that staff make to single entries of a set of FAQs. The set is held, and the entry was read after that."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.database import Tx
from storage.faq_records import FaqEntry, FaqSet
from storage.faqs import entry_at
from storage.published import note_change
from storage.sql import insert_row, update_state
from storage.states import ENTRY
from storage.tables import faq_entries


def change_entry(tx: Tx, faq: FaqSet, entry: FaqEntry, new: dict[str, Any], by: str, now: datetime) -> None:
    """Change what staff decided about an entry, or wrote in its place. ``new``: state, published, other columns."""
    decided = {"version": entry.version + 1, "decided_by": by, "decided_at": now, "was": None}
    update_state(tx, ENTRY, faq_entries.c.state, entry.id, **new, **decided)
    if entry.published or new["published"] or "rejected" in {entry.state, new["state"]}:  # its words are offered or not
        note_change(tx, faq.team_id)


def add_entry(tx: Tx, faq: FaqSet, new: dict[str, Any], by: str, now: datetime) -> FaqEntry:
    """Put an entry that staff wrote at the end of a set. ``new``: question, answer, sources, quotes, published."""
    at = faq_entries.c
    last = tx.scalar(sa.select(sa.func.max(at.position)).where(at.set_id == faq.id)) or 0
    values = {"team_id": faq.team_id, "set_id": faq.id, "position": last + 1, "engine": "staff", "created_at": now}
    values |= {"state": "approved", "decided_by": by, "decided_at": now, "version": 0, **new}
    insert_row(tx, faq_entries, values)
    if new["published"]:
        note_change(tx, faq.team_id)
    added = entry_at(tx, faq.id, last + 1)
    assert added is not None  # noqa: S101 - inserted a moment ago
    return added
