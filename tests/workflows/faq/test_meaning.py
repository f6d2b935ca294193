"""What English words mean: texts that say one thing in other words point one way; what is not known says nothing."""

import math
from operator import mul

import pytest

from workflows.faq.meaning.table import MOST_CHARS, Meaning, dump, load, parse, words_of
from workflows.faq.near import NearIndex, Text


def alike(one: str, other: str) -> float:
    return float(sum(map(mul, load().direction(one), load().direction(other))))


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("can I get my money back", "Refunds are paid to your card.", "We open at nine on weekdays."),
        ("what time do you close", "We open at nine on weekdays.", "Refunds are paid to your card."),
        ("lost the till slip", "A receipt is needed as proof of purchase.", "Batteries are charged overnight."),
        ("is my puppy allowed on the boat", "Dogs travel on the open deck of the ferry.", "A ticket costs nine euros."),
    ],
)
def test_a_question_is_nearer_to_what_answers_it_in_other_words(question: str, answer: str, other: str) -> None:
    assert alike(question, answer) > alike(question, other) + 0.1


def test_a_direction_has_length_one_whatever_the_text() -> None:
    for text in ("refund", "refund " * 500, "Where is the refund for the café's boots?"):
        assert math.isclose(sum(one * one for one in load().direction(text)), 1.0, rel_tol=1e-6)


@pytest.mark.parametrize("text", ["", "?!", "zzqx qqzzv", "x" * 5000, "返品の方法"])
def test_a_text_of_which_too_few_words_are_known_points_nowhere(text: str) -> None:
    assert load().direction(text) == ()


def test_what_stands_after_the_bound_is_not_read() -> None:
    text = "refund parcel " * (MOST_CHARS // 14 + 1)

    assert load().direction(text[:MOST_CHARS] + " penguins live on ice") == load().direction(text[:MOST_CHARS])


@pytest.mark.parametrize(("unknown", "known"), [("refundx", "refund"), ("parcelbattery", "parcel battery")])
def test_an_unknown_word_is_read_as_the_known_ones_it_is_made_of(unknown: str, known: str) -> None:
    table = _of("refund", "parcel", "battery")

    assert table.direction(unknown) == table.direction(known) != ()


def _of(*words: str) -> Meaning:
    rows = bytes(one % 256 for at in range(len(words)) for one in (at + 1, -at, 3))
    return Meaning("rows", 3, {word: at for at, word in enumerate(words)}, memoryview(rows).cast("b"))


def test_two_words_that_are_known_as_one_thing_add_what_that_means() -> None:
    assert _of("gift", "card", "gift card").direction("gift card") != _of("gift", "card").direction("gift card")


def test_accents_case_and_apostrophes_do_not_count() -> None:
    assert words_of("DON\u2019T café don't") == ["dont", "cafe", "dont"]


def test_a_table_is_read_as_it_was_written() -> None:
    table = _of("refund", "parcel")

    assert dump(parse(dump(table))) == dump(table)
    assert parse(dump(table)).direction("refund") == table.direction("refund")


def test_a_text_is_found_by_its_meaning_where_it_shares_no_word_with_the_question() -> None:
    index = NearIndex(
        [
            Text("Dogs", "Animals on a lead are welcome in all carriages.", "Guide"),
            Text("Luggage", "Two suitcases travel free of charge.", "Guide"),
            Text("Fares", "Tickets are sold by the driver.", "Guide"),
        ]
    )

    assert index.best("may my puppy come along?")[0].place == 0


def test_other_languages_are_found_by_their_words_as_ever() -> None:
    german = Text("Rückgabe", "Sie können die gekaufte Ware innerhalb von 30 Tagen an uns zurücksenden.", "Regeln")
    index = NearIndex([german, Text("Returns", "You may return what you bought within 30 days.", "Rules")])

    assert [one.place for one in index.best("Wie viele Tage kann ich die Ware an uns zurücksenden?")] == [0]
