"""Which events the bot gets for what happens, and sending them: kept until it can take them, retried as Slack does."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

from bot.trial.delivery.delivery import Delivery
from bot.trial.workspace.workspace import BOT_USER, TEAM, Channel, Json, Message, Workspace

RETRY_DELAYS_S = (1.0, 60.0, 300.0)  # docs.slack.dev/apis/events-api, error handling: nearly at once, 1 and 5 minutes
KINDS = {"channel": "message.channels", "group": "message.groups", "im": "message.im", "mpim": "message.mpim"}


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

    def on_event(self, kind: str, about: Any) -> None:  # noqa: ANN401 - what it is depends on the kind
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


def _events_of(workspace: Workspace, kind: str, about: Any) -> Iterator[tuple[str, Json]]:  # noqa: ANN401
    if kind == "message":
        yield from _posted(workspace, about)
    elif kind == "message_changed":
        message, before = about
        yield from _changed(workspace, message, before)
    elif kind == "message_deleted":
        yield from _deleted(workspace, *about)
    elif kind == "reaction":
        yield from _reacted(workspace, *about)


def _bots_channel(workspace: Workspace, message: Message) -> Channel | None:
    channel = workspace.channels[message.channel]
    return channel if BOT_USER in channel.members else None


def _where(channel: Channel, at: str) -> Json:
    return {"channel": channel.id, "channel_type": channel.kind, "event_ts": at}


def _posted(workspace: Workspace, message: Message) -> Iterator[tuple[str, Json]]:
    channel = _bots_channel(workspace, message)
    if channel is None:
        return
    event = message.to_slack()
    if message.bot_id is None:
        event["client_msg_id"] = f"client-{message.ts}"
    root = workspace.find(channel.id, message.thread)
    if message.thread_ts and root is not None:
        event["parent_user_id"] = root.user
    yield KINDS[channel.kind], {**event, **_where(channel, message.ts)}
    if channel.kind != "im" and message.bot_id is None and f"<@{BOT_USER}>" in message.text:
        yield "app_mention", {**event, "type": "app_mention", "channel": channel.id, "event_ts": message.ts}


def _changed(workspace: Workspace, message: Message, before: Json) -> Iterator[tuple[str, Json]]:
    channel = _bots_channel(workspace, message)
    if channel is None:
        return
    at = workspace.stamps.next()
    event = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": at, **_where(channel, at)}
    yield KINDS[channel.kind], {**event, "message": message.to_slack(), "previous_message": before}


def _deleted(workspace: Workspace, message: Message, copy: Message) -> Iterator[tuple[str, Json]]:
    channel = _bots_channel(workspace, message)
    if channel is None:
        return
    if workspace.find(message.channel, message.ts) is message:  # a root with replies: Slack changes it to a tombstone
        yield from _changed(workspace, message, copy.to_slack())
        return
    at = workspace.stamps.next()
    event = {"type": "message", "subtype": "message_deleted", "hidden": True, "ts": at, **_where(channel, at)}
    yield KINDS[channel.kind], {**event, "deleted_ts": message.ts, "previous_message": copy.to_slack()}


def _reacted(workspace: Workspace, message: Message, name: str, user: str) -> Iterator[tuple[str, Json]]:
    if _bots_channel(workspace, message) is None:
        return
    kind = "reaction_added" if user in message.reactions.get(name, []) else "reaction_removed"
    item = {"type": "message", "channel": message.channel, "ts": message.ts}
    event = {"type": kind, "user": user, "reaction": name, "item": item, "item_user": message.user, "team": TEAM}
    yield kind, {**event, "event_ts": workspace.stamps.next()}
