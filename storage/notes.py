"""Queries about what staff write down: notes about a case, and corrections of its route."""

from datetime import datetime

from storage.database import Tx
from storage.records import Case, Correction, Note
from storage.sql import insert_row, many_by, newest_of_case
from storage.tables import corrections, notes

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
