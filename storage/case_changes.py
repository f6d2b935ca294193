"""Which cases have changed since a serving process last looked, by the timeline; a counter keeps how far it came."""

from datetime import datetime

import sqlalchemy as sa

from storage.database import Tx
from storage.sql import insert
from storage.tables import counters, timeline

_COUNTER = "case_events"
_NEWEST = sa.select(sa.func.max(timeline.c.id))
_SETTLED = (  # from the newest on: few lines are younger
    sa.select(timeline.c.id).where(timeline.c.at <= sa.bindparam("before")).order_by(timeline.c.id.desc()).limit(1)
)
_SEEN = sa.select(counters.c.value).where(counters.c.team_id == sa.bindparam("team_id"), counters.c.name == _COUNTER)
_CHANGED = (
    sa.select(timeline.c.case_id)
    .where(timeline.c.id > sa.bindparam("seen"), timeline.c.team_id == sa.bindparam("team_id"))
    .distinct()
    .order_by(timeline.c.case_id)
)


def newest_line(tx: Tx) -> int:
    """Return the row id of the newest line of all timelines; 0: there is none."""
    return tx.scalar(_NEWEST) or 0


def settled_line(tx: Tx, before: datetime) -> int:
    """Return the row id of the newest line that was written at ``before`` or earlier; 0: there is none.

    On PostgreSQL a line may be seen after others with higher ids: who goes no further than this misses none that is
    committed soon.
    """
    return tx.scalar(_SETTLED, {"before": before}) or 0


def seen_line(tx: Tx, team_id: str) -> int | None:
    """Return the line up to which changes were published; None: nobody has looked yet."""
    return tx.scalar(_SEEN, {"team_id": team_id})


def note_seen(tx: Tx, team_id: str, line: int) -> None:
    """Note that all changes up to this line are published."""
    statement = insert(tx, counters).values(team_id=team_id, name=_COUNTER, value=line)
    tx.execute(statement.on_conflict_do_update(index_elements=["team_id", "name"], set_={"value": line}))


def changed_since(tx: Tx, team_id: str, seen: int, actor: str | None = None) -> list[int]:
    """Return the cases of a team with a line after ``seen``, by this actor (None: by anybody)."""
    by = _CHANGED if actor is None else _CHANGED.where(timeline.c.actor == actor)
    return list(tx.scalars(by, {"team_id": team_id, "seen": seen}))
