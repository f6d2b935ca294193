"""Promise: without a sentence transformer all that is named is read and weighed too, and nothing is done unasked."""

import pytest

from tests.workflows.rules.planning.candidate_rows import LEFT, LIKELY, SURE
from workflows.rules.evidence import Kind
from workflows.rules.planning.candidates import candidates

ASKED: tuple[Kind, ...] = ("swap", "conditional", "hedged", "leaning", "about")


def _found(text: str) -> list[tuple[str | None, str]]:
    """Return what is done and asked about, but for orders, of which only the status is looked up."""
    return [(one.task.product_name, one.certainty) for one in candidates(text) if one.task.query_type != "StatusUpdate"]


@pytest.mark.parametrize("kind", ASKED)
def test_an_exchange_a_condition_and_a_doubt_are_asked_about(kind: Kind) -> None:
    assert {text for text, _ in LIKELY[kind] if "sure" in [certainty for _, certainty in _found(text)]} == set()


@pytest.mark.parametrize("kind", LEFT)
def test_nothing_is_done_that_is_not_asked_for(kind: str) -> None:
    assert {text for text in LEFT[kind] if "sure" in [certainty for _, certainty in _found(text)]} == set()


@pytest.mark.parametrize("kind", [kind for kind in SURE if kind not in {"awaited", "leave_with_reason"}])
def test_what_is_asked_for_outright_is_done_or_asked_about(kind: Kind) -> None:
    assert {text for text, product in SURE[kind] if product not in [name for name, _ in _found(text)]} == set()
