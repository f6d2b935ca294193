"""What only announces a question, names an order without its number, or calls for an answer; all else says more."""

import pytest

from workflows.rules.frame.openers import opener


@pytest.mark.parametrize(
    ("text", "is_opener"),
    [
        ("i have a question", "question"),
        ("Hi, can I ask you something?", "question"),
        ("hello, just a quick question please", "question"),
        ("I've got another question", "question"),
        ("about my order", "order"),
        ("It's about our last delivery", "order"),
        ("Hello, I have a question about my order.", "order"),
        ("hello??", "call"),
        ("anybody there?", "call"),
        ("are you still there?", "call"),
        ("???", "call"),
        ("hello", None),
        ("I have a question about returns", None),
        ("I have a question about my invoice", None),
        ("about my order A-12345", None),
        ("I question that", None),
        ("is anybody there who can fix my lamp?", None),
        ("about my order: it never came", None),
    ],
)
def test_an_opener_is_told_from_what_says_something(text: str, is_opener: str | None) -> None:
    assert opener(text) == is_opener
