"""Cases whose customer was asked for something and has not written since; whom a person owes a word is none of them."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from storage.database import Tx
from storage.records import Case
from storage.sql import many, select
from storage.tables import UNANSWERED, cases

MOST_AT_ONCE = 100


def to_nudge(tx: Tx, team_id: str, asked_before: datetime) -> list[Case]:
    """Return the team's cases whose customer was asked that long ago and not reminded of it, the first asked first."""
    return _unanswered(tx, team_id, [cases.c.nudged_at.is_(None), cases.c.asked_at <= asked_before])


def to_close(tx: Tx, team_id: str, before: datetime, *, after_nudge: bool) -> list[Case]:
    """Return the team's cases whose customer was reminded before then; without ``after_nudge``, asked before then."""
    return _unanswered(tx, team_id, [(cases.c.nudged_at if after_nudge else cases.c.asked_at) <= before])


def _unanswered(tx: Tx, team_id: str, which: Sequence[sa.ColumnElement[bool]]) -> list[Case]:
    nobody_owes = (sa.text(UNANSWERED), cases.c.team_id == team_id, cases.c.waits_since.is_(None))
    query = select(Case, cases).where(*nobody_owes, *which).order_by(cases.c.asked_at, cases.c.id)
    return many(tx, Case, query.limit(MOST_AT_ONCE))
