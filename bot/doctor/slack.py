"""Checks against Slack: tokens, scopes, the way events come in, and the clock; staff and channels have own files."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.doctor.ask import ask
from bot.doctor.channels import check_channels
from bot.doctor.finding import TIMEOUT_S, Finding, failed, ok, warning
from bot.doctor.staff import check_staff
from bot.settings import Settings
from bot.slack.client import SlackClient
from bot.slack.connection.proxy import session_of
from bot.slack.errors import error_code
from bot.slack.manifest import ALL_SCOPES, Scope, scopes_for
from storage.errors import FrontdeskError, Transient

APPS = "https://api.slack.com/apps"
MAX_SKEW_S = 5 * 60  # Slack's signatures are refused when older (bot.slack.connection.guard)
ODD_SKEW_S = 30

_COPY_AGAIN = f"copy the token again from {APPS} → your app → "
_ADVICE = {
    "not_allowed_token_type": "this is another kind of token: SLACK_BOT_TOKEN is xoxb-…, SLACK_APP_TOKEN is xapp-…",
    "account_inactive": f"the app was removed from the workspace: install it again at {APPS} and copy the new token",
    "token_revoked": f"the token was revoked: install the app again at {APPS} and copy the new token",
    "token_expired": "the token expired: switch token rotation off (`frontdesk manifest` does), install again",
}


async def check_slack(settings: Settings, now: datetime) -> list[Finding]:
    """Ask Slack what it thinks of our tokens."""
    seconds = min(settings.slack_timeout_s, TIMEOUT_S - 1)
    async with session_of(seconds) as session:
        client = SlackClient(
            base_url=settings.slack_api_url, session=session, timeout=int(seconds) or 1, retry_handlers=[]
        )
        by_token, way_in = await asyncio.gather(_bot_token(client, settings, now), _way_in(client, settings))
        staff, channels = await asyncio.gather(check_staff(client, settings), check_channels(client, settings))
    return [*by_token, way_in, staff, *channels]


async def _bot_token(client: AsyncWebClient, settings: Settings, now: datetime) -> list[Finding]:
    if settings.slack_bot_token is None:
        advice = f"make the app at {APPS} from `frontdesk manifest`; put its Bot User OAuth Token (xoxb-…) into .env"
        return [failed("bot token", "SLACK_BOT_TOKEN is not set", advice)]
    answer = await ask(client, "auth.test", settings.slack_bot_token)
    if isinstance(answer, FrontdeskError):
        return [_refusal("bot token", "SLACK_BOT_TOKEN", answer, f"{_COPY_AGAIN}OAuth & Permissions", settings)]
    if not answer.get("bot_id"):
        return [
            failed("bot token", "SLACK_BOT_TOKEN is a person's token", f"{_COPY_AGAIN}Bot User OAuth Token (xoxb-…)")
        ]
    headers = {str(name).lower(): str(value) for name, value in answer.headers.items()}
    who = f"accepted: {answer.get('user')} in {answer.get('team')} ({answer.get('team_id')})"
    used = scopes_for(settings.staff_group, emoji=bool(settings.emoji))
    return [ok("bot token", who), *_scopes(headers, used), *_clock(headers, now)]


async def _way_in(client: AsyncWebClient, settings: Settings) -> Finding:
    """Check how events reach us: Socket Mode with the app token, else HTTP with the signing secret."""
    if settings.slack_app_token is not None:
        answer = await ask(client, "apps.connections.open", settings.slack_app_token)
        if isinstance(answer, FrontdeskError):
            where = "Basic Information → App-Level Tokens, with the scope connections:write"
            return _refusal("app token", "SLACK_APP_TOKEN", answer, f"{_COPY_AGAIN}{where}", settings)
        return ok("app token", "accepted: events come over Socket Mode")
    if settings.slack_signing_secret is not None:
        where = f"http://{settings.host}:{settings.port}/slack/events"
        return ok("signing secret", f"set: events come over HTTP to {where} (a wrong secret shows when Slack calls)")
    advice = f"for Socket Mode put the app-level token (xapp-…) into .env, for HTTP the signing secret; both at {APPS}"
    return failed("events", "neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set", advice)


def _refusal(check: str, name: str, error: FrontdeskError, copy_again: str, settings: Settings) -> Finding:
    if isinstance(error, Transient):
        advice = f"check the network, a proxy, and SLACK_API_URL ({settings.slack_api_url}); then run doctor again"
        return failed(check, f"not checked: {error}", advice)
    cause = error.__cause__
    code = error_code(cause) if isinstance(cause, SlackApiError) else ""
    return failed(check, f"Slack refuses {name}: {code}" if code else str(error), _ADVICE.get(code, copy_again))


def _scopes(headers: Mapping[str, str], needed: tuple[Scope, ...]) -> list[Finding]:
    """Compare the scopes the token has (Slack names them in a header of every answer) with those this version uses."""
    if "x-oauth-scopes" not in headers:
        return [warning("scopes", "not checked: Slack did not name the token's scopes")]
    have = {name.strip() for name in headers["x-oauth-scopes"].split(",")}
    missing = [scope for scope in needed if scope.name not in have]
    if not missing:
        unused = sorted((have & {scope.name for scope in ALL_SCOPES}) - {one.name for one in needed})
        more = f"; granted and not used with these settings: {', '.join(unused)}" if unused else ""
        return [ok("scopes", f"all {len(needed)} granted{more}")]
    advice = f"paste `frontdesk manifest` at {APPS} → your app → App Manifest, then install the app again"
    lost = "; ".join(f"{scope.name}{' (optional)' if scope.optional else ''}: {scope.lost}" for scope in missing)
    make = failed if any(scope.essential for scope in missing) else warning
    return [make("scopes", f"missing {lost}", advice)]


def _clock(headers: Mapping[str, str], now: datetime) -> list[Finding]:
    try:
        skew_s = (now - parsedate_to_datetime(headers["date"])).total_seconds()
    except (KeyError, ValueError, TypeError):
        return []
    apart = f"{abs(skew_s):.0f} s {'ahead of' if skew_s > 0 else 'behind'} Slack's clock"
    advice = "set the clock of this machine (NTP): Slack's signatures are refused when they are five minutes old"
    if abs(skew_s) >= MAX_SKEW_S:
        return [failed("clock", apart, advice)]
    return [warning("clock", apart, advice) if abs(skew_s) > ODD_SKEW_S else ok("clock", "agrees with Slack's")]
