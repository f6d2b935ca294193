"""Promises about who goes first at the database: what somebody waits for, then work in its order."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from storage.database import Database, Tx
from storage.precedence import context_of_work

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


class Hold:
    """A change that lasts until it is let go."""

    def __init__(self) -> None:
        self.begun, self.let_go = threading.Event(), threading.Event()

    def __call__(self, _tx: Tx) -> None:
        self.begun.set()
        self.let_go.wait()


class Commits:
    """Notes with which others each change was committed."""

    def __init__(self) -> None:
        self._of_each: list[object] = []

    def note(self, tx: Tx) -> None:
        self._of_each.append(tx.get_transaction())

    def sizes(self) -> list[int]:
        return [self._of_each.count(one) for one in dict.fromkeys(self._of_each)]


async def test_what_somebody_waits_for_is_committed_before_work_that_came_earlier(db: Database) -> None:
    hold = Hold()
    order: list[str] = []

    def named(name: str) -> Callable[[Tx], None]:
        return lambda _tx: order.append(name)

    first = asyncio.create_task(db.write(hold), context=context_of_work())
    await asyncio.to_thread(hold.begun.wait)
    names = [f"work {number}" for number in range(10)]
    work = [asyncio.create_task(db.write(named(name)), context=context_of_work()) for name in names]
    await asyncio.sleep(0)
    urgent = asyncio.create_task(db.write(named("kept")))
    await asyncio.sleep(0)
    hold.let_go.set()
    await asyncio.gather(first, *work, urgent)

    assert order == ["kept", *names]


async def test_work_that_a_job_starts_itself_can_wait_too(db: Database) -> None:
    hold = Hold()
    order: list[str] = []

    async def job() -> None:
        await asyncio.gather(*(db.write(lambda _tx: order.append("part")) for _ in range(2)))

    first = asyncio.create_task(db.write(hold), context=context_of_work())
    await asyncio.to_thread(hold.begun.wait)
    work = asyncio.create_task(job(), context=context_of_work())
    for _ in range(3):
        await asyncio.sleep(0)
    urgent = asyncio.create_task(db.write(lambda _tx: order.append("kept")))
    await asyncio.sleep(0)
    hold.let_go.set()
    await asyncio.gather(first, work, urgent)

    assert order == ["kept", "part", "part"]


async def test_work_shares_its_commits_when_nobody_waits_behind_it(db: Database) -> None:
    hold, commits = Hold(), Commits()

    kept = asyncio.create_task(db.write(hold))
    await asyncio.to_thread(hold.begun.wait)
    work = [asyncio.create_task(db.write(commits.note), context=context_of_work()) for _ in range(28)]
    await asyncio.sleep(0)
    hold.let_go.set()
    await asyncio.gather(kept, *work)

    assert commits.sizes() == [4, 8, 16]


async def test_who_came_to_wait_makes_the_commits_of_work_small_again(db: Database) -> None:
    hold, commits = Hold(), Commits()

    await asyncio.gather(
        *(asyncio.create_task(db.write(lambda _tx: None), context=context_of_work()) for _ in range(60))
    )
    kept = asyncio.create_task(db.write(hold))
    await asyncio.to_thread(hold.begun.wait)
    work = [asyncio.create_task(db.write(commits.note), context=context_of_work()) for _ in range(12)]
    await asyncio.sleep(0)
    hold.let_go.set()
    await asyncio.gather(kept, *work)

    assert commits.sizes() == [4, 8]
