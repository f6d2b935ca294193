"""Slack asks to slow down, whatever is called: nobody loses a word, and what only decorates is left out."""

from typing import Any

import pytest

from bot.slack import sessions, streams
from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import CUSTOMER, DM, STAFF, SUPPORT, FakeSlack, app_home_opened, edited
from tests.handlers.test_messages import SAMPLE
from tests.slack.handoff.people import PLEASE, cards, press
from tests.stored import last, say

ORDER = "Where is my order A-12345?"
TWO = f"Invoice INV-7890 is too high. {ORDER}"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes any time at all is shown."""
    monkeypatch.setattr(sessions, "AFTER_S", 0.0)
    monkeypatch.setattr(streams, "AFTER_S", -1.0)
    monkeypatch.setattr(streams, "UPDATE_EVERY_S", 0.02)


@pytest.fixture
def slow(model: FakeModel) -> dict[str, Any]:
    """Settings of a desk whose model says nothing about an invoice, so that its rule does after a while."""
    model.script("billing_concern", Say(hang=True), times=None)
    return {"openai_api_key": KEY, "openai_base_url": model.base_url, "model_timeout_s": 0.6}


@pytest.mark.parametrize(
    ("channel", "method"),
    [
        (SUPPORT, "chat.update"),
        (SUPPORT, "assistant.threads.setStatus"),
        (SUPPORT, "agents.sessions.setStatus"),
        (DM, "chat.update"),
        (DM, "chat.startStream"),
        (DM, "chat.stopStream"),
        (DM, "assistant.threads.setStatus"),
        (DM, "agents.sessions.setStatus"),
    ],
)
async def test_a_message_of_two_parts_is_answered_once_and_in_full(
    slack: FakeSlack, settings_for: SettingsFor, slow: dict[str, Any], channel: str, method: str
) -> None:
    async with open_bot(settings_for(**slow)) as bot:
        slack.delivery.bot_url = bot.url
        slack.fault(method, status=429, retry_after=0)
        event = await say(slack, bot, TWO, channel=channel)
        await slack.wait_for(lambda: len(slack.posts_in(channel, event["ts"])) == 1)

    [reply] = slack.posts_in(channel, event["ts"])
    assert all(number in reply.shown for number in ("INV-7890", "INV-CASE-", "A-12345"))
    assert not any(message.streaming for message in slack.workspace.messages)


async def test_a_stream_that_cannot_be_added_to_becomes_the_reply_all_the_same(
    slack: FakeSlack, settings_for: SettingsFor, slow: dict[str, Any], model: FakeModel
) -> None:
    model.script("synthesize", Say(hang=True))
    async with open_bot(settings_for(**slow)) as bot:
        slack.delivery.bot_url = bot.url
        busy = slack.fault("chat.appendStream", status=429, retry_after=0)
        event = slack.says(CUSTOMER, DM, SAMPLE)
        await slack.deliver(event)
        await busy.reached()
        await bot.idle()
        await slack.wait_for(lambda: len(slack.posts_in(DM, event["ts"])) == 1)

    assert "A-12345" in last(slack, event)
    assert not any(message.streaming for message in slack.workspace.messages)


async def test_an_answer_is_replaced_after_an_edit_when_slack_is_ready(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)
    slack.fault("chat.update", status=429, retry_after=0, times=3)

    await slack.deliver(edited(event, "Where is my order A-67890?"))
    await bot.idle()

    [reply] = slack.replies_to(event)
    assert "A-67890" in reply.shown


async def test_what_was_told_alone_is_replaced_after_an_edit_when_slack_is_ready(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    async with open_bot(settings_for(private_channels=frozenset({SUPPORT}))) as bot:
        slack.delivery.bot_url = bot.url
        event = await say(slack, bot, ORDER)
        slack.fault("chat.update", status=429, retry_after=0, times=4)
        await slack.deliver(edited(event, "Where is my order A-67890?"))
        await bot.idle()

    [told] = slack.posts_in(DM)
    assert "A-67890" in told.shown


async def test_a_card_shows_who_has_the_case_when_slack_is_ready(desk: Bot, slack: FakeSlack) -> None:
    slack.delivery.bot_url = desk.url
    await say(slack, desk, PLEASE)
    slack.fault("chat.update", status=429, retry_after=0, times=3)

    await press(slack, desk, "card_claim", cards(slack)[0], user=STAFF)

    assert STAFF in cards(slack)[0].shown


async def test_a_channel_in_which_a_status_line_was_put_off_is_asked_for_one_again(bot: Bot, slack: FakeSlack) -> None:
    slack.fault("assistant.threads.setStatus", status=429, retry_after=0)
    await say(slack, bot, ORDER)
    event = await say(slack, bot, ORDER)

    assert [call.ok for call in slack.called("assistant.threads.setStatus")] == [False, True]
    assert "A-12345" in last(slack, event)


async def test_suggested_prompts_that_were_put_off_are_offered_the_next_time(bot: Bot, slack: FakeSlack) -> None:
    slack.fault("assistant.threads.setSuggestedPrompts", status=429, retry_after=0)
    for _ in range(2):
        await slack.deliver(app_home_opened(CUSTOMER, DM, tab="messages"))
        await bot.idle()

    assert [call.ok for call in slack.called("assistant.threads.setSuggestedPrompts")] == [False, True]
