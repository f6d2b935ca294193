"""The state of one made-up Slack workspace: people, channels, messages; no HTTP, no rules of what may be sent."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

Json = dict[str, Any]
Clock = Callable[[], float]
Listener = Callable[[str, Any], None]

TEAM, APP = "T0DESK001", "A0DESK001"
BOT_USER, BOT_ID = "U0DESKBOT", "B0DESKBOT"
SLACKBOT = "USLACKBOT"
DELETED_TEXT = "This message was deleted."
MOST_EARLIER = 5


class Stamps:
    """Slack's ``ts``: text, unique, increasing, near the clock it was given."""

    def __init__(self, clock: Clock = time.time) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        """Return the clock's time, or 100 microseconds after the last answer if the clock has not moved on."""
        self._last = max(int(self._clock() * 10_000), self._last + 1)
        seconds, fraction = divmod(self._last, 10_000)
        return f"{seconds}.{fraction:04d}00"


@dataclass
class User:
    """A person, or the bot."""

    id: str
    name: str
    is_bot: bool = False
    email: str = ""
    tz: str = "Europe/Amsterdam"
    deleted: bool = False
    real_name: str = ""
    color: str = ""
    team: str = TEAM  # another one: a person of an organisation that shares a channel with ours (Slack Connect)

    def to_slack(self) -> Json:
        """Answer of ``users.info``, without what nobody reads."""
        real_name = self.real_name or self.name
        shown = self.real_name or self.name  # the trial's page calls them so too
        profile = {"real_name": real_name, "display_name": shown, "email": self.email}
        named = {"id": self.id, "team_id": self.team, "name": self.name.lower(), "real_name": real_name, "tz": self.tz}
        return {**named, "deleted": self.deleted, "is_bot": self.is_bot, "locale": "en-US", "profile": profile}


@dataclass
class Channel:
    """A public or private channel, a direct message (``id`` starts with D) or one of a group (``is_group``)."""

    id: str
    name: str
    members: set[str]
    is_private: bool = False
    is_archived: bool = False
    topic: str = ""
    is_group: bool = False

    @property
    def kind(self) -> str:
        """``channel``, ``group``, ``im`` or ``mpim``: the word events and scopes use."""
        if self.id.startswith("D"):
            return "im"
        if self.is_group:
            return "mpim"
        return "group" if self.is_private else "channel"

    def to_slack(self) -> Json:
        """Answer of ``conversations.info``."""
        base: Json = {"id": self.id, "is_im": self.kind == "im", "is_archived": self.is_archived}
        base["is_mpim"] = self.kind == "mpim"
        if self.kind == "im":
            return {**base, "user": next(iter(sorted(self.members - {BOT_USER})), BOT_USER), "is_open": True}
        flags = {"is_channel": self.kind == "channel", "is_group": self.kind == "group", "is_private": self.is_private}
        return {**base, **flags, "name": self.name, "is_member": BOT_USER in self.members}


@dataclass
class Message:
    """One message as it stands now; ``history`` holds the texts it had before, ``earlier`` its last few blocks."""

    channel: str
    ts: str
    user: str
    text: str
    thread_ts: str | None = None
    bot_id: str | None = None
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    subtype: str | None = None
    edited_ts: str | None = None
    streaming: bool = False
    display_mode: str = ""
    chunks: list[Json] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)
    earlier: list[list[Json]] = field(default_factory=list)
    team: str = TEAM

    def keep_as_it_was(self) -> None:
        """Note what is about to be replaced; of blocks, which somebody may still press, only the last few."""
        self.history.append(self.shown)
        self.earlier = [*self.earlier[1 - MOST_EARLIER :], self.blocks]

    @property
    def thread(self) -> str:
        """The ``ts`` of the thread this message stands in; its own if it is in none."""
        return self.thread_ts or self.ts

    @property
    def is_top(self) -> bool:
        """Whether it is in the channel itself."""
        return self.thread == self.ts or self.subtype == "thread_broadcast"

    @property
    def shown(self) -> str:
        """What a person reads: the blocks where there are any (then Slack hides ``text``), else the text."""
        return "\n".join(texts_of(self.blocks)) if self.blocks else self.text

    def to_slack(self, *, include_metadata: bool = False) -> Json:
        """Return the message as events and ``conversations.*`` carry it; metadata only on request, as Slack does."""
        shown: Json = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text, "team": self.team}
        if self.team != TEAM:  # Slack Connect
            shown |= {"user_team": self.team, "source_team": self.team}
        also = {"subtype": self.subtype, "thread_ts": self.thread_ts, "bot_id": self.bot_id, "files": self.files}
        rich = {"blocks": self.blocks, "attachments": self.attachments}
        shown |= {key: value for key, value in {**also, **rich}.items() if value}
        if self.bot_id:
            shown["app_id"] = APP
        if self.edited_ts:
            shown["edited"] = {"user": self.user, "ts": self.edited_ts}
        if self.reactions:
            shown["reactions"] = [{"name": n, "users": u, "count": len(u)} for n, u in self.reactions.items()]
        if include_metadata and self.metadata:
            shown["metadata"] = self.metadata
        return shown


def texts_of(node: object) -> Iterator[str]:
    """Every piece of text a person would read in blocks, in order."""
    if isinstance(node, list):
        for item in node:
            yield from texts_of(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in {"text", "title", "alt_text", "url"} and isinstance(value, str):
                yield value
            elif key not in {"value", "metadata", "private_metadata"}:
                yield from texts_of(value)


class Workspace:
    """Everything Slack remembers, changed by people and by the Web API. A new one holds the bot and nobody else."""

    def __init__(self, clock: Clock = time.time, stamps: Stamps | None = None) -> None:
        self.clock = clock
        self.stamps = stamps or Stamps(clock)
        self.users = {BOT_USER: User(BOT_USER, "Frontdesk", is_bot=True)}
        self.channels: dict[str, Channel] = {}
        self.usergroups: dict[str, list[str]] = {}
        self.messages: list[Message] = []
        self.deleted: list[Message] = []
        self.files: dict[str, tuple[Json, bytes]] = {}
        self.listeners: list[Listener] = []
        self._index: dict[tuple[str, str], Message] = {}
        self._threads: dict[tuple[str, str], list[Message]] = {}
        self.numbers_used = 0

    def publish(self, kind: str, about: object) -> None:
        """Tell every listener what people would see now; the kinds are those of the page's live feed."""
        for listener in self.listeners:
            listener(kind, about)

    def number(self, prefix: str) -> str:
        """Return a new id of Slack's looks: a letter, then capitals and digits."""
        self.numbers_used += 1
        return f"{prefix}0{self.numbers_used:07d}"

    def add(self, message: Message) -> Message:
        """Keep a message; one that already is at this channel and ts stays as it is, and is returned."""
        known = self._index.setdefault((message.channel, message.ts), message)
        if known is message:
            self.messages.append(message)
            self._threads.setdefault((message.channel, message.thread), []).append(message)
            self.publish("message", message)
        return known

    def find(self, channel: str, ts: str) -> Message | None:
        """Return the message, or None if it never was or is deleted."""
        return self._index.get((channel, ts))

    def is_shared(self, channel: object) -> bool:
        """Say whether people of another organisation are in a channel (Slack Connect)."""
        found = self.channels.get(channel) if isinstance(channel, str) else None
        members = [self.users[user] for user in found.members if user in self.users] if found is not None else []
        return any(one.team != TEAM for one in members)

    def remove(self, message: Message) -> None:
        """Delete a message; a copy stays readable in ``deleted``. A root with replies stays as a tombstone."""
        self.deleted.append(replace(message))
        if len(self.thread(message.channel, message.ts)) > 1:
            message.user, message.text, message.subtype, message.bot_id = SLACKBOT, DELETED_TEXT, "tombstone", None
            message.blocks, message.attachments, message.files, message.reactions = [], [], [], {}
            message.metadata, message.thread_ts = None, message.ts
            self.publish("message_deleted", (message, self.deleted[-1]))
            return
        self._take_out(message)
        self.publish("message_deleted", (message, self.deleted[-1]))
        root = self.find(message.channel, message.thread)
        if root is not None and root.subtype == "tombstone" and len(self.thread(root.channel, root.ts)) == 1:
            self._take_out(root)
            self.publish("message_deleted", (root, root))

    def _take_out(self, message: Message) -> None:
        self._index.pop((message.channel, message.ts), None)
        self.messages = [other for other in self.messages if other is not message]
        thread = self._threads.get((message.channel, message.thread), [])
        self._threads[message.channel, message.thread] = [other for other in thread if other is not message]

    def move(self, message: Message, channel: str) -> None:
        """Let a message stand in a channel of another id."""
        for key in ((message.channel, message.ts), (channel, message.ts)):
            self._index.pop(key, None)
        self._threads.pop((message.channel, message.thread), None)
        message.channel = channel
        self._index[channel, message.ts] = message
        thread = self._threads.setdefault((channel, message.thread), [])
        if message not in thread:
            thread.append(message)

    def edit(self, message: Message, text: str, edited_ts: str) -> None:
        """Let a person's message have new words."""
        before = message.to_slack()
        message.history.append(message.text)
        message.text, message.edited_ts = text, edited_ts
        self.publish("message_changed", (message, before))

    def react(self, message: Message, name: str, user: str) -> bool:
        """Add somebody's reaction, or take it away if it is there; return whether it is there now."""
        users = message.reactions.setdefault(name, [])
        there = user not in users
        if there:
            users.append(user)
        else:
            users.remove(user)
        if not users:
            del message.reactions[name]
        self.publish("reaction", (message, name, user))
        return there

    def thread(self, channel: str, thread_ts: str) -> list[Message]:
        """Return the root and its replies, oldest first."""
        return sorted(self._threads.get((channel, thread_ts), []), key=lambda m: m.ts)

    def direct_channel(self, user: str) -> Channel:
        """Return the bot's DM with ``user``, opened if it was not."""
        for channel in self.channels.values():
            if channel.kind == "im" and channel.members == {user, BOT_USER}:
                return channel
        opened = Channel(self.number("D"), "", {user, BOT_USER})
        self.channels[opened.id] = opened
        self.publish("channel", opened)
        return opened
