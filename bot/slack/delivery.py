"""Delivery to Slack: status line, progress message, and the one reply that must arrive exactly once."""

import asyncio
import time
from collections.abc import Coroutine
from functools import partial
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import translated
from bot.slack.messages import ThreadRef, post_message, posted_messages
from bot.slack.progress import NoProgress, SlackProgress, take_away
from bot.slack.render import render
from handlers.desk import Progress, ReplyTarget
from storage import messages
from storage.database import Database
from storage.errors import FrontdeskError, Transient
from storage.records import Message
from workflows.reply import Reply

EVENT_TYPE = "frontdesk_reply"
STATUS = "is working on it…"
CHANNEL_PAUSE_S = 1.0  # Slack allows about one message a second and channel; progress gives way to replies
REMEMBERED_CHANNELS = 5000
REMEMBERED_MESSAGES = 5000

log = structlog.get_logger(__name__)


class SlackDelivery:
    """Posts to Slack. One instance a process; ``close`` waits for its background work."""

    def __init__(self, client: AsyncWebClient, db: Database) -> None:
        self._client = client
        self._db = db
        self._background: set[asyncio.Task[None]] = set()
        self._no_status: set[str] = set()
        self._last_post: dict[str, float] = {}
        self._shown: set[int] = set()  # messages whose progress message this process shows, or has taken away

    async def close(self) -> None:
        """Let status and progress calls end; cut those that take longer than two seconds."""
        if self._background:
            _, late = await asyncio.wait(self._background, timeout=2)
            for task in late:
                task.cancel()

    def in_background(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run best-effort work in the background; the reply does not wait for it."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._over)
        return task

    def _over(self, task: asyncio.Task[None]) -> None:
        self._background.discard(task)
        if not task.cancelled() and (bug := task.exception()) is not None:
            log.error("beside_broken", exc_info=bug)  # no reply waits for it, and none is lost by it

    def status(self, target: ReplyTarget) -> None:
        """Show the status line under the thread; returns at once. A channel that refuses it is not asked again."""
        if target.channel not in self._no_status and "*" not in self._no_status:
            self.in_background(self._set_status(target))

    async def _set_status(self, target: ReplyTarget) -> None:
        try:
            with translated():
                await self._client.assistant_threads_setStatus(
                    channel_id=target.channel, thread_ts=target.thread_ts, status=STATUS
                )
        except Transient:
            return
        except FrontdeskError as error:
            everywhere = "unknown_method" in str(error) or "missing_scope" in str(error)
            self._no_status.add("*" if everywhere or len(self._no_status) > REMEMBERED_CHANNELS else target.channel)
            log.info("status_line_off", channel=target.channel, why=str(error))

    def progress(self, target: ReplyTarget, parts: list[str], message: Message) -> Progress:
        """Post a progress message with a line a part; skipped while Slack's rates are near."""
        if message.progress_ts is None and self._busy(target.channel):
            return NoProgress()
        self._note_post(target.channel)

        async def remember(ts: str) -> None:
            await self._db.write(lambda tx: messages.remember_progress(tx, message.id, ts))

        self._note_shown(message.id)
        failed = partial(self._shown.discard, message.id)
        return SlackProgress(self._client, self.in_background, target, parts, message.progress_ts, remember, failed)

    def settle_progress(self, target: ReplyTarget, message: Message) -> None:
        """Take away a progress message that a process left which died over it; returns at once, best effort."""
        ts = message.progress_ts
        if ts is not None and message.id not in self._shown:
            self._note_shown(message.id)
            self.in_background(take_away(self._client, target, ts))

    def _note_shown(self, message_id: int) -> None:
        if len(self._shown) > REMEMBERED_MESSAGES:
            self._shown.clear()
        self._shown.add(message_id)

    def _busy(self, channel: str) -> bool:
        return time.monotonic() - self._last_post.get(channel, -CHANNEL_PAUSE_S) < CHANNEL_PAUSE_S

    def _note_post(self, channel: str) -> None:
        if len(self._last_post) > REMEMBERED_CHANNELS:
            self._last_post.clear()
        self._last_post[channel] = time.monotonic()

    async def find(self, target: ReplyTarget, reply_id: int) -> dict[int, str]:
        """Look once for the reply's metadata in the thread; return the ``ts`` of each posted page."""
        thread = ThreadRef(target.channel, target.thread_ts)
        return {
            int(payload.get("page", 0)): ts
            async for payload, ts in posted_messages(self._client, thread, target.message_ts, EVENT_TYPE)
            if payload.get("reply_id") == reply_id
        }

    async def post(self, target: ReplyTarget, reply_id: int, reply: Reply, posted: dict[int, str]) -> str:
        """Post the pages of the reply that are missing in the thread; return the ``ts`` of the first page.

        Raises
        ------
        Transient
            429, 5xx or no connection; ``retry_after_s`` is Slack's ``Retry-After``.
        Refused
            Slack will never take it: channel archived or gone, bot removed.
        Misconfigured
            Token revoked or scope missing.
        """
        stands = dict(posted)
        thread = ThreadRef(target.channel, target.thread_ts)
        for number, page in enumerate(render(reply, reply_id)):
            if number not in stands:
                self._note_post(target.channel)
                try:
                    stands[number] = await post_message(
                        self._client, thread, page, EVENT_TYPE, {"reply_id": reply_id, "page": number}
                    )
                except Transient as error:
                    if stands:  # a page is posted already: the next attempt must look which
                        raise Transient(str(error), error.retry_after_s, may_have_happened=True) from error
                    raise
        return stands[0]
