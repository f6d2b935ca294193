"""The lease of a process that serves, one of several on a PostgreSQL database, and what becomes of those that die.

A process that does not renew its lease does nothing that others see; a while later its lease is taken from it, and its
jobs go to others. Which of both comes first is safe: it is claims that decide what is posted (``storage.posts``).
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import structlog

from storage import executors
from storage.database import Tx
from storage.errors import Misconfigured, Transient
from storage.sqlite import translated
from workflows.engine.members import LeaseTimes, Members, Membership

if TYPE_CHECKING:
    from sqlalchemy import Engine as DatabaseEngine

T = TypeVar("T")

log = structlog.get_logger(__name__)


class Lease:
    """Holds the lease of this process, and takes those of dead ones.

    ``may_run``: set while jobs may begin. ``cut_off`` ends the jobs that run here and returns their ids: others have
    them. ``looked`` is called each time after dead ones were looked for.
    """

    def __init__(
        self,
        database: "DatabaseEngine",
        member: Membership,
        times: LeaseTimes,
        may_run: asyncio.Event,
        cut_off: Callable[[], Awaitable[Collection[str]]],
    ) -> None:
        self._database = database
        self._members = Members(member, times)
        self._claimant = member.claimant
        self._times = times
        self._may_run = may_run
        self._cut_off = cut_off
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="lease")
        self._tasks: list[asyncio.Task[None]] = []
        self._renewed_at = _clock()
        self._steady_since: float | None = None  # of an unbroken row of renewals
        self._twin = ""

    def age_s(self) -> float:
        """Return how long ago it was renewed, in seconds."""
        return _clock() - self._renewed_at

    def why_not(self) -> str:
        """Say why this process must not act now; "" if it may."""
        silent_s = self.age_s()
        if self._twin:
            return self._twin
        if silent_s > self._times.stop_after_s:
            return f"the lease of this process is not renewed for {silent_s:.0f} s (is the database away?)"
        return ""

    async def take(self) -> None:
        """Take the lease: jobs that a process before this one, of the same id, left go to whoever is free.

        Raises
        ------
        Misconfigured
            Another process of this id serves, or an earlier version of the desk, which serves alone.
        """
        began = _clock()
        there = await self._do(self._members.come_if_free)
        if there is not None:
            log.warning("lease_of_another", executor=there.executor, process=there.process, age_s=round(there.age_s))
            await asyncio.sleep(self._times.patience_s)
            began = _clock()
            if await self._do(lambda tx: self._members.come_if_free(tx, silent=there)) is not None:
                raise Misconfigured(self._members.twin_is_there(there))
        self._renewed_at = self._steady_since = began
        self._may_run.set()

    def keep(self, looked: Callable[[], Awaitable[None]]) -> None:
        """Renew the lease from now on, and look for dead ones."""
        self._tasks = [
            asyncio.create_task(self._for_ever(self._times.renew_s, self._renew)),
            asyncio.create_task(self._for_ever(self._times.look_s, partial(self._look, looked))),
        ]

    async def _for_ever(self, every_s: float, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(every_s)
            try:
                await work()
            except (Transient, TimeoutError) as error:
                log.info("lease_waits", why=str(error) or "the database does not answer")
            except Exception:  # edge: of a task of its own, without which a process is dead to the others
                log.exception("lease_broken")

    async def _renew(self) -> None:
        began = _clock()
        try:
            is_ours = await self._do(lambda tx: executors.renew(tx, self._claimant.name))
        except (Transient, TimeoutError):
            self._steady_since = None
            if self.why_not() and self._may_run.is_set():
                self._may_run.clear()
                log.error("lease_not_renewed", what="nothing is posted until it is")  # noqa: TRY400 - no bug
            raise
        if not is_ours:
            await self._begin_anew()
            return
        self._renewed_at = began
        self._steady_since = began if self._steady_since is None else self._steady_since
        if not self._may_run.is_set():
            self._may_run.set()
            log.warning("lease_renewed_again")

    async def _begin_anew(self) -> None:
        """Come back after the lease was taken from us: what ran here others run, and what we claimed is theirs."""
        self._may_run.clear()
        self._steady_since = None
        jobs = await self._cut_off()
        self._claimant.begin_anew()
        began = _clock()
        there = await self._do(lambda tx: self._members.come_back(tx, jobs))
        if there is not None:
            self._twin = self._members.twin_is_there(there)
            log.error("lease_taken_by_a_twin", executor=there.executor, process=there.process)
            return
        log.error("lease_was_taken", jobs=len(jobs), what="this process had stood still; others have its jobs")
        self._renewed_at, self._twin = began, ""
        self._may_run.set()

    async def _look(self, looked: Callable[[], Awaitable[None]]) -> None:
        """Take the lease of who is silent too long, and a moment later give their jobs back to the queue.

        Who was silent because the database was away has renewed it by the time we are sure that it is back.
        """
        if self._steady_since is not None and _clock() - self._steady_since >= self._times.patience_s:
            for dead in await self._do(self._members.take_from_silent):
                log.warning("executor_died", executor=dead.executor, process=dead.process, age_s=round(dead.age_s, 1))
            if await self._do(lambda tx: any(one.is_over for one in executors.all_executors(tx))):
                await asyncio.sleep(self._times.known_s)
        given_back = await self._do(self._members.give_back)
        if given_back:
            log.warning("jobs_given_back", jobs=given_back)
        await looked()

    async def _do(self, work: Callable[[Tx], T]) -> T:
        """Do it in a transaction, in a thread and on a connection of our own: no job in flight holds it up."""
        async with asyncio.timeout(self._times.answer_s):
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._transaction, work)

    def _transaction(self, work: Callable[[Tx], T]) -> T:
        with translated(), self._database.begin() as tx:
            return work(tx)

    async def close(self) -> None:
        """Go: others take up at once what is left here."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with contextlib.suppress(Transient, TimeoutError):
            await self._do(self._members.go)
        self._threads.shutdown(wait=False)


def _clock() -> float:
    """Return seconds that go on while a machine sleeps, where there are any."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()
