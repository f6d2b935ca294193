"""Plain frozen records that travel between the layers. No SQL, no Slack, no behaviour beyond reading themselves.

All times are aware datetimes in UTC. A Slack ``ts`` is text and stays text. ``team_id`` is the installation's team.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

CaseStatus = Literal["open", "waiting", "answered", "escalated", "resolved"]
AuthorKind = Literal["customer", "staff", "third", "bot"]
TurnState = Literal["owed", "answered", "given_up", "dropped"]
TaskState = Literal["pending", "asked", "done", "failed", "cancelled"]
PostState = Literal["planned", "sending", "sent", "refused", "superseded"]
StepEngine = Literal["model", "rules"]

AWAITING_ACCOUNT = "account_number"
AWAITING_DETAILS = "details"
PRIVATE, HERE = "private", "here"  # of a case's answers
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
    ``waits_since``: since when a person of support owes the customer a word; None: nobody does.
    ``warned_at``: when staff were warned that this word is due.
    ``thread_link``: where the thread is in Slack, once it was asked for; never of a direct message.
    ``asked_at``: when the customer was asked for what they owe; None: they owe nothing, or have written since.
    ``nudged_at``: when they were to be reminded of it. ``reporter``: who called the desk into the requester's thread.
    ``privacy``: ``PRIVATE``, others read along in its channel; ``HERE``, they may; None: nobody is kept from it.
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
    waits_since: datetime | None = None
    warned_at: datetime | None = None
    thread_link: str | None = None
    asked_at: datetime | None = None
    nudged_at: datetime | None = None
    reporter: str | None = None
    privacy: str | None = None

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
class TurnRow:
    """How the answering of a turn stands. ``ts`` is that of its first message; turns of one ``lane`` go one by one.

    ``case_id`` None: it belongs to no case yet. ``ready_at``: from when on it may be answered. ``settled_at``: since
    when no answer is owed. ``given_up``: a person owes one; ``dropped``: nobody does any more. ``place``: where its
    lines are written, a channel or a thread; "" of what an older version kept.
    """

    id: int
    team_id: str
    case_id: int | None
    channel: str
    ts: str
    thread_ts: str
    author: str
    lane: str
    state: TurnState
    ready_at: datetime
    opened_at: datetime
    settled_at: datetime | None
    place: str = ""

    def gathers(self, now: datetime) -> bool:
        """Say whether more lines may still become part of it: never if it was ready when it was opened.

        ``now`` may be a moment before that: another message's, which waited for this one to be kept.
        """
        return self.state == "owed" and self.ready_at > max(now, self.opened_at)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person wrote in one place within a moment: one or more messages, understood and answered as one.

    ``messages`` stand in Slack's order, deleted ones among them; there is at least one.
    """

    row: TurnRow
    messages: tuple[Message, ...]

    @property
    def id(self) -> int:
        """The turn's row id."""
        return self.row.id

    @property
    def key(self) -> MessageKey:
        """The turn's lasting key: its first message's."""
        return MessageKey(self.row.team_id, self.row.channel, self.row.ts)

    @property
    def case_id(self) -> int:
        """The row id of its case: nothing is answered outside of one."""
        assert self.row.case_id is not None  # noqa: S101 - a case is opened when the first message is kept
        return self.row.case_id

    @property
    def is_owed(self) -> bool:
        """Whether an answer is owed."""
        return self.row.state == "owed"

    @property
    def first(self) -> Message:
        """The message it began with, whose key it has."""
        return next(one for one in self.messages if one.ts == self.row.ts)

    @property
    def standing(self) -> tuple[Message, ...]:
        """Its messages that were not deleted."""
        return tuple(one for one in self.messages if one.deleted_at is None)

    @property
    def last(self) -> Message:
        """Its newest message that stands; the newest of all if none does."""
        return (self.standing or self.messages)[-1]

    @property
    def text(self) -> str:
        """What it says: its messages that stand, a line each."""
        return "\n".join(one.text for one in self.standing if one.text)

    @property
    def answer_thread(self) -> str:
        """The thread in which its answer stands: where it was written, in a direct message under its last line."""
        if self.row.place == self.row.channel:
            return self.last.ts if self.first.is_dm else self.row.thread_ts
        return self.row.place.partition(":")[2] or self.row.thread_ts

    def joins(self, case: Case) -> bool:
        """Say whether it was written outside of its case's thread: its answer has to say what it belongs to."""
        return self.row.place == self.row.channel and self.row.ts != case.thread_ts

    @property
    def edits(self) -> tuple[str, ...]:
        """The ``edited_ts`` of its messages that were edited."""
        return tuple(sorted(one.edited_ts for one in self.messages if one.edited_ts))

    @property
    def run(self) -> str:
        """The journal's name for answering the present text: whatever changes the text makes it another run.

        Of a single message it is ``first_run``, and ``:edit:`` with the time of the newest edit.
        """
        lines, gone = len(self.messages), len(self.messages) - len(self.standing)
        name = self.first_run
        name += f":lines:{lines}" if lines > 1 else ""
        name += f":without:{gone}" if 0 < gone < lines else ""
        return f"{name}:edit:{'+'.join(self.edits)}" if self.edits else name

    @property
    def first_run(self) -> str:
        """The run of the text as it was first kept; the names of all other runs begin with it and a colon."""
        return f"{self.row.team_id}:{self.row.channel}:{self.row.thread_ts}:{self.row.ts}"


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
    """One request of a case. ``turn_id``, ``run``, ``part``: whose answering did it last; ``result``: of a worker.

    ``pending``: it lacks a field. ``asked``: it lacks nothing but a yes, asked for at ``asked_at``.
    """

    id: int
    team_id: str
    case_id: int
    turn_id: int | None
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
    asked_at: datetime | None = None


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


@dataclass(frozen=True, slots=True)
class StepRun:
    """One finished step: the journal's row and the trace people read. ``answer`` is the step's typed answer as JSON.

    ``case_id`` and ``turn_id`` are None for the run of a FAQ set.
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
    turn_id: int | None = None


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
class SavedReply:
    """Words of staff for many cases; ``text`` holds variables in braces. ``version`` counts its changes."""

    id: int
    name: str
    text: str
    version: int


@dataclass(frozen=True, slots=True)
class Correction:
    """A person changed a case's route; ``message_id`` is the first message of its requester, whose text decides."""

    case_id: int
    message_id: int
    route_before: str | None
    route_after: str
    by: str
    at: datetime
