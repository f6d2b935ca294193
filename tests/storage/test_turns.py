"""Promises about turns, on SQLite and PostgreSQL: one state at a time, the present text, a run for each text."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from structlog.typing import EventDict

from bot.slack.waiting_turns import answer_job
from handlers.intake.keep import Deletion, Edit, keep
from storage import messages, prepared, turns
from storage.database import Database, Tx
from storage.records import Message, MessageKey, Turn, TurnRow
from storage.sql import update_row
from storage.tables import turns as rows
from tests.storage.fixtures import CHANNEL, NOW, REQUESTER, TEAM, kept, opened_case, owed, said

FIRST = MessageKey(TEAM, CHANNEL, "1.0")
SECOND, THIRD = replace(FIRST, ts="1.1"), replace(FIRST, ts="1.2")
LATER = NOW + timedelta(minutes=1)


def joined(tx: Tx, turn: Turn, text: str, key: MessageKey = SECOND) -> None:
    """Another line of the same turn."""
    place = {"team_id": key.team_id, "channel": key.channel, "ts": key.ts, "thread_ts": turn.row.thread_ts}
    whose = {"case_id": turn.case_id, "turn_id": turn.id, "author": REQUESTER, "author_kind": "customer"}
    messages.keep_message(tx, {**place, **whose, "text": text, "is_dm": False, "kept_at": NOW})


def three_lines(tx: Tx) -> Turn:
    """A turn whose last line came before its second."""
    turn = kept(tx, "Hello", "1.0")
    joined(tx, turn, "and where is my order A-12345?", THIRD)
    joined(tx, turn, "I want to return the lamp", SECOND)
    return read(tx)


def read(tx: Tx) -> Turn:
    turn = turns.get_turn(tx, FIRST)
    assert turn is not None
    return turn


def changed(tx: Tx, *changes: Edit | Deletion) -> tuple[Turn | None, Turn]:
    """The turn as the last change returns it, and as it stands."""
    returned = [keep(tx, change, frozenset(), LATER) for change in changes]
    return returned[-1], read(tx)


async def test_a_turn_is_its_messages_in_slack_s_order(db: Database) -> None:
    turn = await db.write(three_lines)

    assert turn.text == "Hello\nI want to return the lamp\nand where is my order A-12345?"
    assert (turn.key, turn.first.key, turn.last.key) == (FIRST, FIRST, THIRD)


async def test_a_turn_of_one_message_has_the_run_and_the_job_that_its_message_always_had(db: Database) -> None:
    turn = await db.write(lambda tx: kept(tx, "Hello"))
    edited, _ = await db.write(lambda tx: changed(tx, Edit(FIRST, "Hi", "1.5"), Edit(FIRST, "Hey", "1.6")))

    assert edited is not None
    assert [one.run for one in (turn, edited)] == ["T1:C1:1.0:1.0", "T1:C1:1.0:1.0:edit:1.6"]
    assert (answer_job(turn).lane, answer_job(turn).args) == ("C1:1.0", ("T1", "C1", "1.0"))
    assert answer_job(edited).id == edited.run


@pytest.mark.parametrize(
    "changes",
    [
        (Edit(SECOND, "I want to return the kettle", "2.0"),),
        (Edit(SECOND, "I want to return the kettle", "2.0"), Edit(FIRST, "Hi", "1.9")),
        (Deletion(SECOND),),
        (Deletion(FIRST),),
        (Edit(SECOND, "I want to return the kettle", "2.0"), Deletion(SECOND)),
    ],
)
async def test_each_text_of_a_turn_has_a_run_of_its_own(db: Database, changes: tuple[Edit | Deletion, ...]) -> None:
    before = await db.write(three_lines)
    runs = [before.run]
    for change in changes:
        returned, now = await db.write(lambda tx, change=change: changed(tx, change))  # type: ignore[misc]
        assert returned == now
        runs.append(now.run)

    assert len(set(runs)) == len(runs)
    assert all(run.startswith(f"{before.first_run}:") for run in runs)


async def test_a_turn_that_lost_one_of_its_messages_is_owed_an_answer_to_the_others(db: Database) -> None:
    await db.write(three_lines)

    returned, now = await db.write(lambda tx: changed(tx, Deletion(SECOND)))

    assert returned == now
    assert (now.row.state, now.text) == ("owed", "Hello\nand where is my order A-12345?")


async def test_a_turn_whose_messages_are_all_deleted_is_dropped(db: Database) -> None:
    await db.write(three_lines)

    returned, now = await db.write(lambda tx: changed(tx, Deletion(THIRD), Deletion(FIRST), Deletion(SECOND)))

    assert (returned, now.row.state, now.row.settled_at, now.text) == (None, "dropped", LATER, "")


async def test_a_turn_is_owed_until_it_is_settled_and_once_it_is_owed_again(db: Database) -> None:
    def stands(tx: Tx) -> tuple[str, datetime | None]:
        return read(tx).row.state, read(tx).row.settled_at

    def settles(tx: Tx) -> list[tuple[str, datetime | None]]:
        turn = kept(tx, "Hello")
        found = [stands(tx)]
        turns.settle(tx, turn.id, "given_up", LATER)
        found.append(stands(tx))
        turns.owe_again(tx, turn.id, LATER)
        found.append(stands(tx))
        turns.settle(tx, turn.id, "answered", LATER)
        return [*found, stands(tx)]

    found = await db.write(settles)

    assert found == [("owed", None), ("given_up", LATER), ("owed", None), ("answered", LATER)]
    assert await db.read(owed) == []


async def test_an_impossible_change_of_a_turn_is_a_bug_and_is_made(
    db: Database, impossible_transitions: list[EventDict]
) -> None:
    def change(tx: Tx) -> str:
        turn = kept(tx, "Hello")
        turns.settle(tx, turn.id, "answered", NOW)
        turns.settle(tx, turn.id, "dropped", NOW)
        return read(tx).row.state

    assert await db.write(change) == "dropped"
    bug = impossible_transitions.pop()
    assert [bug[name] for name in ("what", "before", "after")] == ["turn", "answered", "dropped"]


async def test_a_turn_that_is_not_ready_yet_is_not_taken_up(db: Database) -> None:
    def waits(tx: Tx) -> Turn:
        turn = kept(tx, "Hello")
        update_row(tx, rows, turn.id, ready_at=LATER)
        return read(tx)

    turn = await db.write(waits)

    assert await db.read(lambda tx: turns.owed_turns(tx, TEAM, NOW)) == []
    assert await db.read(lambda tx: turns.owed_turns(tx, TEAM, LATER)) == [turn]


@pytest.mark.parametrize("author", ["UADA", "U2"])
async def test_what_staff_or_a_third_person_writes_beside_the_desk_is_part_of_no_turn(
    db: Database, author: str
) -> None:
    def change(tx: Tx) -> Message | None:
        kept(tx, "Hello")
        beside = replace(said("I know this", "1.1", "1.0", author), mentions_bot=False)
        assert keep(tx, beside, frozenset({"UADA"}), NOW) is None
        return messages.get_message(tx, SECOND)

    message = await db.write(change)

    assert message is not None
    assert message.turn_id is None
    assert await db.read(lambda tx: turns.turn_of(tx, message)) is None


async def test_a_message_begins_no_second_turn(db: Database) -> None:
    def again(tx: Tx) -> TurnRow | None:
        turn = kept(tx, "Hello")
        return turns.open_turn(tx, opened_case(tx), turn.key, REQUESTER, NOW)

    assert await db.write(again) is None


@pytest.mark.parametrize(("wait_s", "gathers"), [(0, False), (4, True)])
def test_a_turn_that_was_ready_at_once_gathers_nothing_of_another_message_of_the_same_moment(
    wait_s: int, gathers: bool
) -> None:
    ready_at = NOW + timedelta(seconds=wait_s)
    turn = TurnRow(1, "T1", 1, "C1", "1.0", "1.0", "U1", "C1:1.0", "owed", ready_at, NOW, None)

    assert turn.gathers(NOW - timedelta(milliseconds=1)) is gathers


async def test_however_often_somebody_presses_stop_nothing_more_is_kept_of_it(db: Database) -> None:
    def pressed(tx: Tx, channel: str) -> int:
        return len(turns.owed_in(tx, TEAM, channel))

    await db.write(lambda tx: kept(tx, "Hello"))
    found = await db.read(lambda tx: pressed(tx, CHANNEL))
    before = prepared._prepared.cache_info().currsize
    elsewhere = [await db.read(partial(pressed, channel=f"C{number}")) for number in range(2, 6)]

    assert (found, elsewhere) == (1, [0] * 4)
    assert prepared._prepared.cache_info().currsize == before
