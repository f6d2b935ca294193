"""An account number that is told without being asked for is kept and acknowledged; only what is said to be theirs."""

from collections.abc import Callable

import pytest

from bot.wiring import Bot
from tests.fakes.slack import DM, FakeSlack, Json, message
from tests.fakes.slack.kinds import forward, snippet
from tests.rows import each_row
from tests.stored import Clock, case_of, customer_of, investigations_of, last, rmas_of, say, tasks_of
from workflows.rules.lookups.account_numbers import account_told

TOLD = [
    ("My account number is 7720415", "7720415", ""),
    ("Account number is 440917.", "440917", ""),
    ("acct no 30118", "30118", ""),
    ("A/C no 30118", "30118", ""),
    ("acc no. 30118", "30118", ""),
    ("customer number 30118 by the way", "30118", ""),
    ("our customer id is 4711-220", "4711-220", ""),
    ("my account no. is 4711 2233", "47112233", ""),
    ("in case you need it, my account number is 30118", "30118", ""),
    ("for reference: account 3011855", "3011855", ""),
    ("30118 is my account number", "30118", ""),
    ("I'm customer 30118", "30118", ""),
    ("account number 5520316 here. INV-8807 lists a trimmer", "5520316", "INV-8807 lists a trimmer"),
    ("Where is A-12345? My account number is 30118", "30118", "Where is A-12345?"),
    ("INV-2750 account no 30118", "30118", "INV-2750"),
    ("30118 is our customer number, INV-2 is too high", "30118", "INV-2 is too high"),
    ("the lamp, and my account no is 30118", "30118", "the lamp,"),
]
NOT_THEIRS = [
    "my neighbour's account number is 30118",
    "his account number is 30118",
    "account number 30118 is my sister's",
    "my old account number was 30118",
    "is my account number 30118?",
    "what is the account number 30118 for?",
    "Why is account number 30118 on my invoice?",
    "it was charged to account number 30118",
    "please pay the refund to account number 12345678",
    "my bank account number is 30118855",
    "My account number is 30118855. Sort code 20-00-00",
    "please delete account number 30118",
    "I used to have account number 30118",
    "my account number is not 30118",
    "My account number is 30118 or 30119",
    "my account was charged 30118 euros",
    "order number 30118",
]


@each_row(("text", "number", "rest"), TOLD)
def test_an_account_number_is_read_where_it_is_said_to_be_the_writers(text: str, number: str, rest: str) -> None:
    assert account_told(text) == (number, rest)


@each_row("text", NOT_THEIRS)
def test_no_number_is_read_as_the_writers_that_is_somebody_elses_or_asked_about(text: str) -> None:
    assert account_told(text) is None


async def test_an_account_number_told_after_an_investigation_is_kept_and_calls_nobody(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "INV-4418 is too high, please check it")
    await say(slack, bot, "My account number is 7720415", under=root)

    assert "I have noted your account number 7720415" in last(slack, root)
    assert (await customer_of(bot)).account_number == "7720415"
    assert (await case_of(bot)).status == "answered"
    assert [one.query_type for one in await tasks_of(bot)] == ["BillingInquiry"]


async def test_an_account_number_before_a_request_is_kept_and_the_request_done(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Hello, account number 5520316 here. INV-8807 lists a trimmer we never ordered.")

    assert [one.invoice_number for one in await investigations_of(bot)] == ["INV-8807"]
    assert "account number 5520316" in last(slack, root)
    assert (await customer_of(bot)).account_number == "5520316"
    assert (await case_of(bot)).status == "answered"


async def test_an_account_number_leaves_the_question_for_the_product_open(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return something")
    await say(slack, bot, "my account number is 30118, thanks", under=root)
    noted, status = last(slack, root), (await case_of(bot)).status
    await say(slack, bot, "the lamp", under=root)

    assert "I have noted your account number 30118" in noted
    assert status == "waiting"
    assert [one.product_name for one in await rmas_of(bot)] == ["lamp"]


async def test_an_account_number_beside_a_question_about_what_was_told_is_kept_too(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return the lamp, it flickers")
    await say(slack, bot, "Where do I send it? My account number is 30118", under=root)

    assert "Shipping instructions" in last(slack, root)
    assert (await customer_of(bot)).account_number == "30118"


async def test_an_account_number_beside_a_yes_answers_the_question_as_well(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return the lamp, it flickers")
    await say(slack, bot, "cancel that return", under=root)
    await say(slack, bot, "yes, my account number is 30118", under=root)

    assert [one.state for one in await rmas_of(bot)] == ["cancelled"]
    assert (await customer_of(bot)).account_number == "30118"


async def test_an_account_number_that_was_asked_for_still_brings_a_person(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Why was I charged twice this month?")
    await say(slack, bot, "My account number is 30118", under=root)

    assert "I have noted your account number 30118" in last(slack, root)
    assert (await case_of(bot)).status == "escalated"


async def test_an_account_number_told_to_a_case_that_waits_for_a_person_is_kept_for_them(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "I want to talk to a human")
    await say(slack, bot, "account 7720415 if you need it", under=root)

    assert "I have noted your account number 7720415" in last(slack, root)
    assert (await customer_of(bot)).account_number == "7720415"


async def test_the_account_number_of_somebody_else_is_not_kept(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "My neighbour's account number is 30118, his invoice came to us")

    assert (await customer_of(bot)).account_number is None


COLLEAGUES = "My account number is A-999888 and I was billed twice as well."
CHARGED = "I was charged twice this month, please look at this"
PASSED_ON: dict[str, Callable[[], Json]] = {
    "forward": lambda: forward(COLLEAGUES, CHARGED, channel=DM),
    "snippet": lambda: message(CHARGED, channel=DM, files=[snippet("mail.txt", COLLEAGUES)]),
}


@pytest.fixture
async def known(bot: Bot, slack: FakeSlack, clock: Clock) -> Bot:
    """The bot, some hours after it was told an account number."""
    await say(slack, bot, "I have a question about my last charge, my account number is 47110815", channel=DM)
    clock.forward(hours=2)
    return bot


@pytest.mark.parametrize("event", PASSED_ON.values(), ids=PASSED_ON)
async def test_an_account_number_in_what_is_passed_on_takes_nobodys_place(
    known: Bot, slack: FakeSlack, event: Callable[[], Json]
) -> None:
    await slack.deliver(event())
    await known.idle()

    assert "your account number 47110815" in slack.posts_in(DM)[-1].shown
    assert (await customer_of(known)).account_number == "47110815"


@pytest.mark.parametrize("event", PASSED_ON.values(), ids=PASSED_ON)
async def test_an_account_number_in_what_is_passed_on_is_not_taken_for_the_writers(
    bot: Bot, slack: FakeSlack, event: Callable[[], Json]
) -> None:
    await slack.deliver(event())
    await bot.idle()

    assert (await customer_of(bot)).account_number is None
    assert "what is your account number?" in slack.posts_in(DM)[-1].shown


async def test_an_account_number_that_is_only_asked_about_does_not_replace_the_one_on_file(
    known: Bot, slack: FakeSlack
) -> None:
    await say(slack, known, "Why was I charged twice? It says account number 30118 there, is that me?", channel=DM)

    assert (await customer_of(known)).account_number == "47110815"


async def test_an_account_number_that_is_told_as_theirs_replaces_the_one_on_file(known: Bot, slack: FakeSlack) -> None:
    await say(slack, known, "Sorry, my account number is 30118", channel=DM)

    assert (await customer_of(known)).account_number == "30118"


@pytest.mark.parametrize(
    "text", ["Found it, 30177264", "got it: 30177264", "ah, I found it now. 30177264", "there it is: 30177264, thanks"]
)
async def test_a_number_that_was_asked_for_and_is_found_is_noted(bot: Bot, slack: FakeSlack, text: str) -> None:
    root = await say(slack, bot, "Why has my monthly fee gone up?")
    await say(slack, bot, text, under=root)

    assert "I have noted your account number 30177264" in last(slack, root)
    assert (await customer_of(bot)).account_number == "30177264"


@pytest.mark.parametrize("text", ["Found it, 30177264 is on the invoice of last year", "it came on 30177264 days"])
async def test_a_number_with_more_said_of_it_is_not_only_that(bot: Bot, slack: FakeSlack, text: str) -> None:
    root = await say(slack, bot, "Why has my monthly fee gone up?")
    await say(slack, bot, text, under=root)

    assert (await customer_of(bot)).account_number is None
