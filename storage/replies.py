"""Queries about replies on their way: planned → sending → sent, or superseded. Claims are conditional updates."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.database import Tx
from storage.records import ReplyRow
from storage.sql import insert_new, many, many_by, one, one_by, select, update_row
from storage.tables import replies


def plan_reply(tx: Tx, values: dict[str, Any]) -> bool:
    """Store the reply of a run; False if the run has one already."""
    return insert_new(tx, replies, {"state": "planned", **values}) is not None


def reply_of(tx: Tx, run: str) -> ReplyRow | None:
    """Return the reply of a run."""
    return one_by(tx, ReplyRow, replies, run=run)


def unfinished_of(tx: Tx, message_id: int) -> ReplyRow | None:
    """Return a reply to any text of this message that is planned or on its way; the newest."""
    query = select(ReplyRow, replies).where(replies.c.message_id == message_id)
    query = query.where(replies.c.state.in_(("planned", "sending"))).order_by(replies.c.id.desc())
    return one(tx, ReplyRow, query)


def replies_of(tx: Tx, case_id: int) -> list[ReplyRow]:
    """Return the replies of a case, oldest first."""
    return many_by(tx, ReplyRow, replies, case_id=case_id)


def newest_sent(tx: Tx, case_id: int, limit: int) -> list[ReplyRow]:
    """Return the newest ``limit`` replies of a case that are in its thread, newest first."""
    query = select(ReplyRow, replies).where(replies.c.case_id == case_id, replies.c.state == "sent")
    return many(tx, ReplyRow, query.order_by(replies.c.id.desc()).limit(limit))


def claim_sending(tx: Tx, reply_id: int) -> bool:
    """Move planned → sending; False if somebody else did or it is superseded."""
    statement = sa.update(replies).where(replies.c.id == reply_id, replies.c.state == "planned")
    return bool(tx.execute(statement.values(state="sending")).rowcount)


def unclaim(tx: Tx, reply_id: int) -> None:
    """Move sending → planned: the attempt is known not to have reached Slack."""
    statement = sa.update(replies).where(replies.c.id == reply_id, replies.c.state == "sending")
    tx.execute(statement.values(state="planned"))


def mark_sent(tx: Tx, reply_id: int, ts: str, now: datetime) -> None:
    """Move sending → sent with the message's Slack ``ts``."""
    update_row(tx, replies, reply_id, state="sent", ts=ts, sent_at=now)


def supersede(tx: Tx, reply_id: int) -> bool:
    """Give up a reply that is not posted; False if it was sent meanwhile."""
    statement = sa.update(replies).where(replies.c.id == reply_id, replies.c.state != "sent")
    return bool(tx.execute(statement.values(state="superseded")).rowcount)


def supersede_planned(tx: Tx, message_id: int) -> None:
    """Give up replies to this message that wait to be sent; one on its way may be posted already."""
    planned = sa.and_(replies.c.message_id == message_id, replies.c.state == "planned")
    tx.execute(sa.update(replies).where(planned).values(state="superseded"))


def get_reply(tx: Tx, reply_id: int) -> ReplyRow | None:
    """Return one reply."""
    return one_by(tx, ReplyRow, replies, id=reply_id)


def answers_to(tx: Tx, message_id: int) -> int:
    """Return how many replies to this message are posted, or may be."""
    posted = sa.and_(replies.c.message_id == message_id, replies.c.state.in_(("sending", "sent")))
    return int(tx.execute(sa.select(sa.func.count()).where(posted)).scalar_one())


def set_aside(tx: Tx, message_id: int) -> None:
    """Give superseded replies to this message names of their own, so that its run may plan another."""
    given_up = sa.and_(replies.c.message_id == message_id, replies.c.state == "superseded")
    aside = replies.c.run + ":withheld:" + sa.cast(replies.c.id, sa.Text)
    tx.execute(sa.update(replies).where(given_up, ~replies.c.run.contains(":withheld:")).values(run=aside))


def rate_reply(tx: Tx, reply_id: int, rating: int, comment: str | None, now: datetime) -> None:
    """Store what the requester thinks of a reply; a later rating replaces an earlier one."""
    update_row(tx, replies, reply_id, rating=rating, rating_comment=comment, rated_at=now)


def neighbouring_ratings(tx: Tx, case_id: int, reply_id: int) -> list[int]:
    """Return the ratings of the case's rated replies next to this one: the one before it and the one after it."""
    rated = sa.select(replies.c.rating).where(replies.c.case_id == case_id, replies.c.rating.is_not(None)).limit(1)
    before = rated.where(replies.c.id < reply_id).order_by(replies.c.id.desc())
    after = rated.where(replies.c.id > reply_id).order_by(replies.c.id)
    return [*tx.scalars(before), *tx.scalars(after)]
