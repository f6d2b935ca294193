"""The simulated returns department: issues an RMA number with shipping instructions."""

from storage import tasks
from storage.database import Tx
from workflows.ids.grammar import normalise_product
from workflows.results import AnyResult, RmaIssued
from workflows.workers.backoffice import Errand, Worker, refuse_or_fail

ADDRESS = "Returns Department, Frontdesk Warehouse, 12 Harbour Road, Springfield (a simulated address)"
NOT_STATED = "not stated"


async def _look(errand: Errand) -> AnyResult:
    product = errand.task.product_name or ""
    refused = refuse_or_fail("product", product)
    if refused is not None:
        return refused
    reason = errand.task.reason_for_return or NOT_STATED
    return RmaIssued(number="", product_name=product, reason=reason, address=ADDRESS)


def _record(tx: Tx, errand: Errand, task_id: int, result: AnyResult) -> AnyResult:
    """Issue the RMA, or report the live one this thread has for the same product; a cancelled one does not count."""
    if not isinstance(result, RmaIssued):
        return result
    key = normalise_product(result.product_name)
    for rma in tasks.rmas_of(tx, errand.case.id):
        if rma.product_key == key and rma.requester == errand.requester and rma.state != "cancelled":
            return RmaIssued(
                number=rma.number, product_name=rma.product_name, reason=rma.reason, address=ADDRESS, repeated=True
            )
    issued = result.model_copy(update={"number": tasks.next_rma(tx, errand.case.team_id)})
    row = {
        "team_id": errand.case.team_id,
        "case_id": errand.case.id,
        "task_id": task_id,
        "number": issued.number,
        "requester": errand.requester,
        "product_name": issued.product_name,
        "product_key": key,
        "reason": issued.reason,
        "state": "issued",
        "created_at": errand.now,
    }
    tasks.add_rma(tx, row)
    return issued


RETURNS = Worker("product_name", _look, _record)
