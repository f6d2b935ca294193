"""Promise: money for a service, or by a means of payment, is no return; for what may be no thing it is asked about."""

import pytest

from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import make_plan

NO_THINGS = (
    "Please refund my PayPal.",
    "Please refund my Visa.",
    "Please refund my credit card.",
    "Please refund my old card, the new one does not work.",
    "Please refund my gift card.",
    "Please refund my Apple Pay.",
    "Please refund the concert tickets.",
    "Please refund the gift wrapping, it was not done.",
    "Please refund the return shipping for the lamp.",
    "Please refund the assembly service.",
    "Kindly process a refund against order A-12345",
    "Can the refund go onto my Visa?",
)
THINGS = (
    ("Please refund the lamp to my PayPal.", "lamp"),
    ("Please refund the lamp to my old card.", "lamp"),
    ("Please refund the graphics card, it crashes.", "graphics card"),
    ("Please refund the frobnicator, it is broken.", "frobnicator"),
    ('Please refund the "Zorblax".', "Zorblax"),
    ("I want a refund for the Zorblax 300.", "Zorblax 300"),
    ("I want to return the Zorblax.", "Zorblax"),
    ("I want to return the gift card.", "gift card"),
)


@pytest.mark.parametrize("text", NO_THINGS)
def test_the_money_for_what_is_no_thing_is_no_return(text: str) -> None:
    assert [one for one in candidates(text) if one.task.query_type == "ProductReturn"] == []


@pytest.mark.parametrize(("text", "product"), THINGS)
def test_the_money_for_a_thing_is_a_return(text: str, product: str) -> None:
    assert [one.product_name for one in make_plan(text).tasks] == [product]


def test_the_money_for_what_nobody_knows_is_asked_about() -> None:
    asked = candidates("I want a refund for the Zorblax.")

    assert [(one.task.product_name, one.certainty) for one in asked] == [("Zorblax", "likely")]
