"""A carrier's number of a parcel that its writer has sent is no order of theirs, and is not looked up as one."""

import pytest

from workflows.rules.planning.plan import make_plan

SENT = (
    "Just so you know: I sent the parcel back today with RMA-100016, DHL tracking 00340434.",
    "I shipped the parcel yesterday, UPS tracking 1Z9990001, for RMA-100016",
    "Sent it by Hermes on Monday, the tracking id is 12345678901",
    "I sent it back. Tracking: 12345678901",
    "We've posted the lamp on Friday, Royal Mail number 12345678",
)
ASKED = (
    "tracking for order 45120 please",
    "I sent you an email about order 45120, where is it?",
    "I sent the kettle back, tracking 12345678. And where is order 45120?",
    "Where is order 45120, tracking 12345678?",
)


@pytest.mark.parametrize("text", SENT)
def test_a_carriers_number_of_what_was_sent_back_is_not_looked_up(text: str) -> None:
    assert make_plan(text).tasks == []


@pytest.mark.parametrize("text", ASKED)
def test_an_order_that_is_asked_about_is_looked_up(text: str) -> None:
    assert [one.order_id for one in make_plan(text).tasks] == ["45120"]
