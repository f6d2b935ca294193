"""Promise: behind "and" stands a part of a name, another thing, or what is done beside, each read as what it is."""

import pytest

from workflows.rules.planning.plan import make_plan


def _returned(text: str) -> list[str | None]:
    return [task.product_name for task in make_plan(text).tasks if task.query_type == "ProductReturn"]


@pytest.mark.parametrize(
    "rest",
    [
        "and keeping the kettle",
        "and ordering the red ones",
        "and buy the red ones",
        "and speak to a manager",
        "and complain about the service",
        "and leave a review",
        "and pay nothing",
        "and reorder",
        "anyway",
    ],
)
def test_what_is_done_beside_is_no_part_of_a_name(rest: str) -> None:
    assert _returned(f"I want to return the boots {rest}.") == ["boots"]


@pytest.mark.parametrize(
    "name",
    [
        "salt and pepper mill",
        "washing and drying rack",
        "shower and bath mat",
        "cut and sew machine",
        "wash and dry bag",
        "table and chair set",
        "black and white rug",
        "mortar and pestle",
        "cup and saucer",
    ],
)
def test_one_thing_with_an_and_in_its_name_stays_one(name: str) -> None:
    assert _returned(f"I want to return the {name}.") == [name]


@pytest.mark.parametrize(
    ("things", "names"),
    [
        ("the dress and shoes", ["dress", "shoes"]),
        ("the jacket and shoes", ["jacket", "shoes"]),
        ("the boots and some socks", ["boots", "socks"]),
        ("the table and four chairs", ["table", "chairs"]),
        ("the lamp and 2 cups", ["lamp", "cups"]),
        ("the 2 chairs, the table and 4 cups", ["chairs", "table", "cups"]),
        ("the lamp, the kettle, 2 cups", ["lamp", "kettle", "cups"]),
        ("the blue boots and red jacket", ["blue boots", "red jacket"]),
    ],
)
def test_two_things_are_two_returns(things: str, names: list[str]) -> None:
    assert _returned(f"I want to return {things}.") == names


def test_a_verb_behind_what_is_spoken_of_is_no_part_of_its_name() -> None:
    tasks = make_plan("The boots pinch. The jacket is ripped. I want to return them.").tasks

    assert [(one.product_name, one.reason_for_return) for one in tasks] == [("boots", "pinch"), ("jacket", "is ripped")]


def test_what_is_loved_is_no_part_of_a_name() -> None:
    assert _returned("My mum bought a kettle and loves it. I want to return it.") == ["kettle"]
