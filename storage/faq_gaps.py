"""Questions that got no answer: kept with the reply that admitted it, for staff to see what documents lack."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.database import Tx
from storage.records import Turn
from storage.sql import insert_new_rows
from storage.tables import cases, faq_gaps, messages

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

    id: int
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
    query = sa.select(kept.id, kept.team_id, kept.question, kept.route, kept.asked_at, cases.c.number)
    query = query.join(cases, cases.c.id == kept.case_id).order_by(kept.id.desc()).limit(limit)
    if team_id is not None:
        query = query.where(kept.team_id == team_id)
    return [GapRow(*row) for row in tx.execute(query)]


def question_of(tx: Tx, team_id: str, gap_id: int) -> str | None:
    """Return what a gap asks; None: its message was deleted, or its writer forgotten."""
    mine = (faq_gaps.c.id == gap_id, faq_gaps.c.team_id == team_id)
    return tx.scalar(sa.select(faq_gaps.c.question).where(*mine))


def last_words_of_staff(tx: Tx, gap_ids: Collection[int]) -> tuple[str, str] | None:
    """Return the newest staff message that ended a case in which one of these was asked, and the case's number.

    That is the last one after the question, in a case that is resolved.
    """
    said = (messages.c.author_kind == "staff", messages.c.deleted_at.is_(None), messages.c.text != "")
    query = (
        sa.select(messages.c.text, cases.c.number)
        .join(faq_gaps, sa.and_(faq_gaps.c.case_id == messages.c.case_id, faq_gaps.c.message_id < messages.c.id))
        .join(cases, cases.c.id == messages.c.case_id)
        .where(faq_gaps.c.id.in_(sorted(gap_ids)), cases.c.status == "resolved", *said)
    )
    row = tx.execute(query.order_by(messages.c.id.desc()).limit(1)).first()
    return None if row is None else (row[0], row[1])
