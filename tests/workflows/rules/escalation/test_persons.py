"""A wish for a person is one to speak with somebody, or for staff; what anybody may do is asked of the desk."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.rows import each_row
from tests.stored import case_of, investigations_of, last, say
from workflows.rules.escalation.persons import asks_for_person
from workflows.rules.planning.plan import make_plan
from workflows.rules.route import classify

ASKED_OF_THE_DESK = [
    "INV-1359 is miles above the quote you gave us. can someone check",
    "can someone look at INV-1359 please",
    "can somebody tell me where A-12345 is",
    "could someone sort this out",
    "could anyone look into it",
    "is there anyone who can tell me what this charge is",
    "can anybody explain this charge",
    "I need someone to look at this",
    "please have someone check it",
    "need somebody to sort out my order",
    "can someone confirm the delivery date",
    "would someone be able to check INV-1359",
    "Please get someone to check",
    "please find someone who can check",
    "could one of you look into this",
    "someone please fix my invoice",
    "can someone check why the parcel has not come",
    "can someone help me return this lamp",
]
TOLD = [
    "your agent told me to write here",
    "one of your reps said I would get 15% off",
    "I was talking to a rep and he promised 15% off",
    "there was an agent at the door",
    "there is a supervisor lock on it",
    "I give the representative the box tomorrow",
    "the driver didn't contact anyone",
    "I had someone call me about the refund, all good",
]
WISHED = [
    "I want to speak to someone",
    "can I talk to someone",
    "can someone call me",
    "can someone ring me",
    "can somebody phone me back please",
    "could someone from the team call me",
    "I need someone to call me",
    "is there a person I can speak to",
    "get me a human",
    "any human there",
    "is there a real person there",
    "have a human ring me about it",
    "please ask someone to contact me",
    "someone should contact me",
    "can someone get back to me about it",
    "i'd like someone to reach out to me",
    "can a human check this",
    "could a person look at it please",
    "can a real person look at this",
    "I need a person to check this",
    "could a member of staff look at this",
    "can someone check this and call me back",
    "your agent told me to write here, can I speak to someone",
    "I was on hold for an hour, call me back",
    "can someone help me",
]


def _wants_person(text: str) -> bool:
    return classify(text).wants_human or asks_for_person(text)


@each_row("text", ASKED_OF_THE_DESK)
def test_what_anybody_may_do_is_asked_of_the_desk(text: str) -> None:
    assert not _wants_person(text)


@each_row("text", TOLD)
def test_what_one_of_our_people_did_is_no_wish_for_one(text: str) -> None:
    assert not _wants_person(text)


@each_row("text", WISHED)
def test_who_wants_to_speak_with_somebody_or_with_staff_wants_a_person(text: str) -> None:
    assert _wants_person(text)


@each_row(
    "text",
    [
        "INV-1359 is miles above the quote you gave us. can someone check",
        "INV-1359 is miles above the quote you gave us. can you check",
        "INV-1359 is miles above the quote you gave us, could somebody take a look please",
        "INV-1359 is not what we shook hands on. Could one of you sort it out?",
        "On INV-1359 the hours are those of our neighbours. can anyone look into it, thanks",
        "INV-1359 came to our old office. Can someone look at it?",
        "INV-1359 has three nights on it, we stayed two. Can you please investigate?",
        "we stayed two nights, INV-1359 has three. will someone explain that",
    ],
)
def test_an_invoice_of_which_a_look_is_asked_right_after_is_looked_into(text: str) -> None:
    assert [one.invoice_number for one in make_plan(text).tasks] == ["INV-1359"]


@each_row(
    "text",
    [
        "I paid INV-1359 yesterday. Can someone tell me when you open?",
        "INV-1359 is fine, thanks. Can you check my kettle, it leaks",
        "INV-1359 is fine, can someone call me",
        "INV-1359 is all in order now. Thanks for looking into it",
        "can someone send me INV-1359 again",
        "We paid INV-1359 in May. Can you check my kettle?",
        "When is INV-1359 due? Can someone tell me",
        "INV-1359 is right after all, nobody need check it",
    ],
)
def test_a_look_at_something_else_opens_no_investigation(text: str) -> None:
    assert make_plan(text).tasks == []


@pytest.mark.parametrize(
    "text",
    [
        "INV-1359 is miles above the quote you gave us. can someone check",
        "can someone look at INV-1359, the VAT is wrong",
    ],
)
async def test_an_invoice_that_someone_shall_check_is_investigated_and_waits_for_nobody(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    root = await say(slack, bot, text)

    assert [one.invoice_number for one in await investigations_of(bot)] == ["INV-1359"]
    assert "waits for a person" not in last(slack, root)
    assert (await case_of(bot)).status == "answered"
