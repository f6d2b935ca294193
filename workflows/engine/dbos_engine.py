"""The durable engine (DBOS): queue, lanes, recovery. ``dbos`` is imported nowhere else.

Inside our flows there are no DBOS steps: they cost 5 CPU ms each and mix up the results of parallel parts after a crash
(measured). What a job has finished is in our own journal.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

import structlog
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetEnqueueOptions, SetWorkflowID

from storage.crashes import running_jobs
from storage.errors import Misconfigured, Transient
from workflows.engine.admission import Admission
from workflows.engine.crashes import Crashes
from workflows.engine.serving import EngineStore, Serving

QUEUE = "inbound"
RUN_JOB = "run_job"  # the one workflow there is
EARLIER_SCHEDULES = ("hourly", "minutely")
JOBS_IN_FLIGHT = 128
POLL_S = 0.1
# We wait on no DBOS events; its listener looks at an empty list and would hold up the stop by its default of a second.
LISTENER_POLL_S = 0.1
UNFINISHED = ["PENDING", "ENQUEUED", "DELAYED"]
FINISHED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
KEEP_FINISHED_S = 2 * 24 * 3600  # the finished workflow's id is what makes a late redelivery start nothing
REMEMBER_FINISHED = 10_000  # so that a redelivery of a finished message is not waited for
FLOW_VERSION = "2"  # by hand: a source hash would orphan pending work at each deploy

log = structlog.get_logger(__name__)

JobHandler = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work. ``id`` names it: enqueued twice it runs once. Jobs of one ``lane`` run one by one.

    What is queued within a second goes by ``id`` as text: numbers in it are padded with zeros. ``flow`` names the
    function that does it; ``args`` are ids only (JSON), the rows themselves are in the database. ``formerly``: the id
    that an earlier version gave it.
    """

    flow: str
    id: str
    lane: str
    args: tuple[str | int, ...]
    formerly: str = ""


class Engine:
    """Runs jobs: each once, in the order of its lane, again after a crash.

    One instance a process (DBOS is a process-wide singleton), opened by ``start`` on the loop its jobs shall run on.
    """

    def __init__(
        self,
        store: EngineStore,
        handlers: Mapping[str, JobHandler],
        crashes: Crashes,
        give_up_handlers: Mapping[str, JobHandler] | None = None,
    ) -> None:
        """``give_up_handlers``: what is done, by handler, in place of a job that has killed the process repeatedly."""
        self._store = store
        self._handlers = handlers
        self._crashes = crashes
        self._give_up_handlers = give_up_handlers or {}
        self._serving = Serving(store)
        self._under_way: dict[str, str] = {}  # id → lane
        self._finished: dict[str, None] = {}
        self._running: set[asyncio.Task[object]] = set()
        self._changed = asyncio.Condition()
        self._admission = Admission(self._changed, self._owes_other_work, lambda: crashes.runs_alone(None))
        self._again = asyncio.Lock()

    async def start(self) -> None:
        """Take the lock, launch DBOS, recover what a dead process left.

        Raises
        ------
        Misconfigured
            Another process serves this data already.
        """
        try:
            self._serving.take()
        except Misconfigured:
            self._store.database.dispose()
            raise
        await self._crashes.begin(await asyncio.to_thread(running_jobs, self._store.database, QUEUE))
        try:
            await self._launch()
        except BaseException:
            await self._crashes.end()
            raise

    async def _launch(self) -> None:
        self._register()
        DBOS(config=self._config())
        DBOS.launch()
        await DBOS.register_queue_async(
            QUEUE,
            partition_concurrency=1,
            worker_concurrency=JOBS_IN_FLIGHT,
            polling_interval_sec=POLL_S,
            on_conflict="always_update",
        )
        await self._drop_schedules()
        await self._drop_other_versions()

    async def _drop_schedules(self) -> None:
        """Drop the schedules that earlier versions kept here: inside a workflow no chore may ask for jobs."""
        for name in EARLIER_SCHEDULES:
            await DBOS.delete_schedule_async(name)

    async def _drop_other_versions(self) -> None:
        """Drop what another version of the flow left: it would never run, and its lane would wait for it for ever.

        What it was for is in the case database as owed, and the sweep queues it again.
        """
        left = await DBOS.list_workflows_async(status=UNFINISHED, load_input=False, load_output=False)
        others = [one.workflow_id for one in left if one.app_version not in {FLOW_VERSION, None} or one.name != RUN_JOB]
        if others:
            log.info("other_version_dropped", workflows=len(others))
            await DBOS.delete_workflows_async(others)

    def _config(self) -> DBOSConfig:
        return DBOSConfig(
            name="frontdesk",
            system_database_url=self._store.url,
            system_database_engine=self._store.database,
            application_version=FLOW_VERSION,
            executor_id="local",
            serializer=DBOSPortableJSONSerializer(),
            max_executor_threads=4,
            notification_listener_polling_interval_sec=LISTENER_POLL_S,
            use_listen_notify=False,  # we wait on no DBOS events
            log_level="WARNING",
        )

    def _register(self) -> None:
        """Register the job handlers with DBOS. Not at import: importing a module has no effect."""

        @DBOS.workflow(name=RUN_JOB)
        async def run_job(flow: str, args: list[str | int]) -> None:
            job_id, task = DBOS.workflow_id or "", asyncio.current_task()
            assert task is not None  # noqa: S101 - a coroutine runs in a task
            self._running.add(task)
            try:
                await self._in_turn(job_id, flow, args)
            finally:
                self._running.discard(task)
                await self._settle(job_id)

        self._run_job = run_job

    async def _in_turn(self, job_id: str, flow: str, args: list[str | int]) -> None:
        """Run a job as its crashes allow. What comes to an end, well or not, has not killed the process."""
        await self._serving.is_held.wait()
        verdict = self._crashes.verdict(job_id)
        if verdict == "run":
            async with self._admission.shared(job_id):
                await self._to_its_end(job_id, self._handlers[flow](*args))
        elif verdict == "run alone":
            async with self._admission.exclusive(job_id, self._crashes.rank(job_id)):
                await self._crashes.runs_alone(job_id)
                await self._to_its_end(job_id, self._handlers[flow](*args))
        else:
            log.error("job_set_aside", job=job_id)
            if flow in self._give_up_handlers:
                await self._give_up_handlers[flow](*args)
            await self._crashes.forget(job_id)

    async def _to_its_end(self, job_id: str, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception:
            await self._crashes.forget(job_id)
            raise
        await self._crashes.forget(job_id)

    def _owes_other_work(self, suspect: str) -> bool:
        """Say whether work is owed that goes before a suspect: the less suspected, and all that waits behind none."""
        lanes, rank = self._crashes.suspected_lanes(), self._crashes.rank(suspect)
        less = any(self._crashes.rank(job) < rank for job in self._under_way if self._crashes.verdict(job) != "run")
        return less or any(lane not in lanes for lane in self._under_way.values())

    def why_not(self) -> str:
        """Say why this process must not act now; "" if it may. Jobs wait by themselves."""
        return self._serving.why_not()

    def let_suspects_run(self) -> None:
        """All that is owed is queued: from now on suspected jobs run, after it."""
        self._admission.suspects_may_run.set()

    async def stopping(self) -> None:
        """Note that the process was told to stop: if it is killed meanwhile, that is no crash of a job's."""
        with contextlib.suppress(Transient):  # a database that is away must not keep it from stopping
            await self._crashes.end()

    async def enqueue(self, job: Job) -> None:
        """Queue a job. The same id starts nothing twice."""
        self._expect(job.id, job.lane)
        try:
            with SetWorkflowID(job.id), SetEnqueueOptions(queue_partition_key=job.lane):
                await DBOS.enqueue_workflow_async(QUEUE, self._run_job, job.flow, list(job.args))
        except BaseException:
            self._under_way.pop(job.id, None)
            raise

    async def enqueue_again(self, owed: Sequence[Job]) -> None:
        """Queue what is still owed, also jobs whose workflow ended in an error. What is queued stays."""
        if not owed:
            return  # without ids the durable engine would list, and we would delete, everything there ever was
        async with self._again:  # two at once: one would delete what the other has just queued
            await self._enqueue_again(owed)

    async def _enqueue_again(self, owed: Sequence[Job]) -> None:
        ids = [name for job in owed for name in (job.id, job.formerly) if name]
        known = await DBOS.list_workflows_async(workflow_ids=ids, load_input=False, load_output=False)
        waiting = {one.workflow_id for one in known if one.status in UNFINISHED}
        over = [one.workflow_id for one in known if one.workflow_id not in waiting]
        if over:
            await DBOS.delete_workflows_async(over)
        for job in owed:
            if job.id in waiting or job.formerly in waiting:
                self._expect(job.id if job.id in waiting else job.formerly, job.lane)
            else:
                self._finished.pop(job.id, None)
                await self.enqueue(job)

    def _expect(self, job_id: str, lane: str) -> None:
        if job_id not in self._finished:
            self._under_way[job_id] = lane

    async def _settle(self, job_id: str) -> None:
        async with self._changed:
            self._under_way.pop(job_id, None)
            self._finished[job_id] = None
            if len(self._finished) > REMEMBER_FINISHED:
                del self._finished[next(iter(self._finished))]
            self._changed.notify_all()

    async def idle(self) -> None:
        """Wait until nothing that this process enqueued is under way."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._under_way)

    async def forget_finished(self) -> None:
        """Drop finished workflows after two days; Slack redelivers for about an hour at most."""
        before = datetime.fromtimestamp(time.time() - KEEP_FINISHED_S).astimezone().isoformat()
        while finished := await DBOS.list_workflows_async(
            status=FINISHED, end_time=before, limit=500, load_input=False, load_output=False
        ):
            await DBOS.delete_workflows_async([workflow.workflow_id for workflow in finished])

    async def close(self, *, grace_s: int) -> None:
        """Take no new work, wait ``grace_s`` for what runs, leave the rest durable."""
        await self.stopping()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(grace_s):
                await self.idle()
        # What is cancelled stays pending in the engine's file and goes on at the next start.
        await self._cancel_running()
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        await self._cancel_running()
        # DBOS had put its own threads under this loop and has ended them.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(max_workers=4))
        self._store.database.dispose()
        await self._serving.close()

    async def _cancel_running(self) -> None:
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
