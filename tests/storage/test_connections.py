"""How many connections a SQLite database opens: each costs a thread. What becomes of a server's that nobody uses."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from storage.database import Database, open_database
from storage.sqlite import READERS, tune_sqlite
from tests.storage.fixtures import opened_case


async def test_what_reads_one_by_one_opens_one_connection(tmp_path: Path) -> None:
    db = open_database(f"sqlite:///{tmp_path / 'a.db'}")

    def thread(_tx: sa.Connection) -> int:
        return threading.get_ident()

    readers = {await db.read(thread) for _ in range(3 * READERS)}

    await db.close()
    assert len(readers) == 1


async def test_what_reads_at_the_same_time_has_connections_of_its_own(tmp_path: Path) -> None:
    db = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    all_read = threading.Barrier(READERS, timeout=60)

    def together(_tx: sa.Connection) -> int:
        all_read.wait()
        return threading.get_ident()

    readers = await asyncio.gather(*(db.read(together) for _ in range(READERS)))

    await db.close()
    assert len(set(readers)) == READERS


def test_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        tune_sqlite(connection, None)

        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)


async def test_all_that_read_keep_fewer_pages_together_than_the_one_that_writes(tmp_path: Path) -> None:
    """What is kept of a reader's pages is dropped when the writer has committed."""
    db = open_database(f"sqlite:///{tmp_path / 'a.db'}")

    def kept_kb(tx: sa.Connection) -> int:
        return -int(tx.exec_driver_sql("PRAGMA cache_size").scalar_one())

    reader, writer = await db.read(kept_kb), await db.write(kept_kb)

    await db.close()
    assert 0 < READERS * reader < writer


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_connections_that_the_server_has_ended_meanwhile_are_replaced_and_nobody_notices(
    db: Database, migrated_url: str
) -> None:
    def server_process(tx: sa.Connection) -> int:
        return int(tx.execute(sa.text("SELECT pg_backend_pid()")).scalar_one())

    before = await db.write(server_process)
    with psycopg.connect(migrated_url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 60000)", (before,))  # returns when it has ended

    assert await db.write(server_process) != before


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_a_transaction_whose_caller_is_cancelled_is_undone_and_its_connection_used_no_more(db: Database) -> None:
    has_written, may_go_on = threading.Event(), threading.Event()

    def writes_and_waits(tx: sa.Connection) -> None:
        opened_case(tx)
        has_written.set()
        may_go_on.wait(60)

    waits = asyncio.create_task(db.write(writes_and_waits))
    await asyncio.to_thread(has_written.wait, 60)
    waits.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waits
    may_go_on.set()

    assert (await db.write(opened_case)).number == "CASE-1001"
    assert await db.read(lambda tx: tx.execute(sa.text("SELECT count(*) FROM cases")).scalar_one()) == 1


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_a_caller_that_is_cancelled_does_not_wait_for_a_server_that_says_nothing(db: Database) -> None:
    asks = threading.Event()

    def asks_for_long(tx: sa.Connection) -> None:
        asks.set()
        tx.execute(sa.text("SELECT pg_sleep(3600)"))

    waits = asyncio.create_task(db.write(asks_for_long))
    await asyncio.to_thread(asks.wait, 60)
    waits.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waits

    assert (await db.write(opened_case)).number == "CASE-1001"


async def test_a_closed_file_is_never_opened_again_also_by_who_was_about_to_open_it(tmp_path: Path) -> None:
    db = open_database(f"sqlite:///{tmp_path / 'a.db'}")

    about_to_open = asyncio.ensure_future(db.read(_one))
    await asyncio.sleep(0)  # it has begun to open its connection
    await db.close()
    late = await asyncio.gather(db.read(_one), db.write(_one), return_exceptions=True)

    assert await about_to_open == 1
    assert [str(one) for one in late] == ["the database is closed: this process ends"] * 2


def _one(tx: sa.Connection) -> int:
    return int(tx.exec_driver_sql("SELECT 1").scalar_one())
