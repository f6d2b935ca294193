"""Bring the case database to this program's version, and say which version it is at.

Alembic, a fifth of a second, is imported when there is something to migrate.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from storage.database import connect_args, make_private, parse_url, usable
from storage.errors import DatabaseUnusable
from storage.sqlite import tune_sqlite
from storage.versions import known_versions, refuse_newer, version_of

ADVISORY_LOCK = 0x66726F6E  # "fron": any number nobody else uses in this database


def migrate(url: str) -> None:
    """Create or upgrade the database at ``url``, wholly or not at all; nothing happens when it is up to date.

    Safe to run by several processes at once: one does it, the others find it done.

    Raises
    ------
    DatabaseUnusable
        It cannot be opened, or a newer Frontdesk wrote it.
    """
    with _connect(url) as connection:
        if _up_to_date(connection):
            return
        connection.rollback()
        _lock(connection)
        if _up_to_date(connection):
            return
        from storage.upgrade import upgrade  # noqa: PLC0415 - see the top

        upgrade(connection)
        connection.commit()


def migrate_apart(url: str) -> None:
    """Migrate in a process of its own, if there is something to: what that loads, ten megabytes, goes with it.

    Nothing is raised: what cannot be done here is said by ``migrate`` afterwards. Call it while there is one thread.
    """
    try:
        have, wanted = versions(url)
    except DatabaseUnusable:
        return
    if have == wanted:
        return
    child = os.fork()
    if not child:
        try:
            migrate(url)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def versions(url: str) -> tuple[str | None, str]:
    """Return the version the database is at (None: empty) and the one this program wants."""
    with _connect(url) as connection:
        return version_of(connection), known_versions()[-1]


@contextmanager
def _connect(url: str) -> Iterator[sa.Connection]:
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        make_private(str(parsed.database))
    engine = sa.create_engine(parsed, poolclass=sa.NullPool, connect_args=connect_args(parsed))
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _tune_for_migrating)
    with usable(parsed, "Check DATABASE_URL"), engine.connect() as connection:
        yield connection


def _tune_for_migrating(connection: Any, record: object) -> None:  # noqa: ANN401 - a DBAPI connection has no common type
    """As ``tune_sqlite``, but a table may be dropped and made anew while others point to it."""
    tune_sqlite(connection, record)
    connection.execute("PRAGMA foreign_keys=OFF")


def _lock(connection: sa.Connection) -> None:
    """Begin the transaction that one process at a time may be in. On SQLite it also makes the migration one piece."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ADVISORY_LOCK)))


def _up_to_date(connection: sa.Connection) -> bool:
    have = version_of(connection)
    refuse_newer(have)
    return have == known_versions()[-1]
