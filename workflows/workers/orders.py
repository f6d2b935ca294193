"""The simulated order system: status, carrier, tracking number and delivery estimate, the same for the same id."""

from datetime import date, timedelta

from workflows.results import AnyResult, OrderFound
from workflows.workers.backoffice import TaskContext, Worker, keep_as_it_is, not_known, pseudo_random, refuse_or_fail

STATUSES = ("processing", "packed", "shipped", "in transit", "out for delivery", "delivered")
CARRIERS = ("DHL", "FedEx", "UPS", "USPS")


async def _answer(context: TaskContext) -> AnyResult:
    order_id = context.task.order_id or ""
    refused = refuse_or_fail("order", order_id) or not_known("order", order_id)
    if refused is not None:
        return refused
    status = STATUSES[pseudo_random(order_id, len(STATUSES), "status")]
    return OrderFound(
        order_id=order_id,
        status=status,
        carrier=CARRIERS[pseudo_random(order_id, len(CARRIERS), "carrier")],
        tracking_number=f"TRK{pseudo_random(order_id, 10**10, 'tracking'):010d}",
        estimate=_estimate(order_id, status, context.now.date()),
        delivered=status == "delivered",
    )


def _estimate(order_id: str, status: str, today: date) -> date:
    """Return the order's own weekday: the last one for a delivered order, today on its last leg, else the next one."""
    if status == "out for delivery":
        return today
    weekday = pseudo_random(order_id, 5, "weekday")
    if status == "delivered":
        return today - timedelta(days=(today.weekday() - weekday) % 7 or 7)
    return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)


ORDERS = Worker("order_id", _answer, keep_as_it_is)
