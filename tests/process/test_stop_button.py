"""Promises about Stop and a process that dies: told with a real ``frontdesk serve`` and ``kill -9``."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.runtime.stops import STOPPED
from tests.fakes.slack import CUSTOMER, DM, SUPPORT, FakeSlack, Json, Message
from tests.handlers.test_messages import SAMPLE
from tests.process.served import Desk, Held, HeldModel
from tests.slack.test_stopping import pressed_stop, said_in_order, states

CUT_OFF: Json = {"hang": True, "cut_before_accept": True}
TAKEN_AND_CUT_OFF: Json = {"hang": True, "cut_after_accept": True}


@pytest.fixture
async def model() -> AsyncIterator[HeldModel]:
    async with HeldModel() as fake:
        yield fake
        fake.verify()


@pytest.fixture
async def desk(slack: FakeSlack, desk_folder: Path, model: HeldModel) -> AsyncIterator[Desk]:
    one = Desk(desk_folder, slack)
    one.use(model)
    await one.start()
    yield one
    await one.close()


async def at_work(desk: Desk, slack: FakeSlack, model: HeldModel, channel: str) -> tuple[Json, Held, Message]:
    """Let the desk have done all of the work on a message, and shown that it is at it; nothing is announced yet."""
    held = model.hold("synthesize")
    event = slack.says(CUSTOMER, channel, SAMPLE)
    await slack.deliver(event)
    await held.reached.wait()
    await slack.wait_for(lambda: states(slack) == ["processing"] and slack.posts_in(channel, event["ts"]))
    [shown] = slack.posts_in(channel, event["ts"])
    noted = shown.ts if channel == DM else ""
    async with asyncio.timeout(60):
        while desk.ask("SELECT progress_ts FROM messages") != [(noted,)]:  # noqa: ASYNC110 - in another process
            await asyncio.sleep(0.01)
    return event, held, shown


async def is_over(slack: FakeSlack) -> None:
    await slack.wait_for(lambda: states(slack)[-1] == "active")


def nothing_is_done(desk: Desk) -> bool:
    """Say whether all that was done is taken back, and nobody waits for anything."""
    live = desk.ask("SELECT number FROM rmas WHERE state = 'issued'")
    live += desk.ask("SELECT number FROM investigations WHERE state = 'open'")
    tasks = desk.ask("SELECT DISTINCT state FROM tasks")
    owed = desk.ask("SELECT state FROM turns WHERE state = 'owed' UNION SELECT state FROM posts WHERE state <> 'sent'")
    return (live, tasks, owed) == ([], [("cancelled",)], [])


async def test_a_kill_in_the_moment_in_which_stop_is_acknowledged_stops_it_all_the_same(
    desk: Desk, slack: FakeSlack, model: HeldModel
) -> None:
    event, held, plan = await at_work(desk, slack, model, DM)
    press = pressed_stop(event, streaming=(plan.ts,))
    plan.streaming = False

    assert await slack.deliver(press) == [200]
    await desk.kill()
    held.let_go.set()
    await desk.start()
    assert await slack.redeliver(press) == [200]
    await is_over(slack)

    assert await desk.stop() == 0
    assert [post.shown for post in slack.posts_in(DM, event["ts"])] == [STOPPED]
    assert plan.shown == STOPPED
    assert said_in_order(slack).count(STOPPED) == 1
    assert nothing_is_done(desk)


@pytest.mark.parametrize("how", [CUT_OFF, TAKEN_AND_CUT_OFF], ids=["before Slack took it", "after Slack took it"])
async def test_a_kill_while_the_plan_is_made_to_say_so_says_it_once(
    desk: Desk, slack: FakeSlack, model: HeldModel, how: Json
) -> None:
    event, held, plan = await at_work(desk, slack, model, DM)
    plan.streaming = False
    update = slack.fault("chat.update", **how)

    assert await slack.deliver(pressed_stop(event, streaming=(plan.ts,))) == [200]
    await update.reached()
    await desk.kill()
    held.let_go.set()
    update.release()
    await desk.start()
    await is_over(slack)

    assert await desk.stop() == 0
    assert slack.posts_in(DM, event["ts"]) == [plan]
    assert plan.shown == STOPPED
    assert said_in_order(slack) == ["processing", STOPPED, "active"]
    assert nothing_is_done(desk)


async def test_a_kill_before_the_session_is_set_right_leaves_that_to_the_next_start(
    desk: Desk, slack: FakeSlack, model: HeldModel
) -> None:
    event, held, plan = await at_work(desk, slack, model, DM)
    plan.streaming = False
    session = slack.fault("agents.sessions.setStatus", **CUT_OFF)

    await slack.deliver(pressed_stop(event, streaming=(plan.ts,)))
    await session.reached()
    await desk.kill()
    held.let_go.set()
    session.release()
    await desk.start()
    await is_over(slack)

    assert await desk.stop() == 0
    assert slack.posts_in(DM, event["ts"]) == [plan]
    assert said_in_order(slack) == ["processing", STOPPED, "active"]
    assert nothing_is_done(desk)


async def test_a_stop_that_finds_nobody_and_is_sent_again_to_the_next_process_stops_what_that_took_up(
    desk: Desk, slack: FakeSlack, model: HeldModel
) -> None:
    event, held, plan = await at_work(desk, slack, model, DM)
    press = pressed_stop(event, streaming=(plan.ts,))
    plan.streaming = False

    await desk.kill()
    nobody = await slack.deliver(press)
    held.let_go.set()
    again = model.hold("synthesize")
    await desk.start()
    await again.reached.wait()
    await slack.wait_for(lambda: plan not in slack.posts_in(DM, event["ts"]))  # the next process shows its own
    assert await slack.redeliver(press) == [200]
    await is_over(slack)
    again.let_go.set()
    await slack.wait_for(lambda: len(slack.posts_in(DM, event["ts"])) == 1)

    assert await desk.stop() == 0
    assert nobody == [0]
    assert [post.shown for post in slack.posts_in(DM, event["ts"])] == [STOPPED]
    assert nothing_is_done(desk)


async def test_what_showed_that_work_goes_on_is_gone_after_a_kill_where_stop_named_no_message(
    desk: Desk, slack: FakeSlack, model: HeldModel
) -> None:
    event, held, shown = await at_work(desk, slack, model, SUPPORT)
    notice = slack.fault("chat.postMessage", **CUT_OFF)

    await slack.deliver(pressed_stop(event))
    await notice.reached()
    await desk.kill()
    held.let_go.set()
    notice.release()
    await desk.start()
    await is_over(slack)
    await slack.wait_for(lambda: shown not in slack.posts_in(SUPPORT, event["ts"]))

    assert await desk.stop() == 0
    assert [post.shown for post in slack.posts_in(SUPPORT, event["ts"])] == [STOPPED]
    assert nothing_is_done(desk)
