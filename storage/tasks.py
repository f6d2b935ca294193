"""Queries about tasks and what they produced: investigations and RMAs."""

from collections.abc import Collection
from datetime import datetime
from itertools import zip_longest
from typing import Any

import sqlalchemy as sa

from storage.database import Tx
from storage.prepared import fetch, fetch_first
from storage.records import Investigation, Rma, TaskRow
from storage.sql import (
    insert_new,
    insert_row,
    many_by,
    newest_of_case,
    next_number,
    one,
    one_by,
    select,
    update_row,
    update_state,
)
from storage.states import TASK
from storage.tables import UNFINISHED, cases, investigations, rmas, tasks

FIRST_RMA = 10001
MISSING_FIELD = {"BillingInquiry": "invoice_number", "ProductReturn": "product_name", "StatusUpdate": "order_id"}
_NUMBERED = {"rma", "investigation"}  # results that tell of a record of ours
_AT_ONCE = 4  # numbers that one query asks for: it is built once, which a list of any length cannot be
_NUMBERS = [f"number_{at}" for at in range(_AT_ONCE)]
_STATES = sa.union_all(
    *(
        sa.select(table.c.number, table.c.state).where(
            table.c.team_id == sa.bindparam("team_id"),
            sa.or_(*(table.c.number == sa.bindparam(one) for one in _NUMBERS)),
        )
        for table in (rmas, investigations)
    )
)
_UNFINISHED_OF_CASE = sa.select(tasks.c.id).where(tasks.c.case_id == sa.bindparam("case_id"), sa.text(UNFINISHED))
_OLDEST_UNFINISHED = _UNFINISHED_OF_CASE.order_by(tasks.c.id).limit(1)


def add_task(tx: Tx, values: dict[str, Any]) -> int | None:
    """Store a task; None if this (run, part) is stored already."""
    return insert_new(tx, tasks, values)


def update_task(tx: Tx, task_id: int, now: datetime, **changes: Any) -> None:  # noqa: ANN401 - column values
    """Change columns of a task and its ``updated_at``; a state as ``states.TASK`` allows.

    With its result it is noted of which record of ours that tells.
    """
    if "result" in changes:
        changes["number"] = _number_in(changes["result"])
    if "state" in changes:
        update_state(tx, TASK, tasks.c.state, task_id, updated_at=now, **changes)
    else:
        update_row(tx, tasks, task_id, updated_at=now, **changes)


def _number_in(result: dict[str, Any] | None) -> str | None:
    """Return the number of the RMA or investigation that a result tells of."""
    return result.get("number") if result is not None and result.get("kind") in _NUMBERED else None


def fill_task(tx: Tx, task_id: int, now: datetime, **fields: Any) -> bool:  # noqa: ANN401 - column values
    """Write into a task what it lacked; False, and nothing changes, if it was cancelled meanwhile."""
    wanted = sa.update(tasks).where(tasks.c.id == task_id, tasks.c.state != "cancelled")
    return bool(tx.execute(wanted.values(updated_at=now, **fields)).rowcount)


def get_task(tx: Tx, task_id: int) -> TaskRow | None:
    """Return one task."""
    return one_by(tx, TaskRow, tasks, id=task_id)


def tasks_of_case(tx: Tx, case_id: int) -> list[TaskRow]:
    """Return the tasks of a case, oldest first."""
    return many_by(tx, TaskRow, tasks, case_id=case_id)


def newest_done(tx: Tx, case_id: int, most: int) -> list[TaskRow]:
    """Return those of the newest ``most`` tasks of a case that are done, the one done last at the end."""
    done = [task for task in newest_of_case(tx, TaskRow, tasks, case_id, most) if task.state == "done"]
    return sorted(done, key=lambda task: (task.updated_at, task.id))


def tasks_of_run(tx: Tx, run: str) -> list[TaskRow]:
    """Return the tasks a run wrote, in the order of their parts."""
    return many_by(tx, TaskRow, tasks, order="part", run=run)


def add_investigation(tx: Tx, values: dict[str, Any]) -> None:
    """Store an investigation."""
    insert_row(tx, investigations, values)


def investigations_of(tx: Tx, case_id: int) -> list[Investigation]:
    """Return the investigations of a case, oldest first."""
    return many_by(tx, Investigation, investigations, case_id=case_id)


def next_rma(tx: Tx, team_id: str) -> str:
    """Return a new RMA number: a counter and a check digit (Luhn), so that a mistyped digit names nobody's RMA."""
    counted = next_number(tx, team_id, "rma", FIRST_RMA)
    return f"RMA-{counted}{_luhn_digit(counted)}"


def _luhn_digit(number: int) -> int:
    digits = [int(digit) for digit in str(number)][::-1]
    doubled = [2 * digit if index % 2 == 0 else digit for index, digit in enumerate(digits)]
    return -sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10


def add_rma(tx: Tx, values: dict[str, Any]) -> None:
    """Store an RMA."""
    insert_row(tx, rmas, values)


def rmas_of(tx: Tx, case_id: int) -> list[Rma]:
    """Return the RMAs of a case, oldest first."""
    return many_by(tx, Rma, rmas, case_id=case_id)


def withdraw(tx: Tx, run: str, now: datetime) -> list[str]:
    """Take back what a run did and never announced: its tasks, RMAs, investigations; return the cancelled numbers.

    What another run has found there and tells of stays: its reply may be read already. It goes with the last of them.
    """
    withdrawn: list[str] = []
    of_run = tasks.c.run == run
    in_case, mine = sa.select(tasks.c.case_id).where(of_run), sa.select(tasks.c.id).where(of_run)
    told = sa.select(tasks.c.number).where(of_run, tasks.c.number.is_not(None), tasks.c.state != "cancelled")
    for table, live in ((rmas, "issued"), (investigations, "open")):
        is_mine = sa.or_(table.c.task_id.in_(mine), table.c.number.in_(told))
        standing = sa.and_(table.c.case_id.in_(in_case), is_mine, table.c.state == live, ~_told_by_another(table, run))
        withdrawn += tx.scalars(sa.select(table.c.number).where(standing))
        tx.execute(sa.update(table).where(standing).values(state="cancelled"))
    own = sa.and_(of_run, tasks.c.opened_run == run, tasks.c.state != "cancelled")
    tx.execute(sa.update(tasks).where(own).values(state="cancelled", updated_at=now))
    _wait_again(tx, run, now)
    return withdrawn


def _told_by_another(table: sa.Table, run: str) -> sa.Exists:
    """Say whether a task of another run than this tells of a record."""
    tells = (tasks.c.case_id == table.c.case_id, tasks.c.number == table.c.number, tasks.c.state != "cancelled")
    return sa.exists().where(*tells, tasks.c.run != run)


def set_aside(tx: Tx, run: str) -> None:
    """Give the cancelled tasks of a withdrawn run another run's name, so that it may do its work anew."""
    aside = tasks.c.run + ":withheld:" + sa.cast(tasks.c.id, sa.Text)
    own = sa.and_(tasks.c.run == run, tasks.c.opened_run == run, tasks.c.state == "cancelled")
    tx.execute(sa.update(tasks).where(own).values(run=aside, opened_run=aside))


def _wait_again(tx: Tx, run: str, now: datetime) -> None:
    """Put back the older tasks that this run had filled, or had got a yes for: that is missing again.

    One that was cancelled meanwhile is wanted no more, and stays so.
    """
    opened = {"run": tasks.c.opened_run, "turn_id": tasks.c.opened_turn_id, "part": -tasks.c.id}
    again = {"result": None, "number": None, "updated_at": now, **opened}
    older = sa.and_(tasks.c.run == run, tasks.c.opened_run != run)
    was_asked = sa.and_(older, tasks.c.asked_at.is_not(None))
    state = sa.case((tasks.c.state == "cancelled", "cancelled"), else_="asked")
    tx.execute(sa.update(tasks).where(was_asked).values(**again, state=state))
    state = sa.case((tasks.c.state == "cancelled", "cancelled"), else_="pending")
    for query_type, column in MISSING_FIELD.items():
        filled = sa.and_(older, tasks.c.query_type == query_type)
        tx.execute(sa.update(tasks).where(filled).values(**again, state=state, **{column: None}))


def pending_task(tx: Tx, case_id: int) -> int | None:
    """Return the id of the oldest task of the case that lacks a field, or a yes."""
    row = fetch_first(tx, _OLDEST_UNFINISHED, {"case_id": case_id})
    return None if row is None else int(row[0])


def drop_pending(tx: Tx, case_id: int, now: datetime) -> None:
    """Cancel what the case waits for: the customer does not want it any more."""
    pending = sa.and_(tasks.c.case_id == case_id, sa.text(UNFINISHED))
    tx.execute(sa.update(tasks).where(pending).values(state="cancelled", updated_at=now))


def drop_opened(tx: Tx, case_id: int, run: str, now: datetime) -> None:
    """Cancel what a run has opened and waits for: its reply does not ask for it."""
    opened = sa.and_(tasks.c.case_id == case_id, tasks.c.opened_run == run, sa.text(UNFINISHED))
    tx.execute(sa.update(tasks).where(opened).values(state="cancelled", updated_at=now))


def drop_asked(tx: Tx, task_ids: Collection[int], now: datetime) -> None:
    """Cancel what the customer was asked about and does not want."""
    if not task_ids:
        return
    asked = sa.and_(tasks.c.id.in_(sorted(task_ids)), tasks.c.state == "asked")
    tx.execute(sa.update(tasks).where(asked).values(state="cancelled", updated_at=now))


def rma_numbered(tx: Tx, team_id: str, number: str) -> Rma | None:
    """Return the RMA with this number, whoever owns it; who may know of it is for the caller to decide."""
    return one_by(tx, Rma, rmas, team_id=team_id, number=number)


def states_of(tx: Tx, team_id: str, numbers: Collection[str]) -> dict[str, str]:
    """Return the state of each RMA and investigation with one of these numbers, one query for both."""
    ordered = sorted(numbers)
    found: dict[str, str] = {}
    for at in range(0, len(ordered), _AT_ONCE):
        some = dict(zip_longest(_NUMBERS, ordered[at : at + _AT_ONCE], fillvalue=""))
        found.update((number, state) for number, state in fetch(tx, _STATES, {"team_id": team_id, **some}))
    return found


def cancel_rma(tx: Tx, rma_id: int) -> bool:
    """Move issued → cancelled; False if it is neither issued nor there any more."""
    statement = sa.update(rmas).where(rmas.c.id == rma_id, rmas.c.state == "issued")
    return bool(tx.execute(statement.values(state="cancelled")).rowcount)


def find_rma(tx: Tx, team_id: str, number: str, requester: str) -> Rma | None:
    """Return the RMA with this number if ``requester`` owns it."""
    mine = (rmas.c.team_id == team_id, rmas.c.number == number, rmas.c.requester == requester)
    return one(tx, Rma, select(Rma, rmas).where(*mine))


def find_investigation(tx: Tx, team_id: str, number: str, requester: str) -> Investigation | None:
    """Return the investigation with this number if its case is ``requester``'s."""
    query = select(Investigation, investigations).join(cases, cases.c.id == investigations.c.case_id)
    mine = (investigations.c.team_id == team_id, investigations.c.number == number, cases.c.requester == requester)
    return one(tx, Investigation, query.where(*mine))
