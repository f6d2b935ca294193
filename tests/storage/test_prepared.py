"""Promises about statements that are built once: they do what SQLAlchemy's executions do, on both databases."""

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from storage import posts
from storage.database import Database, Tx
from storage.errors import Transient
from storage.prepared import change, fetch, fetch_first
from storage.records import Post
from storage.sql import insert_row, update_row
from storage.tables import posts as posts_table
from tests.storage.fixtures import NOW, TEAM

ALL = sa.select(posts_table).where(posts_table.c.team_id == sa.bindparam("team_id")).order_by(posts_table.c.id)
ROW: dict[str, Any] = {
    "team_id": TEAM,
    "key": "k",
    "kind": "notice",
    "channel": "C1",
    "body": {"text": "Größe: 5 €", "parts": [1, None, {"deep": True}]},
    "state": "planned",
    "created_at": NOW,
}
LATER = datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)


async def test_what_goes_in_comes_out_as_sqlalchemy_reads_it(db: Database) -> None:
    def arranged(tx: Tx) -> Post:
        planned = posts.plan_post(tx, ROW | {"state": "sending"})
        posts.mark_posted(tx, planned.id, "C1", "1.2", LATER)
        update_row(tx, posts_table, planned.id, outcome=None, rating=-1)
        return planned

    planned = await db.write(arranged)
    ours = await db.read(lambda tx: [tuple(row) for row in fetch(tx, ALL, {"team_id": TEAM})])
    theirs = await db.read(lambda tx: [tuple(row) for row in tx.execute(ALL, {"team_id": TEAM})])

    assert ours == theirs
    assert (planned.body, planned.created_at) == (ROW["body"], NOW)
    assert LATER in ours[0]


async def test_how_many_rows_changed_is_said(db: Database) -> None:
    await db.write(lambda tx: posts.plan_post(tx, ROW))
    rename = sa.update(posts_table).where(posts_table.c.team_id == sa.bindparam("whose"))

    renamed = await db.write(lambda tx: change(tx, rename, {"whose": TEAM, "channel": "C2"}))
    of_another = await db.write(lambda tx: change(tx, rename, {"whose": "T2", "channel": "C3"}))

    assert (renamed, of_another) == (1, 0)


async def test_no_row_is_none(db: Database) -> None:
    assert await db.read(lambda tx: fetch_first(tx, ALL, {"team_id": TEAM})) is None


async def test_a_broken_rule_of_a_table_is_sqlalchemys_error_and_shows_no_words(db: Database) -> None:
    await db.write(lambda tx: insert_row(tx, posts_table, ROW))

    with pytest.raises(sa.exc.IntegrityError) as caught:
        await db.write(lambda tx: insert_row(tx, posts_table, ROW))

    assert "Größe" not in str(caught.value)


async def test_a_table_that_is_gone_is_trouble_of_the_database(db: Database) -> None:
    await db.write(lambda tx: tx.execute(sa.text("ALTER TABLE customers RENAME TO lost")))
    known = sa.text("SELECT id FROM customers")

    with pytest.raises((Transient, sa.exc.ProgrammingError)):
        await db.read(lambda tx: fetch(tx, known, {}))


async def test_who_listens_to_statements_hears_of_these_too(db: Database) -> None:
    heard: list[str] = []

    def note(_tx: Tx, _cursor: object, text: str, *_: object) -> None:
        heard.append(text)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    await db.read(lambda tx: fetch(tx, ALL, {"team_id": TEAM}))
    sa.event.remove(sa.Engine, "before_cursor_execute", note)

    assert [text.split(".")[0] for text in heard if text != "BEGIN"] == ["SELECT posts"]


async def test_a_statement_that_is_another_each_time_is_refused(db: Database) -> None:
    some = sa.select(posts_table.c.id).where(posts_table.c.key.in_(["k", "l"]))

    with pytest.raises(AssertionError, match="not the same each time"):
        await db.read(lambda tx: fetch(tx, some, {}))


async def test_a_change_that_breaks_undoes_itself_and_not_those_beside_it(db: Database) -> None:
    def breaks(tx: Tx) -> None:
        insert_row(tx, posts_table, ROW | {"key": "broken"})
        msg = "this change breaks"
        raise ValueError(msg)

    with pytest.raises(ValueError, match="this change breaks"):
        await db.write(breaks)
    await db.write(lambda tx: insert_row(tx, posts_table, ROW))

    found = await db.read(lambda tx: fetch(tx, ALL, {"team_id": TEAM}))
    assert ["broken" in row for row in found] == [False]
