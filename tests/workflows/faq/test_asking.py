"""Questions from headings, sentences, values and rows: as help centres ask them, or not at all."""

import pytest

from workflows.faq.heading_parts import Topic
from workflows.faq.heading_questions import question_of
from workflows.faq.sentence_questions import question_of_sentence
from workflows.faq.value_questions import question_of_cell, question_of_value
from workflows.faq.what_sums_are import Told
from workflows.faq.wording import flipped, gerund_of

TEXT = "You can contact us about delivery, shipping, returns and items in 3 days for $5. The warranty covers all parts."


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("Can I return sale items?", "Can I return sale items?"),
        ("3.2 Can I return sale items?", "Can I return sale items?"),
        ("Returning an opened item", "How do I return an opened item?"),
        ("Return an opened item", "How do I return an opened item?"),
        ("Changing or cancelling a booking", "How do I change or cancel a booking?"),
        ("Cancelling your subscription", "How do I cancel my subscription?"),
        ("Delivery times", "How long does delivery take?"),
        ("Delivery Times", "How long does delivery take?"),
        ("Shipping costs", "How much does shipping cost?"),
        ("Late fees", "How much are the late fees?"),
        ("Cancellation policy", "What is the cancellation policy?"),
        ("How returns work", "How do returns work?"),
        ("How long delivery takes", "How long does delivery take?"),
        ("What we cover", "What do you cover?"),
        ("What you can't send back", "What can I not send back?"),
        ("When you can cancel", "When can I cancel?"),
        ("What to bring", "What should I bring?"),
        ("Who pays for return shipping", "Who pays for return shipping?"),
        ("If your parcel is damaged", "What happens if my parcel is damaged?"),
        ("Before you start", "What do I need to do before I start?"),
        ("Damaged or missing items", "What should I do about damaged or missing items?"),
        ("Items that cannot be returned", "Which items cannot be returned?"),
        ("Return window", "How long is the return window?"),
        ("Payment methods", "Which payment methods do you accept?"),
        ("OPENING HOURS", "What are your opening hours?"),
        ("Warranty", "What does the warranty cover?"),
        ("Exceptions", "Which exceptions are there for returns?"),
        ("Order status", None),
        ("Overview", None),
        ("Locker rooms", None),
        ("Condensation", None),
        ("https://shop.example", None),
    ],
)
def test_a_heading_is_asked_as_help_centres_ask_it_or_not_at_all(heading: str, question: str | None) -> None:
    assert question_of(Topic(heading, ("Returns",), "Help", TEXT, TEXT)) == question


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("You can return most items within 30 days of delivery.", "How long do I have to return most items?"),
        ("You can bring one guest per visit.", "How many guests can I bring?"),
        ("You cannot return gift cards.", "Can I return gift cards?"),
        ("You must show a photo ID at the desk.", "Do I have to show a photo ID at the desk?"),
        ("Visitors may park for up to 24 hours.", "How long can visitors park?"),
        ("We refund the price within 14 days of receiving it.", "When do you refund the price?"),
        ("We do not accept cash.", "Do you accept cash?"),
        ("We charge $15 for a lost key.", "How much do you charge for a lost key?"),
        ("A locker costs $2 a day.", "How much does a locker cost?"),
        ("The late fee is $15.", "How much is the late fee?"),
        ("Gift vouchers are valid for two years.", "How long are gift vouchers valid?"),
        ("The notice period is four weeks.", "How long is the notice period?"),
        ("Refunds are paid within 5 working days.", "When are refunds paid?"),
        ("Sale items cannot be returned.", "Can sale items be returned?"),
        ("If you cancel late, we keep half of the price.", "What happens if I cancel late?"),
        ("If your parcel has not arrived, contact us.", "What should I do if my parcel has not arrived?"),
        ("To cancel your plan, open Settings.", "How do I cancel my plan?"),
        ("Descale the machine every two months.", "How often should I descale the machine?"),
        ("Never immerse the base in water.", "Can I immerse the base in water?"),
        ("The warranty doesn't cover falls from a table.", "What does the warranty not cover?"),
        ("It is refunded within 5 days.", None),
        ("If it is late, we refund you.", None),
        ("This can be returned within 5 days.", None),
        ("We hope that you like it.", None),
    ],
)
def test_a_sentence_is_asked_by_what_it_says(sentence: str, question: str | None) -> None:
    found = question_of_sentence(sentence)

    assert (found and found.question) == question


@pytest.mark.parametrize(
    ("label", "value", "question"),
    [
        ("Opening hours", "9 to 5", "What are your opening hours?"),
        ("Check-in", "from 3 p.m.", "When is check-in?"),
        ("Late check-out", "25 euros", "How much is a late check-out?"),
        ("Tank capacity", "1.1 litres", "What is the tank capacity of the Brewa One?"),
        ("Monday", "9 to 5", None),
        ("Note", "Keep the receipt", None),
    ],
)
def test_a_label_is_asked_by_its_value(label: str, value: str, question: str | None) -> None:
    assert question_of_value(label, value, "the Brewa One", lambda _: False, Told(("Prices",))) == question


@pytest.mark.parametrize(
    ("cells", "question"),
    [
        (("Plan", "Basic", "Price", "$5"), "How much does the Basic plan cost?"),
        (("Job", "Brake adjustment", "Price", "$18"), "How much does a brake adjustment cost?"),
        (("Method", "Standard delivery", "Delivery time", "3 days"), "How long does standard delivery take?"),
        (("Problem", "The pump is loud", "What to do", "Fill the tank"), "What should I do if the pump is loud?"),
        (("Error code", "E18", "Meaning", "The pump is blocked"), "What does error E18 mean?"),
        (("Zone", "North", "Name", "Yard"), None),
    ],
)
def test_a_row_is_asked_by_its_columns(cells: tuple[str, ...], question: str | None) -> None:
    found = question_of_cell(cells, lambda word: word in {"Basic", "E18"}, Told())

    assert next((asked for asked, _ in found), None) == question


@pytest.mark.parametrize(
    ("clause", "turned"),
    [
        ("you return your items", "I return my items"),
        ("we charge you", "you charge me"),
        ("a machine debited you but paid nothing", "a machine debited me but paid nothing"),
        ("you are late for our tour", "I am late for your tour"),
        ("somebody else visits you regularly", "somebody else visits me regularly"),
        ("when you regularly visit us", "when I regularly visit you"),
    ],
)
def test_words_are_turned_round_to_whoever_asks(clause: str, turned: str) -> None:
    assert flipped(clause) == turned


@pytest.mark.parametrize(
    ("verb", "gerund"),
    [("return", "returning"), ("make", "making"), ("cancel", "cancelling"), ("open", "opening"), ("get", "getting")],
)
def test_forms_on_ing_are_spelled_right(verb: str, gerund: str) -> None:
    assert gerund_of(verb) == gerund
