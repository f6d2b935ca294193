"""Promises about answers to "which product?": what only tells of a thing returns none, and is asked once more."""

import pytest

from workflows.rules.planning.plan import Waiting, make_plan

PRODUCT = Waiting("ProductReturn", "product_name")


def _returned(text: str) -> list[str | None]:
    return [one.product_name for one in make_plan(text, PRODUCT).tasks if one.query_type == "ProductReturn"]


@pytest.mark.parametrize(
    "text",
    [
        "I love the lamp",
        "my wife really likes the lamp",
        "My neighbour has the same lamp",
        "my sister bought a lamp too",
        "my husband wants to keep the lamp",
        "the lamp, but my wife wants to keep it",
        "the kettle, no, we keep it",
        "the lamp stays",
        "the blue lamp stays with us",
        "the lamp I returned last week",
        "the kettle that we sent back in May",
        "Actually the lamp was fine",
        "The lamp is great",
    ],
)
def test_what_is_kept_liked_somebody_elses_or_gone_back_is_no_answer(text: str) -> None:
    assert _returned(text) == []


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("the lamp", "lamp"),
        ("the lamp I bought last week", "lamp"),
        ("my wife says it's the kettle", "kettle"),
        ("the lamp, because my wife doesn't like it", "lamp"),
        ("the lamp, I can't keep it", "lamp"),
        ("the lamp, I want to keep the kettle", "lamp"),
        ("the lamp. It stays dark", "lamp"),
        ("the jacket, I love it but it is too small", "jacket"),
        ("the lamp that arrived yesterday, it's fine but too big", "lamp"),
        ("My daughter's headphones", "daughter's headphones"),
        ("I thought I had said. The waffle iron", "waffle iron"),
        ("The headphones. They work great, I just bought the wrong colour", "headphones"),
        ("The vacuum. We keep it in the basement and it smells of smoke.", "vacuum"),
        ("The drill. It's great, I simply ordered two.", "drill"),
        ("The tent. I like it, my husband hates camping.", "tent"),
        ("The heater, it keeps them awake", "heater"),
        ("The kettle, it works fine, my wife bought the same one", "kettle"),
        ("The mug is perfect, I ordered two by mistake", "mug"),
        ("the lamp - I love it and the shade broke", "lamp"),
        ("The coat. She likes it, wrong size", "coat"),
        ("The shoes, the left one is fine, the right one pinches", "shoes"),
    ],
)
def test_a_thing_that_is_named_with_what_is_said_of_it_answers(text: str, product: str) -> None:
    assert _returned(text) == [product]
