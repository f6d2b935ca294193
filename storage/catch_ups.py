"""Queries about what was said while no desk listened: which places have to be read, and how far that is. No words.

A Slack ``ts`` is text; those of today have as many digits before the point as each other, so the later is the greater.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.database import Tx
from storage.errors import Transient
from storage.executors import all_executors
from storage.places import place_of
from storage.posts import REPLY
from storage.sql import insert_new, many, select, update_row
from storage.tables import cases, catch_ups, chores, messages, posts, turns

ALL_DMS = ""  # as a channel: the list of direct messages, which Slack is asked for
MOST_DMS, MOST_THREADS = 200, 50  # the newest
LIVES_S = 30.0  # a process that has renewed its lease within this time listens
REMEMBERED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class CatchUp:
    """A place to be read: a channel, or a thread in it (``thread_ts``, else "").

    ``after_ts``: what is older was heard. ``read_to``: how far it was read, of a channel backwards, of a thread
    forwards; None: not at all. ``found``: messages that were kept; ``listed``: those that people have to answer.
    """

    id: int
    team_id: str
    channel: str
    thread_ts: str
    after_ts: str
    read_to: str | None
    found: int
    listed: int
    noted_at: datetime
    done_at: datetime | None
    problem: str | None

    @property
    def is_unread(self) -> bool:
        """Whether nothing of it was read yet."""
        return self.done_at is None and self.read_to is None


def to_ts(when: datetime) -> str:
    """Return a time as Slack writes it."""
    return f"{when.timestamp():.6f}"


def others_listen(tx: Tx) -> bool:
    """Say whether another process has listened all the time; on SQLite there is none."""
    if tx.dialect.name != "postgresql":
        return False
    return sum(one.age_s <= LIVES_S and not one.is_over for one in all_executors(tx)) > 1


def note_gap(tx: Tx, team_id: str, channels: Iterable[str], now: datetime, longest: timedelta) -> int:
    """Note what has to be read since the desk listened last; return how many places that is.

    ``channels``: the support channels; to these come the direct messages and the threads of unresolved cases that are
    known here. A place is read from its last kept message on, or from the last sign of life of a desk; never from
    longer ago than ``longest``, and not at all where no desk was there before.
    """
    _forget_old(tx, now)
    lived = _last_sign_of_life(tx, team_id)
    earliest = to_ts(now - longest)
    places = [(channel, "", _newest_in(tx, team_id, channel)) for channel in (*sorted(channels), *_dms(tx, team_id))]
    places += _threads(tx, team_id, now - longest)
    noted = 0
    for channel, thread_ts, newest in places:
        heard = newest or lived
        if heard is not None:
            noted += _add_after(tx, (team_id, channel, thread_ts), max(heard, earliest), now)
    if lived is not None:
        noted += _add_after(tx, (team_id, ALL_DMS, ""), max(lived, earliest), now)
    return noted


def note_missed(  # noqa: PLR0913, PLR0917 - whose gap, where, from when to when
    tx: Tx,
    team_id: str,
    channels: Iterable[str],
    more: Iterable[tuple[str, str]],
    since: datetime,
    now: datetime,
    longest: timedelta,
) -> int:
    """Note what has to be read because a desk that is there has missed it since then; return how many places are new.

    As ``note_gap``, but from ``since`` on whatever was kept later. ``more``: further channels, and threads in them.
    """
    _forget_old(tx, now)
    after_ts = to_ts(max(since, now - longest))
    places = [(channel, "") for channel in (*sorted(channels), *_dms(tx, team_id), ALL_DMS)]
    places += [(channel, thread_ts) for channel, thread_ts, _ in _threads(tx, team_id, now - longest)]
    places += sorted(more)
    return sum(_add_missed(tx, (team_id, *place), after_ts, now) for place in dict.fromkeys(places))


def _forget_old(tx: Tx, now: datetime) -> None:
    tx.execute(sa.delete(catch_ups).where(catch_ups.c.done_at < now - REMEMBERED))


def _last_sign_of_life(tx: Tx, team_id: str) -> str | None:
    """Return when a desk did a chore last, or began to serve: each minute it does one."""
    mine = chores.c.team_id == team_id
    ran, began = tx.execute(
        sa.select(sa.func.max(chores.c.ran_at), sa.func.max(chores.c.serving_since)).where(mine)
    ).one()
    times = [to_ts(when) for when in (ran, began) if when is not None]
    return max(times) if times else None


def _newest_in(tx: Tx, team_id: str, channel: str) -> str | None:
    its = (messages.c.team_id == team_id, messages.c.channel == channel)
    newest: str | None = tx.scalar(sa.select(sa.func.max(messages.c.ts)).where(*its))
    return newest


def _dms(tx: Tx, team_id: str) -> list[str]:
    """Return the direct messages in which there are cases, the newest first."""
    query = sa.select(cases.c.channel).where(cases.c.team_id == team_id, cases.c.is_dm)
    return list(tx.scalars(query.group_by(cases.c.channel).order_by(sa.func.max(cases.c.id).desc()).limit(MOST_DMS)))


def _threads(tx: Tx, team_id: str, since: datetime) -> list[tuple[str, str, str | None]]:
    """Return the threads in which the newest unresolved cases stand, and what was kept of each case last."""
    mine = (cases.c.team_id == team_id, cases.c.status != "resolved", cases.c.updated_at >= since)
    query = sa.select(cases.c.id, cases.c.channel, cases.c.thread_ts).where(*mine).order_by(cases.c.id.desc())
    found: list[tuple[str, str, str | None]] = []
    for case_id, channel, thread_ts in tx.execute(query.limit(MOST_THREADS)).all():
        newest = tx.scalar(sa.select(sa.func.max(messages.c.ts)).where(messages.c.case_id == case_id))
        answered = sa.select(posts.c.thread_ts).where(posts.c.case_id == case_id, posts.c.kind == REPLY)
        threads = {thread_ts, *tx.scalars(answered.order_by(posts.c.id.desc()).limit(1))} - {None}
        found += [(channel, thread, newest) for thread in sorted(threads)]
    return found


def _add_after(tx: Tx, place: tuple[str, str, str], after_ts: str, now: datetime) -> int:
    """Note that a place has to be read; nothing if it waits to be read anyway, and what was read before is left out."""
    before = _newest_of(tx, place)
    if before is not None and before.is_unread:
        return 0
    if before is not None:
        after_ts = max(after_ts, to_ts(before.noted_at))
    return int(add(tx, *place, after_ts, now))


def _add_missed(tx: Tx, place: tuple[str, str, str], after_ts: str, now: datetime) -> int:
    """Note that a place has to be read after ``after_ts``, or up to now if it waits to be read from there on anyway."""
    before = _newest_of(tx, place)
    if before is not None and before.after_ts <= after_ts:
        if before.is_unread:
            update_row(tx, catch_ups, before.id, noted_at=now)
            return 0
        after_ts = max(after_ts, to_ts(before.noted_at))
    return int(add(tx, *place, after_ts, now))


def _newest_of(tx: Tx, place: tuple[str, str, str]) -> CatchUp | None:
    """Return the row of a place that was noted last."""
    its = [column == value for column, value in zip(_PLACE, place, strict=True)]
    query = select(CatchUp, catch_ups).where(*its).order_by(catch_ups.c.id.desc()).limit(1)
    return next(iter(many(tx, CatchUp, query)), None)


_PLACE = (catch_ups.c.team_id, catch_ups.c.channel, catch_ups.c.thread_ts)


def add(tx: Tx, team_id: str, channel: str, thread_ts: str, after_ts: str, now: datetime) -> bool:
    """Note that a place has to be read after ``after_ts``; False if that is noted already."""
    row = {"team_id": team_id, "channel": channel, "thread_ts": thread_ts, "after_ts": after_ts, "noted_at": now}
    return insert_new(tx, catch_ups, {**row, "found": 0, "listed": 0}) is not None


def add_unknown_dms(tx: Tx, of_list: CatchUp, channels: Iterable[str]) -> None:
    """Note those direct messages that are not noted already, for the gap that the list of them is of."""
    is_noted = sa.or_(catch_ups.c.done_at.is_(None), catch_ups.c.noted_at == of_list.noted_at)
    noted = sa.select(catch_ups.c.channel).where(catch_ups.c.team_id == of_list.team_id, is_noted)
    for channel in sorted(set(channels) - set(tx.scalars(noted))):
        # What was kept there last may have come after the gap, from somebody who wrote for the first time in it.
        _add_after(tx, (of_list.team_id, channel, ""), of_list.after_ts, of_list.noted_at)


def next_place(tx: Tx, team_id: str) -> CatchUp | None:
    """Return the place that is to be read next: channels, then direct messages, then threads, as they were noted."""
    owed = (catch_ups.c.team_id == team_id, catch_ups.c.done_at.is_(None))
    order = (catch_ups.c.thread_ts != "", catch_ups.c.id)
    return next(iter(many(tx, CatchUp, select(CatchUp, catch_ups).where(*owed).order_by(*order).limit(1))), None)


def note_read(tx: Tx, place: CatchUp, read_to: str, found: int, listed: int) -> CatchUp:
    """Note how far a place was read, and what was kept of it; return the row as it is then.

    Raises
    ------
    Transient
        The gap went on meanwhile: it has to be read again.
    """
    found, listed = place.found + found, place.listed + listed
    _update(tx, place, {"read_to": read_to, "found": found, "listed": listed})
    return replace(place, read_to=read_to, found=found, listed=listed)


def finish(tx: Tx, place: CatchUp, now: datetime, problem: str | None = None) -> None:
    """Note that a place was read, or why it cannot be; raises as ``note_read``."""
    _update(tx, place, {"done_at": now, "problem": problem})


def _update(tx: Tx, place: CatchUp, values: Mapping[str, object]) -> None:
    its = (catch_ups.c.id == place.id, catch_ups.c.noted_at == place.noted_at)
    if not tx.execute(sa.update(catch_ups).where(*its).values(**values)).rowcount:
        msg = "the gap went on while it was read"
        raise Transient(msg, 0.0)


def kept_of(tx: Tx, team_id: str, channel: str, stamps: Iterable[str]) -> set[str]:
    """Return which of these messages are kept."""
    its = (messages.c.team_id == team_id, messages.c.channel == channel, messages.c.ts.in_(sorted(stamps)))
    return set(tx.scalars(sa.select(messages.c.ts).where(*its)))


def threads_of(tx: Tx, team_id: str, channel: str, stamps: Iterable[str]) -> set[str]:
    """Return in which of these messages' threads something is kept that was said to the desk."""
    named = {place_of(channel, ts): ts for ts in stamps}
    its = (turns.c.team_id == team_id, turns.c.place.in_(sorted(named)))
    return {named[place] for place in tx.scalars(sa.select(turns.c.place).where(*its).distinct())}


@dataclass(frozen=True, slots=True)
class LastGap:
    """How the reading of what was said during the last gap gets on. ``unread``: places; ``problems``: of those read."""

    since: str
    until: datetime
    unread: int
    read: int
    found: int
    listed: int
    problems: tuple[str, ...]


def last_gap(tx: Tx) -> LastGap | None:
    """Return the newest gap, with what is left of those before it; None: there was none lately."""
    newest = tx.scalar(sa.select(sa.func.max(catch_ups.c.noted_at)))
    if newest is None:
        return None
    rows = many(tx, CatchUp, select(CatchUp, catch_ups).where(catch_ups.c.channel != ALL_DMS).order_by(catch_ups.c.id))
    its = [row for row in rows if row.done_at is None or row.noted_at == newest]
    if not its:
        return None
    problems = sorted({f"{row.channel}: {row.problem}" for row in its if row.problem})
    return LastGap(
        since=min(row.after_ts for row in its),
        until=newest,
        unread=sum(row.done_at is None for row in its),
        read=sum(row.done_at is not None for row in its),
        found=sum(row.found for row in its),
        listed=sum(row.listed for row in its),
        problems=tuple(problems),
    )
