"""Promises about stories: what is passed on for another person, and an invoice that is to be looked into at its end."""

import pytest

from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import make_plan


def _acts(text: str) -> list[tuple[str, str | None]]:
    found = (one.task for one in candidates(text))
    return [(one.query_type, one.product_name or one.invoice_number or one.order_id) for one in found]


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("I am writing for my father. He wants to return the walking stick, only the walking stick.", "walking stick"),
        ("My wife asked me to pass this on: the buckets leak, she wants to return the buckets.", "buckets"),
        ("My husband is in the cellar and asks me to write. He would like to send back the drill.", "drill"),
    ],
)
def test_what_the_writer_passes_on_for_another_is_done(text: str, product: str) -> None:
    assert _acts(text) == [("ProductReturn", product)]


@pytest.mark.parametrize(
    "text",
    [
        "My neighbour stopped by. He wants to return his drill, does he need the receipt?",
        "My son wants to return the bike. He is twelve.",
    ],
)
def test_what_another_person_wants_and_the_writer_does_not_pass_on_is_left(text: str) -> None:
    assert _acts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "In addition, INV-9001 puts a fourth chair on our bill. There are three. I request that this be looked into.",
        'My sofa came with INV-9001, and the total includes "assembly 80". I did it. Kindly look into that invoice.',
        "I've got INV-9001 before me which bills the shelf at 1.100 rather than 110,00. Please check that.",
    ],
)
def test_an_invoice_that_is_to_be_looked_into_a_little_later_is_investigated(text: str) -> None:
    assert _acts(text) == [("BillingInquiry", "INV-9001")]


@pytest.mark.parametrize(
    "text",
    [
        "I got INV-9001 today. Please check my order.",
        "Thanks for INV-9001, all good. Could you check that the lamp was sent?",
        "I paid INV-9001. The lamp wobbles. Can you look into it?",
    ],
)
def test_what_else_is_to_be_checked_opens_no_investigation(text: str) -> None:
    assert _acts(text) == []


@pytest.mark.parametrize(
    ("text", "products"),
    [
        (
            (
                "I dictate this I have two returns the first one is the kitchen scale it shows nonsense each time and"
                " the second one I want to send back is the alarm clock because it ticks so loudly thank you"
            ),
            ["kitchen scale", "alarm clock"],
        ),
        (
            "I have two returns. The first one is the kettle, it leaks. The second one is the toaster.",
            ["kettle", "toaster"],
        ),
        ("I have two things to do. The first one is the dishes.", []),
        ("I had two returns. The first one was the kettle.", []),
    ],
)
def test_returns_that_are_counted_out_are_each_done_or_asked_about(text: str, products: list[str]) -> None:
    assert _acts(text) == [("ProductReturn", one) for one in products]


@pytest.mark.parametrize(
    "question",
    ["And since I am here, do you stock jam jars?", "Is there any way to quieten the fan of my heater?"],
)
def test_a_question_to_the_desk_at_the_end_of_a_story_is_a_part_of_its_own(question: str) -> None:
    plan = make_plan(f"The rota says it's my turn. Where has order A-55091 got to? My cat says hello. {question} Bye")

    assert [question.strip("?") in one.text for one in plan.leftovers] == [True]
