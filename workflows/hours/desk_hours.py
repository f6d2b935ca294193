"""From the four settings about hours to the hours of the desk."""

from workflows.hours.days_off import closing_early
from workflows.hours.settings_text import read_country, read_days_off, read_week, read_zone
from workflows.hours.weekly import read_weekly
from workflows.hours.working_time import Hours


def hours_from(zone: str, week: str, days_off: str, country: str) -> Hours:
    """Return the desk's hours; without a week somebody is there round the clock, and only the zone counts.

    Raises
    ------
    ValueError
        One of them is not understood; the sentence says how to write it.
    """
    spans = read_week(week)
    if not spans:
        return Hours(read_zone(zone))
    return Hours(read_zone(zone), spans, closing_early(read_days_off(days_off), *read_country(country)))


def check(name: str, text: str) -> None:
    """Raise ``ValueError``, as ``hours_from``, if the setting of this name is not understood."""
    match name:
        case "time_zone":
            read_zone(text)
        case "working_hours":
            read_week(text)
        case "days_off":
            read_days_off(text)
        case "weekly_digest":
            read_weekly(text)
        case _:
            closing_early({}, *read_country(text))
