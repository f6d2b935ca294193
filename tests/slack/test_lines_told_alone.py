"""Several lines in the direct message of a private answer are one turn, as they are anywhere else."""

from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, DM, SUPPORT, FakeSlack, Json, edited
from tests.slack.test_bursts import pause, turn_of
from tests.storage.fixtures import BACKENDS
from tests.stored import Clock, StillClock, case_count, customer_of, message_of, say

LINES = ("ok, found it", "my account number", "4711-0815")


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
async def bot(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, backend: str, request: pytest.FixtureRequest
) -> AsyncIterator[Bot]:
    """The bot in a channel where others read along, on either database, with the waits that it has in life."""
    url = {} if backend == "sqlite" else {"database_url": request.getfixturevalue("migrated_url")}
    waits = {"gather_s": 4, "gather_at_most_s": 12, "join_s": 120}
    async with open_bot(settings_for(private_channels=frozenset({SUPPORT}), **waits, **url), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


async def asked_alone(slack: FakeSlack, bot: Bot, clock: Clock, *, in_thread: bool) -> str | None:
    """Let a customer be asked alone for their account number; return under what they answer."""
    await say(slack, bot, "I was charged twice this month, please check my bill")
    [asked] = slack.posts_in(DM)
    assert "account number" in asked.shown
    clock.forward(seconds=30)
    return asked.ts if in_thread else None


async def write(slack: FakeSlack, clock: Clock, under: str | None, *texts: str) -> list[Json]:
    """Let the customer write these lines, a second apart."""
    events = []
    for text in texts:
        events.append(slack.says(CUSTOMER, DM, text, under))
        await slack.deliver(events[-1])
        clock.forward(seconds=1)
    return events


@pytest.mark.parametrize("in_thread", [True, False], ids=["in its thread", "at top level"])
async def test_lines_under_what_was_told_alone_are_one_turn_and_get_one_answer(
    bot: Bot, slack: FakeSlack, clock: Clock, *, in_thread: bool
) -> None:
    under = await asked_alone(slack, bot, clock, in_thread=in_thread)

    events = await write(slack, clock, under, *LINES)
    await pause(bot, clock)

    [_, answer] = slack.posts_in(DM)
    assert "noted your account number" in answer.shown
    assert (await customer_of(bot)).account_number == LINES[2]
    assert len((await turn_of(bot, events[0])).messages) == len(LINES)
    assert await case_count(bot) == 1


async def test_an_edit_of_such_a_line_inside_the_wait_is_what_gets_answered(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    under = await asked_alone(slack, bot, clock, in_thread=True)

    [_, _, number] = await write(slack, clock, under, *LINES[:2], "4711-0816")
    await slack.deliver(edited(number, LINES[2]))
    await pause(bot, clock)

    [_, answer] = slack.posts_in(DM)
    assert "noted your account number" in answer.shown
    assert (await customer_of(bot)).account_number == LINES[2]


async def test_a_line_after_the_wait_is_a_turn_of_its_own_in_the_same_case(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    under = await asked_alone(slack, bot, clock, in_thread=False)

    [first] = await write(slack, clock, under, LINES[0])
    await pause(bot, clock, seconds=5)
    [second] = await write(slack, clock, under, LINES[2])
    await pause(bot, clock)

    assert len((await turn_of(bot, first)).messages) == 1
    kept, later = await message_of(bot, first), await message_of(bot, second)
    assert kept is not None
    assert later is not None
    assert kept.case_id == later.case_id
