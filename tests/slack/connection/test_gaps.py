"""Promises about a desk that runs and misses something: the link was closed, or it could not keep what it heard."""

import asyncio
import json
from typing import Any, Literal

import pytest

from bot.slack.connection import connect, gaps
from bot.trial.delivery.sockets import Reason
from bot.wiring import Bot, open_bot
from storage import catch_ups
from tests.conftest import SettingsFor
from tests.doctor.found import found_of
from tests.fakes.slack import CUSTOMER, DM, GENERAL, OTHER_CUSTOMER, SUPPORT, TEAM, FakeSlack, mention
from tests.fakes.slack.faults import Fault
from tests.slack.conftest import ANOTHER, Serving
from tests.stored import StillClock, last, message_of, say, sql

ORDER = "Where is my order A-12345?"


@pytest.fixture
def clock() -> StillClock:
    """How long a link was closed goes by this clock, and not by how slow the machine is."""
    return StillClock()


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "LOOK_EVERY_S", 0.02)


@pytest.fixture
def over_socket(slack: FakeSlack) -> dict[str, Any]:
    """Settings of a desk that is linked to Slack by Socket Mode."""
    slack.delivery.mode = "socket"
    return {"slack_app_token": slack.app_token, "slack_signing_secret": None}


@pytest.fixture(params=["http", "socket"])
def either_way(slack: FakeSlack, request: pytest.FixtureRequest) -> dict[str, Any]:
    """Settings of a desk that hears Slack over HTTP, and of one that hears it over Socket Mode."""
    if request.param == "http":
        return {}
    slack.delivery.ack_wait_s = 1.0  # what is not kept is not acknowledged: that is waited for
    return dict(request.getfixturevalue("over_socket"))


async def _lose_link(slack: FakeSlack) -> Fault:
    """Close the link without a word; a new one is opened when the fault that is returned lets go."""
    down = slack.fault("apps.connections.open", hang=True)
    await slack.hub.drop()
    await down.reached()
    return down


async def _is_noted(bot: Bot) -> None:
    """Look at the closed link, as the desk does each few seconds, and wait until the gap is noted."""
    bot.gaps.link_is(is_open=False)
    await bot.gaps.idle()


async def test_what_was_said_while_the_link_was_closed_is_answered_though_a_later_message_was_kept(
    serving: Serving, slack: FakeSlack, over_socket: dict[str, Any], migrated_url: str, clock: StillClock
) -> None:
    async with serving(**over_socket, database_url=migrated_url) as bot:
        asked = await say(slack, bot, "I was charged too much on my invoice, please look into it")
        await say(slack, bot, ANOTHER, channel=DM)
        read_before = len(slack.called("conversations.history"))
        down = await _lose_link(slack)
        in_channel, in_dm = slack.says(OTHER_CUSTOMER, SUPPORT, ORDER), slack.says(CUSTOMER, DM, ORDER)
        slack.says(CUSTOMER, SUPPORT, "it is INV-7890", asked["ts"])
        clock.forward(minutes=1)
        await _is_noted(bot)
        down.release()
        await slack.connected()
        live = await say(slack, bot, "Where is my order A-99?")
        for event in (in_channel, in_dm):
            await slack.reply_to(event)
        await slack.reply_to(asked, count=2)
        await bot.chores.idle()
        await bot.idle()

    assert [len(slack.replies_to(event)) for event in (in_channel, in_dm, live)] == [1, 1, 1]
    assert "INV-7890" in last(slack, asked)
    assert len(slack.called("conversations.history")) > read_before


async def test_a_gap_that_a_desk_dies_over_is_read_by_the_next_though_a_later_message_was_kept(
    serving: Serving, slack: FakeSlack, over_socket: dict[str, Any], clock: StillClock
) -> None:
    async with serving(**over_socket) as bot:
        await say(slack, bot, ANOTHER)
        reading = slack.fault("conversations.history", hang=True)
        down = await _lose_link(slack)
        missed = slack.says(CUSTOMER, SUPPORT, ORDER)
        clock.forward(minutes=1)
        down.release()
        await slack.connected()
        await reading.reached()
        await say(slack, bot, "Where is my order A-99?", user=OTHER_CUSTOMER)
    replies_before = len(slack.replies_to(missed))
    reading.release()

    async with serving(**over_socket):
        pass

    assert (replies_before, len(slack.replies_to(missed))) == (0, 1)


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "dropped"])
async def test_a_link_that_is_opened_anew_at_once_leaves_no_gap(
    serving: Serving, slack: FakeSlack, over_socket: dict[str, Any], reason: Reason | Literal["dropped"]
) -> None:
    async with serving(**over_socket) as bot:
        await say(slack, bot, ANOTHER)
        read_before = len(slack.called("conversations.history"))
        opening = slack.fault("apps.connections.open", delay_s=0.2)
        await (slack.hub.drop() if reason == "dropped" else slack.hub.disconnect(reason))
        await opening.reached()
        await slack.wait_for(lambda: slack.hub.opened >= 2 and len(slack.hub.links) == 1)
        await say(slack, bot, ORDER)
        await bot.gaps.idle()
        await bot.chores.idle()
        left = await bot.db.read(lambda tx: catch_ups.next_place(tx, TEAM))

    assert left is None
    assert len(slack.called("conversations.history")) == read_before


async def test_what_could_not_be_kept_is_answered_once_it_can_be_though_slack_does_not_send_it_again(
    serving: Serving,
    slack: FakeSlack,
    either_way: dict[str, Any],
    migrated_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gaps, "FIRST_PAUSE_S", 60.0)  # the next message that is kept is what ends it
    async with serving(**either_way, database_url=migrated_url) as bot:
        await say(slack, bot, ANOTHER)
        missed = [slack.says(CUSTOMER, SUPPORT, ORDER), slack.says(CUSTOMER, DM, ORDER)]
        await sql(bot, "ALTER TABLE messages RENAME TO hidden")
        refused = [status for event in missed for status in await slack.deliver(event)]
        await sql(bot, "ALTER TABLE hidden RENAME TO messages")
        live = await say(slack, bot, "Where is my order A-99?", user=OTHER_CUSTOMER)
        for event in missed:
            await slack.reply_to(event)
        await bot.chores.idle()
        await bot.idle()

    assert 200 not in refused
    assert [len(slack.replies_to(event)) for event in (*missed, live)] == [1, 1, 1]


async def test_a_gap_is_noted_soon_after_the_database_is_well_though_nobody_writes(
    serving: Serving, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gaps, "FIRST_PAUSE_S", 0.02)
    async with serving() as bot:
        await say(slack, bot, ANOTHER)
        missed = slack.says(CUSTOMER, SUPPORT, ORDER)
        await sql(bot, "ALTER TABLE messages RENAME TO hidden")
        await slack.deliver(missed)
        await sql(bot, "ALTER TABLE hidden RENAME TO messages")
        await slack.reply_to(missed)
        await bot.idle()

    assert len(slack.replies_to(missed)) == 1


@pytest.mark.parametrize("in_thread", [False, True])
async def test_a_mention_elsewhere_that_could_not_be_kept_is_found(
    serving: Serving, slack: FakeSlack, *, in_thread: bool
) -> None:
    async with serving() as bot:
        await say(slack, bot, ANOTHER)
        root = slack.says(OTHER_CUSTOMER, GENERAL, "Good morning")
        called = mention(ORDER, channel=GENERAL, **({"thread_ts": root["ts"]} if in_thread else {}))
        await sql(bot, "ALTER TABLE messages RENAME TO hidden")
        await slack.deliver(called)
        await sql(bot, "ALTER TABLE hidden RENAME TO messages")
        await say(slack, bot, "Where is my order A-99?")
        await slack.reply_to(called)
        await bot.idle()

    assert "A-12345" in last(slack, called)


async def test_who_writes_for_the_first_time_in_a_gap_and_again_after_it_is_answered_both_times(
    serving: Serving, slack: FakeSlack, over_socket: dict[str, Any], clock: StillClock
) -> None:
    async with serving(**over_socket) as bot:
        await say(slack, bot, ANOTHER)
        down = await _lose_link(slack)
        first = slack.says(CUSTOMER, DM, ORDER)
        clock.forward(minutes=1)
        await _is_noted(bot)
        down.release()
        await slack.connected()
        second = await say(slack, bot, "Where is my order A-99?", channel=DM)
        await slack.reply_to(first)
        await bot.idle()

    assert [len(slack.replies_to(event)) for event in (first, second)] == [1, 1]


async def test_doctor_names_the_gap_of_a_desk_that_ran(
    serving: Serving,
    slack: FakeSlack,
    settings_for: SettingsFor,
    over_socket: dict[str, Any],
    clock: StillClock,
) -> None:
    async with serving(**over_socket) as bot:
        await say(slack, bot, ANOTHER)
        down = await _lose_link(slack)
        missed = slack.says(CUSTOMER, SUPPORT, ORDER)
        clock.forward(minutes=20)
        down.release()
        await slack.connected()
        await slack.reply_to(missed)
        await bot.chores.idle()
    found = await found_of(settings_for(), "while away")

    assert "1 missed message" in found.says
    assert f"{clock():%Y-%m-%d %H:%M}" in found.says


async def test_a_gap_is_not_read_where_that_is_switched_off(
    serving: Serving, slack: FakeSlack, over_socket: dict[str, Any], clock: StillClock
) -> None:
    async with serving(**over_socket, catch_up_hours=0) as bot:
        await say(slack, bot, ANOTHER)
        down = await _lose_link(slack)
        missed = slack.says(CUSTOMER, SUPPORT, ORDER)
        clock.forward(minutes=1)
        down.release()
        await slack.connected()
        await say(slack, bot, "Where is my order A-99?")
        assert await message_of(bot, missed) is None


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_of_two_processes_that_lose_their_links_one_reads(
    slack: FakeSlack, settings_for: SettingsFor, over_socket: dict[str, Any], migrated_url: str, clock: StillClock
) -> None:
    one, two = (settings_for(**over_socket, database_url=migrated_url, executor_id=name) for name in ("one", "two"))
    async with open_bot(one, clock) as first, open_bot(two, clock) as second:
        await slack.connected(2)
        await say(slack, first, ANOTHER)
        for bot in (first, second):
            await bot.chores.idle()
            await bot.idle()
        missed = await _missed_by_both(slack, clock)
        reading = slack.fault("conversations.history", hang=True, times=None)
        for bot in (first, second):
            bot.gaps.link_is(is_open=True)
            await bot.gaps.idle()
        reads = [asyncio.create_task(bot.chores.idle()) for bot in (first, second)]
        await reading.reached()
        await asyncio.wait(reads, return_when=asyncio.FIRST_COMPLETED)  # the other one has nothing to do
        readers = reading.used
        reading.times = reading.used
        reading.release()
        await slack.reply_to(missed)
        await asyncio.wait(reads)
        for bot in (first, second):
            await bot.idle()

    assert readers == 1
    assert len(slack.replies_to(missed)) == 1


async def _missed_by_both(slack: FakeSlack, clock: StillClock) -> dict[str, Any]:
    down = [slack.fault("apps.connections.open", hang=True) for _ in range(2)]
    await slack.hub.drop()
    await asyncio.gather(*(fault.reached() for fault in down))
    missed = slack.says(CUSTOMER, SUPPORT, ORDER)
    clock.forward(minutes=1)
    for fault in down:
        fault.release()
    await slack.connected(2)
    return missed


async def test_what_slack_says_that_it_did_not_deliver_is_read_now_and_once_that_minute_is_over(
    serving: Serving, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving() as bot:
        await say(slack, bot, ANOTHER)
        missed = slack.says(CUSTOMER, SUPPORT, ORDER)
        monkeypatch.setattr(gaps, "MINUTE_S", 0.0)
        status = await _say_rate_limited(slack, float(missed["ts"]))
        await slack.reply_to(missed)
        await bot.chores.idle()
        await bot.idle()

    assert (status, len(slack.replies_to(missed))) == (200, 1)


async def test_that_another_team_or_nobody_was_rate_limited_is_acknowledged_and_nothing_is_read(
    serving: Serving, slack: FakeSlack
) -> None:
    async with serving() as bot:
        await say(slack, bot, ANOTHER)
        read_before = len(slack.called("conversations.history"))
        statuses = [
            await _say_rate_limited(slack, 1.0, team_id="T0OTHER"),
            await _say_rate_limited(slack, 1.0, minute_rate_limited="soon"),
            await _say_rate_limited(slack, 1.0, minute_rate_limited=None),
        ]
        await bot.gaps.idle()

    assert statuses == [200, 200, 200]
    assert len(slack.called("conversations.history")) == read_before


async def _say_rate_limited(slack: FakeSlack, at: float, **more: object) -> int:
    says = {"type": "app_rate_limited", "team_id": TEAM, "minute_rate_limited": int(at), "api_app_id": "A1", **more}
    body = json.dumps(says).encode()
    return (await slack.deliver_raw(body, {"Content-Type": "application/json", **slack.sign(body)})).status
