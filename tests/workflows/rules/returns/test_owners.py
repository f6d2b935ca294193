"""Promise: what is hired, borrowed or an employer's, or goes to somebody else, is no return to us."""

import pytest

from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import make_plan

OTHERS = (
    "I have to return the hire van today.",
    "I want to return the car I rented.",
    "I need to return my library book.",
    "I want to return the company car.",
    "I need to return my work laptop to my employer.",
    "We need to return the baby seat to the hire company.",
    "I have to return the skis to the rental place.",
    "I must return the drill to B&Q because yours is better.",
    "I have to return the cot to Amazon, so I'd like to order yours.",
    "I have to return the phone to my old provider before I can use yours.",
    "I WANT TO RETURN THE ROUTER TO MY INTERNET PROVIDER.",
    "I want to return the sofa to IKEA.",
    "I borrowed a drill. I need to return it to my neighbour.",
)
OWN = (
    ("I want to return the lamp to you.", "lamp"),
    ("I want to return the lamp to Frontdesk.", "lamp"),
    ("I'd like to return the lamp to the store.", "lamp"),
    ("I want to return the lamp to your warehouse in Leeds.", "lamp"),
    ("I want to return the lamp to get my money back.", "lamp"),
    ("I want to return the school bag.", "school bag"),
    ("I want to return the work gloves, they are too small.", "work gloves"),
    ("I want to return the library lamp, it flickers.", "library lamp"),
)


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_somebody_elses_is_no_return(text: str) -> None:
    assert [one for one in candidates(text) if one.task.query_type == "ProductReturn"] == []


def test_the_order_beside_it_is_looked_up() -> None:
    tasks = make_plan("I need to return my rental car by five, when does A-12345 arrive?").tasks

    assert [(one.query_type, one.order_id) for one in tasks] == [("StatusUpdate", "A-12345")]


@pytest.mark.parametrize(("text", "product"), OWN)
def test_what_is_ones_own_goes_back(text: str, product: str) -> None:
    assert [one.product_name for one in make_plan(text).tasks] == [product]
