"""First messages that apps wrote into support channels: what a person writes under one is a customer's. No words."""

from datetime import datetime

import sqlalchemy as sa

from storage.database import Tx
from storage.records import MessageKey
from storage.sql import insert_new
from storage.tables import app_roots


def keep_root(tx: Tx, key: MessageKey, now: datetime) -> None:
    """Note that an app began a thread. Repeats change nothing."""
    insert_new(tx, app_roots, {"team_id": key.team_id, "channel": key.channel, "ts": key.ts, "kept_at": now})


def is_of_app(tx: Tx, team_id: str, channel: str, ts: str) -> bool:
    """Say whether an app began this thread, as far as it is noted."""
    its = (app_roots.c.team_id == team_id, app_roots.c.channel == channel, app_roots.c.ts == ts)
    return tx.scalar(sa.select(app_roots.c.id).where(*its)) is not None


def drop_before(tx: Tx, before: datetime) -> None:
    """Drop what was noted before that time."""
    tx.execute(sa.delete(app_roots).where(app_roots.c.kept_at < before))
