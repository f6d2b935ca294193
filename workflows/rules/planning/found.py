"""Tasks as they are found in a message: each once, with where it is asked for and by what it is seen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workflows.answers import Task
from workflows.ids.grammar import FoundId, normalise_product
from workflows.rules.doubt.doubt import number_at
from workflows.rules.evidence import Kind, certainty_of, confidence_of
from workflows.rules.followups.pending import return_task
from workflows.rules.returns.no_reasons import is_no_reason
from workflows.rules.returns.returns import Return
from workflows.rules.syntax.clauses import Clause, Message
from workflows.understanding.wanted import Place

MOST_AGAIN = 2  # later places of a number that are read


@dataclass(frozen=True, slots=True)
class FoundTask:
    """A task with the place it was asked at, the clauses it took, and by what it is seen.

    ``again``: where its number stands later on.
    """

    at: int
    task: Task
    used: tuple[Clause, ...]
    kind: Kind = "explicit"
    named: tuple[int, int] | None = None
    again: tuple[int, ...] = ()

    @property
    def places(self) -> tuple[int, ...]:
        """Where it is asked for: of a number that is told of first and asked about then, each counts."""
        return (self.at, *self.again[:MOST_AGAIN])

    @property
    def is_sure(self) -> bool:
        """Whether it is asked for explicitly and whole, so that it may be done without a question."""
        return certainty_of(self.kind) == "sure"


def place_of(message: Message, one: FoundTask) -> Place | None:
    """Return where what a task is about is named."""
    if one.task.query_type == "ProductReturn":
        return Place(*one.named, "return") if one.named and one.task.product_name else None
    return number_at(message, one.at) if one.task.invoice_number or one.task.order_id else None


def lookup(one: FoundId) -> Task:
    """Return what is asked for with a number: an invoice is looked into, of all others the order is looked up."""
    if one.kind == "invoice":
        return Task(query_type="BillingInquiry", invoice_number=one.value[:80])
    return Task(query_type="StatusUpdate", order_id=one.value[:80])


def clauses_around(message: Message, at: int) -> tuple[Clause, ...]:
    """Return the clauses that hold the place ``at``."""
    return tuple(clause for clause in message.clauses if clause.start <= at < clause.end)


def task_of_return(message: Message, back: Return) -> Task:
    """Return the task of a return, in the customer's own words."""
    name = message.original(*back.product) if back.product else ""
    reason = message.original(*back.reason) if back.reason else ""
    return return_task(name, "" if is_no_reason(reason) else reason)


def once(found: Sequence[FoundTask]) -> list[FoundTask]:
    """Drop tasks asked twice: the same id, the same product. A product that comes back with a reason keeps it."""
    kept: dict[tuple[str, str], FoundTask] = {}
    for one in found:
        task = one.task
        key = (
            task.query_type,
            normalise_product(task.product_name or "") or task.invoice_number or task.order_id or "",
        )
        first = kept.get(key)
        if first is None:
            kept[key] = one
            continue
        stated = task if task.reason_for_return and not first.task.reason_for_return else first.task
        kind = max(first.kind, one.kind, key=confidence_of)
        again = (*first.again, one.at) if task.query_type != "ProductReturn" else ()
        kept[key] = replace(first, task=stated, used=(*first.used, *one.used), kind=kind, again=again)
    named = any(one.task.query_type == "ProductReturn" and one.task.product_name for one in kept.values())
    if named:
        kept.pop(("ProductReturn", ""), None)
    return list(kept.values())
