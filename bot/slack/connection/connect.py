"""Connecting to Slack: the tokens we need, who we are there, Socket Mode."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import TypeVar

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.settings import Settings
from bot.slack.client import SlackClient
from bot.slack.connection.gaps import Gaps
from bot.slack.connection.proxy import choose_by_address
from bot.slack.errors import translated
from bot.slack.identity import BotIdentity
from storage.errors import Misconfigured, Refused, Transient

LONGEST_PAUSE_S = 60.0
LOOK_EVERY_S = 3.0
LONGEST_NOTICE = 2_000  # characters; Slack's words about the link itself are short
SWITCHED_OFF = "Socket Mode is switched off for the app: switch it on at https://api.slack.com/apps → Socket Mode"

T = TypeVar("T")

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


def slack_client(token: str | None, settings: Settings, session: aiohttp.ClientSession) -> SlackClient:
    """Return the client of Slack's Web API; all calls share ``session``."""
    # No retry handlers: retrying chat.postMessage after a lost connection can double a reply (measured).
    return SlackClient(
        token=token,
        base_url=settings.slack_api_url,
        session=session,
        timeout=int(settings.slack_timeout_s) or 1,
        retry_handlers=[],
    )


async def when_slack_answers(ask: Callable[[], Awaitable[T]], settings: Settings, says: Callable[[str], None]) -> T:
    """Ask Slack until it answers; ``says`` is called with the reason for waiting.

    Raises
    ------
    Misconfigured
        Slack answered, and refuses us.
    """
    pause_s = 0.0
    while True:
        try:
            with translated():
                return await ask()
        except Transient as error:
            pause_s = min(max(pause_s * 2, error.retry_after_s), LONGEST_PAUSE_S)
            says(f"Slack cannot be reached at {settings.slack_api_url}: {error}. Trying again")
            log.warning("slack_unreachable", url=settings.slack_api_url, why=str(error), again_in_s=pause_s)
            await asyncio.sleep(pause_s)
        except Refused as error:
            msg = f"Slack refuses us: {error}. Run `frontdesk doctor`"
            raise Misconfigured(msg) from error


async def read_identity(client: AsyncWebClient, settings: Settings, says: Callable[[str], None]) -> BotIdentity:
    """Ask Slack who we are, for as long as it takes."""
    return _listening(await when_slack_answers(client.auth_test, settings, says), settings)


def _listening(answer: AsyncSlackResponse, settings: Settings) -> BotIdentity:
    team_id, user_id, bot_id = (answer.get(name) for name in ("team_id", "user_id", "bot_id"))
    if not (team_id and user_id):
        what = "does not say who we are (auth.test has no team_id or user_id)"
        msg = f"{settings.slack_api_url} {what}: check SLACK_API_URL"
        raise Misconfigured(msg)
    return BotIdentity(
        str(team_id),
        str(user_id),
        str(bot_id) if bot_id else None,
        settings.support_channels,
        settings.outside_only_channels,
        settings.private_channels,
        settings.open_channels,
    )


class Socket:
    """Our link of Socket Mode. The client opens it anew by itself; this knows how it is, and helps where it cannot."""

    def __init__(self, handler: AsyncSocketModeHandler, gaps: Gaps) -> None:
        self._client = handler.client
        self._gaps = gaps
        self._client.on_message_listeners.append(self._heard)
        self._switched_off = False

    def why_not(self) -> str:
        """Say why nothing comes over the link; "" if it is open."""
        if self._is_open:
            return ""
        return SWITCHED_OFF if self._switched_off else "the socket to Slack is closed; opening it again"

    @property
    def _is_open(self) -> bool:
        session = self._client.current_session
        return bool(session and not session.closed)

    async def _heard(self, message: aiohttp.WSMessage) -> None:
        """Notice what the client keeps to itself: that Socket Mode is switched off, or on again."""
        if message.type is not aiohttp.WSMsgType.TEXT or len(message.data) > LONGEST_NOTICE:
            return
        try:
            notice = json.loads(message.data)
        except ValueError:
            return  # the client says so itself
        if notice.get("type") == "disconnect" and notice.get("reason") == "link_disabled":
            self._switched_off = True
            log.error("socket_mode_switched_off", advice=SWITCHED_OFF)
        elif notice.get("type") == "hello":
            self._switched_off = False

    async def watch(self) -> None:
        """Look how the link is. While it is closed, let the client ask for a new address: it tries a spent one."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            self._gaps.link_is(is_open=self._is_open)
            if not self._is_open:
                self._client.wss_uri = None


async def connect_socket(
    stack: AsyncExitStack,
    settings: Settings,
    client: AsyncWebClient,
    app: AsyncApp,
    says: Callable[[str], None],
    gaps: Gaps,
) -> Callable[[], str]:
    """Open Socket Mode; return what says why nothing comes over it ("" if it is open).

    A refused app token is found out here, since the client itself would retry for ever.
    """
    assert settings.slack_app_token is not None  # noqa: S101 - socket_mode is true
    app_token = settings.slack_app_token.get_secret_value()
    try:
        await when_slack_answers(lambda: client.apps_connections_open(app_token=app_token), settings, says)
    except Misconfigured as error:
        msg = f"SLACK_APP_TOKEN cannot open Socket Mode: {error}. It is the app-level token (xapp-…, connections:write)"
        raise Misconfigured(msg) from error
    says("opening the socket to Slack")
    handler = AsyncSocketModeHandler(app, app_token, web_client=client)
    choose_by_address(handler, settings.slack_api_url)
    stack.push_async_callback(handler.close_async)
    socket = Socket(handler, gaps)
    watching = asyncio.create_task(socket.watch())
    stack.callback(watching.cancel)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    return socket.why_not
