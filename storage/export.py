"""Cases for export, a batch at a time: what one row of a spreadsheet needs. Memory stays bounded; reads only."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.database import Tx
from storage.records import CaseStatus
from storage.tables import cases, messages, rmas, tasks


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One case. ``id`` is the key to go on from; the last three say how many there are."""

    id: int
    number: str
    subject: str
    requester: str
    route: str | None
    status: CaseStatus
    priority: str
    assignee: str | None
    opened_at: datetime
    first_response_at: datetime | None
    resolved_at: datetime | None
    rating: int | None
    messages: int
    tasks: int
    rmas: int


_COLUMNS = [cases.c[name] for name in ExportRow.__slots__[:-3]]
_COUNTS = [
    sa.select(sa.func.count()).where(table.c.case_id == cases.c.id).correlate(cases).scalar_subquery()
    for table in (messages, tasks, rmas)
]


def batch(tx: Tx, team_id: str, after_id: int = 0, limit: int = 500) -> list[ExportRow]:
    """Return the team's oldest cases whose row id is above ``after_id``; fewer than ``limit`` means these are the last.

    Read each batch in a transaction of its own: one long one would keep SQLite's log from shrinking.
    """
    query = sa.select(*_COLUMNS, *_COUNTS).where(cases.c.team_id == team_id, cases.c.id > after_id)
    return [ExportRow(*row) for row in tx.execute(query.order_by(cases.c.id).limit(limit))]
