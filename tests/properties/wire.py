"""A fake Slack that is slow, busy or away when a reply comes, as the driver says."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from bot.trial.workspace.workspace import Json, Stamps
from storage.posts import REPLY
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.web_api import Cut, FaultyWebApi
from tests.properties import state
from tests.stored import Clock

Outcome = Literal["taken", "busy", "failed", "lost", "unheard"]
"""429; 500; the request is lost; the answer is lost."""


@dataclass(frozen=True, slots=True)
class Came:
    """A call that was to post a page of a reply, and when it came."""

    reply: str
    at: float
    is_on_its_way: bool  # it was claimed when a person acted, and nothing could stop it any more


class TroubledWebApi(FaultyWebApi):
    """The Web API, with what goes wrong where something is posted."""

    clock: Clock
    is_cut_off = False  # from a process that is dead nothing comes any more
    is_busy = False  # every reply is answered with 429 until this is over

    def begin(self, clock: Clock) -> None:
        """Begin, with nothing going wrong."""
        self.clock = clock
        self.next_outcomes: deque[Outcome] = deque()
        self.holds = 0  # how many of the next replies are held
        self.held: list[asyncio.Future[Outcome]] = []
        self.came: list[Came] = []
        self.on_their_way: set[str] = set()  # replies that are claimed and may still come once

    def let_go(self, outcome: Outcome) -> None:
        """Answer what is held, and hold nothing more."""
        self.holds = 0
        for one in self.held:
            one.set_result(outcome)
        self.held.clear()

    async def answer_call(self, method: str, args: Json, token: str) -> web.StreamResponse:
        """Answer a call; one that posts meets what the driver says."""
        if self.is_cut_off:
            return Cut()
        # A reply is posted, or a progress message becomes it.
        becomes = method == "chat.update" and state.marked(args, REPLY) is not None
        if method != "chat.postMessage" and not becomes:
            return await super().answer_call(method, args, token)
        outcome = await self._outcome(args)
        if outcome == "taken":
            return await super().answer_call(method, args, token)
        if outcome == "unheard":
            await super().answer_call(method, args, token)
        if outcome == "busy":
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "0"})
        return web.Response(status=500, text="upstream error") if outcome == "failed" else Cut()

    async def _outcome(self, args: Json) -> Outcome:
        payload = state.marked(args, REPLY)
        if payload is not None:
            reply, _ = state.page_of(payload)
            self.came.append(Came(reply, self.clock().timestamp(), reply in self.on_their_way))
            self.on_their_way.discard(reply)
            if self.is_busy:
                return "busy"
            if self.holds:
                self.holds -= 1
                self.held.append(asyncio.get_running_loop().create_future())
                return await self.held[-1]
        return self.next_outcomes.popleft() if self.next_outcomes else "taken"


class TroubledSlack(FakeSlack):
    """The fake Slack with that Web API; its time stamps go by the desk's clock."""

    wire: TroubledWebApi

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.workspace.stamps = Stamps(lambda: clock().timestamp())
        self.wire.begin(clock)

    def make_web_api(self) -> TroubledWebApi:
        """Return a Web API with troubles."""
        return TroubledWebApi(self.site, self.hub, (self.bot_token, self.app_token), self.notify)
