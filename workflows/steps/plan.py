"""The step ``plan``, the orchestrator: a message becomes tasks and leftovers; code checks that none is invented."""

from collections.abc import Sequence
from dataclasses import dataclass

from workflows.answers import Leftover, Plan, QueryType, Task
from workflows.ids.comparing import id_key
from workflows.ids.grammar import find_ids, normalise_product, stands_whole
from workflows.language.grounding import stands_in
from workflows.routes import ROUTES, RouteName
from workflows.rules import route
from workflows.rules.evidence import WHICH
from workflows.rules.planning.candidates import Candidate, GatedPlan, candidate, candidates
from workflows.rules.planning.leftovers import MAX_LEFTOVERS, is_part_of_its_own
from workflows.rules.planning.plan import MAX_TASKS, Waiting, make_plan
from workflows.rules.planning.support import is_same_product, supported_by
from workflows.rules.syntax.clauses import read
from workflows.step import Step, load_prompt
from workflows.steps.checked import AllowedFacts, unsupported_claims

DIGITS_OF_AN_ORDER = 5


@dataclass(frozen=True, slots=True)
class MessageToPlan:
    """A message to split, and the task field the customer was asked for, if any."""

    text: str
    waiting: Waiting | None = None


def _show(given: MessageToPlan) -> dict[str, str]:
    waiting = f"{given.waiting.query_type}.{given.waiting.field}" if given.waiting else ""
    return {"waiting": waiting, "message": given.text}


def rule(given: MessageToPlan) -> Plan:
    """Split by rule."""
    return make_plan(given.text, given.waiting, route_of)


def route_of(text: str) -> RouteName:
    """Return the route of a part that is no task; what names an invoice is billing's."""
    about_invoice = any(found.kind == "invoice" for found in find_ids(text))
    return "billing_inquiry" if about_invoice else route.likely(text)[0]


def _check(given: MessageToPlan, plan: Plan) -> str | None:
    """Refuse a plan with an id, product or reason that the message does not hold, or an order that is none."""
    for task in plan.tasks:
        for value in (task.invoice_number, task.order_id, task.product_name):
            if value and not stands_in(value, given.text):
                return f"{value!r} does not stand in the message; copy fields from it or leave them null"
        wrong_id = _misread(task, given)
        if wrong_id:
            return wrong_id
    for leftover in plan.leftovers:
        wrong = unsupported_claims(leftover.text, AllowedFacts(customer=given.text, restates=True))
        if wrong:
            return f"{wrong[0]} does not stand in the message; leftovers are the customer's own words"
    return None


_FIELDS: dict[QueryType, set[str]] = {
    "BillingInquiry": {"invoice_number"},
    "ProductReturn": {"product_name", "reason_for_return"},
    "StatusUpdate": {"order_id"},
}


def completed(plan: Plan, given: MessageToPlan) -> GatedPlan:
    """Put a model's plan in order: ids of ours or of another kind are no tasks, repeats are one, no id is forgotten.

    Its tasks pass the gate of our own reading, which knows negation ("no need to check A-1") and what is an id at all:
    they are done where it is sure of them too, asked where only the model sees them, and left where it says otherwise.
    What our reading sees and the model does not is asked; ids are always looked up.
    """
    ours, message = candidates(given.text, given.waiting), read(given.text)
    keys = [key_of(one.task) for one in ours]
    words = {key: one.words for key, one in zip(reversed(keys), reversed(ours), strict=True)}
    kinds = _kinds_of_ids(given.text)
    found: dict[tuple[str, str], Candidate] = {}
    refused: list[Task] = []
    for task in map(_tidied, plan.tasks):
        right = {"unknown", "order" if task.query_type == "StatusUpdate" else "invoice"}
        if not right & kinds.get(id_key(number_of(task) or ""), right):
            continue
        named = key_of(task)
        others = [one.task for key, one in found.items() if key != named]
        kind = supported_by(task, ours, message, others)
        if kind is None:
            refused.append(task)
        else:
            stated = _with_own_reason(task, ours, given.text)
            found.setdefault(named, candidate(stated, kind, words.get(named, "")))
    _add_ours(found, ours, keys)
    tasks = [one.task for one in found.values() if one.certainty == "sure"][:MAX_TASKS]
    by_rule = rule(given) if found else plan
    left = _left_to_the_route(refused, by_rule, plan) if tasks else []
    leftovers = _own_parts([*plan.leftovers, *left], by_rule, list(found.values())) if found else plan.leftovers
    return GatedPlan(tasks=tasks, leftovers=leftovers[:MAX_LEFTOVERS], candidates=tuple(found.values()))


def _with_own_reason(task: Task, ours: Sequence[Candidate], text: str) -> Task:
    """Return ``task`` with the customer's own reason where the model's does not stand in the message."""
    if not task.reason_for_return or stands_in(task.reason_for_return, text):
        return task
    reasons = {key_of(one.task): one.task.reason_for_return for one in ours}
    return task.model_copy(update={"reason_for_return": reasons.get(key_of(task))})


def _add_ours(
    found: dict[tuple[str, str], Candidate], ours: Sequence[Candidate], keys: Sequence[tuple[str, str]]
) -> None:
    """Add what our reading sees and the model does not: ids as they are, returns to be asked about."""
    claimed = {key for query_type, key in found if query_type != "ProductReturn"}
    returned = [one.task for one in found.values() if one.task.query_type == "ProductReturn"]
    for one, key in zip(ours, keys, strict=True):
        if number_of(one.task) and key[1] not in claimed:
            found.setdefault(key, one)
        elif one.task.product_name and not any(is_same_product(one.task, other) for other in returned):
            asked = one if one.certainty == "likely" else candidate(one.task, "rule_alone", one.words)
            found.setdefault(key, asked)
        elif one.kind in WHICH and not returned:
            found.setdefault(key, one)


def _own_parts(leftovers: Sequence[Leftover], by_rule: Plan, found: Sequence[Candidate]) -> list[Leftover]:
    """Return the parts that are a question or a problem of their own, and not what is asked about.

    What our own reading of the whole message leaves over needs no second look.
    """
    known = {one.text for one in by_rule.leftovers}
    tasks = [one.task for one in found if one.certainty == "sure"]
    asked = [one.words.casefold() for one in found if one.certainty == "likely" and one.words]
    return [
        one
        for one in leftovers
        if not (tasks and any(one.text.strip(" .!?").casefold() in words for words in asked))
        and (not tasks or one.text in known or is_part_of_its_own(one.text, tasks))
    ]


def _left_to_the_route(refused: Sequence[Task], by_rule: Plan, plan: Plan) -> list[Leftover]:
    """Return the parts of the message that refused tasks were about, unless the plan leaves them over already."""
    values = [value for task in refused if (value := number_of(task) or task.product_name)]
    known = " ".join(leftover.text for leftover in plan.leftovers).casefold()
    return [
        leftover
        for leftover in by_rule.leftovers
        if any(value.casefold() in leftover.text.casefold() and value.casefold() not in known for value in values)
    ]


def _misread(task: Task, given: MessageToPlan) -> str | None:
    """Say what is wrong with a model's id: a piece of what was written, or no order to the id grammar and the rule.

    A number that no word classifies is left to the model's judgement, and so is, in languages that the grammar does not
    know, an id with five digits. Ids of ours pass: ``completed`` drops them without a second attempt.
    """
    number = number_of(task)
    found = {id_key(one.value) for one in find_ids(given.text)}
    if not number or id_key(number) in found:
        return None
    if any(id_key(number) in longer for longer in found):
        return f"{number!r} is only a piece of an id; copy ids whole"
    if task.query_type != "StatusUpdate" or key_of(task) in {key_of(one) for one in rule(given).tasks}:
        return None
    if sum(map(str.isdigit, number)) >= DIGITS_OF_AN_ORDER and stands_whole(number, given.text):
        return None
    return f"{number!r} is not written as the id of an order in the message; leave this task out"


def _kinds_of_ids(text: str) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for found in find_ids(text):
        kinds.setdefault(id_key(found.value), set()).add(found.kind)
    return kinds


def _tidied(task: Task) -> Task:
    """Leave out the fields that do not belong to the task's type."""
    return Task(query_type=task.query_type, **task.model_dump(include=_FIELDS[task.query_type]))


def number_of(task: Task) -> str | None:
    """Return the id a task is about; a return has none."""
    return {"BillingInquiry": task.invoice_number, "StatusUpdate": task.order_id}.get(task.query_type)


def key_of(task: Task) -> tuple[str, str]:
    """Return what makes two tasks the same: their type and id, or the product after normalising."""
    if task.query_type == "ProductReturn":
        return task.query_type, normalise_product(task.product_name or "")
    return task.query_type, id_key(number_of(task) or "")


def _written(given: MessageToPlan, plan: Plan) -> list[str]:
    """Return the parts that are no words of the customer's: each is shown over its answer."""
    return [one.text for one in plan.leftovers if not stands_in(one.text, given.text)]


PLAN = Step(
    "plan",
    load_prompt("plan.md", routes=", ".join(f"`{one.name}`" for one in ROUTES)),
    Plan,
    _show,
    rule,
    _check,
    written=_written,
    max_tokens=2000,
)
