"""Looks at a database from outside: can it be reached, which version, may we write. Changes nothing."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from storage.catch_ups import LastGap, last_gap
from storage.chores import ChoreRow, all_chores
from storage.crashes import CrashedJob, all_crashed
from storage.database import connect_args, parse_url
from storage.errors import DatabaseUnusable
from storage.executors import ExecutorRow, all_executors
from storage.tables import counters
from storage.versions import known_versions, version_of

CONNECT_TIMEOUT_S = 4


CHORES_SINCE, CRASHES_SINCE, EXECUTORS_SINCE, GAPS_SINCE = "0006", "0007", "0023", "0029"  # versions that keep them


@dataclass(frozen=True, slots=True)
class Probed:
    """What was found. ``version`` None: nothing in it yet. ``known``: this program has that version's migration.

    ``not_writable`` says why we may not write; "" if we may. ``executors``: the processes that serve, or died a moment
    ago; known on PostgreSQL only. ``chores``: how those of the process that serves, or served last, get on.
    ``crashed``: the jobs that ran when one died. ``gap``: when none listened last, and what was read of it since.
    """

    server: str
    version: str | None
    wanted: str
    known: bool
    not_writable: str
    executors: tuple[ExecutorRow, ...] | None = None
    chores: tuple[ChoreRow, ...] = ()
    crashed: tuple[CrashedJob, ...] = ()
    gap: LastGap | None = None


def database_file(url: str) -> Path | None:
    """Return the file of a SQLite URL; None for a server or a database in memory."""
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        return None
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        return None
    return Path(str(parsed.database)).expanduser()


def shown(url: str) -> str:
    """Return ``url`` without its password."""
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except sa.exc.ArgumentError:
        return "(not a URL)"


def probe(url: str) -> Probed:
    """Connect, ask, and undo. A SQLite file must exist already: opening it would make it.

    Raises
    ------
    DatabaseUnusable
        It cannot be reached or is no database; the text holds no password.
    """
    parsed = parse_url(url)
    sqlite = parsed.get_backend_name() == "sqlite"
    waits = {"timeout": CONNECT_TIMEOUT_S} if sqlite else connect_args(parsed)
    engine = sa.create_engine(parsed, poolclass=sa.NullPool, connect_args=waits)
    try:
        with engine.connect() as connection:
            have, packaged = version_of(connection), known_versions()
            known, wanted = have in packaged, packaged[-1]
            why_not = _why_not_writable(connection, migrated=have is not None)
            chores = tuple(all_chores(connection)) if have is not None and have >= CHORES_SINCE else ()
            crashed = tuple(all_crashed(connection)) if have is not None and have >= CRASHES_SINCE else ()
            there = None if sqlite else _executors(connection, have)
            gap = last_gap(connection) if have is not None and have >= GAPS_SINCE else None
            return Probed(_server(connection), have, wanted, known, why_not, there, chores, crashed, gap)
    except (sa.exc.SQLAlchemyError, sqlite3.Error) as error:
        raise DatabaseUnusable(_one_line(error)) from error


def _server(connection: sa.Connection) -> str:
    if connection.dialect.name == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    return f"PostgreSQL {connection.exec_driver_sql('SHOW server_version').scalar()}"


def _executors(connection: sa.Connection, have: str | None) -> tuple[ExecutorRow, ...]:
    return tuple(all_executors(connection)) if have is not None and have >= EXECUTORS_SINCE else ()


def _why_not_writable(connection: sa.Connection, *, migrated: bool) -> str:
    """Try a write that changes nothing, and undo it."""
    connection.rollback()
    try:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql("CREATE TABLE frontdesk_doctor (id INTEGER)")
        elif migrated:
            connection.execute(sa.update(counters).where(sa.false()).values(value=0))
        else:
            connection.exec_driver_sql("CREATE TABLE frontdesk_doctor (id INTEGER)")
    except sa.exc.SQLAlchemyError as error:
        return _one_line(error)
    finally:
        connection.rollback()
    return ""


def _one_line(error: Exception) -> str:
    """Return the driver's error in one line."""
    cause = getattr(error, "orig", None) or error
    return " ".join(str(cause).split())[:300]
