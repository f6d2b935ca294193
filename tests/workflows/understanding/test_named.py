"""The reader of what is named: what it sees of a thing among others, its weights, and what it says."""

from importlib import resources

import pytest

from workflows.understanding.linear import load_packed
from workflows.understanding.named import NAME, READ, features_of, read_named
from workflows.understanding.wanted import Asked, Place, Verdict

MOST_BYTES = 2_500_000


def _place(text: str, thing: str, asked: Asked = "return") -> Place:
    at = text.index(thing)
    return Place(at, at + len(thing), asked)


@pytest.mark.parametrize(
    ("text", "things", "verdicts"),
    [
        ("Please take back the samovar, its tap drips.", ["samovar"], ["act"]),
        ("My uncle wants to return his samovar, he will call you.", ["samovar"], ["leave"]),
        ("I want to return the samovar. The teapot is fine.", ["samovar", "teapot"], ["act", "leave"]),
        ("The samovar came in a box, and I'd like to send it back.", ["samovar", "box"], ["act", "leave"]),
    ],
)
def test_it_says_what_becomes_of_each_thing(text: str, things: list[str], verdicts: list[str]) -> None:
    read = read_named(text, tuple(_place(text, one) for one in things))

    assert [max(Verdict._fields, key=lambda label: getattr(one, label)) for one in read] == verdicts


def test_it_sees_what_else_is_named_and_what_a_thing_is_called() -> None:
    text = "I want to return the lamp and the chair."
    lamp, chair = _place(text, "lamp"), _place(text, "chair")

    alone, beside = features_of(text, lamp, [lamp]), features_of(text, lamp, [lamp, chair])

    assert {"n head lamp", "o many 0"} <= set(alone)
    assert {"o many 1", "o then and the", "between then and"} <= set(beside) - set(alone)


def test_of_a_long_message_what_stands_near_is_read() -> None:
    text = f"{'It rained. ' * 400}I want to return the lamp.{' It rained.' * 400}"
    lamp = _place(text, "lamp")
    near = text[lamp.start - READ : lamp.end + READ]

    assert features_of(text, lamp, [lamp]) == features_of(near, _place(near, "lamp"), [_place(near, "lamp")])


def test_its_weights_are_small() -> None:
    file = resources.files("workflows.understanding.weights") / f"{NAME}.gz"

    assert len(file.read_bytes()) <= MOST_BYTES
    assert load_packed(NAME).labels == Verdict._fields
