"""Promise: what is said of one of several things is the reason of that one alone."""

import pytest

from workflows.rules.planning.plan import make_plan


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("I'd like to return a lamp and a chair. The chair wobbles.", [None, "The chair wobbles"]),
        ("Return the kettle and the toaster. The toaster burns everything.", [None, "The toaster burns everything"]),
        ("I want to return the desk lamp and the rug. The lamp hums.", ["The lamp hums", None]),
        ("Return the lamp, the kettle and the rug. The kettle leaks.", [None, "The kettle leaks", None]),
        ("I want to return the lamp, the kettle, 2 cups.", [None, None, None]),
        ("Return the lamp and the chair because they broke. The chair wobbles.", ["they broke", "The chair wobbles"]),
    ],
)
def test_a_sentence_about_one_thing_is_no_reason_of_the_others(text: str, reasons: list[str | None]) -> None:
    assert [one.reason_for_return for one in make_plan(text).tasks] == reasons


@pytest.mark.parametrize("words", ["They are too big", "Both are broken", "The colour is wrong"])
def test_what_is_said_of_all_is_the_reason_of_each(words: str) -> None:
    tasks = make_plan(f"I want to return the lamp and the chair. {words}.").tasks

    assert [one.reason_for_return for one in tasks] == [words, words]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We need an RMA for the network switch, 24 ports.", ["network switch"]),
        ("Please return the lamp, 2 cups, both are chipped.", ["lamp", "cups"]),
    ],
)
def test_how_many_ports_a_thing_has_is_no_other_thing(text: str, names: list[str]) -> None:
    assert [one.product_name for one in make_plan(text).tasks] == names


def test_the_reason_of_a_return_stays_beside_a_thing_that_does_not_go_back() -> None:
    text = "I want to return the telescope, the mirror has a scratch across it. My order was in May."

    assert [one.reason_for_return for one in make_plan(text).tasks] == ["the mirror has a scratch across it"]
