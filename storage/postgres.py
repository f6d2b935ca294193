"""PostgreSQL: a whole transaction is one trip to a thread. Imported when ``DATABASE_URL`` names a server.

SQLAlchemy's asynchronous engine goes through the loop once a statement, and switches between two stacks for it: four
times the processor's time of what is done here (docs/decisions/0055-postgresql-in-threads.md has the figures).
"""

import asyncio
import os
import selectors
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Lock
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from storage.errors import Transient
from storage.sqlite import translated

Tx = sa.Connection
T = TypeVar("T")

# Who lost: two transactions that waited for each other, and one that another's commit has overtaken.
LOST_TO_ANOTHER = {"40P01", "40001"}
TRIES = 5
STATEMENTS = 512  # that a connection keeps prepared: more than there are, by far


class PostgresDatabase:
    """The case database on PostgreSQL, over SQLAlchemy's engine; as many threads as there may be connections."""

    def __init__(
        self,
        url: sa.URL,
        connect_args: dict[str, Any],
        pool: dict[str, int],
        bound_standstill: Callable[[Any, object], None],
    ) -> None:
        self._engine = sa.create_engine(url, **pool, connect_args=connect_args, hide_parameters=True)
        sa.event.listen(self._engine, "connect", bound_standstill)
        sa.event.listen(self._engine, "connect", _keep_prepared)
        sa.event.listen(self._engine, "checkout", self._look_whether_it_lives)
        # READ COMMITTED, the default, would show each statement of a read another moment.
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._threads = ThreadPoolExecutor(sum(pool.values()), thread_name_prefix="database")

    async def read(self, query: Callable[[Tx], T]) -> T:
        """Run ``query`` in a transaction that writes nothing: it sees one moment."""
        with translated():
            return await self._run(self._reading, query)

    async def write(self, change: Callable[[Tx], T]) -> T:
        """Run ``change`` in one transaction and commit it; again, a few times, if it lost against another.

        A caller that is cancelled while it waits undoes it, unless it is being committed just then.
        """
        with translated():
            for _ in range(TRIES - 1):
                try:
                    return await self._run(self._engine, change)
                except sa.exc.OperationalError as error:
                    if getattr(error.orig, "sqlstate", None) not in LOST_TO_ANOTHER:
                        raise
                    await asyncio.sleep(0)  # whoever won is committing
            return await self._run(self._engine, change)

    async def _run(self, engine: sa.Engine, work: Callable[[Tx], T]) -> T:
        transaction = _Transaction(engine, work)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, transaction.run)
        except asyncio.CancelledError:
            transaction.cut_off()
            raise

    def _look_whether_it_lives(self, raw: Any, _record: object, _fairy: object) -> None:  # noqa: ANN401 - the driver's
        """Replace a connection that the server has ended while nobody used it: there is something to read on it then.

        Asking each time (``pool_pre_ping``) is one more trip to the server for each transaction.
        """
        with selectors.DefaultSelector() as selector:
            selector.register(raw.pgconn.socket, selectors.EVENT_READ)
            if not selector.select(0):
                return
        try:
            self._engine.dialect.do_ping(raw)
        except self._engine.dialect.loaded_dbapi.Error as error:
            raise sa.exc.DisconnectionError(str(error)) from error

    async def empty_log(self) -> bool:
        """Do nothing: PostgreSQL's log is the operator's (docs/operations.md, "Erasing")."""
        return True

    async def scrub(self) -> bool:
        """Do nothing: rows are erased, and the server's vacuum frees what they were."""
        return True

    async def close(self) -> None:
        """Close all connections."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._engine.dispose()


class _Transaction(Generic[T]):
    """One transaction in a thread; ``cut_off`` is called from another when nobody waits for it any more."""

    def __init__(self, engine: sa.Engine, work: Callable[[Tx], T]) -> None:
        self._engine = engine
        self._work = work
        self._lock = Lock()
        self._raw: Any = None  # the driver's connection
        self._unwanted = False

    def run(self) -> T:
        """Run it and commit; an exception undoes it."""
        with self._engine.connect() as connection:
            self._has(connection)
            try:
                with connection.begin():
                    return self._work(connection)
            finally:
                self._had()

    def _has(self, connection: Tx) -> None:
        with self._lock:
            if self._unwanted:
                msg = "nobody waits for it any more"
                raise Transient(msg, 1.0)
            self._raw = connection.connection.dbapi_connection

    def _had(self) -> None:
        """Let go of the connection before another transaction has it."""
        with self._lock:
            self._raw = None

    def cut_off(self) -> None:
        """Let it not begin, or end its connection: a thread cannot be ended, nor wait for a server that is gone."""
        with self._lock, suppress(OSError, self._engine.dialect.loaded_dbapi.Error):
            self._unwanted = True
            if self._raw is not None:
                with socket.socket(fileno=os.dup(self._raw.pgconn.socket)) as ours:
                    ours.shutdown(socket.SHUT_RDWR)


def _keep_prepared(raw: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI connection has no common type
    raw.prepared_max = STATEMENTS
