"""Promises about numbers that stay as they are written: "sorry" between two, a telephone's, a price, a cry."""

import pytest

from workflows.rules.corrections.corrections import as_meant
from workflows.rules.lookups.bare_numbers import with_figures
from workflows.rules.planning.candidates import candidates


def _orders(text: str) -> list[str | None]:
    found = candidates(as_meant(text).text)
    return [one.task.order_id for one in found if one.task.query_type == "StatusUpdate"]


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("I'd like to know about A-12345. Sorry, also A-12346.", ["A-12345", "A-12346"]),
        ("Where is A-12345? No wait, A-12346.", ["A-12346"]),
        ("Your website says order 48213 does not exist", ["48213"]),
        ("Order 48213 does not exist, it was a typo", []),
        ("Where is A-12345? Sorry to bother you again. Where is A-12346?", ["A-12345", "A-12346"]),
        ("Where is A-31722? Sorry, my glasses: A-31772.", ["A-31772"]),
        ("Where is A-12345? I skipped a line, A-12346.", ["A-12346"]),
        ("Where is A-12345? I was off by one row, A-12346.", ["A-12346"]),
        ("where is my package? my number is 5550142, call me", [None]),
        ("where is my package? my number is 5550142", ["5550142"]),
        ("Where is my TV order? It was 1299.", [None]),
        ("Where is my order? It was number 44129.", ["44129"]),
    ],
)
def test_one_more_number_takes_no_others_place(text: str, orders: list[str]) -> None:
    assert _orders(text) == orders


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("oh, oh, oh, oh no my parcel never came", "oh, oh, oh, oh no my parcel never came"),
        ("four oh one two", "4012"),
        ("it's oh oh seven one", "it's 0071"),
    ],
)
def test_a_cry_is_no_number(text: str, figures: str) -> None:
    assert with_figures(text) == figures
