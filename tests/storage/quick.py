"""What makes SQLite databases quick in tests: migrations run once in a process, and no wait for the disk.

A start on an empty file runs all migrations, a fifth of a second; a commit waits for the disk, a millisecond or more.
"""

from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sqlalchemy as sa

import storage.upgrade
from storage.sqlite import tune_sqlite
from storage.versions import version_of

run_migrations = storage.upgrade.upgrade
SHADOWS = "SELECT name FROM pragma_table_list WHERE type = 'shadow'"  # tables that a virtual table makes by itself
SCHEMA = f"SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT IN ({SHADOWS}) ORDER BY rowid"  # noqa: S608 - ours


def be_quick(patch: pytest.MonkeyPatch) -> None:
    """From now on an empty SQLite file is given the outcome of the migrations, and nothing outlives the power."""
    patch.setattr("storage.upgrade.upgrade", upgrade)
    patch.setattr("storage.sqlite.tune_sqlite", _tune)
    patch.setattr("storage.migrate.tune_sqlite", _tune)


def upgrade(connection: sa.Connection) -> None:
    """As ``storage.upgrade.upgrade``; what it made of the first empty SQLite file is written into the others."""
    if connection.dialect.name != "sqlite" or version_of(connection) is not None:
        run_migrations(connection)
        return
    for statement, rows in outcome():
        connection.exec_driver_sql(statement, rows)


@cache
def outcome() -> tuple[tuple[str, list[Any] | None], ...]:
    """Return the statements that lead to an empty file after all migrations, with the rows they are given."""
    with TemporaryDirectory() as folder:
        engine = sa.create_engine(f"sqlite:///{Path(folder, 'empty.db')}", poolclass=sa.NullPool)
        with engine.connect() as connection:
            run_migrations(connection)
            connection.commit()
        with closing(engine.raw_connection()) as raw:
            return tuple(_statements(raw))


def _statements(raw: Any) -> list[tuple[str, list[Any] | None]]:  # noqa: ANN401 - a DBAPI connection has no common type
    schema = raw.execute(SCHEMA).fetchall()
    statements: list[tuple[str, list[Any] | None]] = [(sql, None) for _, name, sql in schema if not _own(name)]
    plain = [name for kind, name, sql in schema if kind == "table" and not sql.startswith("CREATE VIRTUAL")]
    for name in (name for name in plain if not _own(name)):
        rows = raw.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - a name of ours
        if rows:
            statements.append((f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows))  # noqa: S608 - a name of ours
    return statements


def _own(name: str) -> bool:
    return str(name).startswith("sqlite_")


def _tune(connection: Any, record: object) -> None:  # noqa: ANN401 - a DBAPI connection has no common type
    tune_sqlite(connection, record)
    connection.execute("PRAGMA synchronous=OFF")
