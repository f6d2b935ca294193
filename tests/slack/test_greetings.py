"""Greetings, thanks and the like open no case: a reaction, a short word or nothing, unless a real line follows."""

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import BOT_USER, CUSTOMER, DM, SUPPORT, FakeSlack, Json, deleted, edited, mention
from tests.stored import case_count, everything_stored, last, message_of, say

ORDER = "Where is my order A-12345?"


async def reacted(slack: FakeSlack, event: Json) -> list[str]:
    """Return what the desk has put on a message, once it has called Slack for it."""
    await slack.wait_for(lambda: slack.called("reactions.add"))
    found = slack.workspace.find(event["channel"], event["ts"])
    assert found is not None
    return [name for name, users in found.reactions.items() if BOT_USER in users]


@pytest.mark.parametrize(
    ("text", "emoji"), [("Good morning everyone", "wave"), ("Hi", "wave"), ("Thanks, that solved it!", "+1")]
)
async def test_in_a_channel_a_greeting_or_thanks_gets_a_reaction_and_no_case(
    bot: Bot, slack: FakeSlack, text: str, emoji: str
) -> None:
    event = await say(slack, bot, text)

    assert await reacted(slack, event) == [emoji]
    assert await case_count(bot) == 0
    assert slack.replies_in(SUPPORT) == []
    assert text not in await everything_stored(bot)


@pytest.mark.parametrize("channel", [SUPPORT, DM])
@pytest.mark.parametrize("text", ["one sec", "👍", ":tada:", "will do"])
async def test_what_asks_for_nothing_gets_nothing(bot: Bot, slack: FakeSlack, channel: str, text: str) -> None:
    event = await say(slack, bot, text, channel=channel)
    await say(slack, bot, "Hi")
    await slack.wait_for(lambda: slack.called("reactions.add"))

    assert len(slack.called("reactions.add")) == 1
    assert slack.replies_to(event) == []
    assert await case_count(bot) == 0


async def test_a_greeting_that_is_meant_for_the_desk_gets_a_short_word_once(bot: Bot, slack: FakeSlack) -> None:
    direct = slack.says(CUSTOMER, DM, "Hi")
    called = mention("hello")
    await slack.deliver([direct, called])
    await slack.reply_to(direct)
    await slack.reply_to(called)
    await slack.redeliver(direct)
    await slack.redeliver(called)
    await bot.idle()

    assert [len(slack.replies_to(event)) for event in (direct, called)] == [1, 1]
    assert "What can I do for you?" in last(slack, direct)
    assert await case_count(bot) == 0


async def test_without_the_scope_nothing_happens_and_slack_is_not_asked_again(bot: Bot, slack: FakeSlack) -> None:
    slack.fault("reactions.add", error="missing_scope", times=None)
    await say(slack, bot, "Good morning everyone")
    await slack.wait_for(lambda: slack.called("reactions.add"))
    await say(slack, bot, "Good evening everyone")
    event = await say(slack, bot, ORDER)

    assert "Tracking number" in last(slack, event)
    assert len(slack.called("reactions.add")) == 1


async def test_a_greeting_that_is_followed_by_a_real_line_gets_no_reaction(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    async with open_bot(settings_for(gather_s=60)) as bot:
        slack.delivery.bot_url = bot.url
        greeting = slack.says(CUSTOMER, SUPPORT, "Hello!")
        await slack.deliver(greeting)
        await say(slack, bot, ORDER)

    assert "Tracking number" in last(slack, greeting)
    assert slack.called("reactions.add") == []


async def test_a_greeting_that_is_edited_into_a_request_is_answered(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "Hello!")
    await slack.deliver(edited(event, ORDER))
    await bot.idle()
    await slack.redeliver(event)
    await bot.idle()

    assert len(slack.replies_to(event)) == 1
    assert "Tracking number" in last(slack, event)
    kept = await message_of(bot, event)
    assert kept is not None
    assert kept.text == ORDER


async def test_a_greeting_that_is_deleted_gets_nothing(slack: FakeSlack, settings_for: SettingsFor) -> None:
    async with open_bot(settings_for(gather_s=60)) as bot:
        slack.delivery.bot_url = bot.url
        greeting = slack.says(CUSTOMER, SUPPORT, "Hello!")
        await slack.deliver(greeting)
        await slack.deliver(deleted(greeting))
        event = await say(slack, bot, ORDER)

    assert slack.replies_to(greeting) == []
    assert "Tracking number" in last(slack, event)


async def test_in_a_thread_thanks_are_answered_there_as_before(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return something")
    await say(slack, bot, "thanks", under=root)

    assert await case_count(bot) == 1
    assert len(slack.replies_to(root)) == 2
