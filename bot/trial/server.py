"""``SlackServer``, the one door to the trial workspace: what is in it, its Web API, and the way to the bot."""

import asyncio
import secrets
from collections.abc import Sequence
from typing import NamedTuple, Self

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.trial.delivery.delivery import Delivery, Mode
from bot.trial.delivery.sockets import SocketHub
from bot.trial.web_api.files import LARGEST
from bot.trial.web_api.http import Wire
from bot.trial.workspace.site import Site
from bot.trial.workspace.workspace import Workspace


class Tokens(NamedTuple):
    """What an app gets when it is installed."""

    bot: str
    app: str
    signing_secret: str


def new_tokens() -> Tokens:
    """Return tokens nobody can guess: other programs of this machine reach the port, too."""
    return Tokens(*(f"{kind}-trial-{secrets.token_hex(12)}" for kind in ("xoxb", "xapp", "secret")))


class SlackServer:
    """A small Slack on 127.0.0.1, from ``start`` to ``close``; the demo serves it, and the tests' fake is one, too.

    ``site`` is what is there, ``wire`` answers the Web API, ``delivery`` sends to the bot, ``hub`` holds its links of
    Socket Mode; ``changed`` is notified after every call of the bot.
    """

    def __init__(self, site: Site, tokens: Tokens, *, mode: Mode = "http", port: int = 0) -> None:
        self.site = site
        self.bot_token, self.app_token, self.signing_secret = tokens
        self.changed = asyncio.Condition()
        self.hub = SocketHub(self.notify)
        self.delivery = Delivery(self.workspace, self.hub, self.signing_secret)
        self.delivery.mode = mode
        self.wire = self.make_web_api()
        self._port = port
        self._runner: web.AppRunner | None = None

    def make_web_api(self) -> Wire:
        """Return what answers the Web API."""
        return Wire(self.site, self.hub, (self.bot_token, self.app_token), self.notify)

    @property
    def workspace(self) -> Workspace:
        """People, channels, messages."""
        return self.site.workspace

    @property
    def url(self) -> str:
        """Where the server listens."""
        return self.site.url

    @property
    def api_url(self) -> str:
        """The base URL for ``AsyncWebClient``."""
        return f"{self.url}/api/"

    async def notify(self) -> None:
        """Wake everybody who waits for a change."""
        async with self.changed:
            self.changed.notify_all()

    async def start(self, *more: web.AbstractRouteDef, middlewares: Sequence[Middleware] = ()) -> Self:
        """Listen on 127.0.0.1; ``more`` routes stand beside Slack's own. OSError: the port is taken."""
        app = web.Application(client_max_size=LARGEST + 2**20, middlewares=middlewares)
        app.add_routes([*self.wire.routes(), *more])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self.site.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def close(self) -> None:
        """Close every connection."""
        await self.hub.drop()
        await self.delivery.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_error: object) -> None:
        await self.close()
