"""Promise: of several returns the one is called off that is named for it, after a question, and no other."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import last, rmas_of, say
from workflows.rules.followups.called_off import called_off

BOTH = "Return both the picnic blanket and the cool box please"


@pytest.mark.parametrize(
    "then",
    [
        "Cancel the return of the cool box, the blanket can still go back",
        "cancel the cool box but the blanket stays as it is",
        "The cool box return can be cancelled, not the blanket",
        "Leave the blanket return, cancel the one for the cool box",
        "keeping the cool box after all, blanket still goes back",
        "Please cancel the cool box and keep the blanket return",
        "Cancel the return of the cool box please. The blanket is packed already and goes back tomorrow.",
    ],
)
async def test_the_return_that_is_named_for_it_is_asked_about_and_then_cancelled(
    bot: Bot, slack: FakeSlack, then: str
) -> None:
    root = await say(slack, bot, BOTH)
    await say(slack, bot, then, under=root)
    assert "Shall I cancel RMA-100024, your return of cool box?" in last(slack, root)

    await say(slack, bot, "yep, just the cool box", under=root)

    assert [(one.product_name, one.state) for one in await rmas_of(bot)] == [
        ("picnic blanket", "issued"),
        ("cool box", "cancelled"),
    ]


@pytest.mark.parametrize("then", ["cancel that return", "cancel the returns"])
async def test_where_none_is_named_it_is_asked_which(bot: Bot, slack: FakeSlack, then: str) -> None:
    root = await say(slack, bot, BOTH)

    await say(slack, bot, then, under=root)

    assert "Shall I cancel RMA-100024, your return of cool box?" not in last(slack, root)
    assert [one.state for one in await rmas_of(bot)] == ["issued", "issued"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cancel the cool box", "cancel the cool box"),
        ("cancel the cool box and the blanket", "cancel the cool box and the blanket"),
        ("cancel the cool box, it is broken anyway", "cancel the cool box, it is broken anyway"),
        ("don't cancel the blanket, cancel the cool box", " cancel the cool box"),
        ("I am keeping the cool box, the blanket goes back", "I am keeping the cool box"),
        ("the blanket stays", "the blanket stays"),
    ],
)
def test_what_stays_is_not_what_is_called_off(text: str, words: str) -> None:
    assert called_off(text) == words
