"""A server's port on this machine that can fall silent: what is written there is taken, and nothing comes back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import sqlalchemy as sa


class SilentProxy:
    """Passes on what is written between clients and a server. Silent connections stay open; later ones are not."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host  # the server's, or the folder of its socket
        self._port = port
        self._silent: set[int] = set()
        self._served: dict[int, tuple[asyncio.StreamWriter, asyncio.Event]] = {}
        self._is_dead = False

    def fall_silent(self, *, for_good: bool = False) -> int:
        """Pass on nothing more of the connections there are; ``for_good``: nor of those to come. Returns how many."""
        self._silent |= set(self._served)
        self._is_dead = for_good
        return len(self._served)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number, over = id(writer), asyncio.Event()
        self._served[number] = writer, over
        if self._is_dead:
            self._silent.add(number)
        path = f"{self._host}/.s.PGSQL.{self._port}"
        unix = self._host.startswith("/")
        there = await (asyncio.open_unix_connection(path) if unix else asyncio.open_connection(self._host, self._port))
        await asyncio.gather(self._pass_on(number, reader, there[1]), self._pass_on(number, there[0], writer))
        del self._served[number]
        self._silent.discard(number)
        over.set()

    async def _pass_on(self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                if number not in self._silent:
                    writer.write(data)
        writer.close()

    async def close(self) -> None:
        for writer, over in list(self._served.values()):
            writer.transport.abort()
            await over.wait()


@asynccontextmanager
async def silent_proxy(url: str) -> AsyncIterator[tuple[SilentProxy, str]]:
    """Open one before the server of a URL; yield it, and the URL that leads through it."""
    parsed = sa.make_url(url)
    host = str(parsed.query.get("host") or parsed.host)
    proxy = SilentProxy(host, parsed.port or int(str(parsed.query.get("port", "5432"))))
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    through = parsed.set(host="127.0.0.1", port=port, query={})
    try:
        yield proxy, through.render_as_string(hide_password=False)
    finally:
        server.close()
        await proxy.close()
