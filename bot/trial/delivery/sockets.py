"""Socket Mode: up to ten links, each envelope to one of them, answered by its ``envelope_id``."""

import asyncio
import itertools
import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import WSCloseCode, WSMsgType, web

from bot.trial.workspace.workspace import APP, Json

MOST_LINKS = 10
Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]


@dataclass(frozen=True)
class Ack:
    """What came back for one delivery; status 0 means no answer in time, a socket's ack counts as 200."""

    status: int
    body: str = ""
    ms: float = 0.0
    reason: str = ""

    @property
    def json(self) -> Json:
        """The body as JSON; empty if there is none."""
        return dict(json.loads(self.body)) if self.body.startswith("{") else {}


class SocketHub:
    """The links of one app and the acks it waits for."""

    def __init__(self, changed: Callable[[], Awaitable[None]]) -> None:
        self._changed = changed
        self.links: list[web.WebSocketResponse] = []
        self.opened = 0
        self._tickets: set[str] = set()
        self._numbers = itertools.count(1)
        self._turn = itertools.count()
        self._waiting: dict[str, asyncio.Future[Any]] = {}

    def ticket(self) -> str:
        """Return the secret part of a new link's address; good for one connection."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Hold one link until either side closes it."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden(text="unknown or used ticket")
        self._tickets.discard(ticket)
        link = web.WebSocketResponse()
        await link.prepare(request)
        if len(self.links) >= MOST_LINKS:
            await link.send_json(_disconnect("too_many_websockets"))
            await link.close()
            return link
        await self._hold(link)
        return link

    async def _hold(self, link: web.WebSocketResponse) -> None:
        self.links.append(link)
        self.opened += 1
        info = {"connection_info": {"app_id": APP}, "num_connections": len(self.links)}
        await link.send_json({"type": "hello", **info, "debug_info": _debug()})
        await self._changed()
        try:
            async for message in link:
                if message.type is WSMsgType.TEXT:
                    self._acknowledged(json.loads(message.data))
        finally:
            self.links.remove(link)
            await self._changed()

    def _acknowledged(self, answer: Json) -> None:
        waiting = self._waiting.pop(answer.get("envelope_id", ""), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer.get("payload"))

    async def send(
        self, kind: str, payload: Json, retry_num: int = 0, retry_reason: str = "", wait_s: float = 3
    ) -> Ack:
        """Send one envelope over the next link in turn and wait for its ack."""
        live = [link for link in self.links if not link.closed]
        if not live:
            return Ack(0, reason="no_connection")
        number = f"envelope-{next(self._numbers)}"
        envelope: Json = {"type": kind, "envelope_id": number, "payload": payload}
        envelope["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            envelope |= {"retry_attempt": retry_num, "retry_reason": retry_reason}
        waiting = self._waiting[number] = asyncio.get_running_loop().create_future()
        started = asyncio.get_running_loop().time()
        try:
            await live[next(self._turn) % len(live)].send_json(envelope)
            async with asyncio.timeout(wait_s):
                answer = await waiting
        except (TimeoutError, ConnectionError):
            self._waiting.pop(number, None)
            return Ack(0, reason="timeout")
        ms = (asyncio.get_running_loop().time() - started) * 1000
        return Ack(200, json.dumps(answer) if answer else "", ms)

    async def disconnect(self, reason: Reason = "refresh_requested") -> None:
        """Ask every link to come back on a new address, as Slack does now and then."""
        for link in list(self.links):
            await link.send_json(_disconnect(reason))

    async def drop(self) -> None:
        """Close every link without a word."""
        for link in list(self.links):
            await link.close(code=WSCloseCode.GOING_AWAY)


def _debug() -> Json:
    return {"host": "applink-1", "build_number": 1, "approximate_connection_time": 18060}


def _disconnect(reason: Reason) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": _debug()}
