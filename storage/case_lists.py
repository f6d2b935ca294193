"""The queue of cases: pages by filter or by requester, search, and how many there are; never OFFSET.

What waits for a person comes first: what is urgent, then the rest, of each the longest waiting before the others, as
they are due; all else newest first.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

import sqlalchemy as sa

from storage.cases import find_case
from storage.database import Tx
from storage.records import CaseStatus
from storage.search import cases_with, parse_words
from storage.tables import MINE, NEEDS_PERSON, UNASSIGNED, cases, investigations, rmas, tasks

Filter = Literal["escalated", "unassigned", "mine", "open", "waiting", "answered", "resolved", "all"]
FILTERS: tuple[Filter, ...] = get_args(Filter)
BY_WAITING: frozenset[Filter] = frozenset({"escalated", "unassigned", "mine"})
CAP = 1000
NEWEST = 2**62
_FOR_NOBODY = cases.c.waits_since.is_(None)
# Not in the words of the index of all that waits: SQLite would read that in place of one person's few cases.
_FOR_SOMEBODY = sa.func.coalesce(cases.c.waits_since, cases.c.waits_since).is_not(None)
_URGENT = cases.c.priority == "urgent"
_REQUESTS = (
    sa.select(sa.func.aggregate_strings(tasks.c.query_type, ","))
    .where(tasks.c.case_id == cases.c.id, tasks.c.state != "cancelled")
    .scalar_subquery()
    .label("requests")
)


@dataclass(frozen=True, slots=True)
class View:
    """Which cases of a team: those of a filter, or with ``requester`` that person's own, whatever their state.

    ``escalated``: a person owes a word; ``unassigned``: a person owes one and nobody is assigned; ``mine``: assigned to
    ``viewer`` and not resolved; ``open``: the desk owes an answer; ``waiting``: the customer owes something;
    ``answered``; ``resolved``; ``all``, which alone holds those in which a person has had the last word.
    """

    team_id: str
    filter: Filter = "all"
    viewer: str | None = None
    requester: str | None = None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """What one row of a list shows. ``key`` is where the page after it begins.

    ``requests``: the kinds of its tasks, each once, those left out that were cancelled.
    """

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
    waits_since: datetime | None
    requests: tuple[str, ...]

    @property
    def key(self) -> "Key":
        """Where this row stands in the lists."""
        return Key(self.id, self.waits_since, self.waits_since is not None and self.priority == "urgent")


@dataclass(frozen=True, slots=True)
class Key:
    """Where a page ends. ``waits_since`` counts in lists in which what waits for a person comes first.

    ``is_urgent``: it stands among what waits and is urgent, which comes before all else.
    """

    id: int
    waits_since: datetime | None = None
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases each filter holds: exact up to ``CAP``, one more where there are more."""

    escalated: int
    unassigned: int
    mine: int
    open: int
    waiting: int
    answered: int
    resolved: int
    all: int

    def shown(self, name: Filter) -> str:
        """Return the number as people read it: "1,000+" where it is more."""
        count: int = getattr(self, name)
        return f"{CAP:,}+" if count > CAP else f"{count:,}"


def page(tx: Tx, view: View, after: Key | None = None, limit: int = 50) -> list[CaseLine]:
    """Return the view's first cases, or those that follow the row at ``after``."""
    query = _select().where(*_conditions(view))
    if view.requester is not None or view.filter not in BY_WAITING:
        return _newest(tx, query.where(cases.c.id < (after.id if after else NEWEST)), limit)
    waiting = query.where(_FOR_SOMEBODY) if view.filter == "mine" else query
    urgent: list[CaseLine] = []
    if after is None or after.is_urgent:
        urgent = _longest_waiting(tx, waiting.where(_URGENT), after, limit)
        after = None
    if len(urgent) == limit:
        return urgent
    if after is not None and after.waits_since is None:
        others: list[CaseLine] = []
    else:
        others = _longest_waiting(tx, waiting.where(~_URGENT), after, limit - len(urgent))
        after = None
    found = [*urgent, *others]
    if view.filter != "mine" or len(found) == limit:
        return found
    # Those that wait for nobody follow, newest first.
    rest = query.where(_FOR_NOBODY, cases.c.id < (after.id if after else NEWEST))
    return [*found, *_newest(tx, rest, limit - len(found))]


def _newest(tx: Tx, query: sa.Select[Any], limit: int) -> list[CaseLine]:
    return _lines(tx, query.order_by(cases.c.id.desc()).limit(limit))


def _longest_waiting(tx: Tx, query: sa.Select[Any], after: Key | None, limit: int) -> list[CaseLine]:
    """Return what a query finds that waits for a person, from its start or after a key."""
    since = cases.c.waits_since
    if after is not None and after.waits_since is not None:
        query = query.where(since >= after.waits_since, sa.or_(since > after.waits_since, cases.c.id > after.id))
    return _lines(tx, query.order_by(since, cases.c.id).limit(limit))


def holds(tx: Tx, view: View, case_id: int) -> bool:
    """Say whether the case is one of the view's."""
    found = sa.select(sa.literal(1)).where(*_conditions(view), cases.c.id == case_id)
    return tx.execute(found).first() is not None


def _select() -> sa.Select[Any]:
    return sa.select(*(cases.c[name] for name in CaseLine.__slots__ if name != "requests"), _REQUESTS)


def _lines(tx: Tx, query: sa.Select[Any]) -> list[CaseLine]:
    """Return the rows of ``query``, which is made by ``_select``."""
    found = [dict(row) for row in tx.execute(query).mappings()]
    return [
        CaseLine(**row | {"requests": tuple(sorted(set((row["requests"] or "").split(",")) - {""}))}) for row in found
    ]


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
        case "escalated":
            return [ours, sa.text(NEEDS_PERSON)]
        case "open" | "waiting" | "answered" | "resolved":
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
    query = _select().where(cases.c.id.in_(found), cases.c.team_id == team_id, *mine)
    lines = _lines(tx, query.order_by(cases.c.id.desc())) if found else []
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
    query = _select().where(cases.c.team_id == team_id, cases.c.id == case_id, *mine)
    return next(iter(_lines(tx, query)), None)


def counts(tx: Tx, team_id: str, user: str) -> Counts:
    """Return how many cases each filter holds for ``user``; reads at most ``CAP`` + 1 entries of an index for each."""
    capped = []
    for name in FILTERS:
        first = sa.select(sa.literal(1)).where(*_conditions(View(team_id, name, user))).limit(CAP + 1).subquery()
        capped.append(sa.select(sa.func.count()).select_from(first).scalar_subquery())
    return Counts(**dict(zip(FILTERS, tx.execute(sa.select(*capped)).one(), strict=True)))
