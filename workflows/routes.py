"""The routes a message can take: one line each. The classifier's prompt and its answer derive from here."""

from dataclasses import dataclass
from typing import Literal

RouteName = Literal["technical_support", "billing_inquiry", "general_question"]


@dataclass(frozen=True, slots=True)
class Route:
    """A route: its name in data, its label for people, and what belongs to it (shown to the classifier)."""

    name: RouteName
    label: str
    about: str


ROUTES: tuple[Route, ...] = (
    Route(
        "technical_support", "Technical Support", "Something does not work, is broken, or has to be set up or reset."
    ),
    Route("billing_inquiry", "Billing Inquiry", "Invoices, charges, fees, payments, refunds, balances."),
    Route(
        "general_question",
        "General Question",
        "Anything else: orders, deliveries, products, accounts, this desk itself.",
    ),
)


def label_of(name: RouteName) -> str:
    """Return the label people see for the route ``name``."""
    return next(route.label for route in ROUTES if route.name == name)
