"""Checks against Slack: tokens, scopes, the way events come in, support channels, and the clock."""

import asyncio
import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from pydantic import SecretStr
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.doctor.finding import TIMEOUT_S, Finding, failed, ok, warning
from bot.settings import Settings
from bot.slack.client import SlackClient
from bot.slack.errors import code_of, error_code, translated
from bot.slack.manifest import Scope, scopes_for
from bot.slack.proxy import session_of
from storage.errors import FrontdeskError, Transient

APPS = "https://api.slack.com/apps"
MAX_SKEW_S = 5 * 60  # Slack's signatures are refused when older (bot.slack.guard)
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
        staff = await _staff_channel(client, settings)
    return [*by_token, way_in, _support_channels(settings.support_channels), staff]


async def _bot_token(client: AsyncWebClient, settings: Settings, now: datetime) -> list[Finding]:
    if settings.slack_bot_token is None:
        advice = f"make the app at {APPS} from `frontdesk manifest`; put its Bot User OAuth Token (xoxb-…) into .env"
        return [failed("bot token", "SLACK_BOT_TOKEN is not set", advice)]
    answer = await _asked(client, "auth.test", settings.slack_bot_token)
    if isinstance(answer, FrontdeskError):
        return [_refusal("bot token", "SLACK_BOT_TOKEN", answer, f"{_COPY_AGAIN}OAuth & Permissions", settings)]
    if not answer.get("bot_id"):
        return [
            failed("bot token", "SLACK_BOT_TOKEN is a person's token", f"{_COPY_AGAIN}Bot User OAuth Token (xoxb-…)")
        ]
    headers = {str(name).lower(): str(value) for name, value in answer.headers.items()}
    who = f"accepted: {answer.get('user')} in {answer.get('team')} ({answer.get('team_id')})"
    return [ok("bot token", who), *_scopes(headers, scopes_for(settings.staff_group)), *_clock(headers, now)]


async def _way_in(client: AsyncWebClient, settings: Settings) -> Finding:
    """Check how events reach us: Socket Mode with the app token, else HTTP with the signing secret."""
    if settings.slack_app_token is not None:
        answer = await _asked(client, "apps.connections.open", settings.slack_app_token)
        if isinstance(answer, FrontdeskError):
            where = "Basic Information → App-Level Tokens, with the scope connections:write"
            return _refusal("app token", "SLACK_APP_TOKEN", answer, f"{_COPY_AGAIN}{where}", settings)
        return ok("app token", "accepted: events come over Socket Mode")
    if settings.slack_signing_secret is not None:
        where = f"http://{settings.host}:{settings.port}/slack/events"
        return ok("signing secret", f"set: events come over HTTP to {where} (a wrong secret shows when Slack calls)")
    advice = f"for Socket Mode put the app-level token (xapp-…) into .env, for HTTP the signing secret; both at {APPS}"
    return failed("events", "neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set", advice)


async def _asked(
    client: AsyncWebClient, method: str, token: SecretStr, params: dict[str, str | int] | None = None
) -> AsyncSlackResponse | FrontdeskError:
    headers = {"Authorization": f"Bearer {token.get_secret_value()}"}
    try:
        with translated():
            return await client.api_call(method, headers=headers, params=params)
    except FrontdeskError as error:
        return error


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
        return [ok("scopes", f"all {len(needed)} granted")]
    advice = f"paste `frontdesk manifest` at {APPS} → your app → App Manifest, then install the app again"
    lost = "; ".join(f"{scope.name}: {scope.lost}" for scope in missing)
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


def _support_channels(channels: frozenset[str]) -> Finding:
    name = "support channels"
    if not channels:
        return ok(name, "none set (FRONTDESK_SUPPORT_CHANNELS): the bot answers direct messages and mentions only")
    wrong = sorted(channel for channel in channels if not re.fullmatch(r"[CG][A-Z0-9]{2,31}", channel))
    if wrong:
        advice = "use channel ids (C0123ABCD): Slack shows them at the bottom of a channel's details"
        return warning(name, f"no channel ids: {', '.join(wrong)}", advice)
    return ok(name, f"{', '.join(sorted(channels))} (the bot must be a member: /invite it there)")


async def _staff_channel(client: AsyncWebClient, settings: Settings) -> Finding:
    """Check that the bot may post where staff learn of cases: who may read there is a member, and the scope is ours."""
    name, channel = "staff channel", settings.staff_channel
    if channel is None:
        return ok(name, "none set (FRONTDESK_STAFF_CHANNEL): nobody is told when a case waits for a person")
    if not re.fullmatch(r"[CG][A-Z0-9]{2,31}", channel):
        advice = "use the channel's id (C0123ABCD): Slack shows it at the bottom of the channel's details"
        return failed(name, f"{channel} is no channel id", advice)
    if settings.slack_bot_token is None:
        return warning(name, f"{channel}: not checked without a bot token")
    answer = await _asked(client, "conversations.history", settings.slack_bot_token, {"channel": channel, "limit": 1})
    if not isinstance(answer, FrontdeskError):
        return ok(name, f"{channel}: the bot is a member")
    if code_of(answer) in {"not_in_channel", "channel_not_found", "is_archived"}:
        says = f"{channel}: the bot is not a member, or there is no such channel ({code_of(answer)})"
        return failed(name, says, "/invite the bot in that channel, or correct FRONTDESK_STAFF_CHANNEL")
    return warning(name, f"{channel}: not checked: {answer}")
