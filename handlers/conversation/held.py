"""What a case's records hold for the author of a message, and which of them a follow-up is about; nothing is done here.

The same people may know it as in ``own_numbers``: an RMA its owner, all else the case's requester; and what no reply
has told of yet nobody may.
"""

from dataclasses import dataclass
from datetime import datetime

from storage import runs, tasks
from storage.database import Tx
from storage.records import Case, Investigation, Rma, TaskRow
from workflows.ids.comparing import id_key
from workflows.ids.grammar import normalise_product
from workflows.results import RESULT, OrderFound
from workflows.rules.followups.followups import About, FollowUp, Kind

MOST_TASKS = 20

# What answers a question, by its kind.
_ANSWERED_BY: dict[Kind, tuple[About, ...]] = {
    "when": ("order", "investigation"),
    "where": ("order",),
    "carrier": ("order",),
    "tracking": ("order",),
    "number": ("return", "investigation"),
    "send_to": ("return",),
    "valid": ("return",),
    "refund": ("return",),
    "carriage": ("return",),
    "take": ("order", "investigation", "return"),
    "done": ("order", "investigation", "return"),
}


@dataclass(frozen=True, slots=True)
class HeldOrder:
    """An order as it was last told here, and when."""

    told: OrderFound
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """The case's records, oldest first. ``last``: what kinds the last message led to; of returns only this author's."""

    returns: tuple[Rma, ...] = ()
    investigations: tuple[Investigation, ...] = ()
    orders: tuple[HeldOrder, ...] = ()
    last: frozenset[str] = frozenset()

    @property
    def issued(self) -> tuple[Rma, ...]:
        """The returns that can be cancelled."""
        return tuple(one for one in self.returns if one.state == "issued")

    def about(self, question: FollowUp) -> "Held":
        """Return the records that answer ``question``."""
        kinds = _ANSWERED_BY.get(question.kind, ())
        if question.about and question.about != "case":
            kinds = (question.about,) if question.about in kinds or question.kind == "number" else ()
        of_return = tuple(one for one in self.returns if is_meant(one, question.thing, question.number))
        numbered = tuple(one for one in self.investigations if question.number in {"", one.number})
        numbered_orders = tuple(one for one in self.orders if question.number in {"", one.told.order_id})
        return Held(
            of_return if "return" in kinds else (),
            numbered if "investigation" in kinds and not question.thing else (),
            numbered_orders if "order" in kinds and not question.thing else (),
        )

    def __bool__(self) -> bool:
        return bool(self.returns or self.investigations or self.orders)


NOTHING = Held()


def is_meant(rma: Rma, thing: str, number: str = "") -> bool:
    """Say whether a return is the one named by product (some of its words) or number; "" names any."""
    product = normalise_product(rma.product_name).split()
    return number in {"", rma.number} and all(word in product for word in normalise_product(thing).split())


def held_for(tx: Tx, case: Case, author: str) -> Held:
    """Return what the newest tasks of the case have led to, as far as ``author`` may know it."""
    if case.first_response_at is None:
        return NOTHING
    done = tasks.newest_done(tx, case.id, MOST_TASKS)
    kinds = {task.query_type for task in done}
    is_theirs = case.requester == author
    returns = (
        [one for one in tasks.rmas_of(tx, case.id) if one.requester == author] if kinds & {"ProductReturn"} else []
    )
    found = tasks.investigations_of(tx, case.id) if is_theirs and kinds & {"BillingInquiry"} else []
    numbers = [*(one.number for one in returns), *(one.number for one in found)]
    told = runs.announced(tx, case.id, numbers)
    returns = [one for one in returns if one.number in told]
    orders: dict[str, HeldOrder] = {}
    for task in done if is_theirs else ():
        result = RESULT.validate_python(task.result) if task.query_type == "StatusUpdate" and task.result else None
        if isinstance(result, OrderFound):
            orders[id_key(result.order_id)] = HeldOrder(result, task.updated_at)
    theirs = {one.number for one in returns}
    last = {task.query_type for task in done if task.run == done[-1].run and _is_theirs(task, theirs)}
    live = tuple(one for one in found if one.number in told and one.state != "cancelled")
    return Held(tuple(returns[-MOST_TASKS:]), live[-MOST_TASKS:], tuple(orders.values()), frozenset(last))


def _is_theirs(task: TaskRow, numbers: set[str]) -> bool:
    """Say whether a task is no return, or led to one of these numbers, also if it only reported it again."""
    return task.query_type != "ProductReturn" or (task.result or {}).get("number") in numbers
