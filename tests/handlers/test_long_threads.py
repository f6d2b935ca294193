"""A message in a long thread costs what one in a short thread costs: only its newest lines are read."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from sqlalchemy import event
from sqlalchemy.engine import Engine

import handlers.answer as flow
from bot.desk import open_desk
from bot.settings import Settings
from bot.terminal.delivery import TerminalDelivery
from handlers.answer import answer
from handlers.desk import Desk
from handlers.intake.keep import Deletion, Edit, Incoming, keep
from storage.records import MessageKey, Turn
from storage.turns import owed_turns

SHORT, LONG = 30, 150  # the statements and rows must be the same: what grows with the thread shows at any length
QUESTION = "Where is my order A-12345?"
LACKS_A_FIELD = "My invoice #INV-7890 is too high. Also I want to return something. And where is my order #A-12345?"
GROWING = ("messages", "turns", "tasks", "step_runs", "rmas", "investigations", "posts", "timeline")


@dataclass
class Cost:
    """What was asked of SQLite: statements, and rows that they returned."""

    statements: int = 0
    rows: int = 0


@pytest.fixture
def cost() -> Iterator[Cost]:
    """Count what is done in every database that is opened from here on."""
    counted = Cost()

    def returned(_cursor: sqlite3.Cursor, row: tuple[object, ...]) -> tuple[object, ...]:
        counted.rows += 1
        return row

    def opened(connection: sqlite3.Connection, _record: object) -> None:
        connection.row_factory = returned

    def executed(*_: object) -> None:
        counted.statements += 1

    event.listen(Engine, "connect", opened)
    event.listen(Engine, "before_cursor_execute", executed)
    yield counted
    event.remove(Engine, "connect", opened)
    event.remove(Engine, "before_cursor_execute", executed)


class CrashError(BaseException):
    """The process dies here: nothing catches it."""


@pytest.fixture
def asked() -> Iterator[dict[str, Any]]:
    """What is asked of every database that is opened from here on: each statement with values it was asked with."""
    found: dict[str, Any] = {}

    def executed(_connection: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        found.setdefault(statement, values[0] if isinstance(values, list) else values)

    event.listen(Engine, "before_cursor_execute", executed)
    yield found
    event.remove(Engine, "before_cursor_execute", executed)


async def _write(desk: Desk, number: int, text: str = QUESTION) -> Turn:
    """Keep a line of the customer in the one thread there is."""
    key = MessageKey("TERMINAL", "TERMINAL", f"{1795000000 + number}.000100")
    thread = None if number == 0 else "1795000000.000100"
    incoming = Incoming(key, thread, "UANA", text, is_dm=False, addressed=True, mentions_bot=False)
    kept = await desk.db.write(lambda tx: keep(tx, incoming, frozenset(), desk.now()))
    assert kept is not None
    return kept


async def test_an_answer_in_a_thread_of_150_reads_no_more_than_in_one_of_30(tmp_path: Path, cost: Cost) -> None:
    async with open_desk(Settings(database_url=f"sqlite:///{tmp_path / 'desk.db'}")) as desk:
        costs = []
        for number in range(LONG):
            turn = await _write(desk, number)
            before = Cost(cost.statements, cost.rows)
            await answer(desk, turn.key, TerminalDelivery(Console(quiet=True)))
            costs.append(Cost(cost.statements - before.statements, cost.rows - before.rows))

    short, long = costs[SHORT - 1], costs[LONG - 1]
    assert long == short


async def _dies(*_: object) -> None:
    """Stand for planning a reply: the process dies there, and what was done is not announced."""
    raise CrashError


async def test_no_table_is_read_through_for_a_message_an_edit_or_a_deletion_and_no_case_but_for_a_deletion(
    tmp_path: Path, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk(Settings(database_url=f"sqlite:///{tmp_path / 'desk.db'}")) as desk:
        asked.clear()  # what brought the database to its version
        of_deletions: set[str] = set()
        for number, text in enumerate((LACKS_A_FIELD, "the lamp", LACKS_A_FIELD, QUESTION)):
            turn = await _write(desk, number, text)
            with monkeypatch.context() as patch:
                patch.setattr(flow, "plan_reply", _dies)
                with pytest.raises(CrashError):
                    await answer(desk, turn.key, TerminalDelivery(Console(quiet=True)))
            edit = Edit(turn.key, f"{text}!", "1796000000.000100")
            await desk.db.write(lambda tx, edit=edit: keep(tx, edit, frozenset(), desk.now()))  # type: ignore[misc]
            await answer(desk, turn.key, TerminalDelivery(Console(quiet=True)))
            await desk.db.read(lambda tx: owed_turns(tx, "TERMINAL", desk.now()))
            gone, before = Deletion(turn.key), set(asked)
            await desk.db.write(lambda tx, gone=gone: keep(tx, gone, frozenset(), desk.now()))  # type: ignore[misc]
            of_deletions |= asked.keys() - before

    # Deleted words may have been told again anywhere in the case: it is looked through for them.
    assert _read_through(tmp_path / "desk.db", asked, of_deletions) == []


def _all_of_case(statement: str, plan: str) -> bool:
    """Say whether all tasks of a case are read: not if only the newest are, in the order of the index."""
    only_newest = "LIMIT" in statement and "TEMP B-TREE" not in plan
    return "ix_tasks_case" in plan and not only_newest


def _read_through(file: Path, asked: dict[str, Any], of_deletions: set[str]) -> list[str]:
    """Return the statements that read all of a growing table or, but for those of deletions, all tasks of a case."""
    found = []
    with closing(sqlite3.connect(file)) as connection:
        for statement, values in asked.items():
            plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
            whole = {f"SCAN {table}" for table in GROWING}
            steps = {" ".join(step.split()[:2]) for *_, step in plan}
            if not whole.isdisjoint(steps) or (_all_of_case(statement, str(plan)) and statement not in of_deletions):
                found.append(statement)
    return found
