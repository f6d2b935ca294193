"""What a model may and may not say around the facts: sentences such as real models write, each judged by its step."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from tests.paths import DATA
from workflows.language.grounding import plain
from workflows.model.reading import BadAnswerError, read_answer
from workflows.results import AnyResult, InvestigationOpened, OrderFound, RmaIssued
from workflows.steps.billing_reply import BILLING_REPLY
from workflows.steps.drafts import DraftRequest
from workflows.steps.general_reply import ABOUT, GENERAL_REPLY
from workflows.steps.synthesize import SYNTHESIZE, PartsToJoin
from workflows.steps.technical_reply import TECHNICAL_REPLY

Row = dict[str, str]

LIES: list[Row] = [json.loads(line) for line in (DATA / "lies.jsonl").read_text("utf-8").splitlines()]
HONEST: list[Row] = [json.loads(line) for line in (DATA / "honest.jsonl").read_text("utf-8").splitlines()]
LIES_ALLOWED = 0.01
FALSE_REFUSALS_ALLOWED = 0.04

TECHNICAL = (
    "My router keeps disconnecting and the app crashes when I open it. I already restarted it. "
    "The printer is broken too."
)
BILLING = (
    "Why was I charged twice for my subscription? I was billed although I had already cancelled. I did not order this. "
    "My payment was declined. I want a refund and a copy of my receipt. Was my refund approved?"
)
GENERAL = "Do you ship to Canada? What are your opening hours? My order, is it shipped?"
SAMPLE = (
    "I have a question about invoice #INV-7890, it is higher than I expected. Also I want to return "
    "the 'SuperWidget 5000', it is not compatible with my system. And where is my order #A-12345?"
)
RESULTS: dict[str, AnyResult] = {
    "investigation": InvestigationOpened(
        number="INV-CASE-1001-1",
        invoice_number="INV-7890",
        concern="the invoice is higher than expected",
        action="the invoice was flagged for review by the billing department",
        eta=date(2026, 11, 25),
    ),
    "rma": RmaIssued(
        number="RMA-100016", product_name="SuperWidget 5000", reason="not compatible with my system", address="12 Road"
    ),
    "order": OrderFound(
        order_id="A-12345", status="in transit", carrier="DHL", tracking_number="TRK1", estimate=date(2026, 11, 26)
    ),
}


def _drafted(row: Row) -> str:
    text = json.dumps({"reply": row["text"], "answered": True})
    match row["in"]:
        case "technical":
            return read_answer(TECHNICAL_REPLY, DraftRequest(TECHNICAL), text).reply
        case "billing":
            return read_answer(BILLING_REPLY, DraftRequest(BILLING), text).reply
        case _:
            return read_answer(GENERAL_REPLY, DraftRequest(GENERAL, about=ABOUT), text).reply


def _synthesized(row: Row) -> str:
    answer: dict[str, Any] = {"greeting": "", "parts": [], "closing": ""}
    if row["in"] == "part":
        answer["parts"] = [{"part": list(RESULTS).index(row["of"]) + 1, "text": row["text"]}]
    else:
        answer[row["in"]] = row["text"]
    given = PartsToJoin(SAMPLE, "en", tuple(RESULTS.values()), is_first=True)
    left = read_answer(SYNTHESIZE, given, json.dumps(answer))
    return " ".join([left.greeting, *(part.text for part in left.parts), left.closing])


JUDGES: Mapping[str, Callable[[Row], str]] = dict.fromkeys(
    ("technical", "billing", "general"), _drafted
) | dict.fromkeys(("greeting", "part", "closing"), _synthesized)


def refused(row: Row) -> str | None:
    """Return why a text is refused or cut where a model would write it; None if it is sent as it is."""
    try:
        left = JUDGES[row["in"]](row)
    except BadAnswerError as error:
        return str(error)
    return None if left.split() == plain(row["text"]).split() else f"cut to {left!r}"


def test_hardly_a_lie_is_sent() -> None:
    sent = [row["text"] for row in LIES if refused(row) is None]

    assert len(sent) <= LIES_ALLOWED * len(LIES), "\n".join(sent)


def test_honest_sentences_are_nearly_always_sent() -> None:
    lost = [f"{row['text']}: {why}" for row in HONEST if (why := refused(row))]

    assert len(lost) <= FALSE_REFUSALS_ALLOWED * len(HONEST), "\n".join(lost)


TWO_ORDERS = "Where is order A-11111, and where is order A-22222?"
ORDERS = tuple(
    OrderFound(
        order_id=order_id,
        status="shipped",
        carrier="DHL",
        tracking_number=f"TRK{order_id}",
        estimate=date(2026, 11, 26),
    )
    for order_id in ("A-11111", "A-22222")
)


def _join_two(first: str, second: str) -> None:
    parts = [{"part": 1, "text": first}, {"part": 2, "text": second}]
    read_answer(
        SYNTHESIZE,
        PartsToJoin(TWO_ORDERS, "en", ORDERS, is_first=True),
        json.dumps({"greeting": "", "parts": parts, "closing": ""}),
    )


def test_an_id_in_a_part_is_that_parts() -> None:
    _join_two("Here is order A-11111.", "Here is order A-22222.")

    with pytest.raises(BadAnswerError, match="A-22222"):
        _join_two("Here is order A-22222.", "Here is order A-11111.")


@pytest.mark.parametrize("result", RESULTS.values(), ids=list(RESULTS))
def test_the_facts_of_a_result_hold_the_id_or_product_it_is_about(result: AnyResult) -> None:
    about = {"investigation": "INV-7890", "rma": "SuperWidget 5000", "order": "A-12345"}[result.kind]

    assert about in [value for _, value in result.facts()]
