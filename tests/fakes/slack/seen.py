"""What a test reads and waits for: the bot's posts, updates, status lines, views and breaches."""

import asyncio
from collections.abc import Callable
from functools import cached_property

from bot.trial.server import SlackServer
from bot.trial.workspace.site import Status, View
from bot.trial.workspace.workspace import BOT_ID, Json, Message
from tests.fakes.slack.requests import Call, Update
from tests.fakes.slack.rules import Rules
from tests.fakes.slack.web_api import FaultyWebApi

PATIENCE_S = 60.0  # a bound for what never happens; a busy machine may take its time
PROGRESS = "frontdesk_progress"  # event_type of the metadata that marks a progress message


class SeenRequests(SlackServer):
    """The readable side of the fake; everything is a plain list, oldest first."""

    wire: FaultyWebApi

    def make_web_api(self) -> FaultyWebApi:
        """Return a Web API that keeps every request."""
        return FaultyWebApi(self.site, self.hub, (self.bot_token, self.app_token), self.notify)

    @property
    def calls(self) -> list[Call]:
        """Every Web API call with its answer."""
        return self.wire.requests.calls

    @property
    def statuses(self) -> list[Status]:
        """Status lines, in the order they were set."""
        return self.wire.requests.statuses

    @property
    def updates(self) -> list[Update]:
        """Every ``chat.update``."""
        return self.wire.requests.updates

    @property
    def ephemerals(self) -> list[tuple[str, Message]]:
        """Messages only one person saw: (user, message)."""
        return self.site.ephemerals

    @property
    def responses(self) -> list[Json]:
        """What was sent to response URLs, with ``user`` and ``channel``."""
        return self.wire.requests.responses

    @cached_property
    def rules(self) -> Rules:
        """What the bot is held to."""
        return Rules(self.site.notes)

    @property
    def violations(self) -> list[str]:
        """What the bot may not do and did, unless allowed."""
        return self.rules.violations

    @property
    def scopes(self) -> list[str]:
        """The scopes of the bot's token; assign to change them."""
        return self.site.scopes

    @scopes.setter
    def scopes(self, scopes: list[str]) -> None:
        self.site.scopes = list(scopes)

    def allow(self, part: str) -> None:
        """Accept violations whose words contain ``part``."""
        self.rules.allow(part)

    def unmet(self) -> list[str]:
        """Return the scripted faults that never happened."""
        return self.wire.faults.unmet()

    def verify(self) -> None:
        """Fail the test on any violation and on any scripted fault that never happened."""
        found = [*self.violations, *self.unmet()]
        if found:
            raise AssertionError("the fake Slack objects:\n  " + "\n  ".join(found))

    def called(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [call for call in self.calls if call.method == method]

    def posts_in(self, channel: str, thread_ts: str | None = None) -> list[Message]:
        """Return the bot's messages in a thread, or (no thread given) anywhere in the channel."""
        mine = [m for m in self.workspace.messages if m.channel == channel and m.bot_id == BOT_ID]
        return [m for m in mine if thread_ts is None or (m.thread == thread_ts and m.ts != thread_ts)]

    def replies_in(self, channel: str, thread_ts: str | None = None) -> list[Message]:
        """Return those of the bot's messages that carry metadata, progress messages left out: its replies proper."""
        marked = [message for message in self.posts_in(channel, thread_ts) if message.metadata]
        return [message for message in marked if (message.metadata or {}).get("event_type") != PROGRESS]

    def replies_to(self, event: Json) -> list[Message]:
        """Return the replies in the thread of ``event``."""
        return self.replies_in(event["channel"], event.get("thread_ts") or event["ts"])

    def views_of(self, user: str, kind: str = "modal") -> list[View]:
        """Return what one person has open: modals, the topmost last, or the Home tab (``home``)."""
        return self.site.views_of(user, kind)

    async def wait_for(self, predicate: Callable[[], object], timeout_s: float = PATIENCE_S) -> None:
        """Wait until ``predicate`` holds; it is asked after every change here."""
        try:
            async with asyncio.timeout(timeout_s), self.changed:
                await self.changed.wait_for(lambda: bool(predicate()))
        except TimeoutError:
            last = [f"{call.method} {call.answer}" for call in self.calls[-5:]]
            raise TimeoutError(f"it did not happen in {timeout_s} s; last calls: {last}") from None

    async def reply_in(
        self, channel: str, thread_ts: str | None = None, count: int = 1, timeout_s: float = PATIENCE_S
    ) -> list[Message]:
        """Wait for ``count`` replies (with metadata) in a thread, return all there are."""
        await self.wait_for(lambda: len(self.replies_in(channel, thread_ts)) >= count, timeout_s)
        return self.replies_in(channel, thread_ts)

    async def reply_to(self, event: Json, count: int = 1, timeout_s: float = PATIENCE_S) -> list[Message]:
        """Wait for replies in the thread of ``event``."""
        return await self.reply_in(event["channel"], event.get("thread_ts") or event["ts"], count, timeout_s)

    async def post_in(
        self, channel: str, thread_ts: str | None = None, count: int = 1, timeout_s: float = PATIENCE_S
    ) -> list[Message]:
        """Wait for ``count`` messages of the bot of any sort, return all there are."""
        await self.wait_for(lambda: len(self.posts_in(channel, thread_ts)) >= count, timeout_s)
        return self.posts_in(channel, thread_ts)

    async def view_of(self, user: str, kind: str = "modal", timeout_s: float = PATIENCE_S) -> View:
        """Wait until a person sees a modal or Home tab; return the topmost."""
        await self.wait_for(lambda: self.views_of(user, kind), timeout_s)
        return self.views_of(user, kind)[-1]
