"""What we store, in words of users: requests, their fields, what a case waits for. Names of data stay in ``--json``."""

from collections.abc import Iterable

from bot.formats.printable import one_line
from storage.records import AWAITING_DETAILS, Case, TaskRow
from workflows.results import FIELD_NAMES
from workflows.routes import ROUTES

TASK_NAMES = {"BillingInquiry": "invoice question", "ProductReturn": "return", "StatusUpdate": "order status"}
FIELD_LABELS = {
    "invoice_number": "invoice",
    "product_name": "product",
    "reason_for_return": "reason",
    "order_id": "order",
}
ROUTE_LABELS: dict[str, str] = {route.name: route.label for route in ROUTES}
ROUTE_NAMES: dict[str, str] = {route.name: route.label.lower() for route in ROUTES}
FLAGS = {"wants_human": "wants a person", "angry": "angry", "has_tasks": "holds a request"}
KEYS = FLAGS | {"query_type": "request"}  # names in what a step answered
VALUES = TASK_NAMES | ROUTE_NAMES | {"True": "yes"}
_OWED = {"account_number": "the account number", "details": "more details"}
_DETAILS = {"technical_support": "details of what does not work", "general_question": "their question in other words"}


def task_name(query_type: str) -> str:
    """Return what a request is called: "return"."""
    return TASK_NAMES.get(query_type, query_type)


def route_name(route: str | None) -> str:
    """Return what a route is called: "billing inquiry"; one that is no route any more as it is stored."""
    return ROUTE_NAMES.get(route or "", route or "")


def requests_of(tasks: Iterable[TaskRow]) -> tuple[str, ...]:
    """Return the kinds of ``tasks``, each once, without those that were cancelled."""
    return tuple(sorted({task.query_type for task in tasks if task.state != "cancelled"}))


def topic(route: str | None, requests: Iterable[str]) -> str:
    """Return what a case is about: its route, or what is requested, where the route only says "general question"."""
    named = [task_name(kind) for kind in requests] if route == "general_question" else []
    return ", ".join(named) or route_name(route)


def topic_label(route: str, requests: Iterable[str]) -> str:
    """Return ``topic`` as a heading: "Billing Inquiry", "Return, order status"."""
    named = topic(route, requests)
    return ROUTE_LABELS.get(route, route) if named == route_name(route) else named.capitalize()


def stated(task: TaskRow, *, none: str = "no details stated") -> str:
    """Return the fields a request states, each with its name, on one line."""
    named = (f"{label} {getattr(task, name)}" for name, label in FIELD_LABELS.items() if getattr(task, name))
    return one_line(", ".join(named)) or none


def led_to(task: TaskRow) -> str:
    """Return how a request stands: what was issued or found, or what it waits for."""
    result = task.result or {}
    match task.state:
        case "pending":
            return f"waits for the {FIELD_NAMES.get(str(result.get('field')), 'details')}"
        case "asked":
            return "asked whether it is wanted"
        case _:
            found = result.get("number") or result.get("status") or result.get("kind")
            return one_line(f"{task.state}, {str(found).replace('_', ' ')}" if found else task.state)


def waits_for(case: Case, tasks: Iterable[TaskRow]) -> str:
    """Return what is waited for: ``owed``; "" where the case is resolved, or a person owes the next word."""
    return "" if case.status == "resolved" or case.waits_since is not None else owed(case, tasks)


def owed(case: Case, tasks: Iterable[TaskRow]) -> str:
    """Return what the customer was asked for last: "the order number (order status)"; "" for nothing."""
    task = next((task for task in tasks if task.id == case.waiting_task), None)
    if task is not None and task.state == "asked":
        return f"a yes or no: is it wanted? ({task_name(task.query_type)})"
    if task is not None:
        field = FIELD_NAMES.get(str((task.result or {}).get("field")), "details")
        return f"the {field} ({task_name(task.query_type)})"
    if returns := case.asked_to_cancel:
        return f"a yes or no: cancel {', '.join(returns)}?"
    if case.waiting_task is not None:
        return "details of a request"
    if case.awaiting == AWAITING_DETAILS and case.route in _DETAILS:
        return _DETAILS[case.route]
    return _OWED.get(case.awaiting or "", (case.awaiting or "").replace("_", " "))
