"""Promise: who only calls hears that we are here; a number with an apology is the one that was meant."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, last, say, tasks_of
from workflows.rules.corrections.number_alone import only_corrects
from workflows.rules.frame.openers import opener
from workflows.rules.planning.plan import make_plan


@pytest.mark.parametrize("call", ["Are you there?", "anyone there", "is anybody there", "hello, anyone here?"])
async def test_who_calls_before_any_hand_over_hears_that_we_are_here(bot: Bot, slack: FakeSlack, call: str) -> None:
    root = await say(slack, bot, "I want to return the fan, it hums")
    await say(slack, bot, call, under=root)

    assert last(slack, root).startswith("I am here.")
    assert (await case_of(bot)).status == "answered"


@pytest.mark.parametrize(
    "text", ["is anyone there who can help me", "anyone there to talk to me", "are you there on Sunday?", "you there"]
)
def test_what_says_more_is_no_call(text: str) -> None:
    assert (opener(text) == "call") is (text == "you there")


@pytest.mark.parametrize(
    "text",
    [
        "Ah. A-52091, sorry",
        "A-52091, sorry",
        "oh, it's A-52091, my mistake",
        "no, A-52091 - typo",
        "Hmm that isn't what I ordered at all. Ah. A-52091, sorry, my specs are in the van",
    ],
)
async def test_a_number_with_an_apology_is_looked_up_in_place_of_the_last(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    root = await say(slack, bot, "Where is A-52019?")
    await say(slack, bot, text, under=root)

    assert [one.order_id for one in await tasks_of(bot)] == ["A-52019", "A-52091"]
    assert "order A-52091 stands" in last(slack, root)


@pytest.mark.parametrize(
    "text",
    [
        "A-52091",
        "A-52091 came broken, sorry",
        "sorry, never mind A-52091",
        "A-52091 and A-52092, sorry",
        "sorry",
        "I am sorry about A-52091, it was returned",
    ],
)
def test_what_says_more_than_a_number_and_sorry_is_no_correction(text: str) -> None:
    assert not only_corrects(text)


async def test_another_order_that_came_broken_is_a_persons_though_its_number_is_near(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "Where is A-52019?")
    await say(slack, bot, "A-52091 came broken, sorry", under=root)

    assert (await case_of(bot)).status == "escalated"


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("I'm waiting for A-10011. Sorry, one more question: where is A-20022?", ["A-10011", "A-20022"]),
        ("Where is A-10011? Oh and another question, where is A-20022?", ["A-10011", "A-20022"]),
        ("Where is A-10011? Sorry, I mean A-20022", ["A-20022"]),
    ],
)
def test_one_more_question_takes_no_number_back(text: str, orders: list[str]) -> None:
    assert [one.order_id for one in make_plan(text).tasks][-len(orders) :] == orders
