"""What is stored about one case, read at once: what people look at afterwards. Changes nothing."""

from dataclasses import dataclass

import sqlalchemy as sa

from storage import cases, messages, notes, tables
from storage.database import Tx
from storage.faq_aliases import ChosenQuestion, choices_in
from storage.records import Case, Investigation, Message, Note, Post, Rma, StepRun, TaskRow, TimelineRow, TurnRow
from storage.replies import newest_replies, staff_replies_on_their_way
from storage.sql import newest_of_case

ALL = 100_000
NEWEST = 200


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case and its rows, each kind oldest first. ``cut``: there are older ones. ``notes`` are for staff only.

    ``on_their_way``: what staff have said from the case and Slack has not taken yet. ``chosen``: what its customer
    chose among FAQ entries they were offered.
    """

    case: Case
    messages: list[Message]
    turns: list[TurnRow]
    replies: list[Post]
    tasks: list[TaskRow]
    investigations: list[Investigation]
    rmas: list[Rma]
    steps: list[StepRun]
    timeline: list[TimelineRow]
    notes: list[Note]
    on_their_way: list[Post]
    chosen: list[ChosenQuestion]
    cut: bool = False


def read_dossier(tx: Tx, number: str, team_id: str | None = None, newest: int = NEWEST) -> Dossier | None:
    """Return the ``newest`` rows of each kind of the case ``number`` (``CASE-1001`` or ``1001``); None: no such case.

    Who may see it is for the caller to decide.
    """
    case = cases.find_case(tx, number, team_id)
    if case is None:
        return None
    rows = (
        messages.transcript(tx, case.id, newest),
        newest_of_case(tx, TurnRow, tables.turns, case.id, newest),
        newest_replies(tx, case.id, newest),
        newest_of_case(tx, TaskRow, tables.tasks, case.id, newest),
        newest_of_case(tx, Investigation, tables.investigations, case.id, newest),
        newest_of_case(tx, Rma, tables.rmas, case.id, newest),
        newest_of_case(tx, StepRun, tables.step_runs, case.id, newest),
        newest_of_case(tx, TimelineRow, tables.timeline, case.id, newest),
        notes.notes_of(tx, case.id, newest),
        staff_replies_on_their_way(tx, case.id, newest),
        choices_in(tx, case.id),
    )
    return Dossier(case, *rows, cut=any(len(kind) == newest for kind in rows))


def newest_numbers(tx: Tx, limit: int = 5) -> list[str]:
    """Return the numbers of the newest cases, newest first."""
    return list(tx.scalars(sa.select(tables.cases.c.number).order_by(tables.cases.c.id.desc()).limit(limit)))
