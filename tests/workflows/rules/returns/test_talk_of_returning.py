"""Promise: that a return is a burden, or the worse of two things, is no wish for one."""

import pytest

from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import make_plan

TALK = (
    "I'd rather get 20% off than return the lamp.",
    "I'd sooner get a part than return the lamp.",
    "I'd prefer a discount to returning the lamp.",
    "It's a pain to return the sofa, can you send a new leg?",
    "It would be a hassle to return the table, please send a screw.",
    "It is too expensive to return the sofa, please send a new cushion.",
    "It makes no sense to return the lamp for one screw.",
    "Please tell me why I need to return the lamp.",
    "Please explain why I must return the lamp.",
    "Why should I return the lamp?",
    "You want me to return the lamp? I only need a new shade.",
    "It says: do you want to return the lamp? I never asked for that.",
)
WISHES = (
    "I'd prefer to return the lamp.",
    "I'd rather return the lamp than keep it.",
    "I want to return the lamp rather than exchange it.",
    "It's a pain, but I need to return the lamp.",
    "Sorry for the hassle, I want to return the lamp.",
    "That is why I need to return the lamp.",
    "I hate having to return the lamp, it was a gift, but please issue an RMA for the lamp.",
    "It would be best to return the lamp.",
    "Is it too late to return the lamp? The bearings are rusty.",
)


@pytest.mark.parametrize("text", TALK)
def test_who_would_rather_not_return_a_thing_is_not_asked_for_it(text: str) -> None:
    assert [one for one in candidates(text) if one.task.query_type == "ProductReturn"] == []


@pytest.mark.parametrize("text", WISHES)
def test_who_would_rather_return_it_does(text: str) -> None:
    assert [one.product_name for one in make_plan(text).tasks] == ["lamp"]
