"""Promises about who presses Stop and then edits the message: what it says now is a new request, answered in place."""

from collections.abc import AsyncIterator

import pytest

from bot.slack.handoff.posting import CasePostJobs
from bot.wiring import Bot, open_bot
from handlers.runtime.stops import STOPPED, STOPPED_BEFORE
from tests.conftest import SettingsFor
from tests.fakes.model import FakeModel, Say
from tests.fakes.slack import CUSTOMER, DM, STAFF, SUPPORT, FakeSlack, Json, edited
from tests.handlers.test_messages import SAMPLE
from tests.slack.test_stopping import (
    ORDER,
    _at_once,
    at_work,
    pressed_stop,
    states,
    stream_at_work,
    waiting_for,
)
from tests.stored import case_of, investigations_of, message_of, rmas_of, say, tasks_of, timeline_of

__all__ = ["_at_once"]  # a fixture of the other promises about Stop


@pytest.fixture(params=["http"])
async def slow(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel, request: pytest.FixtureRequest
) -> AsyncIterator[Bot]:
    """A desk whose model says nothing while people press Stop, over either transport."""
    slack.delivery.mode = request.param
    over_socket = {"slack_app_token": slack.app_token, "slack_signing_secret": None}
    more = over_socket if request.param == "socket" else {}
    async with open_bot(settings_for(**waiting_for(model), **more)) as running:
        slack.delivery.bot_url = running.url
        if request.param == "socket":
            await slack.connected()
        model.script("synthesize", Say(hang=True))
        yield running


async def stopped(slack: FakeSlack, bot: Bot, model: FakeModel, channel: str = SUPPORT) -> Json:
    event = await at_work(slack, model, channel)
    await slack.deliver(pressed_stop(event))
    await bot.idle()
    return event


async def edit(slack: FakeSlack, bot: Bot, event: Json, text: str) -> None:
    await slack.deliver(edited(event, text))
    await bot.idle()


def shown(slack: FakeSlack, event: Json) -> list[str]:
    return [post.shown for post in slack.posts_in(event["channel"], event["ts"])]


@pytest.mark.parametrize("slow", ["http", "socket"], indirect=True)
@pytest.mark.parametrize("channel", [SUPPORT, DM])
async def test_what_the_message_says_now_is_answered_in_its_thread(
    slow: Bot, slack: FakeSlack, model: FakeModel, channel: str
) -> None:
    event = await stopped(slack, slow, model, channel)

    await edit(slack, slow, event, ORDER)

    said, answer = shown(slack, event)
    assert said == STOPPED
    assert "A-12345" in answer
    assert "Tracking number" in answer
    assert "still stands" not in answer
    assert [one.query_type for one in await tasks_of(slow) if one.state != "cancelled"] == ["StatusUpdate"]
    assert [one.state for one in await rmas_of(slow) if one.state != "cancelled"] == []
    assert [one.state for one in await investigations_of(slow) if one.state == "open"] == []
    assert (await case_of(slow)).status == "answered"
    assert ("edited", "after it was stopped") in await timeline_of(slow)


async def test_in_a_plan_that_says_it_was_stopped_that_stays_and_the_answer_comes_under_it(
    slow: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    event, plan = await stream_at_work(slack, model)
    await slack.deliver(pressed_stop(event, streaming=(plan.ts,)))
    await slow.idle()

    await edit(slack, slow, event, ORDER)

    said, answer = slack.posts_in(DM, event["ts"])
    assert (said, said.shown) == (plan, STOPPED)
    assert "Tracking number" in answer.shown
    await slack.wait_for(lambda: states(slack)[-1] == "active")


async def test_what_was_taken_back_is_done_once_if_the_edit_wants_it_again(
    slow: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    event = await stopped(slack, slow, model)

    await edit(slack, slow, event, f"{SAMPLE} Thanks a lot!")

    [rma] = [one for one in await rmas_of(slow) if one.state == "issued"]
    [investigation] = [one for one in await investigations_of(slow) if one.state == "open"]
    [_, answer] = shown(slack, event)
    assert rma.number in answer
    assert investigation.number in answer


async def test_an_edit_that_changes_no_word_leaves_it_stopped_and_one_that_does_is_answered_after_it(
    slow: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    event = await stopped(slack, slow, model)

    await edit(slack, slow, event, f"{SAMPLE} !")
    assert shown(slack, event) == [STOPPED]

    await edit(slack, slow, {**event, "text": f"{SAMPLE} !"}, ORDER)
    assert len(shown(slack, event)) == 2
    assert "Tracking number" in shown(slack, event)[-1]


async def test_a_press_that_slack_sends_again_after_the_edit_does_not_stop_what_it_asks_for(
    slow: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    event = await at_work(slack, model, SUPPORT)
    press = pressed_stop(event)
    await slack.deliver(press)
    await slow.idle()
    model.script("synthesize", Say(hang=True))
    asked = model.counts["synthesize"]
    await slack.deliver(edited(event, ORDER))
    await model.reached("synthesize", asked + 1)

    assert await slack.redeliver(press) == [200]
    model.release()
    await slow.idle()

    assert "Tracking number" in shown(slack, event)[-1]
    assert len(shown(slack, event)) == 2


async def test_an_edit_from_before_the_press_that_slack_brings_late_stays_stopped(
    slow: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    event = await at_work(slack, model, SUPPORT)
    late = edited(event, ORDER)
    await slack.deliver(pressed_stop(event))
    await slow.idle()

    await slack.deliver(late)
    await slow.idle()

    kept = await message_of(slow, event)
    assert kept is not None
    assert kept.text == ORDER
    assert shown(slack, event) == [STOPPED]


async def test_the_edited_message_can_be_stopped_and_edited_again(
    slow: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    event = await stopped(slack, slow, model)
    model.script("synthesize", Say(hang=True))
    asked = model.counts["synthesize"]
    await slack.deliver(edited(event, "Where is my order A-99999?"))
    await model.reached("synthesize", asked + 1)
    await slack.deliver(pressed_stop(event))
    await slow.idle()

    await edit(slack, slow, {**event, "text": "Where is my order A-99999?"}, ORDER)

    *said, answer = shown(slack, event)
    assert said == [STOPPED, STOPPED]
    assert "A-12345" in answer
    assert "A-99999" not in answer


async def test_both_messages_of_a_thread_that_were_stopped_at_once_are_answered_once_they_are_edited(
    slow: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    event = await at_work(slack, model, SUPPORT)
    second = slack.says(CUSTOMER, SUPPORT, "And where is my order A-777?", event["ts"])
    await slack.deliver(second)
    shows = slack.posts_in(SUPPORT, event["ts"])[:1]
    await slack.deliver(pressed_stop(event, streaming=tuple(post.ts for post in shows)))
    await slow.idle()

    await edit(slack, slow, event, ORDER)
    await edit(slack, slow, second, "And where is my order A-888?")

    words = "\n".join(shown(slack, event))
    assert words.count(STOPPED) == 1
    assert "A-12345" in words
    assert "A-888" in words
    assert "A-777" not in words


async def test_an_edit_in_a_case_that_a_person_has_taken_meanwhile_is_theirs(
    slow: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    event = await stopped(slack, slow, model)
    await say(slack, slow, "I am on it", user=STAFF, under=event)

    await edit(slack, slow, event, ORDER)

    assert shown(slack, event) == [STOPPED]


async def test_that_it_was_stopped_is_said_as_it_is_if_the_answer_came_first(
    slow: Bot, slack: FakeSlack, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(*_: object) -> None:
        """What becomes of a job that was to be queued in the moment in which a process dies."""

    with monkeypatch.context() as patch:
        patch.setattr(CasePostJobs, "_queue", lost)
        event = await stopped(slack, slow, model)
        await edit(slack, slow, event, ORDER)
    await slow.chores.ring()
    await slow.idle()

    answer, said = shown(slack, event)
    assert "Tracking number" in answer
    assert said == STOPPED_BEFORE
