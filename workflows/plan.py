"""The step ``plan``, the orchestrator: a message becomes typed tasks and leftovers. Code checks that nothing is invented."""

from dataclasses import dataclass

from workflows.answers import Plan, Task
from workflows.grounding import stands_in
from workflows.receipts import Licence, unproved
from workflows.routes import ROUTES
from workflows.rules import route
from workflows.rules.ids import find_ids, normalise_product
from workflows.rules.plan import Waiting, make_plan
from workflows.step import Step, load_prompt


@dataclass(frozen=True, slots=True)
class ToSplit:
    """A message to split, and the task field the customer was asked for, if any."""

    text: str
    waiting: Waiting | None = None


def _show(given: ToSplit) -> dict[str, str]:
    waiting = f"{given.waiting.query_type}.{given.waiting.field}" if given.waiting else ""
    return {"waiting": waiting, "message": given.text}


def rule(given: ToSplit) -> Plan:
    """Split by rule."""
    return make_plan(given.text, given.waiting, lambda text: route.classify(text).route)


def _check(given: ToSplit, plan: Plan) -> str | None:
    """Refuse a plan with an id, product or reason that does not stand in the message."""
    for task in plan.tasks:
        for value in (task.invoice_number, task.order_id, task.product_name):
            if value and not stands_in(value, given.text):
                return f"{value!r} does not stand in the message; copy fields from it or leave them null"
    for leftover in plan.leftovers:
        wrong = unproved(leftover.text, Licence(customer=given.text, restates=True))
        if wrong:
            return f"{wrong[0]} does not stand in the message; leftovers are the customer's own words"
    return None


def completed(plan: Plan, given: ToSplit) -> Plan:
    """Put a model's plan in order: own ids are no tasks, repeats are one task, and no id of the message is forgotten.

    Which ids are owed is the rule's judgement: it knows negation ("no need to check A-1") and what is an id at all.
    """
    ours = {found.value for found in find_ids(given.text) if found.kind in {"case", "rma", "investigation"}}
    by_rule = rule(given)
    reasons = {key_of(task): task.reason_for_return for task in by_rule.tasks}
    tasks: dict[tuple[str, str], Task] = {}
    for task in plan.tasks:
        if not any((value or "").upper().lstrip("#") in ours for value in (task.invoice_number, task.order_id)):
            reason = task.reason_for_return
            if reason and not stands_in(reason, given.text):
                task = task.model_copy(update={"reason_for_return": reasons.get(key_of(task))})  # noqa: PLW2901
            tasks.setdefault(key_of(task), task)
    claimed = {id_key(value) for task in tasks.values() for value in (task.invoice_number, task.order_id) if value}
    for task in by_rule.tasks:
        number = task.invoice_number or task.order_id
        if number and id_key(number) not in claimed:
            tasks.setdefault(key_of(task), task)
    return Plan(tasks=list(tasks.values())[:20], leftovers=plan.leftovers)


def key_of(task: Task) -> tuple[str, str]:
    """Return what makes two tasks the same: their type and id, or the product after normalising."""
    if task.query_type == "ProductReturn":
        return task.query_type, normalise_product(task.product_name or "")
    return task.query_type, id_key(task.invoice_number or task.order_id or "")


def id_key(value: str) -> str:
    """Fold an id to compare it: "INV-7890", "inv 7890" and "7890" name one invoice."""
    letters = "".join(char for char in value.upper() if char.isalnum())
    return letters.removeprefix("INVOICE").removeprefix("INV").removeprefix("ORDER") or letters


PLAN = Step(
    "plan",
    load_prompt("plan.md", routes=", ".join(f"`{one.name}`" for one in ROUTES)),
    Plan,
    _show,
    rule,
    _check,
    max_tokens=2000,
)
