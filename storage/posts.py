"""Queries about posts, the outbox: all that we post, each exactly once. Every change of state is a conditional update.

Replies, which answer a message, have more questions of their own: ``storage/replies.py``.
"""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from storage.database import Tx
from storage.executors import Claimant, LeaseLost, holds_lease, is_there, may_act
from storage.prepared import change, change_later, fetch
from storage.records import Post, PostState
from storage.sql import insert_new, many, one_by, one_of, select, update_row, update_state
from storage.states import POST
from storage.tables import IN_STAFF_CHANNEL, OWED_POST, posts

REPLY = "reply"  # the kind of post that answers a message
PRIVATE_REPLY = "private_reply"  # shows a reply, ``body["post"]``, to its reader alone
STAFF_REPLY = "staff_reply"  # what a member of staff says through us
REWRITE = "rewrite"  # the kind that shows another post, ``body["post"]``, as its row is now: chat.update, owed like any
_IN_CASE = (posts.c.case_id == sa.bindparam("case_id"), posts.c.kind != REPLY)
_OF_CASE = select(Post, posts).where(*_IN_CASE).order_by(posts.c.id)


def plan_post(tx: Tx, values: dict[str, Any]) -> Post:
    """Store a post that shall be made, or return the one with this key that exists already.

    ``values``: team_id, key, kind, channel, body, created_at, and case_id or set_id, thread_ts where there are any.
    """
    found = plan_new(tx, {"state": "planned", **values}) or post_at(tx, values["team_id"], values["key"])
    assert found is not None  # noqa: S101 - inserted a moment ago, or known before
    return found


def private_key(reply: Post) -> str:
    """Return the key of the post that shows a reply to its reader alone."""
    return f"private:{reply.id}"


def plan_new(tx: Tx, values: dict[str, Any]) -> Post | None:
    """Store a post in the state that ``values`` say, and return it; None if there is one with this key already."""
    post_id = insert_new(tx, posts, values)
    blank = {"case_id": None, "set_id": None, "thread_ts": None, "ts": None, "sent_at": None}
    return None if post_id is None else Post(**{**blank, **values, "id": post_id})


def plan_rewrite(tx: Tx, post: Post, key: str, now: datetime) -> Post:
    """Owe it that a post which stands, or is on its way, is shown as its row is now; ``key`` names why, for ever."""
    values = {"team_id": post.team_id, "key": key, "kind": REWRITE, "case_id": post.case_id, "channel": post.channel}
    return plan_post(tx, {**values, "thread_ts": post.thread_ts, "body": {"post": post.id}, "created_at": now})


def get_post(tx: Tx, post_id: int) -> Post | None:
    """Return one post."""
    return one_by(tx, Post, posts, id=post_id)


def post_at(tx: Tx, team_id: str, key: str) -> Post | None:
    """Return the post with this key."""
    return one_by(tx, Post, posts, team_id=team_id, key=key)


def owed_posts(tx: Tx, kinds: Collection[str] = (), limit: int = 1000, team_id: str | None = None) -> list[Post]:
    """Return posts that are planned or on their way, oldest first; of these ``kinds``, of this team."""
    query = select(Post, posts).where(sa.text(OWED_POST))
    query = query.where(posts.c.team_id == team_id) if team_id is not None else query
    query = query.where(posts.c.kind.in_(sorted(kinds))) if kinds else query
    return many(tx, Post, query.order_by(posts.c.id).limit(limit))


def case_of_staff_post(tx: Tx, team_id: str, channel: str, ts: str) -> int | None:
    """Return the row id of the case that the card, reminder or warning at ``ts`` is about; None: there is none."""
    there = (sa.text(IN_STAFF_CHANNEL), posts.c.channel == channel, posts.c.ts == ts, posts.c.team_id == team_id)
    return tx.scalar(sa.select(posts.c.case_id).where(*there))


def oldest_on_its_way(tx: Tx, team_id: str, channel: str) -> datetime | None:
    """Return when the oldest card, reminder or warning was planned that may stand in ``channel`` without our knowing.

    None: there is none.
    """
    sending = (sa.text(OWED_POST), posts.c.state == "sending", sa.text(IN_STAFF_CHANNEL), posts.c.channel == channel)
    query = sa.select(posts.c.created_at).where(*sending, posts.c.team_id == team_id)
    oldest: datetime | None = tx.scalar(query.order_by(posts.c.id).limit(1))
    return oldest


def posts_of_set(tx: Tx, set_id: int) -> list[Post]:
    """Return the posts about a FAQ set, oldest first."""
    return many(tx, Post, select(Post, posts).where(posts.c.set_id == set_id).order_by(posts.c.id))


def posts_of_case(tx: Tx, case_id: int) -> list[Post]:
    """Return the posts about a case, oldest first, without the replies in it."""
    return [Post(*row) for row in fetch(tx, _OF_CASE, {"case_id": case_id})]


def claim_post(tx: Tx, post: Post, by: str | Claimant, now: datetime) -> bool:
    """Move a post from how it was seen to sending, for the process ``by``; False if another process was faster.

    Where a process needs a lease for it, nobody takes a post from another that is there.

    Raises
    ------
    LeaseLost
        This process has not renewed its lease in time.
    """
    claimant = by if isinstance(by, Claimant) else Claimant.called(by)
    seen = (posts.c.state == post.state, posts.c.claimed_at.is_not_distinct_from(post.claimed_at))
    which = sa.and_(posts.c.id == post.id, *seen, may_act(claimant))
    if claimant.lease_s is not None:
        of_another = sa.and_(posts.c.claimed_by.is_not(None), posts.c.claimed_by != claimant.name)
        which = sa.and_(which, ~sa.and_(of_another, is_there(posts.c.claimed_by)))
    if move(tx, which, "sending", claimed_by=claimant.name, claimed_at=now):
        return True
    if not holds_lease(tx, claimant):
        raise LeaseLost
    return False


def unclaim_post(tx: Tx, post_id: int, by: str) -> None:
    """Move sending → planned: the attempt of the process ``by`` is known not to have reached Slack."""
    move(tx, _is_claimed(post_id, by), "planned", claimed_by=None, claimed_at=None)


def is_of_another(tx: Tx, post_id: int, by: str) -> bool:
    """Say whether another process than ``by`` has claimed it since."""
    return tx.scalar(sa.select(posts.c.id).where(posts.c.id == post_id, posts.c.claimed_by != by)) is not None


def mark_posted(tx: Tx, post_id: int, channel: str, ts: str, now: datetime, by: str | None = None) -> bool:
    """Note that it stands in Slack, at ``channel`` and ``ts``; False if another process than ``by`` has claimed it."""
    sent = {"state": "sent", "channel": channel, "ts": ts, "sent_at": now}
    if by is None:
        update_state(tx, POST, posts.c.state, post_id, **sent)
        return True
    if change(tx, _SENT_BY, {"row_id": post_id, "by": by, **sent}):
        return True
    if not is_of_another(tx, post_id, by):
        update_state(tx, POST, posts.c.state, post_id, **sent)  # which says what is wrong
        return True
    return False


def supersede(tx: Tx, post_id: int) -> None:
    """Give up a post that nobody wants any more; nothing if it is settled already."""
    _move_one(tx, post_id, "superseded")


def mark_refused(tx: Tx, post_id: int) -> None:
    """Note that Slack will never take it."""
    _move_one(tx, post_id, "refused")


def move(tx: Tx, which: sa.ColumnElement[bool], to: PostState, **values: Any) -> int:  # noqa: ANN401 - column values
    """Move those of these posts that may go to ``to`` there; return how many did."""
    return int(tx.execute(sa.update(posts).where(which, _may_go(to)).values(state=to, **values)).rowcount)


def _move_one(tx: Tx, post_id: int, to: PostState, **values: Any) -> None:  # noqa: ANN401 - column values
    change_later(tx, _update_one(to), {"row_id": post_id, "state": to, **values})


@cache
def _update_one(to: PostState) -> sa.Update:
    return sa.update(posts).where(posts.c.id == sa.bindparam("row_id"), one_of(posts.c.state, POST.may_become(to)))


def _is_claimed(post_id: int, by: str) -> sa.ColumnElement[bool]:
    return sa.and_(posts.c.id == post_id, posts.c.claimed_by == by)


def _may_go(to: PostState) -> sa.ColumnElement[bool]:
    return posts.c.state.in_(sorted(POST.may_become(to)))


def keep_body(tx: Tx, post_id: int, body: dict[str, Any]) -> None:
    """Replace what a post is written from."""
    update_row(tx, posts, post_id, body=body)


def drop_posts(tx: Tx, *which: sa.ColumnElement[bool]) -> None:
    """Erase what these posts, which are no replies, are written from; one that is not posted yet never will be."""
    mine = sa.and_(*which, posts.c.kind != REPLY)
    move(tx, mine, "refused")
    tx.execute(sa.update(posts).where(mine).values(body={}, rating_comment=None))


_OURS = sa.or_(posts.c.claimed_by == sa.bindparam("by"), posts.c.claimed_by.is_(None))
_MAY_BE_SENT = one_of(posts.c.state, POST.may_become("sent"))
_SENT_BY = sa.update(posts).where(posts.c.id == sa.bindparam("row_id"), _OURS, _MAY_BE_SENT)
