"""Promises of the engine in PostgreSQL about its rows: what it forgets, and what others and other versions left."""

import asyncio
from dataclasses import replace
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from dbos import DBOS

from storage import engine_rows
from storage.database import parse_url
from tests.workflows.engine.jobs import JOB, Desk, OpenEngine, post_job, written

DAY_MS = 24 * 3600 * 1000

pytestmark = pytest.mark.parametrize("backend", ["postgresql"])


def rows(url: str, statement: str) -> list[tuple[Any, ...]]:
    """Ask DBOS's own tables."""
    with psycopg.connect(url, autocommit=True, options="-c search_path=dbos") as server:
        done = server.execute(statement.encode())
        return done.fetchall() if done.description else []


async def test_what_is_left_stands_in_its_rows(open_engine: OpenEngine, migrated_url: str) -> None:
    held, after = Desk(held="1.000001"), Desk()
    async with open_engine(held.answer, grace_s=0) as engine:
        await engine.enqueue(JOB)
        await held.reached.wait()
    assert rows(migrated_url, "SELECT status FROM workflow_status") == [("ENQUEUED",)]

    async with open_engine(after.answer) as engine:
        await after.done["1.000001"].wait()
        await engine.idle()
        await (await DBOS.retrieve_workflow_async(JOB.id)).get_result()  # it notes a little later how a job ended

    assert rows(migrated_url, "SELECT status FROM workflow_status") == [("SUCCESS",)]


async def test_asking_for_nothing_again_forgets_no_finished_job(open_engine: OpenEngine, migrated_url: str) -> None:
    async with open_engine(Desk().answer) as engine:
        await engine.enqueue(JOB)
        await engine.idle()

        await engine.enqueue_again([])

    assert rows(migrated_url, "SELECT workflow_uuid FROM workflow_status") == [(JOB.id,)]


async def test_another_version_of_the_flow_holds_up_no_lane(open_engine: OpenEngine, migrated_url: str) -> None:
    held, after = Desk(held="1.000001"), Desk()
    async with open_engine(held.answer, grace_s=0) as engine:
        await engine.enqueue(JOB)
        await held.reached.wait()
    rows(migrated_url, "UPDATE workflow_status SET application_version = '0'")

    async with open_engine(after.answer) as engine:
        await engine.enqueue(written(2))
        await engine.idle()

    assert after.did == ["2.000001"]


async def test_finished_work_is_forgotten_after_two_days_and_not_before(
    open_engine: OpenEngine, migrated_url: str
) -> None:
    desk = Desk(failing="3.000001")
    async with open_engine(desk.answer) as engine:
        for number in (1, 2, 3):
            await engine.enqueue(written(number))
        await engine.idle()
    aged = ", ".join(f"{name} = {name} - {2 * DAY_MS}" for name in ("created_at", "updated_at", "completed_at"))
    rows(migrated_url, f"UPDATE workflow_status SET {aged} WHERE workflow_uuid NOT LIKE '%:2.000001'")  # noqa: S608 - ours

    async with open_engine(desk.answer) as engine:
        await engine.forget_finished()

    assert rows(migrated_url, "SELECT workflow_uuid FROM workflow_status") == [("T1:C1:1.000001:2.000001",)]


async def test_a_post_that_an_earlier_version_had_queued_is_not_queued_again(
    open_engine: OpenEngine, migrated_url: str
) -> None:
    held = asyncio.Event()
    sent: list[int] = []

    async def send(post_id: int) -> None:
        await held.wait()
        sent.append(post_id)

    async with open_engine(send) as engine:
        await engine.enqueue(replace(post_job(7), id="post:7:1772443800.000000", formerly=""))
        rows(migrated_url, "UPDATE workflow_status SET created_at = created_at - 5000")
        await engine.enqueue_again([post_job(7), post_job(8)])
        held.set()
        await engine.idle()

    assert sent == [7, 8]


async def test_the_schedules_of_an_earlier_version_are_gone(open_engine: OpenEngine, migrated_url: str) -> None:
    columns = "schedule_id, schedule_name, workflow_name, schedule, status, context"
    async with open_engine(Desk().answer):
        values = "'1', 'hourly', 'hourly_chores', '7 * * * *', 'ACTIVE', 'null'"
        rows(migrated_url, f"INSERT INTO workflow_schedules ({columns}) VALUES ({values})")  # noqa: S608 - ours

    async with open_engine(Desk().answer):
        assert rows(migrated_url, "SELECT schedule_name FROM workflow_schedules") == []


# --- other processes --------------------------------------------------------------------------------------------------

OLD = "INSERT INTO public.executors (team_id, executor, process, version, began_at, renewed_at)"
OLD += " VALUES ('T1', 'old', 'old:1:a', '0', now(), now())"


async def test_what_waits_for_another_version_is_left_to_it_while_it_lives_and_queued_anew_then(
    open_engine: OpenEngine, migrated_url: str
) -> None:
    desk, waits = Desk(held="1.000001"), written(2)
    async with open_engine(desk.answer) as engine:
        await engine.enqueue(JOB)
        await desk.reached.wait()
        await engine.enqueue(waits)
        rows(migrated_url, f"UPDATE workflow_status SET application_version = '0' WHERE workflow_uuid = '{waits.id}'")  # noqa: S608 - ours
        rows(migrated_url, OLD)
        await engine.enqueue_again([waits])
        left = rows(migrated_url, "SELECT application_version FROM workflow_status ORDER BY 1")
        rows(migrated_url, "DELETE FROM public.executors WHERE executor = 'old'")
        await engine.enqueue_again([waits])
        desk.let_go.set()
        await engine.idle()

    assert left == [("0",), ("2",)]
    assert desk.did == ["1.000001", "2.000001"]


async def test_jobs_at_work_at_an_executor_that_is_not_there_are_taken_up(
    open_engine: OpenEngine, migrated_url: str
) -> None:
    held, after = Desk(held="1.000001"), Desk()
    async with open_engine(held.answer, grace_s=0) as engine:
        await engine.enqueue(JOB)
        await held.reached.wait()
    # As an earlier version, which served alone and under this name, left them when it was killed.
    rows(migrated_url, "UPDATE workflow_status SET status = 'PENDING', executor_id = 'local'")

    async with open_engine(after.answer):
        await after.done["1.000001"].wait()

    assert after.did == ["1.000001"]


async def test_a_job_is_given_back_as_dbos_does_it(open_engine: OpenEngine, migrated_url: str) -> None:
    """Ours is one transaction with the lease; that it does the same as DBOS's own, which is private, is pinned here."""
    desk = Desk(held="1.000001")
    async with open_engine(desk.answer, grace_s=0) as engine:
        await engine.enqueue(JOB)
        await desk.reached.wait()
        await engine.enqueue(written(2))
        ours, theirs = JOB.id, written(2).id
        rows(migrated_url, "UPDATE workflow_status SET status = 'PENDING', queue_name = 'elsewhere', owner_xid = 'x'")
        rows(migrated_url, f"UPDATE workflow_status SET executor_id = 'ours' WHERE workflow_uuid = '{ours}'")  # noqa: S608 - ours
        rows(migrated_url, f"UPDATE workflow_status SET executor_id = 'theirs' WHERE workflow_uuid = '{theirs}'")  # noqa: S608 - ours

        await asyncio.to_thread(DBOS._recover_pending_workflows, ["theirs"])
        database = sa.create_engine(parse_url(migrated_url), poolclass=sa.NullPool)
        with database.begin() as tx:
            given_back = engine_rows.queue_again(tx, "elsewhere", "ours")

    names = "status, owner_xid, started_at_epoch_ms, queue_name, queue_partition_key, application_version"
    mine = rows(migrated_url, f"SELECT {names} FROM workflow_status WHERE workflow_uuid = '{ours}'")  # noqa: S608 - ours
    assert given_back == 1
    assert mine == rows(migrated_url, f"SELECT {names} FROM workflow_status WHERE workflow_uuid = '{theirs}'")  # noqa: S608 - ours
    assert mine[0][:3] == ("ENQUEUED", None, None)
