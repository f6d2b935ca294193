"""Promises of the engine in PostgreSQL about the rows it keeps: what it forgets, and what other versions left."""

import asyncio
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from dbos import DBOS

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
    assert rows(migrated_url, "SELECT status FROM workflow_status") == [("PENDING",)]

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
