"""Promises about what is due from time to time, told through the timer that runs it in a serving process."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.doctor.machine import check_machine
from bot.wiring import Bot, open_bot
from storage import chores as stored
from storage import executors
from storage.database import Database
from storage.errors import Transient
from storage.executors import Claimant
from storage.precedence import can_wait
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack
from tests.slack.handoff.people import PLEASE, cards
from tests.stored import Clock, say, sql
from workflows.engine.chores import HOUR, MINUTE, Chore, Chores
from workflows.engine.embedded import EmbeddedEngine

ORDER = "Where is my order A-12345?"
OpenChores = Callable[..., AbstractAsyncContextManager[Chores]]


class Work:
    """A chore's work: counts its runs, and fails or hangs as it is told."""

    def __init__(self, fails: Exception | None = None, *, hangs: bool = False) -> None:
        self.fails, self.hangs = fails, hangs
        self.runs = 0
        self.again = asyncio.Event()

    async def __call__(self) -> None:
        self.runs += 1
        if self.runs > 1:
            self.again.set()
        if self.hangs:
            await asyncio.Event().wait()
        if self.fails is not None:
            raise self.fails


@pytest.fixture
def open_chores(db: Database, clock: Clock) -> OpenChores:
    @asynccontextmanager
    async def opened(*each: Chore, look_every_s: float = MINUTE) -> AsyncIterator[Chores]:
        async with Chores(db, clock, each, "T1", look_every_s) as chores:
            yield chores

    return opened


async def test_a_chore_runs_again_and_again_by_itself(open_chores: OpenChores) -> None:
    work = Work()

    async with open_chores(Chore("sweep", MINUTE, work), look_every_s=0.01):
        async with asyncio.timeout(60):
            await work.again.wait()

    assert work.runs >= 2


async def test_what_a_chore_does_lets_others_go_first_who_wait_for_an_answer(open_chores: OpenChores) -> None:
    waits: list[bool] = []

    async def work() -> None:
        waits.append(can_wait())

    async with open_chores(Chore("sweep", MINUTE, work)) as chores:
        await chores.ring()

    assert waits == [True]
    assert not can_wait()


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_of_several_processes_one_does_a_chore_and_another_once_that_one_is_gone(
    db: Database, clock: Clock
) -> None:
    one, other = Claimant(60), Claimant(60)
    works = Work(), Work()
    await db.write(lambda tx: executors.come(tx, "T1", "one", one.name, "2"))
    await db.write(lambda tx: executors.come(tx, "T1", "other", other.name, "2"))
    each = [Chore("sweep", MINUTE, work) for work in works]
    async with (
        Chores(db, clock, each[:1], "T1", claimant=one) as first,
        Chores(db, clock, each[1:], "T1", claimant=other) as second,
    ):
        for _ in range(2):
            await first.ring()
            await second.ring()
        while_both = [work.runs for work in works]
        await db.write(lambda tx: executors.go(tx, one.name))
        await second.ring()

    assert while_both == [2, 0]
    assert [work.runs for work in works] == [2, 1]


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_a_process_whose_lease_is_gone_does_no_chore(db: Database, clock: Clock) -> None:
    work = Work()

    async with Chores(db, clock, [Chore("sweep", MINUTE, work)], "T1", claimant=Claimant(60)) as chores:
        await chores.ring()

    assert work.runs == 0


async def test_a_chore_that_fails_stops_no_other_and_runs_again(open_chores: OpenChores) -> None:
    broken, well = Work(ValueError("secret words")), Work()

    async with open_chores(Chore("broken", MINUTE, broken), Chore("well", MINUTE, well)) as chores:
        with capture_logs() as logs:
            await chores.ring()
            await chores.ring()
        [failing] = chores.failing()

    assert (broken.runs, well.runs) == (2, 2)
    assert (failing.name, failing.failures, failing.error) == ("broken", 2, "ValueError, see the log")
    assert [line["chore"] for line in logs if line["event"] == "chore_failed"] == ["broken", "broken"]


async def test_a_chore_that_hangs_stops_no_other(open_chores: OpenChores) -> None:
    hanging, well = Work(hangs=True), Work()

    async with open_chores(Chore("hanging", MINUTE, hanging), Chore("well", MINUTE, well), look_every_s=0.01):
        async with asyncio.timeout(60):
            await well.again.wait()

    assert hanging.runs == 1


async def test_a_chore_that_works_again_is_no_longer_told(open_chores: OpenChores) -> None:
    work = Work(Transient("the database is away"))

    async with open_chores(Chore("sweep", MINUTE, work)) as chores:
        await chores.ring()
        told = [row.error for row in chores.failing()]
        work.fails = None
        await chores.ring()

        assert told == ["the database is away"]
        assert chores.failing() == []


async def test_what_is_due_each_hour_runs_once_an_hour_however_often_the_process_starts(
    open_chores: OpenChores, clock: Clock
) -> None:
    work, runs = Work(), []

    for minutes in (0, 59, 2, 1):
        clock.forward(minutes=minutes)
        async with open_chores(Chore("erase", HOUR, work)) as chores:
            await chores.ring()
        runs.append(work.runs)

    assert runs == [1, 1, 2, 2]


async def test_how_a_chore_gets_on_is_known_after_the_process(open_chores: OpenChores, db: Database) -> None:
    async with open_chores(Chore("sweep", MINUTE, Work(Transient("away")))) as chores:
        await chores.ring()
        await chores.ring()

    async with open_chores(Chore("sweep", MINUTE, Work())):
        [row] = await db.read(stored.all_chores)

    assert (row.failures, row.error, row.ran_at is not None) == (2, "away", True)


# --- in the desk ------------------------------------------------------------------------------------------------------


async def _away(*_: object) -> None:
    raise Transient("the engine is away")


async def test_a_message_that_was_kept_and_not_queued_is_answered_without_a_restart(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say(slack, bot, ORDER)
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    with monkeypatch.context() as broken:
        broken.setattr("workflows.engine.embedded.EmbeddedEngine.enqueue", _away)
        assert await slack.deliver(event) == [500]

    await bot.chores.ring()
    await bot.idle()

    assert len(slack.replies_to(event)) == 1


async def test_a_card_that_was_not_queued_is_posted_without_a_restart_though_jobs_are_known(
    desk: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say(slack, desk, ORDER)

    with monkeypatch.context() as broken:
        broken.setattr("bot.slack.handoff.posting.CasePostJobs._queue", _away)
        await say(slack, desk, PLEASE)
    nothing_yet = cards(slack)

    await desk.chores.ring()
    await desk.idle()

    assert [len(nothing_yet), len(cards(slack))] == [0, 1]


async def test_finished_jobs_are_forgotten_by_the_timer(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, ORDER)
    assert isinstance(bot.engine, EmbeddedEngine)
    job = str(await bot.db.read(lambda tx: tx.exec_driver_sql("SELECT run FROM step_runs LIMIT 1").scalar()))
    known = bot.engine.runner.has_finished(job)

    await bot.chores.ring()

    assert [known, bot.engine.runner.has_finished(job)] == [True, False]


async def test_readyz_says_which_chore_fails_and_stays_ready(bot: Bot) -> None:
    await sql(bot, "ALTER TABLE messages RENAME TO hidden")

    await bot.chores.ring()
    async with aiohttp.ClientSession() as http:
        answer = await http.get(f"{bot.url}/readyz")
        told = {one["chore"]: one["failures"] for one in (await answer.json())["failing_chores"]}

    assert (answer.status, told["take up owed work"]) == (200, 1)


async def test_doctor_says_from_another_process_which_chore_fails_and_how_often(bot: Bot, clock: Clock) -> None:
    await sql(bot, "ALTER TABLE messages RENAME TO hidden")
    await bot.chores.ring()
    await bot.chores.ring()

    said = [one for one in await check_machine(bot.settings, clock()) if one.check == "chores"]

    assert any("'take up owed work' failed 2 times in a row since" in one.says for one in said)
    assert {one.state for one in said} == {"warning"}


async def test_doctor_says_which_chores_do_not_run_though_a_process_serves(bot: Bot, clock: Clock) -> None:
    await bot.chores.close()
    clock.forward(minutes=4)

    said = [one.says for one in await check_machine(bot.settings, clock()) if one.check == "chores"]

    assert [line.split(" since ")[0] for line in said] == [
        "'read what was said while the desk was away' did not run",
        "'remind customers of questions' did not run",
        "'remind staff of cases' did not run",
        "'take up owed work' did not run",
    ]


async def test_doctor_misses_no_chore_of_a_desk_that_is_stopped(settings_for: SettingsFor, clock: Clock) -> None:
    async with open_bot(settings_for(), clock) as bot:
        await bot.chores.ring()
    clock.forward(days=3)

    said = [one for one in await check_machine(bot.settings, clock()) if one.check == "chores"]

    assert [(one.state, one.says) for one in said] == [("ok", "the last runs went well")]
