"""What somebody writes first about an order, an invoice or a payment of theirs without a number: it is asked for."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import last, say, tasks_of

ORDER, INVOICE, ACCOUNT = "Please tell me the order number", "invoice number", "what is your account number?"


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        ("when do my roof battens come, lads are stood about drinking tea", ORDER),
        ("any idea when my saddle turns up?", ORDER),
        ("whereabouts is the stuff I ordered last week", ORDER),
        ("Two of your bills charge me for one and the same workbench.", INVOICE),
        ("Hiya, can you tell me if my last two payments were booked properly?", ACCOUNT),
        ("There's a debit of 61.40 to you that I can't place, what was that?", ACCOUNT),
    ],
)
async def test_what_names_no_number_is_asked_for_it(bot: Bot, slack: FakeSlack, first: str, asked: str) -> None:
    root = await say(slack, bot, first)

    assert asked in last(slack, root)


@pytest.mark.parametrize(
    "first",
    [
        "When will the roof battens be back in stock?",
        "How long does delivery take as a rule?",
        "Where do you ship from?",
        "Which ways of payment do you take?",
        "My neighbour waits for his order since a week, poor man.",
    ],
)
async def test_what_asks_in_general_or_only_tells_is_asked_for_none(bot: Bot, slack: FakeSlack, first: str) -> None:
    root = await say(slack, bot, first)

    assert await tasks_of(bot) == []
    assert not any(asked in last(slack, root) for asked in (ORDER, "what is its number", ACCOUNT))
