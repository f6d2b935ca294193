"""Queries about all runs of a turn, of its earlier texts and set aside ones too: what they did and asked for.

A run is the answering of one text of a turn; an edit is another run. Its rows say whose it is by the turn's id.
"""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from storage import cases
from storage.database import Tx
from storage.posts import mark_refused, supersede
from storage.prepared import fetch
from storage.records import Case, Post, TaskRow, Turn
from storage.replies import key_of, newest_sent, unfinished_of
from storage.sql import select
from storage.tables import UNFINISHED, posts, tasks, turns
from storage.tasks import pending_task, withdraw

_MAY_STAND = ("sending", "sent")  # in Slack
_ITS_REPLY = sa.and_(posts.c.team_id == tasks.c.team_id, posts.c.key == sa.literal(key_of("")) + tasks.c.run)
_IS_SETTLED = sa.or_(turns.c.id.is_(None), turns.c.state != "owed")
_NOTHING_TO_COME = sa.and_(_IS_SETTLED, sa.or_(posts.c.id.is_(None), posts.c.state.not_in(("planned", "sending"))))
_ANNOUNCED = (
    sa.select(tasks.c.number)
    .outerjoin(turns, turns.c.id == tasks.c.turn_id)
    .outerjoin(posts, _ITS_REPLY)
    .where(
        tasks.c.case_id == sa.bindparam("case_id"),
        tasks.c.number.in_(sa.bindparam("numbers", expanding=True)),
        tasks.c.state != "cancelled",
        sa.or_(posts.c.state == "sent", _NOTHING_TO_COME),
    )
)
_OF_TURN = sa.select(tasks.c.run).where(tasks.c.turn_id == sa.bindparam("turn_id"))
_WAITS = sa.and_(tasks.c.case_id == sa.bindparam("case_id"), sa.text(UNFINISHED))
_AT_HAND = select(TaskRow, tasks).where(sa.or_(_WAITS, tasks.c.turn_id == sa.bindparam("turn_id"))).order_by(tasks.c.id)


def tasks_at_hand(tx: Tx, turn: Turn) -> list[TaskRow]:
    """Return the tasks that answering this turn may touch, oldest first: what lacks a field or a yes, and its own."""
    found = fetch(tx, _AT_HAND, {"case_id": turn.case_id, "turn_id": turn.id})
    return [TaskRow(*row) for row in found]


def take_back(tx: Tx, turn: Turn, now: datetime, but: str = "") -> None:
    """Take back what the runs of this turn did and no reply announced; what may be posted already stays true.

    ``but``: a run that still has its reply to come. The case is held.
    """
    did = set(tx.scalars(_OF_TURN, {"turn_id": turn.id}))
    if not did:
        return
    keys = {key_of(run): run for run in did}
    announced = (posts.c.team_id == turn.key.team_id, posts.c.key.in_(sorted(keys)), posts.c.state.in_(_MAY_STAND))
    for run in sorted(did - {but} - {keys[key] for key in tx.scalars(sa.select(posts.c.key).where(*announced))}):
        withdraw(tx, run, now)


def give_up_reply(tx: Tx, turn: Turn, now: datetime, *, is_refused: bool = False) -> Post | None:
    """Give up the reply to this turn, take back what was done for it, and return the reply as it was. The case is held.

    A reply that is on its way may stand in Slack: what it tells of stays, unless Slack will never take it
    (``is_refused``).
    """
    unsent = unfinished_of(tx, turn.first.id)
    may_stand = unsent is not None and unsent.state == "sending" and not is_refused
    if unsent is not None:
        (mark_refused if is_refused else supersede)(tx, unsent.id)
    if not may_stand:
        take_back(tx, turn, now)
    return unsent


def announced(tx: Tx, case_id: int, numbers: Collection[str]) -> set[str]:
    """Return which RMAs and investigations of a case, of these numbers, a reply has told of.

    One is told of no more than that while the reply is still to come, or on its way: it may yet be taken back. Where no
    reply is to come any more, what was not taken back counts.
    """
    return set(tx.scalars(_ANNOUNCED, {"case_id": case_id, "numbers": sorted(numbers)})) if numbers else set()


def asked_for(tx: Tx, turn: Turn) -> set[str]:
    """Return the query types of the tasks for which the answer to this turn asked for something."""
    return set(tx.scalars(sa.select(tasks.c.query_type).where(_asked(turn))))


def _asked(turn: Turn) -> sa.ColumnElement[bool]:
    return sa.and_(tasks.c.case_id == turn.case_id, sa.text(UNFINISHED), tasks.c.opened_turn_id == turn.id)


def stop_asking(tx: Tx, case: Case, turn: Turn, now: datetime, but: Collection[str] = ()) -> None:
    """Cancel what the answer to this turn asked for, except for these query types; the case waits for it no more."""
    asked = sa.and_(_asked(turn), tasks.c.query_type.not_in(sorted(but)))
    cancelled = set(tx.scalars(sa.select(tasks.c.id).where(asked)))
    tx.execute(sa.update(tasks).where(asked).values(state="cancelled", updated_at=now))
    if case.waiting_task in cancelled:
        wait_for_nothing(tx, case, now)


def ask_no_more(tx: Tx, case: Case, turn: Turn, now: datetime) -> None:
    """Take back the questions of the answer to this turn that want a yes, or details: it is being replaced."""
    asked = sa.and_(_asked(turn), tasks.c.state == "asked")
    cancelled = set(tx.scalars(sa.select(tasks.c.id).where(asked)))
    tx.execute(sa.update(tasks).where(asked).values(state="cancelled", updated_at=now))
    if case.waiting_task in cancelled or asked_details(tx, case, turn):
        wait_for_nothing(tx, case, now)


def asked_details(tx: Tx, case: Case, turn: Turn) -> bool:
    """Say whether the case waits for what the newest reply asked for, and that is the answer to this turn."""
    if case.awaiting is None or case.waiting_task is not None:
        return False
    return next((reply.message_id for reply in newest_sent(tx, case.id, 1)), None) == turn.first.id


def wait_for_nothing(tx: Tx, case: Case, now: datetime) -> None:
    """Let the case wait for another missing field, or for nothing."""
    other = pending_task(tx, case.id)
    if other is not None:
        cases.update_case(tx, case.id, now, awaiting=f"task:{other}")
    else:
        status = "answered" if case.status == "waiting" else case.status
        cases.update_case(tx, case.id, now, awaiting=None, status=status)
