"""A moment that comes each week, such as Monday at nine, or when somebody is there next. Pure; reads no clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workflows.hours.settings_text import WEEKDAYS, read_minute
from workflows.hours.working_time import Hours

DEFAULT = "mon 09:00"
HOW_WEEKLY = "write on (Monday at nine), off, or a day and a time like Fri 16:00"
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_LONGEST_BREAK = 60  # weeks that are looked at: a desk that is closed for longer has no such moment


@dataclass(frozen=True, slots=True)
class Weekly:
    """A moment of each week by the clock on the wall. ``weekday``: Monday is 0; ``minute``: of that day."""

    weekday: int
    minute: int


@dataclass(frozen=True, slots=True)
class Week:
    """The seven days that are over when the moment of the week comes, which is ``due``; ``before``: as many before."""

    day: date
    due: datetime
    before: datetime
    since: datetime
    until: datetime


def read_weekly(text: str) -> Weekly | None:
    """Return the moment that an operator has set; None for "" and "off".

    Raises
    ------
    ValueError
        It is not understood; the sentence says how to write it.
    """
    wanted = text.strip().lower()
    if wanted in {"", "off"}:
        return None
    day, _, time = (DEFAULT if wanted == "on" else wanted).partition(" ")
    hour, _, minute = time.strip().partition(":")
    try:
        return Weekly(WEEKDAYS.index(day[:3]), read_minute(hour, minute, text))
    except ValueError:
        msg = f"{text!r} is no moment of a week: {HOW_WEEKLY}"
        raise ValueError(msg) from None


def newest_week(hours: Hours, weekly: Weekly, now: datetime) -> Week | None:
    """Return the week whose moment came last; None: it has not come for more than a year."""
    local = now.astimezone(hours.zone).date()
    day = local - _DAY * ((local.weekday() - weekly.weekday) % 7)
    weeks = (_week(hours, weekly, day - _WEEK * back) for back in range(_LONGEST_BREAK))
    return next((week for week in weeks if week.due <= now), None)


def next_due(hours: Hours, weekly: Weekly, now: datetime) -> datetime:
    """Return when the moment comes next."""
    return next(week.due for week in _coming(hours, weekly, now) if week.due > now)


def _coming(hours: Hours, weekly: Weekly, now: datetime) -> Iterator[Week]:
    day = now.astimezone(hours.zone).date()
    day -= _DAY * ((day.weekday() - weekly.weekday) % 7)
    while True:
        yield _week(hours, weekly, day)
        day += _WEEK


def _week(hours: Hours, weekly: Weekly, day: date) -> Week:
    """Return the week of the moment on this day; where nobody is there then, it comes when somebody is."""
    starts = [hours.at(day - _WEEK * back, 0) for back in (2, 1, 0)]
    return Week(day, hours.opens(hours.at(day, weekly.minute)), *starts)
