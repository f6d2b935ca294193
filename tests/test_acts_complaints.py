"""A complaint about an order gets its status and a person; a plain question about one gets the status alone."""

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, last, say

COMPLAINTS = [
    "Order A-12345: the box was empty",
    "A-12345 came today. Two cups are missing.",
    "Order A-12345 says delivered but I never got it",
    "My order A-12345 arrived damaged",
    "I got the wrong item in order A-12345",
    "order A-12345 never came",
    "Where is A-12345? The tracking says delivered, nothing is here.",
    "half of order A-12345 is missing",
    "A-12345 arrived with the box crushed",
]


@pytest.mark.parametrize("text", COMPLAINTS)
async def test_a_complaint_about_an_order_gets_the_status_and_a_person(bot: Bot, slack: FakeSlack, text: str) -> None:
    event = await say(slack, bot, text)

    assert "Tracking number" in last(slack, event)
    assert "waits for a person from our support team" in last(slack, event)
    assert (await case_of(bot)).status == "escalated"


@pytest.mark.parametrize(
    "text",
    [
        "Where is my order A-12345?",
        "order A-12345 is not here yet",
        "Has A-12345 shipped? Also return the lamp, two screws are missing",
        "When will order A-12345 be delivered?",
    ],
)
async def test_a_plain_question_about_an_order_needs_no_person(bot: Bot, slack: FakeSlack, text: str) -> None:
    await say(slack, bot, text)

    assert (await case_of(bot)).status == "answered"


@pytest.mark.parametrize(
    "text", ["My package came and the box was empty", "My parcel says delivered but I never got it"]
)
async def test_a_complaint_about_an_order_without_its_number_gets_a_person(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    await say(slack, bot, text)

    assert (await case_of(bot)).status == "escalated"


async def test_a_complaint_that_a_model_leaves_out_of_its_plan_gets_a_person(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    task = {"query_type": "StatusUpdate", "order_id": "A-12345"}
    model.script("plan", Say({"tasks": [task], "leftovers": []}))
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url)) as bot:
        slack.delivery.bot_url = bot.url
        event = await say(slack, bot, "Order A-12345: the box was empty")

        assert "Tracking number" in last(slack, event)
        assert (await case_of(bot)).status == "escalated"
