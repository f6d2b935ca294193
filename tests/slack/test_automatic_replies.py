"""What a mailbox writes by itself opens no case, gets no answer and opens nothing again; people can read it."""

from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, DM, STAFF, SUPPORT, FakeSlack
from tests.stored import case_count, case_of, message_of, say

AWAY = "Automatic reply: I am out of the office until 7 December. Where order A-12345 goes, my colleague knows."


@pytest.fixture
async def bot(slack: FakeSlack, settings_for: SettingsFor) -> AsyncIterator[Bot]:
    """The bot with the waits that it has in life."""
    async with open_bot(settings_for(gather_s=4, gather_at_most_s=12, join_s=120)) as running:
        slack.delivery.bot_url = running.url
        yield running


@pytest.mark.parametrize("channel", [SUPPORT, DM])
async def test_an_automatic_reply_opens_no_case_and_gets_no_word(bot: Bot, slack: FakeSlack, channel: str) -> None:
    await say(slack, bot, AWAY, channel=channel)

    assert await case_count(bot) == 0
    assert slack.replies_in(channel) == []


async def test_in_a_thread_it_is_kept_and_nothing_is_said(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Where is my order A-12345?")
    event = await say(slack, bot, AWAY, under=root)

    kept = await message_of(bot, event)
    assert kept is not None
    assert kept.turn_id is None
    assert len(slack.replies_to(root)) == 1
    assert (await case_of(bot)).status == "answered"


async def test_a_colleague_who_is_away_takes_nothing_over(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Where is my order A-12345?")
    await say(slack, bot, AWAY, user=STAFF, under=root)

    assert not (await case_of(bot)).taken_over


async def test_what_somebody_writes_about_one_is_answered(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "Automatic reply does not work in my app since the update", user=CUSTOMER)

    assert len(slack.replies_to(event)) == 1
