"""Returns that are probably wanted of what a message is about, and what is asked for without a name or a number."""

import pytest

from workflows.rules.escalation.wishes import is_wish
from workflows.rules.frame.smalltalk import is_small_talk
from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import make_plan
from workflows.understanding import closely

ASKED = (
    ("my lamp is broken, send me a new one", "lamp"),
    ("The kettle is broken, I want a new one", "kettle"),
    ("the toaster doesn't work any more. can I get another?", "toaster"),
    ("My garden chair squeaks like a gate and I'm fed up with it.", "garden chair"),
    ("The toaster burns one side only, I'm really disappointed with it.", "toaster"),
    ("The bread maker hums all night. I'm at the end of my patience with this thing.", "bread maker"),
    ("The wall clock says ten now and noon the next minute. Frankly I don't trust it any more.", "wall clock"),
    ("It started with a rattle. I really don't know what to do with this fan any more.", "fan"),
    ("The kettle drips, could I have it replaced?", "kettle"),
    ("The lamp has a dent. Would it be possible to have it exchanged for one without?", "lamp"),
    ("would you swap the black boots for a bigger size?", "black boots"),
    ("I'd prefer to change the jacket for one number bigger", "jacket"),
    ("We got the curtain in grey, we had asked for beige. If possible we'd change it against beige?", "curtain"),
    ("The drone pulls to the right all the time. Can you swop it?", "drone"),
    ("The bread maker hums at four in the morning and I can't be bothered with it.", "bread maker"),
    ("I've taped the hinge of the letterbox twice, it is off again. I'm done taping.", "letterbox"),
    ("The massage chair groans like a ship. It and I won't be friends.", "massage chair"),
    ("One leg of the stool is shorter than the rest. It's a piece of junk, that stool.", "stool"),
    ("The alarm clock rang at noon and never at six. What are my options?", "alarm clock"),
    ("Where is order B-40012? As for the hammock: two knots came loose and I can't look at it any more.", "hammock"),
    ("You can have the rice cooker back, I don't even eat rice.", "rice cooker"),
    ("The jug leaks at the base. Please arrange for it to be picked up.", "jug"),
    ("I've had these walking boots a month. Are we still allowed to send them back?", "walking boots"),
    ("Can I return a duvet after a night? Ours smells of fish.", "duvet"),
    ("The boots are going back (too narrow at the toes).", "boots"),
    ("If it's no trouble I'd like my money back for the coffee grinder, I'll post it on Monday.", "coffee grinder"),
    ("Ah, the kettle. It whistles like a train. Back it goes, if you'd be so kind as to send me a label.", "kettle"),
    ("The blazer pinches under both arms, so back it goes, please.", "blazer"),
)
LEFT = (
    "The kettle is broken, I already have a new one",
    "The app is broken, send me a new link",
    "I don't want a new one, the kettle is broken but I'll fix it",
    "I'm disappointed with your service, the driver was rude.",
    "The kettle drips and the toaster burns, I'm disappointed with you.",
    "Could you exchange your newsletter for a shorter one?",
    "I don't trust the weather, so please deliver on Monday.",
    "I'd like to have my lamp back from your repair shop.",
    "The app shows an error and I can't be bothered with it.",
    "The router blinks red. What are my options to connect it?",
    "The heater and the lamp are both loud. What are my options?",
    "It's a piece of junk, your website.",
    "Can I return a duvet after a night?",
    "Am I allowed to return things?",
)
ISSUED = (
    ("I want to return the boots of order A-12345", ["boots"]),
    ("Please process returns for the rolling mat and the cake stand (both chipped)", ["rolling mat", "cake stand"]),
    ("Two returns: a wash bag and a cushion. Both unused.", ["wash bag", "cushion"]),
    ("Please start a return for me. And where is order B-35581?", [None, "B-35581"]),
    ("I'd like to return the puzzle. I'd also like to know where an order of mine is.", ["puzzle", None]),
)
WRONG_INVOICES = (
    "You've overcharged me on my last bill.",
    "I think there's an error in the invoice you sent, the rebate is gone",
    "One of your invoices lists a delivery I never had.",
    "There's a mistake in one of my invoices.",
)
# To announce that a thing goes back, and why, is to ask for it: a close reading does so.
DONE_CLOSELY = (
    "The boots are going back (too narrow at the toes).",
    "Ah, the kettle. It whistles like a train. Back it goes, if you'd be so kind as to send me a label.",
    "The blazer pinches under both arms, so back it goes, please.",
)
CALM_INVOICES = (
    "My invoice was wrong last year, somebody had to look into it.",
    "I have a question about my invoice.",
    "Can I get a copy of my invoice?",
    "Is my last invoice wrong?",
)


@pytest.mark.parametrize(("text", "product"), ASKED)
def test_who_is_done_with_a_thing_or_wants_another_is_asked_whether_it_goes_back(text: str, product: str) -> None:
    asked = [(one.task.product_name, one.certainty) for one in candidates(text) if one.task.order_id is None]

    assert asked == [(product, "sure" if closely.is_used() and text in DONE_CLOSELY else "likely")]


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("exchange the jacket from order A-12345 for a size L", "jacket"),
        ("I'd like to exchange the jacket from my order A-12345 for a size L", "jacket"),
        ("Could I swap the boots of order A-12345 for a 43?", "boots"),
        ("Please exchange the jacket (order A-12345) for a size L", "jacket"),
        ("can you exchange the jacket I bought in order A-12345 for size L", "jacket"),
        ("I want the jacket from order A-12345 exchanged for a size L", "jacket"),
        ("the shoes in A-12345 are too small, can I exchange them for a 42?", "shoes"),
        ("Order A-12345: please exchange the jacket for a size L", "jacket"),
        ("My order is A-12345. Please exchange the jacket for a size L.", "jacket"),
    ],
)
def test_an_exchange_is_asked_about_and_its_order_is_only_named(text: str, product: str) -> None:
    asked = [(one.task.product_name, one.task.order_id, one.certainty) for one in candidates(text)]

    assert (asked, make_plan(text).leftovers) == ([(product, None, "likely")], [])


@pytest.mark.parametrize(
    "text",
    [
        "exchange the jacket from order A-12345 for a size L. And where is order A-22222?",
        "Where is A-22222? I'd also like to exchange the jacket of order A-12345 for a size L",
    ],
)
def test_an_order_that_is_asked_after_beside_an_exchange_is_looked_up(text: str) -> None:
    assert [one.order_id for one in make_plan(text).tasks] == ["A-22222"]
    assert {one.task.product_name for one in candidates(text)} == {None, "jacket"}


@pytest.mark.parametrize("text", LEFT)
def test_who_is_done_with_something_else_is_asked_nothing(text: str) -> None:
    assert candidates(text) == ()


@pytest.mark.parametrize(("text", "about"), ISSUED)
def test_returns_that_are_plainly_to_be_issued_are_done(text: str, about: list[str | None]) -> None:
    assert [one.product_name or one.order_id for one in make_plan(text).tasks] == about


@pytest.mark.parametrize("text", WRONG_INVOICES)
def test_an_invoice_that_is_wrong_lacks_only_its_number(text: str) -> None:
    assert [(one.query_type, one.invoice_number) for one in make_plan(text).tasks] == [("BillingInquiry", None)]


@pytest.mark.parametrize("text", CALM_INVOICES)
def test_an_invoice_that_is_not_said_to_be_wrong_is_billings(text: str) -> None:
    assert make_plan(text).tasks == []


@pytest.mark.parametrize("text", ["Have a nice evening", "have a lovely weekend!", "Enjoy your evening", "take care"])
def test_a_kind_word_at_the_end_is_small_talk(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("I'd like to return the kettle. I want a replacement, not money. How long does that take?", True),
        ("How much was it? I'd like to have it exchanged. Is there a fee?", True),
        ("I want to return it. Do you offer an exchange?", False),
        ("How long does a replacement take? I'd like to return the kettle.", False),
        ("I want to return it. What is your policy on vouchers, please?", False),
    ],
)
def test_a_question_of_rules_is_no_wish_and_one_in_the_next_sentence_hides_none(text: str, is_one: bool) -> None:
    assert is_wish(text) is is_one
