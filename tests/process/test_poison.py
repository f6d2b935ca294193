"""Promises about jobs that kill the process: told with a real ``frontdesk serve`` and ``kill -9``."""

import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, STAFF_CHANNEL, SUPPORT, FakeSlack
from tests.handlers.test_messages import SAMPLE
from tests.process.served import Desk, HeldModel
from tests.slack.handoff.people import cards

ORDER = "Where is my order A-12345?"
POISON = "Where is my order A-66666?"
STEPS = ("classify", "plan", "billing_concern", "synthesize")


@pytest.fixture
async def model() -> AsyncIterator[HeldModel]:
    async with HeldModel() as fake:
        yield fake
        fake.verify()


@pytest.fixture
async def desk(slack: FakeSlack, desk_folder: Path, model: HeldModel) -> AsyncIterator[Desk]:
    slack.allow("live <@U0STAFF")
    one = Desk(desk_folder, slack, {"FRONTDESK_STAFF_CHANNEL": STAFF_CHANNEL})
    one.use(model)
    yield one
    await one.close()


async def _killed_by(desk: Desk, model: HeldModel) -> None:
    """Start the desk, and let it die when it works on the message that kills it."""
    held = model.hold("classify", POISON)
    await desk.start()
    await held.reached.wait()
    await desk.kill()
    held.let_go.set()


async def test_a_message_that_kills_the_process_is_set_aside_and_the_others_are_answered(
    desk: Desk, slack: FakeSlack, model: HeldModel
) -> None:
    held = model.hold("classify", POISON)
    await desk.start()
    poison = slack.says(CUSTOMER, SUPPORT, POISON)
    others = [slack.says(OTHER_CUSTOMER, SUPPORT, ORDER) for _ in range(3)]
    await slack.deliver([poison, *others], concurrently=True)
    await held.reached.wait()
    await desk.kill()
    held.let_go.set()

    for _ in range(4):
        await _killed_by(desk, model)
    answered_before = [len(slack.replies_to(event)) for event in others]
    await desk.start()
    await slack.wait_for(lambda: cards(slack) and slack.posts_in(SUPPORT, poison["ts"]))

    assert await desk.stop() == 0
    assert answered_before == [1, 1, 1]
    assert "could not finish" in slack.posts_in(SUPPORT, poison["ts"])[-1].shown
    assert desk.ask("SELECT status FROM cases WHERE thread_ts = '" + poison["ts"] + "'") == [("escalated",)]  # noqa: S608
    assert desk.ask("SELECT job FROM crashed_jobs") == []
    assert [len(slack.replies_to(event)) for event in others] == [1, 1, 1]


async def test_a_message_that_was_cut_off_by_stops_is_no_suspect(
    desk: Desk, slack: FakeSlack, model: HeldModel
) -> None:
    desk.settings["FRONTDESK_SHUTDOWN_GRACE_S"] = "0"
    held = model.hold("classify", POISON)
    await desk.start()
    event = slack.says(CUSTOMER, SUPPORT, POISON)
    await slack.deliver(event)
    await held.reached.wait()
    assert await desk.stop() == 0
    held.let_go.set()

    for _ in range(2):
        held = model.hold("classify", POISON)
        await desk.start()
        await held.reached.wait()
        assert await desk.stop() == 0
        held.let_go.set()
    await desk.start()
    await slack.reply_to(event)

    assert await desk.stop() == 0
    assert desk.ask("SELECT job FROM crashed_jobs") == []
    assert not any("job_suspected" in line for line in desk.said)


async def test_ten_random_kills_under_load_set_nobody_innocent_aside(
    desk: Desk, slack: FakeSlack, model: HeldModel
) -> None:
    chance = random.Random(10)  # noqa: S311 - the same kills each time
    events = []
    for _ in range(10):
        held = model.hold(chance.choice(STEPS))
        await desk.start()
        new = [slack.says(CUSTOMER, SUPPORT, SAMPLE) for _ in range(chance.randint(1, 4))]
        await slack.deliver(new, concurrently=True)
        events += new
        await held.reached.wait()
        await desk.kill()
        held.let_go.set()
    await desk.start()
    await slack.redeliver(events)  # type: ignore[arg-type]
    await slack.wait_for(lambda: all(slack.replies_to(event) for event in events), 60)

    assert await desk.stop() == 0
    assert [len(slack.replies_to(event)) for event in events] == [1] * len(events)
    assert desk.ask("SELECT count(*) FROM cases WHERE status = 'escalated'") == [(0,)]
    assert desk.ask("SELECT job FROM crashed_jobs") == []
    assert not any("job_set_aside" in line for line in desk.said)
