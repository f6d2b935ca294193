"""What a back office answers: typed results, and the facts of each, formatted once and for all by code."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from workflows.answers import MissingField

FIELD_NAMES = {
    "invoice_number": "invoice number",
    "product_name": "name of the product",
    "order_id": "order number",
}


class Result(BaseModel):
    """Base of all results: frozen, plain text."""

    model_config = ConfigDict(frozen=True)

    def facts(self) -> list[tuple[str, str]]:
        """Return (label, value) lines that are verbatim in the reply."""
        return []


class InvestigationOpened(Result):
    """Billing looks into an invoice; ``repeated``: it was doing so already, nothing new was opened."""

    kind: Literal["investigation"] = "investigation"
    number: str
    invoice_number: str
    concern: str
    action: str
    eta: date
    repeated: bool = False

    def facts(self) -> list[tuple[str, str]]:
        """Return (label, value) lines."""
        return [
            ("Investigation", self.number + (" (already open)" if self.repeated else "")),
            ("Invoice", self.invoice_number),
            ("Your concern", self.concern),
            ("Action taken", self.action),
            ("Answer expected by", f"{day(self.eta)} (2 business days)"),
        ]


class RmaIssued(Result):
    """A return is authorised; ``repeated``: this product has a live RMA in this thread already."""

    kind: Literal["rma"] = "rma"
    number: str
    product_name: str
    reason: str
    address: str
    repeated: bool = False

    def facts(self) -> list[tuple[str, str]]:
        """Return (label, value) lines."""
        label = f"write {self.number} on the outside of the package"
        shipping = f"pack the product securely, {label} and send it to: {self.address}"
        return [
            ("RMA number", self.number + (" (issued before)" if self.repeated else "")),
            ("Product", self.product_name),
            ("Reason for return", self.reason),
            ("Shipping instructions", shipping),
        ]


class OrderFound(Result):
    """The state of an order."""

    kind: Literal["order"] = "order"
    order_id: str
    status: str
    carrier: str
    tracking_number: str
    estimate: date
    delivered: bool = False

    def facts(self) -> list[tuple[str, str]]:
        """Return (label, value) lines."""
        return [
            ("Order", self.order_id),
            ("Status", self.status),
            ("Carrier", self.carrier),
            ("Tracking number", self.tracking_number),
            ("Delivered on" if self.delivered else "Estimated delivery", day(self.estimate)),
        ]


class FieldMissing(Result):
    """The customer has to say something first; the task stays pending."""

    kind: Literal["missing"] = "missing"
    field: MissingField


class ToConfirm(Result):
    """The customer has to say first whether it is wanted; the task ``task_id`` is asked, and nothing is done yet."""

    kind: Literal["to_confirm"] = "to_confirm"
    task_id: int = 0


class NotYours(Result):
    """The record belongs to somebody else: nothing of it is revealed."""

    kind: Literal["not_yours"] = "not_yours"
    what: str


class NotFound(Result):
    """The back office knows no such order or invoice; ``again``: the number given instead is unknown too."""

    kind: Literal["not_found"] = "not_found"
    what: str
    again: bool = False


class Failed(Result):
    """The back office broke down: a person sees to it."""

    kind: Literal["failed"] = "failed"
    what: str


AnyResult = Annotated[
    InvestigationOpened | RmaIssued | OrderFound | FieldMissing | ToConfirm | NotYours | NotFound | Failed,
    Field(discriminator="kind"),
]
RESULT: TypeAdapter[AnyResult] = TypeAdapter(AnyResult)


def day(value: date) -> str:
    """Write a date for people: "Wednesday, 25 November 2026"."""
    return f"{value:%A}, {value.day} {value:%B %Y}"
