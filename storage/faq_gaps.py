"""Questions that got no answer: kept with the reply that admitted it, for staff to see what documents lack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.database import Tx
from storage.records import Turn
from storage.sql import insert_new_rows
from storage.tables import cases, faq_gaps

NEWEST = 2000  # gaps that are looked at: older ones than these say nothing of what is missing now


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question, or the part of a message that is one (numbered from 1; 0: the whole message), without an answer."""

    part: int
    question: str
    route: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """A kept question with its case; ``question`` is as masked as the message it was in."""

    team_id: str
    question: str
    route: str
    asked_at: datetime
    case_number: str


def keep_gaps(tx: Tx, turn: Turn, found: Sequence[Unanswered], now: datetime) -> None:
    """Make ``found`` the gaps of this turn, whatever was kept of an earlier text of it. Repeats change nothing.

    They are kept with its first message.
    """
    if turn.run != turn.first_run or found:
        erase_gaps(tx, turn.first.id)
    about = {"team_id": turn.key.team_id, "case_id": turn.case_id, "message_id": turn.first.id, "asked_at": now}
    rows = [{**about, "part": one.part, "question": one.question, "route": one.route} for one in found]
    insert_new_rows(tx, faq_gaps, rows)


def erase_gaps(tx: Tx, message_id: int) -> None:
    """Forget what was asked in the turn that began with this message."""
    tx.execute(sa.delete(faq_gaps).where(faq_gaps.c.message_id == message_id))


def drop_gap(tx: Tx, message_id: int, part: int) -> None:
    """Forget one question that got its answer after all."""
    tx.execute(sa.delete(faq_gaps).where(faq_gaps.c.message_id == message_id, faq_gaps.c.part == part))


def reword_gap(tx: Tx, message_id: int, text: str) -> None:
    """Put an edited turn's new text in place of the old; parts of the old text are forgotten."""
    mine = faq_gaps.c.message_id == message_id
    tx.execute(sa.delete(faq_gaps).where(mine, faq_gaps.c.part > 0))
    tx.execute(sa.update(faq_gaps).where(mine).values(question=text))


def newest_gaps(tx: Tx, team_id: str | None, limit: int = NEWEST) -> list[GapRow]:
    """Return the newest gaps of a team (None: of all), newest first."""
    kept = faq_gaps.c
    query = sa.select(kept.team_id, kept.question, kept.route, kept.asked_at, cases.c.number)
    query = query.join(cases, cases.c.id == kept.case_id).order_by(kept.id.desc()).limit(limit)
    if team_id is not None:
        query = query.where(kept.team_id == team_id)
    return [GapRow(*row) for row in tx.execute(query)]
