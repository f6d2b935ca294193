"""Promises about transactions that go to PostgreSQL together: each is done or undone as if it were alone."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

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


def subjects(tx: Tx) -> list[str]:
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

    async def let_go(self) -> None:
        self.may_go_on.set()
        await self.task


@dataclass
class Works:
    """Starts work that can wait."""

    db: Database
    held: list[Held] = field(default_factory=list)

    def start(self, change: Callable[[Tx], str]) -> asyncio.Task[str]:
        return asyncio.create_task(self.db.write(change), context=context_of_work())

    async def hold(self, first: Callable[[Tx], object] = transaction) -> Held:
        return await self._hold(self.db.write, first)

    async def hold_read(self) -> Held:
        return await self._hold(self.db.read, subjects)

    async def _hold(self, run: Callable[..., Coroutine[Any, Any, None]], first: Callable[[Tx], object]) -> Held:
        begun, may_go_on = threading.Event(), threading.Event()

        def held(tx: Tx) -> None:
            first(tx)
            begun.set()
            may_go_on.wait(60)

        task = asyncio.create_task(run(held), context=context_of_work())
        await asyncio.to_thread(begun.wait, 60)
        self.held.append(Held(task, may_go_on))
        return self.held[-1]


@pytest.fixture
async def works(db: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Works]:
    monkeypatch.setattr("storage.postgres_line.PATIENCE_S", 3600.0)
    monkeypatch.setattr("storage.postgres_line.LONG_S", 3600.0)
    works = Works(db)
    yield works
    for one in works.held:
        await one.let_go()


async def test_work_that_waits_is_one_transaction(works: Works) -> None:
    held = await works.hold()
    waiting = [works.start(named(name)) for name in ("a", "b", "c")]
    await asyncio.sleep(0)
    await held.let_go()

    assert len(set(await asyncio.gather(*waiting))) == 1
    assert await works.db.read(subjects) == ["a", "b", "c"]


async def test_of_work_that_goes_together_one_that_fails_undoes_only_itself(works: Works) -> None:
    def fails(tx: Tx) -> str:
        opened_case(tx)
        msg = "a bug"
        raise ValueError(msg)

    held = await works.hold()
    waiting = [works.start(change) for change in (named("a"), fails, named("b"))]
    await asyncio.sleep(0)
    await held.let_go()
    first, failed, last = await asyncio.gather(*waiting, return_exceptions=True)

    assert isinstance(failed, ValueError)
    assert isinstance(first, str)
    assert isinstance(last, str)
    assert await works.db.read(subjects) == ["a", "b"]


async def test_of_work_that_goes_together_one_that_is_cancelled_undoes_only_itself(works: Works) -> None:
    reached, may_go_on = threading.Event(), threading.Event()

    def slow(tx: Tx) -> str:
        reached.set()
        may_go_on.wait(60)
        return named("slow")(tx)

    held = await works.hold()
    waiting = [works.start(change) for change in (named("a"), slow, named("b"))]
    await asyncio.sleep(0)
    await held.let_go()
    await asyncio.to_thread(reached.wait, 60)
    waiting[1].cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting[1]
    may_go_on.set()
    await asyncio.gather(waiting[0], waiting[2])

    assert await works.db.read(subjects) == ["a", "b"]


async def test_what_somebody_waits_for_does_not_wait_for_work(works: Works) -> None:
    held = await works.hold()
    work = works.start(named("work"))

    assert await works.db.write(named("urgent"))

    assert not work.done()
    await held.let_go()
    await work


async def test_work_waits_for_work_that_waits_itself_for_a_moment_only(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.postgres_line.PATIENCE_S", 0.001)
    await works.hold()

    assert await works.start(named("a"))


async def test_all_that_waits_gets_on_when_what_goes_first_stands_still_and_nothing_else_comes(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.postgres_line.PATIENCE_S", 0.001)
    monkeypatch.setattr("storage.postgres_line.TOGETHER", 2)
    await works.hold()
    waiting = [works.start(named(name)) for name in "abcdefgh"]

    await asyncio.gather(*waiting)

    assert await works.db.read(subjects) == list("abcdefgh")


async def test_two_that_go_together_and_hold_cases_in_another_order_than_others_wait_for_them_for_a_moment_only(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A single transaction holds cases in ascending order; several, one after the other, do not."""
    first, second = await works.db.write(lambda tx: (opened_case(tx, "1.0"), opened_case(tx, "2.0")))
    monkeypatch.setattr("storage.database.STANDSTILL_S", 3600.0)  # read when a connection is opened

    def holds(case_id: int) -> Callable[[Tx], str]:
        return lambda tx: cases.lock_case(tx, case_id).subject

    held = await works.hold()
    together = [works.start(holds(second.id)), works.start(holds(first.id))]
    await asyncio.sleep(0)
    other_holds, may_go_on = threading.Event(), threading.Event()

    def ascending(tx: Tx) -> None:
        cases.lock_case(tx, first.id)
        other_holds.set()
        may_go_on.wait(60)
        cases.lock_case(tx, second.id)

    other = asyncio.create_task(works.db.write(ascending))
    await asyncio.to_thread(other_holds.wait, 60)
    await held.let_go()
    may_go_on.set()

    await other
    await asyncio.gather(*together)
    deadlocks = sa.text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    assert await works.db.read(lambda tx: tx.scalar(deadlocks)) == 0


async def test_reads_that_wait_see_one_moment(works: Works) -> None:
    held = await works.hold_read()
    snapshot = sa.text("SELECT pg_current_snapshot()::text, pg_backend_pid()::text")
    waiting = [asyncio.create_task(works.db.read(lambda tx: tuple(tx.execute(snapshot).one()))) for _ in range(3)]
    await asyncio.sleep(0)
    await works.db.write(named("meanwhile"))
    await held.let_go()

    assert len(set(await asyncio.gather(*waiting))) == 1


async def test_a_read_sees_what_was_committed_before_it_was_asked_for(works: Works) -> None:
    """Also if others that were asked for earlier are being read just then, in their moment."""
    begun, may_go_on = threading.Event(), threading.Event()

    def slow(tx: Tx) -> list[str]:
        before = subjects(tx)
        begun.set()
        may_go_on.wait(60)
        return before

    held = await works.hold_read()
    earlier = [asyncio.create_task(works.db.read(query)) for query in (slow, subjects)]
    await asyncio.sleep(0)
    await held.let_go()
    await asyncio.to_thread(begun.wait, 60)
    await works.db.write(named("committed"))
    later = asyncio.create_task(works.db.read(subjects))
    await asyncio.sleep(0)
    may_go_on.set()

    assert await asyncio.gather(*earlier) == [[], []]
    assert await later == ["committed"]
