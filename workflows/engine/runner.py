"""Runs one job as its crashes allow, and knows which are under way. When a job's turn has come an engine says."""

import asyncio
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars

from workflows.engine.admission import Admission
from workflows.engine.crashes import Crashes, Verdict
from workflows.engine.port import JobHandler

CANCEL_AGAIN_S = 1.0
REMEMBER_FINISHED = 1000  # so that a redelivery of a finished message is not waited for; one later finds nothing owed

log = structlog.get_logger(__name__)


class Runner:
    """What the engines have in common. One instance an engine.

    ``may_run``: set while this process may act; jobs wait for it.
    """

    def __init__(
        self,
        handlers: Mapping[str, JobHandler],
        crashes: Crashes,
        give_up_handlers: Mapping[str, JobHandler] | None = None,
    ) -> None:
        """``give_up_handlers``: what is done, by handler, in place of a job that has killed the process repeatedly."""
        self._handlers = handlers
        self.crashes = crashes
        self.give_up_handlers = give_up_handlers or {}
        self.may_run = asyncio.Event()
        self.under_way: dict[str, str] = {}  # id → lane
        self._finished: dict[str, None] = {}
        self._changed = asyncio.Condition()
        self._admission = Admission(self._changed, self._owes_other_work, lambda: crashes.runs_alone(None))
        self.running: dict[asyncio.Task[object], str] = {}  # task → id

    def has_finished(self, job_id: str) -> bool:
        """Say whether a job is known to have ended, well or not."""
        return job_id in self._finished

    def expect(self, job_id: str, lane: str) -> None:
        """Count a job as under way until it has run; one that is known to have finished is not waited for."""
        if job_id not in self._finished:
            self.under_way[job_id] = lane

    def forget(self, job_id: str) -> None:
        """Forget that a job has finished: it shall run again."""
        self._finished.pop(job_id, None)

    def forget_all_finished(self) -> None:
        """Forget which jobs have finished."""
        self._finished.clear()

    def lanes(self) -> int:
        """Return in how many lanes a job is under way."""
        return len(set(self.under_way.values()))

    def verdict(self, job_id: str) -> Verdict:
        """Say how a job may run."""
        return self.crashes.verdict(job_id)

    def let_suspects_run(self) -> None:
        """All that is owed is queued: from now on suspected jobs run, after it."""
        self._admission.suspects_may_run.set()

    async def run(self, job_id: str, flow: str, args: Sequence[str | int]) -> None:
        """Run a job as its crashes allow. What comes to an end, well or not, has not killed the process."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in a task
        self.running[task] = job_id
        try:
            with bound_contextvars(job=job_id):  # for each line of the log until it ends
                await self._in_turn(job_id, flow, args)
        finally:
            self.running.pop(task, None)
            await self._settle(job_id)

    async def _in_turn(self, job_id: str, flow: str, args: Sequence[str | int]) -> None:
        await self.may_run.wait()
        await self.crashes.learn()
        verdict = self.verdict(job_id)
        if verdict == "run":
            async with self._admission.shared(job_id):
                await self._to_its_end(job_id, self._handlers[flow](*args))
        elif verdict == "run alone":
            async with self._admission.exclusive(job_id, self.crashes.rank(job_id)):
                await self.crashes.runs_alone(job_id)
                await self._to_its_end(job_id, self._handlers[flow](*args))
        else:
            log.error("job_set_aside", job=job_id)
            if flow in self.give_up_handlers:
                await self.give_up_handlers[flow](*args)
            await self.crashes.forget(job_id)

    async def _to_its_end(self, job_id: str, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception:
            await self.crashes.forget(job_id)
            raise
        await self.crashes.forget(job_id)

    def _owes_other_work(self, suspect: str) -> bool:
        """Say whether work is owed that goes before a suspect: the less suspected, and all that waits behind none."""
        lanes, rank = self.crashes.suspected_lanes(), self.crashes.rank(suspect)
        less = any(self.crashes.rank(job) < rank for job in self.under_way if self.verdict(job) != "run")
        return less or any(lane not in lanes for lane in self.under_way.values())

    async def _settle(self, job_id: str) -> None:
        async with self._changed:
            self.under_way.pop(job_id, None)
            self._finished[job_id] = None
            if len(self._finished) > REMEMBER_FINISHED:
                del self._finished[next(iter(self._finished))]
            self._changed.notify_all()

    async def idle(self) -> None:
        """Wait until no job is under way."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self.under_way)

    async def cancel(self) -> set[str]:
        """End the jobs that run where they stand, or are about to; return their ids."""
        ended = dict(self.running)
        await cancelled(ended)
        return set(ended.values())

    def not_begun(self) -> list[str]:
        """Return the ids of jobs that are under way and do not run here."""
        here = set(self.running.values())
        return [job_id for job_id in self.under_way if job_id not in here]

    async def settled_elsewhere(self, job_ids: Iterable[str]) -> None:
        """Count these jobs as under way no more: others have them, or had."""
        for job_id in job_ids:
            await self._settle(job_id)


async def cancelled(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel tasks until they have ended: one whose wait is over in that very moment may miss the first time."""
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=CANCEL_AGAIN_S)
