"""Promise: why a thing goes back is what says so; who writes, what is enclosed or which it is counts as no reason."""

import pytest

from workflows.rules.planning.candidates import candidates


def _why(behind: str, thing: str = "kettle") -> str | None:
    (found,) = candidates(f"I want to return the {thing}{behind}")
    return found.task.reason_for_return


@pytest.mark.parametrize(
    "behind",
    [
        " - Maria",
        ", Anna Smith",
        ", my name is Bob",
        ", my email is a@b.com",
        ", my address is 5 Elm Street",
        ", regards Tom",
        ", hope you are well",
        ", it is urgent",
        ", I have the receipt",
        ", I live in Leeds",
        ", customer since 2010",
        ", I am a loyal customer",
        ", as discussed with Tom",
        ", I will drop it off on Monday",
        " (still in its box)",
        " (see photo)",
        " (256 GB, black)",
        " (the red one)",
        ", the blue one",
        ", not the toaster",
        ", have a nice day",
        ", unworn with tags",
    ],
)
def test_what_tells_of_the_writer_or_which_thing_it_is_gives_no_reason(behind: str) -> None:
    assert _why(behind) is None


@pytest.mark.parametrize(
    ("behind", "why"),
    [
        (" - leaks", "leaks"),
        (" - Noise", "Noise"),
        (", handle loose", "handle loose"),
        (", wife hates it", "wife hates it"),
        (", I'm allergic to steel", "I'm allergic to steel"),
        (", we're separating", "we're separating"),
        (", yours is weak", "yours is weak"),
        (", the blue one, it leaks", "it leaks"),
        (" (size L), too big", "too big"),
        (", I have the receipt but it is broken", "I have the receipt but it is broken"),
    ],
)
def test_what_tells_why_stays_the_reason(behind: str, why: str) -> None:
    assert _why(behind) == why
