"""``frontdesk faq-gaps``: what customers asked and no published FAQ answers, most asked first."""

import asyncio
from dataclasses import asdict
from typing import Annotated

import typer
from rich.text import Text

from bot.desk import open_desk
from bot.formats.printable import one_line, to_json
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.terminal.lines import print_lines
from handlers.faq.gaps import MOST_LISTED, Gap, list_gaps


def faq_gaps(
    limit: Annotated[int, typer.Option(min=1, max=MOST_LISTED, help="How many at most.")] = 20,
    team: Annotated[str | None, typer.Option(help="Only of this Slack team, or TERMINAL.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """List questions that no published FAQ answered.

    They are what to write documents about. The same question counts as one. Where an entry of a published set would
    answer it and waits for staff, that is said.
    What is published meanwhile is not listed any more; neither is what its writer deleted.

    \b
    Examples:
      frontdesk faq-gaps
      frontdesk faq-gaps --json --limit 5
    """
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    found = asyncio.run(_list(settings, team, limit))
    if as_json:
        typer.echo(to_json({"gaps": [asdict(gap) for gap in found]}))
        return
    if not found:
        typer.echo("There are no unanswered questions.")
    print_lines(Text(_line(gap)) for gap in found)


def _line(gap: Gap) -> str:
    cases = ", ".join(gap.cases) + (", …" if gap.count > len(gap.cases) else "")
    waits = f"  entry {gap.waiting[1]} of set {gap.waiting[0]} answers it, and waits for you" if gap.waiting else ""
    return f"{gap.count:>4}x  {one_line(gap.question)}  (last {gap.last_asked:%Y-%m-%d %H:%M}, {cases}){waits}"


async def _list(settings: Settings, team: str | None, limit: int) -> list[Gap]:
    async with open_desk(settings) as desk:
        return await list_gaps(desk, team, limit)
