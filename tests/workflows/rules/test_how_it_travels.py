"""How a return gets to us is asked in many words; what asks something else, too, is not lost in that."""

import pytest

from workflows.rules.followups.carriage import asks_about_carriage


@pytest.mark.parametrize(
    "text",
    [
        "will you pick it up? it is heavy",
        "Could a courier collect the office chair?",
        "can you send me a label",
        "do I get a prepaid return label?",
        "who pays the postage?",
        "Thanks! Do I have to pay for the return shipping?",
    ],
)
def test_a_pick_up_a_label_and_the_postage_are_asked_about(text: str) -> None:
    assert asks_about_carriage(text)


@pytest.mark.parametrize(
    "text",
    [
        "where do I send it?",
        "Who pays for the repair?",
        "can you send me a new one",
        "can you send me a label and cancel the order",
        "Will you pick it up? And where is my order A-12345?",
        "I picked it up",
    ],
)
def test_what_asks_something_else_too_is_read_as_ever(text: str) -> None:
    assert not asks_about_carriage(text)
