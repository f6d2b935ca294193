"""The Bolt app: signature, keep first, then what listens to commands, buttons, modals and shortcuts, from one list."""

import logging
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.incoming import Listening
from bot.intake import Intake, KeepFirst
from bot.interaction import Interaction, Interactions, Listener
from storage.errors import Refused


@dataclass(frozen=True, slots=True)
class Answering:
    """What answers commands, buttons, modals and shortcuts."""

    listeners: Sequence[Listener]
    interactions: Interactions


def make_app(
    client: AsyncWebClient, signing_secret: str, us: Listening, intake: Intake, answering: Answering
) -> AsyncApp:
    """Make the Bolt app. What nothing listens to is answered too: a 404 counts as a failed delivery."""
    # With these in the environment Bolt switches on OAuth with file stores and drops the token, silently.
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        os.environ.pop(name, None)
    known = AuthorizeResult(
        enterprise_id=None,
        team_id=us.team_id,
        bot_user_id=us.bot_user_id,
        bot_id=us.bot_id,
        bot_token=client.token,
    )

    async def authorize() -> AuthorizeResult:
        # Asked once at start: an auth.test that fails here would let Bolt answer 200 and lose the message.
        return known

    # Bolt wants no token beside an authorize function.
    bare = AsyncWebClient(base_url=client.base_url, session=client.session, timeout=client.timeout, retry_handlers=[])
    quiet = logging.getLogger("slack_bolt")
    app = AsyncApp(client=bare, signing_secret=signing_secret, authorize=authorize, logger=quiet, name="frontdesk")
    app.use(KeepFirst(intake, us).__call__)
    for listener in (*answering.listeners, *_OUTDATED):
        _register(app, listener, answering.interactions)
    app.event(re.compile(".*"))(_nothing_left_to_do)
    return app


def _register(app: AsyncApp, listener: Listener, interactions: Interactions) -> None:
    async def run(ack: AsyncAck, body: dict[str, Any]) -> None:
        await interactions.run(listener, body, ack)

    # ANY: what an older version of the app left standing in channels.
    name: Any = listener.name if listener.name != ANY else re.compile(".*")
    match listener.kind:
        case "command":
            app.command(name)(run)
        case "shortcut":
            app.shortcut(name)(run)
        case "action":
            app.action(name)(run)
        case "view":
            app.view(name)(run)
        case "event":
            app.event(name)(run)
        case _:
            assert_never(listener.kind)


async def _outdated(_it: Interaction) -> None:
    msg = "This is from another version of the app and does not work any more."
    raise Refused(msg)


ANY = "*"
_OUTDATED = (
    Listener("command", ANY, _outdated),
    Listener("shortcut", ANY, _outdated),
    Listener("action", ANY, _outdated),
    Listener("view", ANY, _outdated),
)


async def _nothing_left_to_do() -> None:
    """Answer every subscribed event: an event without a listener counts as a failed delivery."""
