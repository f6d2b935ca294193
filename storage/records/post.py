"""The record of everything we post."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

PostState = Literal["planned", "sending", "sent", "refused", "superseded"]


@dataclass(frozen=True, slots=True)
class Post:
    """A message of ours: planned → sending (claimed) → sent (``channel``, ``ts``), superseded or refused by Slack.

    ``key`` names it for ever within its team; ``kind`` says how it is written; ``body`` is what it is written from
    besides the rows it is about: of a reply, a ``Reply`` as JSON. ``channel`` may be a person's id (a direct message)
    until it is sent. ``after_ts``: what it is posted after, if that has a Slack ``ts``.

    ``claimed_by`` and ``claimed_at``: the process that last set out to post it, and when.

    Of a reply: ``message_id`` is what it answers, ``outcome`` what it means for the case, applied once it is posted.
    ``rating``: 1 good, -1 bad. ``reply_id``: what Slack's metadata and buttons call it, if an older version planned it.
    """

    id: int
    team_id: str
    key: str
    kind: str
    case_id: int | None
    set_id: int | None
    channel: str
    thread_ts: str | None
    body: dict[str, Any]
    state: PostState
    ts: str | None
    created_at: datetime
    sent_at: datetime | None
    after_ts: str | None = None
    claimed_by: str | None = None
    claimed_at: datetime | None = None
    message_id: int | None = None
    outcome: dict[str, Any] | None = None
    rating: int | None = None
    rating_comment: str | None = None
    rated_at: datetime | None = None
    reply_id: int | None = None
