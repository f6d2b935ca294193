"""Queries about where a person writes: the case a message belongs to there, and the turn they wrote last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage.database import Tx
from storage.lock_order import CASES, note_held
from storage.prepared import change_later, fetch, fetch_first
from storage.records import Case, MessageKey, TurnRow
from storage.sql import select
from storage.tables import PRIVATE_POST, cases, messages, posts, turns

DM_JOIN_AGE = timedelta(minutes=30)
_WIDTH = len(Case.__slots__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person writes: a channel (``root`` None), or a thread in it."""

    team_id: str
    channel: str
    root: str | None
    author: str

    @property
    def name(self) -> str:
        """What the place is called in the rows of turns."""
        return place_of(self.channel, self.root)


def place_of(channel: str, root: str | None) -> str:
    """Return the name of a channel, or of the thread ``root`` in it."""
    return channel if root is None else f"{channel}:{root}"


@dataclass(frozen=True, slots=True)
class Here:
    """A case that a message may belong to, and what its author wrote last at this place if that is in this case."""

    case: Case
    newest: TurnRow | None


def _equal(table: sa.FromClause, names: Iterable[str]) -> list[sa.ColumnElement[bool]]:
    return [table.c[name] == sa.bindparam(name) for name in names]


_NEWEST_HERE = (
    select(TurnRow, turns)
    .where(*_equal(turns, ("team_id", "place", "author")), turns.c.ready_at > sa.bindparam("since"))
    .order_by(turns.c.id.desc())
    .limit(1)
)
_NEWEST = _NEWEST_HERE.cte("newest")
_WITH_NEWEST = (
    select(Case, cases)
    .add_columns(*(_NEWEST.c[name] for name in TurnRow.__slots__))
    .outerjoin(_NEWEST, _NEWEST.c.case_id == cases.c.id)
)
_ITS_THREAD = cases.alias("its_thread")
_OF_THREAD = sa.select(_ITS_THREAD.c.id).where(*_equal(_ITS_THREAD, ("team_id", "channel", "thread_ts")))
_ITS_ROOT = [messages.c[name] == sa.bindparam(name) for name in ("team_id", "channel")]
_OF_ROOT = sa.select(messages.c.case_id).where(*_ITS_ROOT, messages.c.ts == sa.bindparam("thread_ts"))
_HERE = (
    _WITH_NEWEST.where(cases.c.id.in_(sa.union_all(_OF_THREAD, _OF_ROOT, sa.select(_NEWEST.c.case_id))))
    .order_by(cases.c.id)
    .with_for_update(key_share=True, of=cases)
)
_PERSON_ASKS = sa.case((sa.and_(cases.c.taken_over, cases.c.asked_at.is_not(None)), 0), else_=1)
_IN_DM = (
    _WITH_NEWEST.where(*_equal(cases, ("team_id", "channel")), cases.c.status != "resolved")
    .order_by(_PERSON_ASKS, cases.c.id.desc())
    .limit(1)
)
# The place, then the key of the message: two lines of one person are kept one after the other, in any process.
_WAIT = sa.text(
    "SELECT pg_advisory_xact_lock(hashtextextended(:place, 1)), pg_advisory_xact_lock(hashtextextended(:key, 0))"
)


def hold_place(tx: Tx, key: MessageKey, place: Place) -> None:
    """Let nobody else keep this message, or another line of this person here, until the transaction ends.

    On SQLite a transaction that writes is alone anyway.
    """
    if tx.dialect.name == "postgresql":
        where = f"{place.team_id}:{place.name}:{place.author}"
        change_later(tx, _WAIT, {"key": f"{key.team_id}:{key.channel}:{key.ts}", "place": where})


def cases_here(tx: Tx, place: Place, thread_ts: str, since: datetime) -> list[Here]:
    """Return the case of this thread or its first message, and that of what was written last at this place, all held.

    Only what they wrote after ``since``, or what still waits for more lines, counts.
    """
    by = {"team_id": place.team_id, "place": place.name, "author": place.author, "since": since}
    rows = fetch(tx, _HERE, {**by, "channel": place.channel, "thread_ts": thread_ts})
    note_held(tx, CASES, [row[0] for row in rows])
    return [_here(row) for row in rows]


def dm_case(tx: Tx, place: Place, since: datetime) -> Here | None:
    """Return the newest unresolved case of a direct message, not held, and what was written last; as ``cases_here``.

    One in which a person has asked something comes first.
    """
    by = {"team_id": place.team_id, "place": place.name, "author": place.author, "since": since}
    row = fetch_first(tx, _IN_DM, {**by, "channel": place.channel})
    return None if row is None else _here(row)


def newest_here(tx: Tx, place: Place, since: datetime) -> TurnRow | None:
    """Return what was written last at this place, in whichever case it is; as ``cases_here``."""
    by = {"team_id": place.team_id, "place": place.name, "author": place.author, "since": since}
    row = fetch_first(tx, _NEWEST_HERE, by)
    return None if row is None else TurnRow(*row)


@dataclass(frozen=True, slots=True)
class ToldAlone:
    """That something about a case, which is not this direct message's, was told here."""

    case_id: int
    sent_at: datetime


_TOLD = (
    sa.select(posts.c.case_id, posts.c.sent_at)
    .join(cases, cases.c.id == posts.c.case_id)
    .where(sa.text(f"posts.{PRIVATE_POST}"), *_equal(posts, ("team_id", "channel")))
    .where(posts.c.state == "sent", cases.c.status != "resolved", cases.c.requester == sa.bindparam("author"))
    .order_by(posts.c.id.desc())
    .limit(1)
)
_TOLD_LATELY = _TOLD.where(posts.c.sent_at >= sa.bindparam("since"))
_TOLD_THERE = _TOLD.where(posts.c.ts == sa.bindparam("root"))


def told_alone(tx: Tx, place: Place, since: datetime | None) -> ToldAlone | None:
    """Return the unresolved case of a channel about which its requester was told here alone.

    ``since``: when that was at the earliest; None: it was told in the message under which they write.
    """
    by = {"team_id": place.team_id, "channel": place.channel, "author": place.author}
    found = _TOLD_THERE if since is None else _TOLD_LATELY
    row = fetch_first(tx, found, {**by, "root": place.root} if since is None else {**by, "since": since})
    return None if row is None else ToldAlone(*row)


def _here(row: Any) -> Here:  # noqa: ANN401 - a row of either statement
    return Here(Case(*row[:_WIDTH]), None if row[_WIDTH] is None else TurnRow(*row[_WIDTH:]))
