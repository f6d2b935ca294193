"""Progress in a direct message as a stream: a plan with a card a part, which then is the reply or goes away.

Slack lets an app start and stop twenty streams a minute, and seals one after five minutes. So only what takes a while
is shown so, as often as all processes together may start one (``call_budgets``); a reply never waits for any of this.
``chat.startStream`` takes no metadata: the ``ts`` is noted at once, and whoever goes on after a crash closes what was
left open.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from math import inf
from typing import Any

import structlog
from slack_sdk.models.messages.chunk import Chunk, PlanUpdateChunk, TaskUpdateChunk
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import translated
from bot.slack.messages import delete_message
from bot.slack.progress import BECOMES_WITHIN_S, UPDATE_EVERY_S, NoProgress, RunInBackground
from bot.slack.render import escape
from handlers.desk import Progress, ReplyTarget
from storage.errors import FrontdeskError, Misconfigured, Refused, Transient

AFTER_S = 0.7  # what is answered sooner needs no plan
OFF_S = 3600.0  # after Slack has said that it knows no streams, or not for us
STOP_TRIES = 20
STOP_AT_MOST_S = 60.0
DONE: dict[bool | None, str] = {None: "in_progress", True: "complete", False: "error"}

log = structlog.get_logger(__name__)


class StreamStarts:
    """Whether a stream may be started. ``take``: takes a start, or says in how many seconds there is one."""

    def __init__(self, take: Callable[[], Awaitable[float]], clock: Callable[[], float] = time.monotonic) -> None:
        self._take = take
        self._clock = clock
        self._not_before = -inf

    def may_be(self) -> bool:
        """Say whether there may be a start left: as far as this process knows without asking."""
        return self._clock() >= self._not_before

    async def take(self) -> bool:
        """Take a start; False if there is none left, or Slack wants none now."""
        wait_s = await self._take() if self.may_be() else 0.0
        self.pause(wait_s)
        return self.may_be()

    def pause(self, for_s: float) -> None:
        """Start none for so long."""
        self._not_before = max(self._not_before, self._clock() + for_s)


class StreamedProgress:
    """Shows the parts of one message as a plan, from the moment on at which it has taken a while.

    ``note`` notes that a stream may stand: with "" right before it is started, then with its ``ts``. ``otherwise``
    shows it in another way, with what is done already, if there is no start left or Slack refuses it.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what it shows, to whom, and what is noted of it
        self,
        client: AsyncWebClient,
        in_background: RunInBackground,
        target: ReplyTarget,
        parts: list[str],
        recipient_team: str,
        starts: StreamStarts,
        note: Callable[[str], Awaitable[None]],
        otherwise: Callable[[Sequence[bool | None]], Progress],
    ) -> None:
        self._client = client
        self._in_background = in_background
        self._target = target
        self._parts = [escape(" ".join(part.split())[:120]) for part in parts[:40]]
        self._states: list[bool | None] = [None] * len(self._parts)
        self._recipient_team = recipient_team
        self._starts = starts
        self._note = note
        self._otherwise = otherwise
        self._instead: Progress = NoProgress()
        self._changed = asyncio.Event()
        self._shown: list[bool | None] = []
        self._over = False
        self._settled = asyncio.Event()  # it stands, or never will
        self._calling = asyncio.Lock()
        self._started_at = -inf
        self._is_open = False
        self.ts: str | None = None
        in_background(self._run())

    def done(self, part: int, *, ok: bool) -> None:
        """Mark part ``part`` (from 1) as finished."""
        if part <= len(self._states):
            self._states[part - 1] = ok
            self._changed.set()
        self._instead.done(part, ok=ok)

    async def finish(self) -> None:
        """Show nothing more; the reply does not wait for a stream."""
        self._over = True
        self._changed.set()
        await self._instead.finish()

    async def young(self) -> str | None:
        """Return the message's ``ts`` if it may become the reply: it stands, no call is under way, and it is recent.

        It is closed then: Slack changes no stream. If Slack does not let us close it now, it does not become the reply.
        """
        recent = time.monotonic() - self._started_at < BECOMES_WITHIN_S
        if self.ts is None or not recent or self._calling.locked():
            return None
        async with self._calling:
            try:
                await self._stop()
            except FrontdeskError as error:
                log.info("stream_not_stopped", channel=self._target.channel, why=str(error))
                return None
        return self.ts

    def take_away(self) -> None:
        """Close and delete the message, as soon as it stands; returns at once, best effort."""
        self._over = True
        self._changed.set()
        self._in_background(self._delete())

    def leave(self) -> None:
        """Let the message be: it says something else now."""
        self._over, self._is_open, self.ts = True, False, None
        self._changed.set()

    async def _delete(self) -> None:
        await self._settled.wait()
        async with self._calling:
            if self.ts is not None:
                await close_stream(self._client, self._target.channel, self.ts, is_open=self._is_open)

    async def _run(self) -> None:
        try:
            if not await self._takes_a_while():
                return
            if not await self._starts.take():
                self._instead = NoProgress() if self._over else self._otherwise(self._states)
                return
            async with self._calling:
                await self._start()
            self._settled.set()
            while not self._over:
                await self._changed.wait()
                self._changed.clear()
                await asyncio.sleep(UPDATE_EVERY_S)
                async with self._calling:
                    await self._append()
        except Transient as error:
            self._starts.pause(error.retry_after_s)
            self._goes_on_without(error, may_stand=error.may_have_happened)
        except (Refused, Misconfigured) as error:
            self._starts.pause(OFF_S)
            self._goes_on_without(error, may_stand=False)
        finally:
            self._settled.set()

    def _goes_on_without(self, error: FrontdeskError, *, may_stand: bool) -> None:
        """Show it in another way, unless there is a stream, or may be one that nobody knows."""
        log.info("stream_off", channel=self._target.channel, why=str(error))
        if self.ts is None and not may_stand and not self._over:
            self._instead = self._otherwise(self._states)

    async def _takes_a_while(self) -> bool:
        ends = time.monotonic() + AFTER_S
        while not self._over and (left := ends - time.monotonic()) > 0:
            try:
                async with asyncio.timeout(left):
                    await self._changed.wait()
            except TimeoutError:
                break
            self._changed.clear()
        return not self._over

    async def _start(self) -> None:
        await self._note("")
        chunks: list[dict[str, Any] | Chunk] = [PlanUpdateChunk(title=self._title())]
        chunks += self._cards(range(len(self._parts)))
        self._shown = list(self._states)
        with translated():
            answer = await self._client.chat_startStream(
                channel=self._target.channel,
                thread_ts=self._target.thread_ts,
                recipient_team_id=self._recipient_team,
                recipient_user_id=self._target.requester,
                task_display_mode="plan",
                chunks=chunks,
            )
        self.ts, self._is_open, self._started_at = str(answer.get("ts") or "") or None, True, time.monotonic()
        if self.ts is not None:
            await self._note(self.ts)

    async def _append(self) -> None:
        """Show what has changed; once it is over nothing is shown any more."""
        new = [at for at, state in enumerate(self._states) if state is not self._shown[at]]
        if self._over or not new or self.ts is None:
            return
        self._shown = list(self._states)
        chunks: list[dict[str, Any] | Chunk] = [PlanUpdateChunk(title=self._title()), *self._cards(new)]
        with translated():
            await self._client.chat_appendStream(channel=self._target.channel, ts=self.ts, chunks=chunks)

    async def _stop(self) -> None:
        if self._is_open and self.ts is not None:
            await stop_stream(self._client, self._target.channel, self.ts)
            self._is_open = False

    def _title(self) -> str:
        finished = sum(state is not None for state in self._states)
        return f"Working on {len(self._parts)} requests, {finished} done"

    def _cards(self, which: "range | list[int]") -> list[Chunk]:
        return [TaskUpdateChunk(id=str(at + 1), title=self._parts[at], status=DONE[self._states[at]]) for at in which]


async def stop_stream(client: AsyncWebClient, channel: str, ts: str) -> None:
    """Close a stream; one that is closed, or gone, is as good. Raises ``Transient``."""
    try:
        with translated():
            await client.chat_stopStream(channel=channel, ts=ts)
    except (Refused, Misconfigured) as error:
        log.info("stream_closed_before", channel=channel, why=str(error))


async def close_stream(client: AsyncWebClient, channel: str, ts: str, *, is_open: bool = True) -> None:
    """Close a stream and delete it, however long Slack puts us off; best effort."""
    for _ in range(STOP_TRIES):
        try:
            if is_open:
                await stop_stream(client, channel, ts)
                is_open = False
            await delete_message(client, channel, ts)
        except Transient as error:
            await asyncio.sleep(min(error.retry_after_s, STOP_AT_MOST_S))
        except FrontdeskError as error:
            log.info("stream_left", channel=channel, why=str(error))
            return
        else:
            return
