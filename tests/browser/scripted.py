"""A bot that does what a test says: it posts by the Web API and keeps what the workspace sends it."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Self

from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.trial.delivery.delivery import PATH
from bot.trial.server import SlackServer
from tests.fakes.slack.patience import PATIENCE_S

Json = dict[str, Any]
Post = Callable[..., Awaitable[Any]]


class ScriptedBot:
    """``answers``: what the next view submissions get (JSON); ``heard``: what came in, oldest first."""

    def __init__(self, slack: SlackServer) -> None:
        self.client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        self.answers: deque[Json] = deque()
        self.heard: asyncio.Queue[Json] = asyncio.Queue()
        self._slack = slack
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post(PATH, self._hear)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self._slack.delivery.mode = "http"
        self._slack.delivery.bot_url = f"http://{host}:{port}"
        await self._slack.notify()
        return self

    async def __aexit__(self, *_error: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def next(self, kind: str) -> Json:
        """Wait for the next payload of a kind (``block_actions``, ``view_submission``, ``command``, …)."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                payload = await self.heard.get()
                if payload.get("type", "command" if "command" in payload else "") == kind:
                    return payload

    async def _hear(self, request: web.Request) -> web.Response:
        if request.content_type == "application/json":
            payload: Json = (await request.json()).get("event", {})
        else:
            form = await request.post()
            payload = json.loads(str(form["payload"])) if "payload" in form else {k: str(v) for k, v in form.items()}
        await self.heard.put(payload)
        if payload.get("type") == "view_submission" and self.answers:
            return web.json_response(self.answers.popleft())
        return web.Response()
