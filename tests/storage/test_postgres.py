"""Promises of the door to PostgreSQL: a read sees one moment; a transaction that lost against another runs again."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import sqlalchemy as sa

from storage import cases
from storage.database import Database, Tx, open_engine_database
from storage.errors import Transient
from tests.storage.fixtures import NOW, opened_case


@pytest.fixture
def backend() -> str:
    return "postgresql"


@pytest.fixture
async def other(migrated_url: str) -> AsyncIterator[sa.Engine]:
    """Another process's way to the database of ``db``."""
    engine = sa.create_engine(sa.make_url(migrated_url).set(drivername="postgresql+psycopg"))
    yield engine
    engine.dispose()


def priority(tx: Tx, case_id: int) -> str:
    return cases.get_case(tx, case_id).priority


async def test_a_read_sees_one_moment_however_long_it_takes(db: Database, other: sa.Engine) -> None:
    case = await db.write(opened_case)

    def twice(tx: Tx) -> tuple[str, str]:
        before = priority(tx, case.id)
        with other.begin() as changed_meanwhile:
            cases.update_case(changed_meanwhile, case.id, NOW, priority="urgent")
        return before, priority(tx, case.id)

    assert await db.read(twice) == ("normal", "normal")


async def test_a_read_cannot_write(db: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError, match="read-only transaction"):
        await db.read(opened_case)


async def test_a_write_after_a_read_on_the_same_connection_sees_what_is_committed(
    db: Database, other: sa.Engine
) -> None:
    case = await db.write(opened_case)
    await db.read(lambda tx: priority(tx, case.id))

    def after_another_s_change(tx: Tx) -> str:
        priority(tx, case.id)
        with other.begin() as changed_meanwhile:
            cases.update_case(changed_meanwhile, case.id, NOW, priority="urgent")
        return cases.lock_case(tx, case.id).priority

    assert await db.write(after_another_s_change) == "urgent"


async def test_a_transaction_that_a_deadlock_ended_runs_again_by_itself(db: Database, other: sa.Engine) -> None:
    first, second = await db.write(lambda tx: (opened_case(tx, "1.0"), opened_case(tx, "2.0")))
    tries = 0

    def ours(tx: Tx) -> str:
        nonlocal tries
        tries += 1
        cases.update_case(tx, first.id, NOW, priority="high")
        cases.update_case(tx, second.id, NOW, priority="high")
        return priority(tx, second.id)

    with other.connect() as theirs, theirs.begin():
        theirs.exec_driver_sql("SET LOCAL deadlock_timeout = '1min'")  # so that ours is the one that is ended
        cases.update_case(theirs, second.id, NOW, priority="low")
        running = asyncio.create_task(db.write(ours))
        while not await asyncio.to_thread(_somebody_waits, other):
            pass
        await asyncio.to_thread(cases.update_case, theirs, first.id, NOW, priority="low")

    assert await running == "high"
    assert tries > 1


async def test_a_transaction_that_can_never_be_serialized_is_given_up_as_one_to_try_later(db: Database) -> None:
    tries = 0

    def hopeless(tx: Tx) -> None:
        nonlocal tries
        tries += 1
        tx.exec_driver_sql("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'serialization_failure'; END $$")

    with pytest.raises(Transient):
        await db.write(hopeless)
    assert 1 < tries < 10


def _somebody_waits(other: sa.Engine) -> bool:
    with other.connect() as connection:
        return bool(connection.execute(sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one())


async def _insist(db: Database, change: Callable[[Tx], None]) -> None:
    """Write, again and again, as whoever was told to try again does."""
    async with asyncio.timeout(60):
        while True:
            try:
                return await db.write(change)
            except Transient:
                await asyncio.sleep(0.01)


async def test_transactions_of_a_process_that_stands_still_hold_up_others_for_a_moment_and_not_one_after_the_other(
    db: Database, migrated_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As those of a process that is stopped, or of a machine that is gone."""
    monkeypatch.setattr("storage.database.STANDSTILL_S", 1.0)
    case = await db.write(opened_case)
    standing = await asyncio.to_thread(open_engine_database, migrated_url, 2)
    with standing.connect() as first, standing.connect() as second:
        cases.lock_case(first, case.id)
        with pytest.raises(sa.exc.OperationalError, match="lock timeout"):
            await asyncio.to_thread(cases.lock_case, second, case.id)

        await _insist(db, lambda tx: cases.update_case(tx, case.id, NOW, priority="urgent"))

        with pytest.raises(sa.exc.DBAPIError, match="idle-in-transaction"):
            cases.get_case(first, case.id)
        second.invalidate()
    standing.dispose()
    assert await db.read(lambda tx: priority(tx, case.id)) == "urgent"
