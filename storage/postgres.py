"""PostgreSQL: what waits for a connection goes there together. Imported when ``DATABASE_URL`` names a server.

Each connection has a thread of its own. Reads that wait are one transaction, and so are changes that do: one trip to
a thread, one commit. What somebody waits for at a request, such as Slack for its 200, does not wait for work.
"""

import asyncio
import os
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from threading import Lock
from typing import Any, TypeVar

import sqlalchemy as sa

from storage.postgres_connection import ServerConnection
from storage.precedence import can_wait
from storage.sqlite import translated

Tx = sa.Connection
T = TypeVar("T")
Work = Callable[[Tx], Any]

# Who lost: two transactions that waited for each other, and one that another's commit has overtaken.
LOST_TO_ANOTHER = {"40P01", "40001"}
TRIES = 5
STATEMENTS = 512  # that a connection keeps prepared: more than there are, by far
MOST_TOGETHER = 16
LONG_S = 0.1  # a transaction that has taken so long takes up nothing more; its commit may take as long
AT_WORK = 8
PATIENCE_S = 0.02  # how long the next waits for the one that runs: that may wait for somebody else
CHANGE = b"BEGIN"
# READ COMMITTED, the default, would show each statement of a read another moment.
READ = b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class PostgresDatabase:
    """The case database on PostgreSQL; as many threads as there may be connections."""

    def __init__(
        self,
        url: sa.URL,
        connect_args: dict[str, Any],
        connections: int,
        bound_standstill: Callable[[Any, object], None],
    ) -> None:
        engine = sa.create_engine(url, poolclass=sa.NullPool, connect_args=connect_args, hide_parameters=True)
        sa.event.listen(engine, "do_connect", _connected)
        sa.event.listen(engine, "connect", bound_standstill)
        sa.event.listen(engine, "connect", _begins_nothing_by_itself)
        self._threads = ThreadPoolExecutor(connections, thread_name_prefix="database")
        self._connections = _Connections(engine)
        self._reads = _Line(self._threads, self._connections, READ, MOST_TOGETHER)
        self._work = _Line(self._threads, self._connections, CHANGE, MOST_TOGETHER)
        self._urgent = _Line(self._threads, self._connections, CHANGE, MOST_TOGETHER)

    async def read(self, query: Callable[[Tx], T]) -> T:
        """Run ``query`` in a transaction that writes nothing: it sees one moment."""
        with translated():
            return await self._reads.run(query)

    async def write(self, change: Callable[[Tx], T]) -> T:
        """Run ``change`` in one transaction and commit it; again, a few times, if it lost against another.

        A caller that is cancelled while it waits undoes it, unless it is being committed just then.
        """
        line = self._work if can_wait() else self._urgent
        with translated():
            for _ in range(TRIES - 1):
                try:
                    return await line.run(change)
                except sa.exc.OperationalError as error:
                    if getattr(error.orig, "sqlstate", None) not in LOST_TO_ANOTHER:
                        raise
                    await asyncio.sleep(0)  # whoever won is committing
            return await line.run(change)

    async def empty_log(self) -> bool:
        """Do nothing: PostgreSQL's log is the operator's (docs/operations.md, "Erasing")."""
        return True

    async def scrub(self) -> bool:
        """Do nothing: rows are erased, and the server's vacuum frees what they were."""
        return True

    async def close(self) -> None:
        """Close all connections."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._connections.close()


class _Connections:
    """A connection for each thread, opened when it first needs one, and anew when it is lost."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._here = threading.local()
        self._lock = Lock()
        self._free: dict[ServerConnection, Tx] = {}
        self._used: dict[ServerConnection, Tx] = {}
        self._closed = False

    @contextmanager
    def one(self) -> Iterator[tuple[Tx, ServerConnection]]:
        """Yield the one of this thread, between two transactions; what is left open of one is undone."""
        tx, raw = self._living()
        try:
            yield tx, raw
        finally:
            with suppress(sa.exc.DBAPIError, raw.Error):
                tx.rollback()  # nothing if it was committed
                if raw.is_in_transaction:  # its commit failed, and to SQLAlchemy it is over
                    raw.rollback()
            with self._lock:
                del self._used[raw]
                is_kept = not (raw.closed or self._closed)
                if is_kept:
                    self._free[raw] = tx
            if not is_kept:
                self._end(tx)

    def _living(self) -> tuple[Tx, ServerConnection]:
        known: tuple[Tx, ServerConnection] | None = getattr(self._here, "connection", None)
        if known is not None and self._use(*known):
            tx, raw = known
            # The server has ended it while nobody used it: there is something to read. Asking is a trip to the server.
            if not raw.has_news() or raw.answers():
                return tx, raw
            with self._lock:
                del self._used[raw]
            self._end(tx)
        tx = self._engine.connect()
        opened: Any = tx.connection.dbapi_connection
        self._here.connection = tx, opened
        self._use(tx, opened)
        return tx, opened

    def _use(self, tx: Tx, raw: ServerConnection) -> bool:
        """Note that it is used; False if it was closed meanwhile."""
        with self._lock:
            self._free.pop(raw, None)
            self._used[raw] = tx
            return not self._closed

    def _end(self, tx: Tx) -> None:
        self._here.connection = None
        with suppress(sa.exc.DBAPIError):
            tx.close()

    def close(self) -> None:
        """End all of them; a transaction that is under way is undone."""
        with self._lock:
            self._closed = True
            for raw in self._used:
                _shut(raw)
            free = list(self._free.values())
            self._free.clear()
        for tx in free:
            tx.close()


class _Waiting:
    """A transaction that somebody waits for; ``error`` or ``found`` is what came of it."""

    __slots__ = ("done", "error", "found", "transaction", "work")

    def __init__(self, work: Work, done: "asyncio.Future[Any]") -> None:
        self.work = work
        self.done = done
        self.transaction: _Transaction | None = None
        self.found: Any = None
        self.error: Exception | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether its caller still waits."""
        return not self.done.cancelled()

    def tell(self) -> None:
        """Tell whoever waits for it; on the loop."""
        if self.done.done():
            return
        if self.error is not None:
            self.done.set_exception(self.error)
        else:
            self.done.set_result(self.found)


class _Line:
    """Transactions that wait for a thread, in order: as many as ``most`` go there together.

    One thread is at work on a line at a time. What has waited ``PATIENCE_S`` gets another, up to ``AT_WORK``: what runs
    may wait for another process.
    """

    def __init__(self, threads: ThreadPoolExecutor, connections: _Connections, begin: bytes, most: int) -> None:
        self._threads = threads
        self._do = partial(_together, connections, begin, most)
        self._most = most
        self._waiting: deque[_Waiting] = deque()
        self._at_work = 0
        self._patience: asyncio.TimerHandle | None = None

    async def run(self, work: Callable[[Tx], T]) -> T:
        """Run it; who is cancelled meanwhile undoes it, and does not wait for a server that says nothing."""
        loop = asyncio.get_running_loop()
        waiting = _Waiting(work, loop.create_future())
        self._waiting.append(waiting)
        if not self._at_work:
            self._begin(loop)
        elif self._patience is None and self._at_work < AT_WORK:
            self._patience = loop.call_later(PATIENCE_S, self._begin_another, loop)
        try:
            found: T = await waiting.done
        except asyncio.CancelledError:
            if waiting.transaction is not None:
                waiting.transaction.cut_off_if_unwanted()
            raise
        return found

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        begun = self._threads.submit(self._do, self._waiting)
        begun.add_done_callback(lambda ended: loop.call_soon_threadsafe(self._ended, loop, ended))
        self._at_work += 1

    def _begin_another(self, loop: asyncio.AbstractEventLoop) -> None:
        self._patience = None
        if self._waiting:
            self._begin(loop)

    def _ended(self, loop: asyncio.AbstractEventLoop, ended: "Future[list[_Waiting]]") -> None:
        self._at_work -= 1
        if ended.cancelled():  # it was closed
            return
        for one in ended.result():
            one.tell()
        if self._waiting and not self._at_work:
            self._begin(loop)


class _Transaction:
    """One transaction in a thread, for one caller or several."""

    def __init__(self, tx: Tx, raw: ServerConnection) -> None:
        self._tx = tx
        self._lock = Lock()
        self._raw: ServerConnection | None = raw
        self._members: list[_Waiting] = []
        self.may_be_done = False

    def run(self, begin: bytes, members: Iterable[_Waiting]) -> None:
        """Run them and commit it; an exception undoes all of it, unless it ``may_be_done``."""
        tx, raw, is_committing = self._tx, self._raw, False
        assert raw is not None  # noqa: S101 - it runs once
        try:
            for one in members:
                if not self._has(one):
                    continue
                if tx.in_transaction():
                    tx.dispatch.savepoint(tx, "")  # it needs none, but who listens hears that another begins
                else:
                    tx.begin()
                    raw.begin(begin)
                one.found = one.work(tx)
            self._are_wanted()
            if tx.in_transaction():
                is_committing = True
                tx.commit()
        except BaseException:
            self.may_be_done = is_committing and raw.closed
            raise
        finally:
            self._had()

    def _are_wanted(self) -> None:
        if not all(one.is_wanted for one in self._members):
            raise _UnwantedError

    def _has(self, one: _Waiting) -> bool:
        with self._lock:
            one.transaction = self
            if one.is_wanted:
                self._members.append(one)
            return one.is_wanted

    def _had(self) -> None:
        """Let go of the connection before another transaction has it."""
        with self._lock:
            self._raw = None

    def cut_off_if_unwanted(self) -> None:
        """End its connection if nobody waits any more: a thread cannot be ended, nor wait for a server that is gone."""
        with self._lock:
            if self._raw is not None and not any(one.is_wanted for one in self._members):
                _shut(self._raw)


class _UnwantedError(Exception):
    """One of several was cancelled before their transaction was committed."""


def _together(connections: _Connections, begin: bytes, most: int, line: deque[_Waiting]) -> list[_Waiting]:
    """Run what waits in one transaction; if that is undone, each by itself. Returns those for which it is over."""
    taken: list[_Waiting] = []
    members = _from_the_front(line, most, taken)
    transaction: _Transaction | None = None
    try:
        with connections.one() as (tx, raw):
            transaction = _Transaction(tx, raw)
            transaction.run(begin, members)
    except Exception as error:  # noqa: BLE001 - whatever it was, each caller has to learn it
        if transaction is None:  # no connection: none of them has one
            deque(members, maxlen=0)
        if transaction is None or transaction.may_be_done or len(taken) == 1:
            for one in taken:
                one.error = error
        else:
            for one in taken:
                _alone(connections, begin, one)
    return taken


def _from_the_front(line: deque[_Waiting], most: int, taken: list[_Waiting]) -> Iterator[_Waiting]:
    """Take what waits, as long as that does not take long; note it in ``taken``."""
    began = time.monotonic()
    while len(taken) < most and time.monotonic() - began < LONG_S:
        try:
            one = line.popleft()
        except IndexError:  # another thread has taken the last
            return
        taken.append(one)
        yield one


def _alone(connections: _Connections, begin: bytes, one: _Waiting) -> None:
    if not one.is_wanted:
        return
    try:
        with connections.one() as (tx, raw):
            _Transaction(tx, raw).run(begin, [one])
    except Exception as error:  # noqa: BLE001 - its caller has to learn it
        one.error = error


def _shut(raw: ServerConnection) -> None:
    """End a connection that another thread uses: its wait ends at once, and the server undoes its transaction."""
    with suppress(OSError, raw.Error), socket.socket(fileno=os.dup(raw.pgconn.socket)) as ours:
        ours.shutdown(socket.SHUT_RDWR)


def _connected(_dialect: object, _record: object, given: Sequence[Any], named: dict[str, Any]) -> ServerConnection:
    return ServerConnection.connect(*given, **named)


def _begins_nothing_by_itself(raw: ServerConnection, _record: object) -> None:
    raw.prepared_max = STATEMENTS
    raw.autocommit = True
