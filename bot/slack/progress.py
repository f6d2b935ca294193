"""The progress message of a message with several parts: a post, a few updates, then it is the reply or goes away."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from math import inf
from typing import Any

import structlog
from slack_sdk.models.metadata import Metadata
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.messages import ThreadRef, delete_message, post_message, posted_messages, update_message
from bot.slack.render import Page, escape
from handlers.desk import ReplyTarget
from storage.errors import FrontdeskError

EVENT_TYPE = "frontdesk_progress"
UPDATE_EVERY_S = 1.0
FIRST_POST_S = 1.5
BECOMES_WITHIN_S = 10.0
MARKS = {None: "⏳", True: "✅", False: "⚠️"}

log = structlog.get_logger(__name__)

RunInBackground = Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]


class NoProgress:
    """Shows nothing."""

    def done(self, part: int, *, ok: bool) -> None:
        """Do nothing."""

    async def finish(self) -> None:
        """Do nothing."""


class SlackProgress:
    """Posts once, then updates at most once a second while parts get done; then becomes the reply, or is taken away.

    ``may_stand``: a process that died over it may have left one: it is looked for, and gone on with. ``note`` notes
    that, once, before it is posted. ``failed`` is called if Slack would not show it.
    """

    def __init__(  # noqa: PLR0913 - what it shows, where, and what is noted of it
        self,
        client: AsyncWebClient,
        in_background: RunInBackground,
        target: ReplyTarget,
        parts: list[str],
        failed: Callable[[], None],
        note: Callable[[], Awaitable[None]],
        *,
        may_stand: bool,
    ) -> None:
        self._client = client
        self._in_background = in_background
        self._target = target
        self._parts = [" ".join(part.split())[:120] for part in parts[:40]]
        self._states: list[bool | None] = [None] * len(self._parts)
        self._may_stand = may_stand
        self._note = note
        self._failed = failed
        self._changed = asyncio.Event()
        self._shown = ""
        self._over = self._gone = False
        self._posted = asyncio.Event()
        self._calling = asyncio.Lock()
        self._posted_at = -inf  # of one that was left nobody knows
        self.ts: str | None = None
        in_background(self._run())

    def done(self, part: int, *, ok: bool) -> None:
        """Mark part ``part`` (from 1) as finished."""
        if part <= len(self._states):
            self._states[part - 1] = ok
            self._changed.set()

    async def finish(self) -> None:
        """Show nothing more. Let the first post go out before the reply, for a second and a half at most."""
        self._over = True
        self._changed.set()
        try:
            async with asyncio.timeout(FIRST_POST_S):
                await self._posted.wait()
        except TimeoutError:
            log.info("progress_slow", channel=self._target.channel)

    async def young(self) -> str | None:
        """Return the message's ``ts`` if it may become the reply: it stands, is not being changed, and is recent.

        An edit notifies nobody: of what is older people would not learn.
        """
        if not self._posted.is_set():
            return None
        try:
            async with asyncio.timeout(FIRST_POST_S), self._calling:
                return self.ts if time.monotonic() - self._posted_at < BECOMES_WITHIN_S else None
        except TimeoutError:  # Slack is slow to show how far it is; the reply does not wait for that
            return None

    def leave(self) -> None:
        """Let the message be: it says something else now."""
        self._over, self.ts = True, None
        self._changed.set()

    def take_away(self) -> None:
        """Delete the message, as soon as it stands; returns at once, best effort."""
        self._over = self._gone = True
        self._changed.set()
        self._in_background(self._delete())

    async def _delete(self) -> None:
        await self._posted.wait()
        async with self._calling:
            if self.ts is None:
                return
            try:
                await delete_message(self._client, self._target.channel, self.ts)
            except FrontdeskError as error:
                log.info("progress_left", channel=self._target.channel, why=str(error))

    async def _run(self) -> None:
        try:
            await self._show()
            self._posted.set()
            while not self._over:
                await self._changed.wait()
                self._changed.clear()
                if not self._over and self._shown != self._text():
                    await asyncio.sleep(UPDATE_EVERY_S)
                    await self._show()
        except FrontdeskError as error:
            self._failed()
            log.info("progress_off", channel=self._target.channel, why=str(error))
        finally:
            self._posted.set()

    async def _show(self) -> None:
        """Post it or show what has changed; once it is over nothing is changed any more, for it may be the reply."""
        async with self._calling:
            if self._gone or (self._over and self.ts is not None):
                return
            text = self._shown = self._text()
            block = {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}
            page = Page((block,), text)
            if self._may_stand:
                self.ts, self._may_stand = await stands_at(self._client, self._target), False
            if self.ts is None:
                await self._post(page)
            else:
                await update_message(self._client, self._target.channel, self.ts, page)

    async def _post(self, page: Page) -> None:
        await self._note()
        thread = ThreadRef(self._target.channel, self._target.thread_ts)
        metadata = Metadata(EVENT_TYPE, {"message_ts": self._target.message_ts})
        self.ts = await post_message(self._client, thread, page, metadata)
        self._posted_at = time.monotonic()

    def _text(self) -> str:
        finished = sum(state is not None for state in self._states)
        head = f"Working on {len(self._parts)} requests, {finished} done"
        lines = [f"{MARKS[state]} {escape(part)}" for part, state in zip(self._parts, self._states, strict=True)]
        return "\n".join((head, *lines))[:2900]


async def stands_at(client: AsyncWebClient, target: ReplyTarget) -> str | None:
    """Look once for the progress message of the message at ``target``; return its ``ts``."""
    thread = ThreadRef(target.channel, target.thread_ts)
    async for event_type, payload, ts in posted_messages(client, thread, target.message_ts):
        if event_type == EVENT_TYPE and payload.get("message_ts") == target.message_ts:
            return ts
    return None


async def take_away(client: AsyncWebClient, target: ReplyTarget) -> None:
    """Delete a progress message that a process left and nothing goes on with; best effort.

    It is looked for, even where its ``ts`` is known: the message may have become the reply.
    """
    try:
        where = await stands_at(client, target)
        if where is not None:
            await delete_message(client, target.channel, where)
    except FrontdeskError as error:
        log.info("progress_left", channel=target.channel, why=str(error))
