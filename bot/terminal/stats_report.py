"""The figures of ``frontdesk stats``: what a period was like, with shares, as plain data for ``--json``."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from handlers.cases.digest import PersonWaits, person_waits
from handlers.desk import NOWHERE, HandoffSettings
from storage.database import Tx
from storage.statistics import ResponseTimes, Stats, response_times, stats


@dataclass(frozen=True, slots=True)
class Figures:
    """A team's period. ``by_day`` holds every day of it, those without a case too; ``people``: see there."""

    team: str
    since: datetime
    until: datetime
    stats: Stats
    times: ResponseTimes
    by_day: Mapping[str, int]
    people: PersonWaits

    def share(self, count: int) -> float | None:
        """Return ``count`` as a share of all cases, 0 to 1; None when there are none."""
        return _share(count, self.stats.cases)

    @property
    def good_share(self) -> float | None:
        """How many of the ratings are good, 0 to 1; None when nothing is rated."""
        return _share(self.stats.good, self.stats.good + self.stats.bad)


def read_figures(tx: Tx, team_id: str, days: int, now: datetime, handoff: HandoffSettings = NOWHERE) -> Figures:
    """Read the figures of the last ``days`` days in UTC; today, which is not over, is the last of them.

    ``handoff``: when people are there.
    """
    first = (now.astimezone(UTC) - timedelta(days=days - 1)).date()
    since = datetime.combine(first, time(), UTC)
    found = stats(tx, team_id, since, now)
    every_day = ((first + timedelta(days=at)).isoformat() for at in range(days))
    by_day = {day: found.by_day.get(day, 0) for day in every_day}
    people = person_waits(tx, handoff, team_id, (since, now), now)
    return Figures(team_id, since, now, found, response_times(tx, team_id, since), by_day, people)


def as_json(figures: Figures) -> dict[str, Any]:
    """Return the figures as plain data. Shares are 0 to 1, null when there is nothing to divide by."""
    found = figures.stats
    counted = {name: getattr(found, name) for name in ("answered_by_bot", "waiting", "escalated", "reopened")}
    return {
        "team": figures.team,
        "since": figures.since.isoformat(),
        "until": figures.until.isoformat(),
        "cases": found.cases,
        "by_route": dict(found.by_route),
        "by_day": dict(figures.by_day),
        **{name: {"cases": count, "share": figures.share(count)} for name, count in counted.items()},
        "resolved": found.resolved,
        "rating": {"good": found.good, "bad": found.bad, "good_share": figures.good_share},
        "response_times": asdict(figures.times),
        "until_a_person_wrote": _people(figures.people),
        "tokens": {
            "in": sum(one.tokens_in for one in found.spent),
            "out": sum(one.tokens_out for one in found.spent),
            "by_step": [asdict(one) for one in found.spent],
        },
    }


def _people(people: PersonWaits) -> dict[str, Any]:
    """Return how long people took in working time; who still waits is counted with how long they have."""
    median, most = people.at(50), people.at(90)
    return {
        "cases": len(people.waits),
        "still_waiting": sum(1 for wait in people.waits if not wait.is_over),
        "in_time": people.in_time,
        "median_s": None if median is None else median.took_s,
        "p90_s": None if most is None else most.took_s,
    }


def _share(count: int, of: int) -> float | None:
    return round(count / of, 4) if of else None
