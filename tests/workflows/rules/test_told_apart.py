"""Numbers that are told in one sentence and asked about in another, and what belongs to a task just before it."""

import pytest

from workflows.rules.planning.plan import make_plan

APART: tuple[tuple[str, list[str]], ...] = (
    ("the number in the mail is QZ-30900. can you tell me where it is right now?", ["QZ-30900"]),
    ("I ordered a set of folders on the 2nd, number PZ-61800, and I would like to know where that is.", ["PZ-61800"]),
    (
        "The first is AZ-50700, the second one AZ-50710. Please tell me where those two orders are.",
        ["AZ-50700", "AZ-50710"],
    ),
    (
        "The mail gives the number DZ-44000. Our lane is narrow. Could you see where the order has got to?",
        ["DZ-44000"],
    ),
    (
        "The one is INV-7150 and the other is INV-7151. Please investigate both of these invoices.",
        ["INV-7150", "INV-7151"],
    ),
    ("My serial number is KX-30917. Where is it printed?", []),
)
ALONE = (
    "INV-9100 is too high. Can you please investigate what happened with the price there?",
    "Right, where do I start. I bought bagpipes. I'd like to return the bagpipes, a seam leaks.",
    "Order UZ-90800 holds my jars. My pans are full. So, where is UZ-90800, and that's really all I want to know.",
    "The foot bath came yesterday. It doesn't heat up any more. I want to return the foot bath.",
)


@pytest.mark.parametrize(("text", "numbers"), APART)
def test_a_number_is_looked_up_that_is_asked_about_in_another_sentence(text: str, numbers: list[str]) -> None:
    assert [one.order_id or one.invoice_number for one in make_plan(text).tasks] == numbers


@pytest.mark.parametrize("text", ALONE)
def test_what_belongs_to_a_task_or_opens_a_story_is_no_part_of_its_own(text: str) -> None:
    plan = make_plan(text)

    assert (len(plan.tasks), plan.leftovers) == (1, [])


def test_a_problem_and_the_question_about_it_are_one_part() -> None:
    plan = make_plan("My thermostat shows the wrong hour since Sunday. How do I make it keep the right one?")

    assert len(plan.leftovers) == 1
