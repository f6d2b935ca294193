"""Promises about trouble with an invoice that is only weighed, denied or somebody else's: it is asked, or left."""

import pytest

from workflows.rules.lookups.concern import find_concern
from workflows.rules.planning.candidates import candidates


def _seen(text: str) -> list[tuple[str, str | None]]:
    return [(one.certainty, one.task.invoice_number) for one in candidates(text)]


@pytest.mark.parametrize("text", ["INV-7890 isn't wrong.", "INV-7890 isn't too high, it is fine."])
def test_trouble_that_is_denied_is_none(text: str) -> None:
    assert _seen(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "My neighbour says her invoice INV-7890 is too high.",
        "If INV-7890 is wrong, how do I dispute it?",
        "I'll check INV-7890 tomorrow and tell you if it's wrong.",
        "I don't know whether INV-7890 is wrong, I still have to check it.",
        "My son opened invoice INV-7890 by mistake.",
        "How do I dispute an invoice like INV-7890?",
        "I will check INV-7890 myself first.",
        "Do you check invoices like INV-7890 before sending them?",
        "INV-7890 is too high for my budget, can I pay in instalments?",
        "I am not sure yet if I want you to look at it, but INV-7890 seems too high",
    ],
)
def test_trouble_that_is_only_weighed_is_asked_about(text: str) -> None:
    assert _seen(text) == [("likely", "INV-7890")]


@pytest.mark.parametrize(
    "text",
    [
        "INV-7890 is wrong.",
        "INV-7890 isn't right.",
        "INV-7890 does not match my order",
        "My wife says INV-7890 is too high.",
        "My accountant says invoice INV-7890 has the wrong total, please check it",
        "If you look at INV-7890 you will see it is too high.",
        "Can you check whether INV-7890 is wrong?",
        "I checked INV-7890 and it is too high.",
        "How do I dispute INV-7890? It was charged twice.",
    ],
)
def test_trouble_that_is_told_is_looked_into(text: str) -> None:
    assert _seen(text) == [("sure", "INV-7890")]


def test_what_is_imagined_in_another_sentence_leaves_an_invoice_as_it_is_told() -> None:
    told = "Please check INV-7890, it is too high. Hypothetically, how long would a refund take?"

    assert _seen(told) == [("sure", "INV-7890")]


def test_an_imagined_invoice_is_left_however_much_stands_before_it() -> None:
    greeting = "Good morning to you all. " * 14

    assert _seen(f"{greeting}Theoretically, if something like INV-7890 was charged twice, who pays?") == []


def test_what_is_wrong_with_another_invoice_is_no_concern_of_this_one() -> None:
    text = "Please check INV-1001. INV-1002 has the wrong total."

    assert find_concern(text, "INV-1001") == "a question about invoice INV-1001"
    assert find_concern("Please check INV-1001. I was charged twice.", "INV-1001") == "I was charged twice"
