"""The simulated back offices: billing, returns, orders. One line a worker."""

from workflows.answers import QueryType
from workflows.workers.backoffice import Worker
from workflows.workers.billing import BILLING
from workflows.workers.orders import ORDERS
from workflows.workers.returns import RETURNS

WORKERS: dict[QueryType, Worker] = {
    "BillingInquiry": BILLING,
    "ProductReturn": RETURNS,
    "StatusUpdate": ORDERS,
}
