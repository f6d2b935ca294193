"""Days off are what the operator and the country say; what is misspelt says how to write it."""

import os
import subprocess
import sys
from datetime import date

import pytest

from workflows.hours.days_off import closing_early
from workflows.hours.settings_text import read_country, read_days_off, read_week, read_zone


@pytest.mark.parametrize(
    ("day", "off_from"),
    [
        (date(2026, 12, 25), 0),
        (date(2026, 1, 6), 0),  # Epiphany, in Bavaria
        (date(2026, 12, 24), 12 * 60),
        (date(2030, 12, 26), 0),
        (date(2026, 12, 23), None),
    ],
)
def test_public_holidays_are_off_and_their_eves_half(day: date, off_from: int | None) -> None:
    assert closing_early({}, *read_country("de-by"))(day) == off_from


def test_what_the_operator_names_goes_before_what_the_country_does() -> None:
    off = closing_early(read_days_off("2026-12-24, 2026-12-25 10:00"), "DE")

    assert (off(date(2026, 12, 24)), off(date(2026, 12, 25))) == (0, 600)


def test_the_dates_do_not_depend_on_the_language_of_the_machine() -> None:
    asks = "from datetime import date; from workflows.hours.days_off import _public_holidays as of; "
    asks += "print(of('DE', '')[date(2026, 12, 25)])"
    env = {**os.environ, "LANG": "de_DE.UTF-8", "LANGUAGE": "de"}

    said = subprocess.run([sys.executable, "-c", asks], env=env, capture_output=True, text=True, check=True)  # noqa: S603 - our own code

    assert said.stdout.strip() == "Christmas Day"


def test_without_a_country_the_library_is_not_imported() -> None:
    asks = "import sys; from workflows.hours.days_off import closing_early; closing_early({}); "
    asks += "print('holidays' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)  # noqa: S603 - our own code

    assert said.stdout.strip() == "False"


def test_days_are_read_one_by_one_as_a_range_and_as_a_half() -> None:
    assert read_days_off("2026-12-24..2026-12-26,2027-03-05 12:30") == {
        date(2026, 12, 24): 0,
        date(2026, 12, 25): 0,
        date(2026, 12, 26): 0,
        date(2027, 3, 5): 750,
    }
    assert read_days_off("") == {}


def test_a_week_is_read_with_breaks_and_over_the_weekend() -> None:
    week = read_week("Mon-Thu 09:00-12:00 13:00-17:30, Friday 9:00-12:00, Sat-Sun 10:00-24:00")

    assert week[0] == week[3] == ((540, 720), (780, 1050))
    assert week[4] == ((540, 720),)
    assert week[6] == ((600, 1440),)
    assert read_week("") == ()


@pytest.mark.parametrize(
    "text",
    [
        *("Mo 9-17", "Mon-Fri", "Mon-Fry 09:00-17:00", "Mon 17:00-09:00", "Mon 25:00-26:00", "Mon 09:61-10:00", ","),
        *("Mon 09:00-12:00 11:00-13:00", "Mon 09:00-12:00, Mon-Fri 11:00-13:00", "09:00-17:00"),
    ],
)
def test_hours_that_are_not_understood_say_how_to_write_them(text: str) -> None:
    with pytest.raises(ValueError, match=r"write it like|is written as two"):
        read_week(text)


@pytest.mark.parametrize("text", ["24.12.2026", "2026-12-24 noon", "2026-12-24..2026-12-20", "2026-02-30", "2026-1-1"])
def test_days_that_are_not_understood_say_how_to_write_them(text: str) -> None:
    with pytest.raises(ValueError, match="write it like 2026"):
        read_days_off(text)


@pytest.mark.parametrize("name", ["Berlin", "", "../etc/passwd", "/etc/localtime", "Europe/Berlin\0", "Europe"])
def test_a_time_zone_there_is_not_says_how_to_write_one(name: str) -> None:
    with pytest.raises(ValueError, match="IANA"):
        read_zone(name)


@pytest.mark.parametrize(("text", "says"), [("XX", "ISO code"), ("DE-XX", "BY"), ("Germany", "ISO code")])
def test_a_country_there_is_not_says_how_to_write_one(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        closing_early({}, *read_country(text))
