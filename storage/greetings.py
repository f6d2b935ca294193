"""Who greeted the desk in which thread: what they write there next is meant for it. No words."""

from datetime import datetime

import sqlalchemy as sa

from storage.database import Tx
from storage.prepared import fetch
from storage.records import MessageKey
from storage.sql import insert_new
from storage.tables import greetings

_IN = [greetings.c[name] == sa.bindparam(name) for name in ("team_id", "channel", "thread_ts")]
_WHO = sa.select(greetings.c.author, greetings.c.called).where(*_IN)


def keep_greeting(tx: Tx, root: MessageKey, author: str, now: datetime, *, called: bool) -> None:
    """Note a greeting in the thread of ``root``; ``called``: by the desk's name. Repeats change nothing."""
    values = {"team_id": root.team_id, "channel": root.channel, "thread_ts": root.ts, "author": author}
    insert_new(tx, greetings, {**values, "called": called, "kept_at": now})
    if called:
        same = [greetings.c[name] == value for name, value in values.items()]
        tx.execute(sa.update(greetings).where(*same).values(called=True))


def greeted_in(tx: Tx, root: MessageKey) -> dict[str, bool]:
    """Return who greeted the desk in this thread, and whether by its name."""
    rows = fetch(tx, _WHO, {"team_id": root.team_id, "channel": root.channel, "thread_ts": root.ts})
    return {author: bool(called) for author, called in rows}


def drop_uncalled(tx: Tx, root: MessageKey, but: str) -> None:
    """Drop whoever greeted there without the desk's name, ``but`` this one."""
    its = (greetings.c.team_id == root.team_id, greetings.c.channel == root.channel, greetings.c.thread_ts == root.ts)
    tx.execute(sa.delete(greetings).where(*its, greetings.c.called.is_(False), greetings.c.author != but))


def drop_thread(tx: Tx, root: MessageKey) -> None:
    """Drop what is noted of a thread whose first message is deleted."""
    its = (greetings.c.team_id == root.team_id, greetings.c.channel == root.channel, greetings.c.thread_ts == root.ts)
    tx.execute(sa.delete(greetings).where(*its))


def forget_author(tx: Tx, team_id: str, user: str) -> None:
    """Drop what is noted of a person."""
    tx.execute(sa.delete(greetings).where(greetings.c.team_id == team_id, greetings.c.author == user))


def drop_before(tx: Tx, before: datetime) -> None:
    """Drop what was noted before that time."""
    tx.execute(sa.delete(greetings).where(greetings.c.kept_at < before))
