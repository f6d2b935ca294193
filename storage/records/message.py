"""Records of what people write: a message, and what came of one before itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

AuthorKind = Literal["customer", "staff", "colleague", "third", "bot"]
"""Who wrote. ``staff`` speak to the customer; what they say to one of their own is a ``colleague``'s."""

TERMINAL = "TERMINAL"  # the team of what is asked with ``frontdesk ask`` and ``faq``: answered there alone


@dataclass(frozen=True, slots=True)
class MessageKey:
    """What identifies a kept message for ever: team, channel and Slack ``ts``."""

    team_id: str
    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Message:
    """A kept message; ``text`` is plain and masked, empty once deleted. ``turn_id``: the turn it is part of, if any.

    ``progress_ts``: not None if its progress message may stand; empty, but of a stream its Slack ``ts``.
    ``user_team``: the author's organisation, None for ours. ``files``: rows of ``attached.AttachedFile``.
    """

    id: int
    team_id: str
    channel: str
    ts: str
    thread_ts: str
    case_id: int
    turn_id: int | None
    author: str
    author_kind: AuthorKind
    text: str
    is_dm: bool
    edited_ts: str | None
    progress_ts: str | None
    deleted_at: datetime | None
    kept_at: datetime
    user_team: str | None = None
    files: list[dict[str, Any]] | None = None

    @property
    def key(self) -> MessageKey:
        """The message's lasting key."""
        return MessageKey(self.team_id, self.channel, self.ts)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What came of a message before the message itself: its newest text, or that it was deleted (no text)."""

    text: str | None
    edited_ts: str | None
    deleted_at: datetime | None
