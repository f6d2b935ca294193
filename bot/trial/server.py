"""``FakeSlack``, the fake a test holds: it runs the server, speaks as people and delivers to the bot."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Self, Unpack

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.trial import events
from bot.trial.delivery import payloads
from bot.trial.delivery.delivery import PATH, Delivery, Mode
from bot.trial.delivery.sockets import Ack, Hub
from bot.trial.faults import Fault, How
from bot.trial.seen import PATIENCE_S, Seen
from bot.trial.web_api.files import LARGEST, keep_file
from bot.trial.web_api.http import Wire
from bot.trial.workspace.site import Site, View
from bot.trial.workspace.workspace import BOT_USER, CUSTOMER, SUPPORT, Clock, Json, Message, Workspace

BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-trial-desk", "xapp-trial-desk", "trial-signing-secret"


class Tokens(NamedTuple):
    """What an app gets when it is installed."""

    bot: str
    app: str
    signing_secret: str


TEST_TOKENS = Tokens(BOT_TOKEN, APP_TOKEN, SIGNING_SECRET)


class FakeSlack(Seen):
    """A strict Slack on 127.0.0.1. ``async with FakeSlack(bot_url=…) as slack``; end a test with ``slack.verify()``."""

    def __init__(
        self,
        *,
        bot_url: str = "",
        mode: Mode = "http",
        clock: Clock | None = None,
        port: int = 0,
        tokens: Tokens = TEST_TOKENS,
    ) -> None:
        super().__init__(Site(Workspace(clock)))
        self.bot_token, self.app_token, self.signing_secret = tokens
        self.hub = Hub(self.notify)
        self.delivery = Delivery(self.workspace, self.hub, self.signing_secret)
        self.delivery.bot_url, self.delivery.mode = bot_url, mode
        self.wire = Wire(self.site, self.hub, (self.bot_token, self.app_token), self.notify)
        self._port = port
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where the fake listens."""
        return self.site.url

    @property
    def acks(self) -> list[Ack]:
        """Every answer of the bot to a delivery, with its time in ms."""
        return self.delivery.acks

    @property
    def api_url(self) -> str:
        """The base URL for ``AsyncWebClient``."""
        return f"{self.url}/api/"

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
        """Let hanging calls go, close every connection."""
        self.wire.faults.release_all()
        await self.hub.drop()
        await self.delivery.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    # --- people speak -----------------------------------------------------------------------------------------------

    def says(
        self, user: str, channel: str, text: str, thread_ts: str | None = None, files: list[Json] | None = None
    ) -> Json:
        """Put a person's message into the workspace; return the event that tells the bot (not sent yet)."""
        event = events.message(
            text, user=user, channel=channel, thread_ts=thread_ts, ts=self.workspace.stamps.next(), files=files
        )
        self.workspace.record(event)
        return event

    def upload(self, name: str, content: bytes, mimetype: str = "", user: str = CUSTOMER) -> Json:
        """Store a file; return the file object that messages and modals carry."""
        return keep_file(self.site, name, content, user=user, mimetype=mimetype)

    # --- delivery to the bot ----------------------------------------------------------------------------------------

    async def deliver(
        self,
        event: Json | list[Json],
        times: int = 1,
        retry_num: int | None = None,
        retry_reason: str | None = None,
        *,
        concurrently: bool = False,
    ) -> list[int]:
        """Send one event or several, ``times`` over with the same event id; return the statuses, 0 for no answer."""
        sent = (event if isinstance(event, list) else [event]) * times
        for each in sent:
            self.workspace.record(each)
        await self.notify()
        tries = [self.delivery.event(each, retry_num or 0, retry_reason or "") for each in sent]
        acks = await asyncio.gather(*tries) if concurrently else [await each for each in tries]
        return [ack.status for ack in acks]

    async def redeliver(self, event: Json, retry_num: int = 1, retry_reason: str = "http_timeout") -> list[int]:
        """Send again what was sent before: same event id, with Slack's retry headers."""
        return await self.deliver(event, 1, retry_num, retry_reason)

    async def deliver_with_retries(
        self, event: Json, until: Callable[[], bool] | None = None, delays_s: Sequence[float] = (0.05, 0.1, 0.2)
    ) -> list[int]:
        """Send as Slack does, up to three retries after the first; with ``until`` as often as it takes to hold."""
        self.workspace.record(event)
        return await self.delivery.with_retries(event, delays_s, until)

    async def deliver_raw(self, body: bytes, headers: Mapping[str, str], path: str = PATH) -> Ack:
        """POST exactly these bytes and headers; ``slack.sign(body)`` makes good ones."""
        return await self.delivery.raw(body, headers, path)

    async def connected(self, links: int = 1, timeout_s: float = PATIENCE_S) -> None:
        """Wait until the bot holds this many Socket Mode links."""
        await self.wait_for(lambda: len(self.hub.links) >= links, timeout_s)

    def sign(self, body: bytes, *, at: float | None = None, secret: str | None = None) -> dict[str, str]:
        """Return v0 signature headers; ``at`` for stale ones, ``secret`` for wrong ones."""
        return self.delivery.sign(body, at=at, secret=secret)

    async def command(self, name: str, text: str = "", *, user: str = CUSTOMER, channel: str = SUPPORT) -> Ack:
        """Type a slash command."""
        ack = await self.delivery.form(
            "slash_commands", payloads.command(self.site, name, text, user=user, channel=channel)
        )
        self._check_ack(name, ack)
        return ack

    async def action(
        self, action_id: str, on: Message | View, *, user: str = CUSTOMER, value: Json | str | None = None
    ) -> Ack:
        """Press or choose something that stands on a message or view."""
        payload = payloads.block_action(self.site, action_id, on, user=user, value=value)
        return await self.delivery.form("interactive", payload)

    async def submit(self, view: View, values: dict[str, Any], *, user: str | None = None) -> Ack:
        """Send a modal; the view closes, changes or shows errors as the bot's answer says."""
        payload = payloads.view_submission(self.site, view, dict(values), user=user)
        ack = await self.delivery.form("interactive", payload)
        if ack.status == 200:
            self.settle(view, ack.json)
        await self.notify()
        return ack

    async def view_submission(self, view: View, values: dict[str, Any], *, user: str | None = None) -> Ack:
        """Send a modal (the name Slack gives it)."""
        return await self.submit(view, values, user=user)

    async def shortcut(self, callback_id: str, *, user: str = CUSTOMER, message: Message | None = None) -> Ack:
        """Use a shortcut."""
        payload = payloads.shortcut(self.site, callback_id, user=user, message=message)
        return await self.delivery.form("interactive", payload)

    # --- what goes wrong --------------------------------------------------------------------------------------------

    def fault(self, method: str, **how: Unpack[How]) -> Fault:
        """Script a fault: ``status, retry_after, error, hang, cut_before_accept, cut_after_accept, delay_s, times``."""
        return self.wire.faults.add(Fault(method, **how))

    def limit_rate(self, every_s: float | None = 1.0) -> None:
        """Switch Slack's one message a second and channel on, or (None) off."""
        self.wire.rate.every_s = every_s

    def unmet(self) -> list[str]:
        """Return the scripted faults that never happened."""
        return self.wire.faults.unmet()

    def _check_ack(self, name: str, ack: Ack) -> None:
        if ack.json:
            self.site.rules.check_message(f"answer to {name}", ack.json)


__all__ = ["APP_TOKEN", "BOT_TOKEN", "BOT_USER", "SIGNING_SECRET", "FakeSlack"]
