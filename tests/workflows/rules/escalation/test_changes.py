"""Wishes to change how an order is delivered are told from questions how it stands and how changes are made."""

import pytest

from workflows.rules.escalation.beyond import beyond_us
from workflows.rules.escalation.changes import asks_for_change, asks_if_changed, asks_to_end, is_ending_it


@pytest.mark.parametrize(
    "text",
    [
        "I moved. Can you send order 31415 to 12 Elm Street instead of 4 Oak Road?",
        "Could you please deliver order A-12345 to my office instead?",
        "please redirect my parcel to my neighbour",
        "Order 5566 should go to my work address, not to my home",
        "Please ship order 40404 to our new address: 9 Mill Lane, Leeds",
        "I need my parcel to be sent to a different address",
        "please leave the parcel with my neighbour",
        "update the shipping address of order 31415, it's 5 Hill Road now",
        "can i change the delivery to saturday?",
        "I'd like to have it delivered on Friday instead of Tuesday",
        "can order 40404 come on monday instead?",
        "We are away, please hold order 40404 until the 12th",
        "Would it be possible to move my delivery to the 14th?",
        "please postpone the delivery",
        "please move the delivery to may 14th",
        "Could you set the delivery date to the 3rd of June?",
        "Could you deliver it to my office instead?",
    ],
)
def test_a_wish_for_another_address_or_day_is_one_for_a_person(text: str) -> None:
    found = beyond_us(text)

    assert found is not None
    assert found.name == "a cancellation or change"


@pytest.mark.parametrize(
    "text",
    [
        "Where is order 31415?",
        "Did you send order 31415 to 4 Oak Road?",
        "Order 31415 was sent to 12 Elm Street instead of 4 Oak Road",
        "Will order 60606 be here before christmas?",
        "I want to send order 31415 back to you",
        "please send me the tracking number of order 31415",
        "Can you ship to Norway?",
        "Do you deliver on Saturdays?",
        "How do I change my delivery address?",
        "Can I take it to your store?",
        "Can I leave it at the post office?",
        "I moved the lamp to the kitchen and it flickers",
        "When will it be delivered to my house?",
        "It was delivered to my neighbour",
        "Can you bring it to the attention of your manager?",
        "How can I add a user to my account?",
        "Should I keep it plugged in while updating?",
        "I set it to the highest setting, and later it would not start, can you help?",
        "Is it possible to drop it off at the post office?",
        "I can't set it up on my own, may I return the lamp?",
        "Could you tell me if I should hold it until it clicks?",
    ],
)
def test_what_asks_how_an_order_stands_or_how_things_are_done_is_no_change(text: str) -> None:
    assert not asks_for_change(text)


def test_what_is_asked_of_ones_own_order_is_a_wish_where_it_would_be_a_question_in_general() -> None:
    assert not asks_for_change("Can I change the delivery address?")
    assert asks_for_change("Can I change the delivery address?", of_own=True)
    assert asks_for_change("Can I change the delivery address of order 60606?")


@pytest.mark.parametrize(
    "text",
    [
        "Please expedite order 73311.",
        "Order 73311: please send it by express if it has not left yet.",
        "Could you speed up order A-12345?",
        "Can you prioritise A-12345? I need it for a wedding",
        "Please ship A-12345 overnight, I need it tomorrow",
        "Is it possible to get A-12345 quicker?",
        "Order A-12345 needs to be expedited please",
        "Can I upgrade A-12345 to next-day delivery?",
        "Please mark order A-12345 as urgent",
        "We need A-12345 badly, please send it out today",
    ],
)
def test_what_is_to_come_sooner_is_a_wish_for_a_person(text: str) -> None:
    assert asks_for_change(text, of_own=True)


@pytest.mark.parametrize(
    "text",
    [
        "Was order A-12345 sent by express?",
        "I ordered A-12345 by express, where is it?",
        "Please hurry, where is A-12345?",
        "Has order A-12345 been sent today?",
        "Will A-12345 be sent today?",
        "Where is order A-12345 and how fast is express delivery?",
        "Where is my rush order A-12345, please?",
        "Can you make it quick: where is A-12345",
    ],
)
def test_a_question_when_an_order_comes_is_no_wish_for_it_to_come_sooner(text: str) -> None:
    assert not asks_for_change(text, of_own=True)


@pytest.mark.parametrize(
    "text", ["Can you speed up my laptop?", "My laptop is slow, can you make it faster?", "How can I speed it up?"]
)
def test_what_is_to_run_faster_is_no_order_to_come_sooner(text: str) -> None:
    assert not asks_for_change(text)


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("did you change it?", True),
        ("so has it been cancelled?", True),
        ("have you updated the address yet?", True),
        ("is my data deleted now?", True),
        ("has it been shipped?", False),
        ("did you get my mail?", False),
        ("did you change it? and where is my refund?", False),
        ("you changed it to the wrong street", False),
    ],
)
def test_only_the_bare_question_whether_it_was_done_is_read_as_one(text: str, is_asked: bool) -> None:
    assert asks_if_changed(text) is is_asked


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("how do i cancel my subscription", True),
        ("I want to get out of my contract", True),
        ("is ending the trial free?", True),
        ("cancel that return", False),
        ("my subscription was cancelled by mistake", False),
    ],
)
def test_the_ending_of_a_contract_is_told_from_other_cancelling(text: str, ends: bool) -> None:
    assert asks_to_end(text) is ends


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("just cancel it", True),
        ("ok then please cancel the premium one now", True),
        ("never mind", False),
        ("cancel it and return the lamp", False),
        ("did you cancel it?", False),
    ],
)
def test_that_it_is_to_be_ended_is_read_only_where_nothing_else_is_said(text: str, is_it: bool) -> None:
    assert is_ending_it(text) is is_it
