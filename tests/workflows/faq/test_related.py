"""Whether an answer is about its question, by their words."""

import pytest

from workflows.faq.related import shares_words

BOOKING = "You can book online or at the counter, up to six months ahead."


@pytest.mark.parametrize(
    ("question", "answer", "heading"),
    [
        ("How do I book a boat?", BOOKING, ""),
        ("How much does a berth cost?", "A berth is 40 euros a year.", ""),
        ("What is the deposit?", "40 euros, given back within a week.", "Deposit"),
        ("Can I cancel my booking?", "Cancellations are free until noon.", ""),
        ("Wie hoch ist die Kaution für ein Boot?", "Für jedes Boot nehmen wir 40 Euro Kaution.", ""),
    ],
)
def test_an_answer_with_the_words_of_its_question_is_about_it(question: str, answer: str, heading: str) -> None:
    assert shares_words(question, answer, heading)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the deposit?", BOOKING),
        ("Can I extend my rental?", BOOKING),
        ("Wie hoch ist die Kaution für ein Boot?", "Der Steg ist im Winter gesperrt."),
        ("When does the crane run?", "Dogs are welcome on the quay."),
        ("Who are you?", BOOKING),
        ("How much does it cost?", BOOKING),
    ],
)
def test_an_answer_with_few_words_of_its_question_may_be_about_another_thing(question: str, answer: str) -> None:
    assert not shares_words(question, answer)
