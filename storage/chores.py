"""Queries about the chores of the serving process: when each ran last, and how often in a row it has failed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import sqlalchemy as sa

from storage.database import Tx
from storage.executors import Claimant, holds_lease, is_there
from storage.prepared import change_each
from storage.sql import insert_into, insert_new_rows, many, select
from storage.tables import chores

LATE_AFTER = 3  # intervals without a run
ONE_LOOK_S = 60  # a process looks so often what is due: what is due that often is due at each look
NEARLY = 0.9  # of an interval: two processes do not look at the same moment


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


@cache
def _begun(dialect: str) -> sa.Insert:
    statement = insert_into(dialect, chores)
    again = {name: statement.excluded[name] for name in ("every_s", "serving_since")}
    return statement.on_conflict_do_update(index_elements=["team_id", "name"], set_=again)


def begin(tx: Tx, team_id: str, intervals: Mapping[str, int], now: datetime) -> list[ChoreRow]:
    """Note that a process serves from now on and does these chores (name → seconds); return how each got on before."""
    mine = chores.c.team_id == team_id
    tx.execute(sa.delete(chores).where(mine, chores.c.name.not_in(sorted(intervals))))
    rows = [
        {"team_id": team_id, "name": name, "every_s": every_s, "serving_since": now, "failures": 0}
        for name, every_s in intervals.items()
    ]
    if rows:
        change_each(tx, _begun(tx.dialect.name), rows)
    return many(tx, ChoreRow, select(ChoreRow, chores).where(mine))


def claim(tx: Tx, team_id: str, row: ChoreRow, by: Claimant, now: datetime) -> tuple[bool, ChoreRow]:
    """Let one of several processes do a chore that is due; return whether that is ``by``, and how the chore gets on.

    Who did it last goes on with it each time as long as it is there; the others see that it was done. ``row``: how it
    got on as far as is known.
    """
    mine = sa.and_(chores.c.team_id == team_id, chores.c.name == row.name)
    new = {"team_id": team_id, "name": row.name, "every_s": row.every_s, "serving_since": now, "failures": 0}
    insert_new_rows(tx, chores, [new])  # an older version, which does not know it, drops it when it starts
    columns = (*select(ChoreRow, chores).selected_columns, chores.c.claimed_by, chores.c.claimed_at)
    *known, claimed_by, claimed_at = tx.execute(sa.select(*columns).where(mine).with_for_update()).one()
    found = ChoreRow(*known)
    others = claimed_by not in {None, by.name} and bool(tx.scalar(sa.select(is_there(sa.literal(claimed_by)))))
    waits_s = found.every_s * NEARLY if others else 0 if found.every_s <= ONE_LOOK_S else found.every_s
    done = found.ran_at is not None and timedelta() <= now - found.ran_at < timedelta(seconds=waits_s)
    if done or (others and claimed_at is not None) or not holds_lease(tx, by):
        return False, found
    tx.execute(sa.update(chores).where(mine).values(claimed_by=by.name, claimed_at=now))
    return True, found


def keep(tx: Tx, team_id: str, row: ChoreRow) -> None:
    """Store how a chore got on that this process did."""
    values = {"ran_at": row.ran_at, "failures": row.failures, "failing_since": row.failing_since, "error": row.error}
    mine = sa.and_(chores.c.team_id == team_id, chores.c.name == row.name)
    tx.execute(sa.update(chores).where(mine).values(**values, claimed_at=None))


def touch(tx: Tx, team_id: str, name: str) -> None:
    """Write what stands there, to see whether anything can be stored."""
    mine = sa.and_(chores.c.team_id == team_id, chores.c.name == name)
    tx.execute(sa.update(chores).where(mine).values(every_s=chores.c.every_s))


def all_chores(tx: Tx) -> list[ChoreRow]:
    """Return how the chores get on, by name."""
    return many(tx, ChoreRow, select(ChoreRow, chores).order_by(chores.c.name))
