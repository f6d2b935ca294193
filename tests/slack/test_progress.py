"""The progress message of a message with several parts: it becomes the reply, or goes; it never stays beside it."""

from typing import Any

import pytest

from bot.slack import progress
from bot.slack.messages import UPDATE_BYTES
from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import CUSTOMER, STAFF, SUPPORT, FakeSlack, deleted, edited
from tests.stored import Clock, case_of, say

TWO = "Invoice INV-7890 is too high. And where is my order A-12345?"


@pytest.fixture(autouse=True)
def _try_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.05)


def under_way(slack: FakeSlack, thread: str) -> list[str]:
    return [post.shown for post in slack.posts_in(SUPPORT, thread) if "Working on" in post.shown or "⏳" in post.shown]


async def test_a_progress_message_whose_answer_was_lost_in_a_crash_goes_on_after_it_and_goes_for_the_reply(
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
        await slack.wait_for(lambda: not under_way(slack, event["ts"]))

    # Nobody knows how long it has stood there: the reply is a new message, of which people are notified.
    [reply] = slack.posts_in(SUPPORT, event["ts"])
    assert [reply] == slack.replies_to(event)
    assert reply.history == []


@pytest.mark.parametrize(
    ("fault", "reply_by"), [({"cut_after_accept": True}, "chat.postMessage"), ({"delay_s": 0}, "chat.update")]
)
async def test_a_progress_message_that_a_crash_left_goes_when_the_reply_is_all_that_is_owed(
    slack: FakeSlack, settings_for: SettingsFor, fault: dict[str, Any], reply_by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("bot.slack.progress.UPDATE_EVERY_S", 60)
        slack.fault("chat.postMessage", **fault)
        down = slack.fault(reply_by, status=503, times=None)
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


async def test_the_reply_takes_the_place_of_the_progress_message(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, TWO)

    [reply] = slack.posts_in(SUPPORT, event["ts"])
    assert "Working on 2 requests" in str(reply.history[0])
    assert [reply] == slack.replies_to(event)
    assert len([call for call in slack.called("chat.postMessage") if call.args.get("thread_ts") == event["ts"]]) == 1


async def test_a_progress_message_that_has_stood_for_long_goes_and_the_reply_notifies_people(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.progress.BECOMES_WITHIN_S", 0)

    event = await say(slack, bot, TWO)
    await slack.wait_for(lambda: not under_way(slack, event["ts"]))

    [reply] = slack.posts_in(SUPPORT, event["ts"])
    assert [reply] == slack.replies_to(event)
    assert reply.history == []


async def test_a_reply_that_is_too_long_for_an_update_is_a_message_of_its_own(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    things = [
        "lamp",
        "kettle",
        "toaster",
        "chair",
        "rug",
        "sofa",
        "desk",
        "mirror",
        "drill",
        "blender",
        "vacuum",
        "heater",
        "bench",
        "stool",
    ]
    async with open_bot(settings_for()) as bot:
        slack.delivery.bot_url = bot.url
        event = await say(slack, bot, " ".join(f"I want to return the {thing}." for thing in things))
        await slack.wait_for(lambda: not under_way(slack, event["ts"]))

    posts = slack.posts_in(SUPPORT, event["ts"])
    assert posts == slack.replies_to(event)
    assert sum(len(post.shown) for post in posts) > UPDATE_BYTES
    assert all(post.history == [] for post in posts)


async def test_a_reply_whose_update_was_taken_and_not_confirmed_stands_once(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "UPDATE_EVERY_S", 60)
    slack.fault("chat.update", cut_after_accept=True)

    event = await say(slack, bot, TWO)

    [reply] = slack.posts_in(SUPPORT, event["ts"])
    assert [reply] == slack.replies_to(event)
    assert (await case_of(bot)).status == "answered"


async def test_a_progress_message_that_cannot_be_changed_goes_and_the_reply_is_posted(
    bot: Bot, slack: FakeSlack
) -> None:
    slack.fault("chat.update", error="cant_update_message", times=None)

    event = await say(slack, bot, TWO)
    await slack.wait_for(lambda: not under_way(slack, event["ts"]))

    assert slack.posts_in(SUPPORT, event["ts"]) == slack.replies_to(event)
    assert len(slack.replies_to(event)) == 1


async def test_a_reply_that_became_of_a_progress_message_stands_after_a_crash(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "UPDATE_EVERY_S", 60)  # what is updated is the reply, also on a slow machine
    taken = slack.fault("chat.update", cut_after_accept=True)
    down = slack.fault("conversations.replies", status=503, times=None)
    async with open_bot(settings_for(shutdown_grace_s=0), clock) as first:
        slack.delivery.bot_url = first.url
        event = slack.says(CUSTOMER, SUPPORT, TWO)
        await slack.deliver(event)
        await taken.reached()
        await down.reached()
    down.times = down.used

    async with open_bot(settings_for(), clock) as second:
        await second.idle()

    [reply] = slack.posts_in(SUPPORT, event["ts"])
    assert [reply] == slack.replies_to(event)


@pytest.mark.parametrize("how", ["deleted", "taken over"])
async def test_a_progress_message_of_what_is_owed_no_reply_any_more_goes(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel, how: str
) -> None:
    model.script("billing_concern", Say(hang=True))
    known: dict[str, Any] = {"openai_api_key": KEY, "openai_base_url": model.base_url, "model_timeout_s": 600}
    async with open_bot(settings_for(**known)) as bot:
        slack.delivery.bot_url = bot.url
        event = slack.says(CUSTOMER, SUPPORT, TWO)
        await slack.deliver(event)
        await model.reached("billing_concern")
        await slack.wait_for(lambda: under_way(slack, event["ts"]))
        if how == "deleted":
            await slack.deliver(deleted(event))
        else:
            await slack.deliver(slack.says(STAFF, SUPPORT, "I am on it, Ana.", event["ts"]))
        model.release()
        await bot.idle()
        await slack.wait_for(lambda: not under_way(slack, event["ts"]))

    assert slack.replies_to(event) == []
