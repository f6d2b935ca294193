"""The durable engine (DBOS) in PostgreSQL: queue, lanes, one or many processes. ``dbos`` is imported nowhere else.

Inside our flows there are no DBOS steps: they cost 5 CPU ms each and mix up the results of parallel parts after a crash
(measured). What a job has finished is in our own journal.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import structlog
from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, EnqueueOptions

from storage import engine_rows
from storage.database import Tx
from storage.errors import DatabaseUnusable, Transient
from storage.executors import Claimant
from storage.precedence import work_begins
from storage.prepared import as_ready
from storage.sqlite import translated
from workflows.engine.dbos_polls import look_first
from workflows.engine.lease import Lease
from workflows.engine.members import LeaseTimes, Membership
from workflows.engine.port import JOBS_IN_FLIGHT, Job
from workflows.engine.runner import Runner

if TYPE_CHECKING:
    from sqlalchemy import Engine as DatabaseEngine

NAME = "frontdesk"  # whose the jobs are, in DBOS's rows
QUEUE = "inbound"
RUN_JOB = "run_job"  # the one workflow there is
EARLIER_SCHEDULES = ("hourly", "minutely")
POLL_S = 0.1
# We wait on no DBOS events; its listener looks at an empty list and would hold up the stop by its default of a second.
LISTENER_POLL_S = 0.1
UNFINISHED = ["PENDING", "ENQUEUED", "DELAYED"]
KEEP_FINISHED_S = 2 * 24 * 3600  # the finished workflow's id is what makes a late redelivery start nothing
FLOW_VERSION = "2"  # by hand: a source hash would orphan pending work at each deploy

T = TypeVar("T")

log = structlog.get_logger(__name__)


class DbosEngine:
    """Runs jobs from a queue in PostgreSQL, beside the cases. What ``workflows.engine.port.Engine`` says.

    DBOS is a process-wide singleton.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what it runs on, and who it is among others
        self,
        database: "DatabaseEngine",
        url: str,
        runner: Runner,
        executor: str,
        claimant: Claimant,
        times: LeaseTimes,
        abandon: Callable[[], Awaitable[None]],
    ) -> None:
        """``database``: of the server at ``url``; it is disposed of at the end. ``executor``: our id there.

        ``abandon`` is called when others have the jobs that ran here.
        """
        self._database = database
        self._url = url
        self._executor = executor
        self.runner = runner
        member = Membership(executor, claimant, runner.crashes.team_id, QUEUE, FLOW_VERSION)
        self._lease = Lease(database, member, times, runner.may_run, self._cut_off)
        self._abandon = abandon
        runner.crashes.shared_by(executor, times.known_s)
        self._clients: dict[DatabaseEngine, DBOSClient] = {}

    async def start(self) -> None:
        """Take the lease, launch DBOS, begin to look after the jobs of others that die."""
        try:
            await self._lease.take()
        except TimeoutError as error:
            self._database.dispose()
            msg = "the database does not answer, or another Frontdesk holds its list of processes for long: try again"
            raise DatabaseUnusable(msg) from error
        except BaseException:
            self._database.dispose()
            raise
        self._lease.keep(self._forget_what_others_do)  # at once: the first launch on a database takes a while
        try:
            await self.runner.crashes.learn()
            await self._launch()
        except BaseException:
            await self._lease.close()
            raise

    async def _cut_off(self) -> set[str]:
        """End the jobs that run here, which others have now; return their ids."""
        jobs = await self.runner.cancel()
        await self._abandon()
        return jobs

    async def _launch(self) -> None:
        self._register()
        dbos = DBOS(config=self._config())
        DBOS.launch()
        look_first(dbos, self._database, QUEUE, lambda: len(self.runner.running))
        await DBOS.register_queue_async(
            QUEUE,
            partition_concurrency=1,
            worker_concurrency=JOBS_IN_FLIGHT,
            polling_interval_sec=POLL_S,
            on_conflict="always_update",
        )
        await self._drop_schedules()

    async def _drop_schedules(self) -> None:
        """Drop the schedules that earlier versions kept here: inside a workflow no chore may ask for jobs."""
        for name in EARLIER_SCHEDULES:
            await DBOS.delete_schedule_async(name)

    def _config(self) -> DBOSConfig:
        return DBOSConfig(
            name=NAME,
            system_database_url=self._url,
            system_database_engine=self._database,
            application_version=FLOW_VERSION,
            executor_id=self._executor,
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
            work_begins()
            await self.runner.run(DBOS.workflow_id or "", flow, args)

    def why_not(self) -> str:
        """Say why this process must not act now; "" if it may. Jobs wait by themselves."""
        return self._lease.why_not()

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

    def lease_age_s(self) -> float:
        """Return how long ago, in seconds, this process renewed its lease."""
        return self._lease.age_s()

    def acknowledging(self) -> contextlib.AbstractContextManager[None]:
        """Do nothing: the queue is polled ten times a second, and the server has a connection for each request."""
        return contextlib.nullcontext()

    def enqueue_in(self, tx: Tx, job: Job) -> None:
        """Queue a job in the transaction that makes it owed. The same id starts nothing twice, and harms nothing.

        Always in a lane: a job without one would never run. Never with DBOS's ``deduplication_id``: a second one would
        end the transaction.
        """
        options: EnqueueOptions = {
            "workflow_name": RUN_JOB,
            "queue_name": QUEUE,
            "workflow_id": job.id,
            "queue_partition_key": job.lane,
            "app_version": FLOW_VERSION,
        }
        self._client_of(tx).enqueue_in_transaction(as_ready(tx), options, job.flow, list(job.args))

    def _client_of(self, tx: Tx) -> DBOSClient:
        """Return a client with the transaction's own engine: for another's, DBOS compiles its INSERT anew each time."""
        client = self._clients.get(tx.engine)
        if client is None:
            client = self._clients[tx.engine] = DBOSClient(
                system_database_engine=tx.engine,
                serializer=DBOSPortableJSONSerializer(),
                application_name=NAME,
                lazy=True,
            )
        return client

    async def enqueued(self, job: Job) -> None:
        """Count a job as under way: whoever is free runs it."""
        self.runner.expect(job.id, job.lane)

    async def enqueue(self, job: Job) -> None:
        """Queue a job. The same id starts nothing twice."""
        await asyncio.to_thread(self._transaction, lambda tx: self.enqueue_in(tx, job))
        await self.enqueued(job)

    async def enqueue_again(self, owed: Sequence[Job]) -> None:
        """Queue what is still owed, also jobs whose workflow ended in an error. What is queued stays."""
        if owed:
            waiting = await asyncio.to_thread(self._transaction, lambda tx: self._queue_owed(tx, owed))
            for job in owed:
                if job.id not in waiting and job.formerly not in waiting:
                    self.runner.forget(job.id)
                self.runner.expect(job.formerly if job.formerly in waiting else job.id, job.lane)

    def _queue_owed(self, tx: Tx, owed: Sequence[Job]) -> set[str]:
        """Queue those that are not; return which are. In one transaction: what others queue or begin meanwhile stays.

        What has ended of them is dropped, and what waits for a version that nobody runs.
        """
        ids = [name for job in owed for name in (job.id, job.formerly) if name]
        engine_rows.drop_over(tx, ids, FLOW_VERSION)
        waiting = engine_rows.queued(tx, ids)
        for job in owed:
            if job.id not in waiting and job.formerly not in waiting:
                self.enqueue_in(tx, job)
        return waiting

    def _transaction(self, work: Callable[[Tx], T]) -> T:
        with translated(), self._database.begin() as tx:
            return work(tx)

    async def _forget_what_others_do(self) -> None:
        """Do not wait for what was queued here and has come to another process, or to its end there."""
        if ids := self.runner.not_begun():
            there = partial(engine_rows.not_to_run_at, jobs=ids, executor=self._executor)
            await self.runner.settled_elsewhere(await asyncio.to_thread(self._transaction, there))

    async def idle(self) -> None:
        """Wait until nothing that this process enqueued is under way."""
        await self.runner.idle()

    async def forget_finished(self) -> None:
        """Drop finished workflows after two days; Slack redelivers for about an hour at most."""
        before_s = time.time() - KEEP_FINISHED_S
        before = datetime.fromtimestamp(before_s).astimezone().isoformat()
        while finished := await DBOS.list_workflows_async(
            status=list(engine_rows.FINISHED), end_time=before, limit=500, load_input=False, load_output=False
        ):
            await DBOS.delete_workflows_async([workflow.workflow_id for workflow in finished])
        old = partial(engine_rows.drop_for_nobody, queue=QUEUE, version=FLOW_VERSION, before_ms=int(before_s * 1000))
        await asyncio.to_thread(self._transaction, old)

    async def close(self, *, grace_s: int) -> None:
        """Take no new work, wait ``grace_s`` for what runs, leave the rest durable."""
        await self.stopping()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(grace_s):
                await self.idle()
        # What is cancelled stays pending in the engine's rows, and goes back to the queue when we give up our lease.
        await self.runner.cancel()
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        await self.runner.cancel()
        # DBOS had put its own threads under this loop and has ended them.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(max_workers=4))
        await self._lease.close()
        self._database.dispose()
