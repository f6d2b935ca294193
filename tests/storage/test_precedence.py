"""Promises about who goes first at the database: what somebody waits for, then work in its order."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from storage.database import Database, Tx
from storage.precedence import context_of_work

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


async def test_what_somebody_waits_for_is_committed_before_work_that_came_earlier(db: Database) -> None:
    begun, let_go = threading.Event(), threading.Event()
    order: list[str] = []

    def held(_tx: Tx) -> None:
        begun.set()
        let_go.wait()

    def named(name: str) -> Callable[[Tx], None]:
        return lambda _tx: order.append(name)

    first = asyncio.create_task(db.write(held), context=context_of_work())
    await asyncio.to_thread(begun.wait)
    names = [f"work {number}" for number in range(10)]
    work = [asyncio.create_task(db.write(named(name)), context=context_of_work()) for name in names]
    await asyncio.sleep(0)
    urgent = asyncio.create_task(db.write(named("kept")))
    await asyncio.sleep(0)
    let_go.set()
    await asyncio.gather(first, *work, urgent)

    assert order == ["kept", *names]


async def test_work_that_a_job_starts_itself_can_wait_too(db: Database) -> None:
    begun, let_go = threading.Event(), threading.Event()
    order: list[str] = []

    def held(_tx: Tx) -> None:
        begun.set()
        let_go.wait()

    async def job() -> None:
        await asyncio.gather(*(db.write(lambda _tx: order.append("part")) for _ in range(2)))

    first = asyncio.create_task(db.write(held), context=context_of_work())
    await asyncio.to_thread(begun.wait)
    work = asyncio.create_task(job(), context=context_of_work())
    for _ in range(3):
        await asyncio.sleep(0)
    urgent = asyncio.create_task(db.write(lambda _tx: order.append("kept")))
    await asyncio.sleep(0)
    let_go.set()
    await asyncio.gather(first, work, urgent)

    assert order == ["kept", "part", "part"]


async def test_work_shares_its_commits_when_nobody_waits_behind_it(db: Database) -> None:
    begun, let_go = threading.Event(), threading.Event()
    commits: list[object] = []

    def held(_tx: Tx) -> None:
        begun.set()
        let_go.wait()

    def noted(tx: Tx) -> None:
        commits.append(tx.get_transaction())

    kept = asyncio.create_task(db.write(held))
    await asyncio.to_thread(begun.wait)
    work = [asyncio.create_task(db.write(noted), context=context_of_work()) for _ in range(28)]
    await asyncio.sleep(0)
    let_go.set()
    await asyncio.gather(kept, *work)

    assert [commits.count(one) for one in dict.fromkeys(commits)] == [4, 8, 16]


async def test_who_came_to_wait_makes_the_commits_of_work_small_again(db: Database) -> None:
    begun, let_go = threading.Event(), threading.Event()
    commits: list[object] = []

    def held(_tx: Tx) -> None:
        begun.set()
        let_go.wait()

    def noted(tx: Tx) -> None:
        commits.append(tx.get_transaction())

    await asyncio.gather(
        *(asyncio.create_task(db.write(lambda _tx: None), context=context_of_work()) for _ in range(60))
    )
    kept = asyncio.create_task(db.write(held))
    await asyncio.to_thread(begun.wait)
    work = [asyncio.create_task(db.write(noted), context=context_of_work()) for _ in range(12)]
    await asyncio.sleep(0)
    let_go.set()
    await asyncio.gather(kept, *work)

    assert [commits.count(one) for one in dict.fromkeys(commits)] == [4, 8]
