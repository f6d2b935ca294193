"""A message in a long thread costs what one in a short thread costs: only its newest lines are read."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.desk import open_desk
from bot.settings import Settings
from bot.terminal.delivery import TerminalDelivery
from handlers.answer import answer
from handlers.desk import Desk
from handlers.keep import Incoming, keep
from storage.records import Message, MessageKey

SHORT, LONG = 30, 400
QUESTION = "Where is my order A-12345?"


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


async def _write(desk: Desk, number: int) -> Message:
    """Keep a line of the customer in the one thread there is."""
    key = MessageKey("TERMINAL", "TERMINAL", f"{1795000000 + number}.000100")
    thread = None if number == 0 else "1795000000.000100"
    incoming = Incoming(key, thread, "UANA", QUESTION, is_dm=False, addressed=True, mentions_bot=False)
    kept = await desk.db.write(lambda tx: keep(tx, incoming, frozenset(), desk.now()))
    assert kept is not None
    return kept


async def test_an_answer_in_a_thread_of_400_reads_no_more_than_in_one_of_30(tmp_path: Path, cost: Cost) -> None:
    async with open_desk(Settings(database_url=f"sqlite:///{tmp_path / 'desk.db'}")) as desk:
        costs = []
        for number in range(LONG):
            message = await _write(desk, number)
            before = Cost(cost.statements, cost.rows)
            await answer(desk, message.key, TerminalDelivery(Console(quiet=True)))
            costs.append(Cost(cost.statements - before.statements, cost.rows - before.rows))

    short, long = costs[SHORT - 1], costs[LONG - 1]
    assert long == short
