"""Promises about a desk that hears Slack over HTTP, and that nothing reached for a while though it ran."""

import pytest

from bot.wiring import Bot
from storage import catch_ups
from tests.fakes.slack import CUSTOMER, DM, GENERAL, OTHER_CUSTOMER, SUPPORT, TEAM, FakeSlack
from tests.slack.conftest import ANOTHER, Serving
from tests.stored import StillClock, say

ORDER = "Where is my order A-12345?"


@pytest.fixture
def clock() -> StillClock:
    """How long nothing came goes by this clock, and not by how slow the machine is."""
    return StillClock()


async def _settled(bot: Bot) -> None:
    await bot.gaps.idle()
    await bot.chores.idle()
    await bot.idle()


@pytest.mark.parametrize("between", ["nothing", "a fresh one"])
async def test_what_a_proxy_kept_back_for_long_is_answered_once_a_late_try_comes_through(
    serving: Serving, slack: FakeSlack, clock: StillClock, between: str
) -> None:
    async with serving() as bot:
        await say(slack, bot, ANOTHER)
        lost = [slack.says(CUSTOMER, SUPPORT, ORDER), slack.says(CUSTOMER, DM, ORDER)]
        late = slack.says(OTHER_CUSTOMER, SUPPORT, ORDER)
        clock.forward(minutes=12)
        if between == "a fresh one":
            await slack.deliver(slack.says(OTHER_CUSTOMER, GENERAL, "lunch?"))
        await slack.redeliver(late, 3, "connection_failed")
        for event in (*lost, late):
            await slack.reply_to(event)
        await _settled(bot)

    assert [len(slack.replies_to(event)) for event in (*lost, late)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("tries", "is_known"), [(1, False), (3, True)], ids=["the second try", "a late try of what is known"]
)
async def test_tries_that_tell_of_nothing_leave_no_gap(
    serving: Serving, slack: FakeSlack, clock: StillClock, tries: int, *, is_known: bool
) -> None:
    async with serving() as bot:
        read_before = len(slack.called("conversations.history"))
        event = slack.says(CUSTOMER, SUPPORT, ORDER)
        if is_known:
            await slack.deliver(event)
        clock.forward(minutes=12)
        await slack.redeliver(event, tries, "http_timeout")
        await slack.reply_to(event)
        await _settled(bot)
        left = await bot.db.read(lambda tx: catch_ups.next_place(tx, TEAM))

    assert left is None
    assert len(slack.called("conversations.history")) == read_before


async def test_what_was_said_while_a_desk_was_not_ready_is_read_when_it_is(
    serving: Serving, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.conditions.AGAIN_S", 0.05)
    async with serving() as bot:
        await say(slack, bot, ANOTHER)
        refused = slack.fault("*", error="token_revoked", times=None)
        await slack.deliver(slack.says(CUSTOMER, SUPPORT, "Where is my order A-77?"))
        await slack.wait_for(lambda: sum(call.method == "auth.test" for call in slack.calls) > 1)
        kept_back = slack.says(OTHER_CUSTOMER, SUPPORT, ORDER)
        refused.times = refused.used
        await slack.reply_to(kept_back)
        await _settled(bot)

    assert len(slack.replies_to(kept_back)) == 1
