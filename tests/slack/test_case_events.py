"""Whoever changes a case, its card and the open Home tabs show it: the desk, people, chores, a terminal, a crash."""

from bot.wiring import Bot
from handlers.cases.acts import OPERATOR, Actor, resolve
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, STAFF, SUPPORT, TEAM, FakeSlack
from tests.slack.cases.people import home_of, shown
from tests.slack.handoff.people import PLEASE, RETURN, SAM, cards, press, staffed
from tests.stored import Clock, rmas_of, say

WAITING, RESOLVED = "Waiting for a person", "Resolved by"
IN_A_TERMINAL = Actor(TEAM, OPERATOR, is_staff=True)


async def ring(desk: Bot) -> None:
    """Let the chores run that are due, and all that follows."""
    await desk.chores.ring()
    await desk.idle()


async def test_an_act_in_a_terminal_shows_on_the_card_and_on_home_within_a_minute(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)
    home = await home_of(slack, desk)
    await ring(desk)

    await desk.db.write(lambda tx: resolve(tx, IN_A_TERMINAL, "1001", desk.intake.desk.now()))
    await ring(desk)

    assert "Resolved by operator" in cards(slack)[0].shown
    assert "Needs a person 0" in shown(home)


async def test_what_changed_just_before_a_crash_shows_on_the_card_after_the_next_start(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock
) -> None:
    async with staffed(slack, settings_for, clock) as desk:
        await say(slack, desk, PLEASE)
        await ring(desk)
        # As far as a process comes that dies between the commit and its publishing.
        await desk.db.write(lambda tx: resolve(tx, SAM, "1001", desk.intake.desk.now()))
    before = cards(slack)[0].shown

    async with staffed(slack, settings_for, clock) as desk:
        await desk.idle()

    assert WAITING in before
    assert RESOLVED in cards(slack)[0].shown


async def test_what_is_published_already_is_not_written_again_each_minute(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)
    await press(slack, desk, "card_claim", cards(slack)[0], user=STAFF)
    before = len(slack.called("chat.update"))

    await ring(desk)
    await ring(desk)

    assert len(slack.called("chat.update")) == before


async def test_what_retention_erases_leaves_the_card(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> None:
    async with staffed(slack, settings_for, clock, retention_days=30) as desk:
        await say(slack, desk, f"{PLEASE}, about my taxidermy")
        await press(slack, desk, "card_resolve", cards(slack)[0], user=STAFF)
        before = cards(slack)[0].shown
        clock.forward(days=31)

        await ring(desk)

        assert "taxidermy" in before
        assert "taxidermy" not in cards(slack)[0].shown
        assert "(deleted)" in cards(slack)[0].shown


async def test_work_that_is_taken_back_leaves_the_card(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)
    down = slack.fault("chat.postMessage", status=503, times=None)
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, RETURN, event["ts"]))
    await down.reached()

    await slack.action("card_claim", cards(slack)[0], user=STAFF)
    await desk.interactions.idle()
    await desk.case_post_jobs.idle()
    done_so_far = cards(slack)[0].shown
    down.times = down.used
    await desk.idle()

    assert "RMA-" in done_so_far
    assert [rma.state for rma in await rmas_of(desk)] == ["cancelled"]
    assert "RMA-" not in cards(slack)[0].shown


async def test_a_message_and_its_answer_write_the_card_once(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)
    before = len(slack.called("chat.update"))

    await say(slack, desk, "Where is my order A-12345?", under=event)

    assert len(slack.called("chat.update")) == before + 1


async def test_a_message_is_acknowledged_though_slack_takes_no_card(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)
    held = slack.fault("chat.update", hang=True)

    acks = await slack.deliver(slack.says(STAFF, SUPPORT, "I am on it", event["ts"]))
    await held.reached()
    held.release()
    await desk.idle()

    assert acks == [200]
    assert "Claimed by <@U0STAFF01>" in cards(slack)[0].shown
