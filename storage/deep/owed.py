"""What the desk owes: answers, posts, sets of FAQs, what was asked of one; and who waits for a person."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from storage.deep.found import Owed
from storage.records import TERMINAL
from storage.tables import (
    NEEDS_PERSON,
    OWED_POST,
    OWED_TURN,
    cases,
    faq_requests,
    faq_sets,
    posts,
    turns,
)

WAIT_FOR_A_PERSON = "cases that wait for a person"
LEFT_IN_TERMINAL = "questions in a terminal that was stopped before it answered"

_QUEUED = """
SELECT count(*), min(created_at) FROM dbos.workflow_status WHERE status IN ('ENQUEUED', 'PENDING', 'DELAYED')
"""


def owed(tx: sa.Connection) -> Iterator[Owed]:
    """Yield what is owed, a line a kind; what was asked in a terminal is owed by nobody who serves."""
    turn, post = (sa.text(OWED_TURN), turns.c.team_id != TERMINAL), (sa.text(OWED_POST), posts.c.team_id != TERMINAL)
    yield from _of("answers to customers", tx, turns, turns.c.opened_at, *turn)
    yield from _of("posts to Slack", tx, posts, posts.c.created_at, *post)
    sets = (faq_sets.c.delivered_at.is_(None), faq_sets.c.channel.is_not(None))
    yield from _of("sets of FAQs", tx, faq_sets, faq_sets.c.created_at, *sets)
    yield from _of("requests about a set of FAQs", tx, faq_requests, faq_requests.c.asked_at)
    left = (sa.text(OWED_TURN), turns.c.team_id == TERMINAL)
    yield from _of(LEFT_IN_TERMINAL, tx, turns, turns.c.opened_at, *left)


def people(tx: sa.Connection) -> Iterator[Owed]:
    """Yield how many cases wait for a person."""
    count = tx.scalar(sa.select(sa.func.count()).select_from(cases).where(sa.text(NEEDS_PERSON))) or 0
    first = sa.select(cases.c.number, cases.c.waits_since).where(sa.text(NEEDS_PERSON))
    row = tx.execute(first.order_by(cases.c.waits_since).limit(1)).first()
    if row is not None:
        yield Owed(WAIT_FOR_A_PERSON, count, row.waits_since, row.number)


def queued(tx: sa.Connection) -> Iterator[Owed]:
    """Yield the jobs in the queue of the durable engine, on PostgreSQL."""
    if tx.dialect.name != "postgresql" or not sa.inspect(tx).has_table("workflow_status", schema="dbos"):
        return
    count, since_ms = tx.exec_driver_sql(_QUEUED).one()
    if count:
        yield Owed("jobs in the queue", count, datetime.fromtimestamp(int(since_ms) / 1000, UTC))


def _of(
    what: str, tx: sa.Connection, table: sa.Table, since: sa.Column[Any], *which: sa.ColumnElement[bool] | sa.TextClause
) -> Iterator[Owed]:
    count, oldest = tx.execute(sa.select(sa.func.count(), sa.func.min(since)).where(*which).select_from(table)).one()
    if not count:
        return
    case = ""
    if "case_id" in table.c:
        number = sa.select(cases.c.number).join(table, table.c.case_id == cases.c.id).where(*which, since == oldest)
        case = tx.scalar(number.limit(1)) or ""
    yield Owed(what, count, oldest, case)
