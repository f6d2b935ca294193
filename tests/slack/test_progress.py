"""The progress message of a message with several parts: one, and it never goes on saying that work is under way."""

from typing import Any

import pytest

from bot.wiring import open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack, edited

TWO = "Invoice INV-7890 is too high. And where is my order A-12345?"


@pytest.fixture(autouse=True)
def _try_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.05)


def under_way(slack: FakeSlack, thread: str) -> list[str]:
    return [post.shown for post in slack.posts_in(SUPPORT, thread) if "Working on" in post.shown or "⏳" in post.shown]


async def test_a_progress_message_whose_answer_was_lost_in_a_crash_goes_on_after_it(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    known: dict[str, Any] = {"openai_api_key": KEY, "openai_base_url": model.base_url}
    model.script("billing_concern", Say(hang=True))
    lost = slack.fault("chat.postMessage", cut_after_accept=True)
    async with open_bot(settings_for(**known, shutdown_grace_s=0)) as first:
        slack.delivery.bot_url = first.url
        event = slack.says(CUSTOMER, SUPPORT, TWO)
        await slack.deliver(event)
        await lost.reached()
        await model.reached("billing_concern")

    async with open_bot(settings_for(**known)) as second:
        await second.idle()
        await slack.wait_for(lambda: "Worked on 2 requests" in slack.posts_in(SUPPORT, event["ts"])[0].shown)

    assert len(slack.posts_in(SUPPORT, event["ts"])) == 2
    assert len(slack.replies_to(event)) == 1
    assert under_way(slack, event["ts"]) == []


@pytest.mark.parametrize("fault", [{"cut_after_accept": True}, {"delay_s": 0}])
async def test_a_progress_message_that_a_crash_left_goes_when_the_reply_is_all_that_is_owed(
    slack: FakeSlack, settings_for: SettingsFor, fault: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("bot.slack.progress.UPDATE_EVERY_S", 60)
        slack.fault("chat.postMessage", **fault)
        down = slack.fault("chat.postMessage", status=503, times=None)
        async with open_bot(settings_for(shutdown_grace_s=0)) as first:
            slack.delivery.bot_url = first.url
            event = slack.says(CUSTOMER, SUPPORT, TWO)
            await slack.deliver(event)
            await down.reached()
    down.times = down.used

    async with open_bot(settings_for()) as second:
        await second.idle()
        await slack.wait_for(lambda: not under_way(slack, event["ts"]))

    assert len(slack.replies_to(event)) == 1


async def test_a_progress_message_that_a_crash_left_goes_when_the_text_has_one_part_now(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    known: dict[str, Any] = {"openai_api_key": KEY, "openai_base_url": model.base_url}
    model.script("billing_concern", Say(hang=True))
    progress = slack.fault("chat.postMessage", delay_s=0)
    async with open_bot(settings_for(**known, shutdown_grace_s=0)) as first:
        slack.delivery.bot_url = first.url
        event = slack.says(CUSTOMER, SUPPORT, TWO)
        await slack.deliver(event)
        await progress.reached()
        await model.reached("billing_concern")
        await slack.wait_for(lambda: under_way(slack, event["ts"]))
        await slack.deliver(edited(event, "Where is my order A-12345?"))

    async with open_bot(settings_for(**known)) as second:
        await second.idle()
        await slack.wait_for(lambda: not under_way(slack, event["ts"]))

    assert len(slack.replies_to(event)) == 1
