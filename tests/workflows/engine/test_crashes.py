"""Promises about what a crash is held against, and whose turn it is then."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.doctor.machine import check_crashes
from storage import crashes
from storage.crashes import CrashedJob, RunningJob
from storage.database import Database
from storage.errors import DatabaseUnusable
from workflows.engine.admission import Admission
from workflows.engine.crashes import Verdict, verdict_on
from workflows.engine.runner import cancelled

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TEAM = "T1"
ONE, OTHER = RunningJob("job:1", "lane:1"), RunningJob("job:2", "lane:2")


async def _starts(db: Database, *running: RunningJob, later: timedelta = timedelta()) -> dict[str, tuple[int, int]]:
    found = await db.write(lambda tx: crashes.begin_serving(tx, TEAM, running, NOW + later))
    return {one.job: (one.crashes, one.crashes_alone) for one in found}


# --- what counts ------------------------------------------------------------------------------------------------------


async def test_a_crash_counts_against_all_that_ran_and_against_none_as_alone(db: Database) -> None:
    await _starts(db)

    counted = await _starts(db, ONE, OTHER)

    assert counted == {"job:1": (1, 0), "job:2": (1, 0)}


async def test_a_crash_while_a_job_ran_alone_counts_against_it_only(db: Database) -> None:
    await _starts(db)
    await db.write(lambda tx: crashes.runs_alone(tx, TEAM, "job:1"))

    counted = await _starts(db, ONE, OTHER)

    assert counted == {"job:1": (1, 1)}


async def test_a_crash_after_others_had_joined_counts_as_alone_against_nobody(db: Database) -> None:
    await _starts(db)
    await db.write(lambda tx: crashes.runs_alone(tx, TEAM, "job:1"))
    await db.write(lambda tx: crashes.runs_alone(tx, TEAM, None))

    counted = await _starts(db, ONE, OTHER)

    assert counted == {"job:1": (1, 0), "job:2": (1, 0)}


async def test_a_stop_counts_against_nobody(db: Database) -> None:
    await _starts(db)
    await db.write(lambda tx: crashes.stop_serving(tx, TEAM, NOW))

    assert await _starts(db, ONE) == {}


async def test_what_the_first_start_of_this_version_finds_running_is_no_crash(db: Database) -> None:
    assert await _starts(db, ONE) == {}


async def test_a_job_that_came_to_its_end_begins_anew(db: Database) -> None:
    await _starts(db)
    await _starts(db, ONE)
    await db.write(lambda tx: crashes.forget_crashes(tx, TEAM, "job:1"))

    assert await _starts(db, ONE) == {"job:1": (1, 0)}


async def test_crashes_are_forgotten_after_a_month(db: Database) -> None:
    await _starts(db)
    await _starts(db, ONE)

    assert await _starts(db, later=timedelta(days=31)) == {}


@pytest.mark.parametrize(
    ("all_crashes", "alone", "verdict"),
    [(1, 0, "run"), (2, 0, "run alone"), (50, 0, "run alone"), (4, 2, "run alone"), (5, 3, "set aside")],
)
def test_only_crashes_while_it_ran_alone_set_a_job_aside(all_crashes: int, alone: int, verdict: Verdict) -> None:
    assert verdict_on(CrashedJob("job", "lane", all_crashes, alone, NOW)) == verdict


def test_doctor_names_the_jobs_that_ran_each_time_the_process_died() -> None:
    seen = [CrashedJob("T1:C1:1.0", "lane", 2, 0, NOW), CrashedJob("T1:C1:2.0", "lane", 1, 0, NOW)]

    [finding] = check_crashes(seen)

    assert "died again and again while it ran T1:C1:1.0" in finding.says
    assert "2.0" not in finding.says


# --- whose turn it is -------------------------------------------------------------------------------------------------


class Jobs:
    """Jobs that run until they are let go, and what happened in which order."""

    def __init__(
        self, others: Callable[[str], bool] = lambda _: False, broken: Exception | None = None, **limits: float
    ) -> None:
        self.broken = broken
        self.order: list[str] = []
        self.changed = asyncio.Condition()
        self.turns = Admission(self.changed, others, self._joined, **limits)
        self.turns.suspects_may_run.set()
        self.let_go: dict[str, asyncio.Event] = {}
        self.began: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def _joined(self) -> None:
        if self.broken is not None:
            raise self.broken
        self.order.append("joined")

    def start(self, job: str, rank: int | None = None) -> None:
        self.let_go[job], self.began[job] = asyncio.Event(), asyncio.Event()
        turn = self.turns.shared(job) if rank is None else self.turns.exclusive(job, rank)

        async def run() -> None:
            async with turn:
                self.order.append(f"{job} begins")
                self.began[job].set()
                await self.let_go[job].wait()
                self.order.append(f"{job} ends")

        self.tasks[job] = asyncio.create_task(run())

    async def ends(self, job: str) -> None:
        await asyncio.wait_for(self.began[job].wait(), 60)
        self.let_go[job].set()
        await asyncio.wait_for(self.tasks[job], 60)


async def test_suspects_run_one_at_a_time_after_what_runs_the_least_suspected_first() -> None:
    jobs = Jobs()
    jobs.start("ordinary")
    jobs.start("worse", rank=2)
    jobs.start("better", rank=0)
    await jobs.began["ordinary"].wait()

    for job in ("ordinary", "better", "worse"):
        await jobs.ends(job)

    expected = [f"{job} {what}" for job in ("ordinary", "better", "worse") for what in ("begins", "ends")]
    assert jobs.order == expected


async def test_a_suspect_waits_for_work_that_is_owed_and_does_not_run_yet() -> None:
    owed = {"somebody"}
    jobs = Jobs(others=lambda _: bool(owed))
    jobs.start("suspect", rank=0)
    jobs.start("ordinary")
    await jobs.ends("ordinary")
    waited = not jobs.began["suspect"].is_set()

    owed.clear()
    async with jobs.changed:
        jobs.changed.notify_all()
    await jobs.ends("suspect")

    assert waited


async def test_what_comes_while_a_suspect_runs_is_held_and_runs_after_it() -> None:
    jobs = Jobs()
    jobs.start("suspect", rank=0)
    await jobs.began["suspect"].wait()
    jobs.start("ordinary")

    await jobs.ends("suspect")
    await jobs.ends("ordinary")

    assert jobs.order == ["suspect begins", "suspect ends", "ordinary begins", "ordinary ends"]


async def test_a_suspect_that_takes_long_holds_nobody_up_and_is_not_called_alone_any_more() -> None:
    jobs = Jobs(hold_s=0.01)
    jobs.start("suspect", rank=0)
    await jobs.began["suspect"].wait()
    jobs.start("ordinary")

    await jobs.ends("ordinary")
    await jobs.ends("suspect")

    assert jobs.order == ["suspect begins", "joined", "ordinary begins", "ordinary ends", "suspect ends"]


async def test_on_a_desk_that_is_never_quiet_a_moment_is_made_for_a_suspect() -> None:
    jobs = Jobs(others=lambda _: True, patience_s=0.01)
    jobs.start("first")
    await jobs.began["first"].wait()
    jobs.start("suspect", rank=0)
    await _until(lambda: jobs.turns.holds)
    jobs.start("second")

    for job in ("first", "suspect", "second"):
        await jobs.ends(job)

    expected = [f"{job} {what}" for job in ("first", "suspect", "second") for what in ("begins", "ends")]
    assert jobs.order == expected


async def test_a_job_that_never_ends_holds_up_nobody_for_a_suspect() -> None:
    jobs = Jobs(patience_s=0.01, hold_s=0.01)
    jobs.start("endless")
    await jobs.began["endless"].wait()
    jobs.start("suspect", rank=0)
    await _until(lambda: jobs.turns.holds)
    jobs.start("ordinary")

    await jobs.ends("ordinary")
    still_waits = not jobs.began["suspect"].is_set()
    await jobs.ends("endless")
    await jobs.ends("suspect")

    assert still_waits


async def test_a_suspect_that_is_ended_while_a_moment_is_made_for_it_holds_up_nobody() -> None:
    jobs = Jobs(others=lambda _: True, patience_s=0.01)
    jobs.start("ordinary")
    await jobs.began["ordinary"].wait()
    jobs.start("suspect", rank=0)
    await _until(lambda: jobs.turns.holds)
    await cancelled([jobs.tasks["suspect"], jobs.tasks["ordinary"]])  # as when the lease is taken from the process
    jobs.start("later")

    await jobs.ends("later")

    assert jobs.order == ["ordinary begins", "later begins", "later ends"]


async def test_a_suspect_that_is_ended_while_another_one_runs_lets_nobody_in() -> None:
    jobs = Jobs()
    jobs.start("suspect", rank=0)
    await jobs.began["suspect"].wait()
    jobs.start("another", rank=1)
    jobs.start("ordinary")
    await cancelled([jobs.tasks["another"]])

    await jobs.ends("suspect")
    await jobs.ends("ordinary")

    assert jobs.order == ["suspect begins", "suspect ends", "ordinary begins", "ordinary ends"]


@pytest.mark.parametrize("broken", [DatabaseUnusable("The disk is full."), ValueError("a bug")])
async def test_others_go_on_beside_a_long_suspect_and_after_it_though_that_could_not_be_noted(
    broken: Exception,
) -> None:
    jobs = Jobs(broken=broken, hold_s=0.01)
    jobs.start("suspect", rank=0)
    await jobs.began["suspect"].wait()
    jobs.start("beside")

    await jobs.ends("beside")
    await jobs.ends("suspect")
    jobs.start("after")
    await jobs.ends("after")

    beside = ["suspect begins", "beside begins", "beside ends", "suspect ends"]
    assert jobs.order == [*beside, "after begins", "after ends"]


async def _until(so: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not so():  # noqa: ASYNC110 - it tells no event
            await asyncio.sleep(0)
