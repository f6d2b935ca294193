"""Promises about statements that PostgreSQL keeps ready, and those that go there with the one after them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import sqlalchemy as sa

from storage.database import Database, Tx, open_database
from storage.errors import Transient
from storage.postgres_connection import ServerConnection
from storage.prepared import as_ready, change, change_later, fetch, together
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
SERVER = sa.text("SELECT pg_backend_pid()")


@pytest.fixture
def backend() -> str:
    return "postgresql"


@pytest.fixture
async def db(migrated_url: str) -> AsyncIterator[Database]:
    """One with a single connection: what has become of it the next transaction finds."""
    opened = open_database(migrated_url, 1)
    yield opened
    await opened.close()


def keys(tx: Tx) -> list[str]:
    return [key for (key,) in fetch(tx, KEYS, {"team_id": TEAM})]


async def test_what_dbos_runs_in_our_transaction_is_kept_ready_and_its_rows_are_told_by_name(db: Database) -> None:
    insert = "INSERT INTO posts (team_id, key, kind, channel, body, state, created_at) VALUES"
    values = "(%(team)s::VARCHAR, %(key)s::VARCHAR, 'notice%%', 'C1', '{}', 'planned', now())"

    def theirs(tx: Tx) -> tuple[str, str, list[str], int]:
        ready = as_ready(tx)
        ready.exec_driver_sql(f"{insert} {values}", {"team": TEAM, "key": "a"})
        ran = ready.exec_driver_sql(f"{insert} {values} RETURNING key, kind", {"team": TEAM, "key": "b"})
        row = ran.fetchone()
        kept = sa.text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'INSERT INTO posts%$2%'")
        return row._mapping["key"], row._mapping["kind"], keys(tx), tx.scalar(kept)

    assert await db.write(theirs) == ("b", "notice%", ["a", "b"], 2)


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
    """psycopg, which keeps statements ready, too, lets the server forget all of them when it undoes a transaction."""

    def servers(tx: Tx) -> set[int]:
        return {int(tx.execute(SERVER).scalar_one()) for _ in range(10)}

    def first(tx: Tx) -> set[int]:
        insert_row(tx, posts, ROW)
        return servers(tx)

    before = await db.write(first)
    for _ in range(3):
        with pytest.raises(sa.exc.IntegrityError):
            await db.write(lambda tx: insert_row(tx, posts, ROW))

    assert await db.write(lambda tx: (servers(tx), keys(tx), servers(tx))) == (before, ["k"], before)


async def test_a_server_that_has_forgotten_all_statements_is_trouble_that_passes(db: Database) -> None:
    """A pooler between may let it."""
    await db.read(keys)
    with pytest.raises(Transient, match="does not exist"):
        await db.read(lambda tx: (tx.exec_driver_sql("DEALLOCATE ALL"), keys(tx)))

    assert await db.read(keys) == []


async def test_more_than_fits_on_the_way_arrives(db: Database) -> None:
    def much(tx: Tx) -> None:
        for number in range(40):
            insert_row(tx, posts, ROW | {"key": f"{number:02}", "body": {"text": "ä" * 300_000}})

    await db.write(much)

    assert len(await db.read(keys)) == 40


async def test_text_that_no_database_takes_is_refused(db: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError):
        await db.write(lambda tx: insert_row(tx, posts, ROW | {"key": "a\0b"}))

    assert await db.read(keys) == []


async def test_reads_that_know_nothing_of_one_another_are_one_trip(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    trips = list[int]()
    run = ServerConnection._run

    def counted(connection: ServerConnection) -> list[Any]:
        trips.append(len(connection._later))
        return run(connection)

    await db.read(keys)  # the connection has been told how it shall be
    monkeypatch.setattr(ServerConnection, "_run", counted)

    def read(tx: Tx) -> list[Any]:
        insert_row(tx, posts, ROW)
        return together(tx, lambda: keys(tx), lambda: "nothing to ask", lambda: [keys(tx), keys(tx)], lambda: keys(tx))

    assert await db.write(read) == [["k"], "nothing to ask", [["k"], ["k"]], ["k"]]
    begin_and_insert, first_of_each, second_of_one, commit = 2, 3, 1, 1
    assert trips == [begin_and_insert + first_of_each, second_of_one, commit]


async def test_of_reads_that_go_together_one_that_breaks_undoes_all(db: Database) -> None:
    def broken(tx: Tx) -> list[Any]:
        insert_row(tx, posts, ROW)
        return together(tx, lambda: keys(tx), lambda: fetch(tx, sa.text("SELECT 1 / 0"), {}), lambda: keys(tx))

    with pytest.raises(sa.exc.DataError):
        await db.write(broken)

    assert await db.read(keys) == []


async def test_an_error_of_a_read_itself_leaves_the_others_and_the_connection_as_they_were(db: Database) -> None:
    def found(tx: Tx) -> list[str]:
        insert_row(tx, posts, ROW)
        with pytest.raises(ZeroDivisionError):
            together(tx, lambda: keys(tx), lambda: 1 // 0, lambda: keys(tx))
        return keys(tx)

    assert await db.write(found) == ["k"]


async def test_an_answer_that_nobody_took_is_no_answer_to_the_next_statement(db: Database) -> None:
    begun = list[int]()

    def fickle(tx: Tx) -> list[str]:
        begun.append(1)
        return keys(tx) if len(begun) == 1 else []

    await db.write(lambda tx: insert_row(tx, posts, ROW))
    with pytest.raises(AssertionError, match="did not ask"):
        await db.read(lambda tx: together(tx, lambda: fickle(tx)))

    assert await db.read(server_process) > 0
    assert await db.read(keys) == ["k"]


def server_process(tx: Tx) -> int:
    """Return what no other statement here would: the server's process."""
    return int(fetch(tx, SERVER, {})[0][0])
