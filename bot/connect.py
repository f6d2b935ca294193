"""Connecting to Slack: the tokens we need, who we are there, Socket Mode."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.incoming import Listening
from bot.proxy import choose_by_address, leave_to_session
from bot.settings import Settings
from bot.slack_errors import translated
from storage.errors import Misconfigured, Refused, Transient

SLACK_TRIES = 5

log = structlog.get_logger(__name__)


def required_token(settings: Settings) -> str:
    """Return the bot token.

    Raises
    ------
    Misconfigured
        It is missing, or both ways in are.
    """
    missing = []
    if settings.slack_bot_token is None:
        missing.append("SLACK_BOT_TOKEN (the bot token, xoxb-…)")
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        missing.append("SLACK_APP_TOKEN (xapp-…, for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP)")
    if missing or settings.slack_bot_token is None:
        msg = f"missing: {'; '.join(missing)}. Set them in the environment or in .env; `frontdesk doctor` checks them"
        raise Misconfigured(msg)
    return settings.slack_bot_token.get_secret_value()


def slack_client(token: str | None, settings: Settings, session: aiohttp.ClientSession) -> AsyncWebClient:
    """Return the client of Slack's Web API; all calls share ``session``."""
    # No retry handlers: retrying chat.postMessage after a lost connection can double a reply (PLATFORM, Posting).
    client = AsyncWebClient(
        token=token,
        base_url=settings.slack_api_url,
        session=session,
        timeout=int(settings.slack_timeout_s) or 1,
        retry_handlers=[],
    )
    return leave_to_session(client)


async def who_we_are(client: AsyncWebClient, settings: Settings) -> Listening:
    """Ask Slack who we are; wait a little for a Slack that is not there yet."""
    for attempt in range(1, SLACK_TRIES + 1):
        try:
            with translated():
                answer = await client.auth_test()
        except Transient as error:
            if attempt == SLACK_TRIES:
                msg = (
                    f"Slack cannot be reached at {settings.slack_api_url}: {error}. Check SLACK_API_URL and the network"
                )
                raise Misconfigured(msg) from error
            log.warning("slack_unreachable", attempt=attempt, why=str(error))
            await asyncio.sleep(min(error.retry_after_s, 5.0))
        else:
            return _listening(answer, settings)
    raise AssertionError


def _listening(answer: AsyncSlackResponse, settings: Settings) -> Listening:
    team_id, user_id, bot_id = (answer.get(name) for name in ("team_id", "user_id", "bot_id"))
    if not (team_id and user_id):
        what = "does not say who we are (auth.test has no team_id or user_id)"
        msg = f"{settings.slack_api_url} {what}: check SLACK_API_URL"
        raise Misconfigured(msg)
    return Listening(str(team_id), str(user_id), str(bot_id) if bot_id else None, settings.support_channels)


async def connect_socket(
    stack: AsyncExitStack, settings: Settings, client: AsyncWebClient, app: AsyncApp
) -> Callable[[], bool]:
    """Open Socket Mode; a refused app token is found out here, since the client itself would retry for ever."""
    assert settings.slack_app_token is not None  # noqa: S101 - socket_mode is true
    app_token = settings.slack_app_token.get_secret_value()
    try:
        with translated():
            await client.apps_connections_open(app_token=app_token)
    except (Refused, Misconfigured) as error:
        msg = f"SLACK_APP_TOKEN cannot open Socket Mode: {error}. It is the app-level token (xapp-…, connections:write)"
        raise Misconfigured(msg) from error
    handler = AsyncSocketModeHandler(app, app_token, web_client=client)
    await choose_by_address(handler)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    stack.push_async_callback(handler.close_async)
    return lambda: bool(handler.client.current_session and not handler.client.current_session.closed)
