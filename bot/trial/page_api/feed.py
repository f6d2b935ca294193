"""The live feed: what happens in the workspace, as lines of JSON to the people who may see it."""

import asyncio
import contextlib
import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.trial.page_api import picture
from bot.trial.page_api.unread import Unread
from bot.trial.workspace.inspector import Entry
from bot.trial.workspace.site import Site, Status, View
from bot.trial.workspace.workspace import Channel, Json, Message

STATUS_LIFE_S = 120.0  # docs.slack.dev/reference/methods/assistant.threads.setStatus: two minutes
KEPT_ENTRIES = 500
LONGEST_QUEUE = 2_000  # lines a page may be behind before it is cut and has to load anew


@dataclass(eq=False)
class PageConnection:
    """One open page: who it acts as, whether it wants the inspector, and what it has not been sent yet."""

    user: str
    wire: bool
    waiting: asyncio.Queue[str] = field(default_factory=lambda: asyncio.Queue(LONGEST_QUEUE))
    cut: bool = False


class Feed:
    """A listener of the workspace; ``open`` gives a page its line."""

    def __init__(self, site: Site, status_life_s: float = STATUS_LIFE_S) -> None:
        self.unread = Unread(site.workspace)
        self.entries: deque[Json] = deque(maxlen=KEPT_ENTRIES)
        self.seq = 0  # of the last line: what is read at ``seq`` holds everything up to it
        self._site = site
        self._life_s = status_life_s
        self._connections: set[PageConnection] = set()
        self._statuses: dict[tuple[str, str], tuple[Status, asyncio.TimerHandle]] = {}
        self._sessions: dict[tuple[str, str], Json] = {}  # those in which the bot is at work
        self._numbers = 0
        self._publishers: dict[str, Callable[[Any], None]] = {
            "message": self._message,
            "message_changed": lambda about: self._message_changed(about[0]),
            "message_deleted": lambda about: self._message_deleted(about[0]),
            "reaction": lambda about: self._reaction(about[0]),
            "ephemeral": lambda about: self._ephemeral(*about),
            "ephemeral_deleted": lambda about: self._ephemeral_deleted(*about),
            "status": self._status,
            "prompts": self._prompts,
            "session": self._session,
            "home": self._home,
            "channel": self._channel,
            "file": lambda file: self._to({file["user"]}, {"type": "file", "file": picture.file_shown(file)}),
            "bot": lambda bot: self._to(None, {"type": "bot", "bot": bot}),
            "clock": lambda ahead_s: self._to(None, {"type": "clock", "ahead_s": ahead_s}),
            "wire": self._wire,
            "view_closed": self._view_closed,
        }
        for kind in ("view_opened", "view_updated", "view_pushed"):
            self._publishers[kind] = partial(self._view, kind)

    def on_event(self, kind: str, about: object) -> None:
        """Tell the pages."""
        self._publishers[kind](about)

    @contextlib.contextmanager
    def open(self, user: str, *, wire: bool) -> Iterator[PageConnection]:
        """Give a page its line until the block is left: a greeting, the status lines that stand, where work goes on."""
        connection = PageConnection(user, wire)
        connection.waiting.put_nowait(json.dumps({"type": "hello", "me": user, "seq": self.seq}))
        for status, _ in self._statuses.values():
            if user in self._members(status.channel):
                connection.waiting.put_nowait(json.dumps({**_status_line(status), "seq": self.seq}))
        for session in self._sessions.values():
            if user in self._members(session["channel"]):
                connection.waiting.put_nowait(json.dumps({**session, "seq": self.seq}))
        self._connections.add(connection)
        try:
            yield connection
        finally:
            self._connections.discard(connection)

    def close(self) -> None:
        """Stop the clocks of status lines."""
        for _, timer in self._statuses.values():
            timer.cancel()
        self._statuses.clear()

    def tell_unread(self, user: str, channel: str) -> None:
        """Tell one person what is unread in a channel."""
        facts = {"count": self.unread.count(user, channel), "threads": self.unread.threads(user, channel)}
        self._to({user}, {"type": "unread", "channel": channel, **facts})

    def channel_shown(self, channel: Channel, user: str) -> Json:
        """Return a channel as one person sees it, with what is unread."""
        facts = {"unread": self.unread.count(user, channel.id), "threads": self.unread.threads(user, channel.id)}
        return picture.channel_shown(self._site, channel, user) | facts

    # --- one method a kind ------------------------------------------------------------------------------------------

    def _message(self, message: Message) -> None:
        members = self._members(message.channel)
        shown = picture.message_shown(self._site, message)
        self._to(members, {"type": "message", "channel": message.channel, "message": shown})
        self._tell_root(message)
        if message.bot_id:
            self._end_status((message.channel, message.thread))
        for user in self.unread.arrived(message):
            self.tell_unread(user, message.channel)

    def _message_changed(self, message: Message) -> None:
        shown = picture.message_shown(self._site, message)
        line = {"type": "message_changed", "channel": message.channel, "message": shown}
        self._to(self._members(message.channel), line)

    def _message_deleted(self, message: Message) -> None:
        if self._site.workspace.find(message.channel, message.ts) is message:
            self._message_changed(message)  # a tombstone
            return
        gone: Json = {"type": "message_deleted", "channel": message.channel, "ts": message.ts}
        if message.thread != message.ts:
            gone["thread_ts"] = message.thread
        self._to(self._members(message.channel), gone)
        self._tell_root(message)

    def _tell_root(self, message: Message) -> None:
        root = self._site.workspace.find(message.channel, message.thread)
        if root is not None and root is not message:
            self._message_changed(root)

    def _reaction(self, message: Message) -> None:
        reactions = [{"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()]
        line = {"type": "reaction", "channel": message.channel, "ts": message.ts, "reactions": reactions}
        self._to(self._members(message.channel), line)

    def _ephemeral(self, user: str, message: Message) -> None:
        shown = picture.message_shown(self._site, message, ephemeral=True)
        where = {"channel": message.channel, **({"thread_ts": message.thread_ts} if message.thread_ts else {})}
        self._to({user}, {"type": "ephemeral", **where, "message": shown})

    def _ephemeral_deleted(self, user: str, message: Message) -> None:
        self._to({user}, {"type": "ephemeral_deleted", "channel": message.channel, "ts": message.ts})

    def _status(self, status: Status) -> None:
        key = (status.channel, status.thread_ts)
        self._end_status(key)
        if status.status:
            timer = asyncio.get_running_loop().call_later(self._life_s, self._end_status, key)
            self._statuses[key] = (status, timer)
            self._to(self._members(status.channel), _status_line(status))

    def _end_status(self, key: tuple[str, str]) -> None:
        found = self._statuses.pop(key, None)
        if found is not None:
            found[1].cancel()
            self._to(self._members(key[0]), _status_line(Status(*key, "")))

    def _session(self, about: Json) -> None:
        line = {"type": "session", **about}
        key = (about["channel"], about["thread_ts"])
        if about["status"] == "processing":
            self._sessions[key] = line
        else:
            self._sessions.pop(key, None)
        self._to(self._members(about["channel"]), line)

    def _prompts(self, args: Json) -> None:
        where = {"channel": args["channel_id"], "thread_ts": args.get("thread_ts"), "title": args.get("title", "")}
        self._to(self._members(args["channel_id"]), {"type": "prompts", **where, "prompts": args["prompts"]})

    def _channel(self, channel: Channel) -> None:
        for user in channel.members:
            self._to({user}, {"type": "channel", "channel": self.channel_shown(channel, user)})

    def _home(self, view: View) -> None:
        self._to({view.user}, {"type": "home", "view": picture.view_shown(self._site, view)})

    def _view(self, kind: str, view: View) -> None:
        self._to({view.user}, {"type": kind, "view": picture.view_shown(self._site, view)})

    def _view_closed(self, view: View) -> None:
        self._to({view.user}, {"type": "view_closed", "view_id": view.id, "root_view_id": view.root})

    def _wire(self, entry: Entry) -> None:
        self._numbers += 1
        shown = entry.shown(self._numbers, time.time())
        self.entries.append(shown)
        self._send(
            [connection for connection in self._connections if connection.wire], {"type": "wire", "entry": shown}
        )

    # --- sending ----------------------------------------------------------------------------------------------------

    def _members(self, channel: str) -> set[str]:
        return self._site.workspace.channels[channel].members

    def _to(self, users: set[str] | None, body: Json) -> None:
        self._send([connection for connection in self._connections if users is None or connection.user in users], body)

    def _send(self, connections: Iterable[PageConnection], body: Json) -> None:
        self.seq += 1
        text = json.dumps({**body, "seq": self.seq})
        for connection in connections:
            try:
                connection.waiting.put_nowait(text)
            except asyncio.QueueFull:
                connection.cut = True
                self._connections.discard(connection)


def _status_line(status: Status) -> Json:
    about = {"channel": status.channel, "thread_ts": status.thread_ts, "status": status.status}
    return {"type": "status", **about, "loading_messages": list(status.loading_messages)}
