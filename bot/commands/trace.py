"""``frontdesk trace``: how a case was answered, step by step."""

import asyncio
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.logs import set_up_logging
from bot.plain import one_line, to_json
from bot.settings import Settings, load_settings
from bot.trace import lines_of
from storage.database import Tx, open_database
from storage.dossier import ALL, Dossier, newest_numbers, read_dossier
from storage.errors import DatabaseUnusable, Refused
from storage.migrate import versions
from storage.probe import database_file, shown
from workflows.reply import Reply


def trace(
    number: Annotated[str, typer.Argument(help="The case's number: CASE-1001, or 1001.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON, nothing shortened.")] = False,
) -> None:
    """Show how a case was answered: transcript, tasks, what was issued, each step with engine, model, tokens, time.

    \b
    Examples:
      frontdesk trace CASE-1001
      frontdesk trace 1001 --json | jq '.steps[] | {step, engine, ms, outcome}'
    """
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    dossier = asyncio.run(_read(settings, number))
    if as_json:
        typer.echo(to_json(_as_json(dossier)))
        return
    console = Console(highlight=False, soft_wrap=True)
    for line in lines_of(dossier):
        console.print(line)


async def _read(settings: Settings, number: str) -> Dossier:
    await asyncio.to_thread(_must_be_ours, settings.database_url)
    db = open_database(settings.database_url)
    try:
        return await db.read(lambda tx: _find(tx, number, settings.database_url))
    finally:
        await db.close()


def _must_be_ours(url: str) -> None:
    """Refuse a database that is not there or at another version: looking at a case must not change its database."""
    file = database_file(url)
    have, want = (None, "") if file is not None and not file.exists() else versions(url)
    if have is None:
        msg = f"there are no cases yet in {shown(url)}: `frontdesk ask` or `serve` makes the first; or set DATABASE_URL"
        raise Refused(msg)
    if have != want:
        msg = f"the database is at version {have}, this Frontdesk wants {want}: run `frontdesk migrate`"
        raise DatabaseUnusable(msg)


def _find(tx: Tx, number: str, url: str) -> Dossier:
    dossier = read_dossier(tx, number, newest=ALL)
    if dossier is None:
        newest = newest_numbers(tx)
        there = f"the newest are {', '.join(newest)}" if newest else "there are none yet"
        msg = f"there is no case {one_line(number)!r} in {shown(url)}; {there}"
        raise Refused(msg)
    return dossier


def _as_json(dossier: Dossier) -> dict[str, Any]:
    found = asdict(dossier)
    for reply, row in zip(found["replies"], dossier.replies, strict=True):
        reply["text"] = Reply.model_validate(row.body).plain()
    return found
