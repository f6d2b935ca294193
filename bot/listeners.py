"""Bolt's listeners, in one list. Messages are kept by the middleware before the ack; here nothing is left to do."""

import logging
import os
import re

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.incoming import Listening
from bot.intake import Intake, KeepFirst


def make_app(client: AsyncWebClient, signing_secret: str, us: Listening, intake: Intake) -> AsyncApp:
    """Make the Bolt app: signature, keep first, and a catch-all so that no event is answered with 404."""
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
    app.event(re.compile(".*"))(_nothing_left_to_do)
    return app


async def _nothing_left_to_do() -> None:
    """Answer every subscribed event: an event without a listener counts as a failed delivery."""
