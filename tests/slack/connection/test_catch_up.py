"""Promises about what was said while no desk listened: answered once if it is young enough, else left to people."""

import asyncio
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.slack import errors
from bot.slack.connection import catch_up
from bot.slack.events import parse_missed
from bot.wiring import open_bot
from tests.conftest import SettingsFor
from tests.doctor.found import found_of
from tests.fakes.slack import (
    BOT_ID,
    BOT_USER,
    CUSTOMER,
    DM,
    OTHER_CUSTOMER,
    STAFF,
    STAFF_CHANNEL,
    SUPPORT,
    FakeSlack,
    Message,
    bot_message,
    edited,
)
from tests.fakes.slack.kinds import forward
from tests.fakes.slack.world import record
from tests.slack.cases.people import home_of, shown
from tests.slack.conftest import ANOTHER, Serving
from tests.slack.handoff.people import cards
from tests.stored import Clock, case_count, case_of, last, message_of, say

ORDER = "Where is my order A-12345?"


@pytest.mark.usefixtures("served_before")
@pytest.mark.parametrize("channel", [SUPPORT, DM])
async def test_what_was_said_while_the_desk_was_away_is_answered_once(
    serving: Serving, slack: FakeSlack, channel: str
) -> None:
    event = slack.says(CUSTOMER, channel, ORDER)

    async with serving() as bot:
        await slack.redeliver(event)
        await bot.idle()
    async with serving():
        pass

    assert len(slack.replies_to(event)) == 1
    assert "A-12345" in last(slack, event)


@pytest.mark.usefixtures("served_before")
async def test_a_forward_said_while_the_desk_was_away_is_read_as_one(serving: Serving, slack: FakeSlack) -> None:
    event = forward("Order A-12345 has not arrived", "where is this one?")
    record(slack.workspace, event)

    async with serving():
        pass

    assert "A-12345" in last(slack, event)


async def test_a_desk_that_was_never_here_reads_nothing_from_before(serving: Serving, slack: FakeSlack) -> None:
    slack.says(CUSTOMER, SUPPORT, ORDER)

    async with serving() as bot:
        assert await case_count(bot) == 0
    assert slack.called("conversations.history") == []


@pytest.mark.usefixtures("served_before")
async def test_what_is_too_old_to_be_answered_waits_for_a_person(
    serving: Serving, slack: FakeSlack, clock: Clock
) -> None:
    slack.allow("live <@U0STAFF")
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    clock.forward(hours=5)

    async with serving(staff_channel=STAFF_CHANNEL) as bot:
        case = await case_of(bot, "CASE-1003")
        listed = shown(await home_of(slack, bot, user=STAFF))

    assert slack.replies_to(event) == []
    assert (case.status, case.awaiting, case.waits_since is not None) == ("escalated", None, True)
    assert "CASE-1003" in listed
    assert "written while the desk was away" in cards(slack)[-1].shown


@pytest.mark.usefixtures("served_before")
async def test_lines_that_were_one_request_then_are_one_case_now(
    serving: Serving, slack: FakeSlack, clock: Clock
) -> None:
    for text in ("Hi", "I have a question about my order", "it is A-12345", "has it been shipped?"):
        slack.says(CUSTOMER, SUPPORT, text)
    clock.forward(hours=5)

    async with serving(join_s=120) as bot:
        assert await case_count(bot) == 3


@pytest.mark.usefixtures("served_before")
async def test_a_greeting_that_waited_in_a_desk_that_died_gets_its_reaction_from_the_next(
    serving: Serving, slack: FakeSlack
) -> None:
    async with serving(gather_s=60, gather_at_most_s=60):
        event = slack.says(CUSTOMER, SUPPORT, "Good morning everyone")
        await slack.deliver(event)
    before = len(slack.called("reactions.add"))

    async with serving():
        await slack.wait_for(lambda: slack.called("reactions.add"))

    assert before == 0
    assert [call.args["timestamp"] for call in slack.called("reactions.add")] == [event["ts"]]


@pytest.mark.usefixtures("served_before")
async def test_greetings_of_long_ago_get_no_reaction(serving: Serving, slack: FakeSlack, clock: Clock) -> None:
    slack.says(CUSTOMER, SUPPORT, "Good morning everyone")
    clock.forward(hours=5)

    async with serving() as bot:
        assert await case_count(bot) == 2
    assert slack.called("reactions.add") == []


@pytest.mark.usefixtures("served_before")
async def test_messages_of_long_before_are_not_read(serving: Serving, slack: FakeSlack, clock: Clock) -> None:
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    clock.forward(hours=30)

    async with serving(catch_up_hours=24) as bot:
        assert await message_of(bot, event) is None


@pytest.mark.usefixtures("served_before")
async def test_reading_what_was_missed_can_be_switched_off(serving: Serving, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, SUPPORT, ORDER)

    async with serving(catch_up_hours=0) as bot:
        assert await message_of(bot, event) is None
    assert slack.called("conversations.history") == []


@pytest.mark.usefixtures("served_before")
async def test_several_pages_are_read_and_answered_in_the_order_in_which_they_were_said(
    serving: Serving, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catch_up, "PAGE", 3)
    events = [slack.says(CUSTOMER, SUPPORT, f"Where is my order A-{number}?") for number in range(20, 28)]

    async with serving() as bot:
        kept = [await message_of(bot, event) for event in events]

    ids = [message.id for message in kept if message is not None]
    assert [len(slack.replies_to(event)) for event in events] == [1] * 8
    assert len(ids) == 8
    assert ids == sorted(ids)


@pytest.mark.usefixtures("served_before")
@pytest.mark.parametrize("hours", [0, 5], ids=["young", "old"])
async def test_a_desk_that_dies_while_it_reads_goes_on_after_that(
    serving: Serving, slack: FakeSlack, clock: Clock, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    monkeypatch.setattr(catch_up, "PAGE", 3)
    events = [slack.says(CUSTOMER, SUPPORT, f"Where is my order A-{number}?") for number in range(20, 28)]
    clock.forward(hours=hours)
    fault = slack.fault("conversations.history", delay_s=0.01, times=1)
    hangs = slack.fault("conversations.history", hang=True)
    dying = asyncio.create_task(_serve_until(serving, hangs.reached()))
    await fault.reached()
    await dying

    async with serving() as bot:
        kept = [await message_of(bot, event) for event in events]

    assert all(kept)
    assert [len(slack.replies_to(event)) for event in events] == [0 if hours else 1] * 8


async def _serve_until(serving: Serving, moment: Any) -> None:  # noqa: ANN401 - something to wait for
    """Let a desk serve, and end it in the middle of what it does then."""
    serve = asyncio.create_task(_serve_for_ever(serving))
    await moment
    serve.cancel()
    await asyncio.gather(serve, return_exceptions=True)


async def _serve_for_ever(serving: Serving) -> None:
    async with serving():
        await asyncio.Event().wait()


@pytest.mark.usefixtures("served_before")
async def test_slack_that_asks_to_slow_down_is_asked_again_later(serving: Serving, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    slack.fault("conversations.history", status=429, retry_after=1)

    async with serving():
        pass

    assert len(slack.replies_to(event)) == 1


@pytest.mark.usefixtures("served_before")
async def test_a_slack_that_fails_again_and_again_is_asked_ever_more_seldom(
    serving: Serving, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errors, "TRY_AGAIN_S", 0.01)
    monkeypatch.setattr(catch_up, "PAUSE_S", 0.0)
    monkeypatch.setattr(catch_up, "LONGEST_PAUSE_S", 0.04)
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    slack.fault("conversations.history", status=500, times=5)

    with capture_logs() as logs:
        async with serving():
            pass

    assert [line["for_s"] for line in logs if line["event"] == "catching_up_waits"] == [0.01, 0.02, 0.04, 0.04, 0.04]
    assert len(slack.replies_to(event)) == 1


@pytest.mark.usefixtures("served_before")
async def test_a_slack_that_takes_one_call_a_minute_is_asked_once_a_minute_and_nobody_waits(
    serving: Serving, slack: FakeSlack
) -> None:
    missed = slack.says(CUSTOMER, SUPPORT, ORDER)
    slack.fault("conversations.history", status=429, retry_after=60)

    async with serving() as bot:
        live = await say(slack, bot, "Where is my order A-99?", user=OTHER_CUSTOMER)
        await bot.chores.ring()
        asked = slack.called("conversations.history")

    assert len(asked) == 1
    assert len(slack.replies_to(live)) == 1
    assert slack.replies_to(missed) == []


@pytest.mark.usefixtures("served_before")
async def test_a_message_that_a_bug_does_not_keep_holds_up_no_other(
    serving: Serving, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(message: dict[str, Any], *args: Any, **more: Any) -> Any:  # noqa: ANN401 - as it is called
        if "A-666" in message["text"]:
            raise ValueError(message["ts"])
        return parse_missed(message, *args, **more)

    monkeypatch.setattr("bot.slack.intake.parse_missed", broken)
    breaks, others = slack.says(CUSTOMER, SUPPORT, "Where is my order A-666?"), slack.says(CUSTOMER, DM, ORDER)

    async with serving():
        pass

    assert [len(slack.replies_to(event)) for event in (breaks, others)] == [0, 1]


@pytest.mark.usefixtures("served_before")
async def test_what_staff_have_answered_meanwhile_is_theirs(serving: Serving, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    slack.says(STAFF, SUPPORT, "It is on its way, I have looked it up.", event["ts"])

    async with serving(staff_channel=STAFF_CHANNEL) as bot:
        case = await case_of(bot, "CASE-1003")

    assert slack.replies_to(event) == []
    assert (case.taken_over, case.assignee, case.waits_since) == (True, STAFF, None)
    assert cards(slack) == []


@pytest.mark.usefixtures("served_before")
async def test_what_the_desk_answered_and_has_forgotten_is_left_to_people(
    serving: Serving, slack: FakeSlack, clock: Clock
) -> None:
    """As it is when an older database was put back."""
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    own = Message(SUPPORT, slack.workspace.stamps.next(), BOT_USER, "On its way.", event["ts"], BOT_ID)
    slack.workspace.add(own)
    clock.forward(minutes=1)

    async with serving() as bot:
        case = await case_of(bot, "CASE-1003")

    assert slack.replies_to(event) == []
    assert case.status == "escalated"


@pytest.mark.usefixtures("served_before")
async def test_what_was_written_in_the_thread_of_a_case_is_answered(serving: Serving, slack: FakeSlack) -> None:
    async with serving() as bot:
        asked = await say(slack, bot, "I was charged too much on my invoice, please look into it")
    answer = slack.says(CUSTOMER, SUPPORT, "it is INV-7890", asked["ts"])

    async with serving() as bot:
        kept = await message_of(bot, answer)

    assert kept is not None
    assert "INV-7890" in last(slack, asked)


@pytest.mark.usefixtures("served_before")
async def test_apps_and_edits_are_read_as_when_they_are_delivered(serving: Serving, slack: FakeSlack) -> None:
    record(slack.workspace, bot_message("Order A-5 was shipped", channel=SUPPORT))
    event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-1?")
    record(slack.workspace, edited(event, ORDER))

    async with serving() as bot:
        await slack.deliver(event)
        await bot.idle()
        assert await case_count(bot) == 3

    assert len(slack.replies_to(event)) == 1
    assert "A-12345" in last(slack, event)


@pytest.mark.usefixtures("served_before")
async def test_doctor_names_the_gap(
    serving: Serving, slack: FakeSlack, settings_for: SettingsFor, clock: Clock
) -> None:
    slack.says(CUSTOMER, SUPPORT, ORDER)
    clock.forward(hours=5)
    slack.says(CUSTOMER, DM, ORDER)
    async with serving():
        pass

    found = await found_of(settings_for(), "while away")

    assert found.state == "ok"
    assert "2 missed messages" in found.says
    assert "2 of them left to people" in found.says


@pytest.mark.usefixtures("served_before")
async def test_doctor_names_a_place_that_cannot_be_read(
    serving: Serving, slack: FakeSlack, settings_for: SettingsFor
) -> None:
    slack.says(CUSTOMER, SUPPORT, ORDER)
    slack.fault("conversations.history", error="not_in_channel", times=1)
    async with serving():
        pass

    found = await found_of(settings_for(), "while away")

    assert found.state == "warning"
    assert f"{SUPPORT}: not_in_channel" in found.says


@pytest.mark.usefixtures("served_before")
async def test_of_very_many_messages_the_newest_are_read_and_doctor_says_so(
    serving: Serving, slack: FakeSlack, settings_for: SettingsFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catch_up, "PAGE", 3)
    monkeypatch.setattr(catch_up, "MOST_MESSAGES", 6)
    events = [slack.says(CUSTOMER, SUPPORT, f"Where is my order A-{number}?") for number in range(20, 30)]

    async with serving() as bot:
        kept = [await message_of(bot, event) is not None for event in events]
    found = await found_of(settings_for(), "while away")

    assert kept == [False] * 4 + [True] * 6
    assert [len(slack.replies_to(event)) for event in events] == [0] * 4 + [1] * 6
    assert f"{SUPPORT}: more than 6 messages" in found.says


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_of_two_processes_that_start_together_one_reads(
    slack: FakeSlack, settings_for: SettingsFor, migrated_url: str, clock: Clock
) -> None:
    one, two = (settings_for(database_url=migrated_url, executor_id=name) for name in ("one", "two"))
    async with open_bot(one, clock) as bot:
        slack.delivery.bot_url = bot.url
        await say(slack, bot, ANOTHER)
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    before = len(slack.called("conversations.history"))

    async with open_bot(one, clock) as first, open_bot(two, clock) as second:
        for bot in (first, second):
            await bot.chores.ring()
        await slack.reply_to(event)
        for bot in (first, second):
            await bot.idle()

    asked = [call.args["channel"] for call in slack.called("conversations.history")[before:]]
    assert asked.count(SUPPORT) == 1
    assert len(slack.replies_to(event)) == 1
