"""Promises about "both" and "the red one": they stand for things named before, or for nothing."""

import pytest

from workflows.rules.followups.references import spelled_out
from workflows.rules.products.products import is_generic

LAMPS = ("I bought a red lamp and a blue lamp.", "I want to return something")
THREE = ("I got the kettle, the lamp and the pan",)


@pytest.mark.parametrize(
    ("text", "before", "meant"),
    [
        ("the red one", LAMPS, "the red lamp"),
        ("The blue one please", LAMPS, "the blue lamp please"),
        ("it's the blue one, it hums", LAMPS, "it's the blue lamp, it hums"),
        ("I want to return the red one because it hums", LAMPS, "I want to return the red lamp because it hums"),
        ("the first one", LAMPS, "the red lamp"),
        ("the last one, it hums", THREE, "the pan, it hums"),
        ("both", LAMPS, "the red lamp and the blue lamp"),
        ("both of them, they hum", LAMPS, "the red lamp and the blue lamp, they hum"),
        ("all of them", THREE, "the kettle and the lamp and the pan"),
        ("the two of them", ("The kettle leaks and the pan is bent",), "the kettle and the pan"),
        ("both", ("My kettle leaks.", "The kettle and my pan are both bent"), "the kettle and the pan"),
    ],
)
def test_what_is_pointed_at_is_named(text: str, before: tuple[str, ...], meant: str) -> None:
    assert spelled_out(text, before) == meant


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("both", ()),
        ("both", ("I want to return something",)),
        ("both", THREE),
        ("both", ("my wife likes the kettle",)),
        ("all of them", ("the kettle leaks",)),
        ("the green one", LAMPS),
        ("the red one", ("a red lamp and a red chair",)),
        ("the red one is broken", LAMPS),
        ("the third one", LAMPS),
        ("the first one", ("the kettle leaks",)),
        ("both arrived", LAMPS),
        ("the one ending 345", LAMPS),
        ("the lamp", LAMPS),
        ("I have a question about both", LAMPS),
    ],
)
def test_what_points_at_nothing_clear_is_left_as_it_is(text: str, before: tuple[str, ...]) -> None:
    assert spelled_out(text, before) is None


def test_what_is_on_its_way_back_is_not_meant() -> None:
    assert spelled_out("both", THREE, returned=("pan",)) == "the kettle and the lamp"


@pytest.mark.parametrize("name", ["blue one", "blue them", "red those", "small these"])
def test_a_colour_of_what_is_pointed_at_names_nothing(name: str) -> None:
    assert is_generic(name)
