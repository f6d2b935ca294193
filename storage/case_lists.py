"""The queue of cases: pages by filter or by requester, search, and how many there are. Newest first, never OFFSET."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

import sqlalchemy as sa

from storage.cases import find_case
from storage.database import Tx
from storage.records import CaseStatus
from storage.search import cases_with, parse_words
from storage.sql import many, select
from storage.tables import MINE, UNASSIGNED, cases, investigations, rmas

Filter = Literal["open", "waiting", "escalated", "mine", "unassigned", "resolved", "all"]
FILTERS: tuple[Filter, ...] = get_args(Filter)
CAP = 1000
NEWEST = 2**62


@dataclass(frozen=True, slots=True)
class View:
    """Which cases of a team: those of a filter, or with ``requester`` that person's own, whatever their state.

    ``open``: the desk owes an answer; ``waiting``: the customer owes something; ``escalated``: a person owes;
    ``mine``: assigned to ``viewer`` and not resolved; ``unassigned``: a person owes and nobody is assigned;
    ``resolved``; ``all``, which alone holds those the bot answered in full.
    """

    team_id: str
    filter: Filter = "all"
    viewer: str | None = None
    requester: str | None = None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """What one row of a list shows. ``id`` is the key to page by: pass the last one as ``before``."""

    id: int
    number: str
    subject: str
    requester: str
    route: str | None
    status: CaseStatus
    priority: str
    opened_at: datetime
    assignee: str | None
    awaiting: str | None
    taken_over: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases each filter holds: exact up to ``CAP``, one more where there are more."""

    open: int
    waiting: int
    escalated: int
    mine: int
    unassigned: int
    resolved: int
    all: int

    def shown(self, name: Filter) -> str:
        """Return the number as people read it: "1,000+" where it is more."""
        count: int = getattr(self, name)
        return f"{CAP:,}+" if count > CAP else f"{count:,}"


def page(tx: Tx, view: View, before: int | None = None, limit: int = 50) -> list[CaseLine]:
    """Return the view's newest cases, or those older than the row id ``before``."""
    query = select(CaseLine, cases).where(*_conditions(view), cases.c.id < (before or NEWEST))
    return many(tx, CaseLine, query.order_by(cases.c.id.desc()).limit(limit))


def _conditions(view: View) -> list[sa.ColumnElement[bool] | sa.TextClause]:
    # A partial index is used only for its own words: no parameters in them, and not SQLAlchemy's `(…) = 1`.
    ours = cases.c.team_id == view.team_id
    if view.requester is not None:
        return [ours, cases.c.requester == view.requester]
    match view.filter:
        case "all":
            return [ours]
        case "mine":
            return [ours, cases.c.assignee == view.viewer, sa.text(MINE)]
        case "unassigned":
            return [ours, sa.text(UNASSIGNED)]
        case "open" | "waiting" | "escalated" | "resolved":
            return [ours, cases.c.status == view.filter]


def search(
    tx: Tx, team_id: str, text: str, requester: str | None = None, before: int | None = None, limit: int = 50
) -> list[CaseLine]:
    """Return the newest cases that hold every word of ``text`` (untrusted); the last word may be unfinished.

    A number of ours (``CASE-1001``, ``RMA-…``, ``INV-CASE-…``) finds its case alone; bare digits find the case of that
    number before those that hold them. With ``requester`` only that person's cases are found. Notes are not searched.
    """
    direct = _numbered(tx, team_id, text, requester) if before is None else None
    if direct is not None and "-" in text:
        return [direct]
    wanted = parse_words(text)
    found = cases_with(tx, team_id, wanted, requester, before or NEWEST, limit) if wanted else []
    mine = [] if requester is None else [cases.c.requester == requester]
    query = select(CaseLine, cases).where(cases.c.id.in_(found), cases.c.team_id == team_id, *mine)
    lines = many(tx, CaseLine, query.order_by(cases.c.id.desc())) if found else []
    if direct is None:
        return lines
    return [direct, *(line for line in lines if line.id != direct.id)][:limit]


def _numbered(tx: Tx, team_id: str, text: str, requester: str | None) -> CaseLine | None:
    """Return the case that a number of ours names, if ``requester`` may know of it."""
    number = text.strip().upper().removeprefix("#")
    case_id: sa.ColumnElement[Any] | sa.ScalarSelect[Any]
    if number.startswith("RMA-"):
        case_id = sa.select(rmas.c.case_id).where(rmas.c.team_id == team_id, rmas.c.number == number).scalar_subquery()
    elif number.startswith("INV-CASE-"):
        same = (investigations.c.team_id == team_id, investigations.c.number == number)
        case_id = sa.select(investigations.c.case_id).where(*same).scalar_subquery()
    elif number.removeprefix("CASE-").isdecimal():
        case = find_case(tx, number, team_id)
        case_id = sa.literal(case.id if case else 0)
    else:
        return None
    mine = [] if requester is None else [cases.c.requester == requester]
    query = select(CaseLine, cases).where(cases.c.team_id == team_id, cases.c.id == case_id, *mine)
    return next(iter(many(tx, CaseLine, query)), None)


def counts(tx: Tx, team_id: str, user: str) -> Counts:
    """Return how many cases each filter holds for ``user``; reads at most ``CAP`` + 1 entries of an index for each."""
    capped = []
    for name in FILTERS:
        first = sa.select(sa.literal(1)).where(*_conditions(View(team_id, name, user))).limit(CAP + 1).subquery()
        capped.append(sa.select(sa.func.count()).select_from(first).scalar_subquery())
    return Counts(**dict(zip(FILTERS, tx.execute(sa.select(*capped)).one(), strict=True)))
