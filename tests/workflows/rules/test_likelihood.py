"""What all readings of a message make of a thing that it names, where the rules are not sure or see nothing."""

import pytest

from workflows.rules.candidates import candidates
from workflows.rules.clauses import read
from workflows.rules.likelihood import likelihood
from workflows.rules.overlooked import is_one_thing, overlooked
from workflows.understanding.wanted import Place


def returned(text: str) -> list[tuple[str | None, str]]:
    return [
        (one.task.product_name, one.certainty) for one in candidates(text) if one.task.query_type == "ProductReturn"
    ]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("I've finally made up my mind: return the heater", "heater"),
        ("can you get the return going for my massage chair?", "massage chair"),
        ("My lamp hums. RMA please", "lamp"),
    ],
)
def test_what_one_reading_alone_is_sure_of_is_asked_about(text: str, thing: str) -> None:
    assert returned(text) == [(thing, "likely")]


def test_shares_add_up_to_one() -> None:
    text = "I want to return the lamp, it hums."
    at = text.index("lamp")

    found = likelihood(read(text), Place(at, at + len("lamp"), "return"), "explicit")

    assert sum(found) == pytest.approx(1)
    assert found.act > max(found.ask, found.leave)


def test_a_thing_that_is_named_twice_is_overlooked_once() -> None:
    message = read("The quilt came. I am allergic to the lovely quilt, please take it back.")

    assert [message.original(*one.product) for one in overlooked(message) if one.product] in (
        ["quilt"],
        ["lovely quilt"],
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("lovely quilt", "quilt", True),
        ("cat", "cat flap", True),
        ("kayak paddles", "paddle", True),
        ("salt mill", "pepper mill", True),
        ("violin", "bow", False),
    ],
)
def test_two_names_that_may_be_of_one_thing_are_taken_for_one(one: str, other: str, *, same: bool) -> None:
    assert is_one_thing(one, other) is same
