"""What is asked for without its number: one invoice that is wrong, one order of the writer's own; nothing else."""

import pytest

from workflows.answers import Task
from workflows.rules.planning.plan import Waiting, make_plan

INVOICE = Waiting("BillingInquiry", "invoice_number")


@pytest.mark.parametrize(
    "text",
    [
        "Your last bill has me down for nine nights, we stayed four.",
        "I've just opened this month's invoice and there's a delivery fee on it that nobody mentioned.",
        "Could you go over the bill again? I make it forty euros less.",
        "The invoice that came with the curtains lists three pairs. I bought two.",
        "There's VAT on our invoice and we are exempt.",
        "I was promised free shipping but it's there on the bill.",
        "status of A-12345, also an invoice overcharges us for cable",
        "A recent invoice bills us for a crate we sent back",
        "An invoice of yours has a double charge on it",
        "We were billed for two beds and got one. Could you please check it?",
        "You have invoiced my office for a chair nobody ordered. I need this corrected.",
        "Please return the bowl, it's chipped, and one of your invoices has a surcharge I can't place.",
    ],
)
def test_an_invoice_that_is_wrong_lacks_only_its_number(text: str) -> None:
    assert Task(query_type="BillingInquiry") in make_plan(text).tasks


@pytest.mark.parametrize(
    "text",
    [
        "Could you send me a copy of my last invoice?",
        "How can I pay my bill by card?",
        "Please change the address on my invoices from next month.",
        "I'd like my invoices by e-mail instead of post.",
        "Thanks for correcting my invoice so quickly.",
        "Somebody fixed my invoice already, all good.",
        "Why was I charged twice this month?",
        "What if an invoice overcharges me?",
        "If you charged me twice, would you look into it?",
        "You charged us twice, I see it on the statement",
        "You've billed me correctly, thanks. I want that noted.",
        "You charged me back the deposit. Please check it arrived",
        "You've charged my card, can you check my parcel?",
        "Does the invoice say which colour I ordered?",
        "No, I haven't got the invoice in front of me. It's too much, that's all I know.",
    ],
)
def test_papers_that_are_right_or_looked_for_are_no_investigation(text: str) -> None:
    assert make_plan(text).tasks == []


@pytest.mark.parametrize(
    "text",
    [
        "Did you ship my order already?",
        "my package seems to be stuck somewhere, can you look",
        "I'm still without my delivery. What's going on?",
        "Can you tell me how far my order is?",
        "I ordered a kettle ten days ago. Where is it?",
        "I want to know what happened to a parcel of mine.",
        "How's my order coming along?",
        "I was wondering how my delivery is doing",
        "We'd love to know how our package is faring these days",
        "Any sign of my parcel?",
        "Just wondering where my order has got to.",
        "The lamp hasn't been dispatched as far as I can see, could you check on it?",
        "my kettle was never sent. any news?",
        "The blue desk still hasn't left your warehouse, what's going on?",
    ],
)
def test_an_order_that_is_asked_after_lacks_only_its_number(text: str) -> None:
    assert make_plan(text).tasks == [Task(query_type="StatusUpdate")]


@pytest.mark.parametrize(
    "text",
    [
        "How long does an order usually take?",
        "Can I change my order after placing it?",
        "My order arrived yesterday, all good.",
        "Do you put the receipt in the parcel?",
        "The delivery team left a lovely note.",
        "My neighbour's order from another shop never came.",
        "How are you getting on with your new delivery service?",
        "How do I get along with the order form?",
        "How is my neighbour's order coming along?",
        "My order came along with a nice card",
        "My refund hasn't been sent. Can you check?",
        "The label hasn't been sent yet. Can you check?",
        "I have not sent the lamp yet. Can you check?",
        "My lamp was never dispatched, please check whether you can cancel it",
    ],
)
def test_what_is_general_past_or_anothers_is_not_looked_up(text: str) -> None:
    assert make_plan(text).tasks == []


@pytest.mark.parametrize("said", ["invoice INV-3044 it was", "It must be INV-3044, the one from May"])
def test_a_number_that_is_awaited_is_taken_in_whatever_words(said: str) -> None:
    assert make_plan(said, INVOICE).tasks == [Task(query_type="BillingInquiry", invoice_number="INV-3044")]


@pytest.mark.parametrize("said", ["not INV-3044, that one is fine", "is it INV-3044?"])
def test_a_number_that_is_refused_or_asked_fills_nothing(said: str) -> None:
    assert make_plan(said, INVOICE).tasks == []
