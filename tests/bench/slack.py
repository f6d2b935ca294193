"""A Slack that does nothing but answer, as a process: it counts replies and notes when each came."""

import asyncio
import json
import signal
import time
from collections import Counter
from itertools import count

from aiohttp import web

from tests.bench.wire import BOT_ID, BOT_USER, TEAM, Json, is_reply, say


class LeanSlack:
    """Answers every method with ok. Replies are known by their metadata; a thread is ``channel:thread_ts``."""

    def __init__(self) -> None:
        self._stamps = count(1)
        self._calls: Counter[str] = Counter()
        self._replies: Counter[str] = Counter()
        self._first_at: dict[str, float] = {}
        self._incomplete: set[str] = set()
        self._threads: dict[str, str] = {}
        self._changed = asyncio.Event()

    def site(self) -> web.Application:
        """Return the web application."""
        site = web.Application()
        site.add_routes(
            [
                web.get("/seen", self.seen),
                web.post("/forget", self.forget),
                web.route("*", "/api/{method}", self.answer),
            ]
        )
        return site

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one call of the Web API."""
        method = request.match_info["method"]
        self._calls[method] += 1
        if method == "chat.postMessage":
            return web.json_response(self._post(json.loads(await request.read())))
        if method == "chat.update":  # a progress message becomes the reply
            args = json.loads(await request.read())
            self._note(args, self._threads.get(args["ts"], ""))
            return web.json_response({"ok": True, "channel": args["channel"], "ts": args["ts"]})
        await request.read()
        listed: Json = {"messages": [], "channels": []}  # nothing was said while a desk was away
        known: Json = {"team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT_ID, "ts": "1.000001"}
        return web.json_response({"ok": True, **known, **listed})

    def _post(self, args: Json) -> Json:
        ts, thread = f"{int(time.time())}.{next(self._stamps):06d}", f"{args['channel']}:{args.get('thread_ts')}"
        self._threads[ts] = thread
        self._note(args, thread)
        return {"ok": True, "channel": args["channel"], "ts": ts}

    def _note(self, args: Json, thread: str) -> None:
        if is_reply(args.get("metadata") or {}):
            self._first_at.setdefault(thread, time.monotonic())
            self._replies[thread] += 1
            if not all(word in args["text"] for word in ("INV-7890", "RMA-", "A-12345")):
                self._incomplete.add(thread)
            self._changed.set()

    async def seen(self, request: web.Request) -> web.Response:
        """Tell the replies, once ``count`` threads have one or after ``timeout`` seconds."""
        wanted, until = int(request.query["count"]), time.monotonic() + float(request.query["timeout"])
        while len(self._replies) < wanted and time.monotonic() < until:
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), max(0.0, until - time.monotonic()))
            except TimeoutError:
                break
        return web.json_response(
            {
                "replies": self._replies,
                "at": self._first_at,
                "incomplete": sorted(self._incomplete),
                "calls": self._calls,
            }
        )

    async def forget(self, _request: web.Request) -> web.Response:
        """Start counting anew."""
        for kept in (self._calls, self._replies, self._first_at, self._incomplete, self._threads):
            kept.clear()
        return web.json_response({"ok": True})


async def _serve() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    runner = web.AppRunner(LeanSlack().site(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    say({"url": f"http://127.0.0.1:{runner.addresses[0][1]}"})
    await stop.wait()
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_serve())
