"""What no answer goes without though the process runs and is reached: a token that counts, a database that stores.

Each is asked about now and then, and at once when what happens contradicts what is known; ``/readyz`` says what it is.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import OF_THE_TOKEN, code_of, translated
from storage import chores
from storage.database import Database
from storage.errors import FrontdeskError

TOKEN_EVERY_S = 300.0
STORES_EVERY_S = 60.0
AGAIN_S = 15.0  # while it does not hold: so long until it is known that it does again, if nothing else shows it

Ask = Callable[[], Awaitable[str]]

log = structlog.get_logger(__name__)


class Condition:
    """One of them. ``ask``: says why it does not hold, "" if it does; raises ``FrontdeskError`` if nobody knows.

    ``why``: what it said last. To be entered: it is looked at for as long as that lasts.
    """

    def __init__(self, ask: Ask, every_s: float, again_s: float | None = None) -> None:
        self.why = ""
        self.holds_again: Callable[[timedelta], None] = lambda _lasted: None  # told how long it had not
        self._broke_at = 0.0
        self._ask = ask
        self._every_s = every_s
        self._again_s = AGAIN_S if again_s is None else again_s
        self._doubt = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None

    def seen(self, *, holds: bool) -> None:
        """Take note of what happened; what contradicts what is known is looked into at once."""
        if holds is bool(self.why):
            self._doubt.set()

    def start(self) -> None:
        """Begin to look; it holds until then."""
        self._looking = asyncio.create_task(self._look_for_ever())

    async def _look_for_ever(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._again_s if self.why else self._every_s):
                    await self._doubt.wait()
            self._doubt.clear()
            await self._look()

    async def _look(self) -> None:
        try:
            why = await self._ask()
        except FrontdeskError as error:
            log.info("readiness_not_known", why=str(error))
            return
        if why and not self.why:
            self._broke_at = time.monotonic()
            log.error("not_ready", why=why)
        elif self.why and not why:
            log.warning("ready_again", was=self.why)
            self.holds_again(timedelta(seconds=time.monotonic() - self._broke_at))
        self.why = why

    async def close(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)


def token_counts(client: AsyncWebClient) -> Ask:
    """Return what asks Slack whether our token counts."""

    async def ask() -> str:
        try:
            with translated():
                await client.auth_test()
        except FrontdeskError as error:
            if code_of(error) in OF_THE_TOKEN:
                return f"nothing can be posted: {error}"
            raise
        return ""

    return ask


def stores(db: Database, team_id: str, chore: str) -> Ask:
    """Return what asks the database whether it stores: by a write that changes nothing, to the row of ``chore``."""

    async def ask() -> str:
        try:
            await db.write(lambda tx: chores.touch(tx, team_id, chore))
        except FrontdeskError as error:
            return f"nothing can be stored: {error}"
        return ""

    return ask


def why_not(conditions: Sequence[Condition]) -> str:
    """Say what does not hold; "" if all does."""
    return "; ".join(one.why for one in conditions if one.why)
