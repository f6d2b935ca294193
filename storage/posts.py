"""Queries about posts, the outbox: what we say without being asked (results, cards, reminders), each exactly once."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.database import Tx
from storage.records import Post
from storage.sql import insert_new, many, many_by, one_by, select, update_row
from storage.tables import posts

_OWED = sa.text("state IN ('planned', 'sending')")  # to the letter as in the partial index, so that it is used


def plan_post(tx: Tx, values: dict[str, Any]) -> Post:
    """Store a post that shall be made, or return the one with this key that exists already.

    ``values``: team_id, key, kind, channel, body, created_at, and case_id or set_id, thread_ts where there are any.
    """
    insert_new(tx, posts, {"state": "planned", **values})
    found = one_by(tx, Post, posts, team_id=values["team_id"], key=values["key"])
    assert found is not None  # noqa: S101 - inserted a moment ago, or known before
    return found


def get_post(tx: Tx, post_id: int) -> Post | None:
    """Return one post."""
    return one_by(tx, Post, posts, id=post_id)


def post_at(tx: Tx, team_id: str, key: str) -> Post | None:
    """Return the post with this key."""
    return one_by(tx, Post, posts, team_id=team_id, key=key)


def owed_posts(tx: Tx, limit: int = 1000, after_id: int = 0, kinds: Collection[str] = ()) -> list[Post]:
    """Return posts that are planned or on their way, oldest first, after the row ``after_id``; of these ``kinds``."""
    query = select(Post, posts).where(_OWED, posts.c.id > after_id)
    query = query.where(posts.c.kind.in_(sorted(kinds))) if kinds else query
    return many(tx, Post, query.order_by(posts.c.id).limit(limit))


def posts_of_set(tx: Tx, set_id: int) -> list[Post]:
    """Return the posts about a FAQ set, oldest first."""
    return many_by(tx, Post, posts, set_id=set_id)


def posts_of_case(tx: Tx, case_id: int) -> list[Post]:
    """Return the posts about a case, oldest first."""
    return many_by(tx, Post, posts, case_id=case_id)


def claim_post(tx: Tx, post_id: int) -> bool:
    """Move planned → sending; False if it is not planned any more."""
    statement = sa.update(posts).where(posts.c.id == post_id, posts.c.state == "planned")
    return bool(tx.execute(statement.values(state="sending")).rowcount)


def unclaim_post(tx: Tx, post_id: int) -> None:
    """Move sending → planned: the attempt is known not to have reached Slack."""
    statement = sa.update(posts).where(posts.c.id == post_id, posts.c.state == "sending")
    tx.execute(statement.values(state="planned"))


def move_post(tx: Tx, post_id: int, channel: str) -> None:
    """Let a post go to another channel."""
    update_row(tx, posts, post_id, channel=channel)


def keep_body(tx: Tx, post_id: int, body: dict[str, Any]) -> None:
    """Replace what a post is written from."""
    update_row(tx, posts, post_id, body=body)


def mark_posted(tx: Tx, post_id: int, channel: str, ts: str, now: datetime) -> None:
    """Note that it was posted, at ``channel`` and ``ts``."""
    update_row(tx, posts, post_id, state="sent", channel=channel, ts=ts, sent_at=now)


def mark_refused(tx: Tx, post_id: int) -> None:
    """Note that Slack will never take it."""
    update_row(tx, posts, post_id, state="refused")


def drop_posts(tx: Tx, *which: sa.ColumnElement[bool]) -> None:
    """Erase what these posts are written from; one that is not posted yet never will be."""
    owed = posts.c.state.in_(("planned", "sending"))
    tx.execute(sa.update(posts).where(*which).values(body={}, state=sa.case((owed, "refused"), else_=posts.c.state)))
