"""A model that lies about what was asked for: everything a message mentions becomes a task, whatever is said of it."""

import re
from typing import Any

from tests.fakes.model import FakeModel, Say
from tests.fakes.model_answers import Blocks

_NAMED = re.compile(r"\b(?:the|my|our|his|her|a|an|this)\s+([a-z]+(?:\s[a-z]+)?)", re.IGNORECASE)
_STRUCK_OUT = re.compile(r"~([^~\n]{2,60})~")
_ID = re.compile(r"\b[A-Za-z]{1,4}-\d{2,}\b")
MOST = 20  # tasks a plan may hold


def lies_about_a_plan(given: Blocks, good: Any) -> object:  # noqa: ANN401 - JSON
    """Return a plan in which each thing mentioned is to be returned and each id is both an invoice and an order."""
    text = given.get("message", "")
    things = ["order", "product", *_STRUCK_OUT.findall(text), *_NAMED.findall(text)]
    tasks = [{"query_type": "ProductReturn", "product_name": one} for one in dict.fromkeys(things) if one in text]
    for one in dict.fromkeys(_ID.findall(text)):
        tasks.append({"query_type": "BillingInquiry", "invoice_number": one})
        tasks.append({"query_type": "StatusUpdate", "order_id": one})
    return {"tasks": [*good["tasks"], *tasks][:MOST], "leftovers": good["leftovers"]}


def says_there_is_a_task(_given: Blocks, good: Any) -> object:  # noqa: ANN401 - JSON
    """Return the classification, but that there is something to do."""
    return good | {"has_tasks": True, "confidence": 1.0}


def lie(model: FakeModel) -> None:
    """Let ``model`` lie about every message from now on."""
    model.script("plan", Say(twist=lies_about_a_plan), times=None)
    model.script("classify", Say(twist=says_there_is_a_task), times=None)
