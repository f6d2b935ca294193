"""The progress message of a message with several parts: one post, a few updates. The reply never depends on it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.render import escape
from bot.slack_errors import translated
from handlers.desk import Place
from storage.errors import FrontdeskError

UPDATE_EVERY_S = 1.0
FIRST_POST_S = 1.5
MARKS = {None: "⏳", True: "✅", False: "⚠️"}

log = structlog.get_logger(__name__)

Beside = Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]


class NoProgress:
    """Shows nothing."""

    def done(self, part: int, *, ok: bool) -> None:
        """Do nothing."""

    async def finish(self) -> None:
        """Do nothing."""


class SlackProgress:
    """Posts once, then updates at most once a second while parts get done, and once at the end."""

    def __init__(
        self,
        client: AsyncWebClient,
        beside: Beside,
        place: Place,
        parts: list[str],
        ts: str | None,
        remember: Callable[[str], Awaitable[None]],
    ) -> None:
        self._client = client
        self._place = place
        self._parts = [" ".join(part.split())[:120] for part in parts[:40]]
        self._states: list[bool | None] = [None] * len(self._parts)
        self._ts = ts
        self._remember = remember
        self._changed = asyncio.Event()
        self._shown = ""
        self._over = False
        self._posted = asyncio.Event()
        beside(self._run())

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
            log.info("progress_slow", channel=self._place.channel)

    async def _run(self) -> None:
        try:
            with translated():
                await self._show()
            self._posted.set()
            while self._shown != self._text() or not self._over:
                await self._changed.wait()
                if not self._over:
                    await asyncio.sleep(UPDATE_EVERY_S)
                self._changed.clear()
                with translated():
                    await self._show()
        except FrontdeskError as error:
            log.info("progress_off", channel=self._place.channel, why=str(error))
        finally:
            self._posted.set()

    async def _show(self) -> None:
        text = self._shown = self._text()
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}]
        if self._ts is not None:
            await self._client.chat_update(channel=self._place.channel, ts=self._ts, text=text, blocks=blocks)
            return
        answer = await self._client.chat_postMessage(
            channel=self._place.channel,
            thread_ts=self._place.thread_ts,
            text=text,
            blocks=blocks,
            unfurl_links=False,
            unfurl_media=False,
        )
        self._ts = str(answer["ts"])
        await self._remember(self._ts)

    def _text(self) -> str:
        finished = sum(state is not None for state in self._states)
        head = f"Working on {len(self._parts)} requests, {finished} done"
        if self._over or finished == len(self._parts):
            head = f"Worked on {len(self._parts)} requests"
        states = [state if state is not None or not self._over else False for state in self._states]
        lines = [f"{MARKS[state]} {escape(part)}" for part, state in zip(self._parts, states, strict=True)]
        return "\n".join((head, *lines))[:2900]
