"""What is owed now, counted: how much of each kind, and since when the oldest. Read from outside, for metrics."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.database import Tx
from storage.posts import REPLY
from storage.tables import OWED_POST, OWED_TURN, faq_requests, faq_sets, posts, turns


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much is owed of one kind, and since when the oldest of it is; None: nothing is owed."""

    kind: str
    count: int
    oldest: datetime | None


def backlog(tx: Tx, team_id: str) -> list[Backlog]:
    """Return what is owed in a team: answers, posts of other kinds, sets of FAQs, and what was asked of a set.

    Each is a look into an index of what is owed, or into a small table.
    """
    # What was asked in a terminal is another team's: it is answered there, and by nobody who serves.
    a_post = (sa.text(OWED_POST), posts.c.kind != REPLY, posts.c.team_id == team_id)
    a_set = (faq_sets.c.delivered_at.is_(None), faq_sets.c.channel.is_not(None), faq_sets.c.team_id == team_id)
    return [
        _count(tx, "answer", turns.c.opened_at, sa.text(OWED_TURN), turns.c.team_id == team_id),
        _count(tx, "post", posts.c.created_at, *a_post),
        _count(tx, "faq_set", faq_sets.c.created_at, *a_set),
        _count(tx, "faq_request", faq_requests.c.asked_at, faq_requests.c.team_id == team_id),
    ]


def _count(tx: Tx, kind: str, since: sa.Column[datetime], *which: sa.ColumnElement[bool] | sa.TextClause) -> Backlog:
    count, oldest = tx.execute(sa.select(sa.func.count(), sa.func.min(since)).where(*which)).one()
    return Backlog(kind, int(count), oldest)
