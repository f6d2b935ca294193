"""What came broken is for a person; what broke later, or is only feared to, is told otherwise."""

import pytest

from workflows.rules.escalation.beyond import beyond_us
from workflows.rules.escalation.broken import came_broken, fails


@pytest.mark.parametrize(
    "text",
    [
        "the Pilo 2. It arrived in four pieces. I guess it's a puzzle?",
        "the mirror came completely shattered",
        "My desk was delivered with a cracked top",
        "it turned up bent",
    ],
)
def test_what_came_broken_is_for_a_person(text: str) -> None:
    found = beyond_us(text)

    assert found is not None
    assert found.name == "something lost, stolen, damaged or wrong"


@pytest.mark.parametrize(
    "text",
    [
        "it arrived and nothing was broken",
        "the chair snapped in half",
        "It came, and I love the broken white of it",
        "it came apart into two pieces when I cleaned it",
        "when will it arrive?",
    ],
)
def test_what_broke_later_or_is_only_named_did_not_come_broken(text: str) -> None:
    assert not came_broken(text)


@pytest.mark.parametrize(
    ("text", "is_fault"),
    [
        ("the one from your shop has stopped working after two days", True),
        ("it no longer heats", True),
        ("the lamp won't turn on", True),
        ("I don't know what you would suggest", False),
        ("we stopped at your shop", False),
        ("it works as it should", False),
    ],
)
def test_what_a_thing_does_not_do_any_more_is_a_fault(text: str, is_fault: bool) -> None:
    assert fails(text) is is_fault
