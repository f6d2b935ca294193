"""Queries about saved replies. A name is there once a team, however it is written; who comes second changes nothing."""

from typing import Any

import sqlalchemy as sa

from storage.database import Tx
from storage.records import SavedReply
from storage.sql import insert_new, many_by, one_by
from storage.tables import saved_replies


def saved_of(tx: Tx, team_id: str) -> list[SavedReply]:
    """Return a team's saved replies by name."""
    return many_by(tx, SavedReply, saved_replies, order="folded", team_id=team_id)


def saved_reply(tx: Tx, team_id: str, reply_id: int) -> SavedReply | None:
    """Return one saved reply."""
    return one_by(tx, SavedReply, saved_replies, team_id=team_id, id=reply_id)


def is_taken(tx: Tx, team_id: str, name: str, but: int | None = None) -> bool:
    """Say whether another saved reply than ``but`` has this name."""
    known = one_by(tx, SavedReply, saved_replies, team_id=team_id, folded=name.casefold())
    return known is not None and known.id != but


def add_saved(tx: Tx, team_id: str, name: str, text: str) -> bool:
    """Store a saved reply; False if there is one of this name."""
    row = {"team_id": team_id, "name": name, "folded": name.casefold(), "text": text, "version": 0}
    return insert_new(tx, saved_replies, row) is not None


def change_saved(tx: Tx, team_id: str, seen: SavedReply, name: str, text: str) -> bool:
    """Replace name and text of a saved reply that nobody has changed since it was ``seen``; say whether that is so."""
    values: dict[str, Any] = {"name": name, "folded": name.casefold(), "text": text, "version": seen.version + 1}
    return bool(tx.execute(sa.update(saved_replies).where(_is(team_id, seen)).values(values)).rowcount)


def delete_saved(tx: Tx, team_id: str, reply_id: int) -> None:
    """Delete a saved reply; one that is gone already is as good."""
    mine = (saved_replies.c.team_id == team_id, saved_replies.c.id == reply_id)
    tx.execute(sa.delete(saved_replies).where(*mine))


def _is(team_id: str, seen: SavedReply) -> sa.ColumnElement[bool]:
    same = (saved_replies.c.id == seen.id, saved_replies.c.version == seen.version)
    return sa.and_(saved_replies.c.team_id == team_id, *same)
