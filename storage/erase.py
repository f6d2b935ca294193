"""Erasing a deleted message: its words wherever stored, work that no reply announced, and what waits because of it."""

import re
from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage import cases, faq_aliases, faq_gaps, messages, runs, search, turns
from storage.database import Tx
from storage.posts import REPLY, move
from storage.prepared import fetch_first
from storage.records import Case, Message, MessageKey, Turn
from storage.tables import investigations, posts, rmas, step_runs, tasks
from storage.tables import messages as messages_table
from storage.tables import turns as turns_table
from storage.tasks import pending_task

ERASED = "(deleted)"
NOTHING_LEFT = "what it was opened for is deleted"
_WORDS = {"concern", "reason"}  # of a worker's result: the customer's own
_WORD = re.compile(r"\w+")
_GONE = sa.select(messages_table.c.id).where(messages_table.c.deleted_at.is_not(None)).limit(1)
_IS_GONE = _GONE.where(messages_table.c.id == sa.bindparam("id"))  # a list of ids is written anew each time
_ONE_IS_GONE = _GONE.where(messages_table.c.id.in_(sa.bindparam("ids", expanding=True)))


def is_erased(tx: Tx, message_ids: Collection[int]) -> bool:
    """Say whether the words of any of these messages are gone. The answer holds as long as their case is held."""
    ids = list(message_ids)
    if len(ids) == 1:
        return fetch_first(tx, _IS_GONE, {"id": ids[0]}) is not None
    return tx.execute(_ONE_IS_GONE, {"ids": ids}).first() is not None


def erase_message(tx: Tx, key: MessageKey, now: datetime) -> None:
    """Erase a message's text from all tables and take back work that no reply announced. Repeats change nothing.

    Once no message of its turn is left, nothing is owed for that any more, and what its answer asked for is cancelled.
    """
    message = messages.get_held(tx, key)
    is_subject = message is not None and message.id == messages.first_of_requester(tx, message.case_id)
    if message is None or not messages.erase_message(tx, key, now):
        return
    case = cases.get_case(tx, message.case_id)
    turn = turns.turn_of(tx, message)
    if turn is not None:
        _erase_turn(tx, case, turn, now)
    _erase_read_again(tx, message)
    cases.add_event(tx, case, now, actor=message.author, event="deleted a message", detail="")
    cases.update_case(tx, case.id, now, **({"subject": ERASED} if is_subject else {}))
    search.index_case(tx, case.id)
    if turn is not None and turn.is_owed and not turn.standing and not case.taken_over:
        _settle_open(tx, case.id, now)


def _erase_turn(tx: Tx, case: Case, turn: Turn, now: datetime) -> None:
    """Erase what was copied from a turn that has lost a message, and let go of what it led to."""
    _erase_words(tx, turn)
    faq_gaps.erase_gaps(tx, turn.first.id)
    faq_aliases.erase_of_message(tx, turn.first.id)
    if turn.is_owed:
        runs.take_back(tx, turn, now)
    if turn.standing:
        return
    if turn.is_owed:
        turns.settle(tx, turn.id, "dropped", now)
    runs.stop_asking(tx, case, turn, now)
    if runs.asked_details(tx, case, turn):
        runs.wait_for_nothing(tx, case, now)


def _settle_open(tx: Tx, case_id: int, now: datetime) -> None:
    """The turn that was owed an answer is gone: an open case waits again for what it waited for, or for nothing.

    One in which nothing was ever answered is resolved.
    """
    case = cases.get_case(tx, case_id)
    if case.status != "open" or turns.owed_of_case(tx, case.id):
        return
    pending = pending_task(tx, case.id)
    if case.awaiting is None and pending is not None:
        cases.update_case(tx, case.id, now, status="waiting", awaiting=f"task:{pending}")
    elif case.awaiting is not None or case.first_response_at is not None:
        cases.update_case(tx, case.id, now, status=case.status_unowed)
    else:
        cases.update_case(tx, case.id, now, status="resolved", resolved_at=now)
        cases.add_event(tx, case, now, actor="frontdesk", event="resolved", detail=NOTHING_LEFT)


def _erase_read_again(tx: Tx, message: Message) -> None:
    """Erase what later turns of the case made of a message: each was answered with those before it in view.

    Whatever their steps hold may restate it. A turn that is still owed its answer needs its steps until then. Reasons
    and concerns that are made of no other words than this message's are its words as well.
    """
    in_case = step_runs.c.case_id == message.case_id
    later = sa.select(turns_table.c.id).where(
        turns_table.c.case_id == message.case_id, turns_table.c.ts > message.ts, turns_table.c.state != "owed"
    )
    tx.execute(sa.update(step_runs).where(in_case, step_runs.c.turn_id.in_(later)).values(answer={}, outcome=ERASED))
    of_case = tasks.c.case_id == message.case_id
    its_words = {one for one in _words_of(tx, message.case_id, of_case) if _is_made_of(one, message.text)}
    if not its_words:
        return
    tx.execute(sa.update(tasks).where(of_case, tasks.c.reason_for_return.in_(its_words)).values(reason_for_return=None))
    for table, column in ((investigations, "concern"), (rmas, "reason")):
        same = (table.c.case_id == message.case_id, table.c[column].in_(its_words))
        tx.execute(sa.update(table).where(*same).values({column: ERASED}))
    _erase_told_again(tx, message.case_id, its_words)


def _is_made_of(words: str, text: str) -> bool:
    """Say whether each of these words stands in a text."""
    said = set(_WORD.findall(words.casefold()))
    return bool(said) and said <= set(_WORD.findall(text.casefold()))


def _erase_words(tx: Tx, turn: Turn) -> None:
    """Erase the turn's words wherever they were copied to; numbers, products and states of work done stay."""
    tx.execute(sa.update(step_runs).where(step_runs.c.turn_id == turn.id).values(answer={}, outcome=ERASED))
    erase_replies(tx, posts.c.message_id == turn.first.id, rating_comment=None)
    its_own = sa.and_(
        tasks.c.case_id == turn.case_id, sa.or_(tasks.c.turn_id == turn.id, tasks.c.opened_turn_id == turn.id)
    )
    words_told = _words_of(tx, turn.case_id, its_own)
    of_tasks = erase_reasons(tx, its_own)
    for table, words in ((investigations, {"concern": ERASED}), (rmas, {"reason": ERASED})):
        led_to = (table.c.case_id == turn.case_id, table.c.task_id.in_(of_tasks))
        tx.execute(sa.update(table).where(*led_to).values(**words))
    if words_told:
        _erase_told_again(tx, turn.case_id, words_told)


def _words_of(tx: Tx, case_id: int, which: sa.ColumnElement[bool]) -> set[str]:
    """Return the customer's words that these tasks were done with: reasons, and concerns they opened something for."""
    opened_for = (investigations.c.case_id == case_id, investigations.c.task_id.in_(sa.select(tasks.c.id).where(which)))
    concerns = tx.scalars(sa.select(investigations.c.concern).where(*opened_for))
    found = {*tx.scalars(sa.select(tasks.c.reason_for_return).where(which)), *concerns}
    return {words for words in found if words and words != ERASED}


def _erase_told_again(tx: Tx, case_id: int, words: set[str]) -> None:
    """Erase words from what later turns of the case were told: the same record once more, a task they completed."""
    for table, name in ((tasks, "result"), (posts, "body")):
        for row in tx.execute(sa.select(table.c.id, table.c[name]).where(table.c.case_id == case_id)).all():
            kept = _without(row[1], words)
            if kept != row[1]:
                tx.execute(sa.update(table).where(table.c.id == row.id).values({name: kept}))


def _without(node: Any, words: set[str]) -> Any:  # noqa: ANN401 - JSON
    """Return JSON without the values that are these words."""
    if isinstance(node, dict):
        return {key: _without(value, words) for key, value in node.items()}
    if isinstance(node, list):
        return [_without(value, words) for value in node]
    return ERASED if isinstance(node, str) and node in words else node


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
