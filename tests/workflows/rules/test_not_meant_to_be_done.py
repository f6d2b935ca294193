"""Promises about what is named and not asked for, in single messages: it is neither done nor asked about."""

import pytest

from workflows.rules.corrections.corrections import as_meant
from workflows.rules.planning.candidates import candidates

_SHORT = {"ProductReturn": "return", "BillingInquiry": "invoice", "StatusUpdate": "order"}


def _acts(text: str) -> list[str]:
    """Return what is done or asked about: what is wanted of which thing or number."""
    found = (one.task for one in candidates(as_meant(text).text))
    return sorted(
        f"{_SHORT[one.query_type]} {one.product_name or one.invoice_number or one.order_id or ''}".strip()
        for one in found
    )


WEBCAM = """\
So the webcam's picture is green on all our machines (return please), the USB hub works, keep that out of it. \
The freight on INV-1557 was quoted at 45 and billed at 145, please have that looked at. \
And A-30061, do you have a delivery date?"""
WALKER = """\
Hi po, I am caregiver. The walker wheels I buy is not same size of the walker of my client. \
I will return it, please give me the number for box."""

PROOFS = (
    "Return please: desk fan, bought 3 May, invoice INV-4417 attached for proof of purchase. It rattles.",
    "I'd like to return the kettle, it leaks. Invoice INV-4417 is attached as proof of purchase.",
    "I want to return the toaster, it burns everything; INV-4417 enclosed as my receipt.",
    "Please let me return the blender, it hums. Proof of purchase: INV-4417",
    "Please return the lamp, it flickers. My proof of purchase is invoice INV-4417.",
    "I want to send the rug back, it sheds. As proof of purchase I attach invoice INV-4417.",
    "I want to return the chair because it creaks, invoice INV-4417 attached",
    "The drill needs to be returned, it smokes. INV-4417 serves as proof.",
    "I want to return the heater, it clicks. For the warranty: INV-4417 is my proof of purchase.",
    "RMA for the vacuum please, it won't start. INV-4417 (attached) as evidence of purchase.",
)


@pytest.mark.parametrize("text", PROOFS)
def test_an_invoice_that_only_proves_a_purchase_is_not_looked_into(text: str) -> None:
    assert [one for one in _acts(text) if one.startswith("invoice")] == []


@pytest.mark.parametrize(
    "text",
    [
        "Invoice INV-4417 attached, we were billed twice, please check it.",
        "INV-4417 is attached. The total is too high, please look into it.",
        "Please return the lamp, it flickers. And INV-4417 charges me for two, please explain.",
        "My bank statement is attached as proof of payment, and INV-4417 is still called overdue, please check.",
        "INV-4417 is wrong, I have the quote as proof.",
    ],
)
def test_an_invoice_that_is_disputed_with_papers_is_looked_into(text: str) -> None:
    assert "invoice INV-4417" in _acts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Last year you people overcharged us on INV-3006 and corrected it within a week. That is why I buy here.",
        "Two years ago you overcharged us on INV-3006 and refunded it at once. That is why we trust you.",
        "Back in 2022 you billed us twice on INV-3006 and you fixed it in a day. That's why I recommend you.",
        "Last spring INV-3006 was wrong and was corrected the same day. This is why we come back.",
        "A mistake on INV-3006 last month was corrected within hours. Why would I go elsewhere.",
        "In March you charged us double on INV-3006 and credited it the next morning. Which is why I recommend you.",
        "Some months ago there was an error on INV-3006, and your colleague put it right. That is why I like you.",
        "Once you overcharged us on INV-3006 and made it good. That is how you keep customers.",
        "Years ago INV-3006 was too high and you sorted it quickly. That is why we are loyal.",
        "Last autumn you muddled INV-3006 and then amended it. That is why I still order.",
    ],
)
def test_what_was_overcharged_long_ago_and_put_right_is_left(text: str) -> None:
    assert _acts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Last year you overcharged us on INV-3006 and never corrected it. Please look into it.",
        "Last month you overcharged us on INV-3006 and corrected it, but it is wrong again. Please check INV-3006.",
        "You corrected INV-3006 last week and it is still too high, please check.",
        "Last year you overcharged us and corrected it. Now INV-3006 is too high, please check it.",
        "INV-3006 overcharged us last month. Can you correct it?",
    ],
)
def test_what_was_not_put_right_is_looked_into(text: str) -> None:
    assert "invoice INV-3006" in _acts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please update pincode to 411038.",
        "Also update our PIN code to 411038, thanks.",
        "Our pin is 411038 from now on.",
        "Please change the postcode to 90210 for us.",
        "The zip code is now 90210, please update your records.",
        "Postal code: 90210. Please update it.",
        "Please update: 411038 is our new pincode.",
        "The gate code is 44719, tell the driver.",
        "Door code 44719 for the delivery.",
        "Please note that our zip has changed to 90210, update it when you can.",
    ],
)
def test_the_code_of_a_place_or_a_door_is_no_order(text: str) -> None:
    assert [one for one in _acts(text) if one != "order"] == []


@pytest.mark.parametrize(
    "text",
    [
        "I have a courier card here saying ref C-20771, nothing else on it, no name. Is that one of yours?",
        "The driver's note says C-20771. Who is it for?",
        "There is a DPD card with C-20771 on it, did you send it?",
        "A delivery slip with the number C-20771 was in our box. Any idea whose it is?",
        "The postman left a card from the post office, C-20771. Is it from you?",
        "My courier reference is C-20771, does that mean anything to you?",
        "UPS label C-20771 was stuck to our door. Yours?",
        "We found a missed delivery card, number C-20771. Do you know it?",
        "Got a slip from the courier with C-20771. What is it?",
        "The carrier's ticket reads C-20771, is that from your shop?",
    ],
)
def test_what_a_couriers_card_says_is_no_order(text: str) -> None:
    assert [one for one in _acts(text) if one != "order"] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The courier's card says order C-20771. Where is it?", "C-20771"),
        ("Where is order C-20771? The driver left no card.", "C-20771"),
        ("The courier lost order C-20771, where is it?", "C-20771"),
        ("The driver's note said C-20771 was delivered, it never came.", "C-20771"),
        ("My pin is 4471, where is order C-20771?", "C-20771"),
        ("Where is order 90210? My post code is 44719.", "90210"),
    ],
)
def test_an_order_beside_codes_and_couriers_is_looked_up(text: str, number: str) -> None:
    assert _acts(text) == [f"order {number}"]


@pytest.mark.parametrize(
    "text",
    [
        "there's nothing wrong with the bill, i just can't read my own handwriting. carry on",
        "There is nothing wrong with your invoice, I added it up badly.",
        "nothing wrong with the invoice, my husband misread it",
        "I never said the invoice was too high, I said it was too small to read.",
        "We are not complaining about the bill, it just came late.",
        "I didn't say the invoice was wrong, I said it was late.",
        "nothing is wrong with our bill, the dog chewed it",
        "I'm not saying the bill is wrong, I was only surprised.",
        "Nothing was wrong with the invoice, I mixed two up.",
        "there's nothing at all wrong with the bill, sorry for the fuss",
    ],
)
def test_an_invoice_of_which_nothing_is_said_to_be_wrong_is_not_asked_for(text: str) -> None:
    assert _acts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The invoice is wrong, there is a fee on it.",
        "Something is wrong with the bill, I was charged twice.",
        "There is a mistake in the invoice, please check it.",
        "Nothing is wrong with the parcel, but the invoice is wrong.",
        "I want to dispute one of my invoices.",
        "You never said our last invoice would have a fee on it, it is too high, please check it.",
        "Your rep didn't say the bill would be double, please look into our bill.",
    ],
)
def test_an_invoice_that_is_said_to_be_wrong_is_asked_for(text: str) -> None:
    assert "invoice" in _acts(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Order A-7290, hmm that's missing a digit. A-72906. Is it on the road yet?", "order A-72906"),
        ("I need the status of A-7730, hang on there's a digit missing, A-77305", "order A-77305"),
        ("Where is A-7730? Oh, I left off the last digit. A-77305.", "order A-77305"),
        ("Where is A-7730, sorry, a digit short, A-77305?", "order A-77305"),
        ("Where is A-7730? Wait, it's short of one digit: A-77305.", "order A-77305"),
        ("Status of A-7730 please. Hm, one digit too few. A-77305.", "order A-77305"),
        ("Has A-7730 left? I missed a digit, A-77305.", "order A-77305"),
        ("Where is order A-7730? That's lacking a digit. A-77305.", "order A-77305"),
        ("Where is order A-7730? Hm, a figure is missing. A-77305.", "order A-77305"),
        ("Track A-7730 please, hang on, a digit fell off, A-77305", "order A-77305"),
        (
            "When will A-48530 arrive? Oh hang on, that's the one from last month. It's A-49112 I'm waiting on.",
            "order A-49112",
        ),
        (
            "A-81190, has that left? And scratch what I wrote in the subject line (A-81109), that one's my brother's.",
            "order A-81190",
        ),
        ("Has A-81190 left yet? Please ignore the number in my subject line, A-81109.", "order A-81190"),
        (
            "The quantity on INV-11208 does not match. I wrote INV-11028, that was a slip. Examine the first number.",
            "invoice INV-11208",
        ),
        ("INV-11208 is too high, please check. INV-11028 was a typo of mine, take the first one.", "invoice INV-11208"),
    ],
)
def test_of_two_numbers_the_one_that_is_meant_is_taken(text: str, wanted: str) -> None:
    assert _acts(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Where are A-77305 and A-77306?", ["order A-77305", "order A-77306"]),
        (
            "Where is A-77305? A digit of my phone number was missing. And where is A-88421?",
            ["order A-77305", "order A-88421"],
        ),
        ("Where is A-48530? I'm waiting on A-49112 too.", ["order A-48530", "order A-49112"]),
        (
            "INV-11208 is too high, please check. The first one, INV-11028, is too high as well.",
            ["invoice INV-11028", "invoice INV-11208"],
        ),
        (
            "Where is A-81190? And what I wrote about A-91555 still stands, where is it?",
            ["order A-81190", "order A-91555"],
        ),
    ],
)
def test_two_numbers_that_are_both_meant_are_both_taken(text: str, both: list[str]) -> None:
    assert _acts(text) == both


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "two returns please: the shovel and the roof rake. edit: just the roof rake, he wants the shovel",
            "roof rake",
        ),
        ("Please return these: the kettle and the toaster. Edit: only the toaster.", "toaster"),
        ("I want to return two things: the lamp and the rug. No wait, just the rug.", "rug"),
        ("I want to return the lamp and the rug. Correction: only the lamp.", "lamp"),
        ("Two things to send back: the drill and the saw. Edit: just the saw.", "saw"),
    ],
)
def test_a_list_of_which_only_one_is_then_meant_is_that_one(text: str, kept: str) -> None:
    assert _acts(text) == [f"return {kept}"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (WEBCAM, ["invoice INV-1557", "order A-30061", "return webcam"]),
        (WALKER, ["return walker wheels"]),
    ],
)
def test_what_a_thing_hangs_on_or_is_measured_against_does_not_go_back(text: str, wanted: list[str]) -> None:
    assert _acts(text) == wanted
