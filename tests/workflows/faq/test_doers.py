"""Who does what is read from the order of words: another doer is found, the same one in other words is not."""

import pytest

from workflows.faq.doers import others_do
from workflows.faq.sentences import sentences


def tokens(text: str) -> list[list[str]]:
    return [[token for clause in one.clauses for token in clause.tokens] for one in sentences(text)]


@pytest.mark.parametrize(
    ("answer", "quote", "measure"),
    [
        ("Coaches decide on penalties.", "Penalties are decided by the judge. Coaches have no say.", "other doer"),
        ("The buyer chooses the courier.", "The seller chooses the courier and tells the buyer.", "other doer"),
        ("We pay the tolls.", "The renter pays the tolls; we pay for oil.", "other doer"),
        ("You send the bill to your dentist.", "The bill is sent straight to us by your dentist.", "other doer"),
        ("The crew empties the fridge.", "The crew packs the kitchen, but you must empty the fridge.", "other doer"),
        (
            "The nurse gives it to the insurer.",
            "The nurse gives it to the doctor. The insurer waits.",
            "other receiver",
        ),
    ],
)
def test_a_deed_of_another_one_is_found(answer: str, quote: str, measure: str) -> None:
    assert measure in others_do(tokens(answer), tokens(quote))


@pytest.mark.parametrize(
    ("answer", "quote"),
    [
        ("The judge decides on penalties.", "Penalties are decided by the judge. Coaches have no say."),
        ("You pay the rent on the first.", "The tenant pays the rent on the first."),
        ("We collect your parcel.", "The courier collects your parcel."),
        ("Staff can borrow 50 books.", "Students may borrow up to 20 books, staff up to 50."),
        ("Children pay 8 euros, adults 14 euros.", "Adults pay 14 euros and children pay 8."),
        ("Check the form and sign it.", "You check the form and sign it."),
    ],
)
def test_the_same_doer_in_other_words_is_none_other(answer: str, quote: str) -> None:
    assert others_do(tokens(answer), tokens(quote)) == {}
