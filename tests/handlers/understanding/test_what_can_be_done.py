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


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("the music stand I got from you wobbles. Is there anything to be done?", "music stand"),
        ("The suitcase wheel came off on day two, is there anything you can do?", "suitcase"),
        ("The cymbal stand you sold me wobbles. Anything to be done?", "cymbal stand"),
        ("could you lot repair my bike trailer? zip on the rain cover has come off", "bike trailer"),
        ("Do you do repairs? My coffee grinder's handle broke off.", "coffee grinder"),
        ("would you mend the zip on my suitcase", "suitcase"),
        ("Can the toaster be repaired, it only heats on one side", "toaster"),
        ("Can you fix it? My toaster only heats one side", "toaster"),
        ("is my kettle repairable? it leaks", "kettle"),
        ("got the hiking boots in a 42 and my toes hurt. any chance of swapping for a 43?", "hiking boots"),
        ("any chance of changing the hiking trousers for the longer leg?", "hiking trousers"),
        ("Could I get the kids' wellies in a 12 instead of an 11?", "wellies"),
        ("I ordered the mug in blue, could I have green instead?", "mug"),
        ("any way to trade the desk lamp in for the black one?", "desk lamp"),
    ],
)
async def test_who_would_have_it_mended_or_otherwise_is_asked_and_answers_yes_or_no(
    bot: Bot, slack: FakeSlack, text: str, thing: str
) -> None:
    root = await say(slack, bot, text)
    asked = last(slack, root)
    await say(slack, bot, "nah leave it", under=root)

    assert f"Would you like to return the {thing}?" in asked
    assert (await case_of(bot)).status == "answered"
    assert await rmas_of(bot) == []


async def test_who_asks_for_an_exchange_is_told_that_a_person_can_and_yes_returns_it(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "my hiking boots are a 42. any chance of swapping for a 43?")
    asked = last(slack, root)
    await say(slack, bot, "right so. yes please, let's do that.", under=root)

    assert "I cannot exchange anything myself" in asked
    assert [one.product_name for one in await rmas_of(bot)] == ["hiking boots"]


@pytest.mark.parametrize(
    "text",
    [
        "do you repair bikes?",
        "please repair your website, my cart is empty",
        "can you fix my account",
        "my neighbour's lamp broke, can you repair it?",
        "could I have my tea with milk instead",
        "can I swap shifts with someone at your shop",
        "The courier you sent me was rude. Anything to be done?",
        "would you fix the date of the delivery for Monday",
    ],
)
def test_what_is_no_thing_of_ones_own_is_not_asked_about(text: str) -> None:
    assert candidates(text) == ()
