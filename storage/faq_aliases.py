"""Wordings for which people chose a published entry: who did, what staff decided, and when one answers by itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

import sqlalchemy as sa

from storage.database import Tx
from storage.published import note_change
from storage.sql import insert_new
from storage.tables import faq_alias_presses, faq_aliases, faq_entries, faq_sets, posts

AliasState = Literal["proposed", "approved", "rejected"]
ALIAS_STATES: tuple[AliasState, ...] = get_args(AliasState)
ENOUGH_PEOPLE = 3  # who chose it, without staff's approval, if it helped all of them
MOST_LISTED = 200

_UNHELPFUL = sa.and_(
    posts.c.message_id.is_not(None), posts.c.message_id == faq_alias_presses.c.message_id, posts.c.rating == -1
)
_ALIASES = (
    sa.select(
        faq_aliases.c.id,
        faq_aliases.c.entry_id,
        faq_sets.c.number,
        faq_entries.c.position,
        faq_entries.c.question,
        faq_aliases.c.key,
        faq_aliases.c.wording,
        faq_aliases.c.state,
        sa.func.count(sa.distinct(faq_alias_presses.c.user)),
        sa.func.count(sa.distinct(posts.c.id)),
    )
    .join(faq_entries, faq_entries.c.id == faq_aliases.c.entry_id)
    .join(faq_sets, faq_sets.c.id == faq_entries.c.set_id)
    .outerjoin(faq_alias_presses, faq_alias_presses.c.alias_id == faq_aliases.c.id)
    .outerjoin(posts, _UNHELPFUL)
    # Of an entry that asks something else by now its wordings say nothing any more.
    .where(faq_aliases.c.team_id == sa.bindparam("team_id"), faq_aliases.c.question == faq_entries.c.question)
    .group_by(faq_aliases.c.id, faq_sets.c.number, faq_entries.c.position, faq_entries.c.question)
    .order_by(faq_aliases.c.id)
)


@dataclass(frozen=True, slots=True)
class Alias:
    """A wording of an entry. ``people`` chose it; after ``unhelpful`` of these choices the answer did not help."""

    id: int
    entry_id: int
    set_number: int
    position: int
    question: str
    key: str
    wording: str
    state: AliasState
    people: int
    unhelpful: int

    @property
    def answers(self) -> bool:
        """Whether the entry answers this wording by itself."""
        chosen = self.state == "proposed" and self.people >= ENOUGH_PEOPLE and not self.unhelpful
        return self.state == "approved" or chosen


@dataclass(frozen=True, slots=True)
class Choice:
    """One person's choice of an entry, asking ``question``, for what they had written; ``wording`` is masked."""

    team_id: str
    entry_id: int
    question: str
    key: str
    wording: str
    case_id: int
    asked_id: int
    message_id: int
    user: str


@dataclass(frozen=True, slots=True)
class ChosenQuestion:
    """What somebody chose in a case, and the words for which it was offered to them."""

    wording: str
    question: str
    at: datetime


def keep_choice(tx: Tx, choice: Choice, now: datetime) -> None:
    """Keep the wording as a proposed alias of the entry, and who chose it. Repeats change nothing."""
    same = {"team_id": choice.team_id, "entry_id": choice.entry_id, "question": choice.question, "key": choice.key}
    alias = {**same, "wording": choice.wording, "state": "proposed", "decided_by": None, "created_at": now}
    insert_new(tx, faq_aliases, alias)
    alias_id = tx.scalar(sa.select(faq_aliases.c.id).where(*(faq_aliases.c[name] == same[name] for name in same)))
    names = ("team_id", "case_id", "asked_id", "message_id", "user", "wording")
    press = {name: getattr(choice, name) for name in names}
    if insert_new(tx, faq_alias_presses, {**press, "alias_id": alias_id, "at": now}) is not None:
        note_change(tx, choice.team_id)


def aliases_of(tx: Tx, team_id: str) -> list[Alias]:
    """Return the team's wordings, oldest first; not those of entries that ask something else by now."""
    return [Alias(*row) for row in tx.execute(_ALIASES, {"team_id": team_id})]


def find_alias(tx: Tx, team_id: str, alias_id: int) -> Alias | None:
    """Return one wording."""
    row = tx.execute(_ALIASES.where(faq_aliases.c.id == alias_id), {"team_id": team_id}).first()
    return None if row is None else Alias(*row)


def decide(tx: Tx, team_id: str, alias_id: int, state: AliasState, by: str) -> bool:
    """Approve or reject a wording; False if there is none. The next message sees it."""
    mine = sa.and_(faq_aliases.c.id == alias_id, faq_aliases.c.team_id == team_id)
    if not tx.execute(sa.update(faq_aliases).where(mine).values(state=state, decided_by=by)).rowcount:
        return False
    note_change(tx, team_id)
    return True


def note_rating(tx: Tx, team_id: str, message_id: int | None) -> None:
    """Let all processes look again if the answer to this message, which was rated, was an entry somebody chose."""
    mine = faq_alias_presses.c.message_id == message_id
    if message_id is not None and tx.scalar(sa.select(faq_alias_presses.c.id).where(mine).limit(1)) is not None:
        note_change(tx, team_id)


def choices_in(tx: Tx, case_id: int) -> list[ChosenQuestion]:
    """Return what was chosen in a case, oldest first."""
    query = sa.select(faq_alias_presses.c.wording, faq_aliases.c.question, faq_alias_presses.c.at)
    query = query.join(faq_aliases, faq_aliases.c.id == faq_alias_presses.c.alias_id)
    rows = tx.execute(query.where(faq_alias_presses.c.case_id == case_id).order_by(faq_alias_presses.c.id))
    return [ChosenQuestion(*row) for row in rows]


def erase_of_message(tx: Tx, message_id: int) -> None:
    """Forget the wording of a message that was deleted or got another text."""
    _erase(tx, faq_alias_presses.c.asked_id == message_id, and_approved=True)


def erase_of_cases(tx: Tx, case_ids: Collection[int], *, and_approved: bool) -> None:
    """Forget what was chosen in these cases, and by whom.

    A wording that staff have approved is theirs and stays when a case is old enough; not when its writer is forgotten.
    """
    _erase(tx, faq_alias_presses.c.case_id.in_(case_ids), and_approved=and_approved)


def _erase(tx: Tx, which: sa.ColumnElement[bool], *, and_approved: bool) -> None:
    rows = tx.execute(sa.select(faq_alias_presses.c.alias_id, faq_alias_presses.c.team_id).where(which)).all()
    if not rows:
        return
    tx.execute(sa.delete(faq_alias_presses).where(which))
    _keep_what_others_wrote(tx, sorted({row.alias_id for row in rows}), and_approved=and_approved)
    for team_id in sorted({row.team_id for row in rows}):
        note_change(tx, team_id)


def _keep_what_others_wrote(tx: Tx, alias_ids: Sequence[int], *, and_approved: bool) -> None:
    """Drop the aliases that nobody has chosen any more; the others get the words of somebody who still has."""
    mine = faq_aliases.c.id.in_(alias_ids)
    chosen = faq_alias_presses.c.alias_id == faq_aliases.c.id
    gone = sa.and_(mine, ~sa.exists().where(chosen))
    if not and_approved:
        gone = sa.and_(gone, faq_aliases.c.state != "approved")
    tx.execute(sa.delete(faq_aliases).where(gone))
    newest = sa.select(faq_alias_presses.c.wording).where(chosen).order_by(faq_alias_presses.c.id.desc()).limit(1)
    still = sa.and_(mine, sa.exists().where(chosen))
    tx.execute(sa.update(faq_aliases).where(still).values(wording=newest.scalar_subquery()))
