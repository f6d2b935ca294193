"""What no reply may ask for or advise, and in which language it is written: rows written before the check was."""

import json

import pytest

from tests import hostile
from tests.test_lies import DATA, Row, refused
from workflows.receipts import Licence, unproved
from workflows.unsafe import harmful

HARMFUL: list[Row] = [json.loads(line) for line in (DATA / "harmful.jsonl").read_text("utf-8").splitlines()]
HARMLESS: list[Row] = [json.loads(line) for line in (DATA / "harmless.jsonl").read_text("utf-8").splitlines()]
OTHER: list[Row] = [json.loads(line) for line in (DATA / "other_language.jsonl").read_text("utf-8").splitlines()]
# 63ce1dd refused 68 of these 273.
FALSE_REFUSALS_ALLOWED = 20


@pytest.mark.parametrize("row", HARMFUL, ids=lambda row: row["text"][:60])
def test_nobody_is_asked_for_a_secret_for_money_or_for_something_harmful(row: Row) -> None:
    assert refused(row) is not None


@pytest.mark.parametrize("row", OTHER, ids=lambda row: row["text"][:60])
def test_an_english_message_is_never_answered_in_another_language(row: Row) -> None:
    assert refused(row) is not None


def test_honest_words_near_a_secret_or_a_danger_are_nearly_always_sent() -> None:
    lost = [f"{row['text']}: {why}" for row in HARMLESS if (why := refused(row))]

    assert len(lost) <= FALSE_REFUSALS_ALLOWED, "\n".join(lost)


def test_a_secret_named_before_is_remembered_when_it_is_asked_for() -> None:
    assert harmful("You got a six-digit code by text message. Please read it out to me.") != []


def test_what_the_customer_wrote_may_be_said_back_to_billing() -> None:
    words = "I should send my card number, says the mail: please send us your card number"

    assert harmful("Please send us your card number") != []
    assert unproved("please send us your card number", Licence(customer=words, restates=True)) == []


@pytest.mark.parametrize("mark", ["'", "\u2019", "\u2018", "\u02bc", "\u00b4", "`"])
def test_shortened_words_are_read_as_what_they_are_whatever_the_apostrophe(mark: str) -> None:
    assert unproved(f"Let{mark}s narrow this down.", Licence()) == []
    assert unproved(f"I can{mark}t see your account from here.", Licence()) == []
    assert unproved(f"We{mark}ve refunded you.", Licence()) != []


@pytest.mark.parametrize("begins", ["run ", "need a ", "mix bleach ", "permission ", "turn ", "open ", "your ", "we "])
@pytest.mark.parametrize("unit", ["-", "a-", "'", "a'-", "run-", " - ", "we log your pc ", "without a "])
def test_twice_the_run_after_a_word_that_may_do_harm_takes_no_more_than_twice_the_time(begins: str, unit: str) -> None:
    assert not hostile.grows_too_fast(harmful, lambda size: f"{begins}{unit * (size // len(unit))} b")


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
