"""The Bolt app: signature, keep first, then what listens to commands, buttons, modals and shortcuts, from one list."""

import logging
import os
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.cases.reactions import Reactions
from bot.slack.channel_ids import ChannelIds
from bot.slack.client import SlackClient
from bot.slack.connection.gaps import Gaps
from bot.slack.connection.redeliveries import Redeliveries
from bot.slack.identity import BotIdentity
from bot.slack.intake import KeepFirst
from bot.slack.interactions import Interaction, Interactions, Kind, Listener
from bot.slack.stopping import StopButton
from storage.errors import Refused

MESSAGES = frozenset({"message", "app_mention"})  # events that are kept: nothing listens to them


class Keeping(AsyncMiddleware):
    """Keeps what is said, right after the check of the signature; all else goes on to what listens to it.

    A message ends here with its 200. What Bolt would do with it from here on, to find that nothing is to be done, takes
    longer than to keep it, and the slowest of many that come at once waits for all of that.
    """

    def __init__(self, channel_ids: ChannelIds, keep_first: KeepFirst, gaps: Gaps, redeliveries: Redeliveries) -> None:
        self._channel_ids = channel_ids
        self._keep_first = keep_first
        self._gaps = gaps
        self._redeliveries = redeliveries

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt's
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt's name
    ) -> BoltResponse:
        """Keep what a request says; what could not be kept is not acknowledged, and noted."""
        if req.body.get("type") == "app_rate_limited":
            self._gaps.rate_limited(req.body)
            return BoltResponse(status=200, body="")
        event = req.body.get("event")
        reached_at = self._redeliveries.reached()
        is_message = isinstance(event, dict) and event.get("type") in MESSAGES
        try:
            await self._channel_ids.by_first_id(req.body)
            await self._keep_first.keep(req.body)
        except Exception:
            if is_message:
                self._gaps.not_kept(req.body["event"])
            raise
        if not is_message:
            return await next()
        self._gaps.kept()
        if req.mode == "http":
            await self._redeliveries.kept(req.body["event"], req.headers, reached_at)
        return BoltResponse(status=200, body="")


@dataclass(frozen=True, slots=True)
class ListenerRegistry:
    """What answers commands, buttons, modals and shortcuts.

    ``reactions`` does what an emoji says, ``stop_button`` what the native Stop button does: both before the ack.
    """

    listeners: Sequence[Listener]
    interactions: Interactions
    reactions: Reactions
    stop_button: StopButton


def make_app(
    client: AsyncWebClient, signing_secret: str, identity: BotIdentity, keeping: Keeping, registry: ListenerRegistry
) -> AsyncApp:
    """Make the Bolt app. What nothing listens to is answered too: a 404 counts as a failed delivery."""
    # With these in the environment Bolt switches on OAuth with file stores and drops the token, silently.
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        os.environ.pop(name, None)
    known = AuthorizeResult(
        enterprise_id=None,
        team_id=identity.team_id,
        bot_user_id=identity.bot_user_id,
        bot_id=identity.bot_id,
        bot_token=client.token,
    )

    async def authorize() -> AuthorizeResult:
        # Asked once at start: an auth.test that fails here would let Bolt answer 200 and lose the message.
        return known

    # Bolt wants no token together with an authorize function.
    bare = SlackClient(base_url=client.base_url, session=client.session, timeout=client.timeout, retry_handlers=[])
    quiet = logging.getLogger("slack_bolt")
    app = AsyncApp(
        client=bare,
        signing_secret=signing_secret,
        before_authorize=keeping,
        authorize=authorize,
        logger=quiet,
        name="frontdesk",
    )
    app.use(registry.reactions.__call__)
    app.use(registry.stop_button.__call__)
    _register(app, registry)
    return app


def _register(app: AsyncApp, registry: ListenerRegistry) -> None:
    """Register one listener a kind and find ours by name: Bolt would try all of them, one by one, at each request."""
    ours = {(one.kind, one.name): one for one in registry.listeners}
    assert not any(("event", name) in ours for name in MESSAGES), "messages end with Keeping"  # noqa: S101 - a bug of ours
    anything: Any = re.compile(".*", re.DOTALL)

    async def event(ack: AsyncAck, body: dict[str, Any]) -> None:
        found = ours.get(("event", str(body["event"]["type"])))
        if found is not None:
            await registry.interactions.run(found, body, ack)

    def answer(kind: Kind, name_in: Callable[[dict[str, Any]], object]) -> Callable[..., Awaitable[None]]:
        async def run(ack: AsyncAck, body: dict[str, Any]) -> None:
            found = ours.get((kind, str(name_in(body))), Listener(kind, "outdated", _outdated))
            await registry.interactions.run(found, body, ack)

        return run

    app.event(anything)(event)
    app.command(anything)(answer("command", lambda body: body["command"]))
    app.shortcut(anything)(answer("shortcut", lambda body: body["callback_id"]))
    app.action(anything)(answer("action", lambda body: body["actions"][0]["action_id"]))
    app.view(anything)(answer("view", lambda body: body["view"]["callback_id"]))


async def _outdated(_interaction: Interaction) -> None:
    """Answer the buttons that an older version of the app left behind."""
    msg = "This is from another version of the app and does not work any more."
    raise Refused(msg)
