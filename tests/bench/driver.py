"""The sender of events, as a process: signed, over kept-alive connections, as Slack sends. A JSON line in, one out.

Commands: ``{"warm": URL, "connections": N}`` opens connections; ``{"send": URL, "count": N, "rate": R}`` sends N
messages, R a second whatever the answers do (open loop), with rate 0 all at once; ``"texts": […]`` sends these in
turn, ``"connections": N`` so many at a time, each as soon as one before it is acknowledged; ``{"post": URL, "body": …,
"count": N}`` times plain requests one after another. Times are ``time.monotonic()``, the same for all processes.
"""

import asyncio
import hashlib
import hmac
import json
import sys
import time
from collections.abc import Sequence
from itertools import count

import aiohttp

from tests.bench.wire import CHANNELS, SAMPLE, SIGNING_SECRET, TEAM, Json, say

FIRST = int(time.time()) - 100_000  # each message its own second, so that threads never meet
PEOPLE = 500


class Driver:
    """Sends over one pool of connections."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self._numbers = count()
        self._free = asyncio.Semaphore()

    async def warm(self, url: str, connections: int) -> Json:
        """Open that many connections; the answer (404) does not matter."""
        await asyncio.gather(*(self._get(f"{url}/warm") for _ in range(connections)))
        return {"ok": True}

    async def send(self, url: str, number: int, rate: float, texts: Sequence[str], connections: int) -> Json:
        """Send messages; return thread, start, milliseconds to the ack and status of each."""
        self._free = asyncio.Semaphore(connections)
        bodies = [message(next(self._numbers), texts[at % len(texts)]) for at in range(number)]
        signed = [(thread, body, sign(body)) for thread, body in bodies] if not rate else []
        started, tasks = time.monotonic(), []
        for index, (thread, body) in enumerate(bodies):
            if rate:
                await asyncio.sleep(max(0.0, started + index / rate - time.monotonic()))
                signed.append((thread, body, sign(body)))
            tasks.append(asyncio.create_task(self._event(url, *signed[index])))
        return {"sent": await asyncio.gather(*tasks)}

    async def post(self, url: str, body: Json, number: int) -> Json:
        """Send a request that many times, one after another; return the milliseconds of each."""
        took = []
        for _ in range(number):
            started = time.monotonic()
            async with self._session.post(url, json=body) as answer:
                await answer.read()
                took.append((time.monotonic() - started) * 1000)
        return {"ms": took}

    async def _event(
        self, url: str, thread: str, body: bytes, headers: dict[str, str]
    ) -> tuple[str, float, float, int]:
        async with self._free:
            started = time.monotonic()
            try:
                async with self._session.post(f"{url}/slack/events", data=body, headers=headers) as answer:
                    await answer.read()
                    status = answer.status
            except (aiohttp.ClientError, TimeoutError):
                status = 0
            return thread, started, (time.monotonic() - started) * 1000, status

    async def _get(self, url: str) -> None:
        async with self._session.get(url) as answer:
            await answer.read()


def message(number: int, text: str = SAMPLE) -> tuple[str, bytes]:
    """Return the thread (``channel:ts``) and the body of a new message in a support channel."""
    channel, ts = CHANNELS[number % len(CHANNELS)], f"{FIRST + number}.{number:06d}"
    event = {"type": "message", "channel": channel, "channel_type": "channel", "user": f"U0P{number % PEOPLE:04d}"}
    event |= {"text": text, "ts": ts, "event_ts": ts, "team": TEAM, "client_msg_id": f"client-{number}"}
    body: Json = {"type": "event_callback", "team_id": TEAM, "api_app_id": "A0BENCH01", "event": event}
    body["is_ext_shared_channel"] = False
    body |= {"event_id": f"Ev{number:08d}", "event_time": FIRST + number, "token": "unused"}
    return f"{channel}:{ts}", json.dumps(body).encode()


def sign(body: bytes) -> dict[str, str]:
    """Return Slack's headers for ``body``."""
    stamp = str(int(time.time()))
    digest = hmac.new(SIGNING_SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    signed = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}
    return {"Content-Type": "application/json", "User-Agent": "Slackbot 1.0", **signed}


async def _main() -> None:
    pool = aiohttp.TCPConnector(limit=0, keepalive_timeout=70)
    wait = aiohttp.ClientTimeout(total=30)
    async with aiohttp.ClientSession(connector=pool, timeout=wait) as session:
        driver = Driver(session)
        say({"ready": True})
        while line := await asyncio.to_thread(sys.stdin.readline):
            given = json.loads(line)
            if "warm" in given:
                say(await driver.warm(given["warm"], given["connections"]))
            elif "send" in given:
                texts, most = given.get("texts") or [SAMPLE], given.get("connections") or given["count"]
                say(await driver.send(given["send"], given["count"], given["rate"], texts, most))
            else:
                say(await driver.post(given["post"], given["body"], given["count"]))


if __name__ == "__main__":
    asyncio.run(_main())
