"""What a later message means by the state that the conversation is in, not by its words alone; through the bot."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, last, rmas_of, say, tasks_of

ORDER = "Where is my order A-12345?"


@pytest.mark.parametrize(
    "then",
    [
        "Hm, that one is my flatmate's. Mine is A-54321",
        "I gave you my husband's. The right one is A-54321.",
        "my number would be A-54321",
    ],
)
async def test_after_a_look_up_the_number_that_is_ones_own_is_looked_up(bot: Bot, slack: FakeSlack, then: str) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, then, under=root)

    assert [task.order_id for task in await tasks_of(bot)] == ["A-12345", "A-54321"]
    assert (await case_of(bot)).status == "answered"


async def test_who_still_waits_for_somebody_is_not_taken_for_content(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to talk to a human")
    await say(slack, bot, "Is somebody coming? It's been a while.", under=root)

    assert (await case_of(bot)).status == "escalated"
    assert "no longer waits" not in last(slack, root)


async def test_a_story_beside_where_an_order_is_calls_nobody(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "I'd love to know how order A-12345 is doing, it's a pram and the twins are due in May.")

    assert (await case_of(bot)).status == "answered"


@pytest.mark.parametrize(
    ("answer", "product"),
    [
        ("I thought I had said. The waffle iron", "waffle iron"),
        ("we're talking about the bread maker", "bread maker"),
        ("it's a spiralizer", "spiralizer"),
    ],
)
async def test_which_product_is_answered_in_whatever_words(
    bot: Bot, slack: FakeSlack, answer: str, product: str
) -> None:
    root = await say(slack, bot, "Could you arrange for my latest purchase to be returned?")
    await say(slack, bot, answer, under=root)

    assert [rma.product_name for rma in await rmas_of(bot)] == [product]


@pytest.mark.parametrize("answer", ["hang on, the cat is on the keyboard", "I'm at work, the chair is at home"])
async def test_what_only_stands_in_the_way_of_an_answer_is_none(bot: Bot, slack: FakeSlack, answer: str) -> None:
    root = await say(slack, bot, "Could you arrange for my latest purchase to be returned?")
    await say(slack, bot, answer, under=root)

    assert await rmas_of(bot) == []


async def test_one_more_is_asked_for_politely_and_with_its_reason(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Please return the rucksack, a strap is torn.")
    await say(slack, bot, "Oh, and the water bottle too, please, it drips.", under=root)

    assert [rma.product_name for rma in await rmas_of(bot)] == ["rucksack", "water bottle"]
