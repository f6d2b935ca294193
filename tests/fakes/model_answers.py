"""What a good model would answer to each step, worked out from the request's own blocks by our rules."""

import json
import re
from collections.abc import Callable
from functools import lru_cache

from tests.fakes import faq_answers
from workflows.rules import first_aid
from workflows.rules.planning.plan import Waiting
from workflows.steps.billing_concern import BILLING_CONCERN, ConcernRequest
from workflows.steps.classify import CLASSIFY, MessageToClassify
from workflows.steps.plan import MessageToPlan
from workflows.steps.plan import rule as split

Blocks = dict[str, str]

_BLOCK = re.compile(r"^<(?P<name>\w+)>\n(?P<text>.*?)\n</(?P=name)>$", re.DOTALL | re.MULTILINE)
_PART = re.compile(r"^(\d+)\. ", re.MULTILINE)
_WAITING: dict[str, Waiting] = {
    "BillingInquiry.invoice_number": Waiting("BillingInquiry", "invoice_number"),
    "ProductReturn.product_name": Waiting("ProductReturn", "product_name"),
    "StatusUpdate.order_id": Waiting("StatusUpdate", "order_id"),
}


def blocks_of(content: str) -> Blocks:
    """Return the named blocks of a user message."""
    return {match["name"]: match["text"] for match in _BLOCK.finditer(content)}


@lru_cache(maxsize=4096)
def good_answer(step: str, content: str) -> str:
    """Return a sensible answer to ``step`` as JSON text; the shape of an unknown step's answer is ``{}``."""
    make = _ANSWERS.get(step)
    return json.dumps(make(blocks_of(content)) if make else {})


def _classify(given: Blocks) -> object:
    return CLASSIFY.rule(MessageToClassify(given.get("message", ""), given.get("earlier", ""))).model_dump(mode="json")


def _plan(given: Blocks) -> object:
    return split(MessageToPlan(given.get("message", ""), _WAITING.get(given.get("waiting", "")))).model_dump(
        mode="json"
    )


def _concern(given: Blocks) -> object:
    return BILLING_CONCERN.rule(ConcernRequest(given.get("message", ""), given.get("invoice", ""))).model_dump(
        mode="json"
    )


def _technical(given: Blocks) -> object:
    return {"reply": first_aid.technical(given.get("message", ""))}


def _billing(given: Blocks) -> object:
    return {"reply": first_aid.billing(given.get("message", ""))}


def _general(given: Blocks) -> object:
    reply, answered = first_aid.general(given.get("message", ""))
    return {"reply": reply, "answered": answered}


def _synthesize(given: Blocks) -> object:
    numbers = [int(number) for number in _PART.findall(given.get("parts", ""))]
    return {
        "greeting": "Thank you for writing, I am happy to help.",
        "parts": [{"part": number, "text": "This is what there is to say about it."} for number in numbers],
        "closing": "Please write here if there is anything else.",
    }


_ANSWERS: dict[str, Callable[[Blocks], object]] = {
    "classify": _classify,
    "plan": _plan,
    "billing_concern": _concern,
    "technical_reply": _technical,
    "billing_reply": _billing,
    "general_reply": _general,
    "synthesize": _synthesize,
    "faq_questions": faq_answers.questions,
    "faq_answer": faq_answers.answer,
    "faq_sources": faq_answers.sources,
}
