"""The port: a job, and what every engine does with it. Which engine there is says ``DATABASE_URL``."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from storage.database import Tx

JOBS_IN_FLIGHT = 128

JobHandler = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work. ``id`` names it: enqueued twice it runs once. Jobs of one ``lane`` run one by one.

    What an engine in a database is given within a second goes by ``id`` as text: numbers in it are padded with zeros.
    ``flow`` names the function that does it; ``args`` are ids only (JSON), the rows themselves are in the database.
    ``formerly``: the id that an earlier version gave it.
    """

    flow: str
    id: str
    lane: str
    args: tuple[str | int, ...]
    formerly: str = ""


class Engine(Protocol):
    """Runs jobs: each once, in the order of its lane, ``JOBS_IN_FLIGHT`` at a time. One instance a process.

    A job stands for rows of the case database that say what is owed. One that fails, is cut off by a stop or is left
    behind by a crash is owed as before, and asked for again (``enqueue_again``) at the next start or within a minute.
    """

    async def start(self) -> None:
        """Begin to run jobs, on the loop that runs now.

        Raises
        ------
        Misconfigured
            Another process serves this data already.
        """

    def why_not(self) -> str:
        """Say why this process must not act now; "" if it may. Jobs wait by themselves."""

    async def let_suspects_run(self) -> None:
        """All that is owed is queued: from now on jobs that are suspected of killing the process run, after it."""

    async def stopping(self) -> None:
        """Note that the process was told to stop: if it is killed meanwhile, that is no crash of a job's."""

    def lanes_under_way(self) -> int:
        """Return in how many lanes a job of this process runs or waits for its turn."""

    def lease_age_s(self) -> float:
        """Return how long ago, in seconds, this process renewed its lease; 0 where it needs none."""

    def acknowledging(self) -> AbstractContextManager[None]:
        """While this lasts somebody waits for an answer, such as Slack for its 200: that goes before work."""

    def enqueue_in(self, tx: Tx, job: Job) -> None:
        """Queue a job in the transaction that makes it owed: both are committed, or neither. Twice is once.

        Call ``enqueued`` when it is committed.
        """

    async def enqueued(self, job: Job) -> None:
        """Take note that a job which was queued in a transaction is committed: now it may begin."""

    async def enqueue(self, job: Job) -> None:
        """Queue a job whose rows are committed. The same id starts nothing twice, also for a while after it ended."""

    async def enqueue_again(self, owed: Sequence[Job]) -> None:
        """Queue what is still owed, also jobs that ended and left it so. What is queued stays as it is."""

    async def idle(self) -> None:
        """Wait until nothing that this process enqueued is under way."""

    async def forget_finished(self) -> None:
        """Forget the ids of finished jobs that nobody sends again."""

    async def close(self, *, grace_s: int) -> None:
        """Take no new work, wait ``grace_s`` for what runs, leave the rest owed."""
