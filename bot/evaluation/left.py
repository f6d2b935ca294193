"""What one message left in the database and in its thread: records, and what is read from them. Nothing is run here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.evaluation.things import Thing, ThingKind
from storage.records import Case, Investigation, Rma, TaskRow, TimelineRow
from workflows.reply import Reply

ASKED = "asked"
"""The state of a task that waits for its customer's yes or no."""
KINDS: dict[str, ThingKind] = {"ProductReturn": "return", "BillingInquiry": "invoice", "StatusUpdate": "order"}
FILLABLE = ("product_name", "invoice_number", "order_id", "reason_for_return")


@dataclass(frozen=True, slots=True)
class CaseState:
    """All that the database holds about a case at one moment; nothing before its first message."""

    case: Case | None = None
    tasks: tuple[TaskRow, ...] = ()
    rmas: tuple[Rma, ...] = ()
    investigations: tuple[Investigation, ...] = ()
    timeline: tuple[TimelineRow, ...] = ()
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """What one message left: the case before and after it, the replies, and what was understood, as it is kept."""

    run: str
    before: CaseState
    after: CaseState
    replies: tuple[Reply, ...]
    understood: dict[str, Any]

    @property
    def status(self) -> str:
        """The status of the case afterwards; "" where none was opened."""
        return self.after.case.status if self.after.case else ""

    @property
    def awaiting(self) -> str | None:
        """What the case waits for afterwards."""
        return self.after.case.awaiting if self.after.case else None

    @property
    def is_urgent(self) -> bool:
        """Whether the case is urgent afterwards."""
        return self.after.case is not None and self.after.case.priority == "urgent"

    @property
    def shown(self) -> str:
        """All that the customer sees of the replies."""
        return "\n\n".join(reply.plain() for reply in self.replies)

    @property
    def shown_large(self) -> str:
        """The replies without their small print."""
        return "\n\n".join(reply.model_copy(update={"small_print": ""}).plain() for reply in self.replies)

    @property
    def warns(self) -> bool:
        """Whether a danger was found in the message and a person called for it, urgently."""
        return self.understood.get("danger") is not None and self.is_urgent


def thing_of(task: TaskRow) -> Thing:
    """Return what a task is about."""
    kind = KINDS[task.query_type]
    about = {"return": task.product_name, "invoice": task.invoice_number, "order": task.order_id}[kind]
    return Thing(kind, about or "")


def result_kind(task: TaskRow) -> str:
    """Return what a worker answered: "rma", "missing" and so on; "" where none has."""
    return str((task.result or {}).get("kind", ""))


def opened(left: Left) -> list[TaskRow]:
    """Return the tasks that the message opened or went on with, those too that lack a field; not what it only asks."""
    return [task for task in left.after.tasks if task.run == left.run and task.state not in {ASKED, "cancelled"}]


def acted(left: Left) -> list[TaskRow]:
    """Return the tasks that were done for the message, whatever came of them."""
    return [task for task in opened(left) if result_kind(task) not in {"", "missing"}]


def asked(left: Left) -> list[TaskRow]:
    """Return the tasks of which the message made the desk ask whether they are wanted."""
    before = {task.id for task in left.before.tasks if task.state == ASKED}
    return [task for task in left.after.tasks if task.state == ASKED and task.id not in before]


def issued(left: Left) -> list[Thing]:
    """Return what the message got a new RMA or investigation for: the acts that somebody else would have to undo."""
    rmas, opened_before = {one.id for one in left.before.rmas}, {one.id for one in left.before.investigations}
    found = [Thing("return", rma.product_name) for rma in left.after.rmas if rma.id not in rmas]
    new = [one.invoice_number for one in left.after.investigations if one.id not in opened_before]
    return found + [Thing("invoice", number) for number in new]


def filled(left: Left) -> set[str]:
    """Return the fields that were missing before the message and are stored after it."""
    before = {task.id: task for task in left.before.tasks if task.state == "pending"}
    found = {name for task in left.after.tasks if task.id in before for name in _newly(before[task.id], task)}
    return found | ({"account_number"} if left.after.account and not left.before.account else set())


def stated(left: Left) -> set[str]:
    """Return the fields that a task was opened with for the message, where none of its kind lacked them before."""
    before = {task.id for task in left.before.tasks}
    lacked = {(task.query_type, name) for task in left.before.tasks if task.state == "pending" for name in _lacks(task)}
    new = [task for task in opened(left) if task.id not in before]
    return {name for task in new for name in FILLABLE if getattr(task, name) and (task.query_type, name) not in lacked}


def _lacks(task: TaskRow) -> list[str]:
    return [name for name in FILLABLE if getattr(task, name) is None]


def _newly(before: TaskRow, after: TaskRow) -> Iterator[str]:
    for name in FILLABLE:
        if getattr(before, name) is None and getattr(after, name) is not None:
            yield name


def leftovers(left: Left) -> list[str]:
    """Return the texts of the parts that were answered beside the tasks."""
    return [str(one["text"]) for one in left.understood.get("leftovers", ())]


def complaints(left: Left) -> list[str]:
    """Return what is said to be wrong with the orders that were looked up, for which a person was called."""
    return [str(one) for one in left.understood.get("complaints", ())]
