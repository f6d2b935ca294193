"""Promises about many messages at once: acks go before work, work goes on, everybody is answered in order."""

import asyncio
from contextlib import ExitStack

import pytest

from tests.workflows.engine.jobs import OpenEngine, written
from workflows.engine.acks import BESIDE_A_CROWD, CROWD
from workflows.engine.port import Engine

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])
JOBS = 40


def _crowd(engine: Engine) -> ExitStack:
    stack = ExitStack()
    for _ in range(CROWD):
        stack.enter_context(engine.acknowledging())
    return stack


async def test_while_many_wait_for_their_ack_few_jobs_run_and_then_all_in_their_order(open_engine: OpenEngine) -> None:
    began: list[str] = []
    few, let_go = asyncio.Event(), asyncio.Event()

    async def answer(_team_id: str, _channel: str, ts: str) -> None:
        began.append(ts)
        if len(began) == BESIDE_A_CROWD:
            few.set()
        await let_go.wait()

    jobs = [written(number, thread=number) for number in range(1, JOBS + 1)]
    async with open_engine(answer) as engine:
        with _crowd(engine):
            await engine.enqueue_again(jobs)
            await few.wait()
            for _ in range(10):
                await asyncio.sleep(0)
            beside_the_crowd = len(began)
        let_go.set()
        await engine.idle()

    assert beside_the_crowd == BESIDE_A_CROWD
    assert began == [str(job.args[2]) for job in jobs]


async def test_work_goes_on_beside_acks_that_never_end(open_engine: OpenEngine) -> None:
    answered: list[str] = []

    async def answer(_team_id: str, _channel: str, ts: str) -> None:
        answered.append(ts)

    async with open_engine(answer) as engine:
        with _crowd(engine):
            await engine.enqueue_again([written(number, thread=number) for number in range(1, JOBS + 1)])
            await engine.idle()

    assert len(answered) == JOBS


async def test_an_ack_by_itself_holds_nothing_up(open_engine: OpenEngine) -> None:
    began: list[str] = []
    all_of_them, let_go = asyncio.Event(), asyncio.Event()

    async def answer(_team_id: str, _channel: str, ts: str) -> None:
        began.append(ts)
        if len(began) == JOBS:
            all_of_them.set()
        await let_go.wait()

    async with open_engine(answer) as engine:
        with engine.acknowledging():
            await engine.enqueue_again([written(number, thread=number) for number in range(1, JOBS + 1)])
            await all_of_them.wait()
        let_go.set()
        await engine.idle()

    assert len(began) == JOBS


async def test_a_burst_in_few_lanes_is_answered_one_by_one_in_each_the_oldest_first(open_engine: OpenEngine) -> None:
    answered: list[str] = []
    at_work: set[str] = set()
    together: list[str] = []

    async def answer(_team_id: str, _channel: str, ts: str) -> None:
        lane = lanes[ts]
        together.extend([lane] if lane in at_work else [])
        at_work.add(lane)
        await asyncio.sleep(0)
        at_work.discard(lane)
        answered.append(ts)

    jobs = [written(number, thread=number % 7) for number in range(1, 2001)]
    lanes = {str(job.args[2]): job.lane for job in jobs}
    async with open_engine(answer) as engine:
        with _crowd(engine):
            await engine.enqueue_again(jobs)
        await engine.idle()

    assert together == []
    of_lanes = [[ts for ts in answered if lanes[ts] == lane] for lane in sorted(set(lanes.values()))]
    assert of_lanes == [[str(job.args[2]) for job in jobs if job.lane == lane] for lane in sorted(set(lanes.values()))]
