"""The weekly digest for staff: planned once a week, and the figures that it tells; what it looks like is for others.

It holds figures and numbers of cases, and no words of people: these would stay there when they are erased.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from handlers.desk import HandoffSettings
from storage import cases, posts
from storage.case_lists import CaseLine, Counts, View, counts, page
from storage.database import Tx
from storage.records import Case, Post
from storage.statistics import Stats, first_opened, stats, waits_for_people
from workflows.hours.weekly import Week, newest_week

DIGEST = "digest"
LATEST = timedelta(hours=24)  # a desk that was down for longer leaves the week out
LONGEST_WAITING = 5


class Planned(Enum):
    """What became of this week's digest: nothing to do, planned now, or left out since it is too late."""

    NOTHING = "nothing"
    NOW = "planned"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True, order=True)
class Wait:
    """The working time in seconds until a person wrote; ``is_over`` False: until now, and nobody has."""

    took_s: float
    is_over: bool


@dataclass(frozen=True, slots=True)
class PersonWaits:
    """How long the cases that were handed to people in a period waited for a person's words, the shortest first.

    ``in_time``: how many had them within the time that is set for that; all that had them, where none is set.
    """

    waits: tuple[Wait, ...]
    in_time: int

    def at(self, percent: int) -> Wait | None:
        """Return the wait that so many per cent do not exceed (nearest rank); None where nobody was handed over."""
        return self.waits[max(0, -(-len(self.waits) * percent // 100) - 1)] if self.waits else None


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """A week of seven days up to ``until``. ``stats``: as ``storage.statistics`` counts them."""

    since: datetime
    until: datetime
    stats: Stats
    people: PersonWaits


@dataclass(frozen=True, slots=True)
class Digest:
    """What a digest tells. ``before``: the week before, None where nothing is known of it; ``longest``: waiting."""

    week: WeekFigures
    before: WeekFigures | None
    open_now: Counts
    longest: tuple[Case, ...]


def week_to_tell(tx: Tx, handoff: HandoffSettings, team_id: str, now: datetime) -> Week | None:
    """Return the week whose moment has come and which nobody has seen to; None: there is none. Changes nothing.

    A desk that had no case yet in or before a week has nothing to tell of it.
    """
    if handoff.digest is None or handoff.staff_channel is None:
        return None
    week = newest_week(handoff.hours, handoff.digest, now)
    if week is None or posts.post_at(tx, team_id, _key(week)) is not None:
        return None
    first = first_opened(tx, team_id)
    return week if first is not None and first < week.until else None


def plan(tx: Tx, handoff: HandoffSettings, team_id: str, week: Week, now: datetime) -> Planned:
    """Plan the digest of the week, once whoever asks how often; one that is too late is never posted."""
    body = {name: getattr(week, name).isoformat() for name in ("before", "since", "until")}
    values = {"team_id": team_id, "key": _key(week), "kind": DIGEST, "channel": handoff.staff_channel, "body": body}
    if posts.plan_new(tx, {**values, "state": "planned", "created_at": now}) is None:
        return Planned.NOTHING
    if now - week.due <= LATEST:
        return Planned.NOW
    planned = posts.post_at(tx, team_id, _key(week))
    if planned is not None:
        posts.supersede(tx, planned.id)
    return Planned.LEFT_OUT


def _key(week: Week) -> str:
    return f"digest:{week.day.isoformat()}"


def is_in_time(post: Post, now: datetime) -> bool:
    """Say whether a digest that could not be posted when it was planned may still be."""
    return now - post.created_at <= LATEST


def read_digest(tx: Tx, handoff: HandoffSettings, post: Post, now: datetime) -> Digest:
    """Return what the digest tells, from the rows as they are."""
    team_id = post.team_id
    before, since, until = (datetime.fromisoformat(post.body[name]) for name in ("before", "since", "until"))
    earlier = week_figures(tx, handoff, team_id, (before, since), now)
    return Digest(
        week_figures(tx, handoff, team_id, (since, until), now),
        earlier if earlier.stats.cases else None,
        counts(tx, team_id, ""),
        tuple(cases.get_case(tx, line.id) for line in longest_waiting(tx, team_id)),
    )


def longest_waiting(tx: Tx, team_id: str) -> list[CaseLine]:
    """Return the cases that have waited longest for a person."""
    return page(tx, View(team_id, "escalated"), limit=LONGEST_WAITING)


def week_figures(
    tx: Tx, handoff: HandoffSettings, team_id: str, period: tuple[datetime, datetime], now: datetime
) -> WeekFigures:
    """Return the figures of a period, as ``frontdesk stats`` counts them."""
    people = person_waits(tx, handoff, team_id, period, now)
    return WeekFigures(*period, stats(tx, team_id, *period), people)


def person_waits(
    tx: Tx, handoff: HandoffSettings, team_id: str, period: tuple[datetime, datetime], now: datetime
) -> PersonWaits:
    """Return how long those who were handed over in a period waited for a person, counted within the hours."""
    since, until = period

    def between(end: datetime, start: datetime) -> timedelta:
        return handoff.hours.between(start, end)

    answered, waiting = waits_for_people(tx, team_id, since, now, between, until)
    within = handoff.respond_within
    in_time = sum(1 for took in answered if within is None or took <= within.total_seconds())
    waits = [*(Wait(took, is_over=True) for took in answered), *(Wait(took, is_over=False) for took in waiting)]
    return PersonWaits(tuple(sorted(waits)), in_time)
