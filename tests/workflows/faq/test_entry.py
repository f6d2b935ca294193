"""When two entries tell a reader the same, so that one of them goes."""

import pytest

from workflows.faq.entry import Entry, same_entry
from workflows.faq.proof import Quote

TEXT = "You can return an item within 30 days. We pay the postage. A sale item goes back within 14 days."
FIRST, SECOND = (0, 38), (59, 96)


def entry(question: str, answer: str, *spans: tuple[int, int]) -> Entry:
    quotes = tuple(Quote(document=0, title="Returns", start=a, end=b, text=TEXT[a:b]) for a, b in spans)
    return Entry(question, answer, ("Returns",), quotes, "model")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # One answer from one place, whatever is asked.
        (
            entry("What is the return period?", "You can return an item within 30 days.", FIRST),
            entry("When must goods be back?", "An item can be returned within 30 days.", FIRST),
            True,
        ),
        # One place, two answers.
        (
            entry("What is the return period?", "You can return an item within 30 days.", (0, 58)),
            entry("Who pays for a return?", "We pay the postage.", (0, 58)),
            False,
        ),
        # Nearly one question, and one answer that says more.
        (
            entry("How long can I return an item?", "Within 30 days.", FIRST),
            entry("How long can items be returned?", "You can return an item within 30 days.", FIRST),
            True,
        ),
        # Nearly one question, two answers.
        (
            entry("How long can I return an item?", "You can return an item within 30 days.", FIRST),
            entry("How long can I return a sale item?", "A sale item goes back within 14 days.", SECOND),
            False,
        ),
        # The same words, of which one denies.
        (
            entry("Can I return an item?", "You can return an item.", FIRST),
            entry("Can items be returned?", "You cannot return an item.", FIRST),
            False,
        ),
    ],
)
def test_entries_that_tell_the_same_are_known_by_their_answers(one: Entry, other: Entry, same: bool) -> None:
    assert same_entry(one, other) is same
    assert same_entry(other, one) is same
