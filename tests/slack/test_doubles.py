"""Promises about what stands in Slack twice, since one process stood still while another did its work."""

import asyncio
from dataclasses import replace

import pytest

from bot.wiring import Bot
from handlers.runtime.calls import PostingCalls
from tests.fakes.slack import FakeSlack
from tests.stored import say, sql

ORDER = "Where is my order A-12345?"


@pytest.mark.parametrize("later", [True, False], ids=["a later one", "an earlier one"])
async def test_of_a_reply_that_is_found_twice_after_a_crash_one_is_left(
    bot: Bot, slack: FakeSlack, *, later: bool
) -> None:
    event = await say(slack, bot, ORDER)
    [reply] = slack.replies_to(event)
    seconds, _, fraction = reply.ts.partition(".")
    double = replace(reply, ts=f"{seconds}.{int(fraction) + (1 if later else -1):06d}")
    slack.workspace.add(double)
    first = min(reply.ts, double.ts)
    await sql(bot, "UPDATE posts SET state = 'sending', ts = NULL WHERE kind = 'reply'")
    await sql(bot, "UPDATE turns SET state = 'owed'")

    await bot.chores.ring()
    await bot.idle()

    assert [one.ts for one in slack.replies_to(event)] == [first]


# --- calls that are under way -----------------------------------------------------------------------------------------


class Call:
    """A call to Slack that hangs until it is let go."""

    def __init__(self) -> None:
        self.reached, self.let_go, self.over = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.is_cut_off = False

    async def __call__(self) -> None:
        self.reached.set()
        try:
            await self.let_go.wait()
        except asyncio.CancelledError:
            self.is_cut_off = True
            raise
        finally:
            self.over.set()


async def _cancelled_in(call: Call, calls: PostingCalls) -> None:
    job = asyncio.create_task(calls.to_its_end(call()))
    await call.reached.wait()
    job.cancel()
    await asyncio.gather(job, return_exceptions=True)


async def test_a_call_goes_on_when_its_job_is_taken_away_so_that_it_learns_what_became_of_it() -> None:
    call, calls = Call(), PostingCalls()

    await _cancelled_in(call, calls)
    call.let_go.set()
    await call.over.wait()

    assert not call.is_cut_off


async def test_a_call_ends_with_its_job_when_the_process_ends() -> None:
    call, calls = Call(), PostingCalls()
    calls.end_with_their_jobs()

    await _cancelled_in(call, calls)

    assert call.is_cut_off


async def test_nothing_that_goes_on_by_itself_outlives_the_process() -> None:
    call, calls = Call(), PostingCalls()
    await _cancelled_in(call, calls)

    await calls.close()

    assert call.is_cut_off
