"""Erasing a deleted message: its text, what was derived from it unannounced, and what still waits because of it."""

from datetime import datetime

import sqlalchemy as sa

from storage import cases, messages, work
from storage.database import Tx
from storage.records import Case, Message, MessageKey
from storage.tables import replies, step_runs, tasks

ERASED = "(deleted)"


def erase_message(tx: Tx, key: MessageKey, now: datetime) -> None:
    """Erase a message's text from all tables and cancel work that is pending because of it. Repeats change nothing."""
    message = messages.get_message(tx, key)
    if message is None or not messages.erase_message(tx, key, now):
        return
    case = cases.get_case(tx, message.case_id)
    runs = _runs_of(tx, message)
    tx.execute(sa.update(step_runs).where(step_runs.c.run.in_(runs)).values(answer={}))
    unsent = sa.and_(replies.c.run.in_(runs), replies.c.state == "planned")
    tx.execute(sa.update(replies).where(unsent).values(state="superseded", body={"sections": []}))
    if message.handled_at is None:
        for run in set(runs) - _announced(tx, runs):
            work.withdraw(tx, run, now)
    _stop_waiting(tx, case, runs, now)
    cases.add_event(tx, case, now, actor=message.author, event="deleted a message", detail="")
    subject = {"subject": ERASED} if message.ts == case.thread_ts else {}
    owed = messages.owed_in_case(tx, case.id)
    status = {"status": "resolved", "resolved_at": now} if case.status == "open" and not owed else {}
    cases.update_case(tx, case.id, now, **subject, **status)


def _runs_of(tx: Tx, message: Message) -> list[str]:
    """Return the runs of all texts this message has had."""
    base = f"{message.team_id}:{message.channel}:{message.thread_ts}:{message.ts}"
    mine = sa.or_(step_runs.c.run == base, step_runs.c.run.startswith(f"{base}:edit:", autoescape=True))
    return [*set(tx.scalars(sa.select(step_runs.c.run).where(step_runs.c.case_id == message.case_id, mine))), base]


def _announced(tx: Tx, runs: list[str]) -> set[str]:
    """Return those runs whose reply may stand in the thread already: what it tells must stay true."""
    posted = sa.and_(replies.c.run.in_(runs), replies.c.state.in_(("sending", "sent")))
    return set(tx.scalars(sa.select(replies.c.run).where(posted)))


def _stop_waiting(tx: Tx, case: Case, runs: list[str], now: datetime) -> None:
    """Cancel pending tasks of these runs; a case that waited for one waits for nothing."""
    pending = sa.and_(tasks.c.run.in_(runs), tasks.c.state == "pending")
    cancelled = set(tx.scalars(sa.select(tasks.c.id).where(pending)))
    tx.execute(sa.update(tasks).where(pending).values(state="cancelled", updated_at=now))
    if case.waiting_task in cancelled:
        status = "answered" if case.status == "waiting" else case.status
        cases.update_case(tx, case.id, now, awaiting=None, status=status)
