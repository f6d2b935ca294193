"""Promises about tasks and what they produced, on SQLite and PostgreSQL: unique numbers, undone work."""

import asyncio

import pytest
import sqlalchemy as sa

from storage import posts, runs, tasks, turns
from storage.database import Database, Tx
from storage.records import Case, MessageKey, PostState, TaskRow, TurnState
from storage.replies import key_of
from storage.tables import turns as turns_table
from tests.storage.fixtures import NOW, REQUESTER, TEAM, opened_case


def task(tx: Tx, case: Case, run: str, part: int = 1, **fields: object) -> int:
    """Store a task of a run."""
    row = {"team_id": TEAM, "case_id": case.id, "run": run, "opened_run": run, "part": part, "state": "pending"}
    times = {"created_at": NOW, "updated_at": NOW}
    added = tasks.add_task(tx, {"query_type": "ProductReturn", **row, **times, **fields})
    assert added is not None
    return added


def rma(tx: Tx, case: Case, task_id: int) -> str:
    """Issue an RMA for a task."""
    number = tasks.next_rma(tx, TEAM)
    words = {"product_name": "Lamp", "product_key": "lamp", "reason": "broken", "state": "issued", "created_at": NOW}
    row = {"team_id": TEAM, "case_id": case.id, "task_id": task_id, "number": number, "requester": REQUESTER}
    tasks.add_rma(tx, {**row, **words})
    return number


def luhn_holds(number: str) -> bool:
    digits = [int(char) for char in reversed(number.removeprefix("RMA-"))]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0


async def test_two_hundred_rmas_issued_at_once_are_unique_and_carry_a_check_digit(db: Database) -> None:
    numbers = await asyncio.gather(*(db.write(lambda tx: tasks.next_rma(tx, TEAM)) for _ in range(200)))

    assert len(set(numbers)) == 200
    assert all(luhn_holds(number) for number in numbers)
    assert {number[:-1] for number in numbers} == {f"RMA-{counted}" for counted in range(10001, 10201)}


async def test_a_number_of_work_that_was_undone_is_given_again(db: Database) -> None:
    def undone(tx: Tx) -> None:
        tasks.next_rma(tx, TEAM)
        raise LookupError

    await asyncio.gather(db.write(undone), return_exceptions=True)

    assert await db.write(lambda tx: tasks.next_rma(tx, TEAM)) == "RMA-100016"


async def test_a_part_of_a_run_is_stored_once(db: Database) -> None:
    case = await db.write(opened_case)
    await db.write(lambda tx: task(tx, case, "run"))

    row = {"team_id": TEAM, "case_id": case.id, "run": "run", "opened_run": "run", "part": 1, "state": "pending"}
    again = {**row, "query_type": "StatusUpdate", "created_at": NOW, "updated_at": NOW}

    assert await db.write(lambda tx: tasks.add_task(tx, again)) is None


async def test_withdrawing_a_run_cancels_what_it_did_and_lets_older_tasks_wait_again(db: Database) -> None:
    def act(tx: Tx) -> tuple[str, int, int]:
        case = opened_case(tx)
        waiting = task(tx, case, "first", reason_for_return="it is broken")
        own = task(tx, case, "second", part=2, product_name="Chair")
        filled = {"product_name": "Lamp", "run": "second", "part": 1, "state": "done", "result": {"kind": "rma"}}
        tasks.update_task(tx, waiting, NOW, **filled)
        return rma(tx, case, waiting), waiting, own

    number, waiting, own = await db.write(act)

    withdrawn = await db.write(lambda tx: tasks.withdraw(tx, "second", NOW))
    again = await db.write(lambda tx: tasks.withdraw(tx, "second", NOW))

    assert (withdrawn, again) == ([number], [])
    older = await db.read(lambda tx: tasks.get_task(tx, waiting))
    assert _shown(older) == ("pending", "first", None, "it is broken", None)
    newer = await db.read(lambda tx: tasks.get_task(tx, own))
    assert newer is not None
    assert newer.state == "cancelled"
    [issued] = await db.read(lambda tx: tasks.rmas_of(tx, newer.case_id))
    assert issued.state == "cancelled"
    assert await db.read(lambda tx: tasks.pending_task(tx, newer.case_id)) == waiting


async def test_what_another_run_tells_of_is_cancelled_with_the_last_that_does(db: Database) -> None:
    def act(tx: Tx) -> tuple[int, str]:
        case = opened_case(tx)
        begun = task(tx, case, "first", product_name="Lamp")
        number = rma(tx, case, begun)
        told = {"state": "done", "result": {"kind": "rma", "number": number}}
        tasks.update_task(tx, begun, NOW, **told)
        tasks.update_task(tx, task(tx, case, "second", product_name="Lamp"), NOW, **told)
        return case.id, number

    case_id, number = await db.write(act)

    assert await db.write(lambda tx: tasks.withdraw(tx, "first", NOW)) == []
    [issued] = await db.read(lambda tx: tasks.rmas_of(tx, case_id))
    assert issued.state == "issued"
    assert await db.write(lambda tx: tasks.withdraw(tx, "second", NOW)) == [number]
    [cancelled] = await db.read(lambda tx: tasks.rmas_of(tx, case_id))
    assert cancelled.state == "cancelled"


async def test_a_run_that_told_of_a_record_again_takes_it_from_nobody(db: Database) -> None:
    def act(tx: Tx) -> int:
        case = opened_case(tx)
        begun = task(tx, case, "first", product_name="Lamp")
        told = {"state": "done", "result": {"kind": "rma", "number": rma(tx, case, begun)}}
        tasks.update_task(tx, begun, NOW, **told)
        tasks.update_task(tx, task(tx, case, "second", product_name="Lamp"), NOW, **told)
        return case.id

    case_id = await db.write(act)

    assert await db.write(lambda tx: tasks.withdraw(tx, "second", NOW)) == []
    [issued] = await db.read(lambda tx: tasks.rmas_of(tx, case_id))
    assert issued.state == "issued"


# When the reply of the run that issued a number is in this state, and its turn in that, whether the number was told.
TOLD = [
    (None, "owed", False),
    ("planned", "owed", False),
    ("sending", "owed", False),
    ("sending", "dropped", False),  # deleted while the reply was on its way: nobody knows yet whether it stands
    ("sent", "answered", True),
    ("sent", "owed", True),  # edited since
    ("superseded", "given_up", True),  # it may stand
    (None, "answered", True),  # by an earlier version
]


@pytest.mark.parametrize(("reply", "turn", "told"), TOLD)
async def test_a_number_is_announced_once_a_reply_has_told_of_it(
    db: Database, reply: PostState | None, turn: TurnState, *, told: bool
) -> None:
    def act(tx: Tx) -> set[str]:
        case = opened_case(tx)
        row = turns.open_turn(tx, case, MessageKey(TEAM, case.channel, "7.0"), REQUESTER, NOW)
        assert row is not None
        begun = task(tx, case, "run", product_name="Lamp", turn_id=row.id)
        number = rma(tx, case, begun)
        tasks.update_task(tx, begun, NOW, state="done", result={"kind": "rma", "number": number})
        values = {"team_id": TEAM, "kind": posts.REPLY, "case_id": case.id, "channel": "C1", "body": {}}
        if reply is not None:
            posts.plan_new(tx, {**values, "key": key_of("run"), "state": reply, "created_at": NOW})
        tx.execute(sa.update(turns_table).where(turns_table.c.id == row.id).values(state=turn))
        return {number} & runs.announced(tx, case.id, [number, "RMA-1"])

    assert bool(await db.write(act)) is told


async def test_what_was_taken_back_was_never_announced(db: Database) -> None:
    def act(tx: Tx) -> set[str]:
        case = opened_case(tx)
        begun = task(tx, case, "run", product_name="Lamp")
        number = rma(tx, case, begun)
        tasks.update_task(tx, begun, NOW, state="done", result={"kind": "rma", "number": number})
        tasks.withdraw(tx, "run", NOW)
        return runs.announced(tx, case.id, [number])

    assert await db.write(act) == set()


async def test_withdrawing_the_run_of_a_yes_asks_for_it_again(db: Database) -> None:
    def act(tx: Tx) -> int:
        asked = task(tx, opened_case(tx), "first", product_name="Lamp", state="asked", asked_at=NOW)
        tasks.update_task(tx, asked, NOW, run="second", part=1, state="done", result={"kind": "rma"})
        return asked

    asked = await db.write(act)

    await db.write(lambda tx: tasks.withdraw(tx, "second", NOW))

    assert _shown(await db.read(lambda tx: tasks.get_task(tx, asked))) == ("asked", "first", "Lamp", None, None)


def _shown(row: TaskRow | None) -> tuple[object, ...]:
    assert row is not None
    return row.state, row.run, row.product_name, row.reason_for_return, row.result
