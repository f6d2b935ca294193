"""What careful people ask of documents of ours is answered, or has its reason; what an honest model quotes is told."""

from pathlib import Path

import pytest

from tests.evaluation.careful import Row, read_rows
from tests.evaluation.documents import measure, measure_model
from tests.evaluation.documents_model import quoted
from tests.evaluation.rating import files_of
from tests.paths import DATA

FOLDER = DATA / "documents"
ROWS, _ = read_rows(FOLDER / "asked.jsonl")
FILES = sorted({FOLDER / row.document for row in ROWS})


async def test_what_a_model_quotes_of_what_it_is_shown_is_delivered() -> None:
    found = await measure_model(FILES, ROWS)

    assert found.questions == len(ROWS)
    assert found.shown >= 0.8 * len(ROWS)
    assert (found.delivered, dict(found.lost)) == (found.shown, {})
    assert found.unseen == len(ROWS) - found.shown


async def test_without_a_model_most_questions_are_answered_and_each_other_has_its_reason() -> None:
    found = await measure(FILES, ROWS, show=False)

    assert found.answered >= 0.6 * len(ROWS)
    assert found.answered_at_once <= found.answered_on_a_look <= found.answered
    assert 0.9 * found.entries <= found.published + found.for_a_look <= found.entries
    assert sum(found.reasons.values()) == len(ROWS) - found.answered
    assert (found.frames, found.marked, found.verbatim) == (0, 0, found.quotes)


@pytest.mark.parametrize("file", files_of(FOLDER), ids=lambda file: file.name)
async def test_what_is_published_by_itself_passes_the_gate_and_little_needs_more_than_a_look(file: Path) -> None:
    found = await measure([file], [], show=False)

    assert found.flawed == 0
    assert found.published + found.for_a_look >= 0.7 * found.entries


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("$4", "Plan: Basic; Price: $4"),
        ("within 14 days", "Return it within 14 days."),
        ("not on the moon", None),
    ],
)
def test_the_scripted_model_quotes_the_place_that_answers(quote: str, sentence: str | None) -> None:
    shown = (
        "[Hire > Plans]\nPlan: Plus; Price: $4\nPlan: Basic; Price: $4\n\n[Hire]\nIt is fun. Return it within 14 days."
    )

    assert quoted(shown, Row("hire.md", "What does the basic plan cost?", quote)) == sentence


def test_the_questions_are_about_documents_that_are_there() -> None:
    assert all(Path(file).is_file() for file in FILES)
