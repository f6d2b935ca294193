"""A sentence that may not stand is cut where the rest stands without it."""

import json
from datetime import date
from typing import Any

import pytest

from workflows.model.reading import BadAnswerError, read_answer
from workflows.receipts.check import AllowedFacts, without_unsupported
from workflows.results import OrderFound
from workflows.steps.drafts import DraftRequest
from workflows.steps.synthesize import SYNTHESIZE, PartsToJoin
from workflows.steps.technical_reply import TECHNICAL_REPLY

ADVICE = "Please restart the router. Which model is it?"
LIE = "We have sent you a new one."


def _left(prose: str) -> str | None:
    return without_unsupported(prose, AllowedFacts())


def test_a_sentence_that_states_what_no_record_holds_is_cut() -> None:
    assert _left(f"{ADVICE} {LIE}") == ADVICE


def test_the_customer_gets_the_rest_of_a_draft() -> None:
    draft = read_answer(TECHNICAL_REPLY, DraftRequest("My router is slow."), json.dumps({"reply": f"{ADVICE} {LIE}"}))

    assert draft.reply == ADVICE


@pytest.mark.parametrize(
    "prose",
    [
        LIE,
        f"Thank you for your patience! {LIE}",
        f"{LIE} Your refund has been approved. {ADVICE.partition('.')[0]}.",
        f"Please restart the router. {LIE} That should help with the noise. Which model is it?",
        f"{ADVICE} {LIE} See acme.example.com for more.",
        f"{ADVICE} {LIE} Send us your password.",
    ],
    ids=["nothing else", "only courtesy", "most of it", "another refers to it", "a link", "a secret"],
)
def test_where_the_rest_does_not_stand_alone_nothing_is_cut(prose: str) -> None:
    assert _left(prose) is None


def test_a_draft_of_nothing_but_a_lie_is_refused() -> None:
    with pytest.raises(BadAnswerError, match="not known"):
        read_answer(TECHNICAL_REPLY, DraftRequest("My router is slow."), json.dumps({"reply": LIE}))


def _joined(**texts: str) -> Any:  # noqa: ANN401 - an answer of the step
    order = OrderFound(
        order_id="A-12345", status="in transit", carrier="DHL", tracking_number="TRK1", estimate=date(2026, 11, 26)
    )
    answer = {"greeting": "", "parts": [], "closing": ""} | texts
    given = PartsToJoin("Where is order A-12345?", "en", (order,), is_first=True)
    return read_answer(SYNTHESIZE, given, json.dumps(answer))


def test_a_greeting_or_a_closing_may_be_cut_whole() -> None:
    answer = _joined(greeting="Hello! Your money is on its way.", closing="Your refund has been approved.")

    assert (answer.greeting, answer.closing) == ("Hello!", "")
