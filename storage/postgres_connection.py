"""A connection to PostgreSQL as one thread keeps it: begun by statements of ours, asked whether it still lives."""

import os
import select
import socket
from contextlib import suppress
from functools import cached_property
from typing import Any

import psycopg
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus

_DONE = frozenset({ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK})

Row = tuple[Any, ...]


class ServerConnection(psycopg.Connection[Row]):
    """One thread uses it at a time, in transactions that ``begin`` begins. What it raises are psycopg's errors."""

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
        if self.closed:
            return False
        if not self._server.poll(0):
            return True
        try:
            self._run(b"SELECT 1")
        except psycopg.Error:
            return False
        return True

    def begin(self, *texts: bytes) -> None:
        """Begin a transaction by these. psycopg is told how by attributes, each a call by itself."""
        for text in texts:
            self._run(text)

    def _run(self, text: bytes) -> None:
        result = self.pgconn.exec_(text)
        if result.status in _DONE:
            return
        if self.pgconn.status != ConnStatus.OK:
            raise psycopg.OperationalError(result.get_error_message() or "the connection is lost")
        raise error_from_result(result)

    def shut(self) -> None:
        """End it while another thread uses it: its wait ends at once, and the server undoes its transaction."""
        with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(self.pgconn.socket)) as ours:
            ours.shutdown(socket.SHUT_RDWR)
