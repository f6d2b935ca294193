"""The simulated returns department: issues an RMA number with shipping instructions."""

from storage import tasks
from storage.database import Tx
from workflows.ids.grammar import normalise_product
from workflows.results import AnyResult, RmaIssued
from workflows.workers.backoffice import TaskContext, Worker, refuse_or_fail

ADDRESS = "Returns Department, Frontdesk Warehouse, 12 Harbour Road, Springfield (a simulated address)"
NOT_STATED = "not stated"


async def _answer(context: TaskContext) -> AnyResult:
    product = context.task.product_name or ""
    refused = refuse_or_fail("product", product)
    if refused is not None:
        return refused
    reason = context.task.reason_for_return or NOT_STATED
    return RmaIssued(number="", product_name=product, reason=reason, address=ADDRESS)


def _record(tx: Tx, context: TaskContext, task_id: int, result: AnyResult) -> AnyResult:
    """Issue the RMA, or report the live one this thread has for the same product; a cancelled one does not count."""
    if not isinstance(result, RmaIssued):
        return result
    key = normalise_product(result.product_name)
    for rma in tasks.rmas_of(tx, context.case.id):
        if rma.product_key == key and rma.requester == context.requester and rma.state != "cancelled":
            return RmaIssued(
                number=rma.number, product_name=rma.product_name, reason=rma.reason, address=ADDRESS, repeated=True
            )
    issued = result.model_copy(update={"number": tasks.next_rma(tx, context.case.team_id)})
    row = {
        "team_id": context.case.team_id,
        "case_id": context.case.id,
        "task_id": task_id,
        "number": issued.number,
        "requester": context.requester,
        "product_name": issued.product_name,
        "product_key": key,
        "reason": issued.reason,
        "state": "issued",
        "created_at": context.now,
    }
    tasks.add_rma(tx, row)
    return issued


RETURNS = Worker("product_name", _answer, _record)
