"""``frontdesk stats``: what a period was like: volumes, outcomes, ratings, times, tokens."""

import asyncio
from typing import Annotated

import typer
from rich.console import Console, Group

from bot.desk import utc_now
from bot.formats.printable import one_line, to_json
from bot.logs import set_up_logging
from bot.settings import load_settings
from bot.terminal.case_database import chosen_team, read
from bot.terminal.stats_report import Figures, as_json, read_figures
from bot.terminal.stats_view import plots_of, tables_of
from storage.database import Tx


def stats(
    days: Annotated[int, typer.Option(min=1, max=3660, help="The last N days in UTC, today included.")] = 30,
    team: Annotated[
        str | None, typer.Option(help="Of this Slack team, or TERMINAL; needed if there are several.")
    ] = None,
    plot: Annotated[
        bool | None, typer.Option("--plot/--no-plot", help="Bars; by themselves in a terminal only.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Show figures of the cases opened in the last days.

    Volume by route and day, what the bot answered alone, what went to people, reopened, ratings, times, tokens.
    Answered alone: in full, and nobody had to correct it, open it again, take it over, or be waited for.

    \b
    Examples:
      frontdesk stats
      frontdesk stats --days 7 --plot
      frontdesk stats --json | jq .answered_by_bot.share
    """
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    now, handoff = utc_now(), settings.handoff(posts=False)

    def query(tx: Tx) -> Figures:
        return read_figures(tx, chosen_team(tx, team), days, now, handoff)

    figures = asyncio.run(read(settings, query))
    if json:
        typer.echo(to_json(as_json(figures)))
    elif not figures.stats.cases:
        typer.echo(f"No cases of {one_line(figures.team)} were opened in the last {days} days.")
    else:
        _show(figures, plot)


def _show(figures: Figures, plot: bool | None) -> None:
    console = Console(highlight=False)
    plots = console.is_terminal if plot is None else plot
    shown = list(tables_of(figures, plots=plots))
    for at, part in enumerate(shown):
        console.print(part if at == 0 else Group("", part))
    if plots:
        for part in plots_of(figures):
            console.print(part)
