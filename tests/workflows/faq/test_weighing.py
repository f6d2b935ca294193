"""What speaks against an answer of longer quotes is weighed: a small edit is refused and named, a quote never is."""

import json

import pytest

from tests.paths import DATA
from workflows.faq.answer_claims import unproved_claims
from workflows.faq.documents import Document
from workflows.faq.proof import find_quote, unproved_in_answer
from workflows.faq.sentences import sentences
from workflows.faq.weighing import measures_of

QUOTE = (
    "Once the lab receives your sample, results usually take 6 to 8 weeks. If the sample fails, the nurse sends a"
    " second kit; she may close the order when two kits have failed. Fees are not refunded"
    " unless the lab made a mistake."
)
ROWS = [json.loads(line) for line in (DATA / "faq/proof/rows.jsonl").read_text(encoding="utf-8").splitlines()]


def refused(row: dict[str, str]) -> bool:
    quote = find_quote(row["quote"], (Document("Document", row["quote"]),))
    return quote is None or unproved_in_answer(row["answer"], [quote]) != []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("Results take 6 to 8 weeks once the lab receives your sample.", "usually"),
        ("Fees are not refunded, even if the lab made a mistake.", "even"),
        ("If the sample fails, you send a second kit.", "another one does it"),
        ("Results usually take 6 to 8 weeks before the lab receives your sample.", "comes first"),
    ],
)
def test_a_small_edit_is_refused_and_its_reason_named(answer: str, words: str) -> None:
    assert words in "; ".join(unproved_claims(answer, QUOTE, ""))


@pytest.mark.parametrize(
    "answer",
    [
        QUOTE,
        QUOTE.split(". ", maxsplit=1)[0] + ".",
        "How long does it take? Results usually take 6 to 8 weeks once the lab receives your sample.",
        "Results normally take six to eight weeks after your sample reaches the lab.",
    ],
)
def test_a_quote_and_its_plain_paraphrase_are_accepted(answer: str) -> None:
    assert unproved_claims(answer, QUOTE, "") == []


@pytest.mark.no_cover
def test_of_every_row_the_quote_itself_is_accepted() -> None:
    quotes = {row["quote"] for row in ROWS}

    assert [quote for quote in quotes if refused({"quote": quote, "answer": quote})] == []


def test_a_quote_measures_nothing_against_itself() -> None:
    read = sentences(QUOTE)

    assert measures_of(read, read, []) == {}


@pytest.mark.no_cover
def test_of_the_rows_it_is_taught_from_no_more_is_lost_than_is_known() -> None:
    some = ROWS[::3]  # one of each kind a quote; all of them: python -m tests.evaluation.proof_rows
    honest = [row for row in some if row["honest"]]
    turned = [row for row in some if not row["honest"]]

    assert (len(honest), len(turned)) == (150, 150)
    assert sum(map(refused, honest)) <= 45
    assert sum(not refused(row) for row in turned) <= 51
