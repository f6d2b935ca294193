"""What is kept after a return was asked for: that thing, another one, or it only if all else fails."""

import pytest

from workflows.rules.planning.plan import found_in


def _found(text: str) -> list[tuple[str | None, bool]]:
    return [(one.task.product_name, one.is_sure) for one in found_in(text, None)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I want to return the blue shirt. The red one fits and I'm keeping it.", "blue shirt"),
        ("I want to return the kettle, it leaks, but the toaster is great, I'm keeping it.", "kettle"),
        ("I want to return the shoes. The boots are lovely, I'll keep them.", "shoes"),
        ("Please take back the chair. The table is fine, we're keeping it.", "chair"),
        ("I want to return the red coat. The blue coat is nice, we'll keep it!", "red coat"),
        ("I want to return the drone. We will keep it, in its box, ready for the courier.", "drone"),
    ],
)
def test_what_is_said_to_stay_is_the_thing_named_last(text: str, name: str) -> None:
    assert _found(text) == [(name, True)]


@pytest.mark.parametrize(
    "text",
    [
        "I want to return the lamp. Actually I'll keep it.",
        "I want to return the lamp. My wife likes the shade, so we'll keep it.",
        "Please return the kettle. My husband fixed the lid, I'm keeping it after all.",
        "I want to return the boots. On second thoughts, they are lovely, I'll keep them.",
        "I want to return the blue shirt. I like the blue one, I'm keeping it.",
        "I want to return the red coat. The coat is nice, I'll keep it.",
        "I want to return the drill. The saw is lovely. I no longer need to return it.",
    ],
)
def test_a_thing_that_stays_after_all_does_not_go_back(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "I want to return the lamp. If that's not possible I'll keep it.",
        "I want to return the lamp; otherwise I'll keep it.",
        "I want to return the lamp. Failing that I'll keep it.",
    ],
)
def test_a_thing_that_stays_if_all_else_fails_is_asked_about(text: str) -> None:
    assert ("lamp", True) not in _found(text)
    assert ("lamp", False) in _found(text)
