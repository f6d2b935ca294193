"""A case that nobody claims is reminded of, less and less often, and not once somebody has it."""

from bot.wiring import Bot
from tests.conftest import SettingsFor
from tests.fakes.slack import STAFF, FakeSlack
from tests.slack.handoff.people import PLEASE, cards, labels, press, staffed
from tests.stored import Clock, say, timeline_of


async def test_an_escalation_nobody_claims_reminds_the_channel_and_says_so(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await say(slack, desk, PLEASE)
    clock.forward(minutes=31)

    await desk.chores.ring()
    await desk.idle()
    await desk.chores.ring()
    await desk.idle()

    [_card, reminder] = cards(slack)
    assert "CASE-1001* of Ana still waits for a person" in reminder.shown
    assert [name for name, _ in await timeline_of(desk)].count("reminded") == 1


async def test_reminders_come_after_twice_the_time(desk: Bot, slack: FakeSlack, clock: Clock) -> None:
    await say(slack, desk, PLEASE)

    counts = []
    for minutes in (29, 2, 58, 3, 118, 3):
        clock.forward(minutes=minutes)
        await desk.chores.ring()
        await desk.idle()
        counts.append(len(cards(slack)) - 1)

    assert counts == [0, 1, 1, 2, 2, 3]


async def test_a_claimed_case_does_not_remind_and_its_reminder_says_who_has_it(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await say(slack, desk, PLEASE)
    clock.forward(minutes=31)
    await desk.chores.ring()
    await desk.idle()
    card, reminder = cards(slack)

    await press(slack, desk, "card_claim", reminder, user=STAFF)
    clock.forward(hours=2)  # the next reminder would have come; that the answer is due comes later
    await desk.chores.ring()
    await desk.idle()

    assert cards(slack) == [card, reminder]
    assert "Claimed by <@U0STAFF01>" in reminder.shown
    assert "Claimed by <@U0STAFF01>" in card.shown


async def test_only_the_newest_card_and_reminder_follow_a_change(desk: Bot, slack: FakeSlack, clock: Clock) -> None:
    event = await say(slack, desk, PLEASE)
    for _ in range(3):
        clock.forward(days=2)
        await desk.chores.ring()
        await desk.idle()
    _card, first, second, newest = cards(slack)
    before = len(slack.updates)

    await say(slack, desk, "hello?", under=event)

    assert len(slack.updates) - before == 2
    assert "A newer reminder says how it stands" in first.shown
    assert "A newer reminder says how it stands" in second.shown
    assert "human being" not in first.shown + second.shown  # nothing to erase in what is not written anew
    assert labels(first) == labels(second) == []
    assert labels(newest) == ["Claim", "Reply", "Resolve", "Open"]


async def test_what_is_due_and_what_nobody_has_claimed_are_other_cases_in_any_order(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await say(slack, desk, PLEASE)
    clock.forward(minutes=185)
    await desk.chores.ring()
    await desk.idle()
    await say(slack, desk, PLEASE)
    clock.forward(minutes=185)

    await desk.chores.ring()
    await desk.idle()

    newest = " ".join(post.shown for post in cards(slack)[-2:])
    assert ("CASE-1001" in newest, "CASE-1002" in newest) == (True, True)


async def test_with_0_minutes_nobody_is_reminded(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> None:
    async with staffed(slack, settings_for, clock, remind_after_min=0) as desk:
        await say(slack, desk, PLEASE)
        clock.forward(days=3)
        await desk.chores.ring()
        await desk.idle()

    assert len(cards(slack)) == 1
