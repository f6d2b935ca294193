"""Promises about what is only imagined, settled, told of long ago or somebody's own number: no work is started."""

import pytest

from workflows.rules.corrections.corrections import as_meant
from workflows.rules.planning.candidates import candidates


def _acts(text: str) -> list[tuple[str, str | None]]:
    """Return what is done or asked: what is wanted with which number or thing."""
    found = (one.task for one in candidates(as_meant(text).text))
    return [(one.query_type, one.product_name or one.invoice_number or one.order_id) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "suppose the winter boots pinch, would we have to pay the shipping for returning them?",
        "Supposing my new kettle leaks one day, who would pay for sending it back?",
        "Should the high chair ever turn out too narrow, could we return it then?",
        "Should the rucksack not please my wife, can we send it back?",
        "If an invoice like INV-7001 ever came out wrong, whom would we write to? Ours is right",
        "If invoice INV-7001 had been wrong I would have told you, but it's correct",
        "Had A-55512 not come in time I would have complained, but it was punctual.",
        "If A-55512 had been lost I'd have been furious, luckily it was here on Friday",
    ],
)
def test_what_is_only_imagined_is_neither_done_nor_asked_about(text: str) -> None:
    assert _acts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Parcel A-55513 came on Monday, everything as it should be",
        "A-55513 arrived this morning, nothing missing, all as they should be",
        "Back in 2020 I wrote to you about A-55514 and had a reply in an hour",
        "Two years ago I complained about invoice INV-7002 and you were great",
        "We are not complaining about INV-7002, it's right",
        "I'm not asking where A-55514 is, it stands in my hall",
        "I have received A-55513 in good state, thank you, no more question.",
        "Order A-55513 was received in good condition, thanks, no further questions.",
        "A-55513 has reached me safely, thank you, that is all.",
        "My order A-55513 was delivered to the neighbours, as agreed, perfect. Where can I leave a review?",
        "For your files: PO-99122 went to our accountant today",
        "My colleague Ines is waiting for her order A-55514, she will write to you herself",
    ],
)
def test_a_number_that_is_settled_or_told_of_long_ago_is_left(text: str) -> None:
    assert _acts(text) == []


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("My mobile is 0151 2227788, but first: where is A-55515?", ("StatusUpdate", "A-55515")),
        ("Tel. 089 444 5566. When will order A-55515 arrive?", ("StatusUpdate", "A-55515")),
        (
            "our po 4500098765, your invoice INV-7003, it is above the offer, check please",
            ("BillingInquiry", "INV-7003"),
        ),
        ("PO number 99120045: invoice INV-7003 is higher than quoted", ("BillingInquiry", "INV-7003")),
        ("Our reference 88776655, your invoice INV-7003, charged twice", ("BillingInquiry", "INV-7003")),
        ("Our PO-99120, your order A-55515: where are the goods?", ("StatusUpdate", "A-55515")),
        ("INV-7003 is wrong, it should say PO-99121. Please check.", ("BillingInquiry", "INV-7003")),
    ],
)
def test_a_number_of_the_customers_own_beside_ours_is_no_task(text: str, act: tuple[str, str]) -> None:
    assert _acts(text) == [act]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("If order A-55512 is late, please tell me where it is", ("StatusUpdate", "A-55512")),
        ("Should INV-7001 be wrong, please correct it", ("BillingInquiry", "INV-7001")),
        ("Last year I wrote about INV-7002 and it is still wrong, please check", ("BillingInquiry", "INV-7002")),
        ("Where is our purchase order 4500098765?", ("StatusUpdate", "4500098765")),
        ("Where is PO-99123?", ("StatusUpdate", "PO-99123")),
        ("order PO-99124 hasn't arrived", ("StatusUpdate", "PO-99124")),
        ("What was INV-7003 for?", ("BillingInquiry", "INV-7003")),
        ("INV-7003 for the chairs is overpriced by a third", ("BillingInquiry", "INV-7003")),
        ("Order A-55513 came, not everything is as it should be, two cups are broken", ("StatusUpdate", "A-55513")),
    ],
)
def test_what_is_asked_for_in_such_words_is_done_all_the_same(text: str, act: tuple[str, str]) -> None:
    assert _acts(text) == [act]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("trace A-55516 \N{EN DASH} oh no, that one has arrived already. A-55517 it is", ("StatusUpdate", "A-55517")),
        ("where is A-55516? no sorry, that one came, A-55517 is what I mean", ("StatusUpdate", "A-55517")),
        ("Please check INV-7004. Ah no, that's settled, INV-7005 it is", ("BillingInquiry", "INV-7005")),
        ("Where is A-55516... ugh, fat fingers, A-55517", ("StatusUpdate", "A-55517")),
        ("status of A-55516, argh, mistyped, A-55517", ("StatusUpdate", "A-55517")),
    ],
)
def test_of_a_number_and_what_stands_in_its_place_only_that_is_looked_up(text: str, act: tuple[str, str]) -> None:
    assert _acts(text) == [act]


@pytest.mark.parametrize(
    "text",
    [
        "I am not disputing INV-7004, that one is right. INV-7005 is the wrong one, please investigate INV-7005.",
        "I don't contest INV-7004, but INV-7005 is too high",
        "I'm not questioning invoice INV-7004. I challenge INV-7005, it has the wrong amount.",
        "I have no objection to INV-7004; INV-7005 was charged twice.",
        "I am not disputing INV-7004 but INV-7005, which is too high",
        "INV-7004 I don't dispute. INV-7005 I do, it is too high, please investigate.",
    ],
)
def test_of_an_invoice_that_is_not_disputed_and_one_that_is_only_that_is_looked_into(text: str) -> None:
    assert _acts(text) == [("BillingInquiry", "INV-7005")]


@pytest.mark.parametrize(
    "text",
    [
        "I received A-55513, no complaints, but one cup is missing",
        "I received A-55513, no question, but where is the lid?",
    ],
)
def test_an_order_that_came_with_something_amiss_is_looked_up(text: str) -> None:
    assert ("StatusUpdate", "A-55513") in _acts(text)


@pytest.mark.parametrize(
    "text",
    [
        "INV-7004 is right after all, the mistake was ours, you need not look at it",
        "By the way INV-7004 is correct: an error on our side, no need to look into it.",
        "The invoice INV-7004 was for that one, and its amount is correct, just so you can find me",
        "INV-7004 covers it, for your reference",
    ],
)
def test_an_invoice_that_is_right_after_all_is_left(text: str) -> None:
    assert _acts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Suppose INV-7010 had been debited twice, what would you do?",
        "supposing INV-7010 had the wrong total, who would correct it?",
        "Imagine INV-7010 was wrong, what happens then?",
        "Let's say INV-7010 is too high, how do you go about it?",
        "Say we had paid INV-7010 twice. What would become of the money?",
        "Hypothetically INV-7010 was charged twice, would you pay it back?",
        "Just suppose order A-55530 got lost, who would pay for it?",
    ],
)
def test_a_case_that_is_only_put_is_no_task(text: str) -> None:
    assert _acts(text) == []


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("I suppose INV-7010 is wrong, would you check it?", ("BillingInquiry", "INV-7010")),
        ("Your letter says INV-7010 was paid twice, what would you advise?", ("BillingInquiry", "INV-7010")),
        ("Imagine my surprise, INV-7010 charges us twice! How do I get it back?", ("BillingInquiry", "INV-7010")),
        ("Say, where is order A-55530? I would need it today", ("StatusUpdate", "A-55530")),
        ("Suppose INV-7010 is right. INV-7011 was charged twice, please check it", ("BillingInquiry", "INV-7011")),
        ("I was going to ask where A-55530 is. Where is it?", ("StatusUpdate", "A-55530")),
        ("I wanted to ask where A-55530 is, it has not arrived", ("StatusUpdate", "A-55530")),
        ("I was about to ask where A-55530 is, it just came but two cups are broken", ("StatusUpdate", "A-55530")),
        ("I meant to ask about INV-7010, it came today and is too high", ("BillingInquiry", "INV-7010")),
        ("What is the tracking number of order A-55530?", ("StatusUpdate", "A-55530")),
    ],
)
def test_what_only_begins_like_a_case_that_is_put_or_over_is_done(text: str, act: tuple[str, str]) -> None:
    assert _acts(text) == [act]


@pytest.mark.parametrize(
    "text",
    [
        "I was going to ask where order A-55530 is, but it has just been carried in, so never mind",
        "I was about to ask where A-55530 is. It came this minute.",
        "Had meant to write: I wanted to ask about order A-55530, but it is here now",
        "Was going to enquire about A-55530, forget it",
    ],
)
def test_what_was_to_be_asked_of_an_order_that_has_come_is_not_looked_up(text: str) -> None:
    assert _acts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The tracking number 00340999888777 is unknown to the carrier. Where is order A-55530?",
        "Where is order A-55530? Tracking no. 00340999888777 shows nothing.",
        "tracking code: 00340999888777, order A-55530, when will it arrive?",
    ],
)
def test_a_tracking_number_beside_an_order_is_no_order(text: str) -> None:
    assert _acts(text) == [("StatusUpdate", "A-55530")]


@pytest.mark.parametrize(
    "text",
    [
        "A-55530 is on our table, everybody loves the plates.",
        "Some months ago you traced A-55531 for me, that was kind.",
        "I fetched A-55532 from the kiosk yesterday, no bother.",
        "I searched for A-55533 all week, and then it was in the garage.",
        "No more need to search A-55534, my wife found the packet.",
    ],
)
def test_an_order_that_is_only_told_of_is_not_looked_up(text: str) -> None:
    assert _acts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A-55530 is not on our table, and the guests come tonight.",
        "Some months ago you traced a parcel for me, now A-55530 is missing.",
        "I wanted to fetch A-55530 from the kiosk yesterday, they had no such parcel.",
        "A-55530 came with the lid broken.",
    ],
)
def test_an_order_with_which_something_is_wrong_is_looked_up(text: str) -> None:
    assert _acts(text) == [("StatusUpdate", "A-55530")]
