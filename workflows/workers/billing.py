"""The simulated billing department: opens an investigation about an invoice, with the customer's own concern."""

from storage import tasks
from storage.database import Tx
from workflows.ids.comparing import id_key
from workflows.results import AnyResult, InvestigationOpened
from workflows.steps.billing_concern import BILLING_CONCERN, ConcernRequest
from workflows.workers.backoffice import TaskContext, Worker, business_days_after, not_known, refuse_or_fail

ACTION = "the invoice was flagged for review by the billing department"
ANSWER_AFTER_BUSINESS_DAYS = 2


async def _answer(context: TaskContext) -> AnyResult:
    number = context.task.invoice_number or ""
    refused = refuse_or_fail("invoice", number) or not_known("invoice", number)
    if refused is not None:
        return refused
    concern = await context.run.step(BILLING_CONCERN, ConcernRequest(context.text, number), context.part)
    eta = business_days_after(context.now.date(), ANSWER_AFTER_BUSINESS_DAYS)
    return InvestigationOpened(number="", invoice_number=number, concern=concern.concern, action=ACTION, eta=eta)


def _record(tx: Tx, context: TaskContext, task_id: int, result: AnyResult) -> AnyResult:
    """Open the investigation, or report the one this thread has about the same invoice."""
    if not isinstance(result, InvestigationOpened):
        return result
    known = tasks.investigations_of(tx, context.case.id)
    for found in known:
        if found.state == "open" and id_key(found.invoice_number) == id_key(result.invoice_number):
            known_fields = {
                name: getattr(found, name) for name in ("number", "invoice_number", "concern", "action", "eta")
            }
            return InvestigationOpened(**known_fields, repeated=True)
    opened = result.model_copy(update={"number": f"INV-{context.case.number}-{len(known) + 1}"})
    row = opened.model_dump(include={"number", "invoice_number", "concern", "action", "eta"})
    own = {"team_id": context.case.team_id, "case_id": context.case.id, "task_id": task_id}
    tasks.add_investigation(tx, {**row, **own, "state": "open", "created_at": context.now})
    return opened


BILLING = Worker("invoice_number", _answer, _record)
