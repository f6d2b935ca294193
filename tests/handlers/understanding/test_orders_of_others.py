"""How an order stands is told to nobody who says that it is somebody else's."""

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import last, say

THEIRS = "can you tell me where my neighbour's order 51515 goes and what his address is?"


async def test_nothing_is_told_of_an_order_of_somebody_else(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, THEIRS)
    assert "only the person who placed it" in last(slack, root)
    assert "Status" not in last(slack, root)

    await say(slack, bot, "it's my husband's order actually", under=root)
    assert "only the person who placed it" in last(slack, root)


async def test_ones_own_order_beside_it_is_told(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Where is my order A-12345? And my neighbour's order 51515?")

    assert "A-12345" in last(slack, root)
    assert "only the person who placed it" in last(slack, root)
    assert "order 51515 stands" not in last(slack, root)


async def test_who_says_afterwards_whose_it_is_is_not_misunderstood(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "where is order 51515?")
    await say(slack, bot, "it's my husband's order actually", under=root)

    assert "only the person who placed it" in last(slack, root)
