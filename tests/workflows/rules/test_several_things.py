"""Promise: things of a list are returned each by itself, whether their names share a word or the list is announced."""

import pytest

from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import make_plan


def _returned(text: str) -> list[str | None]:
    return [task.product_name for task in make_plan(text).tasks if task.query_type == "ProductReturn"]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Two items to go back: the linen curtains and the curtain rod.", ["linen curtains", "curtain rod"]),
        ("Hello, two items to go back: the kettle and the lamp. And any news on A-58802?", ["kettle", "lamp"]),
        ("Two things to return: the printer and the printer ink", ["printer", "printer ink"]),
        ("Two to return: printer and printer ink", ["printer", "printer ink"]),
        ("Two things going back - the lamp and the lampshade, both cracked", ["lamp", "lampshade"]),
        ("three things for return: the phone, the phone case and the charger", ["phone", "phone case", "charger"]),
        ("please take back the printer and printer ink", ["printer", "printer ink"]),
        ("I'd like to return my tennis racket and tennis balls", ["tennis racket", "tennis balls"]),
        ("We want to send back the bed and the bedside table", ["bed", "bedside table"]),
        ("The linen curtains and the curtain rod need to go back please", ["linen curtains", "curtain rod"]),
        ("The kettle and the lamp must be returned", ["kettle", "lamp"]),
        ("The lamp and the lampshade are both cracked, I want to return them.", ["lamp", "lampshade"]),
        ("Both the dress and the hat are too small, I want to return both", ["dress", "hat"]),
    ],
)
def test_each_thing_of_a_list_is_returned(text: str, things: list[str]) -> None:
    assert _returned(text) == things


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("I want to return the salt and pepper mill", ["salt and pepper mill"]),
        ("I want to return the desk lamp. The lamp hums.", ["desk lamp"]),
        ("I want to return the phone and the phone hums, too", ["phone"]),
        ("Please return the bucket and spade set", ["bucket and spade set"]),
        ("The kettle has to go back, it hums, and the lamp is lovely", ["kettle"]),
        ("The kettle must be returned, it hums. The lamp is fine", ["kettle"]),
        ("The lamp and the lampshade are both lovely, but the kettle hums, I want to return it.", ["kettle"]),
    ],
)
def test_what_is_one_thing_or_is_only_spoken_of_is_no_second_one(text: str, things: list[str]) -> None:
    assert _returned(text) == things


@pytest.mark.parametrize(
    "text",
    [
        "My sister had two items to go back: the kettle and the lamp",
        "If we had two things to return: the kettle and the lamp, what would it cost?",
        "There are not two things to return: the kettle and the lamp stay",
        "Two things to know: the kettle and the lamp are lovely",
    ],
)
def test_a_list_that_is_only_talk_returns_nothing(text: str) -> None:
    assert [one for one in candidates(text) if one.certainty == "sure"] == []
