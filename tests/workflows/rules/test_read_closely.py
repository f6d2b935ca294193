"""Promise: the transformer itself, where it is installed, makes nothing sure that DESIGN has asked about or left.

Tests read without it, as most desks do; these hundred texts it reads. ``READ_CLOSELY=1`` has it read all the others.
"""

from collections.abc import Iterator

import pytest

from tests.workflows.rules.planning.candidate_rows import LEFT, LIKELY, SURE
from workflows.rules.evidence import Kind
from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import found_in
from workflows.understanding import closely, transformer

pytestmark = pytest.mark.skipif(transformer.folder() is None, reason="the extra meaning is not installed")
LOAD, LOAD_MODEL, IS_USED = closely.load, transformer.load, closely.is_used
ASKED: tuple[Kind, ...] = ("swap", "conditional", "hedged", "leaning", "about")
MOST = 6  # of a kind: each costs 25 ms


@pytest.fixture(autouse=True)
def _read_closely(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(transformer, "load", LOAD_MODEL)
    monkeypatch.setattr(closely, "load", LOAD)
    monkeypatch.setattr(closely, "is_used", IS_USED)
    monkeypatch.setattr(closely._Switch, "on", True)
    for remembered in (found_in, closely.read_closely):
        remembered.cache_clear()
    yield
    for remembered in (found_in, closely.read_closely):
        remembered.cache_clear()


def _found(text: str) -> list[tuple[str | None, str]]:
    """Return what is done and asked about, but for orders, of which only the status is looked up."""
    return [(one.task.product_name, one.certainty) for one in candidates(text) if one.task.query_type != "StatusUpdate"]


@pytest.mark.parametrize("kind", ASKED)
def test_an_exchange_a_condition_and_a_doubt_are_asked_about(kind: Kind) -> None:
    rows = LIKELY[kind][:MOST]

    assert {text: _found(text) for text, _ in rows} == {text: [(product, "likely")] for text, product in rows}


def test_what_is_asked_for_outright_is_done() -> None:
    kinds = [rows for kind, rows in SURE.items() if kind not in {"awaited", "leave_with_reason"}]
    rows = [row for rows in kinds for row in rows[:MOST]]

    assert {text: _found(text) for text, _ in rows} == {text: [(product, "sure")] for text, product in rows}


@pytest.mark.parametrize("kind", LEFT)
def test_nothing_is_done_that_is_not_asked_for(kind: str) -> None:
    done = {text: _found(text) for text in LEFT[kind][:MOST]}

    assert {text for text, found in done.items() if any(certainty == "sure" for _, certainty in found)} == set()


def test_whether_something_may_go_back_for_a_reason_is_done_or_asked_about() -> None:
    rows = SURE["leave_with_reason"]

    found = {text: [name for name, _ in _found(text)] for text, _ in rows}

    assert found == {text: [product] for text, product in rows}


@pytest.mark.parametrize(
    "text",
    ["What if the stroller isn't for us?", "maybe my sister should return the scarf", "I could return the lamp"],
)
def test_what_is_only_thought_of_is_never_done(text: str) -> None:
    assert all(certainty == "likely" for _, certainty in _found(text))


@pytest.mark.parametrize(
    "text",
    [
        "Should the rucksack not please my wife, can we send it back?",
        "I want to return the book to the library",
        "I never received the lamp, I want my money back",
        "I need a copy of invoice INV-7890",
        "I want to return the kettle. Scrap that, we found the right switch.",
    ],
)
def test_what_is_imagined_anothers_taken_back_or_never_came_is_left(text: str) -> None:
    assert _found(text) == []
