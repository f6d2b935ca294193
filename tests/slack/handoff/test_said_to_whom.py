"""In the thread of a case people speak to each other by name: to whom something is said decides what follows."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, STAFF, FakeSlack, Json, edited
from tests.slack.handoff.people import ORDER, PLEASE, RUTH
from tests.slack.handoff.test_unanswered import days_pass
from tests.stored import Clock, case_of, everything_stored, message_of, say

ASKED = "Hi, which invoice is it?"
TOLD = "it is INV-7890, and my whole account is locked now!"
LOOK = "can you have a look at this one? I am off to lunch"


@pytest.fixture
async def with_person(desk: Bot, slack: FakeSlack) -> Json:
    """A case that a person has, who waits for its customer's answer; its first message."""
    event = await say(slack, desk, PLEASE)
    await say(slack, desk, ASKED, user=STAFF, under=event)
    return event


@pytest.mark.parametrize("whom", [STAFF, RUTH, OTHER_CUSTOMER])
async def test_an_answer_that_names_whom_it_is_for_is_kept_and_a_person_owes_the_next_word(
    desk: Bot, slack: FakeSlack, clock: Clock, with_person: Json, whom: str
) -> None:
    replies = len(slack.replies_to(with_person))

    line = await say(slack, desk, f"<@{whom}> {TOLD}", under=with_person)
    case = await case_of(desk)
    await days_pass(desk, clock, 3.1, 4.1)

    assert await message_of(desk, line) is not None
    assert (case.asked_at, case.waits_since is None) == (None, False)
    assert (await case_of(desk)).status == "escalated"
    assert len(slack.replies_to(with_person)) == replies


async def test_what_others_say_to_each_other_in_a_thread_a_person_has_is_kept(
    desk: Bot, slack: FakeSlack, with_person: Json
) -> None:
    line = await say(slack, desk, f"<@{STAFF}> mine is locked as well", user=OTHER_CUSTOMER, under=with_person)

    kept = await message_of(desk, line)
    assert kept is not None
    assert kept.author_kind == "third"


async def test_a_line_to_staff_while_nobody_has_the_case_is_kept_and_answered_by_nobody(
    desk: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, desk, ORDER)
    before = await case_of(desk)

    line = await say(slack, desk, f"<@{STAFF}> the parcel is wet, who pays for that?", under=event)

    assert await message_of(desk, line) is not None
    assert len(slack.replies_to(event)) == 1
    assert (await case_of(desk)).status == before.status


@pytest.mark.parametrize("is_under", [True, False])
async def test_what_is_said_to_somebody_who_has_no_part_in_it_is_not_kept(
    desk: Bot, slack: FakeSlack, is_under: bool
) -> None:
    event = await say(slack, desk, ORDER if is_under else PLEASE)
    whom = OTHER_CUSTOMER if is_under else STAFF

    await say(slack, desk, f"<@{whom}> shall we have lunch at the zebra?", under=event if is_under else None)

    assert "zebra" not in await everything_stored(desk)


@pytest.mark.parametrize("whom", [f"<@{RUTH}>", "<!subteam^S0BILLING|@billing>", f"<@{RUTH}> <@{OTHER_CUSTOMER}>"])
async def test_what_staff_say_to_a_colleague_answers_nobody_and_asks_the_customer_nothing(
    desk: Bot, slack: FakeSlack, clock: Clock, whom: str
) -> None:
    event = await say(slack, desk, PLEASE)
    before, replies = await case_of(desk), len(slack.replies_to(event))

    line = await say(slack, desk, f"{whom} {LOOK}", user=STAFF, under=event)
    case = await case_of(desk)
    await days_pass(desk, clock, 3.1, 4.1)

    kept = await message_of(desk, line)
    assert kept is not None
    assert kept.author_kind == "colleague"
    assert (case.taken_over, case.assignee, case.asked_at) == (False, None, None)
    assert (case.waits_since, case.first_response_at) == (before.waits_since, before.first_response_at)
    assert len(slack.replies_to(event)) == replies


async def test_a_question_to_the_customer_stands_while_staff_speak_to_each_other(
    desk: Bot, slack: FakeSlack, with_person: Json
) -> None:
    before = await case_of(desk)

    await say(slack, desk, f"<@{RUTH}> {LOOK}", user=STAFF, under=with_person)

    after = await case_of(desk)
    assert (after.asked_at, after.nudged_at) == (before.asked_at, before.nudged_at)


@pytest.mark.parametrize(
    "text", [f"<@{CUSTOMER}> {ASKED}", f"<@{RUTH}> has it now. <@{CUSTOMER}>: which invoice is it?"]
)
async def test_staff_who_name_the_customer_speak_to_them(desk: Bot, slack: FakeSlack, text: str) -> None:
    event = await say(slack, desk, PLEASE)

    await say(slack, desk, text, user=STAFF, under=event)

    case = await case_of(desk)
    assert case.taken_over
    assert case.asked_at is not None


@pytest.mark.parametrize(
    ("first", "then", "asks"),
    [
        ("Which invoice is it?", "Found it. I will refund the 20 euros today and write here when it is done.", False),
        ("I am looking at it.", "I am looking at it. Which invoice is it?", True),
        ("Which invoice is it?", "Which invoice is it, please?", True),
        ("I will ask billing.", "I will ask billing. Why was it charged twice? I will find out.", False),
    ],
)
async def test_what_the_last_word_of_staff_asks_once_it_is_edited_is_what_the_customer_owes(
    desk: Bot, slack: FakeSlack, clock: Clock, first: str, then: str, asks: bool
) -> None:
    event = await say(slack, desk, PLEASE)
    line = await say(slack, desk, first, user=STAFF, under=event)
    replies = len(slack.replies_to(event))

    await slack.deliver(edited(line, then))
    await desk.idle()
    await days_pass(desk, clock, 3.1)

    assert len(slack.replies_to(event)) - replies == int(asks)


async def test_an_edit_of_what_was_answered_meanwhile_asks_nothing(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)
    line = await say(slack, desk, "I am looking at it.", user=STAFF, under=event)
    await say(slack, desk, TOLD, under=event)

    await slack.deliver(edited(line, ASKED))
    await desk.idle()

    assert (await case_of(desk)).asked_at is None
