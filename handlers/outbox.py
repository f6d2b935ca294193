"""Making a post stand in Slack exactly once: planned → sending → sent, again after any crash."""

import asyncio
from typing import Protocol

import structlog

from handlers.desk import Desk
from storage import posts
from storage.errors import Misconfigured, Refused, Transient
from storage.records import Post

LONGEST_PAUSE_S = 60.0

log = structlog.get_logger(__name__)


class Poster(Protocol):
    """How posts reach people. Both return channel and ``ts``."""

    async def find(self, post: Post) -> tuple[str, str] | None:
        """Look once whether the post stands already."""

    async def post(self, post: Post) -> tuple[str, str]:
        """Post it. Raises ``Transient``, ``Refused`` or ``Misconfigured``."""


async def send_post(desk: Desk, post_id: int, poster: Poster) -> Post:
    """Make a post stand and return it as it is then: sent, or refused by Slack for good.

    While Slack is down or busy it waits and tries again. Only a post in ``sending`` is looked for: a crash left it so,
    or Slack's answer was lost.
    """
    pause_s = 1.0
    while True:
        found = await desk.db.read(lambda tx: posts.get_post(tx, post_id))
        assert found is not None  # noqa: S101 - posts are never deleted
        if found.state in {"sent", "refused"}:
            return found
        try:
            await _send_once(desk, found, poster)
        except Refused as error:
            log.warning("post_refused", kind=found.kind, channel=found.channel, why=str(error))
            await desk.db.write(lambda tx: posts.mark_refused(tx, post_id))
        except (Transient, Misconfigured) as error:
            log.warning("post_delayed", kind=found.kind, channel=found.channel, why=str(error))
            wait_s = error.retry_after_s if isinstance(error, Transient) else LONGEST_PAUSE_S
            await asyncio.sleep(max(min(wait_s * pause_s, LONGEST_PAUSE_S), min(wait_s, 300.0), 0.05))
            pause_s *= 2


async def _send_once(desk: Desk, found: Post, poster: Poster) -> None:
    """Try once; an attempt that is known not to have reached Slack is taken back."""
    where = await poster.find(found) if found.state == "sending" else None
    if where is None:
        await desk.db.write(lambda tx: posts.claim_post(tx, found.id))
        try:
            where = await poster.post(found)
        except (Transient, Misconfigured) as error:
            if not (isinstance(error, Transient) and error.may_have_happened):
                await desk.db.write(lambda tx: posts.unclaim_post(tx, found.id))
            raise
    channel, ts = where
    now = desk.now()
    await desk.db.write(lambda tx: posts.mark_posted(tx, found.id, channel, ts, now))
