"""What is asked with ``frontdesk ask`` on the database of a desk that serves is the terminal's: none of it in Slack."""

import pytest

from bot.terminal.commands.ask import CHANNEL, TEAM, answer_in_terminal
from bot.wiring import Bot
from handlers.intake.keep import Incoming, keep
from storage import cases, posts, turns
from storage.backlog import backlog
from storage.records import MessageKey
from tests.fakes.slack import FakeSlack
from tests.slack.handoff.people import PLEASE
from tests.stored import Clock, case_of

KEY = MessageKey(TEAM, CHANNEL, "1795000000.000100")


async def said_to_staff(desk: Bot, case_id: int) -> set[str]:
    """Return the kinds of posts that are planned or stand about a case."""
    return {post.kind for post in await desk.db.read(lambda tx: posts.posts_of_case(tx, case_id))}


async def test_a_turn_that_the_terminal_was_stopped_in_is_not_answered_in_slack(bot: Bot, slack: FakeSlack) -> None:
    asked = Incoming(KEY, None, "YOU", PLEASE, is_dm=False, addressed=True, mentions_bot=False)
    await bot.db.write(lambda tx: keep(tx, asked, frozenset(), bot.intake.desk.now()))

    owed = await bot.intake.sweep()
    await bot.chores.ring()
    await bot.idle()

    turn = await bot.db.read(lambda tx: turns.get_turn(tx, KEY))
    assert turn is not None
    assert (owed, turn.row.state) == (0, "owed")
    assert (await case_of(bot)).status == "open"
    assert slack.called("chat.postMessage") == []
    assert [one.count for one in await bot.db.read(lambda tx: backlog(tx, bot.identity.team_id))] == [0, 0, 0, 0]


@pytest.mark.parametrize("waits_min", [0, 31, 300])
async def test_a_case_of_the_terminal_is_neither_told_of_nor_reminded_of_in_the_staff_channel(
    desk: Bot, slack: FakeSlack, clock: Clock, waits_min: int
) -> None:
    answered = await answer_in_terminal(desk.intake.desk, PLEASE, None, "YOU")
    clock.forward(minutes=waits_min)

    await desk.intake.desk.case_events.publish(answered.case.id)
    await desk.chores.ring()
    await desk.idle()

    case = await desk.db.read(lambda tx: cases.get_case(tx, answered.case.id))
    assert slack.called("chat.postMessage") == []
    assert (case.status, case.warned_at) == ("escalated", None)
    assert await said_to_staff(desk, case.id) == {"card"}  # planned by the terminal, and nobody's to post
