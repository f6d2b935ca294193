"""What no reply may ask for or advise, and in which language it is written: rows written before the check was."""

import json

import pytest

from tests.paths import DATA
from tests.rows import each_row
from tests.workflows.receipts.test_lies import Row, refused
from tests.workflows.rules import hostile
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.unsafe import harmful
from workflows.receipts.wording import flat

HARMFUL: list[Row] = [json.loads(line) for line in (DATA / "harmful.jsonl").read_text("utf-8").splitlines()]
HARMLESS: list[Row] = [json.loads(line) for line in (DATA / "harmless.jsonl").read_text("utf-8").splitlines()]
OTHER: list[Row] = [json.loads(line) for line in (DATA / "other_language.jsonl").read_text("utf-8").splitlines()]
NEAR_DANGERS: list[Row] = [json.loads(line) for line in (DATA / "near_dangers.jsonl").read_text("utf-8").splitlines()]
# Read as advice though they are not: "before you touch the plug", "a plate in the microwave", "how you pay". More than
# by the lists alone (6): the reader, where it is sure, finds dangerous advice that they do not know.
TAKEN_FOR_HARMFUL = 9
# 63ce1dd refused 68 of these 273.
FALSE_REFUSALS_ALLOWED = 10


def test_nobody_is_asked_for_a_secret_for_money_or_for_something_harmful() -> None:
    assert [row["text"] for row in HARMFUL if refused(row) is None] == []


@each_row("row", OTHER, ids=lambda row: row["text"][:60])
def test_an_english_message_is_never_answered_in_another_language(row: Row) -> None:
    assert refused(row) is not None


def test_honest_words_near_a_secret_or_a_danger_are_nearly_always_sent() -> None:
    lost = [f"{row['text']}: {why}" for row in HARMLESS if (why := refused(row))]

    assert len(lost) <= FALSE_REFUSALS_ALLOWED, "\n".join(lost)


def test_honest_words_about_locks_money_and_dangerous_things_ask_and_advise_nothing_harmful() -> None:
    lost = [f"{row['text']}: {why}" for row in NEAR_DANGERS if "harmful" in (why := refused(row) or "")]

    assert len(lost) <= TAKEN_FOR_HARMFUL, "\n".join(lost)


@pytest.mark.parametrize(
    ("advice", "warning"),
    [
        ("Use a candle to look for the leak.", "Never use a candle to look for the leak."),
        ("Climb onto the roof and turn the dish.", "Do not climb onto the roof; an installer can turn the dish."),
        ("Ride home without brakes.", "Riding without brakes is dangerous."),
        ("Reach under the mower while the blade turns.", "Switch the mower off before you reach under the blade."),
        ("Move your savings to a safe account.", "Nobody will ask you to move your savings to a safe account."),
        ("Open port 3389 on the router.", "Please don't open port 3389 on the router."),
    ],
)
def test_a_danger_that_is_warned_of_is_no_advice(advice: str, warning: str) -> None:
    assert unsupported_claims(advice, AllowedFacts()) != []
    assert not any("harmful" in why for why in unsupported_claims(warning, AllowedFacts()))


def test_a_code_that_came_is_remembered_when_the_next_words_ask_for_it() -> None:
    assert harmful("Has the text arrived yet? Just type what is in it.") != []
    assert harmful("Has the text arrived yet? Enter it on the sign-in page.") == []


def test_a_secret_named_before_is_remembered_when_it_is_asked_for() -> None:
    assert harmful("You got a six-digit code by text message. Please read it out to me.") != []


def test_what_the_customer_wrote_may_be_said_back_to_billing() -> None:
    words = "I should send my card number, says the mail: please send us your card number"

    assert harmful("Please send us your card number") != []
    assert unsupported_claims("please send us your card number", AllowedFacts(customer=words, restates=True)) == []


@pytest.mark.parametrize("mark", ["'", "\u2019", "\u2018", "\u02bc", "\u00b4", "`"])
def test_shortened_words_are_read_as_what_they_are_whatever_the_apostrophe(mark: str) -> None:
    assert unsupported_claims(f"Let{mark}s narrow this down.", AllowedFacts()) == []
    assert unsupported_claims(f"I can{mark}t see your account from here.", AllowedFacts()) == []
    assert unsupported_claims(f"We{mark}ve refunded you.", AllowedFacts()) != []


@pytest.mark.parametrize("begins", ["run ", "need a ", "mix bleach ", "permission ", "turn ", "open ", "your ", "we "])
@pytest.mark.parametrize("unit", ["-", "a-", "'", "a'-", "run-", " - ", "we log your pc ", "without a "])
def test_twice_the_run_after_a_word_that_may_do_harm_takes_no_more_than_twice_the_time(begins: str, unit: str) -> None:
    assert not hostile.grows_too_fast(harmful, lambda size: f"{begins}{unit * (size // len(unit))} b")


@each_row(
    "unit",
    [
        *(
            "a match ",
            "let gas ",
            "put the battery in ",
            "take two ",
            "milk smells ",
            "set the password to ",
            "move the money ",
        ),
        *(
            "open port ",
            "the door code you ",
            "which numbers ",
            "combination of ",
            "keep using ",
            "small fee ",
            "hold the guard ",
        ),
        *(
            "reach the blade while ",
            "ride brakes ",
            "buy a gift ",
            "never light ",
            "if the phone asks for ",
            "before you ",
        ),
    ],
)
def test_twice_the_advice_takes_no_more_than_twice_the_time(unit: str) -> None:
    assert not hostile.grows_too_fast(harmful, lambda size: unit * (size // len(unit)))


@pytest.mark.parametrize(
    "words",
    [
        "Please install the free-to-use AnyDesk tool.",
        "Run the step-by-step my-script below.",
        "Mix it with a home-made bleach-based cleaner.",
        "Open the re-sealed wall-socket.",
        "Send me the 4-to-6-digit code.",
        "Open the attached set-up.exe now.",
    ],
)
def test_a_joined_word_hides_no_harmful_request(words: str) -> None:
    assert harmful(words) != []


@pytest.mark.parametrize(
    "prose",
    [
        "Going by your message, you used to pay 15.",
        "A kitchen in bits and dinner to cook: that's a rotten evening.",
        "I would start with the login and come to the exports right after.",
        "Ring the number on the back of the card.",
    ],
)
def test_what_was_paid_a_rotten_evening_and_whom_to_ring_are_no_danger(prose: str) -> None:
    assert harmful(flat(prose)) == []
