"""A connection to PostgreSQL that runs statements which the server keeps ready by libpq's own calls, without a cursor.

A cursor of psycopg is a generator of steps that an event loop could wait for, with look-ups for what a program may run
once: most of the processor's time of a statement (docs/decisions/0067-postgresql-together.md). Whoever calls this is in
a thread of its own and runs the same statements again and again.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus

_DONE = frozenset({ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK})

Row = tuple[Any, ...]


class ServerConnection(psycopg.Connection[Row]):
    """One thread uses it at a time. What it raises are psycopg's errors."""

    _ready: dict[bytes, bytes]  # text → what the server knows it by
    _values: Any  # what makes text of Python's values, and values of the server's text

    @property
    def is_in_transaction(self) -> bool:
        """Whether one has begun; else a statement that is run here would be one by itself."""
        return self.pgconn.transaction_status == TransactionStatus.INTRANS

    def command(self, text: bytes) -> None:
        """Run what has neither parameters nor rows, such as what begins a transaction."""
        self._checked(self.pgconn.exec_(text))

    def run_ready(self, text: bytes, given: Sequence[Any]) -> "Ran":
        """Run a statement whose parameters are ``$1`` and so on; it is kept ready from the first time on."""
        try:
            name = self._ready[text]
        except AttributeError:  # the first one: psycopg makes connections its own way
            self._ready, self._values = {}, Transformer(self)
            name = self._make_ready(text)
        except KeyError:
            name = self._make_ready(text)
        # As text, of no type: each parameter stands in a CAST, or the server sees what it is compared with.
        values = self._values.dump_sequence(given, [PyFormat.TEXT] * len(given))
        return Ran(self._checked(self.pgconn.exec_prepared(name, values)), self._values)

    def _make_ready(self, text: bytes) -> bytes:
        name = b"desk_%d" % len(self._ready)
        self._checked(self.pgconn.prepare(name, text))
        self._ready[text] = name
        return name

    def _checked(self, result: Any) -> Any:  # noqa: ANN401 - as above
        if result.status in _DONE:
            return result
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
