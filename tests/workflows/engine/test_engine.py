"""Promises of both engines, the embedded one on SQLite and DBOS on PostgreSQL: lanes, restarts, errors."""

import asyncio
import contextlib

import pytest

from storage.database import Database, Tx
from tests.workflows.engine.jobs import JOB, Desk, OpenEngine, post_job, written


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


async def test_a_job_is_queued_with_what_makes_it_owed_or_not_at_all(open_engine: OpenEngine, db: Database) -> None:
    desk = Desk()
    async with open_engine(desk.answer) as engine:

        def undone(tx: Tx) -> None:
            engine.enqueue_in(tx, written(1))
            raise LookupError

        with pytest.raises(LookupError):
            await db.write(undone)
        for _ in range(2):
            await db.write(lambda tx: engine.enqueue_in(tx, written(2)))
            await engine.enqueued(written(2))
        await desk.done["2.000001"].wait()
        await engine.idle()

    assert desk.did == ["2.000001"]


async def test_what_is_under_way_is_not_queued_again_though_it_is_owed(open_engine: OpenEngine) -> None:
    desk = Desk(held="1.000001")
    async with open_engine(desk.answer) as engine:
        await engine.enqueue(JOB)
        await desk.reached.wait()
        await engine.enqueue_again([JOB])
        desk.let_go.set()
        await engine.idle()

    assert desk.did == ["1.000001"]


async def test_what_close_could_not_wait_for_runs_at_the_next_start(open_engine: OpenEngine) -> None:
    held, after = Desk(held="1.000001"), Desk(held="1.000001")
    async with open_engine(held.answer, grace_s=0) as engine:
        await engine.enqueue(JOB)
        await held.reached.wait()

    async with open_engine(after.answer) as engine:
        await engine.enqueue_again([JOB])
        await after.reached.wait()
        await engine.enqueue_again([JOB])
        after.let_go.set()
        await engine.idle()

    assert (held.did, after.did) == ([], ["1.000001"])


async def test_close_waits_for_what_runs(open_engine: OpenEngine) -> None:
    desk = Desk(held="1.000001")
    async with open_engine(desk.answer) as engine:
        await engine.enqueue(JOB)
        await desk.reached.wait()
        asyncio.get_running_loop().call_soon(desk.let_go.set)

    assert desk.did == ["1.000001"]


async def test_close_ends_a_job_that_missed_that_it_was_cut_off(open_engine: OpenEngine) -> None:
    reached = asyncio.Event()
    missed: list[str] = []

    async def answer(_team_id: str, _channel: str, ts: str) -> None:
        reached.set()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        missed.append(ts)
        await asyncio.Event().wait()

    async with open_engine(answer, grace_s=0) as engine:
        await engine.enqueue(JOB)
        await reached.wait()

    assert missed == ["1.000001"]


async def test_a_message_whose_flow_broke_is_tried_again_when_it_is_still_owed(open_engine: OpenEngine) -> None:
    broken, after = Desk(failing="1.000001"), Desk()
    async with open_engine(broken.answer) as engine:
        await engine.enqueue(JOB)
        await engine.idle()
        broken.failing = ""
        await engine.enqueue(JOB)  # sent again by Slack: that is none of what asks for it again
        await engine.idle()

    async with open_engine(after.answer) as engine:
        await engine.enqueue_again([JOB])
        await engine.idle()

    assert (broken.did, after.did) == ([], ["1.000001"])


async def test_a_message_whose_flow_broke_holds_up_no_thread(open_engine: OpenEngine) -> None:
    desk = Desk(failing="1.000001")
    async with open_engine(desk.answer) as engine:
        for number in (1, 2):
            await engine.enqueue(written(number))
        await engine.idle()

    assert desk.did == ["2.000001"]


async def test_a_job_that_is_asked_for_again_by_two_at_once_runs(open_engine: OpenEngine) -> None:
    broken, after = Desk(failing="1.000001"), Desk()
    async with open_engine(broken.answer) as engine:
        await engine.enqueue(JOB)
        await engine.idle()

    async with open_engine(after.answer) as engine:
        await asyncio.gather(*(engine.enqueue_again([JOB]) for _ in range(4)))
        await engine.idle()

    assert after.did[0] == "1.000001"


async def test_posts_of_a_channel_go_out_in_the_order_they_were_planned(open_engine: OpenEngine) -> None:
    sent: list[int] = []

    async def send(post_id: int) -> None:
        sent.append(post_id)

    async with open_engine(send) as engine:
        await engine.enqueue_again([post_job(number) for number in range(7, 13)])
        await engine.idle()

    assert sent == [7, 8, 9, 10, 11, 12]
