"""Records of what a customer asked for, and of what was issued for it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

TaskState = Literal["pending", "asked", "done", "failed", "cancelled"]


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
