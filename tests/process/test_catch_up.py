"""Promises about a desk that is killed while it reads what was said when it was away: told with a real process."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack
from tests.process.served import Desk

ORDER = "Where is my order A-12345?"


@pytest.fixture
async def desk(slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Desk]:
    one = Desk(tmp_path, slack)
    yield one
    await one.close()


async def test_what_a_desk_was_reading_when_it_was_killed_is_answered_once_by_the_next(
    desk: Desk, slack: FakeSlack
) -> None:
    await desk.start()
    known = slack.says(CUSTOMER, SUPPORT, ORDER)
    await slack.deliver(known)
    await slack.reply_to(known)
    await desk.kill()
    events = [slack.says(CUSTOMER, SUPPORT, f"Where is my order A-{number}?") for number in (21, 22, 23)]

    reading = slack.fault("conversations.history", hang=True)
    await desk.start()
    await reading.reached()
    await desk.kill()
    reading.release()
    answering = slack.fault("chat.postMessage", cut_after_accept=True)
    await desk.start()
    await answering.reached()
    await desk.kill()
    await desk.start()
    for event in events:
        await slack.reply_to(event)

    assert await desk.stop() == 0
    assert [len(slack.replies_to(event)) for event in (known, *events)] == [1] * 4
    assert desk.ask("SELECT DISTINCT state FROM turns") == [("answered",)]
