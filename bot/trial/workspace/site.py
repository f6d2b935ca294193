"""One workspace with the app that is installed in it: its scopes, its views, trigger ids, response URLs and uploads."""

from dataclasses import dataclass, field

from bot.trial.workspace.notes import Notes
from bot.trial.workspace.workspace import BOT_ID, BOT_USER, MOST_EARLIER, TEAM, Channel, Json, Message, Workspace


class SlackError(Exception):
    """An answer with ``ok: false``."""

    def __init__(self, code: str, messages: list[str] | None = None, more: Json | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages or []
        self.more = more or {}


@dataclass(frozen=True)
class Status:
    """A status line the bot set on a thread; an empty ``status`` takes it away."""

    channel: str
    thread_ts: str
    status: str
    loading_messages: tuple[str, ...] = ()


@dataclass
class View:
    """A modal or Home tab as one person sees it; ``earlier``: its last few blocks before these."""

    id: str
    user: str
    view: Json
    hash: str
    root: str
    method: str
    earlier: list[list[Json]] = field(default_factory=list)

    def replace(self, view: Json) -> None:
        """Show another view in its place."""
        self.earlier = [*self.earlier[1 - MOST_EARLIER :], self.view["blocks"]]
        self.view = view

    def to_slack(self) -> Json:
        """Return the view as answers and payloads carry it."""
        ids = {"id": self.id, "root_view_id": self.root, "hash": self.hash, "team_id": TEAM}
        ids["app_installed_team_id"] = TEAM
        base = {"app_id": "A0DESK001", "bot_id": BOT_ID, "state": {"values": {}}, "private_metadata": ""}
        return {**base, "callback_id": "", "external_id": "", **self.view, **ids}


@dataclass
class Upload:
    """A file on its way: announced by the bot, sent to ``/upload/…``, then completed."""

    id: str
    name: str
    length: int
    content: bytes | None = None


@dataclass
class Trigger:
    """A trigger id: lives ``trigger_life_s``, opens one view."""

    user: str
    born: float
    used: bool = False
    root: str | None = None


@dataclass(frozen=True)
class ResponseUrl:
    """Where an answer to a command or a button goes; ``ts`` is the message the button is on."""

    user: str
    channel: str
    ts: str | None = None


@dataclass
class Site:
    """The workspace, what the app's manifest asks for, and what the app has open; ``scopes`` are those of its token."""

    workspace: Workspace
    manifest_scopes: tuple[str, ...] = ()
    notes: Notes = field(default_factory=Notes)
    scopes: list[str] = field(init=False)
    ephemerals: list[tuple[str, Message]] = field(default_factory=list)
    views: dict[str, View] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    trigger_life_s: float = 3.0  # Slack's own deadline
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    response_uses: list[str] = field(default_factory=list)
    url: str = ""

    def __post_init__(self) -> None:
        self.scopes = list(self.manifest_scopes)

    def channel(self, channel_id: str, *, member: bool = True) -> Channel:
        """Return a channel the bot may act in; a user's id stands for the DM with that person."""
        if channel_id in self.workspace.users:
            return self.workspace.direct_channel(channel_id)
        channel = self.workspace.channels.get(channel_id)
        if channel is None or (channel.kind != "channel" and BOT_USER not in channel.members):
            raise SlackError("channel_not_found")
        if member and BOT_USER not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def message(self, channel_id: str, ts: str) -> Message:
        """Return a message, or answer ``message_not_found``."""
        message = self.workspace.find(channel_id, ts)
        if message is None:
            raise SlackError("message_not_found")
        return message

    def show_ephemeral(self, user: str, message: Message) -> None:
        """Show a message to one person."""
        self.ephemerals.append((user, message))
        self.workspace.publish("ephemeral", (user, message))

    def shown_only_to(self, user: str, ts: str | None) -> Message | None:
        """Return the ephemeral message at ``ts``, if this person has one there."""
        return next((message for seen_by, message in self.ephemerals if seen_by == user and message.ts == ts), None)

    def show_status(self, status: Status) -> None:
        """Set or take away a status line."""
        self.workspace.publish("status", status)

    def show_view(self, kind: str, view: View) -> None:
        """Keep a modal or Home view and show it; ``kind``: opened, updated or pushed."""
        self.views[view.id] = view
        self.workspace.publish("home" if view.view["type"] == "home" else f"view_{kind}", view)

    def close_views(self, views: list[View]) -> None:
        """Take modals away."""
        for view in views:
            self.views.pop(view.id, None)
            self.workspace.publish("view_closed", view)

    def views_of(self, user: str, kind: str = "modal") -> list[View]:
        """Return what one person has open: modals, the topmost last, or the Home tab (``home``)."""
        return [view for view in self.views.values() if view.user == user and view.view["type"] == kind]

    def stack(self, root: str) -> list[View]:
        """Return the modals that lie on each other, the topmost last."""
        return [view for view in self.views.values() if view.root == root]

    def new_trigger(self, user: str, root: str | None = None) -> str:
        """Return a fresh trigger id for something ``user`` just did."""
        trigger_id = f"{self.workspace.number('')}.{self.workspace.number('')}"
        self.triggers[trigger_id] = Trigger(user, self.workspace.clock(), root=root)
        return trigger_id

    def spend_trigger(self, trigger_id: str | None) -> Trigger:
        """Use a trigger id; Slack takes it once, within its life."""
        trigger = self.triggers.get(trigger_id or "")
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self.workspace.clock() - trigger.born > self.trigger_life_s:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger


def truthy(value: object) -> bool:
    """Read a flag as Slack does: JSON booleans, and 1 or true as text."""
    return value in (True, 1, "1", "true", "True")
