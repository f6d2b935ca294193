"""Name look-ups have threads of their own: one that hangs for seconds must not hold what is durable before the ack.

The durable engine makes its four threads the loop's default ones, and a look-up waits in the default ones.
"""

import asyncio
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

THREADS = 16  # a client asks for a name once at a time, and there are few names


@contextmanager
def own_lookups() -> Iterator[None]:
    """Let the running loop look names up in threads of their own: aiohttp, httpx and psycopg all ask the loop."""
    threads = ThreadPoolExecutor(THREADS, thread_name_prefix="lookup")
    loop = asyncio.get_running_loop()

    async def getaddrinfo(
        host: Any,  # noqa: ANN401 - as asyncio's
        port: Any,  # noqa: ANN401
        *,
        family: int = 0,
        type: int = 0,  # noqa: A002 - asyncio's name
        proto: int = 0,
        flags: int = 0,
    ) -> Any:  # noqa: ANN401
        return await loop.run_in_executor(threads, partial(socket.getaddrinfo, host, port, family, type, proto, flags))

    before = loop.getaddrinfo
    loop.getaddrinfo = getaddrinfo  # type: ignore[method-assign]
    try:
        yield
    finally:
        loop.getaddrinfo = before  # type: ignore[method-assign]
        threads.shutdown(wait=False, cancel_futures=True)
