"""Where staff keep hours a hand-over says when somebody is there, and nobody is reminded while nobody is."""

from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, STAFF, STAFF_CHANNEL, SUPPORT, FakeSlack
from tests.slack.cases.people import cases_of, home_of, shown
from tests.slack.handoff.people import PLEASE, RETURN, cards, press, staffed
from tests.stored import Clock, case_of, say, timeline_of

MON, TUE, FRI, SAT = 0, 1, 4, 5
DANGER = "My bread maker smells of burning plastic and there is smoke"
OFFICE = {"time_zone": "UTC", "working_hours": "Mon-Fri 09:00-17:00"}


@pytest.fixture
async def office(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> AsyncIterator[Bot]:
    """A desk whose staff are there from nine to five."""
    async with staffed(slack, settings_for, clock, **OFFICE) as running:
        yield running


async def _minute_passes(desk: Bot) -> None:
    await desk.chores.ring()
    await desk.idle()


async def _people_answer_in_an_hour(slack: FakeSlack, bot: Bot, clock: Clock) -> None:
    for _ in range(5):
        event = await say(slack, bot, PLEASE)
        clock.forward(hours=1)
        await slack.deliver(slack.says(STAFF, SUPPORT, "I am here now.", event["ts"]))
        await bot.idle()


async def test_a_hand_over_at_the_weekend_says_when_somebody_is_back(
    office: Bot, slack: FakeSlack, clock: Clock
) -> None:
    clock.to(SAT, 12)
    event = await say(slack, office, PLEASE)

    [reply] = slack.replies_to(event)
    assert "Nobody is there right now: our team is back on Monday," in reply.shown
    assert "at 09:00 (UTC)." in reply.shown


async def test_of_a_danger_at_the_weekend_it_is_not_hidden_that_nobody_is_there(
    office: Bot, slack: FakeSlack, clock: Clock
) -> None:
    clock.to(SAT, 12)
    event = await say(slack, office, "The charger of my SuperWidget 5000 is smoking and smells of burnt plastic")

    [reply] = slack.replies_to(event)
    assert "marked as urgent, as case CASE-1001. Nobody is there right now: our team is back on Monday," in reply.shown


async def test_who_asks_later_when_somebody_comes_is_told_the_same(office: Bot, slack: FakeSlack, clock: Clock) -> None:
    clock.to(SAT, 12)
    event = await say(slack, office, PLEASE)
    await say(slack, office, "when will somebody look at it?", under=event)

    told = slack.replies_to(event)[-1].shown
    assert "Case CASE-1001 is waiting for a person from our support team." in told
    assert "our team is back on Monday," in told


async def test_the_button_says_it_too(office: Bot, slack: FakeSlack, clock: Clock) -> None:
    clock.to(MON, 7)
    event = await say(slack, office, RETURN)

    await press(slack, office, "reply_person", slack.replies_to(event)[-1], user=CUSTOMER)

    assert "our team is back today at 09:00 (UTC)." in slack.replies_to(event)[-1].shown


async def test_within_the_hours_it_says_how_soon_people_write_as_long_as_that_ends_before_they_go(
    office: Bot, slack: FakeSlack, clock: Clock
) -> None:
    clock.to(MON, 9)
    await _people_answer_in_an_hour(slack, office, clock)
    early = await say(slack, office, PLEASE)
    clock.to(MON, 16, 30)
    late = await say(slack, office, PLEASE)

    assert "They usually write within 2 hours." in slack.replies_to(early)[-1].shown
    assert "They are there until 17:00 today, and again on Tuesday," in slack.replies_to(late)[-1].shown
    assert "usually" not in slack.replies_to(late)[-1].shown


async def test_the_usual_wait_counts_working_time_only(office: Bot, slack: FakeSlack, clock: Clock) -> None:
    clock.to(FRI, 16, 30)
    events = [await say(slack, office, PLEASE) for _ in range(5)]
    clock.to(MON, 9, 20)
    for event in events:
        await slack.deliver(slack.says(STAFF, SUPPORT, "I am here now.", event["ts"]))
        await office.idle()

    event = await say(slack, office, PLEASE)

    assert "They usually write within an hour." in slack.replies_to(event)[-1].shown


async def test_who_set_no_hours_hears_of_none(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> None:
    async with staffed(slack, settings_for, clock) as desk:
        clock.to(SAT, 12)
        event = await say(slack, desk, PLEASE)

    said = slack.replies_to(event)[-1].shown
    assert "They can read what you have written here" in said
    assert not any(word in said for word in ("back on", "right now", "They are there", "usually"))


async def test_nobody_is_reminded_at_night_and_only_working_time_counts_until_a_reminder(
    office: Bot, slack: FakeSlack, clock: Clock
) -> None:
    clock.to(FRI, 16, 50)
    await say(slack, office, PLEASE)

    counts = []
    for weekday, hour, minute in ((FRI, 17, 25), (SAT, 12, 0), (MON, 9, 15), (MON, 9, 22)):
        clock.to(weekday, hour, minute)
        await _minute_passes(office)
        counts.append(len(cards(slack)) - 1)

    assert counts == [0, 0, 0, 1]
    assert [name for name, _ in await timeline_of(office)].count("reminded") == 1


async def test_an_answer_is_due_within_working_time_and_staff_are_warned_once_before_it_is_late(
    office: Bot, slack: FakeSlack, clock: Clock
) -> None:
    clock.to(FRI, 16)
    await say(slack, office, PLEASE)
    await press(slack, office, "card_claim", cards(slack)[0], user=STAFF)

    counts = []
    for weekday, hour, minute in ((SAT, 12, 0), (MON, 10, 55), (MON, 11, 1), (MON, 11, 30), (MON, 12, 1)):
        clock.to(weekday, hour, minute)
        await _minute_passes(office)
        counts.append(len(cards(slack)) - 1)

    assert counts == [0, 0, 1, 1, 1]
    card, warning = cards(slack)
    assert "of Ana waits for an answer, :warning: *due <!date^" in warning.shown
    assert " 12:00 UTC>" in warning.shown
    assert "Claimed by <@U0STAFF01>" in warning.shown
    assert ":warning: *due <!date^" in card.shown


async def test_a_warning_says_when_a_person_has_answered(office: Bot, slack: FakeSlack, clock: Clock) -> None:
    clock.to(MON, 9)
    event = await say(slack, office, PLEASE)
    await press(slack, office, "card_claim", cards(slack)[0], user=STAFF)
    clock.to(MON, 12, 30)
    await _minute_passes(office)
    card, warning = cards(slack)
    warned = warning.shown

    await slack.deliver(slack.says(STAFF, SUPPORT, "I am here now.", event["ts"]))
    await office.idle()

    assert "waits for an answer" in warned
    assert "Claimed by <@U0STAFF01>" in warning.shown
    assert "waits for an answer" not in warning.shown
    assert "due" not in card.shown


async def test_words_under_a_warning_are_a_note_as_under_a_card(office: Bot, slack: FakeSlack, clock: Clock) -> None:
    clock.to(MON, 9)
    await say(slack, office, PLEASE)
    await press(slack, office, "card_claim", cards(slack)[0], user=STAFF)
    clock.to(MON, 12, 30)
    await _minute_passes(office)
    _, warning = cards(slack)

    await say(slack, office, "I call her at one", user=STAFF, channel=STAFF_CHANNEL, under={"ts": warning.ts})

    assert ("noted", "") in await timeline_of(office)
    assert "I call her at one" in shown(await cases_of(slack, office, "CASE-1001"))


async def test_a_case_that_is_opened_again_in_the_evening_reminds_in_the_morning(
    office: Bot, slack: FakeSlack, clock: Clock
) -> None:
    clock.to(MON, 16)
    await say(slack, office, PLEASE)
    await press(slack, office, "card_resolve", cards(slack)[0], user=STAFF)
    clock.to(MON, 20)
    await press(slack, office, "case_reopen", cards(slack)[0], user=STAFF)

    remind_at = (await case_of(office)).remind_at
    assert remind_at is not None
    assert remind_at.weekday() == TUE


async def test_what_nobody_has_claimed_is_marked_on_its_card_and_reminder(
    office: Bot, slack: FakeSlack, clock: Clock
) -> None:
    clock.to(MON, 9)
    await say(slack, office, PLEASE)
    clock.to(MON, 12, 30)
    await _minute_passes(office)

    card, reminder = cards(slack)
    assert ":warning: *due <!date^" in card.shown
    assert "still waits for a person" in reminder.shown
    assert ":warning: *due <!date^" in reminder.shown


async def test_what_was_answered_before_it_was_due_warns_nobody(office: Bot, slack: FakeSlack, clock: Clock) -> None:
    clock.to(MON, 9)
    event = await say(slack, office, PLEASE)
    await slack.deliver(slack.says(STAFF, SUPPORT, "I am here now.", event["ts"]))
    clock.to(TUE, 12)
    await _minute_passes(office)

    assert len(cards(slack)) == 1


async def test_home_says_when_each_answer_is_due_and_marks_what_is_late(
    office: Bot, slack: FakeSlack, clock: Clock
) -> None:
    clock.to(MON, 9)
    await say(slack, office, PLEASE)
    clock.to(MON, 10, 30)
    await say(slack, office, PLEASE)
    clock.to(MON, 13, 45)
    await say(slack, office, PLEASE)

    home = await home_of(slack, office)

    rows = [block["text"]["text"] for block in home.view["blocks"] if "CASE-" in str(block.get("text"))]
    assert [mark for row in rows for mark in (":red_circle: *late", ":warning: *due", "· due") if mark in row] == [
        *(":red_circle: *late", ":warning: *due", "· due")
    ]


async def test_what_is_urgent_is_due_sooner_than_what_was_asked_before_it(
    office: Bot, slack: FakeSlack, clock: Clock
) -> None:
    clock.to(MON, 9)
    await say(slack, office, PLEASE)
    clock.to(MON, 9, 10)
    await say(slack, office, DANGER)

    normal, urgent = (card.shown for card in cards(slack))

    assert " 13:00 UTC>" in normal
    assert " 09:40 UTC>" in urgent


async def test_staff_are_warned_of_what_is_urgent_though_what_waits_longer_is_not_due_yet(
    office: Bot, slack: FakeSlack, clock: Clock
) -> None:
    clock.to(MON, 9)
    await say(slack, office, PLEASE)
    await say(slack, office, DANGER)
    for card in cards(slack):
        await press(slack, office, "card_claim", card, user=STAFF)

    clock.to(MON, 9, 24)
    await _minute_passes(office)

    [warning] = cards(slack)[2:]
    assert "CASE-1002" in warning.shown
    assert ":warning: *due <!date^" in warning.shown


async def test_with_0_minutes_nothing_is_due(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> None:
    async with staffed(slack, settings_for, clock, **OFFICE, respond_within_min=0) as desk:
        clock.to(MON, 9)
        await say(slack, desk, PLEASE)

        assert "due" not in shown(await home_of(slack, desk))
        assert "due" not in cards(slack)[0].shown


async def test_a_case_that_is_nobodys_again_at_night_reminds_in_the_morning(
    office: Bot, slack: FakeSlack, clock: Clock
) -> None:
    clock.to(FRI, 16)
    await say(slack, office, PLEASE)
    clock.to(SAT, 3)
    await _minute_passes(office)
    clock.to(MON, 9, 1)
    await _minute_passes(office)

    assert len(cards(slack)) == 2
    remind_at = (await case_of(office)).remind_at
    assert remind_at is not None
    assert remind_at.weekday() == MON
