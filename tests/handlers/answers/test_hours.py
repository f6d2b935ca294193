"""Who asks when people are there is told the hours that are set; where none are set, nothing is made up."""

from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import FakeSlack
from tests.stored import Clock, last, say
from workflows.rules.escalation.opening_hours import asks_about_hours

WEEK = "Monday to Friday 09:00\N{EN DASH}17:00, Saturday 10:00\N{EN DASH}13:00 (Europe/Berlin)"


@pytest.fixture
async def with_hours(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> AsyncIterator[Bot]:
    hours = {"working_hours": "Mon-Fri 09:00-17:00, Sat 10:00-13:00", "time_zone": "Europe/Berlin", "holidays": "DE"}
    async with open_bot(settings_for(**hours), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("when are you open", f"People of our support team are there {WEEK}."),
        ("opening hours?", WEEK),
        ("what are your hours", WEEK),
        ("are you there on Saturday?", "people of our support team are there 10:00\N{EN DASH}13:00. As a rule"),
        ("is anybody there on Sunday?", "nobody of our support team is there. As a rule they are there"),
        ("Are you open on Christmas?", "25 December"),
        ("hi, do you work on weekends?", "nobody of our support team is there"),
    ],
)
async def test_the_hours_that_are_set_are_told(with_hours: Bot, slack: FakeSlack, asked: str, shown: str) -> None:
    root = await say(slack, with_hours, asked)

    assert shown in last(slack, root)


async def test_without_hours_the_desk_is_honest_and_offers_a_person(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "when are you open?")

    assert "I am not sure about that" in last(slack, root)
    assert "a person" in last(slack, root)


@pytest.mark.parametrize(
    "text",
    [
        "are you there?",
        "When does the shop open?",
        "are you open to suggestions?",
        "can I change my opening hours in the app?",
        "Where is my order? When are you open?",
        "Is there an open ticket?",
    ],
)
def test_what_asks_for_something_else_is_no_question_about_hours(text: str) -> None:
    assert asks_about_hours(text) is None
