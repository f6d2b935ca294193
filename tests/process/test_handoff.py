"""Promises about cards in a process that dies: told with a real ``frontdesk serve`` and ``kill -9``."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.slack import CUSTOMER, STAFF_CHANNEL, SUPPORT, FakeSlack
from tests.process.served import Desk
from tests.slack.handoff.people import PLEASE, cards


@pytest.fixture
async def desk(slack: FakeSlack, desk_folder: Path) -> AsyncIterator[Desk]:
    one = Desk(desk_folder, slack, {"FRONTDESK_STAFF_CHANNEL": STAFF_CHANNEL})
    await one.start()
    yield one
    await one.close()


@pytest.mark.parametrize("method", ["users.info", "chat.getPermalink"])
async def test_a_kill_while_the_card_is_written_leaves_one_card(desk: Desk, slack: FakeSlack, method: str) -> None:
    held = slack.fault(method, hang=True)
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, PLEASE))
    await held.reached(30)

    await desk.kill()
    held.release()
    await desk.start()
    await slack.wait_for(lambda: cards(slack))
    assert await desk.stop() == 0

    assert len(cards(slack)) == 1


async def test_a_card_whose_answer_was_lost_when_the_process_died_stands_once(desk: Desk, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, SUPPORT, PLEASE)
    before_the_card = slack.fault("chat.getPermalink", hang=True)
    await slack.deliver(event)
    await slack.reply_to(event)
    held = slack.fault("chat.postMessage", hang=True)
    before_the_card.release()
    await held.reached()

    await desk.kill()
    held.release()
    await desk.start()
    await slack.wait_for(lambda: cards(slack))
    assert await desk.stop() == 0

    assert len(cards(slack)) == 1
