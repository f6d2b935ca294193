"""What Slack does not take for long waits in its rows: no job waits with it, and nobody overtakes it."""

import pytest

from bot.slack import paces
from bot.wiring import Bot
from handlers.cases.escalation import plan_notice
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack, Json
from tests.stored import Clock, case_of, say

ORDERS = ("A-12345", "A-54321")
FAULTS = {"for an operator": {"error": "missing_scope"}, "as long as Slack says": {"status": 429, "retry_after": 30}}


async def notice(bot: Bot, words: str) -> None:
    """Owe the thread of the first case a sentence, and try to say it."""
    case, desk = await case_of(bot), bot.intake.desk
    await bot.db.write(lambda tx: plan_notice(tx, case, words, words, desk.now()))
    await desk.case_events.publish(case.id)
    await bot.idle()


def asked(slack: FakeSlack, number: str, under: Json | None = None) -> Json:
    return slack.says(CUSTOMER, SUPPORT, f"Where is my order {number}?", under["ts"] if under else None)


@pytest.fixture(autouse=True)
def _as_the_clock_goes(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A channel that is too full is free again when the test's clock says so."""
    monkeypatch.setattr(paces, "monotonic", lambda: clock().timestamp())


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
async def test_an_answer_that_waits_holds_no_job_and_the_next_one_does_not_overtake_it(
    bot: Bot, slack: FakeSlack, clock: Clock, fault: Json
) -> None:
    refused = slack.fault("chat.postMessage", times=None, **fault)
    root = asked(slack, ORDERS[0])
    await slack.deliver(root)
    await bot.idle()
    waiting = bot.engine.lanes_under_way()
    refused.times = refused.used

    await slack.deliver(asked(slack, ORDERS[1], root))
    await bot.idle()
    before = len(slack.replies_to(root))
    clock.forward(minutes=1)
    await bot.chores.ring()
    await bot.idle()

    assert (waiting, before) == (0, 0)
    first, second = [reply.shown for reply in slack.replies_to(root)]
    assert ORDERS[0] in first
    assert ORDERS[1] in second


async def test_other_threads_are_answered_meanwhile(bot: Bot, slack: FakeSlack) -> None:
    refused = slack.fault("chat.postMessage", times=None, error="missing_scope")
    await slack.deliver(asked(slack, ORDERS[0]))
    await bot.idle()
    refused.times = refused.used

    other = asked(slack, ORDERS[1])
    await slack.deliver(other)
    await bot.idle()

    assert [ORDERS[1] in reply.shown for reply in slack.replies_to(other)] == [True]


async def test_a_post_that_waits_holds_no_job_and_the_next_one_of_its_channel_does_not_overtake_it(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    root = await say(slack, bot, f"Where is my order {ORDERS[0]}?")
    refused = slack.fault("chat.postMessage", times=None, error="missing_scope")
    await notice(bot, "the first")
    waiting = bot.engine.lanes_under_way()
    refused.times = refused.used

    await notice(bot, "the second")
    before = len(slack.replies_to(root))
    clock.forward(minutes=1)
    await bot.chores.ring()
    await bot.idle()

    assert (waiting, before) == (0, 1)
    assert [reply.text for reply in slack.replies_to(root)[1:]] == ["the first", "the second"]
