"""Promises of the budgets of calls: no more than so many in any minute, whoever of several processes makes them."""

import asyncio
from datetime import datetime, timedelta

from storage.call_budgets import take_call
from storage.database import Database, open_database
from tests.storage.fixtures import NOW, TEAM

MOST = 15


async def take(db: Database, now: datetime = NOW, method: str = "chat.startStream") -> float:
    return await db.write(lambda tx: take_call(tx, TEAM, method, MOST, now))


async def test_a_minute_has_so_many_calls_and_who_comes_later_learns_when_there_is_one(db: Database) -> None:
    taken = [await take(db, NOW + timedelta(seconds=second)) for second in range(MOST)]
    waits = await take(db, NOW + timedelta(seconds=20))
    other = await take(db, NOW + timedelta(seconds=20), "agents.sessions.setStatus")
    in_the_first_place = await take(db, NOW + timedelta(seconds=60))
    still = await take(db, NOW + timedelta(seconds=60))

    assert taken == [0.0] * MOST
    assert (waits, other) == (40.0, 0.0)
    assert (in_the_first_place, still) == (0.0, 1.0)


async def test_two_processes_that_take_at_once_share_one_budget(db: Database, migrated_url: str) -> None:
    other = open_database(migrated_url)
    try:
        taken = await asyncio.gather(*(take(one) for one in (db, other) * MOST))
    finally:
        await other.close()

    assert taken.count(0.0) == MOST


async def test_a_clock_that_was_wrong_for_a_while_holds_nobody_up(db: Database) -> None:
    for _ in range(MOST):
        await take(db, NOW + timedelta(days=1))

    assert await take(db) == 0.0
