"""The state of the agent's sessions, a thread each: ``processing`` shows people a Stop button, then ``active``.

Best effort, and only for what takes a while: who is answered at once has nothing to stop. What a process left in
``processing`` the one sets right that answers the message after it.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Literal

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import code_of, translated
from bot.slack.progress import RunInBackground
from handlers.desk import ReplyTarget
from storage.errors import FrontdeskError, Transient
from storage.records import MessageKey

AFTER_S = 1.0
END_TRIES = 5
LONGEST_PAUSE_S = 60.0
NOT_AT_ALL = {"unknown_method", "missing_scope", "not_allowed_token_type", "app_not_agent", "access_denied"}

Status = Literal["processing", "active"]

log = structlog.get_logger(__name__)


class Sessions:
    """The sessions in which this process is at work, by channel and ``ts`` of the message.

    ``take``: takes one of the sessions that may be begun, or says in how many seconds there is one. ``now``: the time
    in seconds, as Slack's time stamps.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        in_background: RunInBackground,
        take: Callable[[], Awaitable[float]],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._client = client
        self._in_background = in_background
        self._take = take
        self._since = now()
        self._timers: dict[tuple[str, str], asyncio.TimerHandle] = {}
        self._beginning: set[tuple[str, str]] = set()
        self._begun: dict[tuple[str, str], ReplyTarget] = {}
        self._last: dict[tuple[str, str], asyncio.Task[None]] = {}  # what is being said of a thread
        self._is_off = False

    def begin(self, target: ReplyTarget) -> None:
        """Show a Stop button once this takes a while; returns at once."""
        where = (target.channel, target.message_ts)
        if self._is_off or where in self._timers or where in self._begun or where in self._beginning:
            return
        if float(target.message_ts) < self._since:
            self._begun[where] = target  # a process that died may have begun it
        self._timers[where] = asyncio.get_running_loop().call_later(AFTER_S, self._takes_a_while, where, target)

    def _takes_a_while(self, where: tuple[str, str], target: ReplyTarget) -> None:
        self._timers.pop(where, None)
        self._beginning.add(where)
        self._after_the_last(target.channel, target.thread_ts, partial(self._begin, where, target))

    async def _begin(self, where: tuple[str, str], target: ReplyTarget) -> None:
        """Say that work has begun, if there is a session left, and the work has not ended meanwhile."""
        if where in self._beginning and await self._take() == 0 and where in self._beginning:
            self._begun[where] = target
            await self._set(target.channel, target.thread_ts, "processing")
        self._beginning.discard(where)

    def end(self, key: MessageKey) -> None:
        """Say that nothing is being worked on any more; returns at once."""
        target = self.let_go(key)
        if target is not None and not self._is_off:
            self.ended(target.channel, target.thread_ts)

    def let_go(self, key: MessageKey) -> ReplyTarget | None:
        """Begin nothing more for a message; return where it was begun: somebody else says that it ended."""
        where = (key.channel, key.ts)
        timer = self._timers.pop(where, None)
        if timer is not None:
            timer.cancel()
        self._beginning.discard(where)
        return self._begun.pop(where, None)

    def ended(self, channel: str, thread_ts: str) -> asyncio.Task[None]:
        """Say so of a thread, whatever began there; returns at once what is saying it."""
        return self._after_the_last(channel, thread_ts, partial(self._set, channel, thread_ts, "active"))

    def _after_the_last(self, channel: str, thread_ts: str, call: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
        """Say it when what was said of the thread before is through: Slack shows what comes last."""
        thread = (channel, thread_ts)
        task = self._in_background(_after(self._last.get(thread), call))
        self._last[thread] = task
        task.add_done_callback(lambda done: self._forget(thread, done))
        return task

    def _forget(self, thread: tuple[str, str], done: asyncio.Task[None]) -> None:
        if self._last.get(thread) is done:
            del self._last[thread]

    async def _set(self, channel: str, thread_ts: str, status: Status) -> None:
        """Set the state; that work has ended is said again if Slack is busy, that it began is not."""
        for _ in range(END_TRIES if status == "active" else 1):
            try:
                with translated():
                    await self._client.agents_sessions_setStatus(channel_id=channel, thread_ts=thread_ts, status=status)
            except Transient as error:
                log.info("session_not_set", channel=channel, status=status, why=str(error))
                await asyncio.sleep(min(error.retry_after_s, LONGEST_PAUSE_S) if status == "active" else 0)
            except FrontdeskError as error:
                self._is_off = self._is_off or code_of(error) in NOT_AT_ALL
                log.info("session_not_set", channel=channel, status=status, why=str(error))
                return
            else:
                return

    def forget(self) -> None:
        """Let go of all: others have that work now."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        self._beginning.clear()
        self._begun.clear()


async def _after(before: asyncio.Task[None] | None, call: Callable[[], Awaitable[None]]) -> None:
    if before is not None:
        await asyncio.wait({before})
    await call()
