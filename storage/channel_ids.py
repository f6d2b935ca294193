"""Channels whose id Slack has changed: which id each had first. All rows of ours keep that one for ever."""

from datetime import datetime

import sqlalchemy as sa

from storage.database import Tx
from storage.sql import insert_new
from storage.tables import channel_ids


def keep_change(tx: Tx, team_id: str, before: str, after: str, now: datetime) -> None:
    """Note that a channel has another id. Repeats change nothing."""
    first = first_ids(tx, team_id).get(before, before)
    if first != after:
        row = {"team_id": team_id, "channel": after, "first": first, "kept_at": now}
        insert_new(tx, channel_ids, row)


def first_ids(tx: Tx, team_id: str) -> dict[str, str]:
    """Return the first id of each channel that has had several, by each later one, in the order they came."""
    query = sa.select(channel_ids.c.channel, channel_ids.c.first).where(channel_ids.c.team_id == team_id)
    return {str(channel): str(first) for channel, first in tx.execute(query.order_by(channel_ids.c.id))}
