"""``frontdesk cases list`` and ``search``: the queue in the terminal, a page at a time."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from bot.formats.printable import one_line, to_json
from bot.logs import set_up_logging
from bot.settings import load_settings
from bot.terminal.case_database import NoCasesYet, chosen_team, read
from bot.terminal.case_table import open_console, print_cases
from storage import case_lists, cases
from storage.case_lists import CaseLine, Key, View
from storage.database import Tx
from storage.errors import Refused

MOST = 1000

Team = Annotated[str | None, typer.Option(help="Of this Slack team, or TERMINAL; needed if there are several.")]
Limit = Annotated[int, typer.Option(min=1, max=MOST, help="How many at most.")]
Before = Annotated[
    str | None, typer.Option(metavar="NUMBER", help="Only cases after this one in the list: the next page.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print them as JSON.")]


Find = Callable[[Tx, str, Key | None], list[CaseLine]]  # a team's first, or those after a key; one more than asked


class Which(StrEnum):
    """The filters of the queue; one person's cases are asked for by ``--assignee``."""

    all = "all"
    open = "open"
    waiting = "waiting"
    escalated = "escalated"
    unassigned = "unassigned"
    answered = "answered"
    resolved = "resolved"


def list_cases(
    which: Annotated[Which, typer.Argument(metavar="FILTER", help=f"{', '.join(Which)}.")] = Which.all,
    assignee: Annotated[str | None, typer.Option(metavar="USER", help="Only what this person works on.")] = None,
    limit: Limit = 20,
    before: Before = None,
    team: Team = None,
    as_json: AsJson = False,
) -> None:
    """List cases, newest first.

    Of escalated, unassigned and one person's cases comes first what waits for a person, of that what is urgent, then
    what has waited longest.

    open: the desk owes an answer. waiting: the customer owes something. escalated: a person owes a word. unassigned: a
    person owes one and nobody is assigned. all: also those in which a person has had the last word.

    \b
    Examples:
      frontdesk cases list
      frontdesk cases list unassigned --limit 50
      frontdesk cases list --assignee U0AAA --json | jq -r '.cases[].number'
    """
    if assignee is not None and which is not Which.all:
        msg = "--assignee lists what a person works on: give it without a filter"
        raise typer.BadParameter(msg)

    def find(tx: Tx, team_id: str, after: Key | None) -> list[CaseLine]:
        view = View(team_id, "mine", assignee) if assignee else View(team_id, which.value)
        return case_lists.page(tx, view, after, limit + 1)

    _print(find, team, before, limit, as_json=as_json)


def search(
    words: Annotated[list[str], typer.Argument(help="Words that all stand in the case, or a number of ours.")],
    limit: Limit = 20,
    before: Before = None,
    team: Team = None,
    as_json: AsJson = False,
) -> None:
    """Find cases by what was said in them, or by a number of ours.

    That is the number of a case, a return or an investigation. Newest first. The last word may be unfinished. Notes
    are not searched.

    \b
    Examples:
      frontdesk cases search blue lamp
      frontdesk cases search RMA-100016 --json
    """
    text = " ".join(words)

    def find(tx: Tx, team_id: str, after: Key | None) -> list[CaseLine]:
        return case_lists.search(tx, team_id, text, None, after.id if after else None, limit + 1)

    _print(find, team, before, limit, as_json=as_json)


def _print(find: Find, team: str | None, before: str | None, limit: int, *, as_json: bool) -> None:
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)

    def query(tx: Tx) -> tuple[str, list[CaseLine]]:
        team_id = chosen_team(tx, team)
        return team_id, find(tx, team_id, _key(tx, team_id, before) if before else None)

    try:
        team_id, found = asyncio.run(read(settings, query))
    except NoCasesYet:
        if not as_json:
            raise
        typer.echo(to_json({"team": team, "cases": [], "before": None}))  # a program that reads it goes on
        return
    lines, older = found[:limit], found[limit - 1].number if len(found) > limit else None
    if as_json:
        typer.echo(to_json({"team": team_id, "cases": [asdict(line) for line in lines], "before": older}))
        return
    if not lines:
        typer.echo("There are no such cases.")
        return
    print_cases(open_console(), lines)
    if older:
        typer.echo(f"There are more: --before {older}", err=True)


def _key(tx: Tx, team_id: str, number: str) -> Key:
    case = cases.find_case(tx, number, team_id)
    if case is None:
        msg = f"there is no case {one_line(number)!r} to start before"
        raise Refused(msg)
    return Key(case.id, case.waits_since, case.waits_since is not None and case.priority == "urgent")
