"""How often methods that Slack limits were called of late: one budget for all processes that share a database."""

from datetime import datetime

import sqlalchemy as sa

from storage.database import Tx
from storage.sql import insert_new, update_row
from storage.tables import call_budgets

WINDOW_S = 60.0  # Slack counts calls of a minute


def take_call(tx: Tx, team_id: str, method: str, most: int, now: datetime) -> float:
    """Take one of the ``most`` calls of a method in any minute; return 0, or in how many seconds one is free.

    Nobody else takes one meanwhile. Clocks of processes may differ by as much as ``most`` is below Slack's own limit.
    """
    insert_new(tx, call_budgets, {"team_id": team_id, "method": method, "taken": []})
    its = sa.select(call_budgets.c.id, call_budgets.c.taken).where(
        call_budgets.c.team_id == team_id, call_budgets.c.method == method
    )
    row_id, taken = tx.execute(its.with_for_update()).one()
    at = now.timestamp()
    lately = sorted(one for one in taken if abs(at - one) < WINDOW_S)
    if len(lately) >= most:
        return float(lately[len(lately) - most] + WINDOW_S - at)
    update_row(tx, call_budgets, row_id, taken=[*lately, at])
    return 0.0
