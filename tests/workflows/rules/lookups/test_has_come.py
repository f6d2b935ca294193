"""Promise: "never mind, there it is" is read for what it is, and what says more is not."""

import pytest

from workflows.rules.lookups.has_come import has_come


@pytest.mark.parametrize(
    "text",
    [
        "oh never mind, doorbell just went and there it is \U0001f602",
        "nvm it just arrived",
        "oh forget it, found it on the porch",
        "never mind, my neighbour had it all along",
        "scrap that, the postman is at the door",
        "ah there it is, courier just rang",
        "Never mind! It came. It was order A-71105, everything is fine",
        "it was A-71105 btw. all present and correct",
        "A-71105, all good",
        "A-71105 has arrived, all in one piece, thanks",
        "Order A-71105 just came.",
        "It was A-71105. No problems at all",
        "ok it's here now, thanks",
    ],
)
def test_who_says_that_it_is_there_wants_nothing_more(text: str) -> None:
    assert has_come(text)


@pytest.mark.parametrize(
    "text",
    [
        "it turned up but the box is empty",
        "A-71105 came broken",
        "A-71105 has not arrived",
        "it has not come",
        "never mind the delay, when will it come?",
        "where is A-71105",
        "it was A-71105",
        "it was A-71105 btw. all wrong",
        "never mind",
        "all good",
        "it came, can I return it",
        "it came late and damaged",
        "it's here, all of it except the lid",
        "the driver came, rang and left without it",
        "it was at the depot last week",
        "A-71105 and A-71106 are here",
        "INV-7890, all good",
        "here it is: A-71105",
        "here: A-71105",
        "good, A-71105",
        "got it \u2013 A-71105",
        "ah found it, A-71105, thanks",
    ],
)
def test_what_says_more_or_less_is_not_taken_for_that(text: str) -> None:
    assert not has_come(text)
