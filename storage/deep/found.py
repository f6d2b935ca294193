"""What a deep look finds, and how far it counts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

COUNTED_TO = 1000  # of what must not be: who has more need not know how many
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Owed:
    """Work of one kind that is owed. ``case``: the number of the case of the oldest, "" where there is none."""

    what: str
    count: int
    oldest: datetime
    case: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """Rows that must not be as they are. ``examples``: ids, never words; ``mend``: what an operator can do, or ""."""

    kind: str
    what: str
    count: int
    examples: tuple[str, ...] = ()
    mend: str = ""


def broken(tx: sa.Connection, kind: str, what: str, ids: sa.Select[Any], mend: str = "") -> list[Broken]:
    """Return what the rows that ``ids`` selects are, if there are any; ``ids`` has one column."""
    count = tx.scalar(sa.select(sa.func.count()).select_from(ids.limit(COUNTED_TO).subquery())) or 0
    if not count:
        return []
    examples = tuple(map(str, tx.scalars(ids.limit(EXAMPLES))))
    return [Broken(kind, what, count, examples, mend)]
