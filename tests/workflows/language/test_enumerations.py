"""Points of a list in one line are sentences: the number of the next one sticks to none."""

import pytest

from workflows.language.sentences import sentences


def _of(text: str) -> list[str]:
    return [text[one.start : one.end].strip(" ,") for one in sentences(text)]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (
            "1. my gauge is broken 2. where is my order 3. please have it checked",
            ["my gauge is broken", "where is my order", "please have it checked"],
        ),
        (
            "Hi. 1) return the lamp 2) a question: do you sell bulbs?",
            ["Hi", "return the lamp", "a question: do you sell bulbs"],
        ),
        ("Two things: 1: the tap drips. 2: who can mend it?", ["Two things:", "the tap drips", "who can mend it"]),
        ("first: the lamp hums second: where is it", ["the lamp hums", "where is it"]),
        ("(1) the tap (2) the sink", ["the tap", "the sink"]),
        ("#1 the tap drips #2 where is A-12345", ["the tap drips", "where is A-12345"]),
        ("1 - the tap drips 2 - the sink", ["the tap drips", "the sink"]),
        ("1.the tap drips\n2.the sink", ["the tap drips", "the sink"]),
        ("1/ the tap drips 2/ the sink", ["the tap drips", "the sink"]),
        ("1.) the tap drips 2.) the sink", ["the tap drips", "the sink"]),
        ("[1] the tap drips [2] the sink", ["the tap drips", "the sink"]),
        ("i) the tap drips ii) the sink (iii) the bath", ["the tap drips", "the sink", "the bath"]),
        ("First, the tap drips, second, the sink", ["the tap drips", "the sink"]),
        ("First of all, the tap drips, and secondly the sink", ["the tap drips, and", "the sink"]),
    ],
)
def test_points_in_one_line_are_sentences_without_their_numbers(text: str, points: list[str]) -> None:
    assert _of(text) == points


@pytest.mark.parametrize("text", ["I ordered 2. You sent 1", "It is room 3. Thanks", "I bought 1. It broke"])
def test_a_number_at_the_end_of_a_sentence_is_no_point_of_a_list(text: str) -> None:
    assert _of(text)[0][-1].isdigit()


@pytest.mark.parametrize(
    "text", ["Your #1 fan asks: where is A-12345", "it takes 1 - 2 weeks", "order #12 is late", "we saved 1/ 2 of it"]
)
def test_a_number_that_counts_nothing_up_is_no_point_of_a_list(text: str) -> None:
    assert any(char.isdigit() for char in " ".join(_of(text)).replace("A-12345", ""))
