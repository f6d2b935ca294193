"""Checks of who is staff: somebody is, the ids are people of this workspace, the user group has members."""

import asyncio

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.doctor.ask import ask
from bot.doctor.finding import Finding, failed, ok, warning
from bot.settings import Settings
from bot.slack.errors import code_of
from storage.errors import FrontdeskError

MOST_ASKED = 20  # people: Slack lets an app ask a hundred times a minute
_WHERE_ID = "in Slack: the person's profile → ⋮ → Copy member ID"
_GROUP_ADVICE = "correct FRONTDESK_STAFF_GROUP: the id (S0123ABCD) of a user group that is in use and has members"


async def check_staff(client: AsyncWebClient, settings: Settings) -> Finding:
    """Check FRONTDESK_STAFF and FRONTDESK_STAFF_GROUP."""
    name, named, group = "staff", sorted(settings.staff), settings.staff_group
    if not named and group is None:
        says = "none set: nobody may claim, answer or resolve a case, or publish FAQs"
        return warning(name, says, f"set FRONTDESK_STAFF to ids of your staff ({_WHERE_ID}) or FRONTDESK_STAFF_GROUP")
    if settings.slack_bot_token is None:
        return ok(name, f"{_counted(len(named))} named; not checked without a bot token")
    of_group, problems = await asyncio.gather(_group(client, settings), _people(client, settings, named[:MOST_ASKED]))
    if isinstance(of_group, Finding):
        return of_group
    if problems:
        return warning(name, "; ".join(problems), "correct FRONTDESK_STAFF")
    from_group = f", {_counted(of_group)} in {group}" if group else ""
    some = f" ({MOST_ASKED} of them looked up)" if len(named) > MOST_ASKED else ""
    return ok(name, f"{_counted(len(named))} named{some}{from_group}")


async def _people(client: AsyncWebClient, settings: Settings, users: list[str]) -> list[str]:
    assert settings.slack_bot_token is not None  # noqa: S101 - checked by who asks
    token = settings.slack_bot_token
    answers = await asyncio.gather(*(ask(client, "users.info", token, {"user": user}) for user in users))
    told = (_trouble(user, answer) for user, answer in zip(users, answers, strict=True))
    return [one for one in told if one]


def _trouble(user: str, answer: AsyncSlackResponse | FrontdeskError) -> str:
    """Return what is wrong with an id; "" if nothing is, or Slack did not say: the scopes are checked apart."""
    if isinstance(answer, FrontdeskError):
        return f"{user} is nobody in this workspace" if code_of(answer) in {"user_not_found", "users_not_found"} else ""
    found = answer.get("user")
    about = found if isinstance(found, dict) else {}
    if about.get("deleted"):
        return f"{user} has left the workspace"
    return f"{user} is a bot" if about.get("is_bot") else ""


async def _group(client: AsyncWebClient, settings: Settings) -> int | Finding:
    """Return how many the user group has, 0 without one; a finding if it is of no use."""
    group, token = settings.staff_group, settings.slack_bot_token
    if group is None or token is None:
        return 0
    answer = await ask(client, "usergroups.users.list", token, {"usergroup": group})
    if isinstance(answer, FrontdeskError):
        if code_of(answer) in {"no_such_subteam", "subteam_not_found"}:
            return failed("staff", f"there is no user group {group}", _GROUP_ADVICE)
        return warning("staff", f"who is in {group} is not known: {answer}", "see the scopes, and run doctor again")
    members = answer.get("users") or []
    return len(members) or warning("staff", f"nobody is in the user group {group}", _GROUP_ADVICE)


def _counted(people: int) -> str:
    return "1 person" if people == 1 else f"{people} people"
