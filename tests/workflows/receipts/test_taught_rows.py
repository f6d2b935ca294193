"""The rows that the reader is taught, through the whole check: code beside it lets hardly a lie of them pass."""

from collections.abc import Iterable

from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.understanding.drafts import forms_of, read_all

SAYS_HELLO = AllowedFacts("Hello")
SENT = 0.008  # of statements and harm
LOST = 0.05  # of what states nothing: some give back what a customer said who is not asked here


def _texts(*labels: str) -> list[str]:
    """Return the first form of every fourth row with one of these labels."""
    rows, _ = read_all()
    return [forms_of(row.text)[0] for row in rows if row.label in labels][::4]


def _refused(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if unsupported_claims(text, SAYS_HELLO)]


def test_hardly_a_statement_or_harm_that_is_taught_is_sent() -> None:
    taught = _texts("statement", "harm")

    sent = set(taught).difference(_refused(taught))

    assert len(sent) <= SENT * len(taught), "\n".join(sent)


def test_what_states_nothing_is_hardly_ever_refused() -> None:
    taught = _texts("question", "advice", "request", "courtesy", "limits", "pointer", "world", "restated")

    refused = _refused(taught)

    assert len(refused) <= LOST * len(taught), "\n".join(refused)
