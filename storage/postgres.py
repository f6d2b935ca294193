"""PostgreSQL: what waits for a connection goes there together. Imported when ``DATABASE_URL`` names a server.

SQLAlchemy's asynchronous engine goes through the loop once a statement, and switches between two stacks for it: four
times the processor's time of what is done here (docs/decisions/0055-postgresql-in-threads.md has the figures). Here a
whole transaction is one trip to a thread, and those that wait for one are one trip, one BEGIN and one COMMIT.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import sqlalchemy as sa

from storage.postgres_connection import ServerConnection
from storage.postgres_line import Kind, Line
from storage.postgres_pool import Connections
from storage.postgres_watch import Watch
from storage.precedence import can_wait
from storage.sqlite import translated

Tx = sa.Connection
T = TypeVar("T")

# Who lost: two transactions that waited for each other, and one that another's commit has overtaken.
LOST_TO_ANOTHER = {"40P01", "40001"}
TRIES = 5
STATEMENTS = 512  # that a connection keeps prepared: more than there are, by far
# READ COMMITTED, the default, would show each statement of a read another moment.
_ONE_MOMENT = b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
READS = Kind(alone=(_ONE_MOMENT,), together=(_ONE_MOMENT,), sees_one_moment=True)
# Several changes hold rows of several cases, in no order: they wait for others for a moment, then each runs by itself.
TOGETHER_WAIT_MS = 200
CHANGES = Kind((b"BEGIN",), (b"BEGIN", b"SET LOCAL lock_timeout = %d" % TOGETHER_WAIT_MS), sees_one_moment=False)
LINES = 3


class PostgresDatabase:
    """The case database on PostgreSQL; at most as many threads as there may be connections."""

    def __init__(
        self,
        url: sa.URL,
        connect_args: dict[str, Any],
        connections: int,
        bound_standstill: Callable[[Any, object], None],
    ) -> None:
        engine = sa.create_engine(url, poolclass=sa.NullPool, connect_args=connect_args, hide_parameters=True)
        watch = Watch(url, connect_args)
        sa.event.listen(engine, "do_connect", _connected)
        sa.event.listen(engine, "connect", lambda raw, _record: watch.begin(raw))  # what makes it ready may wait, too
        sa.event.listen(engine, "connect", bound_standstill)
        sa.event.listen(engine, "connect", _begins_nothing_by_itself)
        self._threads = ThreadPoolExecutor(connections, thread_name_prefix="database")
        self._connections = Connections(engine, watch)
        line = partial(Line, self._threads, self._connections, max(connections // LINES, 1))
        self._reads = line(READS)
        # What somebody waits for at a request, such as Slack for its 200, does not wait for work.
        self._urgent, self._work = (line(CHANGES) for _ in range(2))

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
        """Close all connections; a transaction that is under way is undone."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for line in (self._reads, self._urgent, self._work):
            line.close()
        self._connections.close()


def _connected(_dialect: object, _record: object, given: Sequence[Any], named: dict[str, Any]) -> ServerConnection:
    return ServerConnection.connect(*given, **named)


def _begins_nothing_by_itself(raw: ServerConnection, _record: object) -> None:
    raw.prepared_max = STATEMENTS
    raw.autocommit = True
