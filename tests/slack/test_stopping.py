"""Promises about the agent's session and its Stop button: what was not announced is not done."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.slack import sessions, streams
from bot.wiring import Bot, open_bot
from handlers.cases.stopping import Stopping, stop
from handlers.desk import Desk
from handlers.runtime.stops import STOPPED
from storage.errors import Transient
from storage.records import MessageKey
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import CUSTOMER, DM, OTHER_CUSTOMER, STAFF, SUPPORT, FakeSlack, Json, Message, app_home_opened
from tests.fakes.slack.world import STAMPS
from tests.handlers.test_messages import SAMPLE
from tests.stored import case_of, investigations_of, rmas_of, say, timeline_of

ORDER = "Where is my order A-12345?"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "AFTER_S", 0.0)
    monkeypatch.setattr(streams, "AFTER_S", -1.0)


def waiting_for(model: FakeModel) -> dict[str, Any]:
    return {"openai_api_key": KEY, "openai_base_url": model.base_url, "model_timeout_s": 600}


@pytest.fixture
async def patient(slack: FakeSlack, settings_for: SettingsFor, model: FakeModel) -> AsyncIterator[Bot]:
    """A desk that waits for its model as long as it takes."""
    async with open_bot(settings_for(**waiting_for(model))) as running:
        slack.delivery.bot_url = running.url
        yield running


@pytest.fixture
def slow(patient: Bot, model: FakeModel) -> Bot:
    """The same, with a model that says nothing while people press Stop; ``release`` lets it go on."""
    model.script("synthesize", Say(hang=True))
    return patient


def pressed_stop(event: Json, user: str = CUSTOMER, streaming: tuple[str, ...] = ()) -> Json:
    """Press the native Stop button in the thread of an event."""
    where = {"channel": event["channel"], "thread_ts": event["ts"], "streaming_message_ts": list(streaming)}
    return {"type": "agent_session_stopped", "user": user, "event_ts": STAMPS.next(), **where}


def states(slack: FakeSlack) -> list[str]:
    return [call.args["status"] for call in slack.called("agents.sessions.setStatus") if call.ok]


async def at_work(slack: FakeSlack, model: FakeModel, channel: str) -> Json:
    asked, begun = model.counts["synthesize"], states(slack).count("processing")
    event = slack.says(CUSTOMER, channel, SAMPLE)
    await slack.deliver(event)
    await model.reached("synthesize", asked + 1)
    await slack.wait_for(lambda: states(slack).count("processing") > begun)
    return event


async def stream_at_work(slack: FakeSlack, model: FakeModel) -> tuple[Json, Message]:
    """Let the desk be at work in a direct message; return the event and the plan, as Slack leaves it that stops it."""
    event = await at_work(slack, model, DM)
    await slack.wait_for(lambda: slack.called("chat.startStream"))
    [plan] = slack.posts_in(DM, event["ts"])
    plan.streaming = False
    return event, plan


def said_in_order(slack: FakeSlack) -> list[str]:
    """Return what was said of the session, and what its plan was made to say, in the order in which Slack took it."""
    said = [call for call in slack.calls if call.method in {"agents.sessions.setStatus", "chat.update"} and call.ok]
    return [str(call.args.get("status") or call.args["text"]) for call in said]


@pytest.mark.parametrize("channel", [SUPPORT, DM])
async def test_what_is_stopped_is_not_done_and_said_once(
    slow: Bot, slack: FakeSlack, model: FakeModel, channel: str
) -> None:
    event = await at_work(slack, model, channel)

    await slack.deliver(pressed_stop(event), times=2)
    await slow.idle()

    assert [post.shown for post in slack.posts_in(channel, event["ts"])] == [STOPPED]
    assert [rma.state for rma in await rmas_of(slow)] in ([], ["cancelled"])
    assert await investigations_of(slow) == [] or all(one.state != "open" for one in await investigations_of(slow))
    assert (await case_of(slow)).status == "answered"
    assert ("stopped", "before it was answered") in await timeline_of(slow)
    assert states(slack)[-1] == "active"


async def test_the_plan_says_so_first_and_then_the_session_is_active_however_busy_slack_is(
    slow: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    event, plan = await stream_at_work(slack, model)
    slack.fault("chat.update", status=429, retry_after=0, times=2)

    await slack.deliver(pressed_stop(event, streaming=(plan.ts,)))
    await slow.idle()
    await slack.wait_for(lambda: states(slack)[-1] == "active")

    assert plan.shown == STOPPED
    assert said_in_order(slack) == ["processing", STOPPED, "active"]


async def test_a_job_that_notices_the_stop_before_it_is_said_takes_nothing_away(
    slow: Bot, slack: FakeSlack, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stop_slowly(desk: Desk, asked: Stopping) -> list[MessageKey]:
        stopped = await stop(desk, asked)
        model.release()
        await slow.engine.idle()
        return stopped

    monkeypatch.setattr("bot.slack.stopping.stop", stop_slowly)
    event, plan = await stream_at_work(slack, model)

    await slack.deliver(pressed_stop(event, streaming=(plan.ts,)))
    await slow.idle()
    await slack.wait_for(lambda: states(slack)[-1] == "active")

    assert slack.posts_in(DM, event["ts"]) == [plan]
    assert said_in_order(slack) == ["processing", STOPPED, "active"]


async def test_a_stop_that_cannot_be_kept_is_not_acknowledged_and_stops_once_slack_sends_it_again(
    slow: Bot, slack: FakeSlack, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> list[MessageKey]:
        msg = "the database is away"
        raise Transient(msg)

    event = await at_work(slack, model, SUPPORT)
    press = pressed_stop(event)
    with monkeypatch.context() as patch:
        patch.setattr("bot.slack.stopping.stop", away)
        refused = await slack.deliver(press)

    assert refused == [500]
    assert await slack.redeliver(press) == [200]
    await slow.idle()
    assert [post.shown for post in slack.posts_in(SUPPORT, event["ts"])] == [STOPPED]


async def test_a_stop_of_another_workspace_stops_nothing(
    slow: Bot, slack: FakeSlack, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = await at_work(slack, model, SUPPORT)
    envelope = slack.delivery.envelope
    with monkeypatch.context() as patch:
        patch.setattr(slack.delivery, "envelope", lambda sent: {**envelope(sent), "team_id": "T0ELSEWHERE"})
        await slack.deliver(pressed_stop(event))
    model.release()
    await slow.idle()

    assert len(slack.replies_to(event)) == 1


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_what_one_process_is_at_work_on_can_be_stopped_by_another(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel, migrated_url: str
) -> None:
    model.script("synthesize", Say(hang=True))
    known = {**waiting_for(model), "database_url": migrated_url}
    one, two = (settings_for(**known, executor_id=name) for name in ("one", "two"))
    async with open_bot(one) as first, open_bot(two) as second:
        slack.delivery.bot_url = first.url
        event, plan = await stream_at_work(slack, model)
        slack.delivery.bot_url = second.url
        await slack.deliver(pressed_stop(event, streaming=(plan.ts,)))
        await second.idle()
        model.release()
        await first.idle()
        await slack.wait_for(lambda: states(slack)[-1] == "active")

    assert slack.posts_in(DM, event["ts"]) == [plan]
    assert said_in_order(slack) == ["processing", STOPPED, "active"]


async def test_a_plan_that_is_gone_is_made_up_for_by_a_message(slow: Bot, slack: FakeSlack, model: FakeModel) -> None:
    event, plan = await stream_at_work(slack, model)
    slack.workspace.remove(plan)

    await slack.deliver(pressed_stop(event, streaming=(plan.ts,)))
    await slow.idle()

    assert [post.shown for post in slack.posts_in(DM, event["ts"])] == [STOPPED]


async def test_a_later_question_in_a_direct_message_is_stopped_where_it_was_asked(
    patient: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    await say(slack, patient, ORDER, channel=DM)
    model.script("synthesize", Say(hang=True))
    event = await at_work(slack, model, DM)

    await slack.deliver(pressed_stop(event))
    await patient.idle()

    assert [post.shown for post in slack.posts_in(DM, event["ts"])] == [STOPPED]


async def test_only_who_is_answered_and_staff_can_stop_it(slow: Bot, slack: FakeSlack, model: FakeModel) -> None:
    event = await at_work(slack, model, SUPPORT)

    await slack.deliver(pressed_stop(event, user=OTHER_CUSTOMER))
    await slow.interactions.idle()
    model.release()
    await slow.idle()

    assert len(slack.replies_to(event)) == 1
    assert "A-12345" in slack.replies_to(event)[0].shown


async def test_staff_can_stop_it(slow: Bot, slack: FakeSlack, model: FakeModel) -> None:
    event = await at_work(slack, model, SUPPORT)

    await slack.deliver(pressed_stop(event, user=STAFF))
    await slow.idle()

    assert [post.shown for post in slack.posts_in(SUPPORT, event["ts"])] == [STOPPED]


async def test_what_is_answered_already_cannot_be_stopped(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)

    await slack.deliver(pressed_stop(event))
    await bot.idle()

    assert len(slack.posts_in(SUPPORT, event["ts"])) == 1


async def test_the_work_on_what_is_stopped_ends_and_holds_nobody_up(
    slow: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    event = await at_work(slack, model, DM)
    await slack.deliver(pressed_stop(event))
    again = await say(slack, slow, ORDER, channel=DM)

    assert "A-12345" in slack.replies_to(again)[-1].shown
    assert [post.shown for post in slack.posts_in(DM, event["ts"])] == [STOPPED]


async def test_who_writes_again_after_a_stop_is_answered(slow: Bot, slack: FakeSlack, model: FakeModel) -> None:
    event = await at_work(slack, model, SUPPORT)
    await slack.deliver(pressed_stop(event))
    await slow.idle()

    again = slack.says(CUSTOMER, SUPPORT, ORDER, event["ts"])
    await slack.deliver(again)
    await slow.idle()

    assert "A-12345" in slack.replies_to(again)[-1].shown


async def test_a_session_is_active_again_once_its_message_is_answered(
    slow: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    event = await at_work(slack, model, SUPPORT)
    model.release()
    await slow.idle()
    await slack.wait_for(lambda: states(slack) == ["processing", "active"])

    assert len(slack.replies_to(event)) == 1


async def test_that_work_has_ended_is_said_again_when_slack_is_busy(
    slow: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    await at_work(slack, model, SUPPORT)
    slack.fault("agents.sessions.setStatus", status=429, retry_after=1)
    model.release()
    await slow.idle()

    await slack.wait_for(lambda: states(slack) == ["processing", "active"])


async def test_a_slack_that_knows_no_sessions_is_asked_once(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    slack.fault("agents.sessions.setStatus", error="unknown_method")
    model.script("synthesize", Say(hang=True), times=None)
    known: dict[str, Any] = {"openai_api_key": KEY, "openai_base_url": model.base_url, "model_timeout_s": 0.5}
    async with open_bot(settings_for(**known)) as bot:
        slack.delivery.bot_url = bot.url
        for _ in range(2):
            await say(slack, bot, SAMPLE)

    assert len(slack.called("agents.sessions.setStatus")) == 1


async def test_what_is_answered_at_once_has_no_session(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "AFTER_S", 60.0)

    await say(slack, bot, SAMPLE)

    assert slack.called("agents.sessions.setStatus") == []


async def test_who_opens_the_direct_message_is_offered_what_can_be_asked(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, ORDER)
    await slack.deliver(app_home_opened(CUSTOMER, DM, tab="messages"))
    await bot.idle()

    [offered] = slack.called("assistant.threads.setSuggestedPrompts")
    titles = [prompt["title"] for prompt in offered.args["prompts"]]
    assert titles[0] == "How does CASE-1001 stand?"
    assert len(titles) == 4
