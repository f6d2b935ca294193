"""A number that stands by itself is the order that was asked for; what is no order's number is left alone."""

import pytest

from workflows.rules.lookups.bare_numbers import with_figures
from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import make_plan


def _orders(text: str) -> list[str | None]:
    return [one.order_id for one in make_plan(text).tasks if one.query_type == "StatusUpdate"]


@pytest.mark.parametrize(
    "text",
    [
        "this is the third time I am writing. WHERE IS MY ORDER. 88213. answer me",
        "My parcel still has not arrived. It is 88213. Please check.",
        "88213. Where is my order?",
        "where is my order?\n88213",
        "i ordered a kettle two weeks ago i think the number was 88213 or something and it never came",
    ],
)
def test_the_number_in_a_sentence_of_its_own_is_the_order_that_is_asked_for(text: str) -> None:
    assert _orders(text) == ["88213"]


@pytest.mark.parametrize(
    "text",
    [
        "Where is my order? I placed it in May. 2026.",
        "Where is my order? 88213. 88214.",
        "Where is my order? Call me. 0301234567",
        "Where is my order? I paid 1250 for it",
    ],
)
def test_a_year_two_numbers_a_telephone_and_a_price_are_no_order(text: str) -> None:
    assert _orders(text) == [None]


@pytest.mark.parametrize(("text", "number"), [("📦❓ 12345", "12345"), ("12345678", "12345678")])
def test_a_message_that_is_only_a_number_is_asked_about(text: str, number: str) -> None:
    found = candidates(text)

    assert [(one.task.order_id, one.certainty) for one in found] == [(number, "likely")]


@pytest.mark.parametrize("text", ["2026", "123", "my lamp hums. 88213", "I paid 88213", "88213 or 88214"])
def test_other_numbers_are_not_asked_about(text: str) -> None:
    assert candidates(text) == ()


@pytest.mark.parametrize(
    ("spelled", "figures"),
    [
        ("the order number is four four one two nine", "the order number is 44129"),
        ("nine, oh, double two, seven", "90227"),
        ("one or two of them, three at most", "one or two of them, three at most"),
        ("two four six", "two four six"),
    ],
)
def test_digits_spelled_one_by_one_are_figures_from_four_on(spelled: str, figures: str) -> None:
    assert with_figures(spelled) == figures
