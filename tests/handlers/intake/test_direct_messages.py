"""Direct messages find their case, and a case goes from open to resolved and back."""

import pytest

from bot.slack.cases import act_blocks
from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, DM, STAFF, SUPPORT, FakeSlack, Json
from tests.stored import Clock, case_count, case_of, last, say

# --- direct messages -------------------------------------------------------------------------------------------------


async def test_in_a_dm_a_message_joins_the_case_of_the_last_half_hour(bot: Bot, slack: FakeSlack, clock: Clock) -> None:
    await say(slack, bot, "Where is my order A-12345?", channel=DM)
    clock.forward(minutes=29)
    second = await say(slack, bot, "And order A-54321?", channel=DM)

    assert await case_count(bot) == 1
    assert "A-54321" in last(slack, second)
    assert "Part of CASE-1001" in last(slack, second)


async def test_in_a_dm_a_message_after_half_an_hour_opens_a_case(bot: Bot, slack: FakeSlack, clock: Clock) -> None:
    await say(slack, bot, "Where is my order A-12345?", channel=DM)
    clock.forward(minutes=31)
    second = await say(slack, bot, "And order A-54321?", channel=DM)

    assert (await case_of(bot, "CASE-1002")).thread_ts == second["ts"]
    assert "A-54321" in last(slack, second)


async def test_in_a_dm_a_case_that_waits_is_joined_days_later(bot: Bot, slack: FakeSlack, clock: Clock) -> None:
    await say(slack, bot, "I want to return something", channel=DM)
    clock.forward(days=3)
    second = await say(slack, bot, "the SuperWidget 5000", channel=DM)

    assert await case_count(bot) == 1
    assert "RMA-" in last(slack, second)


async def test_two_messages_typed_fast_in_a_dm_are_one_case_answered_in_order(bot: Bot, slack: FakeSlack) -> None:
    first = slack.says(CUSTOMER, DM, "I want to return something")
    second = slack.says(CUSTOMER, DM, "the SuperWidget 5000, it hums")

    await slack.deliver([first, second])
    await slack.reply_to(second)
    await bot.idle()

    assert "Which product" in last(slack, first)
    assert "RMA-" in last(slack, second)
    assert await case_count(bot) == 1


@pytest.fixture
async def with_person(bot: Bot, slack: FakeSlack) -> Json:
    """A direct message whose case a person has taken over."""
    root = await say(slack, bot, "I want to talk to a human", channel=DM)
    await slack.command("/cases", "CASE-1001", user=STAFF)
    await bot.interactions.idle()
    await slack.action(act_blocks.CLAIM, slack.views_of(STAFF)[-1], user=STAFF)
    await bot.idle()
    return root


async def test_in_a_dm_a_new_question_is_answered_though_a_person_has_the_case_before(
    bot: Bot, slack: FakeSlack, clock: Clock, with_person: Json
) -> None:
    clock.forward(minutes=31)
    second = await say(slack, bot, "Where is my order A-12345?", channel=DM)

    assert "Tracking number" in last(slack, second)
    assert (await case_of(bot, "CASE-1002")).thread_ts == second["ts"]
    assert (await case_of(bot)).taken_over
    assert len(slack.replies_to(with_person)) == 1


@pytest.mark.parametrize(("minutes", "text"), [(5, "Where is my order A-12345?"), (31, "it is rather urgent")])
async def test_in_a_dm_what_may_be_meant_for_the_person_goes_to_them(
    bot: Bot, slack: FakeSlack, clock: Clock, with_person: Json, minutes: int, text: str
) -> None:
    clock.forward(minutes=minutes)
    second = await say(slack, bot, text, channel=DM)

    assert await case_count(bot) == 1
    assert slack.replies_to(second) == []
    assert len(slack.replies_to(with_person)) == 1


async def test_a_thread_under_a_later_direct_message_goes_on_with_its_case(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "Where is my order A-12345?", channel=DM)
    second = await say(slack, bot, "I want to return something", channel=DM)
    await say(slack, bot, "the SuperWidget 5000, it hums", channel=DM, under=second)

    assert await case_count(bot) == 1
    assert "RMA-" in last(slack, second)


# --- status ----------------------------------------------------------------------------------------------------------


async def test_an_answered_case_is_resolved_after_72_hours_of_silence_and_reopened_by_a_message(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    root = await say(slack, bot, "Where is my order A-12345?")
    answered = await case_of(bot)
    clock.forward(hours=71)
    await bot.chores.ring()
    still_answered = await case_of(bot)
    clock.forward(hours=2)
    await bot.chores.ring()
    resolved = await case_of(bot)
    await say(slack, bot, "I want to return something", under=root)

    assert (answered.status, still_answered.status, resolved.status) == ("answered", "answered", "resolved")
    assert resolved.resolved_at is not None
    assert ((await case_of(bot)).status, (await case_of(bot)).resolved_at) == ("waiting", None)


async def test_a_message_makes_an_answered_case_open_until_it_is_answered(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Where is my order A-12345?")
    held = slack.fault("chat.postMessage", hang=True)
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, "And where is order A-54321?", root["ts"]))
    await held.reached()
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, "I want to return something", root["ts"]))
    during = await case_of(bot)
    held.release()
    await bot.idle()

    assert during.status == "open"
    assert (await case_of(bot)).status == "waiting"
