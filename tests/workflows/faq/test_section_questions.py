"""What a document is asked, section by section: answers are whole thoughts, what is left out has its true reason."""

import pytest

from bot.formats.documents import read_text
from workflows.faq.answer import FAQ_ANSWER, AnswerRequest, quotes_in
from workflows.faq.documents import Document
from workflows.faq.proof import find_quote
from workflows.faq.rules_extract import answer, questions
from workflows.faq.section_questions import FOREIGN_ROWS, LINKED, NO_HEADING, NO_QUESTION, survey_of
from workflows.faq.sections import passages_of, path_at

PAGE = """# Bike hire

## Returning a bike

You can return:

- city bikes
- cargo bikes

To end a ride, push the bike into a dock. It clicks.

## Prices

| Plan | Price |
|------|-------|
| Basic | $4 |
| Plus | $7 |

## Condensation

Water may gather below the saddle.

## Can I lend my bike?

No.
"""


def asked(document: Document) -> dict[str, str]:
    """Return each question of a document with its answer."""
    return {one.question: document.text[one.start : one.end] for one in survey_of(document).extracts}


def test_an_answer_is_the_whole_thought_with_the_list_behind_the_colon() -> None:
    found = asked(read_text("hire.md", PAGE))

    assert found["How do I return a bike?"].startswith("You can return:\n• city bikes\n• cargo bikes")
    assert found["How do I end a ride?"] == "To end a ride, push the bike into a dock. It clicks."
    assert found["How much does the Basic plan cost?"] == "Plan: Basic; Price: $4"


def test_an_answer_too_short_to_be_quoted_is_given_with_its_question() -> None:
    assert asked(read_text("hire.md", PAGE))["Can I lend my bike?"] == "Can I lend my bike?\n\nNo."


def test_what_cannot_be_asked_well_is_left_out_and_the_reason_is_the_true_one() -> None:
    survey = survey_of(read_text("hire.md", f"Riding is fun for the whole family.\n\n{PAGE}"))

    assert {survey.sections[at].heading.rpartition(" ")[2]: reason for at, reason in survey.left_out.items()} == {
        "": NO_HEADING,
        "Condensation": NO_QUESTION,
    }
    assert not any("should I know" in one.question for one in survey.extracts)


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("How do I reach you?", "Write to help@kontor.example or to our office."),
        ("Wie erreiche ich Sie?", "Schreiben Sie an hilfe@kontor.example oder an das Büro."),
    ],
)
def test_an_answer_with_an_address_is_an_entry_of_its_own_question(heading: str, text: str) -> None:
    survey = survey_of(read_text("hall.md", f"## {heading}\n\n{text}"))

    assert [one.question for one in survey.extracts] == [heading]


def test_a_question_with_an_address_in_it_is_left_out_for_that_reason() -> None:
    survey = survey_of(read_text("hall.md", "## Who reads help@kontor.example?\n\nTwo people of our office read it."))

    assert set(survey.left_out.values()) == {LINKED}


def test_a_short_answer_with_signs_in_it_is_quoted_with_its_question() -> None:
    document = read_text("hall.md", "# Hall\n\n## Where is my invoice?\n\nUnder Account > Invoices.\n\n## Rooms\n\nNo.")

    [found] = survey_of(document).extracts

    assert find_quote(document.text[found.start : found.end], (document,)) is not None


@pytest.mark.parametrize("asks", ["## Qui paie le port ?\n\n", "Q: Qui paie le port ?\nR: "])
def test_in_other_languages_the_texts_own_questions_are_asked_alone(asks: str) -> None:
    text = f"{asks}Nous payons le port pour vous.\n\n## Le bureau\n\nNous sommes là pour vous avant cinq heures."

    survey = survey_of(read_text("aide.md", text))

    assert [one.question for one in survey.extracts] == ["Qui paie le port ?"]
    assert FOREIGN_ROWS in survey.left_out.values()


def test_each_section_is_asked_before_any_is_asked_twice() -> None:
    document = read_text("hire.md", PAGE)

    assert questions((document,), 3) == ["How do I return a bike?", "What are your prices?", "Can I lend my bike?"]


def test_a_question_of_a_section_is_answered_by_it() -> None:
    document = read_text("hire.md", PAGE)

    found = answer("How do I end a ride?", (document,), ())

    assert (found.answerable, found.quotes) == (True, ["To end a ride, push the bike into a dock. It clicks."])


SAME = (
    "## Can I pay by PayPal?\n\nYes, of course you can.\n\n## Can I pay by invoice?\n\nYes, of course you can.\n\n"
    "## Is there a lift?\n\nNo."
)


def test_own_questions_with_the_same_answer_are_all_asked_and_quoted_where_they_stand() -> None:
    document = read_text("help.md", SAME)
    passages = tuple(passages_of((document,)))

    assert questions((document,), 9) == ["Can I pay by PayPal?", "Can I pay by invoice?", "Is there a lift?"]
    for asked_one in questions((document,), 9):
        given = AnswerRequest(asked_one, passages, (document,))
        [quote] = quotes_in(given, FAQ_ANSWER.rule(given))
        assert path_at(document, quote.start) == (asked_one,)
