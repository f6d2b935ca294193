"""Connections to PostgreSQL on which the server has fallen silent, ended: whoever waits for it goes on.

A statement may take as long as it takes, so no wait for one has an end of its own. Who has used a connection for long
is asked about on another: the server says whether it works for it. Looked at from a thread: what waits is in C, and
costs nothing more for it.
"""

import os
import select
import socket
import threading
import time
from collections.abc import Callable, Collection
from contextlib import closing, suppress
from typing import Any

import psycopg
import sqlalchemy as sa
import structlog

SILENCE_S = 12.0  # used for so long it is asked about: longer than the server itself lets a transaction stand still
STANDSTILL_S = 10.0  # what the server did nothing for, so long, has nothing to come
LOOK_S = 3.0
ANSWER_S = 5.0
UNANSWERED = 3  # questions in a row: the server is silent to all

# One that stands still between two statements for a moment is not silent. What it does is shown of one's own role's.
_WORKS_FOR = """
SELECT pid FROM pg_stat_activity WHERE pid = pg_backend_pid() OR (pid IN (%s)
AND NOT (state LIKE 'idle%%' AND state_change < now() - interval '%f seconds'))
"""

log = structlog.get_logger(__name__)


class Watch:
    """Ends connections that wait for a server that says nothing. Begins with the first connection that is used."""

    def __init__(self, url: sa.URL, connect_args: dict[str, Any]) -> None:
        _, known = url.get_dialect()().create_connect_args(url)
        self._given = {**known, **connect_args}
        self._used: dict[psycopg.Connection[Any], float] = {}
        self._closed = threading.Event()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None
        self._unanswered = 0
        self.asked = 0

    def begin(self, raw: "psycopg.Connection[Any]") -> None:
        """Note that it is used from now on."""
        self._used[raw] = time.monotonic()
        if self._thread is None:
            self._begin_to_look()

    def end(self, raw: "psycopg.Connection[Any]") -> None:
        """Note that nobody uses it; nothing if nobody did."""
        self._used.pop(raw, None)

    def close(self) -> None:
        """Look no more."""
        self._closed.set()

    def _begin_to_look(self) -> None:
        with self._start:
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="database watch", daemon=True)
                self._thread.start()

    def _look(self) -> None:
        while not self._closed.wait(LOOK_S):
            suspects = self._used_for_long()
            silent = self._silent(list(suspects)) if suspects else []
            for raw in silent:
                if self._used.get(raw) == suspects[raw]:  # not somebody else's by now
                    log.warning("database_silent", seconds=round(time.monotonic() - suspects[raw]))
                    shut(raw)

    def _used_for_long(self) -> "dict[psycopg.Connection[Any], float]":
        now, found = time.monotonic(), {}
        for raw, since in list(self._used.items()):
            if raw.closed:
                self.end(raw)  # it could not be made ready, and nobody has it
            elif since < now - SILENCE_S:
                found[raw] = since
        return found

    def _silent(self, suspects: "list[psycopg.Connection[Any]]") -> "list[psycopg.Connection[Any]]":
        """Return those that the server does nothing for; all of them if it answers nobody, none if it cannot say."""
        try:
            pids = {raw: raw.pgconn.backend_pid for raw in suspects}
            works_for = ask(self._given, pids.values(), self._closed.is_set)
        except (psycopg.errors.ConnectionTimeout, TimeoutError):
            self._unanswered += 1
            return suspects if self._unanswered >= UNANSWERED else []
        except psycopg.Error as error:  # too many connections, say: it does answer
            log.info("database_not_asked", why=" ".join(str(error).split())[:200])
            self._unanswered = 0
            return []
        finally:
            self.asked += 1
        self._unanswered = 0
        return [] if works_for is None else [raw for raw, pid in pids.items() if pid not in works_for]


def ask(
    given: dict[str, Any], pids: Collection[int], is_over: Callable[[], bool] = lambda: False
) -> "frozenset[int] | None":
    """Ask the server, on a connection of its own, for which of its processes it does something.

    None: a pooler stands in between, and what it says a connection's process is means nothing to the server.

    Raises
    ------
    TimeoutError, psycopg.Error
        It does not say so within ``ANSWER_S``; it cannot be asked.
    """
    with closing(psycopg.connect(autocommit=True, **given)) as raw:
        query = _WORKS_FOR % (",".join(str(int(pid)) for pid in pids), STANDSTILL_S)
        raw.pgconn.send_query(query.encode())
        poll, until = select.poll(), time.monotonic() + ANSWER_S
        poll.register(raw.pgconn.socket, select.POLLIN)
        while raw.pgconn.is_busy():
            left_s = until - time.monotonic()
            if left_s <= 0 or is_over():
                raise TimeoutError
            if poll.poll(min(left_s, 1.0) * 1000):
                raw.pgconn.consume_input()
        result = raw.pgconn.get_result()
        if result is None or result.status != psycopg.pq.ExecStatus.TUPLES_OK:
            raise psycopg.OperationalError(raw.pgconn.get_error_message())
        found = frozenset(int(result.get_value(row, 0) or 0) for row in range(result.ntuples))
        return found if raw.pgconn.backend_pid in found else None


def shut(raw: "psycopg.Connection[Any]") -> None:
    """End a connection while another thread uses it: its wait ends at once, and the server undoes its transaction."""
    with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(raw.pgconn.socket)) as ours:
        ours.shutdown(socket.SHUT_RDWR)
