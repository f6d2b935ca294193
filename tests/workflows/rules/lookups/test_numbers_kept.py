"""Promises about numbers that stay as they are written: "sorry" between two, a telephone's, a price, a cry."""

import pytest

from workflows.rules.corrections.corrections import as_meant
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
    ],
)
def test_one_more_number_takes_no_others_place(text: str, orders: list[str]) -> None:
    assert _orders(text) == orders
