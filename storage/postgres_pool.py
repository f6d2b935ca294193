"""Connections to PostgreSQL: each thread keeps one, from one transaction to the next."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import sqlalchemy as sa

from storage.postgres_connection import ServerConnection
from storage.postgres_watch import Watch, shut

Tx = sa.Connection


class Connections:
    """A connection for each thread, opened when it first needs one, and anew when it is lost."""

    def __init__(self, engine: sa.Engine, watch: Watch) -> None:
        self._engine = engine
        self._watch = watch
        self._here = threading.local()
        self._lock = threading.Lock()
        self._free: dict[ServerConnection, Tx] = {}
        self._used: set[ServerConnection] = set()
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
                if not raw.is_idle:  # its commit failed, and to SQLAlchemy it is over
                    raw.rollback()
            with self._lock:
                self._used_no_more(raw)
                is_kept = not (raw.closed or self._closed)
                if is_kept:
                    self._free[raw] = tx
            if not is_kept:
                self._end(tx)

    def _living(self) -> tuple[Tx, ServerConnection]:
        known: tuple[Tx, ServerConnection] | None = getattr(self._here, "connection", None)
        if known is not None:
            tx, raw = known
            if self._use(raw) and raw.lives():
                return tx, raw
            with self._lock:
                self._used_no_more(raw)
            self._end(tx)
        tx = self._engine.connect()
        opened: Any = tx.connection.dbapi_connection
        self._here.connection = tx, opened
        self._use(opened)
        return tx, opened

    def _use(self, raw: ServerConnection) -> bool:
        """Note that it is used; False if it was closed meanwhile."""
        with self._lock:
            self._free.pop(raw, None)
            self._used.add(raw)
            self._watch.begin(raw)
            return not self._closed

    def _used_no_more(self, raw: ServerConnection) -> None:
        self._used.discard(raw)
        self._watch.end(raw)

    def _end(self, tx: Tx) -> None:
        self._here.connection = None
        with suppress(sa.exc.DBAPIError):
            tx.close()

    def close(self) -> None:
        """End all of them; a transaction that is under way is undone."""
        self._watch.close()
        with self._lock:
            self._closed = True
            for raw in self._used:
                shut(raw)
            free = list(self._free.values())
            self._free.clear()
        for tx in free:
            tx.close()
