"""Another question is answered though a person has the case, and is not the same question misunderstood twice."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import DM, FakeSlack, Message
from tests.handlers.faq.offered import GUIDE, offered, publish_each
from tests.stored import case_of, say

PERSON = "I want to talk to a human being please"
ADDED = "I have added this to your case"
NOT_SURE = "I am not sure about that"
TWICE = "I still do not understand"


async def last_in_dm(bot: Bot, slack: FakeSlack, *texts: str) -> Message:
    """Let the customer write these one after the other in the direct message; return the last reply."""
    for text in texts:
        await say(slack, bot, text, channel=DM)
    return slack.replies_in(DM)[-1]


async def test_another_question_gets_its_offers_while_a_person_is_waited_for(bot: Bot, slack: FakeSlack) -> None:
    await publish_each(bot, GUIDE)

    reply = await last_in_dm(bot, slack, PERSON, "who cleans the pram", "where can I put the pram?")

    assert "Bicycles and prams" in offered(reply)
    assert ADDED in reply.shown
    assert (await case_of(bot)).status == "escalated"


@pytest.mark.parametrize("text", ["i forgot my password", "my printer does not print"])
async def test_another_trouble_gets_its_first_help_while_a_person_is_waited_for(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    reply = await last_in_dm(bot, slack, "The driver was rude, I want to talk to a human", text)

    assert "here is what often helps" in reply.shown
    assert ADDED in reply.shown


@pytest.mark.parametrize(
    "texts",
    [
        (PERSON, "it is about the blue lamp"),
        (PERSON, "do you have a car park?"),  # nothing is known of it
        ("My printer is broken, I want to talk to a human", "the printer prints nothing but stripes"),
        ("My lamp is burning! I want to talk to a human", "i forgot my password"),  # first things first
    ],
)
async def test_what_goes_on_or_has_no_answer_is_only_added(bot: Bot, slack: FakeSlack, texts: tuple[str, ...]) -> None:
    reply = await last_in_dm(bot, slack, *texts)

    assert ADDED in reply.shown
    assert "often helps" not in reply.shown
    assert offered(reply) == {}


async def test_two_different_questions_are_not_one_that_was_misunderstood_twice(bot: Bot, slack: FakeSlack) -> None:
    reply = await last_in_dm(bot, slack, "do you repair scooters?", "is there a car park?")

    assert NOT_SURE in reply.shown
    assert (await case_of(bot)).status == "waiting"


@pytest.mark.parametrize(
    "texts",
    [
        ("do you repair scooters?", "scooters, do you mend them?"),
        ("do you repair scooters?", "the electric ones"),
        ("do you repair scooters?", "is there a car park?", "who sells balloons?"),
    ],
)
async def test_the_same_question_twice_or_a_third_in_a_row_goes_to_a_person(
    bot: Bot, slack: FakeSlack, texts: tuple[str, ...]
) -> None:
    reply = await last_in_dm(bot, slack, *texts)

    assert TWICE in reply.shown
    assert (await case_of(bot)).status == "escalated"


@pytest.mark.parametrize("text", ["HELLO", "good morning"])
async def test_who_greets_again_learns_that_a_person_has_the_case(bot: Bot, slack: FakeSlack, text: str) -> None:
    reply = await last_in_dm(bot, slack, PERSON, text)

    assert "CASE-1001 is waiting for a person" in reply.shown
    assert "What can I do for you" not in reply.shown


async def test_thanks_for_a_person_are_taken_as_thanks(bot: Bot, slack: FakeSlack) -> None:
    reply = await last_in_dm(bot, slack, PERSON, "thank you")

    assert "is waiting" not in reply.shown
