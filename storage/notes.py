"""Queries about what staff write down: notes about a case, and corrections of its route."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.database import Tx
from storage.records import Case, Correction, Note
from storage.sql import insert_row, many_by, newest_of_case
from storage.tables import corrections, messages, notes

NEWEST = 200


def add_note(tx: Tx, case: Case, author: str, text: str, now: datetime) -> None:
    """Store a note; ``text`` is masked."""
    insert_row(tx, notes, {"team_id": case.team_id, "case_id": case.id, "author": author, "text": text, "at": now})


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
