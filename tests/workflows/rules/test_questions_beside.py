"""Questions of another matter beside a task in a long message: each is a part; rhetorical ones and asides are none."""

import pytest

from workflows.rules.planning.plan import make_plan

TASK = "We have had this for a week. I want to return the garden bench, it wobbles."
ORDER = "Order B-20155 has my tent poles in it. Could you tell me where B-20155 is?"


@pytest.mark.parametrize(
    "question",
    [
        "Does a gift card of yours run out at some point?",
        "do you collect heavy things from the house?",
        "Thirdly, is your catalogue to be had in large print?",
        "and also is there a student discount on monitors?",
        "Do I need to write the number on the outside of the parcel?",
    ],
)
@pytest.mark.parametrize("task", [TASK, ORDER])
def test_a_question_of_another_matter_is_a_part(task: str, question: str) -> None:
    parts = make_plan(f"Hello, it's me again. {task} {question} Many thanks, Kim").leftovers

    assert [question.lower().rstrip("?") in one.text.lower() for one in parts] == [True]


@pytest.mark.parametrize(
    "aside",
    [
        "Can you believe it?",
        "Who would have thought it?",
        "Has it left yet?",
    ],
)
def test_a_rhetorical_question_and_one_of_the_order_itself_are_none(aside: str) -> None:
    assert make_plan(f"Hello, it's me again. {ORDER} {aside} Many thanks, Kim").leftovers == []
