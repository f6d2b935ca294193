"""Queries about the chores of the serving process: when each ran last, and how often in a row it has failed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.database import Tx
from storage.sql import insert_new_rows, many, select
from storage.tables import chores

LATE_AFTER = 3  # intervals without a run


@dataclass(frozen=True, slots=True)
class ChoreRow:
    """How a chore gets on. ``ran_at``: when it ended last, well or not; ``failures``: how often in a row it failed."""

    name: str
    every_s: int
    serving_since: datetime
    ran_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    error: str | None = None

    def is_late(self, now: datetime) -> bool:
        """Say whether it should have run long ago."""
        return now - max(self.ran_at or self.serving_since, self.serving_since) > timedelta(
            seconds=LATE_AFTER * self.every_s
        )


def begin(tx: Tx, team_id: str, intervals: Mapping[str, int], now: datetime) -> list[ChoreRow]:
    """Note that a process serves from now on and does these chores (name → seconds); return how each got on before."""
    mine = chores.c.team_id == team_id
    tx.execute(sa.delete(chores).where(mine, chores.c.name.not_in(sorted(intervals))))
    rows = [
        {"team_id": team_id, "name": name, "every_s": every_s, "serving_since": now, "failures": 0}
        for name, every_s in intervals.items()
    ]
    insert_new_rows(tx, chores, rows)
    for name, every_s in intervals.items():
        tx.execute(sa.update(chores).where(mine, chores.c.name == name).values(every_s=every_s, serving_since=now))
    return many(tx, ChoreRow, select(ChoreRow, chores).where(mine))


def keep(tx: Tx, team_id: str, row: ChoreRow) -> None:
    """Store how a chore got on."""
    values = {"ran_at": row.ran_at, "failures": row.failures, "failing_since": row.failing_since, "error": row.error}
    tx.execute(sa.update(chores).where(chores.c.team_id == team_id, chores.c.name == row.name).values(**values))


def all_chores(tx: Tx) -> list[ChoreRow]:
    """Return how the chores get on, by name."""
    return many(tx, ChoreRow, select(ChoreRow, chores).order_by(chores.c.name))
