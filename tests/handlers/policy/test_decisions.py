"""The desk's policy as ``docs/policy.md`` shows it: each row of the table is a test, by rule, without doing it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from handlers.conversation.held import NOTHING, Held, HeldOrder
from handlers.desk import Conversation, Transcript
from handlers.policy.actions import (
    Action,
    AnswerFromFaqs,
    AskToCancel,
    CancelReturns,
    DoTask,
    Draft,
    DropAsked,
    DropPending,
    ExplainReturns,
    HandOver,
    NeedNobody,
    NoteAccount,
    Say,
    TellHeld,
    TellRecords,
)
from handlers.policy.decide import decide
from handlers.policy.questions import USUALLY, wanted
from handlers.runtime.published_cache import PublishedFaqs
from handlers.understanding.understand import understand
from storage.published import PublishedEntry
from storage.records import (
    AWAITING_ACCOUNT,
    AWAITING_CANCEL,
    AWAITING_DETAILS,
    Case,
    Customer,
    Investigation,
    Message,
    Rma,
    TaskRow,
    Turn,
    TurnRow,
)
from tests.paths import ROOT
from workflows.journal import Run
from workflows.model.client import Model, ModelSettings
from workflows.results import OrderFound

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ROW = re.compile(r"^\| ([^|]*) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", re.MULTILINE)
TABLE = [found.groups() for found in ROW.finditer((ROOT / "docs" / "policy.md").read_text("utf-8"))][2:]
MESSAGE = Message(
    id=1,
    team_id="T1",
    channel="C1",
    ts="1.0",
    thread_ts="1.0",
    case_id=1,
    turn_id=1,
    author="U1",
    author_kind="customer",
    text="",
    is_dm=False,
    edited_ts=None,
    progress_ts=None,
    deleted_at=None,
    kept_at=NOW,
)
TURN = TurnRow(1, "T1", 1, "C1", "1.0", "1.0", "U1", "C1:1.0", "owed", NOW, NOW, None)
CASE = Case(
    id=1,
    team_id="T1",
    number="CASE-1001",
    channel="C1",
    thread_ts="1.0",
    is_dm=False,
    requester="U1",
    subject="",
    route=None,
    status="open",
    awaiting=None,
    priority="normal",
    assignee=None,
    taken_over=False,
    language=None,
    unsure_count=0,
    opened_at=NOW,
    updated_at=NOW,
    first_response_at=None,
    resolved_at=None,
    rating=None,
)
PENDING = TaskRow(
    id=5,
    team_id="T1",
    case_id=1,
    turn_id=1,
    run="run",
    part=1,
    query_type="",
    invoice_number=None,
    product_name=None,
    reason_for_return=None,
    order_id=None,
    state="pending",
    result=None,
    created_at=NOW,
    updated_at=NOW,
)
AWAITED_TASKS: dict[str, dict[str, Any]] = {
    "a product": {"query_type": "ProductReturn"},
    "an order": {"query_type": "StatusUpdate"},
    "an invoice": {"query_type": "BillingInquiry"},
    "a yes: stroller": {"query_type": "ProductReturn", "product_name": "stroller", "state": "asked", "asked_at": NOW},
}
AWAITED_REST = {"": None, "the account": AWAITING_ACCOUNT, "details": AWAITING_DETAILS}
CASES: dict[str, dict[str, Any]] = {
    "": {},
    "waits for a person": {"status": "escalated"},
    "waits, urgent": {"status": "escalated", "priority": "urgent"},
    "technical": {"route": "technical_support"},
    "in German": {"status": "escalated", "language": "de"},
    "asked to cancel": {"awaiting": f"{AWAITING_CANCEL}RMA-100016"},
}
LAMP = Rma(1, "T1", 1, 1, "RMA-100016", "U1", "lamp", "lamp", "it flickers", "issued", NOW)
KETTLE = Rma(2, "T1", 1, 2, "RMA-100024", "U1", "kettle", "kettle", "it leaks", "issued", NOW)
DISPUTE = Investigation(1, "T1", 1, 3, "INV-CASE-1001-1", "INV-7890", "too high", "flagged", NOW.date(), "open", NOW)
ORDER = OrderFound(
    order_id="A-12345", status="shipped", carrier="DHL", tracking_number="TRK0000000001", estimate=NOW.date()
)
TAKEN_BACK: dict[type[Action], str] = {
    DropAsked: "leave what was asked about",
    DropPending: "drop what is awaited",
    NeedNobody: "wait for nobody",
}
HELD = {
    "returned": Held((LAMP,), last=frozenset({"ProductReturn"})),
    "asked to cancel": Held((LAMP,), last=frozenset({"ProductReturn"})),
    "two returns": Held((LAMP, KETTLE), last=frozenset({"ProductReturn"})),
    "shipped": Held((LAMP,), orders=(HeldOrder(ORDER, NOW),), last=frozenset({"StatusUpdate"})),
    "disputed": Held(investigations=(DISPUTE,), last=frozenset({"BillingInquiry"})),
}
PUBLISHED = PublishedFaqs(
    (PublishedEntry(7, 3, 1, "What does express delivery cost?", "It costs 4 euros.", ["Shop"], []),)
)


def _conversation(model: Model, said: str, awaited: str, state: str) -> Conversation:
    """Return the conversation of a row; none of it is stored, and what answers is the rules engine."""
    waiting = replace(PENDING, **AWAITED_TASKS[awaited]) if awaited in AWAITED_TASKS else None
    awaiting = "task:5" if waiting else AWAITED_REST[awaited]
    case = replace(CASE, **{"awaiting": awaiting, **CASES.get(state, {})})
    return Conversation(
        turn=Turn(TURN, (replace(MESSAGE, text=said),)),
        case=case,
        customer=Customer("T1", "U1", None, NOW if awaited == "the account" else None),
        waiting=waiting,
        pending=(waiting,) if waiting else (),
        earlier=Transcript((("desk", USUALLY["order_id"]),)) if state == "told where" else Transcript(),
        in_sight=Transcript(),
        run=Run("run", 1, "T1", cast("Any", None), model),
        now=NOW,
        faqs=PUBLISHED,
        held=HELD.get(state, NOTHING),
    )


def _described(action: Action) -> str:  # noqa: C901, PLR0911 - one line an action
    """Return an action in a few plain words, as the table shows it."""
    match action:
        case Say(text, _, unsure):
            return f"{'ask again' if unsure else 'say'}: {re.split(r'[.!?]', text)[0]}"
        case DropAsked() | DropPending() | NeedNobody():
            return TAKEN_BACK[type(action)]
        case NoteAccount(number):
            return f"note account {number}"
        case DoTask():
            return _task(action)
        case TellRecords(numbers):
            return f"tell how {', '.join(number for _, number in numbers)} stands"
        case TellHeld(questions):
            return f"tell from the case: {', '.join(one.kind.replace('_', ' ') for one in questions)}"
        case AskToCancel(returns):
            return f"ask whether to cancel {', '.join(one.number for one in returns)}"
        case CancelReturns(numbers):
            return f"cancel {', '.join(numbers)}"
        case AnswerFromFaqs(entries):
            return f"answer from {len(entries)} published FAQ{'s' if len(entries) > 1 else ''}"
        case ExplainReturns():
            return "explain how a return is asked for"
        case Draft(route, _, adds_to):
            return "add it to the case" if adds_to else f"answer as {route.replace('_', ' ')}"
        case HandOver(reason, _, urgent):
            return f"{'urgently ' if urgent else ''}hand over: {reason}"


def _task(action: DoTask) -> str:
    task, fills = action.task, " (was awaited)" if action.fills else ""
    if action.asks:
        return wanted(task).split("?", maxsplit=1)[0].replace("Would you like to", "ask whether to")
    match task.query_type:
        case "BillingInquiry":
            done = f"investigate {task.invoice_number}" if task.invoice_number else "ask for the invoice"
        case "ProductReturn":
            reason = f" because “{task.reason_for_return}”" if task.reason_for_return else ""
            done = f"return “{task.product_name}”{reason}" if task.product_name else "ask for the product"
        case "StatusUpdate":
            done = f"look up {task.order_id}" if task.order_id else "ask for the order"
    return done + fills


async def decided(said: str, awaited: str, state: str) -> str:
    """Return what is decided about a message, in words."""
    async with Model(ModelSettings(None)) as model:
        conversation = _conversation(model, said, awaited, state)
        found = await understand(conversation)
    return "; ".join(_described(one) for one in decide(found, conversation))


@pytest.mark.parametrize(("said", "awaited", "state", "then"), TABLE)
async def test_the_desk_decides_as_the_table_says(said: str, awaited: str, state: str, then: str) -> None:
    assert await decided(said, awaited, state) == then


def test_the_table_is_read() -> None:
    assert len(TABLE) > 40


async def test_what_was_read_is_read_anew_once_its_faq_is_published_no_more() -> None:
    async with Model(ModelSettings(None)) as model:
        before = _conversation(model, "What does express delivery cost?", "", "")
        first = await understand(before)
        again = await understand(before)
        withdrawn = await understand(replace(before, faqs=PublishedFaqs(())))

    assert first.entries == again.entries == (7,)
    assert withdrawn.entries == ()
