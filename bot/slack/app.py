"""The Bolt app: signature, keep first, then what listens to commands, buttons, modals and shortcuts, from one list."""

import logging
import os
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.cases.reactions import Reactions
from bot.slack.client import SlackClient
from bot.slack.connection.keeping import MESSAGES, Keeping
from bot.slack.identity import BotIdentity
from bot.slack.interactions import Interaction, Interactions, Kind, Listener
from bot.slack.stopping import StopButton
from storage.errors import Refused


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
