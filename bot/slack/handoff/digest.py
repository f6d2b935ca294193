"""The weekly digest as staff read it in Slack: figures beside those of the week before, what waits, what FAQs lack.

Pure. It holds no words of customers, and names of staff that ping nobody.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from bot.slack.blocks import button, header, moment, note, section
from bot.slack.render import Block, Page
from handlers.cases.digest import Digest, WeekFigures
from handlers.desk import HandoffSettings
from storage.records import Case

OPEN = "case_open"  # what the listeners of cases do
ALONE = (
    "Answered by the desk alone: in full, and nobody had to correct it, open it again, take it over, or be waited for. "
    "Posted once a week (FRONTDESK_WEEKLY_DIGEST)."
)
CASES_NAMED = 5


@dataclass(frozen=True, slots=True)
class Gaps:
    """Questions that nothing published answers: how many, how many of them asked in the week, and in which cases."""

    count: int
    new: int
    cases: tuple[Case, ...]


def digest_page(
    found: Digest, gaps: Gaps, handoff: HandoffSettings, due: Callable[[Case], str], names: Mapping[str, str]
) -> Page:
    """Return the digest. ``due``: says when the answer to what waits is due; ``names``: of staff, escaped."""
    title = f"The week {_days(found.week, handoff.hours.zone)}"
    figures = "\n".join([_headline(found), *_figures(found, handoff)])
    waits = _open_now(found)
    longest = [(case, _waiting(case, due, names)) for case in found.longest]
    lacks = _gaps(gaps)
    blocks: list[Block] = [header(title), section(figures)]
    blocks += [section(waits)] if waits else []
    blocks += [section(line, button(OPEN, "Open", case.number)) for case, line in longest]
    blocks += [section(lacks)] if lacks else []
    blocks += [note(ALONE)] if found.week.stats.answered_by_bot else []
    text = [title, figures, waits, *(line for _, line in longest), lacks]
    return Page(tuple(blocks), "\n".join(filter(None, text)))


def _days(week: WeekFigures, zone: tzinfo) -> str:
    first, last = week.since.astimezone(zone), week.until.astimezone(zone) - timedelta(days=1)
    month = f" {first:%B}" if first.month != last.month else ""
    return f"from {first.day}{month} to {last.day} {last:%B}"


def _headline(found: Digest) -> str:
    cases, before = found.week.stats.cases, found.before.stats.cases if found.before else 0
    opened = f"*{cases:,} {'case was' if cases == 1 else 'cases were'} opened*" if cases else "No case was opened"
    return f"{opened}; {before:,} the week before." if before else f"{opened}."


def _figures(found: Digest, handoff: HandoffSettings) -> Iterator[str]:
    """Yield a line for each figure of which there is something to tell in this week or the one before."""
    week, before = found.week, found.before
    for label, name, is_share in _COUNTED:
        of_cases = name != "resolved"
        there = _count(week, name) or (before is not None and _count(before, name))
        if there and (week.stats.cases or not of_cases):
            compared = f" ({_shown(before, name, is_share)} the week before)" if before is not None else ""
            yield f"• *{label}:* {_shown(week, name, is_share)}{compared}"
    if week.stats.good or week.stats.bad:
        yield f"• *Rated helpful:* {_rated(week)}{_rated_before(before)}"
    if week.people.waits:
        yield f"• *Until a person wrote:* {_person(week, handoff)}{_person_before(before)}"


_COUNTED = (  # what it is called, its name in ``Stats``, whether it is a share of the cases
    ("Answered by the desk alone", "answered_by_bot", True),
    ("Went to a person", "escalated", True),
    ("Wait for their customer", "waiting", False),
    ("Opened again", "reopened", False),
    ("Resolved, whenever opened", "resolved", False),
)


def _count(week: WeekFigures, name: str) -> int:
    return int(getattr(week.stats, name))


def _shown(week: WeekFigures, name: str, is_share: bool) -> str:
    count = _count(week, name)
    return f"{count:,}, {count / week.stats.cases:.0%}" if is_share and week.stats.cases else f"{count:,}"


def _rated(week: WeekFigures) -> str:
    return f"{week.stats.good:,} of {week.stats.good + week.stats.bad:,}"


def _rated_before(before: WeekFigures | None) -> str:
    rated = before is not None and before.stats.good + before.stats.bad > 0
    return f" ({_rated(before)} the week before)" if before is not None and rated else ""


def _person(week: WeekFigures, handoff: HandoffSettings) -> str:
    """Say how long people took; those who still wait are counted with how long they have."""
    if not any(wait.is_over for wait in week.people.waits):
        return "nobody has written yet"
    median = f"median {_median(week)}{'' if handoff.hours.is_always else ' of working time'}"
    if handoff.respond_within is None:
        return median
    limit = _took(handoff.respond_within.total_seconds())
    return f"{median}; {week.people.in_time:,} of {len(week.people.waits):,} within the {limit} set"


def _median(week: WeekFigures) -> str:
    wait = week.people.at(50)
    return "" if wait is None else f"{'' if wait.is_over else 'more than '}{_took(wait.took_s)}"


def _person_before(before: WeekFigures | None) -> str:
    median = _median(before) if before is not None else ""
    return f" ({median} the week before)" if median else ""


def _took(seconds: float) -> str:
    """Return a time as people say it."""
    minutes = max(1, round(seconds / 60))
    if minutes < 120:
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    hours = round(seconds / 3600, 1)
    return f"{hours:.0f} hours" if hours == int(hours) else f"{hours:.1f} hours"


def _open_now(found: Digest) -> str:
    """Say what is open now; "" if nothing is."""
    now = found.open_now
    parts = [
        f"{now.shown('escalated')} for a person"
        + (f" ({now.shown('unassigned')} with nobody)" if now.unassigned else "")
    ]
    parts = parts if now.escalated else []
    parts += [f"{now.shown('waiting')} for their customer"] if now.waiting else []
    parts += [f"{now.shown('open')} for the desk"] if now.open else []
    return f"*Waiting now:* {', '.join(parts)}" + (". The longest:" if found.longest else ".") if parts else ""


def _waiting(case: Case, due: Callable[[Case], str], names: Mapping[str, str]) -> str:
    since = f"since {moment(case.waits_since)}" if case.waits_since is not None else ""
    has = names.get(case.assignee or "", "a person" if case.taken_over or case.assignee else "nobody")
    return " · ".join(filter(None, [linked(case), since, f"with {has}", due(case)]))


def linked(case: Case) -> str:
    """Return the number of a case as a link to its thread; without one where staff cannot open it."""
    return f"<{case.thread_link}|{case.number}>" if case.thread_link and not case.is_dm else case.number


def _gaps(gaps: Gaps) -> str:
    if not gaps.count:
        return ""
    what = "a question" if gaps.count == 1 else f"{gaps.count:,} questions"
    new = f", {gaps.new:,} of them asked in the week" if gaps.new and gaps.count > 1 else ""
    named = ", ".join(linked(case) for case in gaps.cases)
    more = ", …" if named and gaps.count > len(gaps.cases) else ""
    return f"*Missing in your FAQs:* the answer to {what}{new}" + (f": {named}{more}" if named else ".")
