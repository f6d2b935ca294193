"""``frontdesk cases list`` and ``search``: the queue in the terminal, a page at a time."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from bot.formats.printable import one_line, to_json
from bot.logs import set_up_logging
from bot.settings import load_settings
from bot.terminal.case_database import NoCasesYet, chosen_team, read
from bot.terminal.case_table import open_console, print_cases
from storage import case_lists, cases
from storage.case_lists import BY_WAITING, CaseLine, Filter, Key, View
from storage.database import Tx
from storage.errors import Refused

MOST = 1000
_MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"
_URGENT = "u"

Team = Annotated[str | None, typer.Option(help="Of this Slack team, or TERMINAL; needed if there are several.")]
Limit = Annotated[int, typer.Option(min=1, max=MOST, help="How many at most.")]
Before = Annotated[
    str | None, typer.Option(metavar="NUMBER", help="Only cases after this one, as the page before named it.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print them as JSON.")]


Find = Callable[[Tx, str], list[CaseLine]]  # of a team; one more than asked for


@dataclass(frozen=True, slots=True)
class Asked:
    """What both lists are asked: whose page, how long, in which form."""

    team: str | None
    limit: int
    as_json: bool


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

    wanted: Filter = "mine" if assignee else which.value

    def find(tx: Tx, team_id: str) -> list[CaseLine]:
        view = View(team_id, wanted, assignee)
        return case_lists.page(tx, view, _key(tx, view, before) if before else None, limit + 1)

    _print(find, Asked(team, limit, as_json), _place if wanted in BY_WAITING else _number)


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

    def find(tx: Tx, team_id: str) -> list[CaseLine]:
        after = _key(tx, View(team_id), before).id if before else None
        return case_lists.search(tx, team_id, text, None, after, limit + 1)

    _print(find, Asked(team, limit, as_json), _number)


def _print(find: Find, asked: Asked, place: Callable[[CaseLine], str]) -> None:
    """Print a page; ``place``: what names the last of its lines to ``--before``."""
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)

    def query(tx: Tx) -> tuple[str, list[CaseLine]]:
        team_id = chosen_team(tx, asked.team)
        return team_id, find(tx, team_id)

    try:
        team_id, found = asyncio.run(read(settings, query))
    except NoCasesYet:
        if not asked.as_json:
            raise
        typer.echo(to_json({"team": asked.team, "cases": [], "before": None}))  # a program that reads it goes on
        return
    lines = found[: asked.limit]
    older = place(lines[-1]) if len(found) > asked.limit else None
    if asked.as_json:
        typer.echo(to_json({"team": team_id, "cases": [asdict(line) for line in lines], "before": older}))
        return
    if not lines:
        typer.echo("There are no such cases.")
        return
    print_cases(open_console(), lines)
    if older:
        typer.echo(f"There are more: --before {older}", err=True)


def _number(line: CaseLine) -> str:
    return line.number


def _place(line: CaseLine) -> str:
    """Return the case's number and since when it waits: its place in the list stays when it waits no more.

    ``u`` behind it: it stands among what is urgent, which comes first.
    """
    if line.waits_since is None:
        return line.number
    return f"{line.number}@{line.waits_since.astimezone(UTC):{_MOMENT}}{_URGENT if line.key.is_urgent else ''}"


def _key(tx: Tx, view: View, place: str) -> Key:
    """Return where the page begins; a bare number is the place that the case has now.

    Raises
    ------
    Refused
        There is no such case, or it is not in the list any more: what follows it there nobody can tell.
    """
    number, at, moment = place.partition("@")
    case = cases.find_case(tx, number, view.team_id)
    if case is None:
        msg = f"there is no case {one_line(number)!r} to start before"
        raise Refused(msg)
    if at:
        return Key(case.id, _moment(moment.removesuffix(_URGENT)), moment.endswith(_URGENT))
    if view.filter in BY_WAITING and not case_lists.holds(tx, view, case.id):
        msg = f"{case.number} is not in this list any more: begin with its first page, without --before"
        raise Refused(msg)
    return Key(case.id, case.waits_since, case.waits_since is not None and case.priority == "urgent")


def _moment(written: str) -> datetime:
    try:
        return datetime.strptime(written, _MOMENT).replace(tzinfo=UTC)
    except ValueError as error:
        msg = f"{one_line(written)!r} is not a moment as a list names it: give --before as it was printed"
        raise Refused(msg) from error
