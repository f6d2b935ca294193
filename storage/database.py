"""Database engines and transactions. Queries elsewhere are plain functions of a ``Tx``; nobody else opens one."""

import contextlib
import os
import selectors
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import sqlalchemy as sa

from storage.errors import DatabaseUnusable
from storage.sqlite import SqliteDatabase

if TYPE_CHECKING:
    from storage.postgres_watch import Watch

Tx = sa.Connection
T = TypeVar("T")

FOLDER_MODE, FILE_MODE = 0o700, 0o600  # of what holds customers' words, where it is made here
CONNECTIONS = 20  # to a server, where nothing else is said
STANDSTILL_S = 10.0  # nothing is waited for within a transaction but the database
CONNECT_TIMEOUT_S = 5  # a server that does not answer must not hold up a start for minutes
# A machine that is gone says nothing, not even that: what it does not confirm within so long ends the connection.
SILENT_MACHINE_S = 15


class Database(Protocol):
    """The case database. ``read`` and ``write`` run a function of a transaction; never call a model or Slack inside.

    The function may run more than once: of what an undone run of it noted outside the database nothing counts.
    """

    async def read(self, query: Callable[[Tx], T]) -> T:
        """Run ``query`` in a transaction that writes nothing: it sees one moment."""

    async def write(self, change: Callable[[Tx], T]) -> T:
        """Run ``change`` in one transaction and commit it; an exception undoes all of it.

        Of a caller that is cancelled meanwhile it may or may not be done: the rows say which.
        """

    async def empty_log(self) -> bool:
        """Empty SQLite's log, which holds erased words; False: not now, somebody reads an older moment of it."""

    async def scrub(self) -> bool:
        """Leave no erased word in SQLite's files; False: the log could not be emptied. Writers wait meanwhile."""

    async def close(self) -> None:
        """Finish what is under way and close all connections."""


def open_database(url: str, connections: int = CONNECTIONS) -> Database:
    """Open the case database at ``url`` (``sqlite:///path`` or ``postgresql://…``); make the folder of a SQLite file.

    ``connections``: to a server, at most.

    Raises
    ------
    DatabaseUnusable
        The URL is neither, or the folder cannot be made.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        return SqliteDatabase(str(parsed.database))
    from storage.postgres import PostgresDatabase  # noqa: PLC0415 - it takes a tenth of a second, and SQLite needs none

    return PostgresDatabase(parsed, connect_args(parsed), connections, bound_standstill)


def open_engine_database(url: str, connections: int) -> sa.Engine:
    """Return the synchronous database engine that the durable engine is handed, on PostgreSQL.

    ``connections``: at most; half of them are kept open.

    Raises
    ------
    DatabaseUnusable
        It cannot be reached.
    """
    from storage.postgres_watch import Watch  # noqa: PLC0415 - with its driver, which SQLite needs not

    parsed = parse_url(url)
    waits = connect_args(parsed)
    engine = sa.create_engine(parsed, **pool_of(connections), connect_args=waits)
    _watch(engine, Watch(parsed, waits))
    sa.event.listen(engine, "connect", bound_standstill)
    sa.event.listen(engine, "checkout", partial(_replace_what_has_ended, engine.dialect))
    with usable(parsed, "Check DATABASE_URL"), engine.connect() as connection:
        connection.execute(sa.select(1))
    return engine


def _watch(engine: sa.Engine, watch: "Watch") -> None:
    """End the engine's connections on which the server has fallen silent while somebody has them."""

    def used(raw: Any, *_about: object) -> None:  # noqa: ANN401 - the driver's
        watch.begin(raw)

    def used_no_more(raw: Any, *_about: object) -> None:  # noqa: ANN401 - as above
        watch.end(raw)

    for event in ("connect", "checkout"):
        sa.event.listen(engine, event, used)
    for event in ("checkin", "close", "detach"):
        sa.event.listen(engine, event, used_no_more)
    sa.event.listen(engine, "engine_disposed", lambda _engine: watch.close())


def _replace_what_has_ended(dialect: sa.Dialect, raw: Any, _record: object, _fairy: object) -> None:  # noqa: ANN401 - the driver's
    """Replace a connection that the server has ended while nobody used it: there is something to read on it then.

    Asking each time (``pool_pre_ping``) is one more trip to the server for each transaction, of which DBOS takes many.
    """
    with selectors.DefaultSelector() as selector:
        selector.register(raw.pgconn.socket, selectors.EVENT_READ)
        if not selector.select(0):
            return
    try:
        dialect.do_ping(raw)
    except dialect.loaded_dbapi.Error as error:
        raise sa.exc.DisconnectionError(str(error)) from error


@contextmanager
def usable(parsed: sa.URL, advice: str) -> Iterator[None]:
    """Turn what a driver says about a database that cannot be used into ``DatabaseUnusable``, with ``advice``."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        msg = f"cannot use the database {parsed.render_as_string()}: {reason}. {advice}"
        raise DatabaseUnusable(msg) from error


def bound_standstill(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI connection has no common type
    """Let the server end a transaction that stands still: a process that does holds rows that all others wait for.

    And let whoever waits for a row give up before: else those of the same process would have it one after the other,
    each for so long. Not as options of the connection, which a pooler may refuse.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET idle_in_transaction_session_timeout = {int(STANDSTILL_S * 1000)}")
        cursor.execute(f"SET lock_timeout = {int(STANDSTILL_S * 500)}")
    connection.commit()


def pool_of(connections: int) -> dict[str, int]:
    """Return how a pool of so many connections at most is made: half of them are kept open."""
    kept = max(connections // 2, 1)
    return {"pool_size": kept, "max_overflow": connections - kept}


def connect_args(parsed: sa.URL) -> dict[str, Any]:
    """Return what every connection to this database is opened with; what its URL says itself stays."""
    if parsed.get_backend_name() == "sqlite":
        return {}
    probes = {"keepalives_idle": SILENT_MACHINE_S // 3, "keepalives_interval": SILENT_MACHINE_S // 3}
    ends = {"keepalives_count": 2, "tcp_user_timeout": SILENT_MACHINE_S * 1000}
    ours = {"connect_timeout": CONNECT_TIMEOUT_S, **probes, **ends}
    return {name: value for name, value in ours.items() if name not in parsed.query}


def parse_url(url: str) -> sa.URL:
    """Read a database URL, choose our driver, and make the folder of a SQLite file."""
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        msg = "DATABASE_URL is not a URL: use sqlite:///var/frontdesk.db or postgresql://user:password@host/name"
        raise DatabaseUnusable(msg) from error
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        if parsed.database in {None, "", ":memory:"}:
            msg = "DATABASE_URL names no file, and what is kept in memory is lost: use sqlite:///var/frontdesk.db"
            raise DatabaseUnusable(msg)
        path = str(Path(str(parsed.database)).expanduser())
        _make_folder(path)
        return parsed.set(drivername="sqlite", database=path)
    if backend in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    msg = f"DATABASE_URL names {backend!r}: Frontdesk knows sqlite and postgresql"
    raise DatabaseUnusable(msg)


def shown_url(url: str) -> str:
    """Return a database URL as people may see it: without its password."""
    return parse_url(url).render_as_string(hide_password=True)


def sqlite_version() -> str:
    """Return the version of the SQLite library in use."""
    return sqlite3.sqlite_version


def make_private(path: str) -> None:
    """Make a SQLite file, empty, that nobody but its owner reads; one that is there stays as it is.

    SQLite would make it as the machine makes any file, for all to read; its log and shared memory have its rights.
    """
    with contextlib.suppress(OSError):  # whoever opens it says what is wrong
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, FILE_MODE))


def _make_folder(path: str) -> None:
    try:
        Path(path).parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    except OSError as error:
        msg = f"cannot make the folder for {path}: {error.strerror}. Set DATABASE_URL to a place you may write"
        raise DatabaseUnusable(msg) from error
