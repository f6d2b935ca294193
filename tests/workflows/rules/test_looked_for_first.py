"""What a text cannot do without is looked for first, which costs little: nothing that would be read is passed by."""

import pytest

from tests.workflows.language.test_sifting import texts_of_the_data
from workflows.rules.corrections.correction_words import MUST_HOLD, REFUSES, STRONG, WEAK
from workflows.rules.lookups.lookups import order_wanted
from workflows.rules.syntax.clauses import read


@pytest.mark.no_cover
def test_all_that_takes_something_back_holds_a_word_that_is_looked_for_first() -> None:
    messages = [read(text) for text in texts_of_the_data()]

    lost = [
        one.plain
        for one in messages
        if one.vocabulary.isdisjoint(MUST_HOLD) and any(term.search(one.plain) for term in (STRONG, WEAK, REFUSES))
    ]

    assert len(messages) > 1000
    assert len(lost) == 0


@pytest.mark.parametrize(
    "word",
    [
        *("order", "orders", "package", "packages", "parcel", "parcels", "delivery", "shipment", "purchase", "stuff"),
        *("goods", "item", "items", "ordr", "oder", "ORDER"),
    ],
)
def test_each_word_for_an_order_asks_where_it_is(word: str) -> None:
    assert order_wanted(read(f"Hello, where is my {word}?")) is not None


@pytest.mark.parametrize("bought", ["ordered", "bought", "purchased"])
def test_what_was_bought_is_asked_after_as_well(bought: str) -> None:
    assert order_wanted(read(f"I {bought} a lamp on Monday it has not arrived")) is not None
