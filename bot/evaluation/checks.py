"""The checks of a dialogue: what must, and must not, come of a message. Each is one line of ``CHECKS``, pure."""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.evaluation.left import CaseState, Left, acted, asked, filled, issued, result_kind, stated
from bot.evaluation.things import Thing, is_same
from storage.records import AWAITING_ACCOUNT, AWAITING_CANCEL
from workflows.ids.comparing import id_key
from workflows.language.detection import known_language
from workflows.language.grounding import Ground, fold
from workflows.results import day

SHORT_WORDS = 15  # "All right. Please tell me the order number, and I will look it up." has 14
_FIELDS = {
    "product": "product_name",
    "invoice": "invoice_number",
    "order": "order_id",
    "reason": "reason_for_return",
    "account": "account_number",
}
_LACKS = {"product": "ProductReturn", "invoice": "BillingInquiry", "order": "StatusUpdate"}
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_PLACEHOLDER = re.compile(r"\{(RMA|INVESTIGATION|CARRIER|TRACKING|ESTIMATE|STATUS)\}")
_OF_ORDER = {"CARRIER": "carrier", "TRACKING": "tracking_number", "ESTIMATE": "estimate", "STATUS": "status"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must, or must not, come of a message: its name in ``CHECKS``, and what it is about."""

    name: str
    about: str = ""


def holds(check: Check, left: Left) -> bool:
    """Say whether a check holds of what a message left."""
    return CHECKS[check.name].holds(left, check.about)


def _rma(left: Left, product: str) -> bool:
    return any(is_same(Thing("return", product), one) for one in issued(left))


def _no_rma(left: Left, _: str) -> bool:
    return not any(one.kind == "return" for one in issued(left))


def _investigation(left: Left, invoice: str) -> bool:
    return any(is_same(Thing("invoice", invoice), one) for one in issued(left))


def _no_investigation(left: Left, _: str) -> bool:
    return not any(one.kind == "invoice" for one in issued(left))


def _status(left: Left, order_id: str) -> bool:
    """Its facts stand in the reply, whether they were looked up for this message or for an earlier one."""
    words = Ground(left.shown)
    return any(
        words.holds(str(one["status"])) and (words.holds(order_id) or words.holds(str(one["tracking_number"])))
        for one in _orders(left.after)
        if id_key(str(one["order_id"])) == id_key(order_id)
    )


def _orders(state: CaseState) -> Iterator[dict[str, object]]:
    return (task.result for task in state.tasks if task.result and result_kind(task) == "order")


def _asks(left: Left, _: str) -> bool:
    """Say whether the message made the desk ask whether something is wanted, or whether a return shall be cancelled."""
    before = left.before.case.awaiting if left.before.case else None
    return bool(asked(left)) or (left.awaiting != before and (left.awaiting or "").startswith(AWAITING_CANCEL))


def _asks_missing(left: Left, what: str) -> bool:
    """The case waits for it, or the message opened a task that lacks it, beside what the case waits for."""
    if what == "account":
        return left.awaiting == AWAITING_ACCOUNT
    lacking = [task for task in left.after.tasks if task.state == "pending" and task.query_type == _LACKS[what]]
    return bool(left.replies) and any(task.run == left.run or f"task:{task.id}" == left.awaiting for task in lacking)


def _person(left: Left, _: str) -> bool:
    return left.status == "escalated"


def _no_person(left: Left, _: str) -> bool:
    return not any(one.event == "escalated" for one in left.after.timeline[len(left.before.timeline) :])


def _no_task(left: Left, _: str) -> bool:
    return not acted(left)


def _silent_or_short(left: Left, _: str) -> bool:
    return not acted(left) and len(left.shown_large.split()) <= SHORT_WORDS


def _tells(left: Left, text: str) -> bool:
    """Each placeholder is any of the values that the case's own records hold; without one, nothing is told."""
    names = sorted(set(_PLACEHOLDER.findall(text)))
    values = [_values(left.after, name) for name in names]
    reply = fold(left.shown)
    for chosen in itertools.product(*values):
        told = text
        for name, value in zip(names, chosen, strict=True):
            told = told.replace(f"{{{name}}}", value)
        if fold(told) in reply:
            return True
    return False


def _values(state: CaseState, name: str) -> list[str]:
    if name == "RMA":
        return [one.number for one in state.rmas]
    if name == "INVESTIGATION":
        return [one.number for one in state.investigations]
    found = [str(one[_OF_ORDER[name]]) for one in _orders(state)]
    if name != "ESTIMATE":
        return found
    estimated = [date.fromisoformat(one) for one in found]
    return [day(one) for one in (*estimated, *(one.eta for one in state.investigations))]


def _fills(left: Left, field: str) -> bool:
    """What was asked for is stored now; or, if it was not asked for, a task was opened with it stated."""
    name = _FIELDS.get(field, field)
    return name in filled(left) or name in stated(left)


def _not_fills(left: Left, _: str) -> bool:
    return not filled(left)


def _cancels_rma(left: Left, _: str) -> bool:
    before = {one.id for one in left.before.rmas if one.state == "issued"}
    return any(one.id in before and one.state == "cancelled" for one in left.after.rmas)


def _language(left: Left, code: str) -> bool:
    """A sentence of the reply is written in it; in English, no sentence in another language."""
    found = {known_language(one) for one in _SENTENCE.split(left.shown_large)} - {None}
    return found <= {"en"} if code == "en" else code in found


def _urgent(left: Left, _: str) -> bool:
    return left.is_urgent


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of check: when it holds, and what stands behind its colon ("": nothing)."""

    holds: Callable[[Left, str], bool]
    about: str = ""


CHECKS: dict[str, Kind] = {
    "rma": Kind(_rma, "product"),
    "no_rma": Kind(_no_rma),
    "investigation": Kind(_investigation, "invoice number"),
    "no_investigation": Kind(_no_investigation),
    "status": Kind(_status, "order id"),
    "asks": Kind(_asks),
    "asks_missing": Kind(_asks_missing, "product|invoice|order|account"),
    "person": Kind(_person),
    "no_person": Kind(_no_person),
    "no_task": Kind(_no_task),
    "silent_or_short": Kind(_silent_or_short),
    "tells": Kind(_tells, "text"),
    "fills": Kind(_fills, "field"),
    "not_fills": Kind(_not_fills),
    "cancels_rma": Kind(_cancels_rma),
    "language": Kind(_language, "code"),
    "urgent": Kind(_urgent),
}
