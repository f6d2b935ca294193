"""The Web API of the fake: the workspace's own, with scripted faults, a rate limit, and every request kept."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from bot.trial.delivery.sockets import SocketHub
from bot.trial.web_api.http import Wire
from bot.trial.workspace.site import ResponseUrl, Site
from bot.trial.workspace.workspace import Json
from tests.fakes.slack.faults import ChannelRate, Fault, Faults, MethodRates
from tests.fakes.slack.requests import Call, Requests


class FaultyWebApi(Wire):
    """Answers as Slack would, or as a fault says."""

    def __init__(
        self, site: Site, hub: SocketHub, tokens: tuple[str, str], changed: Callable[[], Awaitable[None]]
    ) -> None:
        super().__init__(site, hub, tokens, changed)
        self.faults = Faults()
        self.rate = ChannelRate(site.workspace.clock)
        self.method_rates = MethodRates(site.workspace.clock)
        self.requests = Requests()

    async def answer_call(self, method: str, args: Json, token: str) -> web.StreamResponse:
        """Meet the next fault of this method, or none."""
        fault = self.faults.take(method)
        early = await _before(fault) if fault is not None else None
        if fault is not None and early is not None:
            told = {"ok": False, "fault": str(fault.status or fault.error or "cut")}
            self.requests.keep(self._site, Call(method, args, told))
            await self._changed()
            return early
        late = self._too_fast(method, args)
        if late is not None:
            return late
        answer = await super().answer_call(method, args, token)
        return Cut() if fault is not None and fault.cut_after_accept else answer

    def perform(self, method: str, args: Json, token: str) -> Json:
        """Keep the call with its answer, before anybody who waits for a change is woken."""
        answer = super().perform(method, args, token)
        self.requests.keep(self._site, Call(method, args, answer))
        return answer

    def take_response(self, to: ResponseUrl, body: Json) -> None:
        """Keep what came to a response URL."""
        self.requests.keep_response(to, body)
        super().take_response(to, body)

    def _too_fast(self, method: str, args: Json) -> web.Response | None:
        wait = self.rate.wait_s(str(args.get("channel"))) if method == "chat.postMessage" else None
        wait = self.method_rates.wait_s(method) if wait is None else wait
        return _limited(wait) if wait is not None else None


class Cut(web.Response):
    """No answer at all: the connection breaks."""

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """Break the connection instead of sending anything."""
        if request.transport is not None:
            request.transport.abort()
        return await super().prepare(request)


async def _before(fault: Fault) -> web.Response | None:
    if fault.delay_s:
        await asyncio.sleep(fault.delay_s)
    if fault.hang:
        await fault.released()
    if fault.cut_before_accept:
        return Cut()
    if fault.status == 429:
        return _limited(1 if fault.retry_after is None else fault.retry_after)
    if fault.status is not None:
        return web.Response(status=fault.status, text="<html>upstream error</html>", content_type="text/html")
    return web.json_response({"ok": False, "error": fault.error}) if fault.error else None


def _limited(wait_s: int) -> web.Response:
    headers = {"Retry-After": str(wait_s)}
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
