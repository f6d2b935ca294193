"""Promises about the schema and about databases that cannot be used: operators get a sentence, nobody loses rows."""

import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.case_lists import View, page, search
from storage.database import open_database, parse_url
from storage.errors import DatabaseUnusable
from storage.migrate import migrate, migrate_apart, versions
from storage.tables import METADATA
from storage.upgrade import migrations
from storage.versions import known_versions
from tests.paths import ROOT
from tests.storage import quick

pytestmark = pytest.mark.usefixtures("all_migrations")


@pytest.fixture
def migrated(empty_url: str) -> Iterator[sa.Connection]:
    migrate(empty_url)
    engine = sa.create_engine(parse_url(empty_url), poolclass=sa.NullPool)
    with engine.connect() as connection:
        yield connection


def test_what_the_other_tests_start_from_is_what_the_migrations_lead_to(tmp_path: Path) -> None:
    held = []
    for bring_up_to_date in (quick.upgrade, quick.run_migrations):
        engine = sa.create_engine(f"sqlite:///{tmp_path / bring_up_to_date.__module__}.db", poolclass=sa.NullPool)
        with engine.begin() as connection:
            bring_up_to_date(connection)
            names = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master").all()
            at = connection.exec_driver_sql("SELECT * FROM alembic_version").all()
        # Alembic writes the constraints of a table in any order.
        held.append(({name: sorted(str(sql).replace(",", " ").split()) for name, sql in names}, at))

    assert held[0] == held[1]


def test_migrations_lead_to_exactly_the_tables_the_code_knows(migrated: sa.Connection) -> None:
    options = {"compare_type": True, "compare_server_default": True, "include_name": _ours}

    differences = compare_metadata(MigrationContext.configure(migrated, opts=options), METADATA)

    assert differences == []


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    """The full-text index differs by database and is no table of METADATA."""
    return kind != "table" or not str(name).startswith(("case_words", "case_terms"))


def test_unique_keys_and_nullability_are_as_the_tables_say(migrated: sa.Connection) -> None:
    found = sa.inspect(migrated)

    uniques = {
        table: {frozenset(key["column_names"]) for key in found.get_unique_constraints(table)}
        for table in METADATA.tables
    }
    nullable = {
        (table, column["name"]): column["nullable"] for table in METADATA.tables for column in found.get_columns(table)
    }

    assert uniques == {
        name: {
            frozenset(column.name for column in key.columns)
            for key in table.constraints
            if isinstance(key, sa.UniqueConstraint)
        }
        for name, table in METADATA.tables.items()
    }
    assert nullable == {
        (name, column.name): column.nullable for name, table in METADATA.tables.items() for column in table.columns
    }


def test_owed_turns_are_found_by_a_partial_index(migrated: sa.Connection) -> None:
    found = {index["name"]: index for index in sa.inspect(migrated).get_indexes("turns")}

    options = found["ix_turns_owed"]["dialect_options"]
    assert "state = 'owed'" in str(options[f"{migrated.dialect.name}_where"])


def test_the_versions_read_from_the_names_of_files_are_those_alembic_knows(empty_url: str) -> None:
    scripts = ScriptDirectory.from_config(migrations())

    assert versions(empty_url) == (None, scripts.get_current_head())
    assert known_versions() == sorted(script.revision for script in scripts.walk_revisions())


APART = """
import sys
from storage.migrate import migrate_apart, versions
migrate_apart(sys.argv[1])
have, wanted = versions(sys.argv[1])
print(have == wanted, "alembic" in sys.modules)
"""


def test_a_process_that_migrates_apart_does_not_carry_what_that_loads(empty_url: str) -> None:
    ran = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", APART, empty_url], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert ran.stdout.split() == ["True", "False"]


def test_what_cannot_be_migrated_apart_is_said_by_who_migrates_next(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'no database.db'}"
    (tmp_path / "no database.db").write_text("a letter to nobody, longer than the header of a database is; " * 4)

    migrate_apart(url)

    with pytest.raises(DatabaseUnusable, match="not a database"):
        migrate(url)


def test_migrating_again_changes_nothing(empty_url: str) -> None:
    migrate(empty_url)
    before = versions(empty_url)

    migrate(empty_url)

    assert versions(empty_url) == before == (before[1], before[1])


async def test_processes_that_start_together_migrate_once(empty_url: str) -> None:
    await asyncio.gather(*(asyncio.to_thread(migrate, empty_url) for _ in range(6)))

    have, want = versions(empty_url)
    assert have == want


def test_a_migration_that_dies_half_way_leaves_nothing_behind(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("alembic.operations.Operations.create_index", power_cut)
        with pytest.raises(KeyboardInterrupt):
            migrate(empty_url)
    assert versions(empty_url)[0] is None

    migrate(empty_url)

    assert versions(empty_url)[0] is not None


def test_a_database_of_a_newer_frontdesk_is_refused(migrated: sa.Connection, empty_url: str) -> None:
    migrated.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    migrated.commit()

    with pytest.raises(DatabaseUnusable, match=r"version 9999, which this Frontdesk does not know: install the newer"):
        migrate(empty_url)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("not a url", "is not a URL"),
        ("mysql://desk@localhost/desk", "knows sqlite and postgresql"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_a_wrong_database_url_is_explained(url: str, words: str) -> None:
    with pytest.raises(DatabaseUnusable, match=words):
        migrate(url)
    with pytest.raises(DatabaseUnusable, match=words):
        open_database(url)


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(DatabaseUnusable, match=r"cannot make the folder for .*Set DATABASE_URL"):
        migrate(f"sqlite:///{tmp_path}/file/frontdesk.db")


def test_a_folder_in_place_of_the_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match=r"unable to open database file. Check DATABASE_URL"):
        migrate(f"sqlite:///{tmp_path}")


def test_a_file_that_is_no_database_is_left_alone_and_explained(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(b"Dear customer, " * 100)

    with pytest.raises(DatabaseUnusable, match="file is not a database"):
        migrate(f"sqlite:///{file}")

    assert file.read_bytes() == b"Dear customer, " * 100


def test_a_half_written_database_file_is_explained(tmp_path: Path) -> None:
    file = tmp_path / "frontdesk.db"
    migrate(f"sqlite:///{file}")
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    os.truncate(file, 5000)

    with pytest.raises(DatabaseUnusable, match=r"malformed|not a database|disk image"):
        migrate(f"sqlite:///{file}")


def test_a_locked_database_file_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.sqlite.BUSY_TIMEOUT_MS", 50)
    file = tmp_path / "frontdesk.db"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(DatabaseUnusable, match="database is locked"):
        migrate(f"sqlite:///{file}")

    other.close()


def test_a_postgresql_that_is_down_is_explained_without_the_password() -> None:
    with socket.socket() as taken:  # bound, and nobody listens
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

        with pytest.raises(DatabaseUnusable, match=r"(?i)connection refused.*Check DATABASE_URL") as refused:
            migrate(f"postgresql://desk:hunter2@127.0.0.1:{port}/desk")

    assert "hunter2" not in str(refused.value)


def test_a_postgresql_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database.CONNECT_TIMEOUT_S", 2)  # the least libpq takes
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]

        with pytest.raises(DatabaseUnusable, match="timeout expired"):
            migrate(f"postgresql://desk@127.0.0.1:{port}/desk")


def test_cases_that_were_there_before_the_index_are_found_after_the_migration(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = command.upgrade
    with monkeypatch.context() as patch:
        patch.setattr("alembic.command.upgrade", lambda config, _: upgrade(config, "0002"))
        migrate(empty_url)
    engine = sa.create_engine(parse_url(empty_url), poolclass=sa.NullPool)
    with engine.begin() as tx:
        tx.exec_driver_sql(
            "INSERT INTO cases (id, team_id, number, channel, thread_ts, requester, subject, status, priority,"
            " opened_at, updated_at) VALUES (7, 'T1', 'CASE-1001', 'C1', '1.0', 'U1', 'My lamp', 'open', 'normal',"
            " '2026-03-02 09:30:00.000000', '2026-03-02 09:30:00.000000')"
        )

    migrate(empty_url)

    with engine.connect() as tx:
        assert [line.number for line in search(tx, "T1", "lamp")] == ["CASE-1001"]


def test_rare_states_are_read_from_their_own_index(empty_url: str) -> None:
    migrate(empty_url)
    engine = sa.create_engine(parse_url(empty_url), poolclass=sa.NullPool)
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by the rows it holds")
    asked: list[tuple[str, tuple[object, ...]]] = []
    sa.event.listen(engine, "before_cursor_execute", lambda *event: asked.append((event[2], event[3])))
    with engine.connect() as tx:
        for view in (View("T1", "unassigned"), View("T1", "mine", "U1")):
            page(tx, view)

        plans = [str(tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).all()) for query, values in asked[:5]]

    assert ["ix_cases_unassigned" in plan for plan in plans] == [True, True, False, False, False]
    assert ["ix_cases_mine" in plan for plan in plans] == [False, False, True, True, True]
