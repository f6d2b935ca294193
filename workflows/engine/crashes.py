"""What is held against a job: the crashes of the process while it ran. Only a crash counts, a stop never does."""

import contextlib
import math
import time
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Literal

import structlog

from storage import crashes
from storage.crashes import CrashedJob, RunningJob
from storage.database import Database
from storage.errors import Transient

SUSPECT_AFTER = 2  # crashes, whatever else ran
ASIDE_AFTER = 3  # crashes while nothing else ran

Verdict = Literal["run", "run alone", "set aside"]

log = structlog.get_logger(__name__)


def verdict_on(crashed: CrashedJob | None) -> Verdict:
    """Say how a job may run. Crashes while others ran make a suspect of it and never more."""
    if crashed is None or crashed.crashes < SUSPECT_AFTER:
        return "run"
    return "run alone" if crashed.crashes_alone < ASIDE_AFTER else "set aside"


class Crashes:
    """The crashes that jobs have seen, kept in the case database."""

    def __init__(self, db: Database, team_id: str, now: Callable[[], datetime]) -> None:
        self._db = db
        self.team_id = team_id
        self._now = now
        self._jobs: dict[str, CrashedJob] = {}
        self._executor: str | None = None
        self._known_s, self._read_at = 0.0, -math.inf

    def shared_by(self, executor: str, known_s: float) -> None:
        """Say which of the processes on this database this one is; what others note is known within ``known_s``."""
        self._executor, self._known_s = executor, known_s

    async def begin(self, running: Sequence[RunningJob]) -> None:
        """Note that this process serves; ``running``: the jobs that the one before it left running."""
        now = self._now()
        self._found(await self._db.write(lambda tx: crashes.begin_serving(tx, self.team_id, running, now)))

    def _found(self, found: Sequence[CrashedJob]) -> None:
        known, self._jobs = self._jobs, {one.job: one for one in found}
        for one in found:
            if verdict_on(one) != "run" and one != known.get(one.job):
                log.warning("job_suspected", job=one.job, crashes=one.crashes, alone=one.crashes_alone)

    async def learn(self) -> None:
        """Read what other processes have noted, unless it is known; a process that is the only one knows all."""
        if self._executor is not None and time.monotonic() - self._read_at >= self._known_s:
            self._read_at = time.monotonic()
            with contextlib.suppress(Transient):  # the job finds out by itself that the database is away, and waits
                self._found(await self._db.read(lambda tx: crashes.crashed_of(tx, self.team_id)))

    async def end(self) -> None:
        """Note that this process was told to stop: what it cuts off from now on is no crash."""
        now = self._now()
        await self._db.write(lambda tx: crashes.stop_serving(tx, self.team_id, now, self._executor))

    def verdict(self, job: str) -> Verdict:
        """Say how a job may run."""
        return verdict_on(self._jobs.get(job))

    def rank(self, job: str) -> int:
        """Return a suspect's place in the order in which they run: the least suspected first."""
        return self._jobs[job].crashes_alone if job in self._jobs else 0

    def suspected_lanes(self) -> set[str]:
        """Return the lanes that hold a suspect; what waits behind it is not other work."""
        return {one.lane for one in self._jobs.values() if verdict_on(one) != "run"}

    async def runs_alone(self, job: str | None) -> None:
        """Note, before it begins, that nothing else runs; None, before others begin: that something does."""
        await self._db.write(lambda tx: crashes.runs_alone(tx, self.team_id, job, self._executor))

    async def forget(self, job: str) -> None:
        """Hold nothing against a job any more: it ended, well or not, without a crash."""
        if self._jobs.pop(job, None) is not None:
            await self._db.write(lambda tx: crashes.forget_crashes(tx, self.team_id, job, self._executor))

    async def forget_others(self, owed: Collection[str]) -> None:
        """Hold nothing against jobs that are not among these."""
        for job in [job for job in self._jobs if job not in owed]:
            await self.forget(job)
