"""Promises about transactions when the database is in trouble: nothing counts as stored that is not."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.errors import Transient
from tests.storage.fixtures import opened_case


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_a_file_that_another_process_locks_is_trouble_that_passes(db: Database, tmp_path: Path) -> None:
    await db.write(lambda tx: tx.exec_driver_sql("PRAGMA busy_timeout=50"))
    with closing(sqlite3.connect(tmp_path / "storage.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(Transient, match="database is locked"):
            await db.write(opened_case)

    assert (await db.write(opened_case)).number == "CASE-1001"


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
async def test_a_lost_connection_is_trouble_that_passes(db: Database) -> None:
    def cut(tx: sa.Connection) -> None:
        tx.execute(sa.select(sa.func.pg_terminate_backend(sa.func.pg_backend_pid())))

    with pytest.raises(Transient):
        await db.write(cut)

    assert (await db.write(opened_case)).number == "CASE-1001"


async def test_one_write_that_fails_undoes_only_itself(db: Database) -> None:
    def fail(tx: sa.Connection) -> None:
        opened_case(tx, "9.9")
        msg = "a bug"
        raise ValueError(msg)

    first, failed, last = await asyncio.gather(
        db.write(lambda tx: opened_case(tx, "1.0")),
        db.write(fail),
        db.write(lambda tx: opened_case(tx, "2.0")),
        return_exceptions=True,
    )

    assert isinstance(failed, ValueError)
    assert not isinstance(first, BaseException)
    assert not isinstance(last, BaseException)
    count = sa.text("SELECT count(*) FROM cases")
    assert await db.read(lambda tx: tx.execute(count).scalar_one()) == 2


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_no_write_counts_as_done_that_a_full_disk_undid(db: Database) -> None:
    await db.write(lambda tx: tx.exec_driver_sql("CREATE TABLE filler (x)"))
    pages = await db.read(lambda tx: tx.exec_driver_sql("PRAGMA page_count").scalar_one())
    await db.write(lambda tx: tx.exec_driver_sql(f"PRAGMA max_page_count={pages + 20}"))

    def fill(tx: sa.Connection) -> None:
        tx.exec_driver_sql("INSERT INTO filler VALUES (zeroblob(10000000))")

    outcomes = await asyncio.gather(db.write(lambda tx: opened_case(tx, "1.0")), db.write(fill), return_exceptions=True)

    assert [type(outcome) for outcome in outcomes] == [Transient, Transient]
    assert (await db.write(opened_case)).number == "CASE-1001"
