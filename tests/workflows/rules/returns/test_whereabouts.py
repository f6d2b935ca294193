"""Promise: what has gone back already is not returned again because its money is asked for."""

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
    ("I returned the shoes once and you sent them back. I want to return the shoes again.", "shoes"),
)


@pytest.mark.parametrize("text", GONE)
def test_the_money_for_what_has_gone_back_is_no_return(text: str) -> None:
    assert [one for one in candidates(text) if one.task.query_type == "ProductReturn"] == []


@pytest.mark.parametrize(("text", "product"), HERE)
def test_what_is_still_here_goes_back(text: str, product: str) -> None:
    assert [one.product_name for one in make_plan(text).tasks] == [product]
