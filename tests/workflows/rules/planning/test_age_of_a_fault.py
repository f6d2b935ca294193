"""How old a fault is, beside how long something may go back."""

import pytest

from workflows.rules.planning.plan import found_in


def _returned(text: str) -> list[str | None]:
    return [one.task.product_name for one in found_in(text, None)]


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("Could I return the kettle that stopped working after two weeks?", "kettle"),
        ("Can I return the shoes which fell apart after a month?", "shoes"),
        ("Please could you arrange a return for the fridge that broke after a month?", "fridge"),
        ("Is it possible to return the boots, which came apart after two weeks?", "boots"),
        ("Can I return my kettle that stopped working after two weeks?", "kettle"),
    ],
)
def test_when_a_thing_broke_is_no_deadline(text: str, product: str) -> None:
    assert _returned(text) == [product]


@pytest.mark.parametrize(
    "text",
    [
        "Can I return the kettle after two weeks?",
        "Could I return the lamp that I had after 30 days?",
        "Can I return things that broke after two years?",
        "Can I return an opened lamp within 30 days?",
        "How long can I return a kettle that broke after a month?",
    ],
)
def test_how_long_a_thing_may_go_back_is_a_question(text: str) -> None:
    assert _returned(text) == []
