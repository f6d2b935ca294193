"""What the desk promises people who write to it (DESIGN 1.1), told through signed requests."""

from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack

SAMPLE = (
    "I have a question about invoice #INV-7890, it is higher than I expected. Also I want to return the 'SuperWidget 5000', "
    "it is not compatible with my system. And where is my order #A-12345?"
)


async def test_the_sample_message_gets_three_results_in_one_reply(bot: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, SUPPORT, SAMPLE)

    await slack.deliver(event)
    [reply] = await slack.reply_to(event)

    assert "INV-CASE-1001-1" in reply.shown
    assert "RMA-100016" in reply.shown
    assert "A-12345" in reply.shown
    await bot.idle()


async def test_a_message_that_slack_sends_twice_is_answered_once(bot: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")

    assert await slack.deliver(event, times=2) == [200, 200]
    await bot.idle()

    assert len(slack.replies_to(event)) == 1
