"""Promises about statements that go to PostgreSQL with the one after them: it takes no trip, and nobody notices."""

from typing import Any

import pytest
import sqlalchemy as sa

from storage.database import Database, Tx
from storage.prepared import change, change_later, fetch
from storage.sql import insert_row
from storage.tables import posts
from tests.storage.fixtures import NOW, TEAM

ROW: dict[str, Any] = {
    "team_id": TEAM,
    "key": "k",
    "kind": "notice",
    "channel": "C1",
    "body": {},
    "state": "planned",
    "created_at": NOW,
}
KEYS = sa.select(posts.c.key).where(posts.c.team_id == sa.bindparam("team_id")).order_by(posts.c.key)
RENAME = sa.update(posts).where(posts.c.key == sa.bindparam("before"))


@pytest.fixture
def backend() -> str:
    return "postgresql"


def keys(tx: Tx) -> list[str]:
    return [key for (key,) in fetch(tx, KEYS, {"team_id": TEAM})]


async def test_what_is_run_later_is_seen_by_the_next_statement_whoever_runs_it(db: Database) -> None:
    def ours(tx: Tx) -> tuple[list[str], list[str], int]:
        insert_row(tx, posts, ROW)
        by_ours = keys(tx)
        change_later(tx, RENAME, {"before": "k", "key": "l"})
        by_sqlalchemy = list(tx.scalars(KEYS, {"team_id": TEAM}))
        change_later(tx, RENAME, {"before": "l", "key": "m"})
        return by_ours, by_sqlalchemy, change(tx, RENAME, {"before": "m", "key": "n"})

    assert await db.write(ours) == (["k"], ["l"], 1)
    assert await db.read(keys) == ["n"]


async def test_what_is_run_later_and_last_is_committed(db: Database) -> None:
    await db.write(lambda tx: insert_row(tx, posts, ROW))

    assert await db.read(keys) == ["k"]


async def test_what_breaks_later_undoes_all_and_its_error_is_sqlalchemys(db: Database) -> None:
    def twice(tx: Tx) -> None:
        insert_row(tx, posts, ROW)
        insert_row(tx, posts, ROW)
        keys(tx)

    with pytest.raises(sa.exc.IntegrityError):
        await db.write(twice)

    assert await db.read(keys) == []


async def test_what_breaks_the_commit_is_told_and_leaves_a_connection_to_go_on_with(db: Database) -> None:
    await db.write(lambda tx: insert_row(tx, posts, ROW))

    for _ in range(3):
        with pytest.raises(sa.exc.IntegrityError):
            await db.write(lambda tx: insert_row(tx, posts, ROW))

    assert await db.read(keys) == ["k"]


async def test_more_than_fits_on_the_way_arrives(db: Database) -> None:
    def much(tx: Tx) -> None:
        for number in range(40):
            insert_row(tx, posts, ROW | {"key": f"{number:02}", "body": {"text": "ä" * 300_000}})

    await db.write(much)

    assert len(await db.read(keys)) == 40


async def test_a_transaction_of_nothing_costs_no_trip(db: Database) -> None:
    def server(tx: Tx) -> str:
        return str(tx.scalar(sa.text("SELECT pg_backend_pid() || ' ' || pg_current_xact_id_if_assigned() IS NULL")))

    before = await db.write(server)
    await db.write(lambda _tx: None)

    assert await db.write(server) == before


async def test_text_that_no_database_takes_is_refused(db: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError):
        await db.write(lambda tx: insert_row(tx, posts, ROW | {"key": "a\0b"}))

    assert await db.read(keys) == []
