"""What an operator can count on with a collector of traces: a span a step, nobody's words, no harm if it is away."""

import asyncio
import socket
import threading

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.telemetry import opening, traces
from bot.telemetry.traces import tracing
from bot.wiring import open_bot
from storage.errors import Misconfigured
from tests.conftest import SettingsFor
from tests.fakes.collector import FakeCollector, attributes
from tests.fakes.model import KEY, FakeModel
from tests.fakes.slack import CUSTOMER, DM, SUPPORT, TEAM, FakeSlack
from tests.handlers.test_messages import SAMPLE
from tests.stored import FIRST, say
from workflows.telemetry import Spans

ORDER = "Where is my order A-12345?"


@pytest.fixture
def refused() -> str:
    """An address on loopback at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}"


async def test_a_message_is_a_trace_with_a_span_for_its_job_each_step_and_each_call_of_slack(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    async with FakeCollector() as collector:
        settings = settings_for(
            openai_api_key=KEY,
            openai_base_url=model.base_url,
            otel_endpoint=collector.url,
            otel_headers=SecretStr("x-team=support%20desk"),
        )
        async with open_bot(settings) as bot:
            slack.delivery.bot_url = bot.url
            await say(slack, bot, ORDER)

    job, classify, post = (
        collector.named(name) for name in ("job answer_message", "step classify", "slack chat.postMessage")
    )
    assert classify.parent_span_id == post.parent_span_id == job.span_id
    assert classify.trace_id == post.trace_id == job.trace_id
    assert attributes(job)["frontdesk.case"] == FIRST
    assert attributes(classify)["frontdesk.engine"] == "model"
    assert int(attributes(classify)["frontdesk.tokens_in"]) > 0
    assert attributes(post) == {"frontdesk.result": "ok"}
    assert collector.headers[0]["x-team"] == "support desk"


async def test_no_span_holds_anybody_s_words_or_id(slack: FakeSlack, settings_for: SettingsFor) -> None:
    async with FakeCollector() as collector, open_bot(settings_for(otel_endpoint=collector.url)) as bot:
        slack.delivery.bot_url = bot.url
        slack.fault("chat.postMessage", error="is_archived")
        await say(slack, bot, SAMPLE)
        await say(slack, bot, "My owl is called Xerxes and I want to talk to a human", channel=DM)
        user = await bot.db.read(lambda tx: str(tx.exec_driver_sql("SELECT requester FROM cases").scalar()))

    sent = b"".join(collector.bodies)
    words = [
        "invoice",
        "SuperWidget",
        "INV-7890",
        "A-12345",
        "Xerxes",
        "owl",
        user,
        CUSTOMER,
        DM,
        SUPPORT,
        TEAM,
        "is_archived",
    ]
    assert collector.spans
    assert [word for word in words if word.encode() in sent] == []


def breaks(spans: Spans) -> None:
    with spans.span("step classify"):
        msg = "my owl is called Xerxes"
        raise ValueError(msg)


async def test_a_step_that_breaks_is_marked_with_the_name_of_its_error_and_not_with_its_words() -> None:
    async with FakeCollector() as collector, tracing(collector.url, "", "1") as spans:
        with pytest.raises(ValueError, match="owl"):
            breaks(spans)

    span = collector.named("step classify")
    assert attributes(span) == {"error.type": "ValueError"}
    assert (span.status.code, span.status.message, list(span.events)) == (2, "", [])
    assert b"owl" not in b"".join(collector.bodies)


async def test_a_collector_that_does_not_take_them_is_said_once_and_once_more_when_it_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "10")
    async with FakeCollector(400) as collector:
        with capture_logs() as said:
            async with tracing(collector.url.replace("//", "//desk:secret@"), "", "1") as spans:
                await sent(spans, collector, 1)
                await sent(spans, collector, 2)
                await sent(spans, collector, 3)
                collector.status = 200
                await sent(spans, collector, 4)

    assert [(one["event"], one["collector"]) for one in said] == [
        ("traces_not_taken", f"{collector.url}/v1/traces"),
        ("traces_taken_again", f"{collector.url}/v1/traces"),
    ]


async def sent(spans: Spans, collector: FakeCollector, number: int) -> None:
    """Make a span and wait until it has come as the batch of this number."""
    with spans.span("step classify"):
        pass
    await collector.asked(number)


async def test_a_collector_that_refuses_the_connection_is_said_once_and_messages_are_answered(
    slack: FakeSlack, settings_for: SettingsFor, refused: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "1")
    monkeypatch.setattr(traces, "STOP_S", 60)  # until it is known that they are lost
    with capture_logs() as said:
        async with open_bot(settings_for(otel_endpoint=refused)) as bot:
            slack.delivery.bot_url = bot.url
            event = await say(slack, bot, ORDER)

    assert len(slack.replies_to(event)) == 1
    assert [one["event"] for one in said if one["log_level"] != "debug"] == ["ready", "traces_not_taken"]


async def test_a_collector_that_does_not_answer_does_not_hold_up_the_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "STOP_S", 0.01)
    async with FakeCollector(hangs=True) as collector:
        async with tracing(collector.url, "", "1") as spans:
            with spans.span("step classify"):
                pass
        [waits] = [one for one in threading.enumerate() if one.name == "last traces"]
        waited_on = waits.is_alive()
        collector.release()
        await asyncio.to_thread(waits.join)

    assert waited_on
    assert waits.daemon  # nor does it hold up the end of the process


async def test_traces_without_the_package_that_sends_them_stop_the_start_with_what_to_do(
    settings_for: SettingsFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "find_spec", lambda _: None)

    with pytest.raises(Misconfigured, match=r"pip install 'frontdesk\[otel\]'"):
        async with open_bot(settings_for(otel_endpoint="http://127.0.0.1:4318")):
            pass
