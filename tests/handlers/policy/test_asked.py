"""Promises about what is only likely to be wanted: it is asked, once, and nothing is done before a yes."""

from copy import deepcopy

import pytest

from bot.slack.answer_buttons import NO, YES
from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, FakeSlack, Json, Message
from tests.slack.handoff.people import labels, press, told
from tests.stored import Clock, case_of, last, rmas_of, say, tasks_of

LIKELY = "The stroller isn't for us, it is too wide."
QUESTION = "Would you like to return the stroller? Please answer yes or no."
PERSON = "Talk to a person"
BUTTONS = ["Yes", "No, something else", PERSON]


@pytest.fixture
async def asked(bot: Bot, slack: FakeSlack) -> Json:
    """A message whose wish is only likely: it has been asked about."""
    return await say(slack, bot, LIKELY)


def question(slack: FakeSlack, event: Json) -> Message:
    return slack.replies_to(event)[0]


async def states(bot: Bot) -> list[tuple[str | None, str]]:
    return [(task.product_name, task.state) for task in await tasks_of(bot)]


async def test_what_is_only_likely_is_asked_in_words_and_with_buttons(bot: Bot, slack: FakeSlack, asked: Json) -> None:
    assert QUESTION in last(slack, asked)
    assert labels(question(slack, asked)) == BUTTONS
    assert await rmas_of(bot) == []
    assert await states(bot) == [("stroller", "asked")]
    assert ((await case_of(bot)).status, (await case_of(bot)).awaiting) == ("waiting", "task:1")


async def test_what_is_wrong_with_a_thing_asked_about_is_no_complaint_about_an_order(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, bot, f"{LIKELY} And where is my order A-12345?")

    assert QUESTION in last(slack, event)
    assert "Tracking number" in last(slack, event)
    assert (await case_of(bot)).status == "waiting"


async def test_a_yes_in_words_does_it(bot: Bot, slack: FakeSlack, asked: Json) -> None:
    await say(slack, bot, "yes please", under=asked)

    [rma] = await rmas_of(bot)
    assert rma.number in last(slack, asked)
    assert await states(bot) == [("stroller", "done")]


@pytest.mark.parametrize("words", ["ok thanks", "yeah right", "no, yes, do it"])
async def test_thanks_and_what_says_both_do_nothing_and_the_question_stands(
    bot: Bot, slack: FakeSlack, asked: Json, words: str
) -> None:
    await say(slack, bot, words, under=asked)
    assert await rmas_of(bot) == []

    await say(slack, bot, "yes", under=asked)

    assert await states(bot) == [("stroller", "done")]


async def test_the_reason_that_was_stated_before_the_question_is_the_reason_of_the_return(
    bot: Bot, slack: FakeSlack, asked: Json
) -> None:
    await say(slack, bot, "yes please", under=asked)

    assert [task.reason_for_return for task in await tasks_of(bot)] == ["it is too wide"]
    assert "it is too wide" in last(slack, asked)


async def test_a_yes_days_later_does_it_too(bot: Bot, slack: FakeSlack, asked: Json, clock: Clock) -> None:
    clock.forward(days=5)

    await say(slack, bot, "Yes.", under=asked)

    assert len(await rmas_of(bot)) == 1


async def test_a_press_of_yes_does_it_and_the_question_shows_the_answer(
    bot: Bot, slack: FakeSlack, asked: Json
) -> None:
    status = await press(slack, bot, YES, question(slack, asked), user=CUSTOMER)

    assert status == 200
    [rma] = await rmas_of(bot)
    assert rma.number in last(slack, asked)
    assert "You answered: Yes" in question(slack, asked).shown
    assert labels(question(slack, asked)) == [PERSON]


async def test_a_no_leaves_it(bot: Bot, slack: FakeSlack, asked: Json) -> None:
    await press(slack, bot, NO, question(slack, asked), user=CUSTOMER)

    assert await rmas_of(bot) == []
    assert await states(bot) == [("stroller", "cancelled")]
    assert "I leave it" in last(slack, asked)
    assert (await case_of(bot)).awaiting is None


async def test_no_and_another_thing_returns_that(bot: Bot, slack: FakeSlack, asked: Json) -> None:
    await say(slack, bot, "no, the chair", under=asked)

    assert [rma.product_name for rma in await rmas_of(bot)] == ["chair"]
    assert await states(bot) == [("stroller", "cancelled"), ("chair", "done")]


async def test_what_is_said_of_something_else_is_answered_and_the_question_stays_open(
    bot: Bot, slack: FakeSlack, asked: Json
) -> None:
    await say(slack, bot, "Where is my order A-12345?", under=asked)
    await say(slack, bot, "yes, go ahead", under=asked)

    assert [rma.product_name for rma in await rmas_of(bot)] == ["stroller"]
    assert sum(QUESTION in reply.shown for reply in slack.replies_to(asked)) == 1


async def test_the_wish_said_plainly_does_what_was_asked_about(bot: Bot, slack: FakeSlack, asked: Json) -> None:
    await say(slack, bot, "I want to return the stroller", under=asked)

    assert await states(bot) == [("stroller", "done")]


async def test_nobody_else_answers_for_the_one_who_was_asked(bot: Bot, slack: FakeSlack, asked: Json) -> None:
    await press(slack, bot, YES, question(slack, asked), user=OTHER_CUSTOMER)

    assert await rmas_of(bot) == []
    assert "Only the person who was asked" in told(slack, OTHER_CUSTOMER)[0]


@pytest.mark.parametrize("value", ["", "x", "-1", "0", "999", "1:1", "1" * 16, "\u0661"])
async def test_a_forged_press_does_nothing_and_is_told_so(bot: Bot, slack: FakeSlack, asked: Json, value: str) -> None:
    await press(slack, bot, YES, question(slack, asked), user=CUSTOMER, value=value)

    assert (await rmas_of(bot), await states(bot)) == ([], [("stroller", "asked")])
    assert len(told(slack, CUSTOMER)) == 1
    assert len(slack.replies_to(asked)) == 1


async def test_a_question_is_answered_once(bot: Bot, slack: FakeSlack, asked: Json) -> None:
    as_it_was = deepcopy(question(slack, asked))
    await press(slack, bot, YES, question(slack, asked), user=CUSTOMER)

    await press(slack, bot, YES, as_it_was, user=CUSTOMER)

    assert len(await rmas_of(bot)) == 1
    assert "answered already" in told(slack, CUSTOMER)[0]


@pytest.mark.parametrize(
    ("said", "product", "reason"),
    [
        ("These hiking boots don't fit me, what can we do about that?", "hiking boots", "don't fit me"),
        ("You sent me the wrong kettle.", "kettle", "wrong kettle"),
        ("The drone keeps losing its signal and I've had enough of it.", "drone", "keeps losing its signal"),
        ("The toaster should probably go back to you.", "toaster", None),
        ("We might send the tent back, it leaks.", "tent", "it leaks"),
        ("I bought the pram from you. I want my money back.", "pram", None),
        ("Can we have the curtains exchanged? They are too short.", "curtains", "They are too short"),
    ],
)
async def test_a_yes_returns_what_is_wrong_for_its_buyer_or_has_to_go_with_the_reason_it_was_said_with(
    bot: Bot, slack: FakeSlack, said: str, product: str, reason: str | None
) -> None:
    event = await say(slack, bot, said)
    assert f"Would you like to return the {product}?" in last(slack, event)
    assert await rmas_of(bot) == []

    await say(slack, bot, "ok, let's do it", under=event)

    assert [rma.product_name for rma in await rmas_of(bot)] == [product]
    assert [(task.reason_for_return, task.state) for task in await tasks_of(bot)] == [(reason, "done")]


async def test_an_invoice_that_is_not_understood_is_looked_into_after_a_yes(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "What is INV-3390 for?")
    assert "Would you like to have invoice INV-3390 looked into?" in last(slack, event)
    assert [(task.invoice_number, task.state) for task in await tasks_of(bot)] == [("INV-3390", "asked")]

    await say(slack, bot, "yes, please check it", under=event)

    assert [(task.invoice_number, task.state) for task in await tasks_of(bot)] == [("INV-3390", "done")]
    assert "INV-3390" in last(slack, event)


async def test_which_of_several_things_is_meant_is_asked_for_and_only_that_one_goes_back(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, bot, "I'd like to send back either the lamp or the chair")
    assert "Which product would you like to return?" in last(slack, event)

    await say(slack, bot, "the chair", under=event)

    assert [rma.product_name for rma in await rmas_of(bot)] == ["chair"]


async def test_a_no_to_what_does_not_fit_calls_no_person(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "The headphones I ordered are the wrong colour.")

    await say(slack, bot, "no thanks, I'll keep them after all", under=event)

    assert await states(bot) == [("headphones", "cancelled")]
    assert (await case_of(bot)).status != "escalated"
