"""A card gets to the staff channel once, whatever happens on its way there."""

from collections import Counter

import pytest
from structlog.testing import capture_logs

from bot.wiring import Bot
from handlers.cases.acts import resolve
from storage.posts import owed_posts
from tests.conftest import SettingsFor
from tests.fakes.slack import BOT_USER, CUSTOMER, STAFF, STAFF_CHANNEL, SUPPORT, FakeSlack
from tests.slack.handoff.people import ORDER, PLEASE, SAM, cards, press, staffed
from tests.stored import Clock, say, timeline_of


async def test_a_card_that_was_planned_when_the_process_died_is_posted_once_after_the_next_start(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def died(*_: object) -> None:
        """As far as a process comes that dies between the commit and the queue."""

    with monkeypatch.context() as dying:
        dying.setattr("bot.slack.handoff.posting.CasePostJobs.changed", died)
        async with staffed(slack, settings_for, clock) as desk:
            await say(slack, desk, PLEASE)
    nothing_yet = cards(slack) == []

    async with staffed(slack, settings_for, clock) as desk:
        await desk.idle()
        await desk.chores.ring()
        await desk.idle()

    assert nothing_yet
    assert len(cards(slack)) == 1


async def test_a_card_whose_answer_was_lost_is_not_posted_twice(
    desk: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.05)
    await say(slack, desk, ORDER)
    lost = slack.fault("chat.postMessage", cut_after_accept=True, times=2)

    await say(slack, desk, PLEASE)

    assert lost.used == 2
    assert len(cards(slack)) == 1


async def test_what_changes_while_a_card_is_on_its_way_shows_on_it(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)
    await press(slack, desk, "card_claim", cards(slack)[0], user=STAFF)
    await press(slack, desk, "card_resolve", cards(slack)[0], user=STAFF)
    held = slack.fault("chat.postMessage", hang=True)
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, "It is still broken", event["ts"]))
    await held.reached()

    await desk.db.write(lambda tx: resolve(tx, SAM, "CASE-1001", desk.intake.desk.now()))
    held.release()
    await desk.idle()

    assert "Resolved by <@U0STAFF01>" in cards(slack)[1].shown


def refused(slack: FakeSlack) -> list[str]:
    """Return the keys of the posts that Slack refused, one a try."""
    calls = [call for call in slack.called("chat.postMessage") if not call.ok]
    return [str(call.args["metadata"]["event_payload"]["key"]) for call in calls]


async def a_minute_passes(desk: Bot, clock: Clock, minutes: int = 1) -> None:
    clock.forward(minutes=minutes)
    await desk.chores.ring()
    await desk.idle()


async def test_a_card_that_finds_the_staff_channel_closed_stands_there_once_the_app_is_let_in(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    slack.workspace.channels[STAFF_CHANNEL].members.discard(BOT_USER)
    with capture_logs() as logs:
        await say(slack, desk, PLEASE)
        await a_minute_passes(desk, clock)
    closed, tries = cards(slack), refused(slack)

    slack.workspace.channels[STAFF_CHANNEL].members.add(BOT_USER)
    await a_minute_passes(desk, clock)

    errors = [line for line in logs if line["event"] == "post_waits_for_an_operator"]
    assert closed == []
    assert len(cards(slack)) == 1
    assert {line["log_level"] for line in errors} == {"error"}
    assert len(errors) == len(tries) == 2  # at once, and by the chore


async def test_each_post_that_waits_for_an_operator_is_tried_once_a_minute_whatever_happens_to_its_case(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    slack.workspace.channels[STAFF_CHANNEL].members.discard(BOT_USER)
    event = await say(slack, desk, PLEASE)
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, "It is still broken", event["ts"]))
    await desk.idle()
    at_once = refused(slack)
    await desk.chores.ring()
    await desk.idle()
    in_the_same_minute = refused(slack)

    await a_minute_passes(desk, clock, minutes=31)  # a reminder is due, and published

    tries = Counter(refused(slack))
    assert in_the_same_minute == at_once == list(dict.fromkeys(at_once))
    assert set(tries) > set(at_once)
    assert {tries[key] for key in at_once} == {2}
    assert {tries[key] for key in set(tries) - set(at_once)} == {1}


async def test_a_post_that_waits_for_an_operator_is_left_to_the_next_minute_when_its_finished_job_is_forgotten(
    desk: Bot, slack: FakeSlack
) -> None:
    slack.workspace.channels[STAFF_CHANNEL].members.discard(BOT_USER)
    event = await say(slack, desk, PLEASE)
    once = refused(slack)

    await desk.engine.forget_finished()  # as each hour
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, "It is still broken", event["ts"]))
    await desk.idle()

    assert len(once) == 1
    assert refused(slack) == once


async def test_a_card_that_is_given_up_after_crashes_is_posted_no_more_and_the_timeline_says_so(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def died(*_: object) -> None:
        """As far as a process comes that dies between the commit and the queue."""

    with monkeypatch.context() as dying:
        dying.setattr("bot.slack.handoff.posting.CasePostJobs.changed", died)
        async with staffed(slack, settings_for, clock) as desk:
            await say(slack, desk, PLEASE)
            [owed] = await desk.db.read(owed_posts)
            await desk.case_post_jobs.set_aside(owed.id)

    async with staffed(slack, settings_for, clock) as desk:
        await desk.chores.ring()
        await desk.idle()

        assert await desk.db.read(owed_posts) == []
        assert ("set aside", "card: the desk stopped each time it sent it") in await timeline_of(desk)
    assert cards(slack) == []
