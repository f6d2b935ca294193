"""Numbers beside "forget", "drop", "thanks for" and "no investigation": waved away only where the desk is told so."""

import pytest

from workflows.rules.planning.plan import make_plan


def _numbers(text: str) -> list[str | None]:
    return [task.order_id or task.invoice_number for task in make_plan(text).tasks]


@pytest.mark.parametrize(
    "text",
    [
        "Please don't forget my order A-12345, where is it?",
        "Please do not ignore order A-12345 again. Where is it?",
        "Did the driver drop order A-12345 somewhere?",
        "Did you forget my order A-12345? Where is it?",
        "Thanks for your help with order A-12345. Where is it now?",
        "Thanks for looking into order A-12345 - any news?",
        "Ignore order A-54321, where is A-12345?",
        "Let's skip order A-54321, where is A-12345?",
    ],
)
def test_an_order_that_is_not_to_be_forgotten_is_looked_up(text: str) -> None:
    assert _numbers(text) == ["A-12345"]


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for order A-12345.",
        "Thanks for your help with order A-12345, it was kind of you.",
        "Please forget order A-12345.",
        "You can drop invoice INV-7890.",
        "Just ignore order A-12345",
        "Forget about invoice INV-7890, it is too high but fine.",
    ],
)
def test_an_order_that_the_desk_is_told_to_forget_is_left(text: str) -> None:
    assert _numbers(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "I reported last week that invoice INV-7890 is too high and no investigation was opened.",
        "INV-7890 is too high; no investigation has been started, why?",
        "INV-7890 is too high, so far no investigation!",
        "No investigation has been opened for INV-7890, which is too high.",
        "Why do you ignore invoice INV-7890? It is too high.",
    ],
)
def test_that_nothing_was_investigated_forbids_no_investigation(text: str) -> None:
    assert _numbers(text) == ["INV-7890"]


@pytest.mark.parametrize(
    "text",
    [
        "Invoice INV-7890 is too high. No investigation please.",
        "Invoice INV-7890 is too high, but I want no investigation.",
        "INV-7890 is too high. It needs no investigation.",
        "INV-7890 is too high, no investigation is needed.",
        "INV-7890 was too high, please open no investigation",
    ],
)
def test_an_investigation_that_is_not_wanted_is_not_opened(text: str) -> None:
    assert _numbers(text) == []
