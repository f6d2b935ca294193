"""A connection to PostgreSQL as one thread keeps it: transactions and prepared statements by libpq's own calls.

A cursor of psycopg is a generator of steps that an event loop could wait for, with look-ups for what a program may run
once: most of the processor's time of a statement (docs/decisions/0067-fewer-transactions.md). Whoever calls this is in
a thread of its own and runs the same statements again and again.
"""

import select
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, PipelineStatus, TransactionStatus

_FORGOTTEN = b"26000"  # a statement that was kept ready: by a pooler, or whoever said DISCARD ALL
_DONE = frozenset({ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK})

Row = tuple[Any, ...]
Call = tuple[bytes, Sequence[Any]]  # a statement, and its parameters as text


class _AskedError(Exception):
    """A read has asked for what is not there yet; never seen outside ``ServerConnection.together``."""


class ServerConnection(psycopg.Connection[Row]):
    """One thread uses it at a time, in transactions that ``begin`` begins. What it raises are psycopg's errors.

    What nobody needs the result of (``run_later``) is sent with the statement after it: a trip to the server costs more
    than what is done there. Its error is that statement's then.
    """

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as psycopg makes it
        super().__init__(*given, **named)
        self._ready: dict[bytes, bytes] = {}  # text → what the server knows it by
        self._later: list[Call] = []
        self._gathers = False
        self._answer: Ran | None = None

    @cached_property
    def _values(self) -> Any:  # noqa: ANN401 - psycopg's, of either implementation
        """What makes text of Python's values, and values of the server's text, as the connection was told to."""
        return Transformer(self)

    @cached_property
    def _server(self) -> select.poll:
        """What waits for the server to say something."""
        poll = select.poll()
        poll.register(self.pgconn.socket, select.POLLIN)
        return poll

    @property
    def is_idle(self) -> bool:
        """Whether no transaction is under way, as far as is known here."""
        return self.pgconn.transaction_status == TransactionStatus.IDLE

    def lives(self) -> bool:
        """Say whether the server has not ended it while nobody used it: then there is something to read.

        Asking each time is one more trip to the server for each transaction.
        """
        if self.closed or self.pgconn.pipeline_status != PipelineStatus.OFF:  # cut off in the middle
            return False
        if not self._server.poll(0):
            return True
        try:
            self._checked(self.pgconn.exec_(b"SELECT 1"))
        except psycopg.Error:
            return False
        return True

    def begin(self, *texts: bytes) -> None:
        """Begin a transaction by these, with its first statement."""
        self._later = [(text, ()) for text in texts]

    def commit(self) -> None:
        """Commit what was begun, with what was to be run later."""
        if self._later or not self.is_idle:
            self._later.append((b"COMMIT", ()))
            self._run()

    def rollback(self) -> None:
        """Undo what was begun. psycopg's own lets the server forget all statements (``DEALLOCATE ALL``), also ours."""
        self._later = []
        if not self.is_idle:
            self._checked(self.pgconn.exec_(b"ROLLBACK"))

    def cursor(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - as psycopg's
        """Return a cursor, after what was to be run later."""
        assert not self._gathers, "only prepared statements are read together"  # noqa: S101 - a bug of ours
        if self._later:
            self._run()
        return super().cursor(*given, **named)

    def run_ready(self, text: bytes, given: Sequence[Any]) -> "Ran":
        """Run a statement whose parameters are ``$1`` and so on; it is kept ready from the first time on."""
        self.run_later(text, given)
        if self._gathers:
            raise _AskedError
        return Ran(self._run()[-1], self._values)

    def taken(self) -> "Ran | None":
        """Return what a read has asked for already, once; None if it has not."""
        answer, self._answer = self._answer, None
        return answer

    def together(self, reads: Sequence[Callable[[], Any]]) -> list[Any]:
        """Return what these return; their first statements go to the server in one trip.

        Each is begun twice: until it asks, and with the answer, which ``taken`` gives it.
        """
        found: dict[int, Any] = {}
        ask: list[int] = []
        for n, read in enumerate(reads):
            self._gathers = True
            try:
                found[n] = read()
            except _AskedError:
                ask.append(n)
            finally:
                self._gathers = False
        answers = self._run()[-len(ask) :] if ask else []
        for n, result in zip(ask, answers, strict=True):
            self._answer = Ran(result, self._values)
            try:
                found[n] = reads[n]()
                assert self._answer is None, "a read did not ask the second time"  # noqa: S101 - a bug of ours
            finally:
                self._answer = None  # or whoever has the connection next is answered with it
        return [found[n] for n in range(len(reads))]

    def run_later(self, text: bytes, given: Sequence[Any]) -> None:
        """Run it with whatever is run next."""
        self._later.append((text, self._as_text(given)))

    def _as_text(self, given: Sequence[Any]) -> Sequence[Any]:
        """Return parameters as text, of no type: each stands in a CAST, or the server sees what it is compared with."""
        values: Sequence[Any] = self._values.dump_sequence(given, [PyFormat.TEXT] * len(given))
        return values

    def _run(self) -> list[Any]:
        """Run what was to be run later, one statement at least; return what the server says to each."""
        calls, self._later = [(self._name(text), values) for text, values in self._later], []
        results = self._in_one_trip(calls) if len(calls) > 1 else [self.pgconn.exec_prepared(*calls[0])]
        return [self._checked(result) for result in results]

    def _in_one_trip(self, calls: Sequence[Call]) -> list[Any]:
        """Send all of them, then take what the server says to each; what follows one that breaks is not run."""
        self.pgconn.enter_pipeline_mode()
        for call in calls:
            self.pgconn.send_query_prepared(*call)
        self.pgconn.pipeline_sync()
        while self.pgconn.flush():  # more than fits: what the server says meanwhile is taken, so that it reads on
            self._server.poll(1)
            self.pgconn.consume_input()
        results = []
        for _ in calls:
            results.append(self._result())
            self._result()  # nothing: its end
        self._result()  # of the sync
        self.pgconn.exit_pipeline_mode()
        return results

    def _result(self) -> Any:  # noqa: ANN401 - as above
        """Return what the server says next, once it is there: other threads go on meanwhile."""
        while self.pgconn.is_busy():
            self._server.poll()
            self.pgconn.consume_input()
        return self.pgconn.get_result()

    def _name(self, text: bytes) -> bytes:
        name = self._ready.get(text)
        if name is None:
            name = b"desk_%d" % len(self._ready)
            self._checked(self.pgconn.prepare(name, text))
            self._ready[text] = name
        return name

    def _checked(self, result: Any) -> Any:  # noqa: ANN401 - psycopg's, of either implementation
        if result.status in _DONE:
            return result
        if result.error_field(DiagnosticField.SQLSTATE) == _FORGOTTEN:
            self.close()  # another one knows what it keeps
            raise psycopg.OperationalError(result.get_error_message())
        if self.pgconn.status != ConnStatus.OK:
            raise psycopg.OperationalError(result.get_error_message() or "the connection is lost")
        raise error_from_result(result)


class Ran:
    """What a statement returned: of what a cursor has what is used of one."""

    __slots__ = ("_result", "_values")

    def __init__(self, result: Any, values: Any) -> None:  # noqa: ANN401 - psycopg's, of either implementation
        self._result = result
        self._values = values

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""
        return self._result.command_tuples or 0

    @property
    def names(self) -> list[str]:
        """What its columns are called."""
        return [self._result.fname(at).decode() for at in range(self._result.nfields)]

    def fetchall(self) -> list[Row]:
        """Return all rows."""
        return self._rows(self._result.ntuples)

    def fetchone(self) -> Row | None:
        """Return the first row, or None."""
        return next(iter(self._rows(min(self._result.ntuples, 1))), None)

    def _rows(self, count: int) -> list[Row]:
        self._values.set_pgresult(self._result)
        rows: list[Row] = self._values.load_rows(0, count, tuple)
        return rows

    def close(self) -> None:
        """Do nothing: it is freed when nobody holds it."""
