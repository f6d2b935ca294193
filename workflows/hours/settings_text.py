"""Reads what an operator writes about hours and days off. Each error is a sentence that says how to write it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workflows.hours.working_time import DAY_MIN, Span

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOW_HOURS = "write it like Mon-Fri 09:00-17:00, Sat 10:00-13:00"
HOW_DAYS = "write it like 2026-12-24, 2026-12-27..2027-01-02, 2027-03-05 12:00 (off from noon)"
LONGEST = timedelta(days=400)
_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})")
_DAYS = re.compile(r"([a-z]{3,9})(?:-([a-z]{3,9}))?")


def read_zone(name: str) -> ZoneInfo:
    """Return the time zone of this IANA name; ValueError if there is none."""
    try:
        return ZoneInfo(name.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        msg = f"{name!r} is no time zone: write an IANA name like Europe/Berlin, America/New_York or UTC"
        raise ValueError(msg) from None


def read_week(text: str) -> tuple[tuple[Span, ...], ...]:
    """Return the spans of each day from Monday on, in order; () for "", which is round the clock.

    Raises
    ------
    ValueError
        It is not understood, a span ends before it begins, or two of one day overlap.
    """
    if not text.strip():
        return ()
    week: list[list[Span]] = [[] for _ in WEEKDAYS]
    for part in text.lower().split(","):
        days, *spans = part.split() or [""]
        if not spans:
            msg = f"{part.strip()!r} is not understood: {HOW_HOURS}"
            raise ValueError(msg)
        for day in _days(days):
            week[day] += [_span(one) for one in spans]
    for spans_of_day in week:
        spans_of_day.sort()
        if any(one[1] > other[0] for one, other in pairwise(spans_of_day)):
            msg = f"two spans of one day overlap: {HOW_HOURS}"
            raise ValueError(msg)
    return tuple(tuple(spans_of_day) for spans_of_day in week)


def _days(text: str) -> list[int]:
    found = _DAYS.fullmatch(text)
    names = [name[:3] for name in found.groups() if name] if found else []
    if not names or any(name not in WEEKDAYS for name in names):
        msg = f"{text!r} is no day and no range of days: {HOW_HOURS}"
        raise ValueError(msg)
    first, last = WEEKDAYS.index(names[0]), WEEKDAYS.index(names[-1])
    return [(first + at) % 7 for at in range((last - first) % 7 + 1)]


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        msg = f"{text!r} is no span of time: {HOW_HOURS}"
        raise ValueError(msg)
    start, end = read_minute(found[1], found[2], text), read_minute(found[3], found[4], text)
    if end <= start:
        msg = f"{text!r} ends before it begins: a night is written as two, like Mon 22:00-24:00, Tue 00:00-06:00"
        raise ValueError(msg)
    return start, end


def read_minute(hour: str, minute: str, text: str) -> int:
    """Return the minute of a day; ``text`` is what it stands in. ValueError if there is no such time."""
    at = int(hour) * 60 + int(minute)
    if int(minute) >= 60 or at > DAY_MIN:
        msg = f"{text!r} is no time of a day: {HOW_HOURS}"
        raise ValueError(msg)
    return at


def read_days_off(text: str) -> dict[date, int]:
    """Return the days off and from which minute each is off (0: all of it); ValueError if it is not understood."""
    found: dict[date, int] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        days, _, early = part.partition(" ")
        try:
            first, _, last = days.partition("..")
            hour, _, minute = early.strip().partition(":")
            start = read_minute(hour, minute, part) if early else 0
            found |= dict.fromkeys(_each(date.fromisoformat(first), date.fromisoformat(last or first)), start)
        except ValueError:
            msg = f"{part!r} is no day off: {HOW_DAYS}"
            raise ValueError(msg) from None
    return found


def _each(first: date, last: date) -> Iterator[date]:
    if not timedelta() <= last - first <= LONGEST:
        raise ValueError
    return (first + timedelta(days=at) for at in range((last - first).days + 1))


def read_country(text: str) -> tuple[str, str]:
    """Return the country and the part of it ("DE-BY" → "DE", "BY"); ("", "") for ""."""
    country, _, part = text.strip().upper().partition("-")
    return country, part
