"""Transactions of PostgreSQL that wait for a thread: some of them go there together."""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa

from storage.postgres_connection import ServerConnection
from storage.postgres_pool import Connections
from storage.postgres_watch import shut
from storage.prepared import begin

Tx = sa.Connection
T = TypeVar("T")
Work = Callable[[Tx], Any]

TOGETHER = 16  # transactions at most
LONG_S = 0.03  # a transaction that has taken so long takes up nothing more
PATIENCE_S = 0.2  # how long the next waits for the one that runs


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of transactions: how one begins that is ``alone``, and one of several ``together``.

    ``sees_one_moment``: that of its first statement. What is asked for later must see what was committed till then.
    """

    alone: Sequence[bytes]
    together: Sequence[bytes]
    sees_one_moment: bool


class _Waiting:
    """A transaction that somebody waits for; ``error`` or ``found`` is what came of it, or it is ``undone``."""

    __slots__ = ("done", "error", "found", "number", "transaction", "undone", "work")

    def __init__(self, number: int, work: Work, done: "asyncio.Future[Any]") -> None:
        self.number = number
        self.work = work
        self.done = done
        self.transaction: _Transaction | None = None
        self.found: Any = None
        self.error: BaseException | None = None
        self.undone = False  # as another that went with it: it is run by itself

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


class Line:
    """Transactions that wait for a thread, in order: some of them go there together.

    One thread is at work on a line at a time. What has waited ``PATIENCE_S`` gets another, up to ``most``: a query may
    take long, and a server may not answer. If what goes together is undone, each is run by itself, at the same time.
    """

    def __init__(self, threads: ThreadPoolExecutor, connections: Connections, most: int, kind: Kind) -> None:
        self._threads = threads
        self._connections = connections
        self._most = most
        self._kind = kind
        self._number = 0  # of the newest
        self._waiting: deque[_Waiting] = deque()
        self._at_work = 0
        self._patience: asyncio.TimerHandle | None = None

    async def run(self, work: Callable[[Tx], T]) -> T:
        """Run it; who is cancelled meanwhile undoes it, and does not wait for a server that says nothing."""
        loop = asyncio.get_running_loop()
        self._number += 1
        waiting = _Waiting(self._number, work, loop.create_future())
        self._waiting.append(waiting)
        self._get_on(loop)
        try:
            found: T = await waiting.done
        except asyncio.CancelledError:
            if waiting.transaction is not None:
                waiting.transaction.cut_off_if_unwanted()
            raise
        return found

    def close(self) -> None:
        """Run nothing more of what waits."""
        for one in self._waiting:
            one.done.cancel()
        self._waiting.clear()

    def _get_on(self, loop: asyncio.AbstractEventLoop) -> None:
        """See to it that what waits is run: now, or if those at work have not ended soon."""
        if self._waiting and not self._at_work:
            self._start(loop)
        elif self._waiting and self._patience is None and self._at_work < self._most:
            self._patience = loop.call_later(PATIENCE_S, self._start_another, loop)

    def _start(self, loop: asyncio.AbstractEventLoop) -> None:
        self._submit(loop, self._together, self._ended)
        self._at_work += 1

    def _start_another(self, loop: asyncio.AbstractEventLoop) -> None:
        self._patience = None
        if self._waiting:
            self._start(loop)
            self._get_on(loop)

    def _submit(self, loop: asyncio.AbstractEventLoop, work: Callable[[], Any], then: Callable[..., None]) -> None:
        def ended(future: "Future[Any]") -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody waits
                loop.call_soon_threadsafe(then, loop, future)

        self._threads.submit(work).add_done_callback(ended)

    def _ended(self, loop: asyncio.AbstractEventLoop, ended: "Future[list[_Waiting]]") -> None:
        self._at_work -= 1
        if ended.cancelled():  # it was closed
            return
        for one in ended.result():
            if one.undone and one.is_wanted:
                self._again(loop, one)
            else:
                one.tell()
        self._get_on(loop)

    def _again(self, loop: asyncio.AbstractEventLoop, one: _Waiting) -> None:
        try:
            self._submit(loop, lambda: self._alone(one), lambda *_: one.tell())
        except RuntimeError:  # it was closed
            one.done.cancel()

    def _take(self, newest: int) -> _Waiting | None:
        """Take the next one that waits, if it is no newer than this one."""
        try:
            one = self._waiting.popleft()
        except IndexError:  # another thread has taken the last
            return None
        if one.number <= newest:
            return one
        self._waiting.appendleft(one)
        return None

    def _together(self) -> list[_Waiting]:
        """Run what waits: one alone, or some in one transaction. Returns what it was; what came of it stands there."""
        first = self._take(self._number)
        if first is None:
            return []
        if not self._waiting:
            self._alone(first)
            return [first]
        taken = [first]
        try:
            with self._connections.one() as (tx, raw):
                _Transaction(tx, raw).run(self._kind.together, self._taking(taken))
        except CommitLostError as error:
            _fail(taken, error.cause)
        except BaseException:  # noqa: BLE001 - edge: of what goes together; each learns by itself what it was
            for one in taken:
                one.undone = True
        return taken

    def _taking(self, taken: list[_Waiting]) -> Iterator[_Waiting]:
        """Yield the first and what waits after it, as long as that does not take long; note it in ``taken``."""
        until, newest = time.monotonic() + LONG_S, self._number
        one: _Waiting | None = taken[0]
        while one is not None:
            yield one
            if len(taken) == TOGETHER or time.monotonic() > until:
                return
            one = self._take(newest if self._kind.sees_one_moment else self._number)
            if one is not None:
                taken.append(one)

    def _alone(self, one: _Waiting) -> None:
        one.undone = False
        try:
            with self._connections.one() as (tx, raw):
                _Transaction(tx, raw).run(self._kind.alone, [one])
        except CommitLostError as error:
            _fail([one], error.cause)
        except BaseException as error:  # noqa: BLE001 - edge: of a thread; its caller has to learn it
            _fail([one], error)


def _fail(those: Iterable[_Waiting], error: BaseException) -> None:
    for one in those:
        one.error = error


class CommitLostError(Exception):
    """The connection was lost while the transaction was being committed: it may be done."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(str(cause))
        self.cause = cause


class _UnwantedError(Exception):
    """One of several was cancelled before their transaction was committed."""


class _Transaction:
    """One transaction in a thread, for one caller or several."""

    def __init__(self, tx: Tx, raw: ServerConnection) -> None:
        self._tx = tx
        self._raw = raw
        self._lock = threading.Lock()
        self._members: list[_Waiting] = []
        self._is_over = False

    def run(self, texts: Sequence[bytes], members: Iterable[_Waiting]) -> None:
        """Run them and commit; an exception undoes all of it.

        Raises
        ------
        CommitLostError
            It may be committed.
        """
        try:
            for one in members:
                if self._has(one):
                    self._begin(texts)
                    one.found = one.work(self._tx)
            if not all(one.is_wanted for one in self._members):
                raise _UnwantedError
            self._commit()
        finally:
            with self._lock:
                self._is_over = True  # before another transaction has the connection

    def _begin(self, texts: Sequence[bytes]) -> None:
        if self._tx.in_transaction():
            self._tx.dispatch.savepoint(self._tx, "")  # it needs none, but who listens hears that another begins
        else:
            begin(self._tx, texts)

    def _commit(self) -> None:
        if not self._tx.in_transaction():
            return
        try:
            self._tx.commit()
        except sa.exc.DBAPIError as error:
            if self._raw.closed:
                raise CommitLostError(error) from error
            raise

    def _has(self, one: _Waiting) -> bool:
        with self._lock:
            one.transaction = self
            if one.is_wanted:
                self._members.append(one)
            return one.is_wanted

    def cut_off_if_unwanted(self) -> None:
        """End its connection if nobody waits any more: a thread cannot be ended, nor wait for a server that is gone."""
        with self._lock:
            if not self._is_over and not any(one.is_wanted for one in self._members):
                shut(self._raw)
