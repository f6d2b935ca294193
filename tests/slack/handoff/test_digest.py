"""Once a week the staff channel gets the figures of the week: once, in time, and without a word of customers."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.trial.workspace.workspace import User
from bot.wiring import Bot
from storage import cases
from tests.conftest import SettingsFor
from tests.fakes.slack import BOT_USER, DM, STAFF, STAFF_CHANNEL, FakeSlack, Message
from tests.slack.cases.people import shown
from tests.slack.handoff.people import ORDER, PLEASE, RUTH, cards, press, rate, staffed
from tests.stored import Clock, case_of, say

MON, TUE, WED, THU, SAT = 0, 1, 2, 3, 5
WEEKLY = {"time_zone": "UTC", "working_hours": "Mon-Fri 09:00-17:00", "weekly_digest": "on", "nudge_after_days": 0}
GAP = "Do you repair violins?"


@pytest.fixture
async def office(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> AsyncIterator[Bot]:
    """A desk whose staff are there from nine to five and want the digest."""
    slack.workspace.users[RUTH] = User(RUTH, "Ruth")
    slack.workspace.channels[STAFF_CHANNEL].members.add(RUTH)
    async with staffed(slack, settings_for, clock, **WEEKLY, staff=frozenset({STAFF, RUTH})) as running:
        yield running


async def minute_passes(desk: Bot) -> None:
    await desk.chores.ring()
    await desk.idle()


async def monday_comes(desk: Bot, clock: Clock, minute: int = 1) -> None:
    clock.to(MON, 9, minute)
    await minute_passes(desk)


def digests(slack: FakeSlack) -> list[Message]:
    return [post for post in cards(slack) if post.shown.startswith("The week from")]


async def test_the_digest_comes_once_a_week_when_somebody_is_there(office: Bot, slack: FakeSlack, clock: Clock) -> None:
    clock.to(WED, 10)
    await say(slack, office, ORDER)

    counts = []
    for day, hour in ((THU, 12), (MON, 8), (MON, 9), (MON, 10), (TUE, 9), (MON, 8), (MON, 9)):
        clock.to(day, hour, 1)
        await minute_passes(office)
        await minute_passes(office)
        counts.append(len(digests(slack)))

    assert counts == [0, 0, 1, 1, 1, 1, 2]


async def test_it_tells_what_the_week_was_like(office: Bot, slack: FakeSlack, clock: Clock) -> None:
    clock.to(WED, 10)
    answered = await say(slack, office, ORDER)
    await rate(slack, office, answered, 1)
    handed = await say(slack, office, PLEASE)
    clock.forward(hours=2)
    await say(slack, office, "I am on it.", user=STAFF, under=handed)
    await say(slack, office, PLEASE)

    await monday_comes(office, clock)

    [digest] = digests(slack)
    assert "*3 cases were opened*." in digest.text
    assert "• *Answered by the desk alone:* 1, 33%" in digest.text
    assert "• *Went to a person:* 2, 67%" in digest.text
    assert "• *Rated helpful:* 1 of 1" in digest.text
    assert "• *Until a person wrote:* median 2 hours of working time; 1 of 2 within the 4 hours set" in digest.text
    assert "*Waiting now:* 1 for a person (1 with nobody). The longest:" in digest.text
    assert "the week before" not in digest.text


async def test_what_waits_longest_is_a_link_and_can_be_opened_and_nobody_is_pinged(
    office: Bot, slack: FakeSlack, clock: Clock
) -> None:
    clock.to(WED, 10)
    event = await say(slack, office, PLEASE)
    await press(slack, office, "card_claim", cards(slack)[0], user=RUTH)
    await say(slack, office, PLEASE, channel=DM)

    await monday_comes(office, clock)
    [digest] = digests(slack)
    await slack.action("case_open", digest, user=STAFF, value="CASE-1002")
    await office.idle()

    link = rf"<http[^|>]+{event['ts'].replace('.', '')}[^|>]*\|CASE-1001> · since .+ · with Ruth · :red_circle: \*late"
    assert re.search(link, digest.text)
    assert re.search(r"^CASE-1002 · since .+ · with nobody", digest.text, re.MULTILINE)
    assert "CASE-1002" in shown(await slack.view_of(STAFF))
    assert "<@" not in digest.text + str(digest.blocks)


async def test_it_is_compared_with_the_week_before(office: Bot, slack: FakeSlack, clock: Clock) -> None:
    clock.to(WED, 10)
    await say(slack, office, ORDER)
    await say(slack, office, PLEASE)
    await monday_comes(office, clock)
    clock.to(WED, 10)
    await say(slack, office, ORDER)

    await monday_comes(office, clock)

    newest = digests(slack)[-1]
    assert "*1 case was opened*; 2 the week before." in newest.text
    assert "• *Answered by the desk alone:* 1, 100% (1, 50% the week before)" in newest.text
    assert "• *Went to a person:* 0, 0% (1, 50% the week before)" in newest.text
    assert "Opened again" not in newest.text


async def test_an_empty_week_says_so_in_one_line(office: Bot, slack: FakeSlack, clock: Clock) -> None:
    clock.to(WED, 10)
    await say(slack, office, ORDER)
    await monday_comes(office, clock)
    clock.to(TUE, 9)
    await monday_comes(office, clock)
    clock.to(TUE, 9)
    await monday_comes(office, clock)

    newest = digests(slack)[-1]
    assert newest.text.splitlines()[1:] == ["No case was opened."]


async def test_what_no_faq_answers_is_counted_and_named_by_its_cases_only(
    office: Bot, slack: FakeSlack, clock: Clock
) -> None:
    clock.to(WED, 10)
    await say(slack, office, GAP)

    await monday_comes(office, clock)

    [digest] = digests(slack)
    assert "*Missing in your FAQs:* the answer to a question: <http" in digest.text
    assert "violins" not in digest.text + str(digest.blocks)


async def test_a_desk_that_was_down_over_the_moment_posts_it_when_it_is_back_the_same_day(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock
) -> None:
    clock.to(WED, 10)
    async with staffed(slack, settings_for, clock, **WEEKLY) as desk:
        await say(slack, desk, ORDER)

    clock.to(MON, 15)
    async with staffed(slack, settings_for, clock, **WEEKLY) as desk:
        await minute_passes(desk)
    async with staffed(slack, settings_for, clock, **WEEKLY) as desk:
        await minute_passes(desk)

    assert len(digests(slack)) == 1


async def test_a_desk_that_was_down_for_longer_leaves_the_week_out_and_says_so_once_in_the_log(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock
) -> None:
    clock.to(WED, 10)
    async with staffed(slack, settings_for, clock, **WEEKLY) as desk:
        await say(slack, desk, ORDER)

    clock.to(TUE, 9, 1)
    with capture_logs() as logs:
        async with staffed(slack, settings_for, clock, **WEEKLY) as desk:
            await minute_passes(desk)
            await minute_passes(desk)
            await monday_comes(desk, clock)

    assert [line["log_level"] for line in logs if line["event"] == "digest_left_out"] == ["warning"]
    assert len(digests(slack)) == 1


async def test_a_digest_that_was_planned_when_the_process_died_is_posted_once_after_the_next_start(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def died(*_: object) -> int:
        """As far as a process comes that dies between the commit and the queue."""
        return 0

    clock.to(WED, 10)
    with monkeypatch.context() as dying:
        async with staffed(slack, settings_for, clock, **WEEKLY) as desk:
            await say(slack, desk, ORDER)
            dying.setattr("bot.slack.handoff.posting.CasePostJobs._queue", died)
            dying.setattr("bot.slack.handoff.posting.CasePostJobs.sweep", died)
            await monday_comes(desk, clock)
    nothing_yet = digests(slack) == []

    async with staffed(slack, settings_for, clock, **WEEKLY) as desk:
        await minute_passes(desk)
        await minute_passes(desk)

    assert nothing_yet
    assert len(digests(slack)) == 1


async def test_a_digest_whose_answer_was_lost_is_not_posted_twice(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.05)
    # It is looked for since it was planned, by the desk's clock: here that must be Slack's.
    async with staffed(slack, settings_for, clock, weekly_digest=f"{clock():%a %H:%M}") as desk:
        await say(slack, desk, ORDER)
        case = await case_of(desk)
        await desk.db.write(lambda tx: cases.update_case(tx, case.id, clock(), opened_at=clock() - timedelta(days=2)))
        lost = slack.fault("chat.postMessage", cut_after_accept=True)

        await minute_passes(desk)

    assert lost.used == 1
    assert len(digests(slack)) == 1


async def test_a_digest_that_finds_the_channel_closed_waits_a_day_and_no_longer(
    office: Bot, slack: FakeSlack, clock: Clock
) -> None:
    clock.to(WED, 10)
    await say(slack, office, ORDER)
    slack.workspace.channels[STAFF_CHANNEL].members.discard(BOT_USER)
    await monday_comes(office, clock)
    slack.workspace.channels[STAFF_CHANNEL].members.add(BOT_USER)

    clock.to(TUE, 10)
    with capture_logs() as logs:
        await minute_passes(office)

    assert digests(slack) == []
    assert [line["event"] for line in logs if line["event"] == "digest_left_out"] == ["digest_left_out"]


async def test_a_desk_without_a_case_has_no_week_to_tell(office: Bot, slack: FakeSlack, clock: Clock) -> None:
    with capture_logs() as logs:
        await monday_comes(office, clock)
        clock.to(TUE, 10)
        await say(slack, office, ORDER)
        await minute_passes(office)

    assert digests(slack) == []
    assert [line for line in logs if line["event"] == "digest_left_out"] == []


async def test_nobody_who_did_not_ask_for_it_gets_a_digest(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock
) -> None:
    clock.to(WED, 10)
    async with staffed(slack, settings_for, clock, **{**WEEKLY, "weekly_digest": ""}) as desk:
        await say(slack, desk, ORDER)
        await monday_comes(desk, clock)

    assert digests(slack) == []


async def test_while_no_person_has_written_it_says_just_that(office: Bot, slack: FakeSlack, clock: Clock) -> None:
    clock.to(SAT, 12)
    await say(slack, office, PLEASE)

    await monday_comes(office, clock)

    [digest] = digests(slack)
    assert "• *Until a person wrote:* nobody has written yet" in digest.text
    assert "median" not in digest.text
    assert "within" not in digest.text
