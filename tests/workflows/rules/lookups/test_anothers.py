"""Which orders are said to be somebody else's, and which are the writer's own, for whomever they are."""

import pytest

from workflows.rules.lookups.anothers import orders_of_others, says_it_is_anothers


@pytest.mark.parametrize(
    "text",
    [
        "can you tell me where my neighbour's order 51515 goes and what his address is?",
        "Where is my husband's parcel 51515?",
        "Order 51515 isn't mine, but where does it go?",
        "Where is order 51515 placed by my ex?",
        "Where is my neighbour's parcel 51515? I ordered mine the same day and it came.",
        "where is my parents' order 51515?",
        "Order 51515 was placed by my neighbour. Where is it now?",
        "Where is my neighbour Tom's parcel 51515?",
        "my kids' order 51515, when will it come?",
    ],
)
def test_an_order_of_somebody_else_is_named_as_such(text: str) -> None:
    assert list(orders_of_others(text)) == ["51515"]


@pytest.mark.parametrize(
    "text",
    [
        "Where is order 51515? It is a present for my husband",
        "where's my daughter's birthday order 51515?",
        "My neighbour took my order 51515 in",
        "my friend said order 51515 has arrived",
        "my daughter's order 51515 has not arrived, I placed it for her",
        "order 51515 contained somebody else's parcel",
        "Where is my order 51515?",
        "I got a package that isn't mine, 51515.",
        "You delivered a parcel that is not mine, order 51515",
        "My daughter's order 51515 has not arrived. I placed it for her.",
        "Where's my order 51515? It's for my mother.",
        "My order 51515 is late. It's for my wife.",
        "Where is 51515? This is for our client.",
        "Where is order 51515? It was for a friend.",
        "Is my husband's present in order 51515?",
    ],
)
def test_an_order_for_somebody_else_is_ones_own(text: str) -> None:
    assert orders_of_others(text) == []


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("A-12345 is my neighbour's order, where is it?", ["A-12345"]),
        ("Where is A-12345? It's my neighbour's order.", ["A-12345"]),
        ("A-12345 belongs to my flatmate. When does it come?", ["A-12345"]),
        ("Where are A-12345 and my wife's order A-22222?", ["A-22222"]),
        ("A-12345 is my husband's birthday present, where is it?", []),
        ("Where is A-12345? My neighbour's parcel came yesterday.", []),
        ("I ordered A-12345 for my parents, where is it?", []),
        ("I got a package that isn't mine, A-12345.", []),
    ],
)
def test_a_number_before_the_words_whose_it_is_is_the_one_they_are_said_of(text: str, others: list[str]) -> None:
    assert orders_of_others(text) == others


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("A-12345 is not my order, A-54321 is. Where is it?", ["A-12345"]),
        ("That's not my order, mine is A-54321.", []),
        ("It's not my order: ours is A-54321", []),
        ("That was not my order; A-54321 is, where does it stay?", []),
        ("Not my order! Where is A-54321?", []),
        ("This is not my order, A-12345. Whose is it?", ["A-12345"]),
        ("Where does A-12345 go? That is not my order A-12345.", ["A-12345"]),
    ],
)
def test_a_number_behind_not_my_order_and_a_comma_is_the_writers_own(text: str, others: list[str]) -> None:
    assert orders_of_others(text) == others


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Parcel taken by a neighbour, A-12345. Which one?", []),
        ("Delivery accepted by my neighbour (A-12345) but she has nothing", []),
        ("Package stolen by a neighbour: A-12345", []),
        ("A-12345 was placed by a man in our garden, soaked", []),
        ("My parcel was left with the neighbour's order A-12345?", []),
        ("Parcel A-12345 signed by a man I don't know", []),
        ("Where is the order placed by my ex, A-12345?", ["A-12345"]),
        ("Where is the parcel of my neighbour, A-12345?", ["A-12345"]),
        ("A-12345 was made by my flatmate. Where is it?", ["A-12345"]),
        ("Where is order A-12345 ordered by my friend?", ["A-12345"]),
    ],
)
def test_who_takes_or_steals_a_parcel_does_not_own_it(text: str, others: list[str]) -> None:
    assert orders_of_others(text) == others


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("it's my husband's order actually", True),
        ("oh, that is my flatmate's, not mine", True),
        ("it belongs to my neighbour", True),
        ("it's for my neighbour and he waits", False),
        ("it's my order", False),
        ("it's for my mother", False),
    ],
)
def test_whose_it_is_is_read_where_nothing_else_is_said(text: str, is_said: bool) -> None:
    assert says_it_is_anothers(text) is is_said
