"""Where a case belongs is where its message was classified, and no follow-up makes something else of it."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.slack.cases.people import THREE_PARTS, cases_of, press
from tests.stored import case_of, say

CHARGED = "I was charged twice for my order A-12345 and I want a human now"


@pytest.mark.parametrize(
    ("text", "route"),
    [
        (CHARGED, "billing_inquiry"),
        ("Invoice question: can I get a refund for order A-12345?", "billing_inquiry"),
        (THREE_PARTS, "billing_inquiry"),
        ("Where is my order A-12345?", "general_question"),
        ("My router keeps disconnecting", "technical_support"),
        ("I want to talk to a human being please", "general_question"),
    ],
)
async def test_a_case_belongs_where_its_message_was_classified(
    bot: Bot, slack: FakeSlack, text: str, route: str
) -> None:
    await say(slack, bot, text)

    case = await case_of(bot)
    assert (case.route, case.language) == (route, "en")


async def test_a_follow_up_does_not_make_a_general_question_of_a_case(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, THREE_PARTS)

    routes = []
    for text in ("Which carrier is it?", "And where is order A-77777?", "My router keeps disconnecting"):
        await say(slack, bot, text, under=event)
        routes.append((await case_of(bot)).route)

    assert routes == ["billing_inquiry"] * 3


async def test_a_general_question_becomes_what_a_later_message_makes_of_it(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "Where is my order A-12345?")
    await say(slack, bot, "My invoice INV-7890 is too high", under=event)

    assert (await case_of(bot)).route == "billing_inquiry"


async def test_where_staff_say_it_belongs_it_stays(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "My router keeps disconnecting")
    modal = await cases_of(slack, bot, "1001")
    choice = {"selected_option": {"value": "CASE-1001:general_question:technical_support"}}
    await press(slack, bot, modal, "case_route", choice)

    await say(slack, bot, "It is still disconnecting all the time", under=event)

    assert (await case_of(bot)).route == "general_question"
