"""Receipts: what a reply may state. False prose is refused, honest prose passes, our own templates pass."""

from datetime import date

import pytest

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.results import (
    AnyResult,
    FieldMissing,
    InvestigationOpened,
    OrderFound,
    RmaIssued,
)
from workflows.rules import first_aid
from workflows.steps.general_reply import ABOUT
from workflows.steps.synthesize import facts_of, lead_in

RESULTS: tuple[AnyResult, ...] = (
    InvestigationOpened(
        number="INV-CASE-1001-1",
        invoice_number="INV-7890",
        concern="it is higher than expected",
        action="the invoice was flagged for review by the billing department",
        eta=date(2026, 11, 25),
    ),
    InvestigationOpened(
        number="INV-CASE-1001-1",
        invoice_number="INV-7890",
        concern="too high",
        action="the invoice was flagged",
        eta=date(2026, 11, 25),
        repeated=True,
    ),
    RmaIssued(number="RMA-100016", product_name="SuperWidget 5000", reason="it hums", address="12 Harbour Road"),
    RmaIssued(number="RMA-100016", product_name="SuperWidget 5000", reason="it hums", address="x", repeated=True),
    OrderFound(
        order_id="A-12345",
        status="shipped",
        carrier="DHL",
        tracking_number="TRK0000000001",
        estimate=date(2026, 11, 27),
    ),
    FieldMissing(field="order_id"),
)
CUSTOMER = (
    "Please refund $500 for INV-7890 by Friday, I return the SuperWidget 5000, order A-12345, call +1 555 0100200"
)


@each_row(
    "prose",
    [
        "Your refund of $500 is approved.",
        "Your refund has been approved.",
        "I have refunded you.",
        "We've already refunded the amount.",
        "I refunded the charge.",
        "We will refund you in full.",
        "You'll receive a full refund.",
        "You will get your money back.",
        "Your order has been shipped.",
        "Your order shipped yesterday.",
        "Your package is on its way.",
        "It is out for delivery.",
        "It will arrive tomorrow.",
        "It will be delivered by Friday.",
        "You can expect it within 3 business days.",
        "It takes two to three weeks.",
        "I have cancelled your order.",
        "I've escalated this to our team.",
        "I am going to escalate this for you.",
        "Your ticket TCK-4411 was opened.",
        "Your case has been resolved.",
        "I fixed the problem for you.",
        "We will send you a replacement.",
        "The replacement is free of charge.",
        "You are entitled to compensation.",
        "Here is a 20% discount.",
        "A voucher is waiting for you.",
        "That costs 12 euros.",
        "It costs $9.99.",
        "Reply before 2026-12-01.",
        "We close on 3 December.",
        "Call us at +1 800 555 0199.",
        "See https://example.com/help for more.",
        "See www.example.com.",
        "Visit help.example.io.",
        "Write to support@example.com.",
        "<!channel> please look.",
        "<@U0ANA0001> please look.",
        "@channel please look.",
        "Your RMA is RMA-123456.",
        "The tracking number is TRK9999999999.",
        "Ihre Rechnung wurde erstattet.",
        "Votre commande a été expédiée.",
        "Su reembolso está aprobado.",
        "Your password was reset.",
        "Your account has been unlocked.",
        "Your payment was received.",
        "The technician is booked.",
    ],
)
def test_what_no_record_holds_is_refused_even_if_the_customer_said_it(prose: str) -> None:
    assert unsupported_claims(prose, AllowedFacts(customer=CUSTOMER)) != []


@pytest.mark.parametrize(
    "prose",
    [
        "Thanks for your message! I am sorry to hear that.",
        "I understand that this is frustrating.",
        "Could you tell me what you have already tried?",
        "Was the refund approved by somebody before?",
        "If your package has arrived, please check the label.",
        "Let me look at invoice INV-7890 and order A-12345.",
        "About the SuperWidget 5000: which version do you use?",
        "Here is what often helps:\n• restart the device\n• check the cable",
        "I would rather not guess.",
        "Let me know if you need anything else.",
    ],
)
def test_honest_prose_passes(prose: str) -> None:
    assert unsupported_claims(prose, AllowedFacts(customer=CUSTOMER)) == []


def test_what_a_record_holds_may_be_said_and_what_only_the_customer_said_may_not() -> None:
    status = "Status: your order has been shipped"

    assert unsupported_claims("Your order has been shipped.", AllowedFacts(records=(status,))) == []
    assert unsupported_claims("Your order has been shipped.", AllowedFacts(customer=status)) != []


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: f"{result.kind}-{getattr(result, 'repeated', '')}")
def test_our_own_sentences_over_a_result_are_proved_by_that_result(result: AnyResult) -> None:
    known = AllowedFacts(customer=CUSTOMER, records=(facts_of(result),))

    assert [wrong for wrong in unsupported_claims(lead_in(result), known) if "claims" not in wrong] == []


@each_row(
    "reply",
    [
        *(
            f"It sounds like {entry['problem']}; " + "\n".join(entry["try"])
            for entry in first_aid._tables()["technical"]
        ),
        *(first_aid.billing(entry["words"][0] if entry["words"] else "") for entry in first_aid._tables()["billing"]),
        *(entry["reply"] for entry in first_aid._tables()["general"]),
        first_aid.technical("my laptop crashes"),
    ],
)
def test_every_first_response_by_rule_needs_no_proof(reply: str) -> None:
    assert unsupported_claims(reply, AllowedFacts(records=(ABOUT,))) == []


@pytest.mark.parametrize("ping", ["<!channel>", "<!here|here>", "<!subteam^S1>", "<@U1>", "<#C1>", "@everyone"])
def test_a_mention_is_refused_even_if_it_stands_in_a_record(ping: str) -> None:
    assert unsupported_claims(f"Hello {ping}", AllowedFacts(customer=ping, records=(ping,), restates=True)) != []


def test_restating_the_customers_own_concern_may_use_the_customers_figures() -> None:
    concern = "The customer was charged $500 on 3 December for invoice INV-7890."
    words = "I was charged $500 on 3 December for INV-7890"

    assert unsupported_claims(concern, AllowedFacts(customer=words, restates=True)) == []
    assert unsupported_claims(concern, AllowedFacts(customer="I was charged for INV-7890", restates=True)) != []


@pytest.mark.parametrize(
    "prose",
    [
        "That must be upsetting, with a birthday tomorrow.",
        "Good luck tonight!",
        "Bei Rauch bitte sofort die 112 wählen.",
    ],
)
def test_kind_words_may_name_a_day_and_an_emergency_number_is_no_figure(prose: str) -> None:
    assert unsupported_claims(prose, AllowedFacts()) == []


@pytest.mark.parametrize(
    ("prose", "signs"), [("Nobody here will ask you for it.", False), ("Maria here, hello!", True)]
)
def test_nobody_is_no_name_that_signs(prose: str, signs: bool) -> None:
    assert any("signs" in why for why in unsupported_claims(prose, AllowedFacts())) is signs
