"""Answers when people of support are there, by the hours that the operator has set. Where none are set, nothing is."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from handlers.desk import Response
from workflows.hours.settings_text import WEEKDAYS
from workflows.hours.working_time import Hours, Span
from workflows.reply import Section
from workflows.results import day
from workflows.rules.escalation.opening_hours import Day

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ANY_TIME = "You can write here at any time."
_ONE_DAY = timedelta(days=1)
_CHRISTMAS, _NEW_YEAR = (12, 25), (1, 1)


def answer(hours: Hours, now: datetime, asked: Sequence[Day]) -> Response:
    """Tell the week, and of the days that are asked for who is there on the next of each."""
    told = [_of_day(hours, one) for one in dict.fromkeys(_dates(asked, now.astimezone(hours.zone).date()))]
    who = "As a rule they" if told else "People of our support team"
    words = f"{who} are there {_week(hours)} ({hours.zone.key}). {ANY_TIME}"
    section = Section(text=" ".join((*told, words)))
    return Response((section,), "general_question", by_rule=True)


def _dates(asked: Iterable[Day], today: date) -> Iterator[date]:
    """Yield the next day of each kind, today among them."""
    for one in asked:
        match one:
            case "today":
                yield today
            case "tomorrow":
                yield today + _ONE_DAY
            case "weekend":
                yield from (_next(today, weekday) for weekday in (5, 6))
            case "christmas" | "new year":
                month, number = _CHRISTMAS if one == "christmas" else _NEW_YEAR
                this = date(today.year, month, number)
                yield this if this >= today else date(today.year + 1, month, number)
            case _:
                yield _next(today, WEEKDAYS.index(one))


def _next(today: date, weekday: int) -> date:
    return today + _ONE_DAY * ((weekday - today.weekday()) % 7)


def _of_day(hours: Hours, one: date) -> str:
    spans = hours.spans_on(one)
    there = f"people of our support team are there {_spans(spans)}" if spans else "nobody of our support team is there"
    return f"On {day(one)} {there}."


def _week(hours: Hours) -> str:
    """Write the week by runs of days with the same hours: "Monday to Friday 09:00-17:00, Saturday 10:00-13:00"."""
    runs: list[str] = []
    for spans, days in groupby(range(7), lambda at: tuple(hours.week[at])):
        first, *others = days
        name = f"{NAMES[first]} to {NAMES[others[-1]]}" if others else NAMES[first]
        runs += [f"{name} {_spans(spans)}"] if spans else []
    return ", ".join(runs)


def _spans(spans: Iterable[Span]) -> str:
    return " and ".join(f"{_clock(start)}\N{EN DASH}{_clock(end)}" for start, end in spans)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
