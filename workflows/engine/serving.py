"""One process serves a PostgreSQL database: the lock it holds, and what it must not do without it."""

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import structlog

from storage.database import ServingLock, serve_alone
from storage.errors import Misconfigured, Transient

if TYPE_CHECKING:
    from sqlalchemy import Engine as DatabaseEngine

LOOK_EVERY_S = 5.0
ANSWER_S = 5.0  # a server that says nothing for so long may have given the lock to another

log = structlog.get_logger(__name__)


class Serving:
    """The lock of the process that serves; it may be lost. ``is_held`` is set while it is ours."""

    def __init__(self, database: "DatabaseEngine", is_held: asyncio.Event) -> None:
        self._database = database
        self._lock: ServingLock | None = None
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="serving-lock")
        self._watching: asyncio.Task[None] | None = None
        self.is_held = is_held
        self._why_not = ""

    def why_not(self) -> str:
        """Say why this process must not serve now; "" if it may."""
        return self._why_not

    def take(self) -> None:
        """Let one process serve this data: a restart takes over at once what the last one left.

        Raises
        ------
        Misconfigured
            Another process serves it already.
        """
        self._lock = serve_alone(self._database)
        if self._lock is None:
            msg = "another Frontdesk serves this database already: stop it first"
            raise Misconfigured(msg)
        self._watching = asyncio.create_task(self._watch())
        self.is_held.set()

    async def _watch(self) -> None:
        """Look whether the lock is ours still; without it stop, and try to take it again."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            if self.is_held.is_set() and not await self._is_ours():
                self._lost()
            if not self.is_held.is_set():
                await self._take_again()

    async def _is_ours(self) -> bool:
        assert self._lock is not None  # noqa: S101 - it was taken
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ANSWER_S):
                return await asyncio.get_running_loop().run_in_executor(self._threads, self._lock.is_held)
        return False

    def _lost(self) -> None:
        self.is_held.clear()
        self._why_not = "the lock of the process that serves is lost (was the database restarted?); taking it again"
        log.error("serving_lock_lost", what="nothing is posted until it is taken again")

    async def _take_again(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(ANSWER_S):
                if self._lock is not None:  # it may be ours still, if the server was only slow: one session at a time
                    await loop.run_in_executor(self._threads, self._lock.release)
                    self._lock = None
                taken = await loop.run_in_executor(self._threads, serve_alone, self._database)
        except (Transient, TimeoutError):
            return
        if taken is None:
            self._why_not = "another process serves this database now; waiting for its lock"
            return
        self._lock, self._why_not = taken, ""
        self.is_held.set()
        log.warning("serving_lock_taken_again")

    async def close(self) -> None:
        """Stop looking and free the lock."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        if self._lock is not None:
            self._lock.release()
        self._threads.shutdown(wait=False)
