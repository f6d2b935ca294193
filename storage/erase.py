"""Erasing a deleted message: its words wherever stored, work that no reply announced, and what waits because of it."""

from datetime import datetime

import sqlalchemy as sa

from storage import cases, faq_gaps, messages, runs, search
from storage.database import Tx
from storage.posts import REPLY, move
from storage.records import Case, MessageKey
from storage.tables import investigations, posts, rmas, step_runs, tasks
from storage.tables import messages as messages_table
from storage.tasks import pending_task

ERASED = "(deleted)"
_WORDS = {"concern", "reason"}  # of a worker's result: the customer's own
_DELETED_AT = sa.select(messages_table.c.deleted_at).where(messages_table.c.id == sa.bindparam("message_id"))


def is_erased(tx: Tx, message_id: int) -> bool:
    """Say whether a message's words are gone. The answer holds as long as the message's case is held."""
    return tx.execute(_DELETED_AT, {"message_id": message_id}).scalar() is not None


def erase_message(tx: Tx, key: MessageKey, now: datetime) -> None:
    """Erase a message's text from all tables and cancel work that is pending because of it. Repeats change nothing."""
    message = messages.get_held(tx, key)
    if message is None or not messages.erase_message(tx, key, now):
        return
    case = cases.get_case(tx, message.case_id)
    _erase_words(tx, message.id, runs.runs_of(tx, message))
    faq_gaps.erase_gaps(tx, message.id)
    if message.handled_at is None:
        runs.take_back(tx, message, now)
    runs.stop_asking(tx, case, message, now)
    if runs.asked_details(tx, case, message):
        runs.wait_for_nothing(tx, case, now)
    cases.add_event(tx, case, now, actor=message.author, event="deleted a message", detail="")
    subject = {"subject": ERASED} if message.id == messages.first_of_requester(tx, case.id) else {}
    cases.update_case(tx, case.id, now, **subject)
    search.index_case(tx, case.id)
    if message.handled_at is None and not case.taken_over:
        _settle_open(tx, case, now)


def _settle_open(tx: Tx, case: Case, now: datetime) -> None:
    """The message that was owed an answer is gone: an open case waits again for what it waited for, or is resolved."""
    if case.status != "open" or messages.owed_in_case(tx, case.id):
        return
    pending = pending_task(tx, case.id)
    if pending is not None:
        cases.update_case(tx, case.id, now, status="waiting", awaiting=f"task:{pending}")
    else:
        cases.update_case(tx, case.id, now, status="resolved", resolved_at=now)


def _erase_words(tx: Tx, message_id: int, its_runs: list[str]) -> None:
    """Erase the message's words wherever they were copied to; numbers, products and states of work done stay."""
    tx.execute(sa.update(step_runs).where(step_runs.c.run.in_(its_runs)).values(answer={}, outcome=ERASED))
    erase_replies(tx, posts.c.message_id == message_id, rating_comment=None)
    of_tasks = erase_reasons(tx, tasks.c.run.in_(its_runs))
    tx.execute(sa.update(investigations).where(investigations.c.task_id.in_(of_tasks)).values(concern=ERASED))
    tx.execute(sa.update(rmas).where(rmas.c.task_id.in_(of_tasks)).values(reason=ERASED))


def erase_replies(tx: Tx, which: sa.ColumnElement[bool], **also: None) -> None:
    """Erase what these replies say, and the columns ``also``; one that waits to be sent never will be."""
    mine = sa.and_(which, posts.c.kind == REPLY)
    move(tx, sa.and_(mine, posts.c.state == "planned"), "superseded")
    tx.execute(sa.update(posts).where(mine).values(body={"sections": [{"text": ERASED}]}, **also))


def erase_reasons(tx: Tx, which: sa.ColumnElement[bool]) -> list[int]:
    """Erase the customer's words from tasks and their results; return the tasks' row ids."""
    done = tx.execute(sa.select(tasks.c.id, tasks.c.result).where(which)).all()
    for task_id, result in done:
        kept = {key: ERASED if key in _WORDS else value for key, value in (result or {}).items()}
        tx.execute(sa.update(tasks).where(tasks.c.id == task_id).values(reason_for_return=None, result=kept or None))
    return [task_id for task_id, _ in done]
