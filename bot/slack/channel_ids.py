"""Channels whose id changes, as Slack does when one is shared: the desk goes by the first one, Slack by the last.

What comes from Slack is read as if it had the first id, and what goes to Slack is given the last. So settings, threads,
keys and journals stay as they were, and nothing else knows of this.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog

from bot.slack.events import message_key
from handlers.desk import Desk
from storage import channel_ids
from storage.errors import FrontdeskError

CHANGED = "channel_id_changed"  # https://docs.slack.dev/reference/events/channel_id_changed
LOOK_EVERY_S = 60.0  # for what another process was told

Json = dict[str, Any]

log = structlog.get_logger(__name__)


class ChannelIds:
    """The ids of channels that have had several. One instance a process."""

    def __init__(self, desk: Desk, team_id: str) -> None:
        self._desk = desk
        self._team_id = team_id
        self._first: dict[str, str] = {}
        self._last: dict[str, str] = {}
        self._looking: asyncio.Task[None] | None = None

    async def load(self) -> None:
        """Read what is known; of several processes each looks again each minute."""
        await self._look()
        if self._desk.claimant.is_one_of_many and self._looking is None:
            self._looking = asyncio.create_task(self._look_for_ever())

    async def _look(self) -> None:
        self._first = await self._desk.db.read(lambda tx: channel_ids.first_ids(tx, self._team_id))
        self._last = {first: channel for channel, first in self._first.items()}

    async def _look_for_ever(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self._look()
            except FrontdeskError as error:
                log.warning("channel_ids_not_read", why=str(error))

    async def close(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    def last(self, channel: str) -> str:
        """Return the id by which Slack knows a channel now."""
        return self._last.get(channel, channel)

    async def by_first_id(self, body: Json) -> None:
        """Note a change, before its ack, and let ``body`` name each channel by its first id."""
        event = body.get("event")
        if isinstance(event, dict) and event.get("type") == CHANGED:
            await self._changed(event)
        if self._first:
            for place, name in _places(body):
                channel = place.get(name)
                if isinstance(channel, str):
                    place[name] = self._first.get(channel, channel)

    async def _changed(self, event: Mapping[str, Any]) -> None:
        before, after = event.get("old_channel_id"), event.get("new_channel_id")
        if message_key(self._team_id, before, "0.0") is None or message_key(self._team_id, after, "0.0") is None:
            return
        now, old, new = self._desk.now(), str(before), str(after)
        await self._desk.db.write(lambda tx: channel_ids.keep_change(tx, self._team_id, old, new, now))
        await self._look()
        log.warning("channel_id_changed", before=old, after=new, goes_by=self._first.get(new, old))


def _places(body: Json) -> list[tuple[Json, str]]:
    """Return where in what Slack sends the id of a channel stands."""
    event, about, container = (_dict(body.get(name)) for name in ("event", "channel", "container"))
    named = [(event, "channel"), (_dict(event.get("item")), "channel"), (about, "id")]
    return [*named, (container, "channel_id"), (body, "channel_id")]


def _dict(value: object) -> Json:
    return value if isinstance(value, dict) else {}
