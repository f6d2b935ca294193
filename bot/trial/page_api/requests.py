"""One request of the page, read with care: who acts, where, on what. The page shows a refusal's sentence."""

from dataclasses import dataclass
from typing import Any

from bot.trial.workspace.site import Site, View
from bot.trial.workspace.workspace import Channel, Json, Message, User

LONGEST_TEXT = 40_000


class RequestRefused(Exception):
    """The workspace does not do this; ``str`` is a sentence for the person at the page."""


@dataclass(frozen=True)
class PageRequest:
    """A checked view of the page's JSON (untrusted)."""

    site: Site
    body: Json

    def user(self) -> User:
        """Return the person who acts (``as``)."""
        found = self.site.workspace.users.get(self.word("as"))
        if found is None or found.is_bot or found.deleted:
            msg = "Choose a person to act as: there is nobody with this id."
            raise RequestRefused(msg)
        return found

    def channel(self) -> Channel:
        """Return a channel this person is in."""
        found = self.site.workspace.channels.get(self.word("channel"))
        if found is None or self.user().id not in found.members:
            msg = f"{self.user().name} is not in this channel."
            raise RequestRefused(msg)
        return found

    def open_channel(self) -> Channel:
        """Return a channel this person may write in."""
        if self.channel().is_archived:
            msg = "This channel is archived."
            raise RequestRefused(msg)
        return self.channel()

    def message(self) -> Message:
        """Return a message of ``channel`` at ``ts``, or an ephemeral one this person sees there."""
        channel, ts = self.channel().id, self.word("ts")
        found = self.site.workspace.find(channel, ts) or self.site.shown_only_to(self.user().id, ts)
        if found is None:
            msg = "This message is gone."
            raise RequestRefused(msg)
        return found

    def own_message(self) -> Message:
        """Return a message this person wrote."""
        message = self.message()
        if message.user != self.user().id:
            msg = "Only the author can do this."
            raise RequestRefused(msg)
        return message

    def thread_ts(self) -> str | None:
        """Return the thread to answer in, checked, or None."""
        ts = self.body.get("thread_ts")
        if not ts:
            return None
        root = self.site.workspace.find(self.channel().id, str(ts))
        if root is None:
            msg = "This thread is gone."
            raise RequestRefused(msg)
        return root.thread

    def view(self) -> View:
        """Return an open view of this person."""
        found = self.site.views.get(self.word("view_id"))
        if found is None or found.user != self.user().id:
            msg = "This dialog is no longer open."
            raise RequestRefused(msg)
        return found

    def on(self) -> Message | View:
        """Return what a button is on."""
        return self.view() if self.body.get("view_id") else self.message()

    def word(self, name: str) -> str:
        """Return a text field that must be there."""
        value = self.body.get(name)
        if not isinstance(value, str) or not value:
            msg = f"The request has no {name}."
            raise RequestRefused(msg)
        return value

    def number(self, name: str) -> float:
        """Return a number that must be there."""
        value = self.body.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            msg = f"{name} must be a number."
            raise RequestRefused(msg)
        return value

    def text(self) -> str:
        """Return ``text``, at most what Slack takes; may be empty."""
        value = self.body.get("text", "")
        if not isinstance(value, str) or len(value) > LONGEST_TEXT:
            msg = f"A message is text of at most {LONGEST_TEXT:,} characters."
            raise RequestRefused(msg)
        return value.encode("utf-8", "replace").decode()

    def json(self, name: str) -> Json:
        """Return an object field; empty if it is not there."""
        value: Any = self.body.get(name) or {}
        if not isinstance(value, dict):
            msg = f"{name} must be an object."
            raise RequestRefused(msg)
        return value
