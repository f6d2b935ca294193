"""The durable engine (DBOS) in PostgreSQL: queue, lanes, recovery. ``dbos`` is imported nowhere else.

Inside our flows there are no DBOS steps: they cost 5 CPU ms each and mix up the results of parallel parts after a crash
(measured). What a job has finished is in our own journal.
"""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetEnqueueOptions, SetWorkflowID

from storage.crashes import running_jobs
from storage.errors import Misconfigured, Transient
from workflows.engine.port import JOBS_IN_FLIGHT, Job
from workflows.engine.runner import Runner
from workflows.engine.serving import Serving

if TYPE_CHECKING:
    from sqlalchemy import Engine as DatabaseEngine

QUEUE = "inbound"
RUN_JOB = "run_job"  # the one workflow there is
EARLIER_SCHEDULES = ("hourly", "minutely")
POLL_S = 0.1
# We wait on no DBOS events; its listener looks at an empty list and would hold up the stop by its default of a second.
LISTENER_POLL_S = 0.1
UNFINISHED = ["PENDING", "ENQUEUED", "DELAYED"]
FINISHED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
KEEP_FINISHED_S = 2 * 24 * 3600  # the finished workflow's id is what makes a late redelivery start nothing
FLOW_VERSION = "2"  # by hand: a source hash would orphan pending work at each deploy

log = structlog.get_logger(__name__)


class DbosEngine:
    """Runs jobs from a queue in PostgreSQL, beside the cases. What ``workflows.engine.port.Engine`` says.

    DBOS is a process-wide singleton.
    """

    def __init__(self, database: "DatabaseEngine", url: str, runner: Runner) -> None:
        """``database``: an engine of the server at ``url``; it is disposed of at the end."""
        self._database = database
        self._url = url
        self.runner = runner
        self._serving = Serving(database, runner.may_run)
        self._again = asyncio.Lock()

    async def start(self) -> None:
        """Take the lock, launch DBOS, recover what a dead process left."""
        try:
            self._serving.take()
        except Misconfigured:
            self._database.dispose()
            raise
        await self.runner.crashes.begin(await asyncio.to_thread(running_jobs, self._database, QUEUE))
        try:
            await self._launch()
        except BaseException:
            await self.runner.crashes.end()
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
            system_database_url=self._url,
            system_database_engine=self._database,
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
            await self.runner.run(DBOS.workflow_id or "", flow, args)

        self._run_job = run_job

    def why_not(self) -> str:
        """Say why this process must not act now; "" if it may. Jobs wait by themselves."""
        return self._serving.why_not()

    async def let_suspects_run(self) -> None:
        """All that is owed is queued: from now on suspected jobs run, after it."""
        self.runner.let_suspects_run()

    async def stopping(self) -> None:
        """Note that the process was told to stop: if it is killed meanwhile, that is no crash of a job's."""
        with contextlib.suppress(Transient):  # a database that is away must not keep it from stopping
            await self.runner.crashes.end()

    def lanes_under_way(self) -> int:
        """Return in how many lanes a job of this process runs or waits for its turn."""
        return self.runner.lanes()

    def acknowledging(self) -> contextlib.AbstractContextManager[None]:
        """Do nothing: the queue is polled ten times a second, and the server has a connection for each request."""
        return contextlib.nullcontext()

    async def enqueue(self, job: Job) -> None:
        """Queue a job. The same id starts nothing twice."""
        self.runner.expect(job.id, job.lane)
        try:
            with SetWorkflowID(job.id), SetEnqueueOptions(queue_partition_key=job.lane):
                await DBOS.enqueue_workflow_async(QUEUE, self._run_job, job.flow, list(job.args))
        except BaseException:
            self.runner.expect_nothing(job.id)
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
                self.runner.expect(job.id if job.id in waiting else job.formerly, job.lane)
            else:
                self.runner.forget(job.id)
                await self.enqueue(job)

    async def idle(self) -> None:
        """Wait until nothing that this process enqueued is under way."""
        await self.runner.idle()

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
        # What is cancelled stays pending in the engine's rows and goes on at the next start.
        await self.runner.cancel()
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        await self.runner.cancel()
        # DBOS had put its own threads under this loop and has ended them.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(max_workers=4))
        self._database.dispose()
        await self._serving.close()
