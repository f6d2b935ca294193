"""A channel that Slack finds too full takes one message after the other, in order, and no answer waits ever longer."""

import asyncio

import pytest

from bot.slack import paces
from bot.slack.paces import Paces
from bot.wiring import Bot
from storage.errors import Transient
from tests.fakes.slack import OTHER_CUSTOMER, SUPPORT, FakeSlack, message

MANY = 8


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paces, "GAP_S", 0.02)


async def test_while_nothing_is_known_of_a_channel_nobody_waits() -> None:
    lines = Paces()

    await lines.wait("C1", "one")
    lines.take("C1", "two")


async def test_who_waits_for_a_channel_goes_in_order_each_once() -> None:
    lines, went = Paces(), list[str]()
    lines.slow_down("C1", 0.02)

    async def post(key: str) -> None:
        await lines.wait("C1", key)
        lines.take("C1", key)
        went.append(key)

    keys = [str(number) for number in range(MANY)]
    await asyncio.gather(*map(post, keys))

    assert went == keys


async def test_who_has_not_waited_does_not_go_before_who_waits_and_other_channels_are_free() -> None:
    lines = Paces()
    lines.slow_down("C1", 5.0)

    with pytest.raises(Transient):
        lines.take("C1", "late")
    lines.take("C2", "elsewhere")
    await lines.wait("C2", "elsewhere")


async def test_no_job_waits_where_slack_asks_for_long_or_too_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = Paces()
    lines.slow_down("C1", 60.0)
    with pytest.raises(Transient) as refused:
        await lines.wait("C1", "one")
    assert refused.value.retry_after_s > paces.LONGEST_S

    monkeypatch.setattr(paces, "MOST_WAITING", 1)
    lines.slow_down("C2", 0.5)
    first = asyncio.create_task(lines.wait("C2", "one"))
    await asyncio.sleep(0)
    with pytest.raises(Transient):
        await lines.wait("C2", "two")
    await first


async def test_a_channel_that_was_quiet_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paces, "QUIET_S", -1.0)
    lines = Paces()
    lines.slow_down("C1", 0.0)
    await lines.wait("C1", "one")
    await asyncio.sleep(paces.GAP_S)

    lines.slow_down("C2", 5.0)

    assert list(lines._lines) == ["C2"]


async def test_a_burst_in_one_channel_is_answered_with_hardly_a_useless_call(bot: Bot, slack: FakeSlack) -> None:
    slack.fault("chat.postMessage", status=429, retry_after=1)
    events = [message(f"Where is my order A-1234{number}?", user=OTHER_CUSTOMER) for number in range(MANY)]

    await asyncio.gather(*map(slack.deliver, events))
    await bot.idle()

    assert all(len(slack.posts_in(SUPPORT, event["ts"])) == 1 for event in events)
    assert len(slack.called("chat.postMessage")) == MANY + 1
