"""What the simulated back offices share: who asks, in which case, when; and answers that depend on the id alone.

SIMULATED: there is no real billing, returns or order system behind the workers. They know every number of the shapes in
``KNOWN`` and no other. An id that contains ``OTHER`` belongs to somebody else, one that contains ``FAIL`` breaks the
back office, and one that contains ``SLOW`` takes a while where the desk is set so, so that each can be tried; in the
name of a product the words count only in capitals, at the beginning of a word: a milk frother is nobody else's.
"""

import asyncio
import hashlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog

from storage.database import Tx
from storage.errors import Transient
from storage.records import Case
from workflows.answers import MissingField, Task
from workflows.journal import Run
from workflows.language.lazy import lazy
from workflows.results import AnyResult, NotFound, NotYours

log = structlog.get_logger(__name__)

NOTICE = "The billing, returns and order departments behind this desk are simulated."


@dataclass(frozen=True, slots=True)
class Shape:
    """How a department writes its numbers: a pattern for the whole number in capitals, and its least digits."""

    pattern: re.Pattern[str]
    digits: int


KNOWN = {
    "order": Shape(lazy(r"(?:[A-Z]{1,5}-?)?[0-9]+(?:-[0-9]+)*"), digits=4),  # A-12345, 98765, 113-2233445-6677889
    "invoice": Shape(lazy(r"(?:INV(?:OICE)?-)?(?:[A-Z]{1,5}-?)?[0-9]+(?:[-/][0-9]+)*"), digits=3),  # INV-7890
}
LONGEST_NUMBER = 40
_IN_ID = lazy(r"OTHER|FAIL")
_IN_NAME = lazy(r"\b(?:OTHER|FAIL)")
_SLOW = lazy(r"\bSLOW\b")


class BackOfficeDownError(Exception):
    """A (simulated) back office failed to answer."""


@dataclass(frozen=True, slots=True)
class TaskContext:
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
    """A back office. ``answer`` may ask a model while others run; ``record`` writes, in one transaction."""

    field: MissingField
    answer: Callable[[TaskContext], Awaitable[AnyResult]]
    record: Callable[[Tx, TaskContext, int, AnyResult], AnyResult]


async def answered(worker: Worker, context: TaskContext) -> AnyResult | None:
    """Let a back office answer; None: it broke, by itself or by a bug, and the log says so. May raise ``Transient``."""
    try:
        return await worker.answer(context)
    except Transient:
        raise
    except Exception:  # edge: of what is another department's; the other parts of the message still stand
        asked = {"run": context.run.name, "part": context.part, "query_type": context.task.query_type}
        log.exception("worker_failed", **asked)
        return None


def not_known(what: str, number: str) -> NotFound | None:
    """Return the answer of a department that has no such ``what`` (a key of ``KNOWN``); None if the number is known."""
    shape = KNOWN[what]
    fits = len(number) <= LONGEST_NUMBER and shape.pattern.fullmatch(number.upper())
    if fits and sum(map(str.isdigit, number)) >= shape.digits:
        return None
    return NotFound(what=f"{what} {number}")


def refuse_or_fail(what: str, number: str) -> NotYours | None:
    """Play the two answers a real back office gives now and then.

    Raises
    ------
    BackOfficeDownError
        The id contains ``FAIL``.
    """
    marks = _IN_NAME.findall(number) if what == "product" else _IN_ID.findall(number.upper())
    if "FAIL" in marks:
        msg = f"simulated failure for {number}"
        raise BackOfficeDownError(msg)
    return NotYours(what=f"{what} {number}") if marks else None


def is_slow(number: str) -> bool:
    """Say whether a back office takes a while for this number, or the name of this product."""
    return bool(_SLOW.search(number))


async def take_a_while(seconds: float) -> None:
    """Be as slow as a busy back office."""
    await asyncio.sleep(seconds)


def pseudo_random(number: str, sides: int, salt: str = "") -> int:
    """Return 0 … ``sides`` - 1, always the same for the same id."""
    return int.from_bytes(hashlib.sha256(f"{salt}:{number.upper()}".encode()).digest()[:6]) % sides


def business_days_after(start: date, days: int) -> date:
    """Return the day ``days`` working days (Monday to Friday) after ``start``."""
    current = start
    while days > 0:
        current += timedelta(days=1)
        days -= current.weekday() < 5
    return current


def keep_as_it_is(_tx: Tx, _context: TaskContext, _task_id: int, result: AnyResult) -> AnyResult:
    """Record nothing beyond the task itself."""
    return result
