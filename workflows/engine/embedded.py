"""The embedded engine: jobs are tasks of this process, begun the moment they are queued. SQLite's, the default.

It keeps no queue on disk: each job stands for rows of the case database, which say what is owed. What a process that
died had at work is queued again from them when the next one starts, and each minute.
"""

import asyncio
import contextlib
import heapq
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import structlog
from filelock import FileLock, Timeout

from storage.database import Tx
from storage.errors import FrontdeskError, Misconfigured, Transient
from storage.precedence import context_of_work
from workflows.engine.acks import BESIDE_A_CROWD, Acks
from workflows.engine.port import JOBS_IN_FLIGHT, Job
from workflows.engine.runner import Runner, cancelled
from workflows.engine.running_file import RunningFile

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class EngineFiles:
    """The engine's files, beside the cases: its lock, the jobs that run, and the queue that an earlier version kept."""

    lock: Path
    running: Path
    earlier_queue: Path


class EmbeddedEngine:
    """Runs jobs in this process: one a lane, what came first first. What ``workflows.engine.port.Engine`` says."""

    def __init__(self, files: EngineFiles, runner: Runner) -> None:
        self._files = files
        self.runner = runner
        self._running_file = RunningFile(files.running)
        self._release: Callable[[], None] = lambda: None
        self._arrivals = count()
        self._lanes: dict[str, deque[tuple[int, Job]]] = {}  # the first of each runs, or is about to
        self._ready: list[tuple[int, Job]] = []  # the first of their lanes that wait until fewer run: a heap
        self._in_flight = 0
        self._acks = Acks(self._begin_ready)
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def start(self) -> None:
        """Take the lock, and find out what the process before this one died of."""
        self._take()
        try:
            await self.runner.crashes.begin(self._running_file.left())
            self._running_file.open()
        except BaseException:
            self._release()
            raise
        if self._files.earlier_queue.exists():
            what = "not used any more: what it owed stands in the case database; it may be deleted"
            log.info("earlier_queue_left", file=str(self._files.earlier_queue), what=what)
        self.runner.may_run.set()

    def _take(self) -> None:
        """Let one process serve this data. The lock lasts as long as the process, however it ends."""
        lock = FileLock(self._files.lock, blocking=False)
        try:
            lock.acquire()
        except Timeout as error:
            msg = f"another Frontdesk serves this data already (it holds {lock.lock_file}): stop it first"
            raise Misconfigured(msg) from error
        self._release = lock.release

    def why_not(self) -> str:
        """Say nothing: who has taken the lock of a file keeps it."""
        return ""

    async def let_suspects_run(self) -> None:
        """All that is owed is queued: from now on suspected jobs run, after it.

        What ran when a process died and is owed no more had done its work: nobody runs it again, and nothing is held
        against it.
        """
        await self.runner.crashes.forget_others(set(self.runner.under_way))
        self.runner.let_suspects_run()

    async def stopping(self) -> None:
        """Note that the process was told to stop: if it is killed meanwhile, that is no crash of a job's."""
        with contextlib.suppress(Transient):  # a database that is away must not keep it from stopping
            await self.runner.crashes.end()

    def lanes_under_way(self) -> int:
        """Return in how many lanes a job of this process runs or waits for its turn."""
        return self.runner.lanes()

    def lease_age_s(self) -> float:
        """Return 0: the one process that serves a file needs no lease."""
        return 0.0

    def acknowledging(self) -> AbstractContextManager[None]:
        """While this lasts somebody waits for an answer; while many do, only few jobs run."""
        return self._acks.one()

    def enqueue_in(self, tx: Tx, job: Job) -> None:
        """Do nothing: the rows that say what is owed are the queue."""

    async def enqueued(self, job: Job) -> None:
        """Queue it now that its rows are committed."""
        await self.enqueue(job)

    async def enqueue(self, job: Job) -> None:
        """Queue a job, and begin it if its lane is free. The same id starts nothing twice."""
        known = job.id in self.runner.under_way or self.runner.has_finished(job.id)
        if known or self._closed:  # what comes after the end is owed as its rows say
            return
        self.runner.expect(job.id, job.lane)
        arrived = (next(self._arrivals), job)
        lane = self._lanes.setdefault(job.lane, deque())
        lane.append(arrived)
        if len(lane) == 1:
            self._is_first(arrived)

    async def enqueue_again(self, owed: Sequence[Job]) -> None:
        """Queue what is still owed, also jobs that ended and left it so. What is queued stays as it is."""
        for job in owed:
            self.runner.forget(job.id)
            await self.enqueue(job)

    def _is_first(self, arrived: tuple[int, Job]) -> None:
        """Begin the first job of a lane as soon as it may. A suspect waits for its turn and takes up no room."""
        _, job = arrived
        if self.runner.verdict(job.id) != "run":
            self._begin(job, lambda: None)
        else:
            heapq.heappush(self._ready, arrived)
            self._begin_ready()

    def _begin_ready(self) -> None:
        while self._ready and self._in_flight < (BESIDE_A_CROWD if self._acks.crowded else JOBS_IN_FLIGHT):
            _, job = heapq.heappop(self._ready)
            self._in_flight += 1
            self._begin(job, self._makes_room)

    def _makes_room(self) -> None:
        self._in_flight -= 1

    def _begin(self, job: Job, ended: Callable[[], None]) -> None:
        # In a context of its own: what was said of the request that queued it is not said of the job.
        task = asyncio.create_task(self._run(job, ended), context=context_of_work())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, job: Job, ended: Callable[[], None]) -> None:
        self._running_file.begins(job.id, job.lane)
        try:
            await self.runner.run(job.id, job.flow, job.args)
        except FrontdeskError as error:
            log.warning("job_failed", job=job.id, why=str(error))
        except Exception:  # edge: of a job; it is owed, and asked for again
            log.exception("job_broken", job=job.id)
        finally:
            if not self._closed:  # else it was cut off, and the file says so
                self._running_file.ends(job.id)
                ended()
                self._go_on(job.lane)

    def _go_on(self, name: str) -> None:
        """Let the next of a lane begin, and whoever waited for room."""
        lane = self._lanes[name]
        lane.popleft()
        if lane:
            self._is_first(lane[0])
        else:
            del self._lanes[name]
        self._begin_ready()

    async def idle(self) -> None:
        """Wait until no job is under way."""
        await self.runner.idle()

    async def forget_finished(self) -> None:
        """Forget the ids of finished jobs: their rows say that nothing is owed."""
        self.runner.forget_all_finished()

    async def close(self, *, grace_s: int) -> None:
        """Take no new work, wait ``grace_s`` for what runs, leave the rest owed."""
        await self.stopping()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(grace_s):
                await self.idle()
        self._closed = True
        self._acks.close()
        await cancelled(self._tasks)
        self._running_file.close()
        self._release()
