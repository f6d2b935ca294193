"""Promise: what has gone back already is not returned once more, nor what has never come."""

import pytest

from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import make_plan

GONE = (
    "I returned the shoes. Please refund the shoes.",
    "My return for the boots is still not refunded. Please refund the boots!",
    "I returned the lamp last week. Please refund me for the lamp.",
    "I have returned the shoes already. Refund for the shoes please.",
    "The jacket went back to you on May 3. I'd like a refund for the jacket.",
    "I brought the lamp back to your store yesterday. Please process my refund for the lamp.",
    "Please refund the toaster I returned with RMA-100016.",
    "RMA-100016 for the boots: please refund the boots.",
    "I'd like my money back for the boots I returned in May.",
    "Please refund the boots, which you received on Monday.",
    "I never got a refund for the boots, please refund the boots.",
    "I sent it back on Monday. Please refund the lamp.",
    "You got my parcel with the coat yesterday. Please refund the coat.",
    "We shipped the drill back two weeks ago. Please reimburse us for the drill.",
)
HERE = (
    ("I sent back the lamp last week. Please refund the kettle, it leaks.", "kettle"),
    ("I'd like a refund for the lamp, it arrived broken.", "lamp"),
    ("I returned from holiday and found the lamp broken. Please refund the lamp.", "lamp"),
    ("Please refund the boots, which I received on Monday. They are too small.", "boots"),
    ("You received my payment. Please refund the lamp, it is broken.", "lamp"),
    ("I returned a lamp in May. Now I want to return the kettle, it leaks, please refund it.", "kettle"),
    ("I returned the first lamp. The new lamp flickers too. Please refund the new lamp.", "lamp"),
    ("Please arrange the return of the thermos, it doesn't keep anything warm.", "thermos"),
    ("I returned the shoes once and you sent them back. I want to return the shoes again.", "shoes"),
)


@pytest.mark.parametrize("text", GONE)
def test_the_money_for_what_has_gone_back_is_no_return(text: str) -> None:
    assert [one for one in candidates(text) if one.task.query_type == "ProductReturn"] == []


@pytest.mark.parametrize(("text", "product"), HERE)
def test_what_is_still_here_goes_back(text: str, product: str) -> None:
    assert [one.product_name for one in make_plan(text).tasks] == [product]


NEVER_CAME = (
    "Please refund the lamp, it has not arrived.",
    "Please refund the mug that never arrived.",
    "Please refund the chair which was never delivered.",
    "I want a refund for the toaster that never came.",
    "Please refund the toaster you cancelled.",
    "I'd like a refund for the missing cushion.",
    "Please refund the two cushions missing from my order.",
    "My sofa hasn't come. Can I get my money back?",
    "Can I get my money back for the sofa that never arrived?",
    "My lamp still hasn't turned up. Please refund the lamp.",
    "The parcel with the boots got lost. I want my money back for the boots.",
    "I never got the mug. I want my money back for the mug.",
    "I'm still waiting for the rug, please refund the rug.",
    "The lamp was never delivered to me, please refund the lamp.",
)
CAME = (
    ("I want to return the lamp, it never worked.", "lamp"),
    ("I want to return the shelf, two screws are missing.", "shelf"),
    ("Please refund the lamp, the refund for the chair has not arrived.", "lamp"),
    ("I'd like to return the jacket. The belt has not arrived.", "jacket"),
    ("I want to return the sofa because it was not delivered on time.", "sofa"),
    ("I didn't get the lamp to work. I want to return the lamp.", "lamp"),
    ("I'm waiting for the sofa to be collected. Please take back the sofa.", "sofa"),
    ("I want to return the coat. The coat has not been worn.", "coat"),
)


@pytest.mark.parametrize("text", NEVER_CAME)
def test_the_money_for_what_never_came_is_no_return(text: str) -> None:
    assert [one for one in candidates(text) if one.task.query_type == "ProductReturn"] == []


@pytest.mark.parametrize(("text", "product"), CAME)
def test_what_has_come_goes_back_whatever_else_has_not(text: str, product: str) -> None:
    assert [one.product_name for one in make_plan(text).tasks] == [product]


def test_of_what_came_without_a_part_the_money_is_asked_about() -> None:
    asked = candidates("The lamp didn't come with a plug. Can I get my money back?")

    assert [(one.task.product_name, one.certainty) for one in asked] == [("lamp", "likely")]
