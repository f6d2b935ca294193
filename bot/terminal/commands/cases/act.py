"""``frontdesk cases resolve``, ``reopen`` and ``assign``: acts of the operator, in the rules that hold in Slack too."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import typer

from bot.desk import utc_now
from bot.formats.printable import one_line, to_json
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.slack.connection import slack_client
from bot.slack.proxy import session_of
from bot.slack.staff import Staff
from bot.terminal.case_database import operator, write
from handlers.cases import acts
from handlers.cases.acts import Actor
from storage.database import Tx
from storage.errors import Misconfigured, Refused, Transient
from storage.records import Case

Number = Annotated[str, typer.Argument(help="The case's number: CASE-1001, or 1001.")]
Team = Annotated[str | None, typer.Option(help="Of this Slack team, or TERMINAL; needed if several have the number.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the case as JSON.")]

Act = Callable[[Tx, Actor, Case], Case]


def resolve(number: Number, team: Team = None, as_json: AsJson = False) -> None:
    """Close a case. What the bot has not answered yet it will not answer any more.

    \b
    Examples:
      frontdesk cases resolve CASE-1001
    """
    now = utc_now()
    settings = _settings()
    done = _done(settings, number, team, lambda tx, actor, _case: acts.resolve(tx, actor, number, now))
    _tell(*done, "resolved", as_json=as_json)


def reopen(number: Number, team: Team = None, as_json: AsJson = False) -> None:
    """Open a resolved case again: a person owes something from now on.

    \b
    Examples:
      frontdesk cases reopen CASE-1001
    """
    now = utc_now()
    settings = _settings()
    done = _done(settings, number, team, lambda tx, actor, _case: acts.reopen(tx, actor, number, now))
    _tell(*done, "open again: a person owes something", as_json=as_json, else_state=f"not resolved: {done[0].status}")


def assign(
    number: Number,
    user: Annotated[str, typer.Argument(metavar="USER", help="Id of a member of staff; “-” for nobody.")],
    team: Team = None,
    as_json: AsJson = False,
) -> None:
    """Give a case to a member of staff (FRONTDESK_STAFF, FRONTDESK_STAFF_GROUP). The bot goes on in its thread.

    \b
    Examples:
      frontdesk cases assign CASE-1001 U0AAA
      frontdesk cases assign CASE-1001 -
    """
    now = utc_now()
    settings = _settings()
    to = None if user == "-" else user.strip("<@> ").upper()
    if to is not None:
        asyncio.run(_must_be_staff(settings, to))
    done = _done(settings, number, team, lambda tx, actor, case: acts.assign(tx, actor, number, to, case.assignee, now))
    _tell(*done, f"assigned to {to or 'nobody'}", as_json=as_json)


def _settings() -> Settings:
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    return settings


def _done(settings: Settings, number: str, team: str | None, act: Act) -> tuple[Case, Case]:
    """Return the case as it was and as it is."""

    def change(tx: Tx) -> tuple[Case, Case]:
        actor = operator(tx, team, number)
        before = acts.see(tx, actor, number)
        return before, act(tx, actor, before)

    return asyncio.run(write(settings, change))


def _tell(before: Case, case: Case, state: str, *, as_json: bool, else_state: str | None = None) -> None:
    """Print the case, or that it is in ``state`` now; nothing changed: that it is in ``else_state``, or was already."""
    if as_json:
        typer.echo(to_json({"changed": case != before, "case": asdict(case)}))
    else:
        unchanged = else_state or f"already {state}"
        typer.echo(f"{case.number} is {one_line(f'now {state}' if case != before else unchanged)}.")


async def _must_be_staff(settings: Settings, user: str) -> None:
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None
    session = session_of(settings.slack_timeout_s)
    client = slack_client(token, settings, session)
    staff = Staff(client, settings.staff, settings.staff_group if token else None)
    try:
        if await staff.includes(user):
            return
        if not await staff.group_is_known():
            msg = "Slack did not say who is in FRONTDESK_STAFF_GROUP: try again, or run `frontdesk doctor`"
            raise Transient(msg)
    finally:
        await staff.close()
        await session.close()
    if settings.staff_group and not token:
        msg = "SLACK_BOT_TOKEN is missing: nobody can be asked who is in FRONTDESK_STAFF_GROUP"
        raise Misconfigured(msg)
    msg = f"{one_line(user)} is not staff: give an id that stands in FRONTDESK_STAFF or is in FRONTDESK_STAFF_GROUP"
    raise Refused(msg)
