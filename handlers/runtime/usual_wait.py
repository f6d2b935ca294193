"""How long customers usually wait for a person, from the desk's own figures; nothing where they are few."""

from datetime import datetime, timedelta

from storage.database import Database, Tx
from workflows.hours.working_time import Hours

PERIOD = timedelta(days=30)
LEAST_CASES = 5
FRESH = timedelta(minutes=10)
_STEPS = (
    (300, "5 minutes"),
    (900, "15 minutes"),
    (1800, "half an hour"),
    (3600, "an hour"),
    *((hours * 3600, f"{hours} hours") for hours in (2, 3, 4, 6, 8, 12)),
    (24 * 3600, "a day"),
    *((days * 24 * 3600, f"{days} days") for days in (2, 3, 4, 5)),
    (7 * 24 * 3600, "a week"),
)


class UsualWaits:
    """Keeps each team's usual wait for some minutes: what a hand-over costs does not grow with the desk."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[datetime, timedelta | None]] = {}

    async def of(self, db: Database, team_id: str, now: datetime, hours: Hours) -> timedelta | None:
        """Return how soon people usually write, as ``usual_wait``; at most ten minutes old."""
        known = self._known.get(team_id)
        if known is None or not timedelta() <= now - known[0] < FRESH:
            known = now, await db.read(lambda tx: usual_wait(tx, team_id, now, hours))
            self._known[team_id] = known
        return known[1]


def usual_wait(tx: Tx, team_id: str, now: datetime, hours: Hours) -> timedelta | None:
    """Return how soon a person usually writes after a hand-over, counted within ``hours``; None: that is not known.

    The median of the last 30 days, rounded up to a step of ``in_words``; of five cases at least that a person has
    written in.
    """
    from storage.statistics import waits_for_people  # noqa: PLC0415 - few answers hand over

    answered, waiting = waits_for_people(tx, team_id, now - PERIOD, now, lambda end, start: hours.between(start, end))
    if len(answered) < LEAST_CASES:
        return None
    ordered = sorted(answered + waiting)
    median = ordered[len(ordered) // 2]
    return next((timedelta(seconds=seconds) for seconds, _ in _STEPS if median <= seconds), None)


def in_words(wait: timedelta) -> str:
    """Return a usual wait as people say it: "2 hours"."""
    return next(words for seconds, words in _STEPS if wait <= timedelta(seconds=seconds))
