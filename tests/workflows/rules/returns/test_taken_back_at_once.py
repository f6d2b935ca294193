"""Promise: a return that its writer takes back in the next breath is not made."""

import pytest

from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import make_plan

TAKEN_BACK = (
    "Cancel that.",
    "Please cancel that.",
    "Sorry, cancel my request.",
    "Withdraw my request please.",
    "No, I don't want to.",
    "Actually I don't.",
    "Hmm, no I don't.",
    "Actually no.",
    "Scrap that.",
)
STANDING = (
    "Cancel my order too.",
    "Please cancel the replacement.",
    "Cancel it if it is too late.",
    "I don't want to keep them.",
    "I don't want another pair.",
    "I don't like them.",
    "There is no hurry.",
)


@pytest.mark.parametrize("words", TAKEN_BACK)
def test_what_is_taken_back_at_once_is_not_done(words: str) -> None:
    assert candidates(f"I want to return the boots. {words}") == ()


@pytest.mark.parametrize("words", STANDING)
def test_what_is_said_of_another_matter_takes_nothing_back(words: str) -> None:
    assert [one.product_name for one in make_plan(f"I want to return the boots. {words}").tasks] == ["boots"]


@pytest.mark.parametrize(
    "text",
    ["I want to return the boots, says my wife, but I disagree.", "We want to return the boots, said the neighbour."],
)
def test_what_another_says_is_no_request(text: str) -> None:
    assert candidates(text) == ()
