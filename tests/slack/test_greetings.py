"""Greetings, thanks and the like open no case: a reaction, a short word or nothing, unless a real line follows."""

from datetime import UTC, datetime

import pytest

from bot.wiring import Bot, open_bot
from storage.retention import forget
from tests.conftest import SettingsFor
from tests.fakes.slack import (
    BOT_USER,
    CUSTOMER,
    DM,
    GENERAL,
    OTHER_CUSTOMER,
    STAFF,
    SUPPORT,
    TEAM,
    FakeSlack,
    Json,
    deleted,
    edited,
    mention,
)
from tests.stored import case_count, case_of, everything_stored, last, message_of, say

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


@pytest.mark.parametrize("called", [True, False])
async def test_what_follows_a_greeting_in_its_thread_is_answered_there(
    bot: Bot, slack: FakeSlack, called: bool
) -> None:
    root = await say(slack, bot, f"<@{BOT_USER}> hello" if called else "Hello!")
    await (slack.reply_to(root) if called else reacted(slack, root))

    await say(slack, bot, ORDER, under=root)

    assert "Tracking number" in last(slack, root)
    assert await case_count(bot) == 1


async def test_who_greets_the_desk_in_anothers_thread_is_heard_there_and_the_case_is_theirs(
    bot: Bot, slack: FakeSlack
) -> None:
    root = slack.says(OTHER_CUSTOMER, GENERAL, "The wifi is down in the whole building")
    greeting = await say(slack, bot, f"<@{BOT_USER}> hi", channel=GENERAL, under=root)
    await slack.reply_to(greeting)

    await say(slack, bot, "We will wait then", user=OTHER_CUSTOMER, channel=GENERAL, under=root)
    await say(slack, bot, "My laptop does not connect either, it says error 809", channel=GENERAL, under=root)

    assert await case_count(bot) == 1
    assert (await case_of(bot)).requester == CUSTOMER


async def test_staff_who_call_the_desk_with_a_greeting_are_heard_in_its_thread(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, f"<@{BOT_USER}> hello", user=STAFF)
    await slack.reply_to(root)

    await say(slack, bot, ORDER, user=STAFF, under=root)

    assert "Tracking number" in last(slack, root)


@pytest.mark.parametrize("text", ["Good morning everyone", "Thanks!"])
async def test_staff_who_greet_a_channel_are_not_waved_at(bot: Bot, slack: FakeSlack, text: str) -> None:
    await say(slack, bot, text, user=STAFF)

    event = await say(slack, bot, "Good evening everyone")

    assert await reacted(slack, event) == ["wave"]
    assert len(slack.called("reactions.add")) == 1


async def test_what_others_write_under_a_greeting_is_not_for_the_desk(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Good morning everyone")

    await say(slack, bot, "My printer is broken again, how was your holiday?", user=OTHER_CUSTOMER, under=root)
    await say(slack, bot, "Fine, we went to Italy and the children loved it very much", under=root)

    assert await case_count(bot) == 0


async def test_that_others_greet_back_ends_nothing(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Good morning everyone")

    await say(slack, bot, "Morning!", user=OTHER_CUSTOMER, under=root)
    await say(slack, bot, ORDER, under=root)

    assert "Tracking number" in last(slack, root)


async def test_under_a_greeting_to_somebody_else_or_of_staff_nobody_is_heard(bot: Bot, slack: FakeSlack) -> None:
    for user, text in ((CUSTOMER, f"<@{OTHER_CUSTOMER}> hi"), (STAFF, "Good morning everyone")):
        root = await say(slack, bot, text, user=user)
        await say(slack, bot, ORDER, user=user, under=root)

    assert await case_count(bot) == 0


async def test_a_question_that_comes_before_the_greeting_above_it_is_answered(bot: Bot, slack: FakeSlack) -> None:
    root = slack.says(CUSTOMER, SUPPORT, "Hello!")
    await say(slack, bot, ORDER, under=root)

    await slack.deliver(root)
    await bot.idle()

    assert "Tracking number" in last(slack, root)


async def test_who_asks_at_once_below_the_greeting_is_not_asked_what_they_want(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    async with open_bot(settings_for(gather_s=60)) as bot:
        slack.delivery.bot_url = bot.url
        root = slack.says(CUSTOMER, SUPPORT, f"<@{BOT_USER}> hello")
        await slack.deliver(root)
        await say(slack, bot, ORDER, under=root)

    assert len(slack.replies_to(root)) == 1


async def test_who_greeted_is_noted_without_a_word_until_they_are_forgotten(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "Good morning everyone")
    assert CUSTOMER in await everything_stored(bot)

    await bot.db.write(lambda tx: forget(tx, TEAM, CUSTOMER, datetime.now(UTC)))

    assert CUSTOMER not in await everything_stored(bot)
