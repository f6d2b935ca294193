"""Signs that are words: another sign is another question, and how something is written is not."""

import pytest

from handlers.runtime.published_cache import PublishedFaqs, alias_key
from storage.faq_aliases import Alias
from storage.published import PublishedEntry
from workflows.faq.same import written_one_way
from workflows.faq.words import same_question

TOLD = {
    "Do you support C?": "Yes, C is supported in all plans.",
    "Do you support C++?": "Yes, C++ is supported in all plans.",
    "Is the tent fine at 20 °C?": "Yes, it is made for that.",
    "How do I pay in $?": "Choose dollars at the till.",
    "Is a tip of 10 % included?": "Yes, a tip of 10 % is included.",
}


def faqs(question: str) -> PublishedFaqs:
    return PublishedFaqs((PublishedEntry(1, 1, 1, question, TOLD[question], ["Guide"], [], "staff", 1),))


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        ("Do you support C++?", "Do you support C?"),
        ("Do you support C#?", "Do you support C?"),
        ("Do you support C?", "Do you support C++?"),
        ("Is the tent fine at -20 °C?", "Is the tent fine at 20 °C?"),
        ("Is the tent fine at \u221220 °C?", "Is the tent fine at 20 °C?"),
        ("How do I pay in €?", "How do I pay in $?"),
        ("How do I pay in £?", "How do I pay in $?"),
    ],
)
def test_another_sign_is_another_question(asked: str, question: str) -> None:
    assert written_one_way(asked) != written_one_way(question)
    assert faqs(question).answer_to(asked) is None


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        ("do you support C", "Do you support C?"),
        ("Do you support C++", "Do you support C++?"),
        ("Is the tent fine at 20°C ?", "Is the tent fine at 20 °C?"),
        ("How do I pay in dollars?", "How do I pay in $?"),
        ("Is a tip of 10% included?", "Is a tip of 10 % included?"),
    ],
)
def test_how_a_sign_is_written_does_not_matter(asked: str, question: str) -> None:
    assert faqs(question).answer_to(asked) is not None


@pytest.mark.parametrize(
    ("one", "other"), [("9-17", "9 17"), ("Wi-Fi (free!)", "wi fi free"), ("#12: 24/7", "12 24 7")]
)
def test_signs_between_words_are_none(one: str, other: str) -> None:
    assert written_one_way(one) == written_one_way(other)


def test_a_wording_with_a_sign_is_not_that_without() -> None:
    [entry] = faqs("Do you support C++?").entries
    known = Alias(1, 1, 1, 1, entry.question, alias_key("C++ too?"), "C++ too?", "approved", 1, 0)
    published = PublishedFaqs((entry,), aliases=[known])

    assert published.worded("C++ too") == entry
    assert published.worded("C too") is None


def test_questions_that_differ_in_a_sign_are_both_asked() -> None:
    assert not same_question("Do you support C?", "Do you support C++?")
    assert same_question("Do you support C++?", "do you support C++")
