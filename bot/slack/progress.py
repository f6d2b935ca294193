"""The progress message of a message with several parts: one post, a few updates. The reply never depends on it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog
from slack_sdk.models.metadata import Metadata
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.messages import ThreadRef, delete_message, post_message, posted_messages, update_message
from bot.slack.render import Page, escape
from handlers.desk import ReplyTarget
from storage.errors import FrontdeskError

EVENT_TYPE = "frontdesk_progress"
POSTING = ""  # remembered in place of a ``ts`` while it is posted: after a crash it may be posted
UPDATE_EVERY_S = 1.0
FIRST_POST_S = 1.5
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
    """Posts once, then updates at most once a second while parts get done, and once at the end.

    ``ts`` is the message's, ``POSTING`` if a process died over posting it: then it is looked for. ``remember`` notes
    both. ``failed`` is called if it will not show its last state.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what it shows, where, and what is noted of it
        self,
        client: AsyncWebClient,
        in_background: RunInBackground,
        target: ReplyTarget,
        parts: list[str],
        ts: str | None,
        remember: Callable[[str], Awaitable[None]],
        failed: Callable[[], None],
    ) -> None:
        self._client = client
        self._target = target
        self._parts = [" ".join(part.split())[:120] for part in parts[:40]]
        self._states: list[bool | None] = [None] * len(self._parts)
        self._ts = ts
        self._remember = remember
        self._failed = failed
        self._changed = asyncio.Event()
        self._shown = ""
        self._over = False
        self._posted = asyncio.Event()
        in_background(self._run())

    def done(self, part: int, *, ok: bool) -> None:
        """Mark part ``part`` (from 1) as finished."""
        if part <= len(self._states):
            self._states[part - 1] = ok
            self._changed.set()

    async def finish(self) -> None:
        """Let the first post go out before the reply, for a second and a half at most."""
        self._over = True
        self._changed.set()
        try:
            async with asyncio.timeout(FIRST_POST_S):
                await self._posted.wait()
        except TimeoutError:
            log.info("progress_slow", channel=self._target.channel)

    async def _run(self) -> None:
        try:
            await self._show()
            self._posted.set()
            while self._shown != self._text() or not self._over:
                await self._changed.wait()
                if not self._over:
                    await asyncio.sleep(UPDATE_EVERY_S)
                self._changed.clear()
                await self._show()
        except FrontdeskError as error:
            self._failed()
            log.info("progress_off", channel=self._target.channel, why=str(error))
        finally:
            self._posted.set()

    async def _show(self) -> None:
        text = self._shown = self._text()
        block = {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}
        page = Page((block,), text)
        if self._ts == POSTING:
            self._ts = await stands_at(self._client, self._target)
        if self._ts is not None:
            await update_message(self._client, self._target.channel, self._ts, page)
            return
        await self._remember(POSTING)
        thread = ThreadRef(self._target.channel, self._target.thread_ts)
        metadata = Metadata(EVENT_TYPE, {"message_ts": self._target.message_ts})
        self._ts = await post_message(self._client, thread, page, metadata)
        await self._remember(self._ts)

    def _text(self) -> str:
        finished = sum(state is not None for state in self._states)
        head = f"Working on {len(self._parts)} requests, {finished} done"
        if self._over or finished == len(self._parts):
            head = f"Worked on {len(self._parts)} requests"
        states = [state if state is not None or not self._over else False for state in self._states]
        lines = [f"{MARKS[state]} {escape(part)}" for part, state in zip(self._parts, states, strict=True)]
        return "\n".join((head, *lines))[:2900]


async def stands_at(client: AsyncWebClient, target: ReplyTarget) -> str | None:
    """Look once for the progress message of the message at ``target``; return its ``ts``."""
    thread = ThreadRef(target.channel, target.thread_ts)
    async for event_type, payload, ts in posted_messages(client, thread, target.message_ts):
        if event_type == EVENT_TYPE and payload.get("message_ts") == target.message_ts:
            return ts
    return None


async def take_away(client: AsyncWebClient, target: ReplyTarget, ts: str) -> None:
    """Delete a progress message that nothing goes on with; best effort."""
    try:
        where = ts or await stands_at(client, target)
        if where is not None:
            await delete_message(client, target.channel, where)
    except FrontdeskError as error:
        log.info("progress_left", channel=target.channel, why=str(error))
