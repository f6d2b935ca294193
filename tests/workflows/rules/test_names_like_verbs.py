"""Promise: behind its article a thing may have any name, also one that begins with a verb."""

import pytest

from workflows.rules.planning.candidates import candidates


def _returned(text: str) -> list[tuple[str, str | None]]:
    return [(one.certainty, one.task.product_name) for one in candidates(text)]


@pytest.mark.parametrize(
    "name",
    [
        "can opener",
        "fit band",
        "fit tracker",
        "will writing kit",
        "No. 5 perfume",
        "back massager",
        "last minute planner",
        "stop watch",
        "next day rug",
        "after sun lotion",
        "before bed tea",
        "Do It Yourself kit",
        "Keep Calm mug",
    ],
)
def test_a_thing_is_returned_by_its_whole_name(name: str) -> None:
    assert _returned(f"I want to return the {name}.") == [("sure", name)]


@pytest.mark.parametrize("text", ["I want to return the for her perfume.", "Please send back the due in May lamp kit"])
def test_what_cannot_be_read_as_a_name_is_asked_for(text: str) -> None:
    assert _returned(text) == [("sure", None)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I want to return the not working lamp", [("sure", "lamp")]),
        ("I want to return the item that leaks", [("sure", None)]),
        ("I want to return the call.", []),
        ("I'd like to return to the on call doctor", []),
        ("Please return the right one.", []),
    ],
)
def test_words_that_name_nothing_behind_an_article_stay_so(text: str, found: list[tuple[str, str | None]]) -> None:
    assert _returned(text) == found
