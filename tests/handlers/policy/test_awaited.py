"""Promises about what is awaited: only what can be an answer fills it, and it stays awaited beside anything else."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import BOT_USER, OTHER_CUSTOMER, FakeSlack
from tests.stored import case_of, investigations_of, last, rmas_of, say, tasks_of

LAMPS = "I bought a red lamp and a blue lamp from you. I want to return something."
MISTAKE = "There is a mistake on my invoice, please have a look"


async def returned(bot: Bot) -> list[tuple[str, str]]:
    return [(one.product_name, one.reason) for one in await rmas_of(bot)]


async def test_the_red_one_is_the_red_lamp_that_was_named_before(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, LAMPS)
    await say(slack, bot, "the red one, it hums", under=root)

    assert await returned(bot) == [("red lamp", "it hums")]
    assert len(await tasks_of(bot)) == 1


async def test_both_are_the_two_things_that_were_named_before(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, LAMPS)
    await say(slack, bot, "both, they hum", under=root)

    assert await returned(bot) == [("red lamp", "they hum"), ("blue lamp", "they hum")]


@pytest.mark.parametrize("answer", ["the green one", "the small one", "it's the one ending 345", "not sure"])
async def test_what_fits_nothing_that_was_named_is_asked_again(bot: Bot, slack: FakeSlack, answer: str) -> None:
    root = await say(slack, bot, LAMPS)
    await say(slack, bot, answer, under=root)

    assert "Which product would you like to return?" in last(slack, root)
    assert await returned(bot) == []
    assert (await case_of(bot)).awaiting == "task:1"


async def test_what_somebody_else_named_is_not_meant(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return something")
    await say(slack, bot, f"<@{BOT_USER}> is the red lamp in stock?", user=OTHER_CUSTOMER, under=root)
    await say(slack, bot, "the red one", under=root)

    assert await returned(bot) == []


async def test_a_return_that_is_said_to_be_for_a_thing_is_its_return(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I need to return an item")
    await say(slack, bot, "and the return is for the picture frame, the glass was cracked", under=root)

    assert await returned(bot) == [("picture frame", "the glass was cracked")]


async def test_an_invoice_that_is_wrong_is_asked_for_by_its_number_and_investigated_for_what_was_said(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, MISTAKE)
    asked = last(slack, root)
    await say(slack, bot, "I think it's INV-2219", under=root)

    [found] = await investigations_of(bot)
    assert "invoice number" in asked
    assert (found.invoice_number, found.concern) == ("INV-2219", "There is a mistake on my invoice")


@pytest.mark.parametrize("first", ["I was charged too much this month", "Can I get a copy of my invoice?"])
async def test_an_invoice_of_which_nothing_is_wrong_is_not_investigated(bot: Bot, slack: FakeSlack, first: str) -> None:
    root = await say(slack, bot, first)
    await say(slack, bot, "I think it's INV-2219", under=root)

    assert await investigations_of(bot) == []


@pytest.mark.parametrize(
    "question", ["When does the shop open?", "Do you ship to France?", "How do I reset my password?"]
)
async def test_a_question_beside_what_is_awaited_is_answered_and_it_stays_awaited(
    bot: Bot, slack: FakeSlack, question: str
) -> None:
    root = await say(slack, bot, "I want to return something")
    await say(slack, bot, question, under=root)
    between = (await case_of(bot)).awaiting
    await say(slack, bot, "the kettle, it leaks", under=root)

    assert between == "task:1"
    assert await returned(bot) == [("kettle", "it leaks")]
    assert len(await tasks_of(bot)) == 1


async def test_of_an_answer_that_corrects_itself_only_what_is_meant_is_returned(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return something")
    await say(slack, bot, "the drone... no, not the drone, the gimbal, it shakes", under=root)

    assert await returned(bot) == [("gimbal", "it shakes")]


async def test_a_product_that_is_taken_back_without_another_leaves_the_question_open(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "I want to return something")
    await say(slack, bot, "The kettle. No, wait, let me check.", under=root)
    waits = last(slack, root)
    await say(slack, bot, "the toaster", under=root)

    assert "I still need what I asked for" in waits
    assert await returned(bot) == [("toaster", "not stated")]


async def test_one_more_invoice_is_investigated_for_what_was_said_of_it_when_its_number_is_found(
    bot: Bot, slack: FakeSlack
) -> None:
    both = (
        "INV-3377 charges VAT twice, please check. Another invoice has a wrong fee on it, I don't have that paper here"
    )
    root = await say(slack, bot, both)
    asked = last(slack, root)
    await say(slack, bot, "Found it: INV-3391", under=root)

    opened = await investigations_of(bot)
    assert "the invoice number" in asked
    assert [one.invoice_number for one in opened] == ["INV-3377", "INV-3391"]
    assert "wrong fee" in opened[1].concern
