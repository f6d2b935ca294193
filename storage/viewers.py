"""What each member of staff looks at on Home: the filter they chose last."""

import sqlalchemy as sa

from storage.case_lists import FILTERS, Filter
from storage.database import Tx
from storage.sql import insert
from storage.tables import viewers

DEFAULT: Filter = "escalated"  # what needs a person


def filter_of(tx: Tx, team_id: str, user: str) -> Filter | None:
    """Return the filter this person chose last; None: none yet, or one there is no more."""
    chosen = tx.scalar(sa.select(viewers.c.filter).where(viewers.c.team_id == team_id, viewers.c.user == user))
    return next((name for name in FILTERS if name == chosen), None)


def keep_filter(tx: Tx, team_id: str, user: str, chosen: Filter) -> None:
    """Keep the filter a person chose."""
    statement = insert(tx, viewers).values(team_id=team_id, user=user, filter=chosen)
    tx.execute(statement.on_conflict_do_update(index_elements=["team_id", "user"], set_={"filter": chosen}))


def note_shown(tx: Tx, team_id: str, user: str, by: str) -> None:
    """Note that the process ``by`` shows it to this person from now on."""
    statement = insert(tx, viewers).values(team_id=team_id, user=user, filter=DEFAULT, shown_by=by)
    tx.execute(statement.on_conflict_do_update(index_elements=["team_id", "user"], set_={"shown_by": by}))


def shown_by(tx: Tx, team_id: str, by: str) -> set[str]:
    """Return to whom the process ``by`` shows it."""
    return set(tx.scalars(sa.select(viewers.c.user).where(viewers.c.team_id == team_id, viewers.c.shown_by == by)))


def forget_viewer(tx: Tx, team_id: str, user: str) -> None:
    """Forget what a person looks at."""
    tx.execute(sa.delete(viewers).where(viewers.c.team_id == team_id, viewers.c.user == user))
