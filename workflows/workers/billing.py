"""The simulated billing department: opens an investigation about an invoice, with the customer's own concern."""

from storage import tasks
from storage.database import Tx
from workflows.ids.comparing import id_key
from workflows.results import AnyResult, InvestigationOpened
from workflows.steps.billing_concern import BILLING_CONCERN, About
from workflows.workers.backoffice import Errand, Worker, business_days_after, not_known, refuse_or_fail

ACTION = "the invoice was flagged for review by the billing department"
ANSWER_AFTER_BUSINESS_DAYS = 2


async def _look(errand: Errand) -> AnyResult:
    number = errand.task.invoice_number or ""
    refused = refuse_or_fail("invoice", number) or not_known("invoice", number)
    if refused is not None:
        return refused
    concern = await errand.run.step(BILLING_CONCERN, About(errand.text, number), errand.part)
    eta = business_days_after(errand.now.date(), ANSWER_AFTER_BUSINESS_DAYS)
    return InvestigationOpened(number="", invoice_number=number, concern=concern.concern, action=ACTION, eta=eta)


def _record(tx: Tx, errand: Errand, task_id: int, result: AnyResult) -> AnyResult:
    """Open the investigation, or report the one this thread has about the same invoice."""
    if not isinstance(result, InvestigationOpened):
        return result
    known = tasks.investigations_of(tx, errand.case.id)
    for found in known:
        if found.state == "open" and id_key(found.invoice_number) == id_key(result.invoice_number):
            told = {name: getattr(found, name) for name in ("number", "invoice_number", "concern", "action", "eta")}
            return InvestigationOpened(**told, repeated=True)
    opened = result.model_copy(update={"number": f"INV-{errand.case.number}-{len(known) + 1}"})
    row = opened.model_dump(include={"number", "invoice_number", "concern", "action", "eta"})
    own = {"team_id": errand.case.team_id, "case_id": errand.case.id, "task_id": task_id}
    tasks.add_investigation(tx, {**row, **own, "state": "open", "created_at": errand.now})
    return opened


BILLING = Worker("invoice_number", _look, _record)
