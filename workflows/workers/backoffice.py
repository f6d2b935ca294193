"""What the simulated back offices share: who asks, in which case, when; and answers that depend on the id alone.

SIMULATED: no real billing, returns or order system stands behind the workers. An id that contains ``OTHER`` belongs to
somebody else and one that contains ``FAIL`` breaks the back office, so that both can be tried.
"""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from storage.database import Tx
from storage.records import Case
from workflows.answers import MissingField, Task
from workflows.journal import Run
from workflows.workers.results import AnyResult, NotYours

NOTICE = "The billing, returns and order departments behind this desk are simulated."


class BackOfficeDownError(Exception):
    """A (simulated) back office failed to answer."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One task on its way to a worker: for whom, in which case and run, as which part, in whose words, and when."""

    task: Task
    part: int
    text: str
    case: Case
    requester: str
    run: Run
    now: datetime


@dataclass(frozen=True, slots=True)
class Worker:
    """A back office. ``look`` may ask a model and runs beside the others; ``record`` writes, in one transaction."""

    field: MissingField
    look: Callable[[Errand], Awaitable[AnyResult]]
    record: Callable[[Tx, Errand, int, AnyResult], AnyResult]


def refuse_or_fail(what: str, number: str) -> NotYours | None:
    """Play the two answers a real back office gives now and then.

    Raises
    ------
    BackOfficeDownError
        The id contains ``FAIL``.
    """
    if "FAIL" in number.upper():
        msg = f"simulated failure for {number}"
        raise BackOfficeDownError(msg)
    return NotYours(what=f"{what} {number}") if "OTHER" in number.upper() else None


def dice(number: str, sides: int, salt: str = "") -> int:
    """Return 0 … ``sides`` - 1, always the same for the same id."""
    return int.from_bytes(hashlib.sha256(f"{salt}:{number.upper()}".encode()).digest()[:6]) % sides


def business_days_after(start: date, days: int) -> date:
    """Return the day ``days`` working days (Monday to Friday) after ``start``."""
    current = start
    while days > 0:
        current += timedelta(days=1)
        days -= current.weekday() < 5
    return current


def keep_as_it_is(_tx: Tx, _errand: Errand, _task_id: int, result: AnyResult) -> AnyResult:
    """Record nothing beyond the task itself."""
    return result
