"""``frontdesk cases assign``: Slack is asked who is staff, so this command alone of those on cases imports it."""

import asyncio
from typing import Annotated

import typer

from bot.desk import utc_now
from bot.formats.printable import one_line
from bot.settings import Settings
from bot.slack.connection.connect import slack_client
from bot.slack.connection.proxy import session_of
from bot.slack.staff import Staff
from bot.terminal.commands.cases.act import AsJson, Number, Team, carry_out, command_settings, print_outcome
from handlers.cases import acts
from storage.errors import Misconfigured, Refused, Transient


def assign(
    number: Number,
    user: Annotated[str, typer.Argument(metavar="USER", help="Id of a member of staff; “-” for nobody.")],
    team: Team = None,
    as_json: AsJson = False,
) -> None:
    """Give a case to a member of staff, or to nobody.

    Staff is who stands in FRONTDESK_STAFF or is in FRONTDESK_STAFF_GROUP. The bot goes on in the thread.

    \b
    Examples:
      frontdesk cases assign CASE-1001 U0AAA
      frontdesk cases assign CASE-1001 -
    """
    now = utc_now()
    settings = command_settings()
    to = None if user == "-" else user.strip("<@> ").upper()
    if to is not None:
        asyncio.run(_must_be_staff(settings, to))
    done = carry_out(
        settings, number, team, lambda tx, actor, case: acts.assign(tx, actor, number, to, case.assignee, now)
    )
    print_outcome(*done, f"assigned to {to or 'nobody'}", as_json=as_json)


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
