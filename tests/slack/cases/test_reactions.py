"""Promises about emoji of staff on messages: what they open, claim and resolve, once, and whose do nothing."""

import pytest

from bot.wiring import Bot, open_bot
from storage import cases
from storage.records import TimelineRow
from tests.conftest import SettingsFor
from tests.fakes.slack import (
    CUSTOMER,
    GENERAL,
    OTHER_CUSTOMER,
    OUTSIDE,
    STAFF,
    SUPPORT,
    FakeSlack,
    Json,
    Message,
    bot_message,
    reacted,
)
from tests.slack.handoff.people import PLEASE, RUTH, cards, told
from tests.stored import Clock, case_count, case_of, last, say

ORDER = "Where is my order A-12345?"
OPEN, CLAIM, RESOLVE = "ticket", "eyes", "white_check_mark"


async def react(slack: FakeSlack, bot: Bot, on: Json, name: str, user: str = STAFF) -> Json:
    """Put an emoji on a message; return the event."""
    event = reacted(on, name, user)
    assert await slack.deliver(event) == [200]
    await bot.idle()
    return event


def as_event(message: Message) -> Json:
    return {"channel": message.channel, "ts": message.ts, "user": message.user}


async def rows_of(bot: Bot, event: str) -> list[TimelineRow]:
    case = await case_of(bot)
    rows = await bot.db.read(lambda tx: cases.timeline_of(tx, case.id))
    return [row for row in rows if row.event == event]


# --- opening ---------------------------------------------------------------------------------------------------------


async def test_a_ticket_on_a_message_opens_a_case_for_its_author_and_answers(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, ORDER, channel=GENERAL)

    await react(slack, desk, event, OPEN)

    case = await case_of(desk)
    [opened] = await rows_of(desk, "opened")
    assert (case.requester, case.thread_ts, opened.actor) == (CUSTOMER, event["ts"], STAFF)
    assert "A-12345" in last(slack, event)


async def test_a_ticket_on_a_reply_opens_the_thread_s_case(desk: Bot, slack: FakeSlack) -> None:
    root = slack.says(OTHER_CUSTOMER, GENERAL, "Anybody else?")
    reply = slack.says(CUSTOMER, GENERAL, ORDER, root["ts"])

    await react(slack, desk, reply, OPEN)

    case = await case_of(desk)
    assert (case.requester, case.thread_ts) == (CUSTOMER, root["ts"])


async def test_the_same_ticket_delivered_again_and_more_tickets_open_nothing(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, ORDER, channel=GENERAL)
    first = reacted(event, OPEN, STAFF)

    await slack.deliver(first, 2, concurrently=True)
    await desk.idle()
    await slack.redeliver(first)
    await react(slack, desk, event, OPEN, RUTH)

    assert await case_count(desk) == 1
    assert len(slack.replies_to(event)) == 1
    assert told(slack, STAFF) + told(slack, RUTH) == []


async def test_a_ticket_that_opens_nothing_says_why_to_who_put_it_there(desk: Bot, slack: FakeSlack) -> None:
    event = bot_message(ORDER, channel=GENERAL)
    await slack.deliver(event)

    await react(slack, desk, event, OPEN)
    await slack.wait_for(lambda: told(slack, STAFF))

    assert told(slack, STAFF) == ["That was written by an app: a case is opened for a person"]
    assert await case_count(desk) == 0


async def test_a_ticket_is_tried_again_when_slack_does_not_answer(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, ORDER, channel=GENERAL)
    slack.fault("conversations.replies", status=503)

    statuses = await slack.deliver_with_retries(reacted(event, OPEN, STAFF))
    await desk.idle()

    assert statuses == [500, 200]
    assert await case_count(desk) == 1


# --- claiming and resolving ------------------------------------------------------------------------------------------


async def test_eyes_on_a_message_of_a_case_claim_it_for_who_reacted(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)

    await react(slack, desk, event, CLAIM, RUTH)

    case = await case_of(desk)
    assert (case.assignee, case.taken_over) == (RUTH, True)
    assert [row.actor for row in await rows_of(desk, "claimed")] == [RUTH]


async def test_eyes_on_the_card_and_on_an_answer_of_ours_claim_the_case_too(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)
    await react(slack, desk, as_event(cards(slack)[0]), CLAIM)
    by_card = (await case_of(desk)).assignee
    other = await say(slack, desk, ORDER, user=OTHER_CUSTOMER)

    await react(slack, desk, as_event(slack.replies_to(other)[0]), CLAIM, RUTH)

    assert by_card == STAFF
    assert (await case_of(desk, "CASE-1002")).assignee == RUTH


async def test_a_check_mark_resolves_the_case_and_tells_who_asked(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)

    await react(slack, desk, event, RESOLVE)

    assert (await case_of(desk)).status == "resolved"
    assert "resolved" in last(slack, event)


async def test_the_card_shows_what_an_emoji_did(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)

    await react(slack, desk, event, CLAIM)

    assert f"<@{STAFF}>" in cards(slack)[0].shown


async def test_a_second_person_s_eyes_are_told_who_was_first(desk: Bot, slack: FakeSlack) -> None:
    slack.workspace.channels[SUPPORT].members.add(RUTH)
    event = await say(slack, desk, PLEASE)
    await react(slack, desk, event, CLAIM)

    await react(slack, desk, event, CLAIM, RUTH)
    await slack.wait_for(lambda: told(slack, RUTH))

    assert (await case_of(desk)).assignee == STAFF
    assert told(slack, RUTH)[0].startswith(f"CASE-1001: <@{STAFF}> claimed it")


@pytest.mark.parametrize("name", [OPEN, CLAIM, RESOLVE])
async def test_nobody_else_s_emoji_do_anything(desk: Bot, slack: FakeSlack, name: str) -> None:
    event = await say(slack, desk, PLEASE)
    general = await say(slack, desk, ORDER, channel=GENERAL)
    before = await case_of(desk)

    await react(slack, desk, event, name, OTHER_CUSTOMER)
    await react(slack, desk, general, name, CUSTOMER)

    assert await case_of(desk) == before
    assert await case_count(desk) == 1
    assert told(slack, CUSTOMER) + told(slack, OTHER_CUSTOMER) == []


async def test_a_reaction_delivered_again_after_the_case_was_reopened_changes_nothing(
    desk: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, desk, PLEASE)
    resolved = await react(slack, desk, event, RESOLVE)
    await say(slack, desk, "It is not solved at all", under=event)

    await slack.redeliver(resolved)
    await desk.idle()

    assert (await case_of(desk)).status != "resolved"
    assert len(await rows_of(desk, "resolved")) == 1


async def test_a_reaction_that_slack_brings_late_closes_no_case_over_what_was_written_after_it(
    desk: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, desk, PLEASE)
    await react(slack, desk, event, CLAIM)
    late = reacted(event, RESOLVE, STAFF)
    await say(slack, desk, "It is not solved at all", under=event)

    await slack.deliver(late)
    await desk.idle()
    status = (await case_of(desk)).status
    await react(slack, desk, event, RESOLVE)

    assert "In CASE-1001 something was written since" in told(slack, STAFF)[-1]
    assert status == "escalated"
    assert (await case_of(desk)).status == "resolved"


async def test_emoji_on_what_belongs_to_no_case_do_nothing_and_ask_slack_nothing(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, ORDER, channel=GENERAL)
    before = len(slack.calls)

    await react(slack, desk, event, CLAIM)
    await react(slack, desk, event, RESOLVE)
    await react(slack, desk, event, "tada")

    assert await case_count(desk) == 0
    assert len(slack.calls) == before


async def test_a_mark_on_a_note_under_the_card_is_between_staff(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)
    note = await say(
        slack, desk, "Called her", user=STAFF, channel=cards(slack)[0].channel, under={"ts": cards(slack)[0].ts}
    )

    await react(slack, desk, note, RESOLVE)

    assert (await case_of(desk)).status == "escalated"


async def test_an_emoji_set_to_nothing_does_nothing_and_another_one_does_its_work(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock
) -> None:
    slack.allow("live <@U0STAFF")
    async with open_bot(settings_for(emoji_open="", emoji_claim="raising_hand"), clock) as bot:
        slack.delivery.bot_url = bot.url
        general = await say(slack, bot, ORDER, channel=GENERAL)
        event = await say(slack, bot, PLEASE)

        await react(slack, bot, general, OPEN)
        await react(slack, bot, event, CLAIM)
        before = (await case_of(bot)).assignee
        await react(slack, bot, event, "raising_hand::skin-tone-3")

        assert await case_count(bot) == 1
        assert (before, (await case_of(bot)).assignee) == (None, STAFF)


async def test_where_the_bot_is_not_an_emoji_does_nothing(desk: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, OUTSIDE, ORDER)

    await react(slack, desk, event, OPEN)

    assert await case_count(desk) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"item": None},
        {"item": {"type": "file", "file": "F1"}},
        {"item": {"type": "message", "channel": "C0GENERAL", "ts": "x"}},
        {"user": ""},
        {"reaction": None},
        {"event_ts": "now"},
    ],
)
async def test_a_reaction_that_is_none_is_taken_and_does_nothing(desk: Bot, slack: FakeSlack, change: Json) -> None:
    event = await say(slack, desk, PLEASE)
    before = await case_of(desk)

    statuses = await slack.deliver({**reacted(event, RESOLVE, STAFF), **change})
    await desk.idle()

    assert statuses == [200]
    assert await case_of(desk) == before


async def test_over_socket_mode_emoji_work_the_same(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> None:
    slack.delivery.mode = "socket"
    async with open_bot(settings_for(slack_app_token=slack.app_token), clock) as bot:
        await slack.connected()
        event = await say(slack, bot, ORDER, channel=GENERAL)

        await react(slack, bot, event, OPEN)
        await react(slack, bot, event, RESOLVE)

        assert (await case_of(bot)).status == "resolved"
