"""Working time is counted right: whatever the hours, the days off and the clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflows.hours.days_off import closing_early
from workflows.hours.settings_text import read_week
from workflows.hours.working_time import DAY_MIN, ROUND_THE_CLOCK, Hours

wall = datetime.fromisoformat  # a time as the clock on the wall shows it
BERLIN, NEW_YORK, LORD_HOWE = (ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe"))
ZONES = (BERLIN, NEW_YORK, LORD_HOWE, ZoneInfo("UTC"), ZoneInfo("America/Havana"), ZoneInfo("Pacific/Apia"))
OFFICE = Hours(BERLIN, read_week("Mon-Fri 09:00-17:00"))

# Around both changes of the clocks, on both halves of the globe, and around the day that Samoa left out.
moments = st.one_of(
    st.datetimes(wall("2026-01-01"), wall("2027-12-01"), timezones=st.just(UTC)),
    st.datetimes(wall("2026-03-28"), wall("2026-03-30"), timezones=st.just(UTC)),
    st.datetimes(wall("2026-10-24"), wall("2026-11-03"), timezones=st.just(UTC)),
    st.datetimes(wall("2011-12-28"), wall("2012-01-02"), timezones=st.just(UTC)),
)
spans_of_day = st.lists(st.integers(0, DAY_MIN // 30), max_size=4, unique=True).map(
    lambda marks: tuple((30 * start, 30 * end) for start, end in list(pairwise(sorted(marks)))[::2])
)
weeks = st.tuples(*[spans_of_day] * 7).filter(any)
days_off = st.dictionaries(st.dates(date(2026, 3, 1), date(2026, 11, 30)), st.integers(0, DAY_MIN), max_size=5)
desks = st.builds(
    lambda zone, week, off: Hours(zone, week, closing_early(off)), st.sampled_from(ZONES), weeks, days_off
)
stretches = st.timedeltas(timedelta(), timedelta(hours=6))
passing = st.timedeltas(timedelta(), timedelta(days=8))
threes = st.builds(lambda at, one, other: (at, at + one, at + one + other), moments, passing, passing)


@given(desks, threes)
def test_working_time_is_additive_over_a_split(desk: Hours, times: tuple[datetime, datetime, datetime]) -> None:
    first, middle, last = times

    assert desk.between(first, middle) + desk.between(middle, last) == desk.between(first, last)


@given(desks, threes)
def test_working_time_never_shrinks_and_is_no_longer_than_the_time_that_passed(
    desk: Hours, times: tuple[datetime, datetime, datetime]
) -> None:
    first, middle, last = times

    assert timedelta() <= desk.between(first, middle) <= desk.between(first, last) <= last - first


@given(desks, moments, stretches, stretches)
def test_two_stretches_one_after_the_other_end_where_both_together_do(
    desk: Hours, at: datetime, one: timedelta, other: timedelta
) -> None:
    assert desk.add(desk.add(at, one), other) == desk.add(at, one + other)


@given(desks, moments, stretches)
def test_as_much_working_time_passes_until_a_due_time_as_was_added(
    desk: Hours, at: datetime, working: timedelta
) -> None:
    assert desk.between(at, desk.add(at, working)) == working


@given(desks, moments, stretches, stretches, stretches)
def test_what_came_first_is_due_first(
    desk: Hours, at: datetime, later: timedelta, one: timedelta, more: timedelta
) -> None:
    assert desk.add(at, one) <= desk.add(at + later, one) <= desk.add(at + later, one + more)


@given(desks, moments)
def test_a_desk_opens_when_working_time_begins_to_pass(desk: Hours, at: datetime) -> None:
    opens = desk.opens(at)

    assert desk.between(at, opens) == timedelta()
    assert desk.between(opens, opens + timedelta(seconds=1)) > timedelta()


@given(desks, moments)
@example(Hours(BERLIN, read_week("Mon-Sun 01:00-24:00")), datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
def test_a_desk_is_open_exactly_while_the_clock_on_the_wall_says_so(desk: Hours, at: datetime) -> None:
    local = at.astimezone(desk.zone)
    early = desk.closes_early(local.date())
    minute = local.hour * 60 + local.minute
    spans = [(start, end if early is None else min(end, early)) for start, end in desk.week[local.weekday()]]
    shown_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()

    says_so = any(start <= minute < end for start, end in spans)

    assert desk.is_open(at) == says_so or shown_twice


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 28), 8), (date(2026, 3, 29), 7), (date(2026, 10, 24), 8), (date(2026, 10, 25), 9)],
)
def test_a_night_is_an_hour_shorter_or_longer_when_the_clocks_change(day: date, hours: int) -> None:
    nights = Hours(BERLIN, read_week("Mon-Sun 00:00-08:00"))
    midnight = datetime.combine(day, time.min, BERLIN)

    assert nights.between(midnight, midnight + timedelta(hours=20)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (wall("2026-11-27 16:00"), wall("2026-11-30 10:00")),  # over a weekend
        (wall("2026-11-28 12:00"), wall("2026-11-30 11:00")),  # on it
        (wall("2026-03-27 16:00"), wall("2026-03-30 10:00")),  # over the change to summer time
        (wall("2026-10-23 16:00"), wall("2026-10-26 10:00")),  # and back
    ],
)
def test_two_working_hours_end_at_the_time_the_clock_on_the_wall_promises(since: datetime, due: datetime) -> None:
    ends = OFFICE.add(since.replace(tzinfo=BERLIN), timedelta(hours=2))

    assert ends.astimezone(BERLIN).replace(tzinfo=None) == due


def test_an_opening_that_begins_in_the_hour_the_clock_leaves_out_begins_with_the_next_one() -> None:
    early = Hours(BERLIN, read_week("Sun 02:15-04:00"))

    opens = early.opens(datetime(2026, 3, 28, 20, tzinfo=UTC))

    assert opens == datetime(2026, 3, 29, 1, tzinfo=UTC)  # 03:00 summer time: 02:15 never came


def test_round_the_clock_all_time_counts() -> None:
    night = datetime(2026, 11, 29, 3, tzinfo=UTC)

    assert ROUND_THE_CLOCK.is_open(night)
    assert ROUND_THE_CLOCK.closes(night) is None
    assert ROUND_THE_CLOCK.add(night, timedelta(hours=4)) == night + timedelta(hours=4)


def test_what_goes_on_over_midnight_closes_at_its_end() -> None:
    nights = Hours(BERLIN, read_week("Mon 22:00-24:00, Tue 00:00-06:00"))

    assert nights.closes(datetime(2026, 11, 30, 22, tzinfo=BERLIN)) == datetime(2026, 12, 1, 6, tzinfo=BERLIN)
