"""Cases that wait for a person and of which nobody has been warned that an answer is due."""

from datetime import datetime

import sqlalchemy as sa

from storage.database import Tx
from storage.records import Case
from storage.sql import many, select, update_row
from storage.tables import UNWARNED, cases


def unwarned(tx: Tx, team_id: str, limit: int = 100, *, urgent: bool) -> list[Case]:
    """Return those of a team, urgent or not, that have waited longest, that one first."""
    query = select(Case, cases).where(sa.text(UNWARNED), cases.c.team_id == team_id)
    query = query.where(cases.c.priority == "urgent" if urgent else cases.c.priority != "urgent")
    return many(tx, Case, query.order_by(cases.c.waits_since, cases.c.id).limit(limit))


def mark_warned(tx: Tx, case_id: int, now: datetime) -> None:
    """Note that staff know; until it waits for something else they are not warned again."""
    update_row(tx, cases, case_id, warned_at=now)
