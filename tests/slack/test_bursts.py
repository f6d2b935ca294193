"""People write one request in several lines: they are one turn, answered once when the writer pauses."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.wiring import Bot, open_bot
from storage import turns
from storage.records import MessageKey, Turn
from tests.conftest import SettingsFor
from tests.fakes.slack import (
    CUSTOMER,
    DM,
    GENERAL,
    OTHER_CUSTOMER,
    STAFF,
    SUPPORT,
    TEAM,
    FakeSlack,
    Json,
    deleted,
    edited,
    mention,
)
from tests.storage.fixtures import BACKENDS
from tests.stored import (
    Clock,
    StillClock,
    case_count,
    case_of,
    everything_stored,
    last,
    message_of,
    rmas_of,
    say,
    tasks_of,
)

BURST = ("Hi", "I have a question about my order", "it is A-12345", "has it been shipped?")
ORDER = "Where is my order A-12345?"
RETURN = "I want to return the 'SuperWidget 5000', it hums"


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def backend() -> str:
    """SQLite, where a test does not name both."""
    return "sqlite"


@pytest.fixture
async def bot(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, backend: str, request: pytest.FixtureRequest
) -> AsyncIterator[Bot]:
    """The bot on either database, with the waits that it has in life."""
    url = {} if backend == "sqlite" else {"database_url": request.getfixturevalue("migrated_url")}
    async with open_bot(settings_for(gather_s=4, gather_at_most_s=12, join_s=120, **url), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


async def lines(slack: FakeSlack, *texts: str, channel: str = SUPPORT, under: Json | None = None) -> list[Json]:
    """Let the customer write these lines one after the other."""
    events = [slack.says(CUSTOMER, channel, text, under["ts"] if under else None) for text in texts]
    for event in events:
        await slack.deliver(event)
    return events


async def pause(bot: Bot, clock: Clock, seconds: float = 4) -> None:
    """Let this time pass, and what is due be done."""
    clock.forward(seconds=seconds)
    await bot.chores.ring()
    await bot.idle()


async def turn_of(bot: Bot, event: Json) -> Turn:
    key = MessageKey(TEAM, event["channel"], event["ts"])
    found = await bot.db.read(lambda tx: turns.get_turn(tx, key))
    assert found is not None
    return found


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("channel", [SUPPORT, DM])
async def test_lines_within_seconds_are_one_case_and_one_reply(
    bot: Bot, slack: FakeSlack, clock: Clock, channel: str
) -> None:
    events = await lines(slack, *BURST, channel=channel)
    await bot.idle()
    before = len(slack.replies_in(channel))
    await pause(bot, clock)

    assert before == 0
    assert await case_count(bot) == 1
    [reply] = slack.replies_to(events[0] if channel == SUPPORT else events[-1])
    assert "Tracking number" in reply.shown
    assert len(slack.replies_in(channel)) == 1


async def test_a_timer_answers_when_the_writer_pauses(slack: FakeSlack, settings_for: SettingsFor) -> None:
    async with open_bot(settings_for(gather_s=4)) as bot:
        slack.delivery.bot_url = bot.url
        events = await lines(slack, *BURST)
        [reply] = await slack.reply_to(events[0])

    assert "Tracking number" in reply.shown


@pytest.mark.parametrize(
    "text", [ORDER, RETURN, "My laptop crashes each time I open the settings", "What can you do?", "It is on fire"]
)
async def test_a_complete_message_is_answered_at_once(bot: Bot, slack: FakeSlack, text: str) -> None:
    event = await say(slack, bot, text)

    assert len(slack.replies_to(event)) == 1


async def test_each_line_puts_the_answer_off_and_the_longest_wait_ends_it(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    [first] = await lines(slack, "I have a question")
    began = (await turn_of(bot, first)).row.opened_at
    waits: list[timedelta] = []
    for text in ("about an order", "of mine", "it is A-12345", "the blue one"):
        clock.forward(seconds=3)
        await lines(slack, text)
        waits.append((await turn_of(bot, first)).row.ready_at - began)

    assert [round(wait.total_seconds()) for wait in waits] == [7, 10, 12, 12]


async def test_the_answer_to_a_burst_of_three_is_due_four_seconds_after_its_last_line(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    [first] = await lines(slack, "I have a question about my order")
    for text in ("it is A-12345", "the blue one"):
        clock.forward(seconds=2)
        await lines(slack, text)
    last_line = clock()
    row = (await turn_of(bot, first)).row
    timers = [timer.when() - asyncio.get_running_loop().time() for timer in bot.intake.waiting._timers.values()]
    await pause(bot, clock, seconds=3.9)
    before = len(slack.replies_in(SUPPORT))
    await pause(bot, clock, seconds=0.1)

    assert row.ready_at - last_line == timedelta(seconds=4)
    assert row.ready_at - row.opened_at == timedelta(seconds=8)
    assert len(timers) == 1
    assert timers[0] <= 4
    assert (before, len(slack.replies_in(SUPPORT))) == (0, 1)


async def test_a_greeting_waits_for_the_next_line_by_the_same_clock_however_slow_the_machine_is(
    bot: Bot, slack: FakeSlack
) -> None:
    [first] = await lines(slack, "Hi")
    waits = bot.intake.greetings
    for key in list(waits._waiting):
        waits._is_alone(key)  # as its timer does, which counts real seconds
    await lines(slack, ORDER)
    await bot.idle()

    assert "Tracking number" in last(slack, first)
    assert slack.called("reactions.add") == []


async def test_a_greeting_before_a_complete_message_puts_it_off_no_longer(bot: Bot, slack: FakeSlack) -> None:
    [first, _] = await lines(slack, "Hi", ORDER)
    await bot.idle()

    assert "Tracking number" in last(slack, first)
    assert await case_count(bot) == 1


async def test_an_answer_that_the_desk_asked_for_is_not_waited_for(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "There is a mistake in one of my invoices")
    await say(slack, bot, "INV-7890", under=root)

    assert "INV-7890" in last(slack, root)


async def test_lines_in_a_thread_are_one_turn_there(bot: Bot, slack: FakeSlack, clock: Clock) -> None:
    root = await say(slack, bot, ORDER)
    await lines(slack, "one more thing", "the SuperWidget 5000", "I want to return it", under=root)
    await pause(bot, clock)

    assert len(slack.replies_to(root)) == 2
    assert [rma.product_name for rma in await rmas_of(bot)] == ["SuperWidget 5000"]


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("late", ["and the kettle too", "when will it arrive?"])
async def test_within_two_minutes_a_line_in_a_channel_joins_the_case_and_says_so(
    bot: Bot, slack: FakeSlack, clock: Clock, late: str
) -> None:
    first = await say(slack, bot, ORDER)
    clock.forward(seconds=110)
    await lines(slack, late)
    await pause(bot, clock)

    assert await case_count(bot) == 1
    assert len(slack.replies_to(first)) == 2
    assert "Part of CASE-1001" in last(slack, first)


async def test_what_stands_for_itself_opens_a_case_of_its_own(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, ORDER)
    second = await say(slack, bot, RETURN)

    assert await case_count(bot) == 2
    assert "RMA-" in last(slack, second)


async def test_after_two_minutes_a_line_opens_a_case(bot: Bot, slack: FakeSlack, clock: Clock) -> None:
    await say(slack, bot, ORDER)
    clock.forward(seconds=121)
    [second] = await lines(slack, "my laptop crashes")
    await pause(bot, clock)

    assert await case_count(bot) == 2
    assert len(slack.replies_to(second)) == 1


async def test_lines_of_one_person_in_two_places_are_two_turns(bot: Bot, slack: FakeSlack, clock: Clock) -> None:
    [one] = await lines(slack, "I have a question about my order")
    [two] = await lines(slack, "my laptop crashes", channel=DM)
    await pause(bot, clock)

    assert await case_count(bot) == 2
    assert len(slack.replies_to(one)) == len(slack.replies_to(two)) == 1


@pytest.mark.parametrize("backend", BACKENDS)
async def test_who_had_written_before_they_were_asked_for_their_account_elsewhere_is_asked_here_too(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await lines(slack, "I was charged too much", channel=DM)  # and may go on
    clock.forward(seconds=1)
    in_channel = await say(slack, bot, "I was charged twice this month, please check my bill")
    await pause(bot, clock)
    clock.forward(seconds=1)
    later = await say(slack, bot, "There is a mistake on my bill, please have a look")

    [in_dm] = slack.replies_in(DM)
    assert "account number?" in last(slack, in_channel)
    assert "account number?" in in_dm.shown
    assert (await case_of(bot, "CASE-1001")).status == "waiting"
    assert "account number?" not in last(slack, later)


async def test_a_line_of_somebody_else_in_between_joins_nothing(bot: Bot, slack: FakeSlack, clock: Clock) -> None:
    [first] = await lines(slack, "I have a question about my order")
    theirs = slack.says(OTHER_CUSTOMER, SUPPORT, "my laptop crashes")
    await slack.deliver(theirs)
    await lines(slack, "it is A-12345", "where is it?")
    await pause(bot, clock)

    assert await case_count(bot) == 2
    assert "Tracking number" in last(slack, first)
    assert len(slack.replies_to(theirs)) == 1
    assert "Tracking number" not in last(slack, theirs)


@pytest.mark.parametrize("backend", BACKENDS)
async def test_an_edit_and_a_deletion_inside_the_wait_are_what_gets_answered(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    [first, second, third] = await lines(slack, "I have a question about my order", "it is A-11111", "and my taxidermy")
    clock.forward(seconds=3)
    await slack.deliver(edited(second, "it is A-12345"))
    await slack.deliver(deleted(third))
    await pause(bot, clock, seconds=3)
    before = len(slack.replies_to(first))
    await pause(bot, clock, seconds=1)

    assert before == 0
    [reply] = slack.replies_to(first)
    assert "A-12345" in reply.shown
    assert "A-11111" not in reply.shown
    assert "taxidermy" not in await everything_stored(bot)


async def test_a_burst_that_is_deleted_inside_the_wait_is_not_answered(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    events = await lines(slack, "I want to return something", "the lamp")
    for event in events:
        await slack.deliver(deleted(event))
    await pause(bot, clock)

    assert slack.replies_in(SUPPORT) == []
    assert (await case_of(bot)).status == "resolved"


async def test_a_redelivery_changes_nothing(bot: Bot, slack: FakeSlack, clock: Clock) -> None:
    events = await lines(slack, *BURST[1:])
    before = (await turn_of(bot, events[0])).row.ready_at
    clock.forward(seconds=2)
    for event in events:
        await slack.redeliver(event)
    after = (await turn_of(bot, events[0])).row.ready_at
    await pause(bot, clock)

    assert before == after
    assert len(slack.replies_in(SUPPORT)) == 1


async def test_a_restart_inside_the_wait_answers_when_it_is_over(slack: FakeSlack, settings_for: SettingsFor) -> None:
    settings = settings_for(gather_s=4)
    async with open_bot(settings) as bot:
        slack.delivery.bot_url = bot.url
        events = await lines(slack, *BURST[:3])
    async with open_bot(settings) as bot:
        slack.delivery.bot_url = bot.url
        [reply] = await slack.reply_to(events[0])  # by a timer that was set at the start

    assert "Tracking number" in reply.shown


async def test_a_person_who_writes_inside_the_wait_has_the_case(bot: Bot, slack: FakeSlack, clock: Clock) -> None:
    [first] = await lines(slack, "I have a question about my order")
    await slack.deliver(slack.says(STAFF, SUPPORT, "I take this one.", first["ts"]))
    [second] = await lines(slack, "it is A-12345")
    await pause(bot, clock)

    assert slack.replies_in(SUPPORT) == []
    kept = await message_of(bot, second)
    assert kept is not None
    assert (kept.case_id, kept.turn_id) == ((await case_of(bot)).id, None)


async def test_a_line_after_a_mention_in_another_channel_needs_no_mention(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    root = mention("a question about my order", channel=GENERAL)
    await slack.deliver(root)
    await lines(slack, "it is A-12345", channel=GENERAL)
    await pause(bot, clock)
    after = await say(slack, bot, "lunch?", channel=GENERAL)

    assert "Tracking number" in last(slack, root)
    assert await message_of(bot, after) is None


@pytest.mark.parametrize("backend", BACKENDS)
async def test_a_thread_under_a_later_line_goes_on_with_the_case_there(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    [_, second] = await lines(slack, "I want to return something", "hm, wait")
    await pause(bot, clock)
    await lines(slack, "the SuperWidget 5000, it hums", under=second)
    await pause(bot, clock)

    assert "RMA-" in last(slack, second)
    assert [task.state for task in await tasks_of(bot)] == ["done"]
