"""Who may run now: jobs as they come, suspects one at a time when nothing else is to be done. In memory only."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog

from storage.errors import Transient

PATIENCE_S = 60.0  # how long a suspect waits for a quiet moment before one is made for it, the first time
HOLD_S = 10.0  # how long others are held, at most, while a suspect runs or a quiet moment is made
LONGEST_PATIENCE_S = 3600.0

log = structlog.get_logger(__name__)


class Admission:
    """Decides which jobs may run.

    A suspect runs when ``others(job)`` says that nothing is owed that goes before it. On a desk that is never quiet it
    is given a moment after ``patience_s``: what comes is held until what runs has ended. Nobody is held for longer than
    ``hold_s``: then others begin while the suspect runs; ``joined`` is called before they do.
    """

    def __init__(
        self,
        changed: asyncio.Condition,
        others: Callable[[str], bool],
        joined: Callable[[], Awaitable[None]],
        patience_s: float = PATIENCE_S,
        hold_s: float = HOLD_S,
    ) -> None:
        self._changed = changed  # notified, too, when what ``others`` looks at has changed
        self._others = others
        self._joined = joined
        self._patience_s = patience_s
        self._hold_s = hold_s
        self._held_for: str | None = None  # the suspect
        self._running: set[str] = set()
        self._waiting: dict[str, int] = {}
        self.suspects_may_run = asyncio.Event()

    @property
    def holds(self) -> bool:
        """Whether jobs that come now are held."""
        return self._held_for is not None

    @asynccontextmanager
    async def shared(self, job: str) -> AsyncIterator[None]:
        """Run at the same time as whatever runs."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self.holds)
            self._running.add(job)
        try:
            yield
        finally:
            await self._ended(job)

    @asynccontextmanager
    async def exclusive(self, job: str, rank: int) -> AsyncIterator[None]:
        """Run while nothing else does, of several suspects the one of the lowest ``rank`` first.

        However it ends, also where it only waits: nobody is held for it afterwards.
        """
        self._waiting[job] = rank
        try:
            try:
                await self.suspects_may_run.wait()
                await self._quiet_moment(job)
            finally:
                self._waiting.pop(job)
            async with self._letting_in(job):
                yield
        finally:
            await self._ended(job)

    async def _quiet_moment(self, job: str) -> None:
        """Wait for it, hold others from then on."""
        patience_s = self._patience_s
        while True:
            if await self._in_time(
                lambda: self._is_next(job) and not self._running and not self._others(job), patience_s
            ):
                break
            if not self._is_next(job) or self.holds:
                continue
            self._held_for = job
            if await self._in_time(lambda: not self._running, self._hold_s):
                break
            await self._let_others_go_on(job)
            patience_s = min(patience_s * 2, LONGEST_PATIENCE_S)
            log.warning("suspect_waits", job=job, running=len(self._running), next_try_s=patience_s)
        self._held_for = job
        self._running.add(job)

    async def _in_time(self, so: Callable[[], bool], limit_s: float) -> bool:
        async with self._changed:
            with suppress(TimeoutError):
                async with asyncio.timeout(limit_s):
                    await self._changed.wait_for(so)
            return so()

    def _is_next(self, job: str) -> bool:
        return min(self._waiting, key=self._waiting.__getitem__) == job

    @asynccontextmanager
    async def _letting_in(self, job: str) -> AsyncIterator[None]:
        """Let others begin if it takes long."""
        letting_in = asyncio.create_task(self._let_in(job))
        try:
            yield
        finally:
            letting_in.cancel()
            await asyncio.wait([letting_in])
            if not letting_in.cancelled() and (error := letting_in.exception()) is not None:
                log.error("joining_not_noted", job=job, exc_info=error)

    async def _let_in(self, job: str) -> None:
        """Let others begin while a suspect takes long, also if it cannot be noted that they have."""
        await asyncio.sleep(self._hold_s)
        try:
            await self._note_joined()
        finally:
            await self._let_others_go_on(job)

    async def _note_joined(self) -> None:
        while True:
            try:
                return await self._joined()
            except Transient as error:
                await asyncio.sleep(error.retry_after_s)

    async def _let_others_go_on(self, job: str) -> None:
        """Hold nobody for this suspect any more; for another one they may be held."""
        self._held_for = None if self._held_for == job else self._held_for
        async with self._changed:
            self._changed.notify_all()

    async def _ended(self, job: str) -> None:
        self._running.discard(job)  # before any wait: that may be cancelled
        await self._let_others_go_on(job)
