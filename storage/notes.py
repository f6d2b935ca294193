"""Queries about what staff write down: notes about a case, and corrections of its route."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.database import Tx
from storage.records import Case, Correction, MessageKey, Note
from storage.sql import insert_new, insert_row, many_by, newest_of_case, one_by
from storage.tables import corrections, messages, notes

NEWEST = 200
ERASED = "(deleted)"


def add_note(  # noqa: PLR0913, PLR0917 - what is written, and where it stands
    tx: Tx,
    case: Case,
    author: str,
    text: str,
    now: datetime,
    key: MessageKey | None = None,
    edited_ts: str | None = None,
) -> bool:
    """Store a note; ``text`` is masked. ``key``: the message that it is; False if that is kept already."""
    row = {"team_id": case.team_id, "case_id": case.id, "author": author, "text": text, "at": now}
    where = {} if key is None else {"channel": key.channel, "ts": key.ts, "edited_ts": edited_ts}
    return insert_new(tx, notes, {**row, **where}) is not None


def note_at(tx: Tx, key: MessageKey) -> Note | None:
    """Return the note that a message is."""
    return one_by(tx, Note, notes, team_id=key.team_id, channel=key.channel, ts=key.ts)


def change_note(tx: Tx, key: MessageKey, text: str, edited_ts: str) -> bool:
    """Replace a note's words unless a newer edit is there or they are erased; say whether they changed."""
    newer = sa.or_(notes.c.edited_ts.is_(None), notes.c.edited_ts < edited_ts)
    change = sa.update(notes).where(_is(key), notes.c.text != ERASED, newer).values(edited_ts=edited_ts)
    changed = tx.execute(change.where(notes.c.text != text).values(text=text)).rowcount
    if not changed:
        tx.execute(change)
    return bool(changed)


def erase_note(tx: Tx, key: MessageKey) -> bool:
    """Erase a note's words; say whether there were any."""
    return bool(tx.execute(sa.update(notes).where(_is(key), notes.c.text != ERASED).values(text=ERASED)).rowcount)


def _is(key: MessageKey) -> sa.ColumnElement[bool]:
    return sa.and_(notes.c.team_id == key.team_id, notes.c.channel == key.channel, notes.c.ts == key.ts)


def notes_of(tx: Tx, case_id: int, limit: int = NEWEST) -> list[Note]:
    """Return the newest ``limit`` notes of a case, oldest first."""
    return newest_of_case(tx, Note, notes, case_id, limit)


def add_correction(tx: Tx, case: Case, message_id: int, route: str, by: str, now: datetime) -> None:
    """Note that a person changed the case's route to ``route``."""
    row = {
        "team_id": case.team_id,
        "case_id": case.id,
        "message_id": message_id,
        "route_before": case.route,
        "route_after": route,
        "by": by,
        "at": now,
    }
    insert_row(tx, corrections, row)


def corrections_of(tx: Tx, case_id: int) -> list[Correction]:
    """Return how the case's route was corrected, oldest first."""
    return many_by(tx, Correction, corrections, case_id=case_id)


@dataclass(frozen=True, slots=True)
class Label:
    """What the last correction of a case says about a message. ``id`` is the key to go on from."""

    id: int
    text: str | None
    route: str


def labels_after(tx: Tx, team_id: str, after_id: int, limit: int = 200) -> list[Label]:
    """Return the team's labelled messages, oldest correction first, whose key is above ``after_id``.

    Of several corrections of one message the last counts. ``text`` is None once the message is deleted or erased.
    """
    later = corrections.alias()
    again = sa.exists().where(
        later.c.case_id == corrections.c.case_id,
        later.c.message_id == corrections.c.message_id,
        later.c.id > corrections.c.id,
    )
    text = sa.case((messages.c.deleted_at.is_(None), sa.func.nullif(messages.c.text, "")), else_=None)
    query = (
        sa.select(corrections.c.id, text, corrections.c.route_after)
        .join(messages, messages.c.id == corrections.c.message_id)
        .where(corrections.c.team_id == team_id, corrections.c.id > after_id, ~again)
        .order_by(corrections.c.id)
        .limit(limit)
    )
    return [Label(*row) for row in tx.execute(query)]
