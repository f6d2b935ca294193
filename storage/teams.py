"""Which teams a database holds cases of: one workspace as a rule, and the terminal's own."""

import sqlalchemy as sa

from storage import cases
from storage.database import Tx
from storage.tables import cases as table

MOST = 20


def teams_of(tx: Tx) -> list[str]:
    """Return the ids of the teams that have cases, in order; at most ``MOST``. One look into an index each."""
    found: list[str] = []
    while len(found) < MOST:
        after = [table.c.team_id > found[-1]] if found else []
        team = tx.scalar(sa.select(sa.func.min(table.c.team_id)).where(*after))
        if team is None:
            break
        found.append(team)
    return found


def teams_with(tx: Tx, number: str) -> list[str]:
    """Return the teams that have a case numbered ``number`` (``CASE-1001`` or ``1001``)."""
    return [team for team in teams_of(tx) if cases.find_case(tx, number, team)]
