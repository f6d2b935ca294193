"""Promises about the durable engine behind its door: lanes, restarts, errors, forgetting."""

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.slack.handoff import posting
from bot.slack.intake import ANSWER, answer_job
from storage.database import open_database, open_engine_database
from storage.records import Message, Post, Turn, TurnRow
from tests.storage.fixtures import migrated_file
from workflows.engine.crashes import Crashes
from workflows.engine.dbos_engine import Engine, Job, JobHandler
from workflows.engine.serving import EngineStore

DAY_MS = 24 * 3600 * 1000
KEPT_AT = datetime(2026, 3, 2, tzinfo=UTC)
POST = Post(
    id=1,
    team_id="T1",
    key="card:1",
    kind="card",
    case_id=1,
    set_id=None,
    channel="C1",
    thread_ts=None,
    body={},
    state="planned",
    ts=None,
    created_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    sent_at=None,
)
OpenEngine = Callable[..., AbstractAsyncContextManager[Engine]]


def written(number: int, thread: int = 1) -> Job:
    """Return the job of a turn of one message: ``number`` orders it in time."""
    ts, thread_ts = f"{number}.000001", f"{thread}.000001"
    lane = f"C1:{thread_ts}"
    row = TurnRow(1, "T1", 1, "C1", ts, thread_ts, "U1", lane, "owed", KEPT_AT, KEPT_AT, None)
    message = Message(
        1,
        "T1",
        "C1",
        ts,
        thread_ts,
        1,
        1,
        "U1",
        "customer",
        "",
        is_dm=False,
        edited_ts=None,
        progress_ts=None,
        deleted_at=None,
        kept_at=KEPT_AT,
    )
    return answer_job(Turn(row, (message,)))


JOB = written(1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "engine.db"


@pytest.fixture
def open_engine(file: Path, tmp_path: Path) -> OpenEngine:
    cases_url = f"sqlite:///{tmp_path / 'cases.db'}"
    (tmp_path / "cases.db").write_bytes(migrated_file())

    @asynccontextmanager
    async def opened(handler: JobHandler, grace_s: int = 5) -> AsyncIterator[Engine]:
        url, db = f"sqlite:///{file}", open_database(cases_url)
        place = EngineStore(open_engine_database(url), url, f"{file}.lock")
        engine = Engine(place, {ANSWER: handler, posting.SEND: handler}, Crashes(db, "T1", lambda: datetime.now(UTC)))
        await engine.start()
        try:
            yield engine
        finally:
            await engine.close(grace_s=grace_s)
            await db.close()

    return opened


def rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file, timeout=10)) as connection, connection:
        return connection.execute(query).fetchall()


class Desk:
    """A flow that notes what it does and can be held at one message or fail at it."""

    def __init__(self, *, held: str = "", failing: str = "") -> None:
        self.did: list[str] = []
        self.held, self.failing = held, failing
        self.reached, self.let_go = asyncio.Event(), asyncio.Event()
        self.done: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def answer(self, _team_id: str, _channel: str, ts: str) -> None:
        if ts == self.failing:
            raise ValueError(ts)
        if ts == self.held:
            self.reached.set()
            await self.let_go.wait()
        self.did.append(ts)
        self.done[ts].set()


async def test_a_thread_keeps_its_order_while_others_go_on(open_engine: OpenEngine) -> None:
    desk = Desk(held="1.000001")
    async with open_engine(desk.answer) as engine:
        for job in (written(1), written(2), written(3), written(4, thread=4)):
            await engine.enqueue(job)
        await desk.reached.wait()
        await desk.done["4.000001"].wait()
        desk.let_go.set()
        await engine.idle()

    assert desk.did == ["4.000001", "1.000001", "2.000001", "3.000001"]


async def test_the_same_message_is_queued_once(open_engine: OpenEngine) -> None:
    desk = Desk()
    async with open_engine(desk.answer) as engine:
        await asyncio.gather(*(engine.enqueue(JOB) for _ in range(8)))
        await engine.idle()
        await engine.enqueue(JOB)
        await engine.idle()

    assert desk.did == ["1.000001"]


async def test_what_close_could_not_wait_for_runs_at_the_next_start(open_engine: OpenEngine, file: Path) -> None:
    held, after = Desk(held="1.000001"), Desk(held="1.000001")
    async with open_engine(held.answer, grace_s=0) as engine:
        await engine.enqueue(JOB)
        await held.reached.wait()
    assert rows(file, "SELECT status FROM workflow_status") == [("PENDING",)]

    async with open_engine(after.answer) as engine:
        await after.reached.wait()
        await engine.enqueue_again([JOB])
        after.let_go.set()
        await engine.idle()

    assert after.did == ["1.000001"]
    assert rows(file, "SELECT status FROM workflow_status") == [("SUCCESS",)]


async def test_close_waits_for_what_runs(open_engine: OpenEngine) -> None:
    desk = Desk(held="1.000001")
    async with open_engine(desk.answer) as engine:
        await engine.enqueue(JOB)
        await desk.reached.wait()
        asyncio.get_running_loop().call_soon(desk.let_go.set)

    assert desk.did == ["1.000001"]


async def test_a_message_whose_flow_broke_is_tried_again_when_it_is_still_owed(open_engine: OpenEngine) -> None:
    broken, after = Desk(failing="1.000001"), Desk()
    async with open_engine(broken.answer) as engine:
        await engine.enqueue(JOB)
        await engine.idle()

    async with open_engine(after.answer) as engine:
        await engine.enqueue_again([JOB])
        await engine.idle()

    assert after.did == ["1.000001"]


async def test_asking_for_nothing_again_forgets_no_finished_job(open_engine: OpenEngine, file: Path) -> None:
    async with open_engine(Desk().answer) as engine:
        await engine.enqueue(JOB)
        await engine.idle()

        await engine.enqueue_again([])

    assert rows(file, "SELECT workflow_uuid FROM workflow_status") == [(JOB.id,)]


async def test_a_job_that_is_asked_for_again_by_two_at_once_runs(open_engine: OpenEngine) -> None:
    broken, after = Desk(failing="1.000001"), Desk()
    async with open_engine(broken.answer) as engine:
        await engine.enqueue(JOB)
        await engine.idle()

    async with open_engine(after.answer) as engine:
        await asyncio.gather(*(engine.enqueue_again([JOB]) for _ in range(4)))
        await engine.idle()

    assert after.did[0] == "1.000001"


async def test_another_version_of_the_flow_holds_up_no_lane(open_engine: OpenEngine, file: Path) -> None:
    held, after = Desk(held="1.000001"), Desk()
    async with open_engine(held.answer, grace_s=0) as engine:
        await engine.enqueue(JOB)
        await held.reached.wait()
    rows(file, "UPDATE workflow_status SET application_version = '0'")

    async with open_engine(after.answer) as engine:
        await engine.enqueue(written(2))
        await engine.idle()

    assert after.did == ["2.000001"]


async def test_finished_work_is_forgotten_after_two_days_and_not_before(open_engine: OpenEngine, file: Path) -> None:
    desk = Desk(failing="3.000001")
    async with open_engine(desk.answer) as engine:
        for number in (1, 2, 3):
            await engine.enqueue(written(number))
        await engine.idle()
    aged = f"created_at = created_at - {2 * DAY_MS}, updated_at = updated_at - {2 * DAY_MS}"
    rows(file, f"UPDATE workflow_status SET {aged} WHERE workflow_uuid NOT LIKE '%:2.000001'")  # noqa: S608 - ours

    async with open_engine(desk.answer) as engine:
        await engine.forget_finished()

    assert rows(file, "SELECT workflow_uuid FROM workflow_status") == [("T1:C1:1.000001:2.000001",)]


def post_job(number: int) -> Job:
    """Return the job of a post; its row's number orders it."""
    return posting.post_job(replace(POST, id=number))


async def test_posts_of_a_channel_go_out_in_the_order_they_were_planned(open_engine: OpenEngine) -> None:
    sent: list[int] = []

    async def send(post_id: int) -> None:
        sent.append(post_id)

    async with open_engine(send) as engine:
        await engine.enqueue_again([post_job(number) for number in range(7, 13)])
        await engine.idle()

    assert sent == [7, 8, 9, 10, 11, 12]


async def test_a_post_that_an_earlier_version_had_queued_is_not_queued_again(
    open_engine: OpenEngine, file: Path
) -> None:
    held = asyncio.Event()
    sent: list[int] = []

    async def send(post_id: int) -> None:
        await held.wait()
        sent.append(post_id)

    async with open_engine(send) as engine:
        await engine.enqueue(replace(post_job(7), id="post:7:1772443800.000000", formerly=""))
        rows(file, "UPDATE workflow_status SET created_at = created_at - 5000")
        await engine.enqueue_again([post_job(7), post_job(8)])
        held.set()
        await engine.idle()

    assert sent == [7, 8]
