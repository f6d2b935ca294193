"""The whole desk with a model that lies or fails: the customer gets one true reply, and nothing invented is kept."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from llmock.pytest_plugin import LLMock

from bot.wiring import Bot, open_bot
from storage import cases, journal, tasks
from storage.database import Tx
from storage.records import StepRun
from tests.conftest import SettingsFor
from tests.fakes.model import ANY, KEY, FakeModel, Say
from tests.fakes.model_desk import SAMPLE
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack

FACTS = ("INV-CASE-1001-1", "RMA-100016", "SuperWidget 5000", "A-12345", "Tracking number")
LIE = "Your refund of $500 is approved"


@pytest.fixture
async def desk(slack: FakeSlack, settings_for: SettingsFor, model: FakeModel) -> AsyncIterator[Bot]:
    """The real bot over signed HTTP, with a model at its base URL and little patience."""
    known: dict[str, Any] = {"openai_api_key": KEY, "openai_base_url": model.base_url, "model_timeout_s": 0.3}
    async with open_bot(settings_for(**known)) as running:
        slack.delivery.bot_url = running.url
        yield running


async def answered(slack: FakeSlack, bot: Bot, text: str) -> str:
    """Say something, wait until all is done, and return the one reply."""
    event = slack.says(CUSTOMER, SUPPORT, text)
    await slack.deliver(event)
    await slack.reply_to(event)
    await bot.idle()
    [reply] = slack.replies_to(event)
    return reply.shown


async def steps_of(bot: Bot) -> list[StepRun]:
    """Return the trace of the first case."""

    def read(tx: Tx) -> list[StepRun]:
        case = cases.find_case(tx, "CASE-1001", bot.identity.team_id)
        assert case is not None
        return journal.steps_of_case(tx, case.id)

    return await bot.db.read(read)


async def numbers_kept(bot: Bot) -> list[str]:
    """Return what the stored tasks are about."""

    def read(tx: Tx) -> list[str]:
        case = cases.find_case(tx, "CASE-1001", bot.identity.team_id)
        assert case is not None
        return sorted(
            str(row.invoice_number or row.product_name or row.order_id) for row in tasks.tasks_of_case(tx, case.id)
        )

    return await bot.db.read(read)


async def test_a_good_model_does_all_steps_and_its_trace_is_kept(desk: Bot, slack: FakeSlack, model: FakeModel) -> None:
    reply = await answered(slack, desk, SAMPLE)

    assert all(fact in reply for fact in FACTS)
    assert "automatic first response" not in reply
    assert sorted(model.steps()) == ["billing_concern", "classify", "plan", "synthesize"]
    traced = [step for step in await steps_of(desk) if step.step != "understand"]
    assert {(step.engine, step.model, step.outcome) for step in traced} == {("model", "gpt-4o-mini", "ok")}
    assert all(step.tokens_in and step.tokens_out and step.prompt_hash for step in traced)


PROMISE = {
    "greeting": f"{LIE}!",
    "parts": [{"part": 1, "text": f"{LIE}."}, {"part": 3, "text": "It was delivered."}],
    "closing": "Call us at 1-800-555-0199.",
}
MENTION = {"greeting": "<!channel> hello", "parts": [], "closing": "<@U1> see https://evil.example"}
NO_TASKS: dict[str, Any] = {"tasks": [], "leftovers": []}


def invoice(number: str) -> dict[str, Any]:
    """Return a plan with one task about an invoice."""
    empty = {"product_name": None, "reason_for_return": None, "order_id": None}
    return {"tasks": [{"query_type": "BillingInquiry", "invoice_number": number, **empty}], "leftovers": []}


# A return that a model leaves out stays out: only ids are sure enough to act on against its word.
DROPPED_RETURNS = (NO_TASKS, invoice("A-12345"))
LIARS: dict[str, tuple[str, Say]] = {
    "promises in the words": ("synthesize", Say(PROMISE)),
    "mentions and links": ("synthesize", Say(MENTION)),
    "20 kB of greeting": ("synthesize", Say({"greeting": "so glad " * 2500, "parts": [], "closing": ""})),
    "a part that is none": ("synthesize", Say({"greeting": "", "parts": [{"part": 9, "text": ""}], "closing": ""})),
    "wrong ids": ("plan", Say(invoice("INV-9999"))),
    "dropped ids": ("plan", Say(NO_TASKS)),
    "an order as an invoice": ("plan", Say(invoice("A-12345"))),
    "an approved concern": ("billing_concern", Say({"concern": LIE})),
    "truncated JSON": (ANY, Say('{"route": "bil')),
    "a refusal": (ANY, Say(refusal="no")),
    "cut off": (ANY, Say("{", finish="length")),
    "empty": (ANY, Say("")),
    "no JSON": (ANY, Say(body=b"<html>")),
    "rate limits": (ANY, Say(status=429, retry_after="0")),
    "no quota": (ANY, Say(status=429, code="insufficient_quota")),
    "a wrong key": (ANY, Say(status=401)),
    "a bad request": (ANY, Say(status=400)),
    "an outage": (ANY, Say(status=503)),
    "cut connections": (ANY, Say(cut=True)),
    "silence": (ANY, Say(hang=True)),
    "a slow drip": (ANY, Say(drip=True)),
}


@pytest.mark.parametrize(("step", "say"), LIARS.values(), ids=LIARS.keys())
async def test_whatever_the_model_does_the_reply_is_true_and_one(
    desk: Bot, slack: FakeSlack, model: FakeModel, step: str, say: Say
) -> None:
    model.script(step, say, times=None)

    reply = await answered(slack, desk, SAMPLE)

    invented = (LIE, "$500", "delivered.", "1-800", "<!channel>", "evil", "INV-9999", "so glad so glad")
    assert "INV-CASE-1001-1" in reply
    assert "Tracking number" in reply
    assert say.answer in DROPPED_RETURNS or "RMA-100016" in reply
    assert not [lie for lie in invented if lie in reply]
    assert {"INV-7890", "A-12345"} <= set(await numbers_kept(desk)) <= {"INV-7890", "A-12345", "SuperWidget 5000"}


@pytest.mark.parametrize(
    ("step", "text"),
    [
        ("technical_reply", "My router keeps disconnecting and I do not know why."),
        ("billing_reply", "Why was I charged twice for my subscription?"),
        ("general_reply", "What can you do for me?"),
    ],
)
async def test_a_draft_that_lies_is_replaced(
    desk: Bot, slack: FakeSlack, model: FakeModel, step: str, text: str
) -> None:
    model.script(step, Say({"reply": f"{LIE}. Our team will call you today.", "answered": True}), times=None)

    reply = await answered(slack, desk, text)

    assert LIE not in reply
    assert "call you" not in reply
    assert "automatic first response" in reply


async def test_a_lie_that_is_taken_back_at_the_second_attempt_costs_nothing_else(
    desk: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    model.script("synthesize", Say(PROMISE))

    reply = await answered(slack, desk, SAMPLE)

    assert all(fact in reply for fact in FACTS)
    assert LIE not in reply
    assert "refund" in model.of("synthesize")[1].user


async def test_hidden_characters_do_not_reach_the_customer(desk: Bot, slack: FakeSlack, model: FakeModel) -> None:
    model.script("technical_reply", Say({"reply": "Please \u202erestart\u200b the \uff52outer.\u0000"}))

    reply = await answered(slack, desk, "My router keeps disconnecting and I do not know why.")

    assert "Please restart the router." in reply


async def test_schema_made_answers_of_another_server_still_lead_to_a_true_reply(
    slack: FakeSlack, settings_for: SettingsFor, llmock: LLMock
) -> None:
    known: dict[str, Any] = {"openai_api_key": KEY, "openai_base_url": llmock.base_url("openai")}
    async with open_bot(settings_for(**known)) as running:
        slack.delivery.bot_url = running.url
        reply = await answered(slack, running, SAMPLE)
        kept = await numbers_kept(running)

    assert all(fact in reply for fact in ("INV-CASE-1001-1", "Tracking number"))
    assert kept == ["A-12345", "INV-7890", "SuperWidget 5000"]
    assert "mock-concern" not in reply
