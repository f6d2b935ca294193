"""``frontdesk forget``: erases a person."""

import asyncio
from typing import Annotated

import typer

from bot.desk import utc_now
from bot.formats.printable import one_line, to_json
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.terminal.case_database import chosen_team, open_casebook, read
from bot.terminal.consent import ask_for_consent
from handlers.retention import scrub
from storage import retention
from storage.database import Database, Tx
from storage.errors import Refused, Transient
from storage.retention import Erased

LEFT = (
    "The words are erased, but not yet out of the database's files: something reads or writes it for long, or the disk "
    "is full. A running `frontdesk serve` sees to it within a day; until then the files are to be kept private."
)


def forget(
    user: Annotated[str, typer.Argument(metavar="USER", help="The person's Slack id, e.g. U0AAA.")],
    team: Annotated[
        str | None, typer.Option(help="In this Slack team, or TERMINAL; needed if there are several.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Erase a person for good: their texts, their account, their id.

    What they wrote, what was answered, what they asked about. Counts stay: cases, states, times, tokens, ratings.
    Their unfinished cases are resolved. What is in Slack stays there. Exit code 1 if nothing of that person is
    stored.

    \b
    Examples:
      frontdesk forget U0AAA
      frontdesk forget U0AAA --team T0BBB --yes
    """
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    person = user.strip("<@> ").upper()
    team_id, there = asyncio.run(read(settings, lambda tx: _find(tx, team, person)))
    if not yes:
        ask_for_consent(f"Erase {one_line(person)} of team {one_line(team_id)} for good: {_counted(there)}?")
    erased, clean = asyncio.run(_forget(settings, team_id, person))
    if as_json:
        typer.echo(to_json({"team": team_id, "cases": erased.cases, "messages": erased.messages}))
    else:
        typer.echo(f"Erased: {_counted(erased)}.")
    if not clean:
        typer.echo(LEFT, err=True)


async def _forget(settings: Settings, team_id: str, person: str) -> tuple[Erased, bool]:
    db = await open_casebook(settings)
    try:
        erased = await db.write(lambda tx: retention.forget(tx, team_id, person, utc_now()))
        return erased, await _scrubbed(db)
    finally:
        await db.close()


async def _scrubbed(db: Database) -> bool:
    """Take the erased words out of the files, too; False if something is in the way: they are erased all the same."""
    try:
        return await scrub(db)
    except Transient:
        return False


def _find(tx: Tx, team: str | None, person: str) -> tuple[str, Erased]:
    team_id = chosen_team(tx, team)
    if not retention.is_named(tx, team_id, person):
        msg = f"nothing of {one_line(person)} is stored for team {one_line(team_id)}"
        raise Refused(msg)
    return team_id, retention.what_is_theirs(tx, team_id, person)


def _counted(erased: Erased) -> str:
    cases = f"{erased.cases:,} {'case' if erased.cases == 1 else 'cases'}"
    messages = f"{erased.messages:,} {'message' if erased.messages == 1 else 'messages'} with their answers"
    return f"{cases}, {messages}, and the account and id wherever they stand"
