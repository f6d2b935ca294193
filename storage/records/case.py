"""Records of cases: the case, its customer, and what is noted about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CaseStatus = Literal["open", "waiting", "answered", "escalated", "resolved"]

AWAITING_ACCOUNT = "account_number"
AWAITING_DETAILS = "details"
PRIVATE, HERE = "private", "here"  # of a case's answers
AWAITING_CANCEL = "cancel:"  # and the numbers of the returns, joined by commas


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

    @property
    def status_unowed(self) -> CaseStatus:
        """The status of the case where neither the desk nor a person owes a word: it waits for its customer, or not."""
        return "waiting" if self.awaiting else "answered"


@dataclass(frozen=True, slots=True)
class Customer:
    """A person who writes to the desk."""

    team_id: str
    user: str
    account_number: str | None
    account_asked_at: datetime | None


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
