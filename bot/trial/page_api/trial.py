"""One running trial: the workspace, the installed app, the page's feed, the bot's state."""

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

from bot.trial.delivery.delivery import Mode
from bot.trial.delivery.subscriptions import Subscriptions
from bot.trial.page_api.feed import Feed
from bot.trial.page_api.requests import RequestRefused
from bot.trial.server import SlackServer, Tokens, new_tokens
from bot.trial.workspace import seed
from bot.trial.workspace.clock import TrialClock
from bot.trial.workspace.installed import Installed
from bot.trial.workspace.site import View
from bot.trial.workspace.workspace import BOT_ID, BOT_USER, Json


class RunningBot(Protocol):
    """The bot as somebody runs it beside the workspace."""

    status: str
    detail: str

    @property
    def lines(self) -> Sequence[str]:
        """Its last words."""

    async def restart(self) -> None:
        """Start it again."""

    async def clock_moved(self, ahead_s: float) -> None:
        """Let it go by a clock that is so far ahead of the machine's, and do what is due by then."""


GONE_AFTER_S = 5.0  # longer than a reload or a change of person takes


@dataclass(frozen=True)
class Plan:
    """How a trial is to be: where it listens, what it keeps, and what it says of the bot."""

    installed: Installed
    port: int = 0
    mode: Mode = "socket"
    keep: Path | None = None
    engine: str = "rules"
    model: str = ""
    tokens: Tokens = field(default_factory=new_tokens)
    key: str = field(default_factory=lambda: secrets.token_urlsafe(18))


class Trial:
    """What the page's requests act on."""

    def __init__(self, plan: Plan, slack: SlackServer, clock: TrialClock) -> None:
        self.plan = plan
        self.clock = clock
        self.installed = plan.installed
        self.slack = slack
        self.me, self.team, self.staff, self.samples = seed.ANA, seed.TEAM_NAME, seed.STAFF, seed.SAMPLES
        self.bot: RunningBot | None = None
        self.pages: set[web.WebSocketResponse] = set()
        self.page_gone: Callable[[], None] = lambda: None
        self.feed = Feed(self.slack.site)
        self.subscriptions = Subscriptions(
            self.slack.workspace,
            self.slack.delivery,
            plan.installed.events,
            ready=self.bot_is_ready,
            changed=self.slack.changed,
        )
        self._background: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"{self.slack.url}/?key={self.plan.key}"

    def bot_is_ready(self) -> bool:
        """Whether events can be sent to the bot now."""
        if self.bot is not None and self.bot.status != "ready":
            return False
        return bool(self.slack.hub.links) if self.slack.delivery.mode == "socket" else bool(self.slack.delivery.bot_url)

    def require_bot(self) -> None:
        """Refuse what needs an answer at once while the bot is not there."""
        if not self.bot_is_ready():
            name, status = self.installed.name, self.bot_state()["status"]
            starting = f"{name} is starting: press again in a moment."
            stopped = f"{name} is not running now ({status}). Start it again and repeat."
            raise RequestRefused(starting if status in {"starting", "ready"} else stopped)

    def bot_state(self) -> Json:
        """Return what the page shows of the bot."""
        status = self.bot.status if self.bot else "ready" if self.bot_is_ready() else "stopped"
        who = {"user_id": BOT_USER, "bot_id": BOT_ID, "name": self.installed.name, "home_tab": self.installed.home_tab}
        how = {"engine": self.plan.engine, "model": self.plan.model, "can_restart": self.bot is not None}
        detail, lines = (self.bot.detail, list(self.bot.lines)) if self.bot else ("", [])
        return {**who, **how, "status": status, "detail": detail, "lines": lines if status == "crashed" else []}

    def bot_changed(self) -> None:
        """Tell the pages, and let waiting events go."""
        self.slack.workspace.publish("bot", self.bot_state())
        self.in_background(self.slack.notify())

    async def restart_bot(self) -> None:
        """Start the bot again."""
        if self.bot is None:
            msg = "The bot was not started from here: restart it where it runs."
            raise RequestRefused(msg)
        await self.bot.restart()

    async def move_clock(self, seconds: float) -> None:
        """Move the time of the workspace and of the bot on; what is due by then is done at once."""
        if not self.clock.may_move(seconds):
            msg = "The clock goes forward only, by at most a month at once and a year in all."
            raise RequestRefused(msg)
        if self.bot is None:
            msg = "The bot was not started from here: it goes by a clock of its own."
            raise RequestRefused(msg)
        self.clock.ahead_s += seconds
        await self.bot.clock_moved(self.clock.ahead_s)
        self.slack.workspace.publish("clock", self.clock.ahead_s)

    def home_of(self, user: str) -> View | None:
        """Return what the bot last published as this person's Home."""
        return next(iter(self.slack.site.views_of(user, "home")), None)

    def page_left(self, link: web.WebSocketResponse) -> None:
        """Forget a page's link; when no page comes back for a while, somebody has closed the browser."""
        self.pages.discard(link)
        if not self.pages:
            self.in_background(self._look_for_pages())

    async def _look_for_pages(self) -> None:
        await asyncio.sleep(GONE_AFTER_S)
        if not self.pages:
            self.page_gone()

    def in_background(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run something beside the requests until the trial closes."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task

    async def close(self) -> None:
        """End what runs beside, close the pages."""
        await self.subscriptions.close()
        self.feed.close()
        for link in list(self.pages):
            await link.close(code=1001, message=b"the trial has ended")
        for task in list(self._background):
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
