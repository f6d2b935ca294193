"""Promise: who asks what can be done about a thing at fault is asked whether it goes back; a repair is a person's."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, last, rmas_of, say, tasks_of
from workflows.rules.escalation.wishes import wishes_repair
from workflows.rules.planning.candidates import candidates

BROKEN = "My lamp broke. What can be done about that?"


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("The zip on my daughter's school rucksack has come apart. What can be done about that?", "rucksack"),
        ("The zip on my rucksack has come apart. What can be done about that?", "rucksack"),
        ("The strap on our tent broke, can anything be done?", "tent"),
        ("The lamp stopped working. What do you suggest?", "lamp"),
        ("The kettle came apart. What can you do about it?", "kettle"),
        ("My son's tricycle broke. What can be done?", "tricycle"),
        ("My kettle leaks. Is there anything you can do?", "kettle"),
        ("My daughter's rucksack tore. what are my options?", "rucksack"),
    ],
)
def test_a_thing_at_fault_is_asked_about(text: str, thing: str) -> None:
    assert [(one.task.product_name, one.certainty) for one in candidates(text)] == [(thing, "likely")]


@pytest.mark.parametrize(
    "text",
    [
        "The lamp is lovely. What do you suggest for a bulb?",
        "My neighbour's lamp broke. What can be done about that?",
        "My daughter's friend's lamp broke. What can be done about it?",
        "The app does not open. What can be done about that?",
        "My lamp has gone out of stock. What do you recommend?",
        "My kettle broke. How can I repair it, what do you suggest?",
    ],
)
def test_advice_anothers_thing_and_a_program_are_not(text: str) -> None:
    assert candidates(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "I'd much prefer to have it mended, if that is something you do.",
        "I would rather have it fixed",
        "can I get it repaired?",
        "We want it to be mended",
        "Could I have the lamp repaired?",
        "I'd like a repair please",
        "Is there a way to get the strap re-stitched?",
        "we would love to see it mended",
    ],
)
async def test_a_wish_for_a_repair_is_a_persons_and_no_yes_to_a_return(bot: Bot, slack: FakeSlack, text: str) -> None:
    root = await say(slack, bot, BROKEN)
    await say(slack, bot, text, under=root)

    assert "I cannot arrange a repair myself." in last(slack, root)
    assert (await case_of(bot)).status == "escalated"
    assert [one.state for one in await tasks_of(bot)] == ["cancelled"]
    assert await rmas_of(bot) == []


async def test_a_yes_is_a_yes_as_ever(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, BROKEN)
    await say(slack, bot, "yes please", under=root)

    assert [one.product_name for one in await rmas_of(bot)] == ["lamp"]


@pytest.mark.parametrize(
    "text",
    [
        "I do not want it repaired",
        "Please get the invoice fixed",
        "I had it repaired last year",
        "the lamp is fixed now",
    ],
)
def test_what_is_denied_past_or_of_records_is_no_wish_for_a_repair(text: str) -> None:
    assert not wishes_repair(text)
