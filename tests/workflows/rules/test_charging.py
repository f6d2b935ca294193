"""Who charges a battery speaks of no fee."""

import pytest

from workflows.rules import route


@pytest.mark.parametrize(
    "text",
    [
        "Is it ok to charge the drone overnight?",
        "Can I charge my phone with this adapter in the bathroom?",
        "How long should I charge the bike before the first ride?",
        "how do i charge this thing",
    ],
)
def test_charging_a_thing_is_no_billing_matter(text: str) -> None:
    assert route.classify(text).route != "billing_inquiry"


@pytest.mark.parametrize(
    "text",
    [
        "Why did you charge the card twice?",
        "You charged me twice for the drone",
        "Is it ok that you charge a fee for the drone?",
        "Why was I charged for overnight shipping?",
        "Who is authorised to charge my card?",
    ],
)
def test_what_is_charged_in_money_is_one(text: str) -> None:
    assert route.classify(text).route == "billing_inquiry"
