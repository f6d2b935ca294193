"""Promises about progress in a direct message as Slack's own plan: it becomes the reply or goes, and nobody waits."""

from typing import Any

import pytest

from bot.slack import streams
from bot.trial.workspace.workspace import User
from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import CUSTOMER, DM, SUPPORT, TEAM, FakeSlack, Message
from tests.handlers.test_messages import SAMPLE
from tests.stored import say

TWO = "Invoice INV-7890 is too high. And where is my order A-12345?"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes any time at all is shown."""
    monkeypatch.setattr(streams, "AFTER_S", -1.0)
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.05)


@pytest.fixture
def slow(model: FakeModel) -> dict[str, Any]:
    """Settings of a desk whose model says nothing about an invoice, so that its rule does after a while."""
    model.script("billing_concern", Say(hang=True), times=None)
    return {"openai_api_key": KEY, "openai_base_url": model.base_url, "model_timeout_s": 0.6}


@pytest.fixture
def backend() -> str:
    """PostgreSQL: the only one that two processes share."""
    return "postgresql"


def open_streams(slack: FakeSlack) -> list[Message]:
    return [message for message in slack.workspace.messages if message.streaming]


async def test_in_a_direct_message_progress_is_a_plan_which_becomes_the_reply(
    slack: FakeSlack, settings_for: SettingsFor, slow: dict[str, Any]
) -> None:
    async with open_bot(settings_for(**slow)) as bot:
        slack.delivery.bot_url = bot.url
        event = await say(slack, bot, TWO, channel=DM)

    [started] = slack.called("chat.startStream")
    cards = [chunk for chunk in started.args["chunks"] if chunk["type"] == "task_update"]
    assert started.args["task_display_mode"] == "plan"
    assert (started.args["recipient_team_id"], started.args["recipient_user_id"]) == (TEAM, CUSTOMER)
    assert len(cards) == 2
    [reply] = slack.posts_in(DM, event["ts"])
    assert [reply] == slack.replies_to(event)
    assert reply.ts == started.answer["ts"]
    assert "A-12345" in reply.shown
    assert open_streams(slack) == []


async def test_in_a_channel_progress_is_a_message_as_before(
    slack: FakeSlack, settings_for: SettingsFor, slow: dict[str, Any]
) -> None:
    async with open_bot(settings_for(**slow)) as bot:
        slack.delivery.bot_url = bot.url
        await say(slack, bot, TWO, channel=SUPPORT)

    assert slack.called("chat.startStream") == []


async def test_streams_can_be_switched_off(slack: FakeSlack, settings_for: SettingsFor, slow: dict[str, Any]) -> None:
    async with open_bot(settings_for(**slow, stream_progress=False)) as bot:
        slack.delivery.bot_url = bot.url
        event = await say(slack, bot, TWO, channel=DM)

    assert slack.called("chat.startStream") == []
    assert "Working on 2 requests" in str(slack.replies_to(event)[0].history[0])


@pytest.mark.parametrize("fault", [{"error": "unknown_method"}, {"status": 429, "retry_after": 30}, {"status": 503}])
async def test_who_cannot_be_shown_a_plan_is_answered_all_the_same(
    slack: FakeSlack, settings_for: SettingsFor, slow: dict[str, Any], fault: dict[str, Any]
) -> None:
    slack.fault("chat.startStream", **fault)
    slack.allow("unknown_method")
    async with open_bot(settings_for(**slow)) as bot:
        slack.delivery.bot_url = bot.url
        event = await say(slack, bot, TWO, channel=DM)
        again = await say(slack, bot, TWO, channel=DM)

    assert [len(slack.replies_to(one)) for one in (event, again)] == [1, 1]
    assert len(slack.called("chat.startStream")) == (
        1 if fault.get("status") != 503 else len(slack.called("chat.startStream"))
    )


async def test_a_reply_does_not_wait_for_a_stream_that_slack_is_slow_to_start(
    slack: FakeSlack, settings_for: SettingsFor, slow: dict[str, Any]
) -> None:
    hangs = slack.fault("chat.startStream", hang=True)
    async with open_bot(settings_for(**slow)) as bot:
        slack.delivery.bot_url = bot.url
        event = await say(slack, bot, TWO, channel=DM)
        assert len(slack.replies_to(event)) == 1
        hangs.release()
        await slack.wait_for(lambda: slack.called("chat.delete"))

    assert len(slack.posts_in(DM, event["ts"])) == 1
    assert open_streams(slack) == []


async def test_a_stream_that_cannot_be_closed_now_does_not_become_the_reply_and_goes_later(
    slack: FakeSlack, settings_for: SettingsFor, slow: dict[str, Any]
) -> None:
    slack.fault("chat.stopStream", status=429, retry_after=1)
    async with open_bot(settings_for(**slow)) as bot:
        slack.delivery.bot_url = bot.url
        event = await say(slack, bot, TWO, channel=DM)
        await slack.wait_for(lambda: slack.called("chat.delete"))

    assert len(slack.posts_in(DM, event["ts"])) == 1
    assert len(slack.replies_to(event)) == 1
    assert open_streams(slack) == []


async def test_a_stream_that_a_crash_left_open_is_closed_and_goes(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    known: dict[str, Any] = {"openai_api_key": KEY, "openai_base_url": model.base_url}
    model.script("billing_concern", Say(hang=True))
    async with open_bot(settings_for(**known, shutdown_grace_s=0)) as first:
        slack.delivery.bot_url = first.url
        event = slack.says(CUSTOMER, DM, TWO)
        await slack.deliver(event)
        await slack.wait_for(lambda: open_streams(slack))
        [left] = open_streams(slack)

    async with open_bot(settings_for(**known)) as second:
        await second.idle()
        await slack.wait_for(lambda: slack.workspace.find(DM, left.ts) is None)

    assert len(slack.replies_to(event)) == 1
    assert open_streams(slack) == []


async def test_a_progress_message_that_a_crash_left_is_gone_on_with_where_there_are_streams(
    slack: FakeSlack, settings_for: SettingsFor, slow: dict[str, Any]
) -> None:
    patient = {**slow, "model_timeout_s": 60}
    async with open_bot(settings_for(**patient, stream_progress=False, shutdown_grace_s=0)) as bot:
        slack.delivery.bot_url = bot.url
        event = slack.says(CUSTOMER, DM, TWO)
        await slack.deliver(event)
        await slack.wait_for(lambda: slack.posts_in(DM, event["ts"]))
    [left] = slack.posts_in(DM, event["ts"])

    async with open_bot(settings_for(**slow)) as second:
        await second.idle()

    assert "Working on 2 requests" in str(left.history or left.shown)
    assert len(slack.replies_to(event)) == 1
    assert len(slack.posts_in(DM, event["ts"])) == 1


@pytest.mark.parametrize("fault", [{"error": "unknown_method"}, {"status": 429, "retry_after": 30}])
async def test_who_cannot_be_shown_a_plan_is_shown_a_message(
    slack: FakeSlack, settings_for: SettingsFor, slow: dict[str, Any], fault: dict[str, Any]
) -> None:
    slack.fault("chat.startStream", **fault)
    slack.allow("unknown_method")
    async with open_bot(settings_for(**slow)) as bot:
        slack.delivery.bot_url = bot.url
        event = await say(slack, bot, TWO, channel=DM)

    [reply] = slack.posts_in(DM, event["ts"])
    assert "Working on 2 requests" in str(reply.history[0])
    assert [reply] == slack.replies_to(event)


async def test_sixty_messages_of_three_parts_in_a_minute_are_answered_and_leave_no_stream(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    slack.limit_methods(chat_startStream=20, chat_stopStream=20, chat_appendStream=100)
    settings = settings_for(openai_api_key=KEY, openai_base_url=model.base_url)
    async with open_bot(settings) as bot:
        slack.delivery.bot_url = bot.url
        events = [slack.says(*_newcomer(slack, number), SAMPLE) for number in range(60)]
        await slack.deliver(events, concurrently=True)
        await bot.idle()
        await slack.wait_for(lambda: not open_streams(slack))

    assert [len(slack.replies_to(event)) for event in events] == [1] * 60
    assert [len(slack.posts_in(event["channel"])) for event in events] == [1] * 60
    assert slack.wire.method_rates.refused == []
    assert 1 <= len(slack.called("chat.startStream")) <= 15


def _newcomer(slack: FakeSlack, number: int) -> tuple[str, str]:
    user = f"U0NEW{number:04d}"
    slack.workspace.users[user] = User(user, f"Newcomer {number}")
    return user, slack.workspace.direct_channel(user).id


async def test_what_is_answered_at_once_starts_no_stream(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "AFTER_S", 60)

    event = await say(slack, bot, SAMPLE, channel=DM)

    assert slack.called("chat.startStream") == []
    assert len(slack.replies_to(event)) == 1


async def test_two_desks_on_one_database_start_no_more_than_one_may(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel, migrated_url: str
) -> None:
    slack.limit_methods(chat_startStream=20, chat_stopStream=20, chat_appendStream=100)
    known: dict[str, Any] = {"openai_api_key": KEY, "openai_base_url": model.base_url, "database_url": migrated_url}
    one, two = (settings_for(**known, executor_id=name) for name in ("one", "two"))
    async with open_bot(one) as first, open_bot(two) as second:
        events = [slack.says(*_newcomer(slack, number), TWO) for number in range(40)]
        for bot, its_own in ((first, events[:20]), (second, events[20:])):
            slack.delivery.bot_url = bot.url
            await slack.deliver(its_own, concurrently=True)
        for bot in (first, second):
            await bot.idle()
        await slack.wait_for(lambda: not open_streams(slack))

    assert [len(slack.posts_in(event["channel"])) for event in events] == [1] * 40
    assert slack.wire.method_rates.refused == []
    assert len(slack.called("chat.startStream")) == 15


async def test_who_gets_no_stream_is_shown_a_message_as_in_a_channel(
    slack: FakeSlack, settings_for: SettingsFor, slow: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.delivery.STREAMS", ("chat.startStream", 1))
    async with open_bot(settings_for(**slow)) as bot:
        slack.delivery.bot_url = bot.url
        await say(slack, bot, TWO, channel=DM)
        event = slack.says(*_newcomer(slack, 1), TWO)
        await slack.deliver(event)
        await bot.idle()

    assert len(slack.called("chat.startStream")) == 1
    [reply] = slack.replies_to(event)
    assert "Working on 2 requests" in reply.history[0]
    assert "A-12345" in reply.shown


async def test_after_slack_has_put_a_stream_off_none_is_started_for_that_long() -> None:
    now = 0.0

    async def take() -> float:
        return 0.0

    starts = streams.StreamStarts(take, lambda: now)
    assert await starts.take()
    starts.pause(100)
    now = 99.0
    assert not await starts.take()
    now = 100.0
    assert await starts.take()
