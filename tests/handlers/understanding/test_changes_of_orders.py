"""Another address, another day, an order cancelled: a person is called for it, and nobody may think that it is done."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, last, say

ORDER = "Where is my order A-12345?"


@pytest.mark.parametrize(
    "wish",
    [
        "I moved house. Please send order A-12345 to 3 Mill Lane instead of 9 Hill Road",
        "Can order A-12345 be delivered to my office rather than my flat?",
        "Could you hold order A-12345 until the 14th, we are away",
    ],
)
async def test_a_change_of_an_order_is_looked_up_and_handed_to_a_person(bot: Bot, slack: FakeSlack, wish: str) -> None:
    root = await say(slack, bot, wish)

    assert (await case_of(bot)).status == "escalated"
    assert "I cannot cancel or change anything myself" in last(slack, root)
    assert "Tracking number" in last(slack, root)


@pytest.mark.parametrize(
    "wish",
    [
        "Can you send order A-12345 to 12 Elm Street instead of 4 Oak Road?",
        "Please deliver order A-12345 on Friday instead",
        "Please cancel order A-12345",
    ],
)
async def test_what_was_asked_for_stands_before_how_the_order_stands(bot: Bot, slack: FakeSlack, wish: str) -> None:
    told = last(slack, await say(slack, bot, wish))

    assert told.index("I cannot cancel or change anything myself") < told.index("Tracking number")


@pytest.mark.parametrize("wish", ["can i change the delivery to saturday?", "can i add another cushion to it?"])
async def test_what_is_to_be_changed_of_an_order_that_was_told_goes_to_a_person(
    bot: Bot, slack: FakeSlack, wish: str
) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, wish, under=root)

    assert (await case_of(bot)).status == "escalated"
    assert "I cannot cancel or change anything myself" in last(slack, root)


async def test_a_question_when_it_comes_after_its_status_calls_nobody(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, "will it be delivered on saturday?", under=root)

    assert (await case_of(bot)).status == "answered"


@pytest.mark.parametrize(
    ("wish", "asked"),
    [
        ("please cancel my order A-90210, it was a mistake", "has it been cancelled?"),
        ("Please redirect order A-90210 to my neighbour", "did you change it?"),
        ("please delete all my data", "so is it deleted?"),
    ],
)
async def test_who_asks_if_it_was_done_hears_that_it_waits_for_a_person_and_no_status_again(
    bot: Bot, slack: FakeSlack, wish: str, asked: str
) -> None:
    root = await say(slack, bot, wish)
    await say(slack, bot, asked, under=root)

    assert "I have not: I cannot cancel or change anything myself." in last(slack, root)
    assert "Case CASE-1001 is waiting for a person" in last(slack, root)
    assert "Tracking number" not in last(slack, root)


async def test_of_a_return_the_desk_does_not_say_that_it_cannot_cancel_it(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return the lamp, it flickers")
    await say(slack, bot, "I want to talk to a human", under=root)
    await say(slack, bot, "has it been cancelled?", under=root)

    assert "I have not" not in last(slack, root)
