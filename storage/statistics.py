"""Figures about many cases: how fast people were answered, and what a period was like. Reads only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from operator import sub

import sqlalchemy as sa

from storage.database import Tx
from storage.tables import cases, messages, posts, step_runs, timeline

NEWEST = 1000  # cases that response times are worked out from: what they cost does not grow with the desk
HANDED_OVER_AMONG = 500  # newest cases among which those handed to a person are looked for
HANDED_OVER_IN_A_PERIOD = 10_000  # as many, where the period has an end: that is asked once a week

Between = Callable[[datetime, datetime], timedelta]


@dataclass(frozen=True, slots=True)
class ResponseTimes:
    """Seconds from opening to the first response and to the resolution, of ``cases`` cases; None: none yet.

    ``cut``: there were more, and these are the newest.
    """

    cases: int
    first_response_median_s: float | None
    first_response_p90_s: float | None
    resolution_median_s: float | None
    resolution_p90_s: float | None
    cut: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Spent:
    """Tokens of one step and engine (``model`` or ``rules``), and how often it ran."""

    step: str
    engine: str
    runs: int
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, slots=True)
class Stats:
    """A period: cases opened in it, and what became of them since.

    ``answered_by_bot``: answered in full, and nobody had to correct it, open it again, take it or wait: while the
    customer owes something nothing is answered, closed or not. ``waiting``: waits for the customer now. ``escalated``:
    a person had it at least once: it was handed over, claimed, or opened again by somebody else than its requester.
    ``reopened``: resolved, and opened again. ``resolved``: cases, whenever they were opened, that were resolved in the
    period and still are. ``by_day``: ISO day in UTC. A case without a route counts as ``none``.
    """

    cases: int
    by_route: Mapping[str, int]
    by_day: Mapping[str, int]
    answered_by_bot: int
    waiting: int
    escalated: int
    reopened: int
    resolved: int
    good: int
    bad: int
    spent: Sequence[Spent]


def response_times(tx: Tx, team_id: str, since: datetime) -> ResponseTimes:
    """Return how long the team's cases opened since ``since`` took; of very many the ``NEWEST``."""
    # Read without their zone put back, which takes as long as the query: all are UTC, and only differences are wanted.
    columns = (sa.type_coerce(cases.c[name], sa.DateTime) for name in ("opened_at", "first_response_at", "resolved_at"))
    newest = sa.select(*columns).where(cases.c.team_id == team_id).order_by(cases.c.id.desc()).limit(NEWEST + 1)
    start = since if tx.dialect.name == "postgresql" else since.astimezone(UTC).replace(tzinfo=None)
    found = [row for row in tx.execute(newest) if row[0] >= start]
    rows = found[:NEWEST]
    first, resolved = (sorted((row[at] - row[0]).total_seconds() for row in rows if row[at]) for at in (1, 2))
    figures = (_at(taken, percent) for taken in (first, resolved) for percent in (50, 90))
    return ResponseTimes(len(rows), *figures, cut=len(found) > NEWEST)


def waits_for_people(
    tx: Tx, team_id: str, since: datetime, now: datetime, between: Between = sub, until: datetime | None = None
) -> tuple[list[float], list[float]]:
    """Return the seconds from the first hand-over since ``since`` until a person wrote, and those of who still waits.

    ``until``: those that were first handed over before then.

    Of the newest cases only; a case that was closed without a word counts in neither. ``between``: the time that
    counts, from the end and the start.
    """
    newest = sa.select(cases.c.id, cases.c.status).where(cases.c.team_id == team_id)
    among = HANDED_OVER_AMONG if until is None else HANDED_OVER_IN_A_PERIOD
    looked_at = newest.order_by(cases.c.id.desc()).limit(among).subquery()
    at = sa.select(sa.func.min(timeline.c.at)).where(
        timeline.c.case_id == looked_at.c.id, timeline.c.event == "escalated", timeline.c.at >= since
    )
    handed = sa.select(looked_at, at.scalar_subquery().label("at")).subquery()
    wrote = sa.select(sa.func.min(messages.c.kept_at)).where(
        messages.c.case_id == handed.c.id, messages.c.author_kind == "staff", messages.c.kept_at >= handed.c.at
    )
    there = [handed.c.at.is_not(None)] + ([] if until is None else [handed.c.at < until])
    rows = tx.execute(sa.select(handed.c.status, handed.c.at, wrote.scalar_subquery()).where(*there))
    answered, waiting = [], []
    for status, start, written in rows:
        if written is not None:
            answered.append(between(written, start).total_seconds())
        elif status == "escalated":
            waiting.append(between(now, start).total_seconds())
    return answered, waiting


def _at(ordered: list[float], percent: int) -> float | None:
    """Return the value that ``percent`` per cent do not exceed (nearest rank), to the millisecond."""
    return round(ordered[max(0, -(-len(ordered) * percent // 100) - 1)], 3) if ordered else None


def first_opened(tx: Tx, team_id: str) -> datetime | None:
    """Return when the team's first case was opened; None: there is none."""
    opened: datetime | None = tx.scalar(
        sa.select(cases.c.opened_at).where(cases.c.team_id == team_id).order_by(cases.c.id).limit(1)
    )
    return opened


def stats(tx: Tx, team_id: str, since: datetime, until: datetime) -> Stats:
    """Return the figures of the cases opened from ``since`` on and before ``until``; reads all of them."""
    period = (cases.c.team_id == team_id, cases.c.opened_at >= since, cases.c.opened_at < until)
    outcomes = (_answered_by_bot(), cases.c.status == "waiting", _had_by_a_person(), _with_event("reopened"))
    counted = [sa.func.count(), *map(_count_if, outcomes)]
    total, by_bot, waiting, handed, again = tuple(tx.execute(sa.select(*counted).where(*period)).one())
    rated = sa.select(*(_count_if(posts.c.rating == rating) for rating in (1, -1)))
    good, bad = tuple(tx.execute(rated.join(cases, cases.c.id == posts.c.case_id).where(*period)).one())
    return Stats(
        cases=total,
        by_route=_volume(tx, sa.func.coalesce(cases.c.route, "none"), period),
        by_day=_volume(tx, _day(tx), period),
        answered_by_bot=by_bot,
        waiting=waiting,
        escalated=handed,
        reopened=again,
        resolved=_resolved(tx, team_id, since, until),
        good=good,
        bad=bad,
        spent=_spent(tx, period),
    )


def _resolved(tx: Tx, team_id: str, since: datetime, until: datetime) -> int:
    done = (cases.c.team_id == team_id, cases.c.resolved_at >= since, cases.c.resolved_at < until)
    return int(tx.execute(sa.select(sa.func.count()).where(*done, cases.c.status == "resolved")).scalar_one())


def _had_by_a_person() -> sa.ColumnElement[bool]:
    """Say whether a person had the case at least once; one that is escalated now did, whatever its timeline says."""
    by_somebody_else = timeline.c.actor != cases.c.requester
    return sa.or_(
        cases.c.status == "escalated",
        _with_event("escalated", "reply not delivered", "claimed", "taken over"),
        _with_event("reopened", only=by_somebody_else),
    )


def _answered_by_bot() -> sa.ColumnElement[bool]:
    """Say whether the desk's answers were all that the case needed."""
    corrected = sa.or_(
        _with_event("reopened", "route changed", "staff replied"),
        _with_event("assigned", only=timeline.c.detail != "to nobody"),
        _with_event("RMA cancelled", only=timeline.c.actor != cases.c.requester),
    )
    replies = sa.select(timeline.c.detail).where(timeline.c.case_id == cases.c.id, timeline.c.event == "replied")
    last_reply = replies.order_by(timeline.c.id.desc()).limit(1).correlate(cases).scalar_subquery()
    return sa.and_(
        cases.c.first_response_at.is_not(None),
        cases.c.status.in_(("answered", "resolved")),
        sa.func.coalesce(last_reply, "").not_like("waiting%"),  # it was closed while the customer owed something
        ~_had_by_a_person(),
        ~corrected,
    )


def _with_event(*events: str, only: sa.ColumnElement[bool] | None = None) -> sa.ColumnElement[bool]:
    """Say whether one of these events is on the case's timeline; with ``only``, a line of which this holds."""
    more = () if only is None else (only,)
    return sa.exists().where(timeline.c.case_id == cases.c.id, timeline.c.event.in_(events), *more).correlate(cases)


def _count_if(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)


def _day(tx: Tx) -> sa.ColumnElement[str]:
    if tx.dialect.name == "postgresql":
        return sa.func.to_char(sa.func.timezone("UTC", cases.c.opened_at), "YYYY-MM-DD")
    return sa.func.date(cases.c.opened_at, type_=sa.Text)


def _volume(tx: Tx, by: sa.ColumnElement[str], period: tuple[sa.ColumnElement[bool], ...]) -> dict[str, int]:
    named = by.label("named")
    query = sa.select(named, sa.func.count()).where(*period).group_by(named).order_by(named)
    return {row[0]: row[1] for row in tx.execute(query)}


def _spent(tx: Tx, period: tuple[sa.ColumnElement[bool], ...]) -> list[Spent]:
    kinds = (step_runs.c.step, step_runs.c.engine)
    sums = (sa.func.count(), sa.func.sum(step_runs.c.tokens_in), sa.func.sum(step_runs.c.tokens_out))
    query = sa.select(*kinds, *sums).join(cases, cases.c.id == step_runs.c.case_id).where(*period)
    return [Spent(*row) for row in tx.execute(query.group_by(*kinds).order_by(*kinds))]
