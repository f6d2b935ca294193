"""Promises about the lines of an answer: lists and rows stay such, and none looks like a fact of the desk's."""

import pytest

from bot.formats.documents import read_text
from handlers.answers.published_answers import line
from workflows.faq.lines import lines_in, shown
from workflows.faq.rules_extract import answer
from workflows.faq.verbatim import is_verbatim

PAGE = """# Returns

## What can I return?

You can return within
30 days:

- shoes
- bags

## How do I return an item?

1. Print the label.
2. Hand the parcel in.

## What does it cost?

| Way | Price |
|-----|-------|
| Post | $4 |
| Shop | free |
"""


def test_an_answer_has_a_line_for_each_item_and_none_for_a_wrap() -> None:
    found = answer("What can I return?", (read_text("returns.md", PAGE),), ())

    assert found.answer == "You can return within 30 days:\n• shoes\n• bags"
    assert is_verbatim(found.answer, found.quotes)


def test_steps_and_rows_are_lines() -> None:
    document = read_text("returns.md", PAGE)

    assert answer("How do I return an item?", (document,), ()).answer == "1. Print the label.\n2. Hand the parcel in."
    assert (
        answer("What does it cost (Returns)?", (document,), ()).answer == "Way: Post; Price: $4\nWay: Shop; Price: free"
    )


def test_all_words_of_a_span_are_in_its_lines_also_those_of_headings_between() -> None:
    document = read_text("returns.md", PAGE)

    assert line(lines_in(document, 0, len(document.text))) == line(document.text)


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ("You can return:\n• shoes\n• bags", ["You can return:", "◦ shoes", "◦ bags"]),
        ("Way: Post; Price: $4\nWay: Shop; Price: free", ["◦ Way: Post; Price: $4", "◦ Way: Shop; Price: free"]),
        ("Fine.\nRMA number: RMA-100016", ["Fine.", "◦ RMA number: RMA-100016"]),
        ("1. Print it.\n2. Hand it in.", ["1. Print it.", "2. Hand it in."]),
        ("To send it back:\nPrint it.\nHand it in.", ["To send it back:", "◦ Print it.", "◦ Hand it in."]),
        ("Bring:\n• a card\nWe say no more.", ["Bring:", "◦ a card", "We say no more."]),
        ("They take\n• *Source:* Us\n30 days", ["They take • *Source:* Us", "30 days"]),
        ("One line\n\n  \nAnother", ["One line", "Another"]),
        ("", []),
    ],
)
def test_no_line_of_a_document_looks_like_a_fact_of_ours(given: str, lines: list[str]) -> None:
    assert shown(given) == lines
