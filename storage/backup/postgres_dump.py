"""A PostgreSQL database into a file by ``pg_dump``, and back in one transaction by ``pg_restore`` and ``psql``.

The queue of the durable engine is left out: what is owed stands in the rows of the cases, and is queued anew from them.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from storage.backup.contents import Contents, contents_of
from storage.backup.manifest import Manifest, new_private_file, sync_file
from storage.backup.postgres_tools import connection_of, feeding, find_tools, pieces_of, run
from storage.database import connect_args, parse_url, usable
from storage.errors import Misconfigured
from storage.migrate import ADVISORY_LOCK
from storage.tables import METADATA

ENGINE_SCHEMA = "dbos"
ENDING_S = 3.0  # a session that was closed is listed until the server has ended it
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND usesysid IS NOT NULL AND pid NOT IN (pg_backend_pid(), {ours})
"""
# Before the commit: who began to serve meanwhile has read what is not there any more.
_STILL_ALONE = """
DO $$ BEGIN
  IF ({others}) > 0 THEN RAISE EXCEPTION 'somebody connected to this database meanwhile: nothing was changed'; END IF;
END $$;
"""
# The processes of another time hold no lease; versions without leases have no such table.
_NO_LEASES = """
DO $$ BEGIN
  IF to_regclass('executors') IS NOT NULL THEN EXECUTE 'DELETE FROM executors'; END IF;
END $$;
"""


def copy_out(url: str, target: Path) -> tuple[Contents, str, int]:
    """Write what the database holds at one moment into the new file ``target``; return what, and the server's version.

    The moment is that of a transaction of ours, which counts, and whose sight ``pg_dump`` is lent.
    """
    with _connected(url) as connection:
        major = _major(connection)
        tools = find_tools(major, ["pg_dump"])
        connection.rollback()
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = str(connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one())
        found = contents_of(connection)
        if found.version is not None:
            new_private_file(target)
            string, environment = connection_of(connection.engine.url)
            options = ["--format=custom", "--no-owner", "--no-privileges", "--lock-wait-timeout=60s", "--no-password"]
            what = [f"--schema={_name(_schema(connection))}", f"--snapshot={snapshot}", f"--file={target}"]
            run([tools.path("pg_dump"), *options, *what, f"--dbname={string}"], environment)
            sync_file(target)
        return found, _server(connection), major


def contents(url: str) -> Contents:
    """Return what the database holds."""
    with _connected(url) as connection:
        return contents_of(connection)


def strange_tables(url: str) -> list[str]:
    """Return the tables that this program does not know, of a newer version or of another program."""
    known = {*METADATA.tables, "alembic_version", "case_words"}
    with _connected(url) as connection:
        return [name for name in connection.exec_driver_sql(_TABLES).scalars().all() if name not in known]


def check_unused(url: str) -> None:
    """Raise ``Misconfigured`` if anything is connected to the database, a process that serves above all."""
    with _connected(url) as connection:
        _hold_alone(connection)


def put_back(url: str, backup: Path, manifest: Manifest, mending: Sequence[sa.Executable]) -> None:
    """Let the database hold what ``backup`` does, wholly or not at all: in one transaction.

    Raises
    ------
    Misconfigured
        Something is connected to it, a process that serves above all; or the programs or the server are too old.
    Refused
        ``pg_restore`` or ``psql`` failed: nothing was changed.
    """
    with _connected(url) as connection, TemporaryFile() as restore_said, TemporaryFile() as psql_said:
        major = _major(connection)
        if major < manifest.major:
            msg = f"the backup is of PostgreSQL {manifest.major}, the server is {major}: restore it to one as new"
            raise Misconfigured(msg)
        tools = find_tools(max(major, manifest.major), ["pg_restore", "psql"])
        ours = _hold_alone(connection)
        ending = _NO_LEASES + _STILL_ALONE.format(others=_OTHERS.format(ours=ours))
        schema, clearing = _schema(connection), "".join(_clearing(connection))
        string, environment = connection_of(connection.engine.url)
        psql = [tools.path("psql"), "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1"]
        reading = [tools.path("pg_restore"), "--no-owner", "--no-privileges", f"--schema={schema}", "--file=-"]
        with feeding([*psql, f"--dbname={string}"], environment, psql_said) as server:
            server.feed(
                f"SET client_min_messages = warning;\nBEGIN;\nSET LOCAL lock_timeout = '30s';\n{clearing}".encode()
            )
            for piece in pieces_of([*reading, str(backup)], environment, restore_said):
                server.feed(piece)
            # Only here: had pg_restore failed half way, psql would be left with no COMMIT to read.
            server.feed(f"\nSET search_path = {_name(schema)};\n{_written(mending)}{ending}COMMIT;\n".encode())
            server.end()


@contextmanager
def _connected(url: str) -> Iterator[sa.Connection]:
    parsed = parse_url(url)
    engine = sa.create_engine(parsed, poolclass=sa.NullPool, connect_args=connect_args(parsed))
    with usable(parsed, "Check DATABASE_URL"), engine.connect() as connection:
        yield connection


def _major(connection: sa.Connection) -> int:
    return int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000


def _server(connection: sa.Connection) -> str:
    return f"PostgreSQL {connection.exec_driver_sql('SHOW server_version').scalar_one()}"


def _schema(connection: sa.Connection) -> str:
    return str(connection.exec_driver_sql("SELECT current_schema()").scalar_one())


def _hold_alone(connection: sa.Connection) -> int:
    """Take the lock of who migrates, as each process does that begins; return the number of our session.

    Raises ``Misconfigured`` if anybody else is connected: a process that serves always is.
    """
    if not connection.execute(sa.select(sa.func.pg_try_advisory_lock(ADVISORY_LOCK))).scalar_one():
        msg = "a Frontdesk migrates this database just now: try again when it is done"
        raise Misconfigured(msg)
    connection.commit()
    if others := _others(connection):
        what = "1 other session is" if others == 1 else f"{others} other sessions are"
        msg = f"{what} connected to this database: stop every `frontdesk serve`, and whatever else uses it, first"
        raise Misconfigured(msg)
    return int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())


def _others(connection: sa.Connection) -> int:
    """Count the other sessions; one that is just ending is waited for."""
    give_up_at = time.monotonic() + ENDING_S
    while True:
        others = int(connection.exec_driver_sql(_OTHERS.format(ours=0)).scalar_one())
        connection.commit()
        if not others or time.monotonic() > give_up_at:
            return others
        time.sleep(0.1)


def _clearing(connection: sa.Connection) -> Iterator[str]:
    """Yield the statements that take away what is there, whatever version made it, and the engine's queue."""
    for table in connection.exec_driver_sql(_TABLES).scalars().all():
        yield f"DROP TABLE IF EXISTS {_name(_schema(connection))}.{_name(table)} CASCADE;\n"
    connection.commit()
    yield f"DROP SCHEMA IF EXISTS {ENGINE_SCHEMA} CASCADE;\n"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _written(statements: Sequence[sa.Executable]) -> str:
    dialect = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]  # else % is doubled
    told = (statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}) for statement in statements)  # type: ignore[attr-defined]
    return "".join(f"{one};\n" for one in told)
