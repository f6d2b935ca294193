"""What the settings about hours come to: when somebody is there, what comes each week, what is set and does nothing."""

from datetime import datetime, timedelta

from bot.doctor.finding import Finding, ok, warning
from bot.settings import Settings
from workflows.hours.weekly import next_due, read_weekly
from workflows.hours.working_time import Hours

SOON = timedelta(days=60)


def check_hours(settings: Settings, now: datetime) -> Finding:
    """Say whether somebody is there now, when that changes, and which day off comes next."""
    hours = settings.hours
    if hours.is_always:
        unused = [
            name
            for name, value in (("FRONTDESK_DAYS_OFF", settings.days_off), ("FRONTDESK_HOLIDAYS", settings.holidays))
            if value
        ]
        if unused:
            says = f"round the clock, so {' and '.join(unused)} {'do' if len(unused) > 1 else 'does'} nothing"
            return warning("hours", says, "set FRONTDESK_WORKING_HOURS, such as Mon-Fri 09:00-17:00")
        return ok("hours", "round the clock; FRONTDESK_WORKING_HOURS says when staff are there")
    return ok("hours", f"{_now(hours, now)} (it is {_at(hours, now)}, {hours.zone.key}){_day_off(hours, now)}")


def check_digest(settings: Settings, now: datetime) -> list[Finding]:
    """Say when the next weekly digest comes; nothing where none is wanted."""
    weekly, hours = read_weekly(settings.weekly_digest), settings.hours
    if weekly is None:
        return []
    if settings.staff_channel is None:
        says = "FRONTDESK_WEEKLY_DIGEST is set, and there is no channel to post it in"
        return [warning("weekly digest", says, "set FRONTDESK_STAFF_CHANNEL to the id of a channel of your staff")]
    return [ok("weekly digest", f"comes next on {_at(hours, next_due(hours, weekly, now))} ({hours.zone.key})")]


def _now(hours: Hours, now: datetime) -> str:
    closes = hours.closes(now)
    if closes is not None:
        return f"staff are there until {_at(hours, closes)}"
    return "staff are there" if hours.is_open(now) else f"nobody is there until {_at(hours, hours.opens(now))}"


def _at(hours: Hours, when: datetime) -> str:
    return f"{when.astimezone(hours.zone):%a %Y-%m-%d %H:%M}"


def _day_off(hours: Hours, now: datetime) -> str:
    """Name the next day off of those on which staff would be there."""
    first = now.astimezone(hours.zone).date()
    days = (first + timedelta(days=at) for at in range(SOON.days))
    for day in days:
        early = hours.closes_early(day)
        if early is not None and any(end > early for _, end in hours.week[day.weekday()]):
            begins = f" from {early // 60:02}:{early % 60:02}" if early else ""
            return f"; next day off {day:%a %Y-%m-%d}{begins}"
    return ""
