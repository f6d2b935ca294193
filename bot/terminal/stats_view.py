"""The figures of ``frontdesk stats`` for people: tables and bars."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import dropwhile, groupby

from rich.bar import Bar
from rich.table import Table
from rich.text import Text

from bot.formats.printable import one_line
from bot.formats.words import route_name
from bot.terminal.stats_report import Figures
from handlers.cases.digest import Wait

DAYS_SHOWN = 31  # lines; a longer period is shown by weeks
QUIET_RUN = 3  # days or weeks without a case from which on they share a line


def tables_of(figures: Figures, *, plots: bool) -> Iterator[Table | Text]:
    """Yield what to print about the cases of a period; with ``plots`` bars stand for the volumes, not here."""
    found = figures.stats
    counted = f"{found.cases:,} {'case' if found.cases == 1 else 'cases'}"
    yield Text(f"{counted} of {one_line(figures.team)}, {figures.since:%Y-%m-%d} to {figures.until:%Y-%m-%d}")
    if not plots:
        yield _volumes("route", _routes(found.by_route), figures)
        yield _volumes(*volume_over_time(figures), figures)
    yield _outcomes(figures)
    yield _times(figures)
    yield _tokens(figures)


def plots_of(figures: Figures) -> Iterator[Table | Text]:
    """Yield the volumes as bars; they take the width that is left beside labels and numbers."""
    for name, volumes in (("route", _routes(figures.stats.by_route)), volume_over_time(figures)):
        yield Text(f"\nCases by {name}", "bold")
        yield _bars(volumes)


def _routes(volumes: Mapping[str, int]) -> Mapping[str, int]:
    return {"no route" if name == "none" else route_name(name): count for name, count in volumes.items()}


def volume_over_time(figures: Figures) -> tuple[str, Mapping[str, int]]:
    """Return the cases by day from the first that has one; of a long time by week, each named by its first day.

    Days or weeks without a case stand on one line where there are several in a row.
    """
    days = dict(dropwhile(lambda day: not day[1], figures.by_day.items()))
    if len(days) <= DAYS_SHOWN:
        return "day", _without_gaps(days)
    weeks: dict[str, int] = {}
    for day, count in days.items():
        monday = date.fromordinal(date.fromisoformat(day).toordinal() - date.fromisoformat(day).weekday())
        weeks[monday.isoformat()] = weeks.get(monday.isoformat(), 0) + count
    return "week from", _without_gaps(weeks)


def _without_gaps(volumes: Mapping[str, int]) -> Mapping[str, int]:
    shown: dict[str, int] = {}
    for is_quiet, run in groupby(volumes.items(), key=lambda one: not one[1]):
        rows = list(run)
        shown |= {f"{rows[0][0]} to {rows[-1][0]}": 0} if is_quiet and len(rows) >= QUIET_RUN else dict(rows)
    return shown


def _bars(volumes: Mapping[str, int]) -> Table:
    most = max(volumes.values(), default=0) or 1
    grid = Table.grid(padding=(0, 1), pad_edge=False, expand=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_column(no_wrap=True, justify="right")
    for label, count in volumes.items():
        grid.add_row(Text(one_line(label)), Bar(most, 0, count), f"{count:,}")
    return grid


def _table(*headings: str, title: str = "") -> Table:
    """Return a table that breaks its lines between words where the terminal is narrow, and cuts no figure."""
    table = Table(box=None, pad_edge=False, header_style="bold", title=title or None, title_justify="left")
    table.add_column(headings[0])
    for heading in headings[1:]:
        table.add_column(heading, justify="right")
    return table


def _volumes(name: str, volumes: Mapping[str, int], figures: Figures) -> Table:
    table = _table(name, "cases", "share")
    for label, count in volumes.items():
        table.add_row(Text(one_line(label)), f"{count:,}", _percent(figures.share(count)))
    return table


def _outcomes(figures: Figures) -> Table:
    found = figures.stats
    table = _table("outcome", "cases", "share")
    rows: Sequence[tuple[str, int]] = (
        ("answered by the bot alone", found.answered_by_bot),
        ("waits for the customer", found.waiting),
        ("went to a person", found.escalated),
        ("reopened", found.reopened),
    )
    for label, count in rows:
        table.add_row(label, f"{count:,}", _percent(figures.share(count)))
    table.add_row("resolved, whenever opened", f"{found.resolved:,}", "")
    table.add_row("ratings: good", f"{found.good:,} of {found.good + found.bad:,}", _percent(figures.good_share))
    return table


def _times(figures: Figures) -> Table:
    times = figures.times
    table = _table("time to", "median", "90 % within")
    table.add_row("first response", _took(times.first_response_median_s), _took(times.first_response_p90_s))
    if figures.people.waits:
        waits = (figures.people.at(percent) for percent in (50, 90))
        table.add_row("a person's words, in working time", *(_waited(wait) for wait in waits))
    table.add_row("resolution", _took(times.resolution_median_s), _took(times.resolution_p90_s))
    return table


def _tokens(figures: Figures) -> Table:
    spent = figures.stats.spent
    table = _table("step", "engine", "runs", "tokens\nin", "tokens\nout")
    for one in spent:
        table.add_row(
            Text(one_line(one.step).replace("_", " ")),
            one.engine,
            *(f"{n:,}" for n in (one.runs, one.tokens_in, one.tokens_out)),
        )
    sums = (sum(one.runs for one in spent), sum(one.tokens_in for one in spent), sum(one.tokens_out for one in spent))
    table.add_row("all", "", *(f"{n:,}" for n in sums), style="bold")
    return table


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _waited(wait: Wait | None) -> str:
    return "-" if wait is None else f"{'' if wait.is_over else 'over '}{_took(wait.took_s)}"


def _took(seconds: float | None) -> str:
    if seconds is None:
        return "-"
    if seconds < 120:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < 2 * 3600 else f"{seconds / 3600:.1f} h"
