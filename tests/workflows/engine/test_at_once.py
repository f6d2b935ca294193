"""Promises about jobs that begin at the process that queues them, on PostgreSQL: as DBOS would have begun them."""

import asyncio

import pytest
from dbos import DBOS

from storage.database import Database
from tests.workflows.engine.jobs import JOB, Desk, OpenEngine, written
from tests.workflows.engine.test_dbos_engine import rows
from workflows.engine import at_once

NEVER_S = 3600.0
CLAIMED = (
    "status, queue_name, queue_partition_key, executor_id, application_version, application_name, recovery_attempts,"
    " rate_limited, workflow_deadline_epoch_ms, started_at_epoch_ms IS NULL, owner_xid IS NULL, completed_at IS NULL"
)

pytestmark = pytest.mark.parametrize("backend", ["postgresql"])


@pytest.fixture
def never_polled(postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - it polls often there
    monkeypatch.setattr("workflows.engine.dbos_engine.POLL_S", NEVER_S)


@pytest.mark.usefixtures("never_polled")
async def test_a_job_whose_lane_is_free_begins_without_a_look_into_the_queue(
    open_engine: OpenEngine, migrated_url: str
) -> None:
    desk = Desk()
    async with open_engine(desk.answer) as engine:
        await engine.enqueue(JOB)
        await engine.idle()
        await engine.enqueue(JOB)  # sent again: it has been done
        await engine.idle()

    assert desk.did == ["1.000001"]
    assert rows(migrated_url, "SELECT status, owner_xid FROM workflow_status") == [("SUCCESS", None)]


@pytest.mark.usefixtures("never_polled")
async def test_a_job_that_breaks_ends_in_an_error(open_engine: OpenEngine, migrated_url: str) -> None:
    async with open_engine(Desk(failing="1.000001").answer) as engine:
        await engine.enqueue(JOB)
        await engine.idle()

    assert rows(migrated_url, "SELECT status FROM workflow_status") == [("ERROR",)]


async def test_it_is_claimed_as_dbos_claims_what_it_takes_from_the_queue(
    open_engine: OpenEngine, migrated_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DBOS's own claim is private: what it leaves in a row is pinned here."""
    desk = Desk(held="1.000001")
    select = f"SELECT {CLAIMED} FROM workflow_status"  # noqa: S608 - ours
    async with open_engine(desk.answer, grace_s=0) as engine:
        await engine.enqueue(JOB)
        await desk.reached.wait()
        ours = rows(migrated_url, select)
    rows(migrated_url, "DELETE FROM workflow_status")

    monkeypatch.setattr(at_once.AtOnce, "claim", lambda *_: None)
    desk = Desk(held="1.000001")
    async with open_engine(desk.answer, grace_s=0) as engine:
        await engine.enqueue(JOB)
        await desk.reached.wait()
        assert rows(migrated_url, select) == ours
        desk.let_go.set()
        await engine.idle()
        await (await DBOS.retrieve_workflow_async(JOB.id)).get_result()
        ended = rows(migrated_url, select)

    monkeypatch.undo()
    rows(migrated_url, "DELETE FROM workflow_status")
    async with open_engine(Desk().answer) as engine:
        await engine.enqueue(JOB)
        await engine.idle()
    assert rows(migrated_url, select) == ended


async def test_no_more_begin_than_there_is_room_for(open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_once, "JOBS_IN_FLIGHT", 1)
    monkeypatch.setattr("workflows.engine.dbos_engine.JOBS_IN_FLIGHT", 1)
    desk = Desk(held="1.000001")
    async with open_engine(desk.answer) as engine:
        await engine.enqueue(JOB)
        await desk.reached.wait()
        await engine.enqueue(written(2, thread=2))
        for _ in range(5):
            await asyncio.to_thread(rows, engine._url, "SELECT pg_sleep(0.02)")  # type: ignore[attr-defined]
        waited = list(desk.did)
        desk.let_go.set()
        await engine.idle()

    assert (waited, desk.did) == ([], ["1.000001", "2.000001"])


async def test_what_was_committed_without_our_knowing_is_given_back_and_done(
    open_engine: OpenEngine, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the connection is lost while the server commits."""
    monkeypatch.setattr(at_once, "LOST_AFTER_S", 0.0)
    desk = Desk()
    async with open_engine(desk.answer) as engine:
        await db.write(lambda tx: engine.enqueue_in(tx, JOB))
        await engine._at_once.give_back_what_was_lost()  # type: ignore[attr-defined]
        await desk.done["1.000001"].wait()
        await engine.enqueued(JOB)
        await engine.idle()

    assert desk.did == ["1.000001"]
