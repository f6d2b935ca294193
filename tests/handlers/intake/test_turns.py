"""What one person wrote in several messages is understood and answered as one; a change of one is a change of all."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from rich.console import Console

import handlers.answer as flow
from bot.desk import open_desk
from bot.settings import Settings
from bot.slack.events import parse_message
from bot.slack.identity import BotIdentity
from bot.terminal.delivery import TerminalDelivery
from bot.wiring import Bot
from handlers.answer import answer
from handlers.desk import Desk
from handlers.intake.keep import Change, Deletion, Edit, Incoming, keep
from storage import messages, tasks, turns
from storage.database import Tx
from storage.records import MessageKey, Rma, TaskRow, Turn
from storage.sql import update_row
from storage.tables import turns as rows
from tests.fakes.slack import BOT_USER, CUSTOMER, SUPPORT, TEAM, FakeSlack
from tests.stored import Clock

FIRST, SECOND = MessageKey("T1", "D1", "1700000000.000100"), MessageKey("T1", "D1", "1700000001.000100")
AFTER = MessageKey("T1", "D1", "1700000002.000100")
ORDER, RETURN = "Where is my order A-12345?", "And I want to return the 'SuperWidget 5000', it hums"


class CrashError(BaseException):
    """The process dies here: nothing catches it."""


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """A desk without Slack."""
    async with open_desk(Settings()) as opened:
        yield opened


def wrote(text: str, key: MessageKey = FIRST) -> Incoming:
    return Incoming(key, None, "U1", text, is_dm=True, addressed=True, mentions_bot=False)


async def happens(desk: Desk, change: Change) -> Turn | None:
    return await desk.db.write(lambda tx: keep(tx, change, frozenset(), desk.now()))


async def two_lines(desk: Desk, first: str, second: str) -> None:
    """Let one person write a turn of two messages."""

    def writes(tx: Tx) -> None:
        turn = keep(tx, wrote(first), frozenset(), desk.now())
        assert turn is not None
        place = {"team_id": SECOND.team_id, "channel": SECOND.channel, "ts": SECOND.ts, "thread_ts": turn.row.thread_ts}
        whose = {"case_id": turn.case_id, "turn_id": turn.id, "author": "U1", "author_kind": "customer"}
        messages.keep_message(tx, {**place, **whose, "text": second, "is_dm": True, "kept_at": desk.now()})

    await desk.db.write(writes)


async def answered(desk: Desk, key: MessageKey = FIRST) -> list[str]:
    delivery = TerminalDelivery(Console(quiet=True))
    await answer(desk, key, delivery)
    return [reply.plain() for reply in delivery.replies]


async def interrupted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer up to where the work stands and the reply is not planned; there the process dies."""

    async def dies(*_: object) -> None:
        raise CrashError

    with monkeypatch.context() as patch:
        patch.setattr(flow, "plan_reply", dies)
        with pytest.raises(CrashError):
            await answered(desk)


async def done(desk: Desk) -> list[TaskRow]:
    return await desk.db.read(lambda tx: tasks.tasks_of_case(tx, 1))


async def returns(desk: Desk) -> list[Rma]:
    return await desk.db.read(lambda tx: tasks.rmas_of(tx, 1))


async def test_both_messages_of_a_turn_are_answered_in_one_reply(desk: Desk) -> None:
    await two_lines(desk, ORDER, RETURN)

    [reply] = await answered(desk)

    assert "Tracking number" in reply
    assert "RMA-100016" in reply
    assert await answered(desk) == []


async def test_a_message_that_only_completes_the_one_before_is_no_request_of_its_own(desk: Desk) -> None:
    await two_lines(desk, "I want to return the 'SuperWidget 5000'", "It hums")

    [reply] = await answered(desk)

    assert "RMA-100016" in reply
    assert len(await done(desk)) == 1


async def test_a_turn_is_answered_as_it_is_after_an_edit_of_its_second_message(desk: Desk) -> None:
    await two_lines(desk, ORDER, RETURN)
    turn = await happens(desk, Edit(SECOND, "Thank you", "1700000003.000100"))

    [reply] = await answered(desk)

    assert turn is not None
    assert "Tracking number" in reply
    assert await returns(desk) == []


@pytest.mark.parametrize("change", [Deletion(SECOND), Edit(SECOND, "Thank you", "1700000003.000100")])
async def test_what_was_done_for_a_message_that_was_taken_back_is_taken_back_and_the_rest_is_answered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    await two_lines(desk, ORDER, RETURN)
    await interrupted(desk, monkeypatch)
    await happens(desk, change)

    [reply] = await answered(desk)

    assert "Tracking number" in reply
    assert "RMA-" not in reply
    assert [rma.state for rma in await returns(desk)] == ["cancelled"]


async def test_a_turn_whose_messages_are_all_deleted_is_not_answered_and_nothing_of_it_stands(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await two_lines(desk, ORDER, RETURN)
    await interrupted(desk, monkeypatch)
    await happens(desk, Deletion(FIRST))
    await happens(desk, Deletion(SECOND))

    assert await answered(desk) == []
    assert [rma.state for rma in await returns(desk)] == ["cancelled"]
    assert {task.state for task in await done(desk)} == {"cancelled"}


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (Deletion(FIRST), "pending"),
        (Deletion(SECOND), "cancelled"),
        (Edit(FIRST, "Hello", "1700000003.000100"), "pending"),
        (Edit(SECOND, "Never mind", "1700000003.000100"), "cancelled"),
    ],
)
async def test_what_the_answer_asked_for_is_awaited_as_long_as_a_message_of_the_turn_wants_it(
    desk: Desk, change: Change, state: str
) -> None:
    await two_lines(desk, ORDER, "I want to return something")
    await answered(desk)

    await happens(desk, change)

    assert [task.state for task in await done(desk) if task.query_type == "ProductReturn"] == [state]


async def test_a_turn_that_may_still_grow_is_left_alone_until_it_is_ready(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    body = {"event": event, "is_ext_shared_channel": False}
    incoming = parse_message(body, BotIdentity(TEAM, BOT_USER, None, frozenset({SUPPORT})))
    assert isinstance(incoming, Incoming)

    def waits(tx: Tx) -> None:
        turn = keep(tx, incoming, frozenset(), clock())
        assert turn is not None
        update_row(tx, rows, turn.id, ready_at=clock() + timedelta(minutes=5))

    await bot.db.write(waits)
    swept = [await bot.intake.sweep()]
    clock.forward(minutes=6)
    swept.append(await bot.intake.sweep())
    await bot.idle()

    assert swept == [0, 1]
    assert len(slack.replies_to(event)) == 1


async def test_a_field_that_a_turn_was_asked_for_is_filled_by_the_next(desk: Desk) -> None:
    await two_lines(desk, ORDER, "I want to return something")
    await answered(desk)
    await happens(desk, wrote("the blue lamp, it flickers", AFTER))

    [reply] = await answered(desk, AFTER)

    both = await desk.db.read(lambda tx: [turns.get_turn(tx, key) for key in (FIRST, AFTER)])
    [task] = [task for task in await done(desk) if task.query_type == "ProductReturn"]
    assert "RMA-100016" in reply
    assert both[1] is not None
    assert task.turn_id == both[1].id
    assert [turn.row.state for turn in both if turn] == ["answered", "answered"]
