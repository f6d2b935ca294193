"""Everything that is stored about one case, read at once: what people look at afterwards. Changes nothing."""

from dataclasses import dataclass

import sqlalchemy as sa

from storage import cases, journal, messages, replies, work
from storage.database import Tx
from storage.records import Case, Investigation, Message, ReplyRow, Rma, StepRun, TaskRow, TimelineRow
from storage.tables import cases as cases_table

ALL_MESSAGES = 100_000


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case and all its rows, each kind oldest first."""

    case: Case
    messages: list[Message]
    replies: list[ReplyRow]
    tasks: list[TaskRow]
    investigations: list[Investigation]
    rmas: list[Rma]
    steps: list[StepRun]
    timeline: list[TimelineRow]


def read_dossier(tx: Tx, number: str) -> Dossier | None:
    """Return all there is about the case ``number`` (``CASE-1001`` or ``1001``); None: no such case."""
    case = cases.find_case(tx, number)
    return dossier_of(tx, case) if case else None


def dossier_of(tx: Tx, case: Case) -> Dossier:
    """Return all there is about a case."""
    return Dossier(
        case,
        messages.transcript(tx, case.id, ALL_MESSAGES),
        replies.replies_of(tx, case.id),
        work.tasks_of_case(tx, case.id),
        work.investigations_of(tx, case.id),
        work.rmas_of(tx, case.id),
        journal.steps_of_case(tx, case.id),
        cases.timeline_of(tx, case.id),
    )


def newest_numbers(tx: Tx, limit: int = 5) -> list[str]:
    """Return the numbers of the newest cases, newest first."""
    return list(tx.scalars(sa.select(cases_table.c.number).order_by(cases_table.c.id.desc()).limit(limit)))
