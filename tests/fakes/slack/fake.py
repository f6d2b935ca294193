"""``FakeSlack``, the fake a test holds: it speaks as people, delivers to the bot, and lets things go wrong."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Unpack

from bot.trial.delivery.delivery import PATH, Mode
from bot.trial.delivery.payloads import command, shortcut
from bot.trial.delivery.sockets import Ack
from bot.trial.server import Tokens
from bot.trial.web_api.files import keep_file
from bot.trial.web_api.views import settle
from bot.trial.workspace.site import Site, View
from bot.trial.workspace.workspace import Clock, Json, Message
from tests.fakes.slack import events
from tests.fakes.slack.faults import Fault, How
from tests.fakes.slack.payloads import block_action, view_submission
from tests.fakes.slack.seen import PATIENCE_S, SeenRequests
from tests.fakes.slack.world import CUSTOMER, SUPPORT, make_site, record

BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-trial-desk", "xapp-trial-desk", "trial-signing-secret"
TEST_TOKENS = Tokens(BOT_TOKEN, APP_TOKEN, SIGNING_SECRET)


class FakeSlack(SeenRequests):
    """A strict Slack on 127.0.0.1. ``async with FakeSlack(bot_url=…) as slack``; end a test with ``slack.verify()``.

    It is the trial's own server, here on the tests' workspace unless another ``site`` is given.
    """

    def __init__(
        self,
        site: Site | None = None,
        tokens: Tokens = TEST_TOKENS,
        *,
        bot_url: str = "",
        mode: Mode = "http",
        port: int = 0,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(site or make_site(clock), tokens, mode=mode, port=port)
        self.delivery.bot_url = bot_url

    async def close(self) -> None:
        """Let hanging calls go, close every connection."""
        self.wire.faults.release_all()
        await super().close()

    # --- people speak -----------------------------------------------------------------------------------------------

    def says(
        self, user: str, channel: str, text: str, thread_ts: str | None = None, files: list[Json] | None = None
    ) -> Json:
        """Put a person's message into the workspace; return the event that tells the bot (not sent yet)."""
        event = events.message(
            text, user=user, channel=channel, thread_ts=thread_ts, ts=self.workspace.stamps.next(), files=files
        )
        record(self.workspace, event)
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
            record(self.workspace, each)
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
        record(self.workspace, event)
        statuses: list[int] = []
        reason = ""
        while True:
            ack = await self.delivery.event(event, len(statuses), reason)
            statuses.append(ack.status)
            done = ack.status == 200 if until is None else until()
            if done or (until is None and len(statuses) > len(delays_s)):
                return statuses
            reason = ack.reason or "http_error"
            await asyncio.sleep(delays_s[min(len(statuses), len(delays_s)) - 1])

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
        ack = await self.delivery.form("slash_commands", command(self.site, name, text, user=user, channel=channel))
        self._check_ack(name, ack)
        return ack

    async def action(
        self, action_id: str, on: Message | View, *, user: str = CUSTOMER, value: Json | str | None = None
    ) -> Ack:
        """Press or choose something that is on a message or view."""
        payload = block_action(self.site, action_id, on, user=user, value=value)
        return await self.delivery.form("interactive", payload)

    async def submit(self, view: View, values: dict[str, Any], *, user: str | None = None) -> Ack:
        """Send a modal; the view closes, changes or shows errors as the bot's answer says."""
        payload = view_submission(self.site, view, dict(values), user=user)
        ack = await self.delivery.form("interactive", payload)
        if ack.status == 200:
            settle(self.site, view, ack.json)
        await self.notify()
        return ack

    async def view_submission(self, view: View, values: dict[str, Any], *, user: str | None = None) -> Ack:
        """Send a modal (the name Slack gives it)."""
        return await self.submit(view, values, user=user)

    async def shortcut(self, callback_id: str, *, user: str = CUSTOMER, message: Message | None = None) -> Ack:
        """Use a shortcut."""
        payload = shortcut(self.site, callback_id, user=user, message=message)
        return await self.delivery.form("interactive", payload)

    # --- what goes wrong --------------------------------------------------------------------------------------------

    def fault(self, method: str, **how: Unpack[How]) -> Fault:
        """Script a fault: ``status, retry_after, error, hang, cut_before_accept, cut_after_accept, delay_s, times``."""
        return self.wire.faults.add(Fault(method, **how))

    def limit_rate(self, every_s: float | None = 1.0) -> None:
        """Switch Slack's one message a second and channel on, or (None) off."""
        self.wire.rate.every_s = every_s

    def limit_methods(self, **per_minute: int) -> None:
        """Let Slack take a method no oftener than so in a minute (``chat_startStream=20``)."""
        self.wire.method_rates.per_minute = {name.replace("_", ".", 1): most for name, most in per_minute.items()}

    def _check_ack(self, name: str, ack: Ack) -> None:
        if ack.json:
            self.site.notes.check_message(f"answer to {name}", ack.json)
