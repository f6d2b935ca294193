"""``frontdesk cases export``: all cases of a team as CSV or JSON, or corrected routes as labelled messages."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.evaluation.labels import read_labels, write_labels
from bot.formats.cases import Out, write_cases
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.terminal.case_database import NoCasesYet, chosen_team, open_casebook
from storage import export as exports
from storage.database import Database
from storage.errors import Misconfigured
from storage.export import ExportRow

Write = Callable[[Out, Database, str], Awaitable[str]]  # writes a team's rows and says in a sentence what was written


def export(
    out: Annotated[Path | None, typer.Option(dir_okay=False, help="Write to this file instead of to stdout.")] = None,
    labels: Annotated[
        bool, typer.Option("--labels", help="Corrected routes as JSON lines that `frontdesk eval` reads.")
    ] = False,
    team: Annotated[
        str | None, typer.Option(help="Of this Slack team, or TERMINAL; needed if there are several.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON instead of CSV.")] = False,
) -> None:
    """Export all cases, oldest first, as CSV or JSON.

    Number, subject, people, route, state, times, rating, how many messages and tasks. Memory stays small however many
    there are. In CSV, text that a spreadsheet would take for a formula is defused.

    \b
    Examples:
      frontdesk cases export --out cases.csv
      frontdesk cases export --json | jq '.[] | select(.rating == -1) | .number'
      frontdesk cases export --labels --out labels.jsonl
    """
    if labels and as_json:
        msg = "--labels are JSON lines already: give it without --json"
        raise typer.BadParameter(msg)
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    write = _labels if labels else _json if as_json else _csv
    try:
        told = asyncio.run(_export(settings, team, out, write))
    except NoCasesYet:
        if not as_json or out is not None:
            raise
        typer.echo("[]")  # a program that reads it goes on
        told = _count_text(0)
    typer.echo(told, err=True)


async def _export(settings: Settings, team: str | None, out: Path | None, write: Write) -> str:
    db = await open_casebook(settings)
    try:
        team_id = await db.read(lambda tx: chosen_team(tx, team))
        if out is None:
            return await write(sys.stdout, db, team_id)
        with out.open("w", encoding="utf-8", newline="") as file:
            return await write(file, db, team_id)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        msg = f"{out or 'standard output'} cannot be written: {error.strerror}"
        raise Misconfigured(msg) from error
    finally:
        await db.close()


async def _csv(out: Out, db: Database, team_id: str) -> str:
    return _count_text(await write_cases(out, "csv", _batches(db, team_id)))


async def _json(out: Out, db: Database, team_id: str) -> str:
    return _count_text(await write_cases(out, "json", _batches(db, team_id)))


def _count_text(count: int) -> str:
    return f"{count:,} {'case' if count == 1 else 'cases'}."


def _batches(db: Database, team_id: str) -> Callable[[int, int], Awaitable[Sequence[ExportRow]]]:
    async def next_cases(after: int, limit: int) -> Sequence[ExportRow]:
        return await db.read(lambda tx: exports.batch(tx, team_id, after, limit))

    return next_cases


async def _labels(out: Out, db: Database, team_id: str) -> str:
    written, left_out = 0, 0
    async for batch in read_labels(db, team_id):
        left_out += sum(label.text is None for label in batch)
        written += write_labels(out, batch)
    return f"{written:,} labelled messages; {left_out:,} left out: their texts are erased."
