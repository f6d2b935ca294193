"""Claims: an answer that turns its quote round, widens it or adds to it is refused; one in other words is not."""

import json

import pytest

from tests.paths import DATA
from workflows.faq.answer_claims import unproved_claims
from workflows.faq.documents import Document, sentences_of
from workflows.faq.proof import find_quote, unproved_in_answer
from workflows.faq.sentences import Sentence, sentences

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def refused(row: Row) -> bool:
    quote = find_quote(row["quote"], (Document("Document", row["quote"]),))
    return quote is not None and unproved_in_answer(row["answer"], [quote], row["question"]) != []


def told() -> list[str]:
    """Return the sentences of documents and quotes at hand."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((DATA / "faq").glob("*.md"))]
    texts += [row["quote"] for name in ("faq_contradictions.jsonl", "faq_honest.jsonl") for row in rows(name)]
    found = [text[start:end] for text in texts for start, end in sentences_of(text, 0, len(text))]
    return [one for one in found if one.endswith(".") and len(one.split()) >= 4]


def read(text: str) -> Sentence:
    [sentence] = sentences(text)
    return sentence


def test_answers_that_contradict_their_quote_are_refused() -> None:
    passed = [row["answer"] for row in rows("faq_contradictions.jsonl") if not refused(row)]

    assert passed == []


def test_honest_answers_in_other_words_are_not_refused() -> None:
    lost = [row["answer"] for row in rows("faq_honest.jsonl") if refused(row)]

    assert lost == []


@pytest.mark.parametrize("opening", ["", "Yes, ", "In short: "])
def test_what_a_document_says_itself_is_never_refused(opening: str) -> None:
    lost = [one for one in told() if unproved_claims(f"{opening}{one}", one, "") != []]

    assert len(told()) > 200
    assert lost == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It takes no more than 5 days.", "It takes up to 5 days."),
        ("You need 12 characters or more.", "You need at least 12 characters."),
        ("You need no fewer than 12 characters.", "You need a minimum of 12 characters."),
        ("Cancel 24 hours in advance.", "Cancel at least 24 hours before the start."),
        ("It takes 3 to 5 days.", "It takes between 3 and 5 days."),
    ],
)
def test_bounds_that_say_the_same_are_read_alike(one: str, other: str) -> None:
    first = [(figure.value, figure.bound) for clause in read(one).clauses for figure in clause.figures]
    second = [(figure.value, figure.bound) for clause in read(other).clauses for figure in clause.figures]

    assert first == second


@pytest.mark.parametrize(
    "text",
    [
        "You can\u2019t return it.",
        "You can't return it.",
        "You cant return it.",
        "You cannot return it.",
        "It is not possible to return it.",
        "It is impossible to return it.",
        "It can no longer be returned.",
        "Nobody can return it.",
        "Returning it is forbidden.",
    ],
)
def test_a_negation_is_read_however_it_is_written(text: str) -> None:
    assert [clause.negated for clause in read(text).clauses] == [True]


@pytest.mark.parametrize("text", ["It holds not only water.", "It takes no more than 5 days.", "It is free of charge."])
def test_what_only_looks_like_a_negation_is_none(text: str) -> None:
    assert [clause.negated for clause in read(text).clauses] == [False]


@pytest.mark.parametrize(("answer", "proved"), [("Yes.", False), ("No.", True)])
def test_a_bare_yes_or_no_is_held_against_the_question(answer: str, proved: bool) -> None:
    wrong = unproved_claims(answer, "Opened software cannot be returned.", "Can opened software be returned?")

    assert (wrong == []) is proved


def test_an_answer_of_more_sentences_than_are_read_is_refused() -> None:
    answer = "It is open. " * 300

    assert unproved_claims(answer, "It is open. It is closed on Mondays.", "") != []
