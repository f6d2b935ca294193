"""Promise: what a thing that goes back was to fit does not go back itself."""

import pytest

from workflows.rules.corrections.corrections import as_meant
from workflows.rules.planning.candidates import candidates


def _done(text: str) -> list[str | None]:
    found = candidates(as_meant(text).text)
    return [one.task.product_name for one in found if one.task.query_type == "ProductReturn"]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("i wud like to retunr teh moniter arm, clmap is to smal for my desk", "moniter arm"),
        ("i wud like to retunr the lamp, base is to smal for my table", "lamp"),
    ],
)
def test_what_a_thing_was_to_fit_stays(text: str, thing: str) -> None:
    assert _done(text) == [thing]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("I want to return the desk, it is too small for my room", ["desk"]),
        ("Please take back the lid and the filter", ["lid", "filter"]),
    ],
)
def test_what_is_asked_for_goes_back_whatever_it_is(text: str, things: list[str]) -> None:
    assert _done(text) == things
