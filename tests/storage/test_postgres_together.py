"""Promises about transactions that go to PostgreSQL together: each is done or undone as if it were alone."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa

from storage import cases
from storage.database import Database, Tx
from storage.precedence import context_of_work
from tests.storage.fixtures import NOW, opened_case


@pytest.fixture
def backend() -> str:
    return "postgresql"


def transaction(tx: Tx) -> str:
    return str(tx.scalar(sa.text("SELECT pg_current_xact_id()")))


def numbers(tx: Tx) -> list[str]:
    return list(tx.scalars(sa.text("SELECT subject FROM cases ORDER BY subject")))


def named(subject: str) -> Callable[[Tx], str]:
    """Return a change that opens a case of this subject and says in which transaction."""

    def change(tx: Tx) -> str:
        about = {"team_id": "T1", "channel": "C1", "thread_ts": subject, "requester": "U1"}
        cases.open_case(tx, **about, is_dm=False, subject=subject, now=NOW)
        return transaction(tx)

    return change


@dataclass
class Held:
    """A transaction that is under way until it is let go: what comes meanwhile waits for it."""

    task: asyncio.Task[None]
    may_go_on: threading.Event


@dataclass
class Works:
    """Starts work that can wait."""

    db: Database
    held: list[Held] = field(default_factory=list)

    def start(self, change: Callable[[Tx], str]) -> asyncio.Task[str]:
        return asyncio.create_task(self.db.write(change), context=context_of_work())

    async def hold(self) -> Held:
        begun, may_go_on = threading.Event(), threading.Event()

        def change(_tx: Tx) -> None:
            begun.set()
            may_go_on.wait(60)

        task = asyncio.create_task(self.db.write(change), context=context_of_work())
        await asyncio.to_thread(begun.wait, 60)
        self.held.append(Held(task, may_go_on))
        return self.held[-1]


@pytest.fixture
async def works(db: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Works]:
    monkeypatch.setattr("storage.postgres.PATIENCE_S", 3600.0)
    monkeypatch.setattr("storage.postgres.LONG_S", 3600.0)
    works = Works(db)
    yield works
    for one in works.held:
        one.may_go_on.set()
        await one.task


async def test_work_that_waits_is_one_transaction(works: Works) -> None:
    held = await works.hold()
    waiting = [works.start(named(name)) for name in ("a", "b", "c")]
    await asyncio.sleep(0)
    held.may_go_on.set()

    assert len(set(await asyncio.gather(*waiting))) == 1
    assert await works.db.read(numbers) == ["a", "b", "c"]


async def test_of_work_that_goes_together_one_that_fails_undoes_only_itself(works: Works) -> None:
    def fails(tx: Tx) -> str:
        opened_case(tx)
        msg = "a bug"
        raise ValueError(msg)

    held = await works.hold()
    waiting = [works.start(change) for change in (named("a"), fails, named("b"))]
    await asyncio.sleep(0)
    held.may_go_on.set()
    first, failed, last = await asyncio.gather(*waiting, return_exceptions=True)

    assert isinstance(failed, ValueError)
    assert isinstance(first, str)
    assert isinstance(last, str)
    assert await works.db.read(numbers) == ["a", "b"]


async def test_of_work_that_goes_together_one_that_is_cancelled_undoes_only_itself(works: Works) -> None:
    reached, may_go_on = threading.Event(), threading.Event()

    def slow(tx: Tx) -> str:
        reached.set()
        may_go_on.wait(60)
        return named("slow")(tx)

    held = await works.hold()
    waiting = [works.start(change) for change in (named("a"), slow, named("b"))]
    await asyncio.sleep(0)
    held.may_go_on.set()
    await asyncio.to_thread(reached.wait, 60)
    waiting[1].cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting[1]
    may_go_on.set()
    await asyncio.gather(waiting[0], waiting[2])

    assert await works.db.read(numbers) == ["a", "b"]


async def test_what_somebody_waits_for_does_not_wait_for_work(works: Works) -> None:
    held = await works.hold()
    work = works.start(named("work"))

    assert await works.db.write(named("urgent"))

    assert not work.done()
    held.may_go_on.set()
    await work


async def test_work_waits_for_work_that_waits_itself_for_a_moment_only(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.postgres.PATIENCE_S", 0.001)
    await works.hold()

    assert await works.start(named("a"))


async def test_reads_that_wait_see_one_moment(db: Database, works: Works) -> None:
    begun, may_go_on = threading.Event(), threading.Event()

    def slow(_tx: Tx) -> None:
        begun.set()
        may_go_on.wait(60)

    first = asyncio.create_task(db.read(slow))
    await asyncio.to_thread(begun.wait, 60)
    snapshot = sa.text("SELECT pg_current_snapshot()::text, pg_backend_pid()::text")
    waiting = [asyncio.create_task(db.read(lambda tx: tuple(tx.execute(snapshot).one()))) for _ in range(3)]
    await asyncio.sleep(0)
    await works.db.write(named("meanwhile"))
    may_go_on.set()
    await first

    assert len(set(await asyncio.gather(*waiting))) == 1
