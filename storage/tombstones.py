"""Queries about edits and deletions that came before their message: Slack's order of delivery is no order.

A first delivery that failed comes again minutes later, with the text as it was. What is kept of an edit is the newest
text, of a deletion no word. Rows are dropped when their message has come, and after a day: Slack tries for an hour.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.database import Tx
from storage.prepared import change_later, fetch_first
from storage.records import MessageKey, Tombstone
from storage.sql import insert, one_by
from storage.tables import messages, tombstones

_OF_KEY = ("team_id", "channel", "ts")
_EITHER: list[Any] = [
    sa.exists().where(*(table.c[name] == sa.bindparam(name) for name in _OF_KEY)).label(table.name)
    for table in (messages, tombstones)
]
_KEPT = sa.select(*_EITHER)
_WAIT = sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")


def hold_key(tx: Tx, key: MessageKey) -> None:
    """Let nobody else keep, edit or delete this message until the transaction ends: one that has no row to lock yet.

    On SQLite a transaction that writes is alone anyway.
    """
    if tx.dialect.name == "postgresql":
        change_later(tx, _WAIT, {"key": f"{key.team_id}:{key.channel}:{key.ts}"})


def is_new(tx: Tx, key: MessageKey) -> bool:
    """Say whether nothing is kept of a message: neither it nor what came before it."""
    found = fetch_first(tx, _KEPT, {"team_id": key.team_id, "channel": key.channel, "ts": key.ts})
    return found is None or not any(found)


def tombstone_of(tx: Tx, key: MessageKey) -> Tombstone | None:
    """Return what came before the message itself."""
    return one_by(tx, Tombstone, tombstones, team_id=key.team_id, channel=key.channel, ts=key.ts)


def keep_edit(tx: Tx, key: MessageKey, author: str, text: str, edited_ts: str, now: datetime) -> None:
    """Keep the text of an edit unless a newer one or a deletion is there; ``text`` is masked."""
    values = {"author": author, "text": text, "edited_ts": edited_ts}
    is_newer = sa.and_(tombstones.c.deleted_at.is_(None), tombstones.c.edited_ts < edited_ts)
    _keep(tx, key, {**values, "deleted_at": None}, now, is_newer)


def keep_deletion(tx: Tx, key: MessageKey, now: datetime) -> None:
    """Keep that the message was deleted; its words and its author are not kept."""
    _keep(tx, key, {"author": None, "text": None, "edited_ts": None, "deleted_at": now}, now, sa.true())


def _keep(tx: Tx, key: MessageKey, values: dict[str, Any], now: datetime, unless: sa.ColumnElement[bool]) -> None:
    where = {"team_id": key.team_id, "channel": key.channel, "ts": key.ts, "kept_at": now}
    statement = insert(tx, tombstones).values(**where, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["team_id", "channel", "ts"], set_=values, where=unless))


def drop_tombstone(tx: Tx, key: MessageKey) -> None:
    """Forget what came before the message: it is here now."""
    mine = (tombstones.c.team_id == key.team_id, tombstones.c.channel == key.channel, tombstones.c.ts == key.ts)
    tx.execute(sa.delete(tombstones).where(*mine))


def drop_before(tx: Tx, before: datetime) -> None:
    """Drop what was kept before that time: its message will not come any more."""
    tx.execute(sa.delete(tombstones).where(tombstones.c.kept_at < before))


def forget_author(tx: Tx, team_id: str, user: str, now: datetime) -> None:
    """Leave of a person's edits what a deletion leaves: the message itself, should it still come, is not kept."""
    mine = (tombstones.c.team_id == team_id, tombstones.c.author == user)
    tx.execute(sa.update(tombstones).where(*mine).values(author=None, text=None, edited_ts=None, deleted_at=now))
