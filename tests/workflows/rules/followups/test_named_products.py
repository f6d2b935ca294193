"""Promise: asked which product goes back, a plain name is an answer, also one that no list of goods knows."""

import pytest

from workflows.rules.planning.plan import Waiting, make_plan

PRODUCT = Waiting("ProductReturn", "product_name")


def _named(text: str) -> list[tuple[str | None, str | None]]:
    return [(task.product_name, task.reason_for_return) for task in make_plan(text, PRODUCT).tasks]


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("brass coupling", "brass coupling", None),
        ("brass coupling please", "brass coupling", None),
        ("brass coupling, wrong thread", "brass coupling", "wrong thread"),
        ("two brass couplings", "brass couplings", None),
        ("a brass coupling", "brass coupling", None),
        ("Camshaft sensor - wrong engine", "Camshaft sensor", "wrong engine"),
        ("3x hose clamps", "hose clamps", None),
        ("toilet seat hinge", "toilet seat hinge", None),
        ("it's the laser level", "laser level", None),
        ("the Trilby", "Trilby", None),
        ("sorry, was driving. brass coupling", "brass coupling", None),
        ("sorry was on the phone. the Trilby", "Trilby", None),
        ("Sorry, my boss came in. It is the desk lamp, it hums", "desk lamp", "it hums"),
    ],
)
def test_a_plain_name_is_the_product(text: str, name: str, reason: str | None) -> None:
    assert _named(text) == [(name, reason)]


@pytest.mark.parametrize(
    "text",
    [
        "maybe later",
        "one min, walking to the van",
        "good question",
        "busy morning",
        "long story",
        "traffic jam",
        "phone call",
        "lunch break",
        "school run",
        "gym",
        "wrong item",
        "customer service",
        "strap snaps",
        "my wife knows",
        "Sorry for the trouble. The kettle is great actually",
        "sorry, no idea. my wife knows",
        "Sorry. I was wrong about that. Forget it",
        "sorry, where is that label of yours? the blue one",
    ],
)
def test_what_names_nothing_is_no_product(text: str) -> None:
    assert _named(text) == []
