"""What stands under replies: a person where it may not have helped, the small print once a case; and the hand-over."""

import pytest

from bot.wiring import Bot, open_bot
from handlers.cases.handover import NO_REPEATING
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import BOT_USER, CUSTOMER, OTHER_CUSTOMER, STAFF, SUPPORT, FakeSlack
from tests.slack.handoff.people import ORDER, PLEASE, RETURN, labels, press
from tests.stored import Clock, case_of, last, say

AUTOMATIC = "This is an automatic first response"
SIMULATED = "departments behind this desk are simulated"
ROUTER = "My router drops the connection every evening"


@pytest.mark.parametrize(
    "text",
    [
        "My app crashes",
        "blorb the fnord",
        "I was charged twice",
        "I want to return something",
        "Where is my order 12?",
        "Where is my order OTHER-12345?",
        "What about RMA-100099?",
        "Can I return gift cards?",
        ORDER,
    ],
    ids=[
        "first help",
        "not sure",
        "billing",
        "asked",
        "not found",
        "not theirs",
        "no such record",
        "policy",
        "in full",
    ],
)
async def test_a_person_is_offered_under_every_reply(bot: Bot, slack: FakeSlack, text: str) -> None:
    event = await say(slack, bot, text)

    assert "Talk to a person" in labels(slack.replies_to(event)[-1])


@pytest.mark.parametrize("text", [PLEASE, "My battery caught fire", "Where is my order FAIL-12345?"])
async def test_no_person_is_offered_where_one_is_asked_for_already(bot: Bot, slack: FakeSlack, text: str) -> None:
    event = await say(slack, bot, text)
    await say(slack, bot, ORDER, under=event)

    assert [labels(reply) for reply in slack.replies_to(event)] == [[], []]


async def test_no_person_is_offered_to_somebody_else_in_the_thread(bot: Bot, slack: FakeSlack) -> None:
    slack.allow("<@")
    event = await say(slack, bot, ORDER)

    await say(slack, bot, f"<@{BOT_USER}> {ROUTER}", user=OTHER_CUSTOMER, under=event)

    assert labels(slack.replies_to(event)[-1]) == []


async def test_who_is_asked_for_a_field_may_have_a_person_instead(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, "I want to return something")

    await press(slack, desk, "reply_person", slack.replies_to(event)[-1], user=CUSTOMER)

    assert "now waits for a person" in last(slack, event)
    assert (await case_of(desk)).status == "escalated"


async def test_the_small_print_stands_once_a_case(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ROUTER)
    await say(slack, bot, "hello", under=event)
    await say(slack, bot, "I want to return something", under=event)

    first, *others = [reply.shown for reply in slack.replies_to(event)]
    assert f"CASE-1001 · {AUTOMATIC}" in first
    assert not [shown for shown in others if "CASE-1001" in shown or AUTOMATIC in shown]


async def test_the_small_print_stands_again_with_the_first_simulated_result(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ROUTER)
    await say(slack, bot, ORDER, under=event)
    await say(slack, bot, "And where is order A-54321?", under=event)

    simulated = [SIMULATED in reply.shown for reply in slack.replies_to(event)]
    assert simulated == [False, True, False]


async def test_a_hand_over_names_the_case_once(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "Please let me talk to a human being")

    assert last(slack, event).count("CASE-1001") == 1
    assert AUTOMATIC in last(slack, event)


async def test_each_case_has_its_own_small_print(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, ORDER)
    event = await say(slack, bot, ORDER)

    assert "CASE-1002 · " in last(slack, event)


async def test_in_a_long_case_the_small_print_does_not_come_again(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)
    for number in range(20001, 20015):
        await say(slack, bot, f"And where is order A-{number}?", under=event)

    assert [reply.shown.count(SIMULATED) for reply in slack.replies_to(event)] == [1] + [0] * 14


async def test_once_the_model_fails_in_a_case_the_small_print_says_that_it_is_automatic(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url)) as desk:
        slack.delivery.bot_url = desk.url
        event = await say(slack, desk, ROUTER)
        model.script("technical_reply", Say(status=400), times=None)
        await say(slack, desk, "My printer does not print any more", under=event)

    by_model, by_rule = (reply.shown for reply in slack.replies_to(event))
    assert "CASE-1001" in by_model
    assert AUTOMATIC not in by_model
    assert AUTOMATIC in by_rule


async def people_answer(slack: FakeSlack, bot: Bot, clock: Clock, *minutes: int) -> None:
    """Let somebody ask for a person, and a member of staff write so many minutes later; a case each."""
    for wait in minutes:
        event = await say(slack, bot, PLEASE)
        clock.forward(minutes=wait)
        await slack.deliver(slack.says(STAFF, SUPPORT, "I am here now.", event["ts"]))
        await bot.idle()


async def test_a_hand_over_says_how_soon_people_usually_write(bot: Bot, slack: FakeSlack, clock: Clock) -> None:
    await people_answer(slack, bot, clock, 40, 100, 110, 115, 700)

    event = await say(slack, bot, PLEASE)

    assert f"as case CASE-1006. They usually write within 2 hours. {NO_REPEATING}" in last(slack, event)


async def test_the_button_says_how_soon_people_usually_write_too(desk: Bot, slack: FakeSlack, clock: Clock) -> None:
    await people_answer(slack, desk, clock, 3, 3, 3, 3, 3)
    event = await say(slack, desk, RETURN)

    await press(slack, desk, "reply_person", slack.replies_to(event)[-1], user=CUSTOMER)

    assert "They usually write within 5 minutes." in last(slack, event)


async def test_no_time_is_told_where_people_have_answered_few_cases_or_long_ago(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await people_answer(slack, bot, clock, 10, 10, 10, 10, 10)
    clock.forward(days=31)
    await people_answer(slack, bot, clock, 10, 10, 10)

    event = await say(slack, bot, PLEASE)

    assert "usually" not in last(slack, event)
    assert NO_REPEATING in last(slack, event)


async def test_cases_that_still_wait_count_with_the_time_they_have_waited(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await people_answer(slack, bot, clock, 10, 10, 10, 10, 10)
    for _ in range(7):
        await say(slack, bot, PLEASE)
    clock.forward(hours=30)

    event = await say(slack, bot, PLEASE)

    assert "They usually write within 2 days." in last(slack, event)


async def test_what_waits_already_is_told_shortly(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, PLEASE)
    await say(slack, bot, "I said I want to talk to a human being", under=event)

    assert "I have added this to your case CASE-1001" in last(slack, event)
    assert NO_REPEATING not in last(slack, event)
