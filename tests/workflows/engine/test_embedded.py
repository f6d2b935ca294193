"""Promises of the engine in the process: when a job begins, how many run, what a crash leaves to be counted."""

import asyncio
import stat
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.jobs import choose_engine
from bot.settings import Settings
from storage import crashes
from storage.crashes import RunningJob
from storage.database import Database
from storage.errors import Misconfigured, Transient
from tests.workflows.engine.jobs import JOB, KEPT_AT, Desk, OpenEngine, written
from workflows.engine import running_file
from workflows.engine.crashes import Crashes
from workflows.engine.port import JOBS_IN_FLIGHT
from workflows.engine.runner import Runner
from workflows.engine.running_file import RunningFile

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


async def test_a_job_begins_before_anything_else_that_waits_for_the_loop(open_engine: OpenEngine) -> None:
    desk = Desk(held="1.000001")
    async with open_engine(desk.answer) as engine:
        turns_of_the_loop = 0
        await engine.enqueue(JOB)
        while not desk.reached.is_set():
            turns_of_the_loop += 1
            await asyncio.sleep(0)
        desk.let_go.set()

    assert turns_of_the_loop == 1


async def test_so_many_run_at_once_and_what_came_first_begins_first(open_engine: OpenEngine) -> None:
    began: list[str] = []
    full, let_go = asyncio.Event(), asyncio.Event()

    async def answer(_team_id: str, _channel: str, ts: str) -> None:
        began.append(ts)
        if len(began) == JOBS_IN_FLIGHT:
            full.set()
        await let_go.wait()

    jobs = [written(number, thread=number) for number in range(1, JOBS_IN_FLIGHT + 4)]
    async with open_engine(answer) as engine:
        await engine.enqueue_again(jobs)
        await full.wait()
        await asyncio.sleep(0)
        at_once = len(began)
        let_go.set()
        await engine.idle()

    assert at_once == JOBS_IN_FLIGHT
    assert began == [str(job.args[2]) for job in jobs]


async def test_what_the_database_refuses_for_a_moment_is_no_bug_of_ours(open_engine: OpenEngine) -> None:
    async def away(*_: object) -> None:
        raise Transient("the database is away")

    async with open_engine(away) as engine:
        with capture_logs() as logs:
            await engine.enqueue(JOB)
            await engine.idle()

    assert [line["event"] for line in logs] == ["job_failed"]


async def test_a_second_engine_on_the_same_file_is_refused(
    open_engine: OpenEngine, migrated_url: str, db: Database
) -> None:
    second = choose_engine(Settings(database_url=migrated_url), Runner({}, Crashes(db, "T1", lambda: KEPT_AT)))

    async with open_engine(Desk().answer):
        with pytest.raises(Misconfigured, match="another Frontdesk serves this data already"):
            await second.start()


# --- crashes ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def file(folder: Path) -> Path:
    """The file of the jobs that run, of the database ``storage.db``."""
    return folder / "storage-running.jobs"


def _left(file: Path) -> list[str]:
    return [one.job for one in RunningFile(file).left()]


async def test_a_job_stands_in_the_file_from_before_it_begins_until_it_has_ended(
    open_engine: OpenEngine, file: Path
) -> None:
    seen: list[list[str]] = []

    async def answer(*_: object) -> None:
        seen.append(_left(file))

    async with open_engine(answer) as engine:
        await engine.enqueue(JOB)
        await engine.enqueue(written(2))
        await engine.idle()

    assert seen == [[JOB.id], [written(2).id]]
    assert _left(file) == []


async def test_a_job_that_is_cut_off_by_a_stop_is_no_suspect(open_engine: OpenEngine, db: Database, file: Path) -> None:
    for _ in range(3):
        desk = Desk(held="1.000001")
        async with open_engine(desk.answer, grace_s=0) as engine:
            await engine.enqueue_again([JOB])
            await desk.reached.wait()
        assert _left(file) == [JOB.id]

    found = Crashes(db, "T1", lambda: KEPT_AT)
    await found.begin(RunningFile(file).left())
    assert found.verdict(JOB.id) == "run"


async def test_a_job_that_had_done_its_work_when_the_process_died_is_no_suspect_for_ever(
    open_engine: OpenEngine, db: Database, file: Path
) -> None:
    async with open_engine(Desk().answer):
        pass
    await db.write(lambda tx: crashes.begin_serving(tx, "T1", [], KEPT_AT))
    written_file = RunningFile(file)
    written_file.open()
    for job in (JOB, written(4, thread=4)):
        written_file.begins(job.id, job.lane)
    written_file.close()
    desk = Desk(held="1.000001")

    async with open_engine(desk.answer) as engine:
        await engine.enqueue_again([JOB])
        await desk.reached.wait()
        await engine.let_suspects_run()
        held_against = [one.job for one in await db.read(crashes.all_crashed)]
        desk.let_go.set()

    assert held_against == [JOB.id]


def test_jobs_of_any_name_are_read_as_they_were_written(file: Path) -> None:
    jobs = [RunningJob('odd\n"job"\t', "a lane"), RunningJob("Ärger:1.0", "")]
    written_file = RunningFile(file)
    written_file.open()
    for one in jobs:
        written_file.begins(one.job, one.lane)
    written_file.begins("ended", "lane")
    written_file.ends("ended")
    written_file.close()

    assert RunningFile(file).left() == jobs


@pytest.mark.parametrize("rest", [b'["half a li', b"\x00\x00\x00", b"7\n[1]\n{}\n"])
def test_what_a_power_cut_made_of_the_file_is_left_out(file: Path, rest: bytes) -> None:
    file.write_bytes(b'["job", "lane"]\n' + rest)

    assert RunningFile(file).left() == [RunningJob("job", "lane")]


def test_the_file_of_a_desk_that_never_rests_stays_small(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running_file, "TIDY_FROM", 1000)
    kept = RunningFile(file)
    kept.open()
    kept.begins("the first", "lane")
    for number in range(1000):
        kept.begins(f"job:{number + 1}", "lane")
        kept.ends(f"job:{number}")
    kept.close()

    assert file.stat().st_size < 2000
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert _left(file) == ["the first", "job:1000"]


async def test_a_full_disk_stops_no_job(open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    desk = Desk()
    async with open_engine(desk.answer) as engine:
        with monkeypatch.context() as disk, capture_logs() as logs:
            disk.setattr("workflows.engine.running_file.os.write", full)
            await engine.enqueue(JOB)
            await engine.idle()

    assert desk.did == ["1.000001"]
    assert {line["event"] for line in logs} == {"running_job_not_noted"}
