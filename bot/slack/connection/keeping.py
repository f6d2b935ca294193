"""Keeping what Slack sends before it gets its 200; what listens to the rest is elsewhere."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.slack.channel_ids import ChannelIds
from bot.slack.connection.gaps import Gaps
from bot.slack.connection.redeliveries import Redeliveries
from bot.slack.intake import KeepFirst

MESSAGES = frozenset({"message", "app_mention"})  # events that are kept: nothing listens to them

Json = dict[str, Any]


def is_message(body: Json) -> bool:
    """Say whether a request (untrusted) tells of a message, its edit or its deletion: it ends where that is kept."""
    event = body.get("event")
    return isinstance(event, dict) and event.get("type") in MESSAGES


class Keeping(AsyncMiddleware):
    """Keeps what is said, right after the check of the signature; all else goes on to what listens to it.

    A message ends here with its 200. What Bolt would do with it from here on, to find that nothing is to be done, takes
    longer than to keep it, and the slowest of many that come at once waits for all of that.
    """

    def __init__(self, channel_ids: ChannelIds, keep_first: KeepFirst, gaps: Gaps, redeliveries: Redeliveries) -> None:
        self._channel_ids = channel_ids
        self._keep_first = keep_first
        self._gaps = gaps
        self._redeliveries = redeliveries

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt's
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt's name
    ) -> BoltResponse:
        """Keep what a request says that came to Bolt: all but the messages that came over HTTP."""
        if req.body.get("type") == "app_rate_limited":
            self._gaps.rate_limited(req.body)
            return BoltResponse(status=200, body="")
        await self.keep(req.body)
        return BoltResponse(status=200, body="") if is_message(req.body) else await next()

    async def keep(self, body: Json, retry: str = "") -> None:
        """Keep what a request says; what could not be kept is not acknowledged, and noted.

        ``retry``: which further try of Slack's it is, over HTTP.
        """
        reached_at = self._redeliveries.reached()
        try:
            await self._channel_ids.by_first_id(body)
            await self._keep_first.keep(body)
        except Exception:
            if is_message(body):
                self._gaps.not_kept(body["event"])
            raise
        if is_message(body):
            self._gaps.kept()
            await self._redeliveries.kept(body["event"], retry, reached_at)
