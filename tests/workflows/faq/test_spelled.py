"""Numbers of several words are read as the figures they are."""

import pytest

from workflows.faq.documents import Document
from workflows.faq.proof import find_quote, unproved_in_answer
from workflows.faq.spelled import with_figures


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("twenty-nine euros", "29 euros"),
        ("a hundred and forty dollars", "140 dollars"),
        ("fifteen hundred", "1500"),
        ("nine thousand miles", "9000 miles"),
        ("two thousand five hundred", "2500"),
        ("Forty-eight hours", "48 hours"),
        ("five", "five"),
        ("between two and three", "between two and three"),
        ("one two", "one two"),
    ],
)
def test_a_number_of_several_words_becomes_a_figure(words: str, figures: str) -> None:
    assert with_figures(words) == figures


@pytest.mark.parametrize(
    ("answer", "quote"),
    [
        ("The pass costs twenty-nine euros.", "The pass costs 29 euros a month."),
        ("You need 1,500 points for it.", "You need fifteen hundred points for it."),
        ("You can leave from month four.", "You can leave from the fourth month on."),
        ("It needs 7 days more.", "It needs an extra week for that."),
        ("Come at twelve o'clock noon.", "Come at noon, not before that."),
    ],
)
def test_a_figure_in_other_words_is_the_quotes(answer: str, quote: str) -> None:
    found = find_quote(quote, (Document("Help", quote),))

    assert found is not None
    assert "stands in none" not in "; ".join(unproved_in_answer(answer, [found]))


def test_another_number_of_several_words_is_refused() -> None:
    quote = "The pass costs 29 euros a month."
    found = find_quote(quote, (Document("Help", quote),))

    assert found is not None
    assert "'39'" in "; ".join(unproved_in_answer("The pass costs thirty-nine euros.", [found]))
