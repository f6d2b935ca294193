"""``frontdesk cases show``: everything that is stored about a case. ``frontdesk trace`` prints the same."""

import asyncio
from dataclasses import asdict
from typing import Annotated, Any

import typer

from bot.formats.printable import one_line, to_json
from bot.formats.trace import lines_of
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.terminal.case_database import read
from bot.terminal.lines import print_lines
from storage.database import Tx
from storage.dossier import ALL, Dossier, newest_numbers, read_dossier
from storage.errors import Refused
from storage.probe import shown
from workflows.language.passages import pieces
from workflows.reply import Reply


def show(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The case's number: CASE-1001, or 1001.")],
    team: Annotated[str | None, typer.Option(help="Of this Slack team, or TERMINAL; else the newest.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON, nothing shortened.")] = False,
) -> None:
    """Show everything that is stored about a case.

    Transcript, tasks, what was issued, how it was answered, staff's notes, timeline.

    \b
    Examples:
      frontdesk cases show CASE-1001
      frontdesk cases show 1001 --json | jq '.notes'
    """
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    print_case(settings, number, team, as_json=as_json)


def print_case(settings: Settings, number: str, team: str | None = None, *, as_json: bool) -> None:
    """Print the dossier of a case, of the newest if teams share the number."""
    dossier = asyncio.run(read(settings, lambda tx: _find(tx, number, team, settings.database_url)))
    if as_json:
        typer.echo(to_json(_as_json(dossier)))
    else:
        print_lines(lines_of(dossier))


def _find(tx: Tx, number: str, team: str | None, url: str) -> Dossier:
    dossier = read_dossier(tx, number, team, newest=ALL)
    if dossier is None:
        newest = newest_numbers(tx)
        there = f"the newest are {', '.join(newest)}" if newest else "there are none yet"
        msg = f"there is no case {one_line(number)!r} in {shown(url)}; {there}"
        raise Refused(msg)
    return dossier


def _as_json(dossier: Dossier) -> dict[str, Any]:
    found = asdict(dossier)
    for message in found["messages"]:
        message["said"] = [asdict(one) for one in pieces(message["text"])]
    for reply, row in zip(found["replies"], dossier.replies, strict=True):
        reply["text"] = Reply.model_validate(row.body).plain()
    return found
