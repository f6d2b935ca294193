"""``frontdesk cases resolve`` and ``reopen``: acts of the operator, in the rules that hold in Slack too."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import typer

from bot.desk import utc_now
from bot.formats.printable import one_line, to_json
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.terminal.case_database import operator, write
from handlers.cases import acts, closing
from handlers.cases.acts import Actor
from storage.database import Tx
from storage.records import TERMINAL, Case

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="The case's number: CASE-1001, or 1001.")]
Team = Annotated[str | None, typer.Option(help="Of this Slack team, or TERMINAL; needed if several have the number.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the case as JSON.")]


Act = Callable[[Tx, Actor, Case], Case]


def resolve(number: Number, team: Team = None, as_json: AsJson = False) -> None:
    """Close a case, of which its requester is told. What the bot has not answered yet it will not answer any more.

    \b
    Examples:
      frontdesk cases resolve CASE-1001
    """
    now = utc_now()
    settings = command_settings()

    def close(tx: Tx, actor: Actor, case: Case) -> Case:
        # Of a case that was opened in a terminal there is no thread in Slack in which to say so.
        act = acts.resolve if case.team_id == TERMINAL else closing.resolve
        return act(tx, actor, number, now)

    done = carry_out(settings, number, team, close)
    print_outcome(*done, "resolved", as_json=as_json)


def reopen(number: Number, team: Team = None, as_json: AsJson = False) -> None:
    """Open a resolved case again: a person owes something from now on.

    \b
    Examples:
      frontdesk cases reopen CASE-1001
    """
    now = utc_now()
    settings = command_settings()
    done = carry_out(settings, number, team, lambda tx, actor, _case: acts.reopen(tx, actor, number, now))
    print_outcome(
        *done, "open again: a person owes something", as_json=as_json, else_state=f"not resolved: {done[0].status}"
    )


def command_settings() -> Settings:
    """Read the settings, and log errors only."""
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    return settings


def carry_out(settings: Settings, number: str, team: str | None, act: Act) -> tuple[Case, Case]:
    """Return the case as it was and as it is."""

    def change(tx: Tx) -> tuple[Case, Case]:
        actor = operator(tx, team, number)
        before = acts.see(tx, actor, number)
        return before, act(tx, actor, before)

    return asyncio.run(write(settings, change))


def print_outcome(before: Case, case: Case, state: str, *, as_json: bool, else_state: str | None = None) -> None:
    """Print the case, or that it is in ``state`` now; nothing changed: that it is in ``else_state``, or was already."""
    if as_json:
        typer.echo(to_json({"changed": case != before, "case": asdict(case)}))
    else:
        unchanged = else_state or f"already {state}"
        typer.echo(f"{case.number} is {one_line(f'now {state}' if case != before else unchanged)}.")
