"""Promise: an order that turns up while its number is awaited is asked after no more, and nobody is called for it."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, last, say, tasks_of

GLAD = "Good to hear."


@pytest.mark.parametrize(
    "then",
    [
        "oh never mind, doorbell just went and there it is",
        "scrap that, the postman is at the door",
        "Never mind! It came. It was order A-71105, everything is fine",
        "nvm it just arrived",
    ],
)
async def test_its_number_is_asked_for_no_more_and_nothing_is_looked_up(bot: Bot, slack: FakeSlack, then: str) -> None:
    root = await say(slack, bot, "need to find out where my order is")
    await say(slack, bot, then, under=root)
    assert GLAD in last(slack, root)

    await say(slack, bot, "it was A-71105 btw. all present and correct", under=root)

    assert GLAD in last(slack, root)
    assert [(one.order_id, one.state) for one in await tasks_of(bot)] == [(None, "cancelled")]
    assert (await case_of(bot)).status == "answered"


@pytest.mark.parametrize("then", ["it arrived and it is broken", "it turned up and the box is empty"])
async def test_what_came_wrong_is_a_complaint_as_ever(bot: Bot, slack: FakeSlack, then: str) -> None:
    root = await say(slack, bot, "need to find out where my order is")

    await say(slack, bot, then, under=root)

    assert (await case_of(bot)).status == "escalated"


async def test_a_number_that_is_told_without_more_is_looked_up_as_ever(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "need to find out where my order is")

    await say(slack, bot, "it was A-71105", under=root)

    assert [(one.order_id, one.state) for one in await tasks_of(bot)] == [("A-71105", "done")]


async def test_an_order_that_came_leaves_a_return_of_the_same_case_alone(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return the lamp, it hums. And where is my other order?")

    await say(slack, bot, "never mind, it just came", under=root)

    assert [(one.query_type, one.state) for one in await tasks_of(bot)] == [
        ("ProductReturn", "done"),
        ("StatusUpdate", "cancelled"),
    ]
    assert "Shall I cancel" not in last(slack, root)
