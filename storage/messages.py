"""Queries about kept messages: keep once, edit, delete. What is owed an answer stands in ``turns.py``."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage import search
from storage.cases import hold_cases
from storage.database import Tx
from storage.prepared import fetch
from storage.records import AuthorKind, Case, Message, MessageKey
from storage.sql import insert_new, newest_of_case, one_by, select, update_row
from storage.tables import messages, timeline

_EARLIER = (messages.c.case_id == sa.bindparam("case_id"), messages.c.ts < sa.bindparam("ts"), messages.c.text != "")
_BEFORE = select(Message, messages).where(*_EARLIER).order_by(messages.c.id.desc()).limit(sa.bindparam("limit"))


_FIRST = (
    sa.select(messages)
    .where(messages.c.case_id == sa.bindparam("case_id"), messages.c.author_kind == "customer")
    .order_by(messages.c.deleted_at.is_not(None), messages.c.ts)
    .limit(1)
)


def keep_message(tx: Tx, values: dict[str, Any], case: Case | None = None, *, is_first: bool = False) -> int | None:
    """Store a message; return its row id, or None if this (team, channel, ts) is kept already.

    ``case``: its case, if the caller holds it and has the row; ``is_first``: no message of it is kept yet.
    """
    message_id = insert_new(tx, messages, values)
    if message_id is not None and case is not None:
        search.index_held(tx, case, [values["text"]] if is_first else None)
    elif message_id is not None:
        search.index_case(tx, values["case_id"])
    return message_id


def _is(key: MessageKey) -> sa.ColumnElement[bool]:
    return sa.and_(messages.c.team_id == key.team_id, messages.c.channel == key.channel, messages.c.ts == key.ts)


def get_message(tx: Tx, key: MessageKey) -> Message | None:
    """Return the kept message, or None."""
    return one_by(tx, Message, messages, team_id=key.team_id, channel=key.channel, ts=key.ts)


def get_held(tx: Tx, key: MessageKey) -> Message | None:
    """Return the kept message as it is once nobody else changes its case any more until this transaction ends."""
    found = get_message(tx, key)
    if found is None:
        return None
    hold_cases(tx, [found.case_id])
    return get_message(tx, key) if tx.dialect.name == "postgresql" else found


def edit_message(tx: Tx, key: MessageKey, text: str, edited_ts: str) -> bool:
    """Replace the text unless a newer edit or a deletion is there; say whether the text changed.

    An edit back to the same text counts as newer, too: one before it that comes late does not replace it.
    """
    newer = sa.or_(messages.c.edited_ts.is_(None), messages.c.edited_ts < edited_ts)
    statement = sa.update(messages).where(_is(key), messages.c.deleted_at.is_(None), newer)
    changed = tx.execute(statement.where(messages.c.text != text).values(text=text, edited_ts=edited_ts)).rowcount
    if not changed:
        tx.execute(statement.values(edited_ts=edited_ts))
    return bool(changed)


def erase_message(tx: Tx, key: MessageKey, now: datetime) -> bool:
    """Erase the text of a deleted message and the names of its files. Say whether there was one."""
    statement = sa.update(messages).where(_is(key), messages.c.deleted_at.is_(None))
    return bool(tx.execute(statement.values(text="", files=None, deleted_at=now)).rowcount)


def complete(tx: Tx, message: Message, text: str, files: list[dict[str, Any]] | None) -> bool:
    """Store what was missing of a message; say whether it stood as it was read: an edit or a deletion comes first."""
    same = (messages.c.id == message.id, messages.c.text == message.text, messages.c.deleted_at.is_(None))
    return bool(tx.execute(sa.update(messages).where(*same).values(text=text, files=files)).rowcount)


def say_whose(tx: Tx, message_id: int, kind: AuthorKind) -> None:
    """Note what the author of a message is to its case after all."""
    update_row(tx, messages, message_id, author_kind=kind)


def is_as_sent(tx: Tx, message_id: int) -> bool:
    """Say whether a message was neither edited nor deleted since it came."""
    untouched = (messages.c.id == message_id, messages.c.edited_ts.is_(None), messages.c.deleted_at.is_(None))
    return tx.scalar(sa.select(messages.c.id).where(*untouched)) is not None


def is_said(tx: Tx, case_id: int, author: str, text: str, after_id: int) -> bool:
    """Say whether this person wrote just this in a case after the message ``after_id``."""
    same = (messages.c.case_id == case_id, messages.c.author == author, messages.c.text == text)
    later = (messages.c.id > after_id, messages.c.deleted_at.is_(None))
    return tx.scalar(sa.select(messages.c.id).where(*same, *later).limit(1)) is not None


def put_into_turn(tx: Tx, message_id: int, turn_id: int) -> None:
    """Make a message that was kept without a turn part of one."""
    update_row(tx, messages, message_id, turn_id=turn_id)


def transcript(tx: Tx, case_id: int, limit: int = 50) -> list[Message]:
    """Return the case's newest ``limit`` messages, oldest first; deleted ones have no text."""
    return newest_of_case(tx, Message, messages, case_id, limit)


def lines_before(tx: Tx, case_id: int, ts: str, limit: int) -> list[Message]:
    """Return the newest ``limit`` messages of a case from before ``ts`` that have a text, newest first."""
    return [Message(*row) for row in fetch(tx, _BEFORE, {"case_id": case_id, "ts": ts, "limit": limit})]


def times_heard(tx: Tx, case_id: int, until: str | None = None) -> int:
    """Return how often anybody but staff has written or edited something in a case: it only grows.

    ``until``: what was written after this ``ts``, by Slack's own time, is left out.
    """
    theirs = (messages.c.case_id == case_id, messages.c.author_kind.in_(("customer", "third")))
    their_acts = timeline.c.actor.in_(sa.select(messages.c.author).where(*theirs))
    its_edits = (timeline.c.case_id == case_id, timeline.c.event == "edited", their_acts)
    before = theirs if until is None else (*theirs, messages.c.ts <= until)
    written, edited = (sa.select(sa.func.count()).where(*which) for which in (before, its_edits))
    return int(tx.scalar(sa.select(written.scalar_subquery() + edited.scalar_subquery())) or 0)


def first_of_requester(tx: Tx, case_id: int) -> int | None:
    """Return the row id of the first message the case's requester wrote: of those that stand, if any does."""
    return tx.execute(_FIRST.with_only_columns(messages.c.id), {"case_id": case_id}).scalar()


def first_words(tx: Tx, case_id: int) -> str:
    """Return the text of that message; "" if none stands."""
    return tx.execute(_FIRST.with_only_columns(messages.c.text), {"case_id": case_id}).scalar() or ""


def note_progress(tx: Tx, message_id: int, ts: str = "") -> None:
    """Note that this message's progress message may stand from now on: it is about to be posted, or was.

    ``ts``: where it stands, of one that carries nothing by which it is found again.
    """
    update_row(tx, messages, message_id, progress_ts=ts)
