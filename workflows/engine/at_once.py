"""Jobs that begin at the process that queues them, on PostgreSQL: claimed in the transaction that makes them owed.

One whose lane is not free, or for which there is no room, is claimed with the note that another has ended. What a
process that dies had at work so is given back to the queue with all else it had (``members``). DBOS, which polls the
queue, takes what is left: of processes that died, or have no room.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

import structlog

from storage import engine_rows
from storage.database import Tx
from storage.errors import FrontdeskError, Transient
from storage.precedence import context_of_work
from workflows.engine.port import JOBS_IN_FLIGHT, Job
from workflows.engine.runner import Runner, cancelled

LOST_AFTER_S = 5.0  # what was claimed so long ago and does not run here was committed without our knowing
CLOSE_S = 2.0

log = structlog.get_logger(__name__)


class Counted(Protocol):
    """That a job is at work, as DBOS counts it."""

    def release(self) -> None:
        """It is no more."""


class AtOnce:
    """One instance an engine; ``owner`` is what its claims are known by in DBOS's rows."""

    def __init__(self, runner: Runner, executor: str, owner: str, queue: str, version: str) -> None:
        self._runner = runner
        self._executor = executor
        self._owner = f"at once:{owner}"
        self._queue = queue
        self._version = version
        self._claimed: set[str] = set()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._waiting: dict[str, Job] = {}  # queued here, and not begun here
        self._count: Callable[[str, str, str], Counted] | None = None

    def counted_by(self, count: Callable[[str, str, str], Counted]) -> None:
        """Claim from now on; ``count`` is told of each job, its queue and its lane."""
        self._count = count

    def claim(self, tx: Tx, job: Job) -> None:
        """Let a job that is queued in ``tx``, its lane held, begin here if it can. In whatever thread."""
        if self._may_claim() and engine_rows.begin_at_once(tx, job.id, self._executor, self._owner, self._version):
            self._claimed.add(job.id)
        elif job.id in self._claimed and not engine_rows.is_of(tx, job.id, self._owner):
            self._claimed.discard(job.id)  # it was, in a run of this transaction that was undone

    def _may_claim(self) -> bool:
        has_room = len(self._runner.running) + len(self._claimed) < JOBS_IN_FLIGHT
        return self._count is not None and has_room and self._runner.may_run.is_set()

    def begin(self, job: Job) -> None:
        """Begin a job whose transaction is committed, if it was claimed there; else it waits."""
        if job.id not in self._claimed or self._count is None:
            if job.id in self._runner.under_way and job.id not in self._tasks:
                self._waiting[job.id] = job
            return
        self._claimed.discard(job.id)
        self._waiting.pop(job.id, None)
        counted = self._count(job.id, self._queue, job.lane)
        # In a context of its own: what was said of the request that queued it is not said of the job.
        task = asyncio.create_task(self._run(job, counted), context=context_of_work())
        self._tasks[job.id] = task
        task.add_done_callback(lambda _: self._tasks.pop(job.id, None))

    async def _run(self, job: Job, counted: Counted) -> None:
        try:
            status = await self._ended(job)
        finally:
            counted.release()
        following = self._following(job.lane)
        while True:
            try:
                await self._runner.crashes.db.write(lambda tx: self._end(tx, job, status, following))
            except Transient as error:  # its lane waits for it
                await asyncio.sleep(error.retry_after_s)
            else:
                break
        for one in following:
            self.begin(one)

    def _following(self, lane: str) -> list[Job]:
        """Return what may begin now that a job of this lane has ended: the next of it, else what has waited longest."""
        at_work = set(self._runner.running.values())
        for job_id in [one for one in self._waiting if one not in self._runner.under_way or one in at_work]:
            del self._waiting[job_id]  # it runs or has run, by way of the queue
        waiting = self._waiting.values()
        found = next((one for one in waiting if one.lane == lane), None) or next(iter(waiting), None)
        return [] if found is None else [found]

    def _end(self, tx: Tx, job: Job, status: str, following: Sequence[Job]) -> None:
        engine_rows.end(tx, job.id, self._owner, status)
        engine_rows.hold_lanes(tx, [one.lane for one in following])
        for one in following:
            self.claim(tx, one)

    async def _ended(self, job: Job) -> str:
        """Run it; return how it ended. One that is cut off is at work till it is given back."""
        try:
            await self._runner.run(job.id, job.flow, job.args)
        except FrontdeskError as error:
            log.warning("job_failed", job=job.id, why=str(error))
        except Exception:
            log.exception("job_broken", job=job.id)
        else:
            return "SUCCESS"
        return "ERROR"

    async def give_back_what_was_lost(self) -> None:
        """Give back to the queue what is ours by its row and does not run: nobody learnt that it was committed."""
        db = self._runner.crashes.db
        ours = await db.read(lambda tx: engine_rows.begun_at_once(tx, self._executor, self._owner, LOST_AFTER_S))
        lost = [job for job in ours if job not in self._tasks]
        if lost:
            self._claimed.difference_update(lost)
            await db.write(lambda tx: engine_rows.queue_again(tx, self._queue, self._executor, lost))
            log.warning("jobs_given_back", jobs=len(lost))

    async def close(self) -> None:
        """Let it be noted how jobs ended; those that were cut off are at work till the lease is given up."""
        if self._tasks:
            await asyncio.wait(set(self._tasks.values()), timeout=CLOSE_S)
        await cancelled(self._tasks.values())
