"""Promise: a message of any number of sentences is read; what stands beyond those that are read is left."""

import pytest

from workflows.answers import Plan
from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import make_plan
from workflows.rules.syntax.clauses import MAX_CLAUSES

BEYOND = MAX_CLAUSES + 10
LONG = (
    "Hello there. " * BEYOND + "My lamp is broken, I want to return the lamp.",
    "\n".join(f"line {number} the lamp" for number in range(BEYOND)) + "\nI want to return the kettle, it leaks.",
    "[10:14] ok\n" * BEYOND + "The toaster smokes. Take it back please.",
    "Good. " * (MAX_CLAUSES - 1) + "The kettle leaks. I want to return the kettle. The rug sheds, back it goes.",
    "- a lamp\n" * BEYOND + "All of this goes back.",
    "Yes. " * BEYOND + "Can you exchange the coat, refund the hat and collect the sofa?",
)


@pytest.mark.parametrize("text", LONG)
def test_a_return_behind_more_sentences_than_are_read_breaks_nothing(text: str) -> None:
    assert isinstance(make_plan(text), Plan)


def test_what_is_asked_for_before_them_is_done() -> None:
    text = "My lamp is broken, I want to return the lamp. " + "Hello there. " * BEYOND

    assert [one.task.product_name for one in candidates(text)] == ["lamp"]
