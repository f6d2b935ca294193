"""Promise: "it" is the thing that is spoken of, not what that is for, with or compared to."""

import pytest

from workflows.rules.planning.plan import make_plan

HEADS = (
    ("I bought a lamp for my desk. It flickers. I want to return it.", "lamp"),
    ("I bought a shelf for my TV. It wobbles. I want to return it.", "shelf"),
    ("I bought batteries for the remote. They leak. Please take them back.", "batteries"),
    ("I bought shoes for my daughter's dress. They pinch. I want to return them.", "shoes"),
    ("I bought a case for my phone. It doesn't fit. Please refund it.", "case"),
    ("I bought a lamp from your shop for my desk. It flickers. I want to return it.", "lamp"),
    ("I bought a mattress with my partner's bed frame. It sags. I want to return it.", "mattress"),
    ("I opened the blender with my new knife. It leaks. I want to return it.", "blender"),
    ("I compared the drill with my old drill. It's weaker. I want to return it.", "drill"),
    ("The charger for my phone is broken. I want to return it.", "charger"),
    ("The lid for the pot does not fit. I want to return it.", "lid"),
    ("The cover for the sofa has a hole. I want to return it.", "cover"),
)
NO_HEADS = (
    ("I'm not happy with the grill. It rusts. I want to return it.", "grill"),
    ("I have a problem with my toaster. It burns. I want to return it.", "toaster"),
    ("I'm writing about the lamp. It flickers. I want to return it.", "lamp"),
    ("I need a label for the lamp. It flickers and I want to return it.", "lamp"),
    ("I got a bag of the coffee. It is stale. I want to return it.", "coffee"),
    ("I ordered the sofa for my mother. It sags. I want to return it.", "sofa"),
    ("I bought a lamp for Christmas. It flickers. I want to return it.", "lamp"),
)


@pytest.mark.parametrize(("text", "product"), HEADS)
def test_of_a_thing_for_another_the_first_goes_back(text: str, product: str) -> None:
    assert [one.product_name for one in make_plan(text).tasks] == [product]


@pytest.mark.parametrize(("text", "product"), NO_HEADS)
def test_a_thing_behind_with_or_about_is_spoken_of_if_no_other_is(text: str, product: str) -> None:
    assert [one.product_name for one in make_plan(text).tasks] == [product]


@pytest.mark.parametrize(
    "text",
    [
        "I set the lamp up with my phone. It flickers. I want to return it.",
        "I bought a table with a chair. It wobbles. I want to return it.",
    ],
)
def test_of_two_things_that_may_be_it_which_one_is_asked(text: str) -> None:
    assert [one.product_name for one in make_plan(text).tasks] == [None]
