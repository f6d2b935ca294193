"""The floor, as a process: a bare Bolt app that stores one row before its ack, and that is all."""

import asyncio
import re
import signal
import sys
from collections.abc import Awaitable, Callable

import aiosqlite
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.bench.wire import BOT_TOKEN, SIGNING_SECRET, Json, say


def make_app(slack_url: str, database: aiosqlite.Connection) -> AsyncApp:
    """Make the app; the row is inserted and committed in a global middleware, as ours is."""
    client = AsyncWebClient(token=BOT_TOKEN, base_url=f"{slack_url}/api/")
    app = AsyncApp(client=client, signing_secret=SIGNING_SECRET)

    async def keep(body: Json, next: Callable[[], Awaitable[None]]) -> None:  # noqa: A002 - Bolt's name
        event = body["event"]
        row = (event["channel"], event["ts"], event["user"], event["text"])
        await database.execute("INSERT OR IGNORE INTO messages (channel, ts, author, text) VALUES (?, ?, ?, ?)", row)
        await database.commit()
        await next()

    async def nothing() -> None: ...

    app.use(keep)
    app.event(re.compile(".*"))(nothing)
    return app


async def _serve(slack_url: str, path: str) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with aiosqlite.connect(path) as database:
        await database.execute("PRAGMA journal_mode=WAL")
        await database.execute("PRAGMA synchronous=FULL")
        await database.execute("CREATE TABLE messages (channel, ts, author, text, UNIQUE (channel, ts))")
        app = make_app(slack_url, database)

        async def events(request: web.Request) -> web.Response:
            return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

        site = web.Application()
        site.router.add_post("/slack/events", events)
        runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        say({"url": f"http://127.0.0.1:{runner.addresses[0][1]}"})
        await stop.wait()
        await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_serve(*sys.argv[1:3]))
