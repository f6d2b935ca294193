"""Which events the bot gets for what happens, and sending them: kept until it can take them, retried as Slack does."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

from bot.trial.delivery.delivery import Delivery
from bot.trial.workspace.workspace import BOT_USER, TEAM, Channel, Json, Message, Workspace

RETRY_DELAYS_S = (1.0, 60.0, 300.0)  # docs.slack.dev/apis/events-api, error handling: nearly at once, 1 and 5 minutes
KINDS = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


class Subscriptions:
    """A listener of the workspace that turns what happens into deliveries to the bot; they wait until it is ready.

    ``changed`` is notified whenever ``ready`` may have become true.
    """

    def __init__(
        self,
        workspace: Workspace,
        delivery: Delivery,
        events: frozenset[str],
        *,
        ready: Callable[[], bool],
        changed: asyncio.Condition,
    ) -> None:
        self._workspace = workspace
        self._delivery = delivery
        self._events = events
        self._ready = ready
        self._changed = changed
        self._under_way: set[asyncio.Task[None]] = set()

    def heard(self, kind: str, about: Any) -> None:  # noqa: ANN401 - what it is depends on the kind
        """Send what the bot is subscribed to; returns at once."""
        for subscription, event in _events_of(self._workspace, kind, about):
            self.send(subscription, event)

    def send(self, subscription: str, event: Json) -> None:
        """Send one event if the app subscribed to it; returns at once."""
        if subscription in self._events:
            task = asyncio.create_task(self._deliver(event))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def idle(self) -> None:
        """Wait until the bot has taken every event."""
        while self._under_way:
            await asyncio.wait(set(self._under_way))

    async def close(self) -> None:
        """Give up what has not been taken."""
        for task in list(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _deliver(self, event: Json) -> None:
        reason = ""
        for attempt, delay_s in enumerate((0.0, *RETRY_DELAYS_S)):
            if delay_s:
                await asyncio.sleep(delay_s)
            await self._until_ready()
            ack = await self._delivery.event(event, attempt, reason)
            if ack.status == 200:
                return
            reason = ack.reason or "http_error"

    async def _until_ready(self) -> None:
        async with self._changed:
            await self._changed.wait_for(self._ready)


def _events_of(there: Workspace, kind: str, about: Any) -> Iterator[tuple[str, Json]]:  # noqa: ANN401
    if kind == "message":
        yield from _said(there, about)
    elif kind == "message_changed":
        message, before = about
        yield from _changed(there, message, before)
    elif kind == "message_deleted":
        yield from _deleted(there, *about)
    elif kind == "reaction":
        yield from _reacted(there, *about)


def _room(there: Workspace, message: Message) -> Channel | None:
    room = there.channels[message.channel]
    return room if BOT_USER in room.members else None


def _where(room: Channel, at: str) -> Json:
    return {"channel": room.id, "channel_type": room.kind, "event_ts": at}


def _said(there: Workspace, message: Message) -> Iterator[tuple[str, Json]]:
    room = _room(there, message)
    if room is None:
        return
    said = message.to_slack()
    if message.bot_id is None:
        said["client_msg_id"] = f"client-{message.ts}"
    root = there.find(room.id, message.thread)
    if message.thread_ts and root is not None:
        said["parent_user_id"] = root.user
    yield KINDS[room.kind], {**said, **_where(room, message.ts)}
    if room.kind != "im" and message.bot_id is None and f"<@{BOT_USER}>" in message.text:
        yield "app_mention", {**said, "type": "app_mention", "channel": room.id, "event_ts": message.ts}


def _changed(there: Workspace, message: Message, before: Json) -> Iterator[tuple[str, Json]]:
    room = _room(there, message)
    if room is None:
        return
    at = there.stamps.next()
    event = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": at, **_where(room, at)}
    yield KINDS[room.kind], {**event, "message": message.to_slack(), "previous_message": before}


def _deleted(there: Workspace, message: Message, copy: Message) -> Iterator[tuple[str, Json]]:
    room = _room(there, message)
    if room is None:
        return
    if there.find(message.channel, message.ts) is message:  # a root with replies: Slack changes it to a tombstone
        yield from _changed(there, message, copy.to_slack())
        return
    at = there.stamps.next()
    event = {"type": "message", "subtype": "message_deleted", "hidden": True, "ts": at, **_where(room, at)}
    yield KINDS[room.kind], {**event, "deleted_ts": message.ts, "previous_message": copy.to_slack()}


def _reacted(there: Workspace, message: Message, name: str, user: str) -> Iterator[tuple[str, Json]]:
    if _room(there, message) is None:
        return
    kind = "reaction_added" if user in message.reactions.get(name, []) else "reaction_removed"
    item = {"type": "message", "channel": message.channel, "ts": message.ts}
    event = {"type": kind, "user": user, "reaction": name, "item": item, "item_user": message.user, "team": TEAM}
    yield kind, {**event, "event_ts": there.stamps.next()}
