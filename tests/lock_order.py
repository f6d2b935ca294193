"""Checks the order of locks in every transaction of ours, on both databases: case first, FAQ set first.

It listens to the statements that SQLAlchemy is given, and to what ``storage.lock_order`` is told. A transaction is what
one caller of ``Database.write`` does: SQLite commits several together, each in a savepoint of its own.

A transaction that writes a single time holds nothing while it waits, so it need not hold the case. What a test writes
by itself is not checked: rows are arranged, in whatever order.
"""

import sys
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import sqlalchemy as sa

from storage.lock_order import CASES, HELD, SETS
from storage.tables import METADATA
from tests.paths import ROOT

OWNERS = {"case_id": CASES, "set_id": SETS}  # the column that says whose a row is
WRITES = "writes"  # the key in ``tx.info`` beside ``HELD``
ROOMS = {str(ROOT / room): room for room in ("bot", "handlers", "workflows", "storage", "tests")}


@dataclass
class Transaction:
    """What a transaction holds, and what it wrote while it did not hold the owner."""

    wrong: list[str]
    held: dict[str, set[int]] = field(default_factory=dict)
    too_early: str | None = None

    def holds(self, kind: str, ids: Collection[int]) -> None:
        """Note that these are held from now on."""
        known = self.held.setdefault(kind, set())
        for row_id in (one for one in ids if one not in known):
            self._after_too_early(f"{kind} {row_id} is held")
            if known and row_id < max(known) and (ours := _function_of_ours()):
                self._found(f"{ours} holds {kind} {row_id} after {max(known)}")
            known.add(row_id)

    def writes(self, table: str, owners: dict[str, set[int]]) -> None:
        """Note that rows are written that belong to ``owners``, by kind; no ids of a kind: to whom is not known here.

        Then one that is held must do: the row was found by what is held.
        """
        self._after_too_early(f"{table} is written")
        lacking = any(ids - self.held.get(kind, set()) for kind, ids in owners.items())
        nothing_held = not any(kind in self.held for kind in owners)
        if (lacking or nothing_held) and (ours := _function_of_ours()):
            self.too_early = f"{ours} writes {table} without its owner"

    def _after_too_early(self, what: str) -> None:
        if self.too_early is not None:
            self._found(f"{self.too_early}, then {what}")
            self.too_early = None

    def _found(self, sentence: str) -> None:
        if sentence not in self.wrong:
            self.wrong.append(sentence)


@dataclass
class Checker:
    """Listens to all engines. ``wrong``: what was found since it was last asked, a sentence each."""

    wrong: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Check all transactions of this process from now on."""
        sa.event.listen(sa.Engine, "begin", self._begun)
        sa.event.listen(sa.Engine, "savepoint", self._begun)
        sa.event.listen(sa.Engine, "before_execute", self._executed)

    def taken(self) -> list[str]:
        """Return what was found, and forget it."""
        found, self.wrong[:] = list(self.wrong), []
        return found

    def _begun(self, tx: sa.Connection, *_: object) -> None:
        now = Transaction(self.wrong)
        tx.info[HELD], tx.info[WRITES] = now.holds, now.writes

    def _executed(self, tx: sa.Connection, statement: Any, many: Any, one: Any, _options: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        if not isinstance(statement, sa.Insert | sa.Update | sa.Delete):
            return
        table: sa.Table = statement.table  # type: ignore[assignment]
        if METADATA.tables.get(table.name) is table:
            owners = _owners(table, [*many, one] if isinstance(statement, sa.Insert) else None)
            if owners:
                tx.info[WRITES](table.name, owners)


CHECKER = Checker()


def _owners(table: sa.Table, new: list[dict[str, Any]] | None) -> dict[str, set[int]]:
    """Return to whom the rows belong that are written: new ones say so, changed ones show only of what kind.

    A case or set that is opened belongs to nobody yet, and so does the journal of a run that makes FAQs: its rows are
    only ever added.
    """
    columns = {column: kind for column, kind in OWNERS.items() if column in table.c}
    if new is not None:
        named = {kind: {row[column] for row in new if row.get(column)} for column, kind in columns.items()}
        return {kind: ids for kind, ids in named.items() if ids}
    return {kind: set() for kind in (*columns.values(), *({table.name} & {CASES, SETS}))}


def _function_of_ours() -> str | None:
    """Return the function outside storage that is doing this; None: a test does it with its own hands."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and (room := _room(frame)) in {None, "storage"}:
        frame = frame.f_back
    if frame is None or room == "tests":
        return None
    return f"{Path(frame.f_code.co_filename).relative_to(ROOT)}:{frame.f_code.co_name}"


def _room(frame: FrameType) -> str | None:
    if frame.f_code.co_filename == __file__:
        return None
    return next((room for start, room in ROOMS.items() if frame.f_code.co_filename.startswith(f"{start}/")), None)
