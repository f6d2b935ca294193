"""Promises about a job beside an ack: its next step waits, not for good, and it is cancelled and fails as ever."""

import asyncio

import pytest

from workflows.engine.acks import Acks


async def _steps(name: str, noted: list[str]) -> None:
    for step in range(3):
        noted.append(f"{name} {step}")
        await asyncio.sleep(0)


async def test_while_an_ack_is_under_way_no_step_of_work_is_done_and_then_one_a_turn_of_the_loop() -> None:
    acks = Acks(lambda: None, hold_s=3600)
    noted: list[str] = []
    work = [asyncio.create_task(acks.before(_steps(name, noted))) for name in ("one", "two")]

    with acks.one():
        for _ in range(10):
            await asyncio.sleep(0)
        beside_the_ack = list(noted)
    await asyncio.gather(*work)

    assert beside_the_ack == ["one 0", "two 0"]
    assert sorted(noted) == [f"{name} {step}" for name in ("one", "two") for step in range(3)]


async def test_work_that_an_ack_waits_for_is_not_held_for_good() -> None:
    acks = Acks(lambda: None, hold_s=0)
    noted: list[str] = []

    with acks.one():
        await acks.before(_steps("one", noted))

    assert noted == ["one 0", "one 1", "one 2"]


async def test_work_that_is_held_can_be_cancelled_and_learns_of_it() -> None:
    acks = Acks(lambda: None, hold_s=3600)
    ended: list[str] = []

    async def work() -> None:
        try:
            await asyncio.sleep(0)
            ended.append("went on")
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise

    with acks.one():
        task = asyncio.create_task(acks.before(work()))
        for _ in range(5):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    assert ended == ["cancelled"]


async def test_an_error_of_what_work_waits_for_reaches_it() -> None:
    acks = Acks(lambda: None)

    async def fails() -> None:
        await asyncio.sleep(0)
        msg = "no answer"
        raise ValueError(msg)

    async def work() -> None:
        with pytest.raises(ValueError, match="no answer"):
            await asyncio.create_task(fails())

    await acks.before(work())
