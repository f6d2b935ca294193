"""Queries about all runs of a message, of its earlier texts and set aside ones too: what they did and asked for.

A run is the answering of one text of a message; an edit is another run.
"""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from storage import cases
from storage.database import Tx
from storage.records import Case, Message, TaskRow
from storage.replies import key_of, newest_sent
from storage.sql import many, select
from storage.tables import posts, step_runs, tasks
from storage.tasks import pending_task, withdraw

_MAY_STAND = ("sending", "sent")  # in Slack


def _own(message: Message, run: sa.Column[str]) -> sa.ColumnElement[bool]:
    """Say of a column whether it names a run of this message."""
    return sa.or_(run == message.first_run, run.startswith(f"{message.first_run}:", autoescape=True))


def runs_of(tx: Tx, message: Message) -> list[str]:
    """Return the runs of all texts this message has had."""
    runs = {message.first_run}
    for table in (step_runs, tasks):
        mine = (table.c.case_id == message.case_id, _own(message, table.c.run))
        runs |= set(tx.scalars(sa.select(table.c.run).where(*mine)))
    return list(runs)


def tasks_at_hand(tx: Tx, message: Message) -> list[TaskRow]:
    """Return the tasks that answering this message may touch, oldest first: those that lack a field, and its own."""
    at_hand = sa.or_(tasks.c.state == "pending", _own(message, tasks.c.run))
    return many(
        tx, TaskRow, select(TaskRow, tasks).where(tasks.c.case_id == message.case_id, at_hand).order_by(tasks.c.id)
    )


def take_back(tx: Tx, message: Message, now: datetime, but: str = "") -> None:
    """Take back what the runs of this message did and no reply announced; what may be posted already stays true.

    ``but``: a run that still has its reply to come. The case is held.
    """
    mine = (tasks.c.case_id == message.case_id, _own(message, tasks.c.run))
    did = set(tx.scalars(sa.select(tasks.c.run).where(*mine)))
    if not did:
        return
    keys = {key_of(run): run for run in did}
    announced = (posts.c.team_id == message.team_id, posts.c.key.in_(sorted(keys)), posts.c.state.in_(_MAY_STAND))
    for run in sorted(did - {but} - {keys[key] for key in tx.scalars(sa.select(posts.c.key).where(*announced))}):
        withdraw(tx, run, now)


def asked_for(tx: Tx, message: Message) -> set[str]:
    """Return the query types of the tasks for which the answer to this message asked for a missing field."""
    return set(tx.scalars(sa.select(tasks.c.query_type).where(_asked(message))))


def _asked(message: Message) -> sa.ColumnElement[bool]:
    mine = (tasks.c.case_id == message.case_id, _own(message, tasks.c.opened_run))
    return sa.and_(*mine, tasks.c.state == "pending")


def stop_asking(tx: Tx, case: Case, message: Message, now: datetime, but: Collection[str] = ()) -> None:
    """Cancel what the answer to this message asked for, except for these query types; the case waits for it no more."""
    asked = sa.and_(_asked(message), tasks.c.query_type.not_in(sorted(but)))
    cancelled = set(tx.scalars(sa.select(tasks.c.id).where(asked)))
    tx.execute(sa.update(tasks).where(asked).values(state="cancelled", updated_at=now))
    if case.waiting_task in cancelled:
        wait_for_nothing(tx, case, now)


def asked_details(tx: Tx, case: Case, message: Message) -> bool:
    """Say whether the case waits for what the newest reply asked for, and that is the answer to this message."""
    if case.awaiting is None or case.waiting_task is not None:
        return False
    return next((reply.message_id for reply in newest_sent(tx, case.id, 1)), None) == message.id


def wait_for_nothing(tx: Tx, case: Case, now: datetime) -> None:
    """Let the case wait for another missing field, or for nothing."""
    other = pending_task(tx, case.id)
    if other is not None:
        cases.update_case(tx, case.id, now, awaiting=f"task:{other}")
    else:
        status = "answered" if case.status == "waiting" else case.status
        cases.update_case(tx, case.id, now, awaiting=None, status=status)
