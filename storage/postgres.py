"""PostgreSQL: the case database over SQLAlchemy's async engine. Imported when ``DATABASE_URL`` names a server."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from storage.sqlite import translated

Tx = sa.Connection
T = TypeVar("T")

# Who lost: two transactions that waited for each other, and one that another's commit has overtaken.
LOST_TO_ANOTHER = {"40P01", "40001"}
TRIES = 5


class PostgresDatabase:
    """The case database on PostgreSQL, over SQLAlchemy's async engine."""

    def __init__(
        self,
        url: sa.URL,
        connect_args: dict[str, Any],
        pool: dict[str, int],
        bound_standstill: Callable[[Any, object], None],
    ) -> None:
        self._engine = create_async_engine(
            url, **pool, pool_pre_ping=True, connect_args=connect_args, hide_parameters=True
        )
        sa.event.listen(self._engine.sync_engine, "connect", bound_standstill)
        # READ COMMITTED, the default, would show each statement of a read another moment.
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    async def read(self, query: Callable[[Tx], T]) -> T:
        """Run ``query`` in a transaction that writes nothing: it sees one moment."""
        with translated():
            async with self._reading.connect() as connection:
                return await connection.run_sync(query)

    async def write(self, change: Callable[[Tx], T]) -> T:
        """Run ``change`` in one transaction and commit it; again, a few times, if it lost against another."""
        with translated():
            for _ in range(TRIES - 1):
                try:
                    return await self._write(change)
                except sa.exc.OperationalError as error:
                    if getattr(error.orig, "sqlstate", None) not in LOST_TO_ANOTHER:
                        raise
                    await asyncio.sleep(0)  # whoever won is committing
            return await self._write(change)

    async def _write(self, change: Callable[[Tx], T]) -> T:
        async with self._engine.begin() as connection:
            return await connection.run_sync(change)

    async def empty_log(self) -> bool:
        """Do nothing: PostgreSQL's log is the operator's (docs/operations.md, "Erasing")."""
        return True

    async def scrub(self) -> bool:
        """Do nothing: rows are erased, and the server's vacuum frees what they were."""
        return True

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()
