"""Working time: when somebody is there, and how long that is. Pure; nothing is read here, and no clock.

Times are aware; what comes out is UTC. An opening is counted in real time: the day on which clocks go back is an hour
longer for whoever works through it. What the clock shows twice counts as one stretch: from the first time it shows
the beginning to the last time it shows the end. What it leaves out is no time at all.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

DAY_MIN = 24 * 60
FARTHEST = 10 * 366  # days; a desk that does not open within ten years is none
MOST_JOINED = 100  # spans without a break between them: round the clock, though written as hours
_DAY = timedelta(days=1)
_UTC = ZoneInfo("UTC")
_SECOND = timedelta(seconds=1)

Span = tuple[int, int]  # minutes of a day by the clock on the wall, from and until; 1440: midnight
Opening = tuple[datetime, datetime]


def no_day_off(_day: date) -> int | None:
    """Say of each day that it is like any other."""
    return None


@dataclass(frozen=True, slots=True)
class Hours:
    """The working hours of a desk. ``week``: the spans of each day from Monday on, in order; empty: round the clock.

    ``closes_early``: the minute from which a day is off (0: all of it), None for a day like any other.
    """

    zone: ZoneInfo = _UTC
    week: tuple[Sequence[Span], ...] = ()
    closes_early: Callable[[date], int | None] = no_day_off

    @property
    def is_always(self) -> bool:
        """Whether somebody is there round the clock."""
        return not self.week

    def add(self, at: datetime, working: timedelta) -> datetime:
        """Return the earliest moment by which ``working`` has passed since ``at``, counted while somebody is there."""
        left, begin = max(working, timedelta()), at.astimezone(UTC)
        if self.is_always or not left:
            return begin + left
        for start, end in self._openings(begin):
            here = end - max(start, begin)
            if here >= left:
                return max(start, begin) + left
            left -= here
        return begin + FARTHEST * _DAY

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return how long somebody was there from ``start`` until ``end``; nothing if that is not later."""
        since, until = start.astimezone(UTC), end.astimezone(UTC)
        if self.is_always or until <= since:
            return max(until - since, timedelta())
        passed = timedelta()
        for opens, closes in self._openings(since, (until - since).days + 5):
            if opens >= until:
                break
            passed += min(closes, until) - max(opens, since)
        return passed

    def is_open(self, at: datetime) -> bool:
        """Say whether somebody is there."""
        return self.opens(at) <= at

    def opens(self, at: datetime) -> datetime:
        """Return when somebody is there again: ``at`` itself if somebody is."""
        now = at.astimezone(UTC)
        start = now if self.is_always else next((one for one, _ in self._openings(now)), now + FARTHEST * _DAY)
        return max(start, now)

    def closes(self, at: datetime) -> datetime | None:
        """Return until when somebody is there, from ``at`` on; None: round the clock, or nobody is there now."""
        if self.is_always or not self.is_open(at):
            return None
        openings = self._openings(at.astimezone(UTC))
        _, until = next(openings)
        for start, end in islice(openings, MOST_JOINED):
            if start > until:
                return until
            until = end
        return None

    def spans_on(self, day: date) -> list[Span]:
        """Return when somebody is there on a day by the clock on the wall of a week that is set."""
        early = self.closes_early(day)
        cut = [(start, end if early is None else min(end, early)) for start, end in self.week[day.weekday()]]
        return [(start, end) for start, end in cut if end > start]

    def at(self, day: date, minute: int) -> datetime:
        """Return when the clock on the wall shows this minute of a day, or is first past it; of two times the first."""
        return self._moment(day, minute, last=False)

    def _openings(self, at: datetime, days: int = FARTHEST) -> Iterator[Opening]:
        """Yield the openings of so many days that end after ``at`` (UTC), in order and none over another."""
        day, reached = at.astimezone(self.zone).date() - _DAY, None
        for _ in range(days):
            for start, end in self._of_day(day):
                begin = start if reached is None else max(start, reached)
                reached = end if reached is None else max(end, reached)
                if end > max(begin, at):
                    yield begin, end
            day += _DAY

    def _of_day(self, day: date) -> Iterator[Opening]:
        for start, until in self.spans_on(day):
            is_midnight = until == DAY_MIN
            yield self._moment(day, start, last=False), self._moment(day, until, last=not is_midnight)

    def _moment(self, day: date, minute: int, *, last: bool) -> datetime:
        """Return when the clock on the wall shows this minute, or is first past it; of two times the first or last."""
        wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001 - the zone comes now
        first, second = (wall.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        if first <= second:
            return second if last else first
        # The clock is put forward over it, somewhere between these two: find where.
        low, high = second, first
        while high - low > _SECOND:
            middle = low + ((high - low) // 2 // _SECOND) * _SECOND
            is_past = middle.astimezone(self.zone).replace(tzinfo=None) >= wall
            low, high = (low, middle) if is_past else (middle, high)
        return high


ROUND_THE_CLOCK = Hours()
