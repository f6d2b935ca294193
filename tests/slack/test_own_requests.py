"""What names something of its own within two minutes is a case of its own; what goes on with the answer joins it."""

from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack
from tests.handlers.faq.offered import DELIVERY, offered, publish_each
from tests.stored import Clock, StillClock, case_count, last, say

ORDER = "Where is my order A-12345?"
UNKNOWN = "Do you repair scooters?"


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
async def bot(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> AsyncIterator[Bot]:
    """The bot with the waits that it has in life."""
    async with open_bot(settings_for(gather_s=4, gather_at_most_s=12, join_s=120), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


async def cases_after(bot: Bot, slack: FakeSlack, clock: Clock, first: str, second: str) -> int:
    """Let the customer write two messages of one channel within a minute; return how many cases they are."""
    await say(slack, bot, first)
    clock.forward(seconds=20)
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, second))
    clock.forward(seconds=4)
    await bot.chores.ring()
    await bot.idle()
    return await case_count(bot)


@pytest.mark.parametrize(
    "text",
    [
        "when can we visit on Monday",
        "can u deliver to a packing station",
        "i lost my password",
        "注文した商品が届きません。どうすればいいですか",
        "昨天收到的台灯已经坏了请帮我换一个新的",
    ],
)
async def test_a_request_that_names_its_own_matter_opens_its_own_case(
    bot: Bot, slack: FakeSlack, clock: Clock, text: str
) -> None:
    assert await cases_after(bot, slack, clock, UNKNOWN, text) == 2


@pytest.mark.parametrize(
    ("first", "text"),
    [
        (ORDER, "when will it arrive"),
        (ORDER, "which carrier"),
        (ORDER, "i need it by friday"),
        (ORDER, "hello??"),
        (UNKNOWN, "the electric ones"),
        ("I have a problem with my lamp", "i want my money back"),  # a story goes on
        ("I want to return something", "I bought a lamp"),  # that is what the desk asked for
        ("My laptop crashes each time I open the settings", "i reinstalled windows"),
        ("I want to talk to a human being please", "i want my money back"),  # whoever reads it reads both
    ],
)
async def test_what_goes_on_with_the_case_before_joins_it(
    bot: Bot, slack: FakeSlack, clock: Clock, first: str, text: str
) -> None:
    assert await cases_after(bot, slack, clock, first, text) == 1


async def test_a_second_question_after_an_offer_is_searched_for_itself(bot: Bot, slack: FakeSlack) -> None:
    await publish_each(bot, DELIVERY)
    first = await say(slack, bot, "How long does my parcel take?")
    second = await say(slack, bot, "can u gift wrap presents")

    assert offered(slack.replies_to(first)[0])
    assert len(slack.replies_to(first)) == 1
    assert "still do not understand" not in last(slack, second)
