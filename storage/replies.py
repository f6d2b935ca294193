"""Queries about replies: the posts that answer a message. How they get from state to state stands in ``posts.py``."""

from datetime import datetime

import sqlalchemy as sa

from storage.database import Tx
from storage.posts import REPLY, STAFF_REPLY, move
from storage.prepared import fetch, fetch_first
from storage.records import Post
from storage.sql import one_by, select, update_row
from storage.tables import OWED_POST, posts

_IS_REPLY = posts.c.kind == REPLY
_TO = sa.and_(posts.c.message_id == sa.bindparam("message_id"), _IS_REPLY)
_UNFINISHED = select(Post, posts).where(_TO, sa.text(OWED_POST)).order_by(posts.c.id.desc()).limit(1)
_STANDS = sa.and_(_TO, posts.c.state == "sent", posts.c.ts.is_not(None))
_STANDING = select(Post, posts).where(_STANDS).order_by(posts.c.id.desc()).limit(1)
_OF_RUN = posts.c.key == sa.bindparam("key")
_AT_HAND = (
    select(Post, posts).where(_TO, sa.or_(_OF_RUN, sa.text(OWED_POST))).order_by(_OF_RUN.desc(), posts.c.id.desc())
)
_AT_HAND = _AT_HAND.limit(1)
_IN_CASE = select(Post, posts).where(posts.c.case_id == sa.bindparam("case_id"), _IS_REPLY)
_NEWEST = _IN_CASE.order_by(posts.c.id.desc()).limit(sa.bindparam("limit"))
_NEWEST_SENT = _NEWEST.where(posts.c.state == "sent")
_STAFF_ON_THEIR_WAY = (
    select(Post, posts)
    .where(posts.c.case_id == sa.bindparam("case_id"), posts.c.kind == STAFF_REPLY, sa.text(OWED_POST))
    .order_by(posts.c.id)
    .limit(sa.bindparam("limit"))
)
_POSTED = sa.select(sa.func.count()).where(_TO, posts.c.state.in_(("sending", "sent")))


def staff_replies_on_their_way(tx: Tx, case_id: int, limit: int) -> list[Post]:
    """Return what staff have said from the case and Slack has not taken yet, oldest first."""
    return [Post(*row) for row in fetch(tx, _STAFF_ON_THEIR_WAY, {"case_id": case_id, "limit": limit})]


def key_of(run: str) -> str:
    """Return the key of the post that is the reply of a run."""
    return f"{REPLY}:{run}"


def run_of(reply: Post) -> str:
    """Return the run whose reply this is."""
    return reply.key.removeprefix(f"{REPLY}:")


def reply_at_hand(tx: Tx, message_id: int, run: str) -> Post | None:
    """Return the reply of a run to this message; else the newest to any text of it that is planned or on its way."""
    row = fetch_first(tx, _AT_HAND, {"message_id": message_id, "key": key_of(run)})
    return None if row is None else Post(*row)


def unfinished_of(tx: Tx, message_id: int) -> Post | None:
    """Return a reply to any text of this message that is planned or on its way; the newest."""
    row = fetch_first(tx, _UNFINISHED, {"message_id": message_id})
    return None if row is None else Post(*row)


def standing_answer(tx: Tx, message_id: int) -> Post | None:
    """Return the newest reply to this message that stands in Slack."""
    row = fetch_first(tx, _STANDING, {"message_id": message_id})
    return None if row is None else Post(*row)


def replies_of(tx: Tx, case_id: int) -> list[Post]:
    """Return the replies of a case, oldest first."""
    return [Post(*row) for row in tx.execute(_IN_CASE.order_by(posts.c.id), {"case_id": case_id})]


def newest_replies(tx: Tx, case_id: int, limit: int) -> list[Post]:
    """Return the newest ``limit`` replies of a case in any state, oldest first."""
    return [Post(*row) for row in fetch(tx, _NEWEST, {"case_id": case_id, "limit": limit})][::-1]


def newest_sent(tx: Tx, case_id: int, limit: int) -> list[Post]:
    """Return the newest ``limit`` replies of a case that are in its thread, newest first."""
    return [Post(*row) for row in fetch(tx, _NEWEST_SENT, {"case_id": case_id, "limit": limit})]


def get_reply(tx: Tx, number: int) -> Post | None:
    """Return the reply that a button names: by its row's id, or by the number it had while replies had a table.

    No number is both: rows that became posts got ids after all of those numbers.
    """
    return one_by(tx, Post, posts, reply_id=number) or one_by(tx, Post, posts, id=number, kind=REPLY)


def answers_to(tx: Tx, message_id: int) -> int:
    """Return how many replies to this message are posted, or may be."""
    return int(tx.execute(_POSTED, {"message_id": message_id}).scalar_one())


def supersede_planned(tx: Tx, message_id: int) -> None:
    """Give up replies to this message that wait to be sent; one on its way may be posted already."""
    move(tx, sa.and_(posts.c.message_id == message_id, _IS_REPLY, posts.c.state == "planned"), "superseded")


def set_aside(tx: Tx, message_id: int) -> None:
    """Give replies to this message that were given up keys of their own, so that its run may plan another."""
    given_up = sa.and_(posts.c.message_id == message_id, _IS_REPLY, posts.c.state.in_(("superseded", "refused")))
    aside = posts.c.key + ":withheld:" + sa.cast(posts.c.id, sa.Text)
    tx.execute(sa.update(posts).where(given_up, ~posts.c.key.contains(":withheld:")).values(key=aside))


def rate_reply(tx: Tx, reply_id: int, rating: int, comment: str | None, now: datetime) -> None:
    """Store what the requester thinks of a reply, or of a resolution; a later rating replaces an earlier one."""
    update_row(tx, posts, reply_id, rating=rating, rating_comment=comment, rated_at=now)


def neighbouring_ratings(tx: Tx, case_id: int, reply_id: int) -> list[int]:
    """Return the ratings of the case's rated replies next to this one: the one before it and the one after it."""
    its_replies = (posts.c.case_id == case_id, _IS_REPLY)
    rated = sa.select(posts.c.rating).where(*its_replies, posts.c.rating.is_not(None)).limit(1)
    before = rated.where(posts.c.id < reply_id).order_by(posts.c.id.desc())
    after = rated.where(posts.c.id > reply_id).order_by(posts.c.id)
    return [*tx.scalars(before), *tx.scalars(after)]
