"""A moment of each week: as an operator writes it, on the wall's clock, moved to when somebody is there."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.hours.desk_hours import hours_from
from workflows.hours.weekly import Weekly, newest_week, next_due, read_weekly
from workflows.hours.working_time import ROUND_THE_CLOCK

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = hours_from("Europe/Berlin", "Mon-Fri 09:00-17:00", "2026-11-30", "")
MONDAY = Weekly(0, 9 * 60)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("", None),
        ("off", None),
        ("on", MONDAY),
        ("Mon 09:00", MONDAY),
        ("friday 16:30", Weekly(4, 16 * 60 + 30)),
        (" Sun  8:05 ", Weekly(6, 8 * 60 + 5)),
    ],
)
def test_what_an_operator_writes_is_understood(text: str, moment: Weekly | None) -> None:
    assert read_weekly(text) == moment


@pytest.mark.parametrize("text", ["yes", "Mon", "09:00", "Mon 25:00", "Mon 9", "Moon-Fri 09:00", "Mon 09:00 UTC"])
def test_what_is_not_understood_says_how_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"write on \(Monday at nine\), off, or a day and a time like Fri 16:00"):
        read_weekly(text)


def test_a_week_is_the_seven_days_of_the_desk_s_zone_that_are_over() -> None:
    week = newest_week(OFFICE, MONDAY, datetime(2026, 11, 24, 7, tzinfo=UTC))

    assert week is not None
    assert week.day == date(2026, 11, 23)
    assert week.due == datetime(2026, 11, 23, 9, tzinfo=BERLIN)
    days = [datetime(2026, 11, day, tzinfo=BERLIN) for day in (9, 16, 23)]
    assert [week.before, week.since, week.until] == days


def test_on_a_day_off_the_moment_comes_when_somebody_is_there_and_the_days_stay_the_same() -> None:
    before = newest_week(OFFICE, MONDAY, datetime(2026, 12, 1, 8, 59, tzinfo=BERLIN))
    week = newest_week(OFFICE, MONDAY, datetime(2026, 12, 1, 9, tzinfo=BERLIN))

    assert before is not None
    assert week is not None
    assert (before.day, week.day) == (date(2026, 11, 23), date(2026, 11, 30))
    assert week.until == datetime(2026, 11, 30, tzinfo=BERLIN)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis wants bare bounds
    st.builds(Weekly, st.integers(0, 6), st.integers(0, 24 * 60 - 1)),
)
def test_the_weeks_follow_each_other_without_a_gap(now: datetime, weekly: Weekly) -> None:
    for hours in (OFFICE, ROUND_THE_CLOCK):
        week = newest_week(hours, weekly, now)
        coming = next_due(hours, weekly, now)
        assert week is not None
        following = newest_week(hours, weekly, coming)

        assert week.due <= now < coming
        assert following is not None
        assert week.until - week.since < timedelta(days=7, hours=2)
        assert (following.day - week.day).days % 7 == 0
        assert following.since >= week.until
