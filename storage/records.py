"""Plain frozen records that travel between the layers. No SQL, no Slack, no behaviour beyond reading themselves.

All times are aware datetimes in UTC. A Slack ``ts`` is text and stays text. ``team_id`` is the installation's team.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

CaseStatus = Literal["open", "waiting", "answered", "escalated", "resolved"]
AuthorKind = Literal["customer", "staff", "third", "bot"]
TaskState = Literal["pending", "done", "failed", "cancelled"]
ReplyState = Literal["planned", "sending", "sent", "superseded"]
PostState = Literal["planned", "sending", "sent", "refused"]
StepEngine = Literal["model", "rules"]

AWAITING_ACCOUNT = "account_number"
AWAITING_DETAILS = "details"
AWAITING_CANCEL = "cancel:"  # and the numbers of the returns, joined by commas


@dataclass(frozen=True, slots=True)
class MessageKey:
    """What identifies a kept message for ever: team, channel and Slack ``ts``."""

    team_id: str
    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Case:
    """One thread.

    ``awaiting`` is what the customer owes: None, ``account_number``, ``details``, ``task:ID`` or ``cancel:RMA-…``.
    """

    id: int
    team_id: str
    number: str
    channel: str
    thread_ts: str
    is_dm: bool
    requester: str
    subject: str
    route: str | None
    status: CaseStatus
    awaiting: str | None
    priority: str
    assignee: str | None
    taken_over: bool
    language: str | None
    unsure_count: int
    opened_at: datetime
    updated_at: datetime
    first_response_at: datetime | None
    resolved_at: datetime | None
    rating: int | None
    remind_at: datetime | None = None
    erased_at: datetime | None = None

    @property
    def waiting_task(self) -> int | None:
        """The id of the task whose missing field the customer owes, if that is what the case waits for."""
        return int(self.awaiting[5:]) if self.awaiting and self.awaiting.startswith("task:") else None

    @property
    def asked_to_cancel(self) -> tuple[str, ...]:
        """The numbers of the returns of which the customer was asked whether to cancel them."""
        asks = self.awaiting is not None and self.awaiting.startswith(AWAITING_CANCEL)
        return tuple(self.awaiting.removeprefix(AWAITING_CANCEL).split(",")) if self.awaiting and asks else ()


@dataclass(frozen=True, slots=True)
class Message:
    """A kept message; ``text`` is plain and masked, empty once deleted. ``handled_at`` is set when nothing is owed.

    ``progress_ts`` is the Slack ``ts`` of the progress message, if one was posted; empty while it is being posted.
    """

    id: int
    team_id: str
    channel: str
    ts: str
    thread_ts: str
    case_id: int
    author: str
    author_kind: AuthorKind
    text: str
    needs_answer: bool
    is_dm: bool
    edited_ts: str | None
    progress_ts: str | None
    deleted_at: datetime | None
    kept_at: datetime
    handled_at: datetime | None

    @property
    def key(self) -> MessageKey:
        """The message's lasting key."""
        return MessageKey(self.team_id, self.channel, self.ts)

    @property
    def run(self) -> str:
        """The journal's name for answering this text of the message; an edit is another run."""
        return f"{self.first_run}:edit:{self.edited_ts}" if self.edited_ts else self.first_run

    @property
    def first_run(self) -> str:
        """The run of the text as it was first kept; the names of all other runs begin with it and a colon."""
        return f"{self.team_id}:{self.channel}:{self.thread_ts}:{self.ts}"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What came of a message before the message itself: its newest text, or that it was deleted (no text)."""

    text: str | None
    edited_ts: str | None
    deleted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Customer:
    """A person who writes to the desk."""

    team_id: str
    user: str
    account_number: str | None
    account_asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One request of a case. ``run`` and ``part``: who did it last; ``result``: what a worker answered."""

    id: int
    team_id: str
    case_id: int
    run: str
    part: int
    query_type: str
    invoice_number: str | None
    product_name: str | None
    reason_for_return: str | None
    order_id: str | None
    state: TaskState
    result: dict[str, Any] | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Investigation:
    """An open question about an invoice, ``INV-CASE-1001-1``; ``eta`` is the day an answer is due."""

    id: int
    team_id: str
    case_id: int
    task_id: int
    number: str
    invoice_number: str
    concern: str
    action: str
    eta: date
    state: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Rma:
    """A permission to send a product back; ``state`` is issued, received or cancelled."""

    id: int
    team_id: str
    case_id: int
    task_id: int
    number: str
    requester: str
    product_name: str
    product_key: str
    reason: str
    state: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A reply on its way: planned → sending → sent (``ts``), or superseded. ``body`` is a ``Reply`` as JSON.

    ``outcome`` is what it means for the case, applied once it is posted. ``rating``: 1 good, -1 bad.
    """

    id: int
    team_id: str
    run: str
    case_id: int
    message_id: int
    channel: str
    thread_ts: str
    body: dict[str, Any]
    outcome: dict[str, Any]
    state: ReplyState
    ts: str | None
    created_at: datetime
    sent_at: datetime | None
    rating: int | None = None
    rating_comment: str | None = None
    rated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A message of ours that answers nobody's message: planned → sending → sent (``channel``, ``ts``), or refused.

    ``key`` names it for ever within its team; ``kind`` says how it is written; ``body`` is what it is written from
    besides the rows it is about. ``channel`` may be a person's id (a direct message) until it is sent.
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


@dataclass(frozen=True, slots=True)
class StepRun:
    """One finished step: the journal's row and the trace people read. ``answer`` is the step's typed answer as JSON.

    ``case_id`` is None for the run of a FAQ set.
    """

    run: str
    step: str
    part: int
    case_id: int | None
    engine: StepEngine
    model: str | None
    prompt_hash: str | None
    tokens_in: int
    tokens_out: int
    ms: int
    outcome: str
    answer: dict[str, Any]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """Who did what to a case, and when."""

    case_id: int
    at: datetime
    actor: str
    event: str
    detail: str


@dataclass(frozen=True, slots=True)
class Note:
    """Staff's own words about a case; never shown to customers."""

    case_id: int
    author: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """A person changed a case's route; ``message_id`` is the first message of its requester, whose text decides."""

    case_id: int
    message_id: int
    route_before: str | None
    route_after: str
    by: str
    at: datetime
