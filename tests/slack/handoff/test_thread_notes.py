"""What staff write in the thread of a card is a private note on the case: kept, acknowledged, and for staff only."""

import pytest

from bot.wiring import Bot
from storage import notes
from storage.retention import forget
from tests.fakes.slack import (
    BOT_USER,
    CUSTOMER,
    OTHER_CUSTOMER,
    STAFF,
    STAFF_CHANNEL,
    SUPPORT,
    TEAM,
    FakeSlack,
    Json,
    deleted,
    edited,
)
from tests.fakes.slack.faults import Fault
from tests.slack.cases.people import cases_of, shown
from tests.slack.handoff.people import PLEASE, cards, told
from tests.stored import Clock, case_count, case_of, everything_stored, say, timeline_of

WORDS = "She knows the CEO, call before noon"


async def under_card(slack: FakeSlack, desk: Bot, text: str = WORDS, user: str = STAFF) -> Json:
    """Let somebody write in the thread of the newest card."""
    card = cards(slack)[-1]
    return await say(slack, desk, text, user=user, channel=STAFF_CHANNEL, under={"ts": card.ts})


async def noted(desk: Bot) -> list[str]:
    case = await case_of(desk)
    return [one.text for one in await desk.db.read(lambda tx: notes.notes_of(tx, case.id))]


def mark_on(slack: FakeSlack, event: Json) -> list[str]:
    message = slack.workspace.find(event["channel"], event["ts"])
    assert message is not None
    return list(message.reactions)


async def test_words_in_the_card_s_thread_are_a_note_that_only_staff_see(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)

    written = await under_card(slack, desk)
    await slack.wait_for(lambda: mark_on(slack, written) == ["memo"])

    assert await noted(desk) == [WORDS]
    assert ("noted", "") in await timeline_of(desk)
    assert WORDS in shown(await cases_of(slack, desk, "1001"))
    assert WORDS not in shown(await cases_of(slack, desk, "1001", user=CUSTOMER))
    assert WORDS not in "".join(post.shown for post in slack.posts_in(event["channel"]))
    assert not (await case_of(desk)).taken_over
    assert await case_count(desk) == 1


async def test_words_under_a_reminder_are_a_note_too(desk: Bot, slack: FakeSlack, clock: Clock) -> None:
    await say(slack, desk, PLEASE)
    clock.forward(hours=4)
    await desk.chores.ring()
    await desk.idle()
    assert len(cards(slack)) == 2

    await under_card(slack, desk)

    assert await noted(desk) == [WORDS]


async def card_without_ts(slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> Fault:
    """Let a card stand in Slack whose answer was lost: until the fault is released nobody here knows its ``ts``."""
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.05)
    slack.fault("chat.postMessage", cut_after_accept=True, times=2)  # of the reply, and of the card
    held = slack.fault("conversations.history", hang=True)
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, PLEASE))
    await held.reached()
    return held


async def test_a_note_written_before_the_card_is_known_to_stand_is_kept_once_it_is(
    desk: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = await card_without_ts(slack, monkeypatch)
    written = slack.says(STAFF, STAFF_CHANNEL, WORDS, cards(slack)[0].ts)
    changed = edited(written, f"{WORDS}, or at four")

    too_early = await slack.deliver([written, changed])
    held.release()
    await desk.idle()
    in_time = [*await slack.redeliver(written), *await slack.redeliver(changed)]
    await desk.idle()

    assert (too_early, in_time) == ([500, 500], [200, 200])
    assert await noted(desk) == [f"{WORDS}, or at four"]


async def test_an_older_thread_of_the_staff_channel_is_no_matter_of_a_card_on_its_way(
    desk: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    root = await say(slack, desk, "Who is in today?", user=STAFF, channel=STAFF_CHANNEL)
    clock.forward(minutes=2)
    held = await card_without_ts(slack, monkeypatch)

    statuses = await slack.deliver(slack.says(STAFF, STAFF_CHANNEL, "I am", root["ts"]))
    held.release()
    await desk.idle()

    assert statuses == [200]


async def test_a_note_that_slack_delivers_twice_is_kept_once(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)
    written = await under_card(slack, desk)

    await slack.redeliver(written)
    await desk.idle()

    assert await noted(desk) == [WORDS]
    assert [event for event, _ in await timeline_of(desk)].count("noted") == 1


async def test_cards_and_secrets_in_a_note_are_masked(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)

    await under_card(slack, desk, "Her card is 4111 1111 1111 1111")

    assert "4111 1111" not in await everything_stored(desk)


async def test_a_note_follows_its_message_through_edits_in_any_order_and_deletion(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)
    written = await under_card(slack, desk)
    first, second = edited(written, "Call after noon"), edited(written, "Call at four")

    await slack.deliver([second, first])
    after_edits = await noted(desk)
    await slack.deliver(deleted({**written, "text": "Call at four"}))
    await desk.idle()

    assert after_edits == ["Call at four"]
    assert await noted(desk) == ["(deleted)"]
    assert "Call at four" not in await everything_stored(desk)
    assert ("deleted a note", "") in await timeline_of(desk)


async def test_an_edit_or_a_deletion_that_comes_before_the_note_counts(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)
    thread = cards(slack)[0].ts
    one = slack.says(STAFF, STAFF_CHANNEL, "One", thread)
    two = slack.says(STAFF, STAFF_CHANNEL, "Two", thread)

    await slack.deliver([edited(one, "One, changed"), deleted(two), one, two])
    await desk.idle()

    assert await noted(desk) == ["One, changed"]


async def test_who_is_not_staff_writes_no_note_and_opens_no_case_there(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)

    written = await under_card(slack, desk, f"<@{BOT_USER}> {WORDS}", user=OTHER_CUSTOMER)

    assert await noted(desk) == []
    assert await case_count(desk) == 1
    assert mark_on(slack, written) == []
    assert WORDS not in await everything_stored(desk)


async def test_a_mention_of_the_desk_in_a_note_changes_nothing_about_it(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)

    await under_card(slack, desk, f"<@{BOT_USER}> {WORDS}")

    assert await noted(desk) == [WORDS]
    assert await case_count(desk) == 1


async def test_without_the_scope_for_marks_a_word_tells_the_author_alone(desk: Bot, slack: FakeSlack) -> None:
    slack.scopes = [scope for scope in slack.scopes if scope != "reactions:write"]
    await say(slack, desk, PLEASE)

    await under_card(slack, desk)
    await slack.wait_for(lambda: told(slack, STAFF))

    assert told(slack, STAFF) == ["Kept as a private note on the case. The customer does not see it."]
    assert await noted(desk) == [WORDS]


async def test_a_note_is_forgotten_with_its_author_and_with_the_customer(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)
    written = await under_card(slack, desk)

    await desk.db.write(lambda tx: forget(tx, TEAM, CUSTOMER, desk.intake.desk.now()))
    await slack.deliver(edited(written, f"{WORDS}, as said"))
    await desk.idle()

    assert await noted(desk) == ["(deleted)"]
    assert "CEO" not in await everything_stored(desk)


async def test_words_in_the_staff_channel_beside_the_cards_are_no_notes(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)

    root = await say(slack, desk, "Who is in today?", user=STAFF, channel=STAFF_CHANNEL)
    await say(slack, desk, WORDS, user=STAFF, channel=STAFF_CHANNEL, under=root)

    assert await noted(desk) == []
