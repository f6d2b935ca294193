"""SQLite: each connection has a thread of its own (aiosqlite), and a whole transaction is one trip to it.

SQLAlchemy's own aiosqlite dialect goes to the thread and back four times a statement; a message takes some forty
statements, and those trips took half of the process's time (docs/decisions/0002-sqlite.md has the figures).
"""

import asyncio
import sqlite3
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import aiosqlite
import sqlalchemy as sa

from storage.errors import Transient
from storage.precedence import can_wait
from storage.prepared import driver_execute, savepoint

Tx = sa.Connection
T = TypeVar("T")

BUSY_TIMEOUT_MS = 10_000
READERS = 2
# Pages that a connection keeps, of SQLite's usual 2,000 kB: the system keeps them too, once for all. One that reads
# drops them all when the writer has committed: they serve one transaction.
WRITER_CACHE_KB, READER_CACHE_KB = 512, 128
STATEMENTS = 512  # that a connection keeps as SQLite has read them: more than there are
LOG_WAIT_MS = 500  # for who reads an older moment; whoever wants to write waits as long
LOG_TRIES = 8
LOG_PAUSE_S = 0.25
# Changes of work that are committed together: who waits for an answer waits for one such commit. Few while one does;
# twice as many with each commit that nobody came to wait behind: of few each, 50 messages at once wait for the disk.
WORK_TOGETHER, MOST_TOGETHER = 4, 32

_ONE = "one_of_many"  # the savepoint of one change

_Change = tuple[Callable[[Tx], Any], "asyncio.Future[Any]"]


class SqliteDatabase:
    """The case database in a file. One connection writes; what waits while it commits is committed together.

    One writer a process: without it 64 concurrent writers met "database is locked" (measured). Another process
    on the same file is waited for, up to ten seconds. What can wait (``storage.precedence``) is committed after what
    cannot, a few at a time.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        threads = _Threads()
        self._writer = _Connection(path, threads, WRITER_CACHE_KB)
        # The last one that was used reads next: what reads one by one opens a single connection, and finds its pages.
        self._readers: asyncio.Queue[_Connection] = asyncio.LifoQueue()
        self._all_readers = [_Connection(path, threads, READER_CACHE_KB) for _ in range(READERS)]
        for reader in self._all_readers:
            self._readers.put_nowait(reader)
        self._waiting: list[_Change] = []
        self._can_wait: deque[_Change] = deque()
        self._together = WORK_TOGETHER
        self._committing: asyncio.Task[None] | None = None

    async def read(self, query: Callable[[Tx], T]) -> T:
        """Run ``query`` in a transaction that writes nothing: it sees one moment."""
        reader = await self._readers.get()
        try:
            with translated(self._path):
                return await reader.run(lambda tx: _query(tx, query))
        finally:
            self._readers.put_nowait(reader)

    async def write(self, change: Callable[[Tx], T]) -> T:
        """Run ``change`` in a transaction and commit it; an exception undoes all of it, and only it.

        A caller that is cancelled while it waits does not undo anything: the change is committed.
        """
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        (self._can_wait if can_wait() else self._waiting).append((change, done))
        if self._committing is None:
            self._committing = asyncio.create_task(self._commit_all())
        with translated(self._path):
            return await done

    async def _commit_all(self) -> None:
        """Commit what waits until nothing does: in turns all that is urgent, and some of the work."""
        try:
            while self._waiting or self._can_wait:
                urgent, self._waiting = self._waiting, []
                if urgent:
                    self._together = WORK_TOGETHER
                    await self._commit(urgent)
                work = [self._can_wait.popleft() for _ in range(min(self._together, len(self._can_wait)))]
                if work:
                    self._together = min(2 * self._together, MOST_TOGETHER)
                    await self._commit(work)
        finally:
            self._committing = None

    async def _commit(self, batch: list[_Change]) -> None:
        try:
            outcomes = await self._writer.run(lambda tx: _commit_together(tx, [change for change, _ in batch]))
        except Exception as error:  # noqa: BLE001 - edge: of a batch; each of its callers has to learn it
            outcomes = [error] * len(batch)
        for (_, done), outcome in zip(batch, outcomes, strict=True):
            if done.cancelled():
                continue
            if isinstance(outcome, BaseException):
                done.set_exception(outcome)
            else:
                done.set_result(outcome)

    async def empty_log(self) -> bool:
        """Bring what the log holds into the file and cut the log to nothing; False: somebody reads an older moment.

        The log (``-wal``) keeps pages as they were before they were erased, till it is written over.
        """
        with translated(self._path):
            for _ in range(LOG_TRIES):
                if await self._writer.run(_empty_log):
                    return True
                await asyncio.sleep(LOG_PAUSE_S)
        return False

    async def scrub(self) -> bool:
        """Write the file anew, so that it holds what is stored and nothing else, and empty the log.

        ``secure_delete`` overwrites what is deleted in place, but not the copies that SQLite leaves in the gaps
        of pages when it moves rows between them (measured: in 28 of 30 files). Takes about 1 s for 100 MB, and twice
        the room; whoever writes waits. False: as for ``empty_log``.
        """
        with translated(self._path):
            await self._writer.run(lambda tx: tx.exec_driver_sql("VACUUM"))
        return await self.empty_log()

    async def close(self) -> None:
        """Commit what waits and close all connections."""
        if self._committing is not None:
            await self._committing
        for connection in (self._writer, *self._all_readers):
            await connection.close()


class _Threads:
    """SQLAlchemy for connections each of which has a thread of its own: what it has compiled, all of them use."""

    def __init__(self) -> None:
        self._here = threading.local()
        self._engine = sa.create_engine(
            # hide_parameters: errors go to the log, and the parameters are what customers wrote.
            "sqlite://",
            creator=self._raw,
            poolclass=sa.SingletonThreadPool,
            pool_size=sys.maxsize,  # beyond it the pool closes connections of other threads
            pool_reset_on_return=None,
            hide_parameters=True,
        )

    def _raw(self) -> Any:  # noqa: ANN401 - the driver's own connection
        tune_sqlite(self._here.raw, None)
        self._here.raw.execute(f"PRAGMA cache_size=-{self._here.cache_kb}")
        return self._here.raw

    def run(self, raw: Any, cache_kb: int, work: Callable[[Tx], T]) -> T:  # noqa: ANN401 - the driver's own connection
        """Run ``work`` with a connection in this thread, the one in which it is always used."""
        connection: Tx | None = getattr(self._here, "connection", None)
        if connection is None:
            self._here.raw, self._here.cache_kb = raw, cache_kb
            connection = self._here.connection = self._engine.connect()
        try:
            return work(connection)
        finally:
            connection.rollback()  # what is left open; nothing if it was committed


class _Connection:
    """One aiosqlite connection and SQLAlchemy on top of it, both used in the connection's thread only."""

    def __init__(self, path: str, threads: _Threads, cache_kb: int) -> None:
        self._path = path
        self._threads = threads
        self._cache_kb = cache_kb
        self._sqlite: aiosqlite.Connection | None = None
        self._closed = False
        self._opening = asyncio.Lock()

    async def run(self, work: Callable[[Tx], T]) -> T:
        """Run ``work`` in the connection's thread. Raises ``Transient`` once it is closed: none is opened again."""
        async with self._opening:
            if self._closed:
                msg = "the database is closed: this process ends"
                raise Transient(msg, 1.0)
            if self._sqlite is None:
                opened = aiosqlite.connect(self._path, cached_statements=STATEMENTS)
                # A process that ends in an error must end, whether or not it came to closing this.
                opened._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy's own dialect does
                self._sqlite = await opened
        # What aiosqlite has no public name for: its connection, and running a function in its thread.
        raw = self._sqlite._conn  # noqa: SLF001 - as SQLAlchemy's own dialect does
        result: T = await self._sqlite._execute(self._threads.run, raw, self._cache_kb, work)  # type: ignore[no-untyped-call]  # noqa: SLF001
        return result

    async def close(self) -> None:
        """Close the connection and end its thread."""
        async with self._opening:
            self._closed = True
            if self._sqlite is not None:
                await self._sqlite.close()
                self._sqlite = None


def _empty_log(tx: Tx) -> bool:
    tx.exec_driver_sql(f"PRAGMA busy_timeout={LOG_WAIT_MS}")
    try:
        busy, _, _ = tx.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    except sa.exc.OperationalError:  # another process writes, or empties it just now
        busy = 1
    finally:
        tx.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    return not busy


def _query(tx: Tx, query: Callable[[Tx], T]) -> T:
    tx.begin()
    driver_execute(tx, "BEGIN")
    return query(tx)


def _commit_together(tx: Tx, changes: list[Callable[[Tx], Any]]) -> list[Any]:
    """Run the changes in one transaction, each undone by itself if it fails; return results and exceptions in order.

    At first without savepoints, which are a tenth of what an ack costs in a burst: if one fails, all are run again.
    """
    tx.begin()
    driver_execute(tx, "BEGIN IMMEDIATE")
    try:
        outcomes = [_one_more(tx, change) for change in changes]
    except Exception:  # edge: of one of a batch; all of it is done again, each so that it is undone by itself
        if len(changes) == 1 or not _in_transaction(tx):
            raise  # a full disk undoes all of it, and would again
        tx.rollback()
        tx.begin()
        driver_execute(tx, "BEGIN IMMEDIATE")
        outcomes = [_one_of_many(tx, change) for change in changes]
    tx.commit()
    return outcomes


def _one_more(tx: Tx, change: Callable[[Tx], Any]) -> Any:  # noqa: ANN401 - the change's result
    tx.dispatch.savepoint(tx, _ONE)  # it gets none, but who listens hears that another begins
    return change(tx)


def _one_of_many(tx: Tx, change: Callable[[Tx], Any]) -> Any:  # noqa: ANN401 - the change's result or its exception
    savepoint(tx, _ONE)
    try:
        outcome = change(tx)
    except Exception as error:  # edge: of one of a batch; its caller has to learn it, and no other
        if not _in_transaction(tx):
            raise  # a full disk undoes all of it: what came before is not kept either
        driver_execute(tx, f"ROLLBACK TO {_ONE}")
        outcome = error
    driver_execute(tx, f"RELEASE {_ONE}")
    return outcome


def _in_transaction(tx: Tx) -> bool:
    raw: Any = tx.connection.dbapi_connection
    return bool(raw.in_transaction)


def tune_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI connection has no common type
    """Set what every SQLite connection needs: our own BEGIN, WAL, full sync, a wait for locks, foreign keys.

    What is deleted is overwritten with zeros; only some builds of SQLite (Debian's) do so by themselves.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    _write_ahead(cursor)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: Any) -> None:  # noqa: ANN401 - a DBAPI cursor has no common type
    """Switch the file to WAL. Of several processes that do it at once SQLite turns some away without waiting."""
    give_up_at = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.01)
        else:
            return


@contextmanager
def translated(file: str = "") -> Iterator[None]:
    """Turn "does not answer, is locked, is full" into ``Transient``: every transaction of ours may be tried again."""
    try:
        yield
    except (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError) as error:
        reason = " ".join(str(getattr(error, "orig", None) or error).split())[:200]
        room = f" ({file}). Free some room there" if file and "is full" in reason else ""
        msg = f"the database does not do its work: {reason}{room}"
        raise Transient(msg, 1.0, may_have_happened=True) from error
