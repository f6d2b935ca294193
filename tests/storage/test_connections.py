"""How many connections a SQLite database opens: each costs a thread, and milliseconds of every start."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from storage.database import open_database
from storage.sqlite import READERS, tune_sqlite


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
