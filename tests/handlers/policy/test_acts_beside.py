"""What is asked for beside a task that does not settle it gets a person; what the task settles gets none."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, last, rmas_of, say

REFUNDS = [
    "Order A-12345 please refund",
    "so can you refund my order A-12345?",
    "Please refund A-12345 if possible",
    "I still haven't received my refund for A-12345",
    "Can we get our money back for the order A-12345? We no longer need it.",
    "money back for A-12345 now",
    "Kindly process a refund against order A-12345",
]
ELSEWHERE = [
    "Return the jacket please, wrong size. And please refund to a different card.",
    "I need to return a jacket, wrong size, order A-2231. Please send the refund to my other card.",
    "I'd like to send back the kettle because it leaks. The refund should go to my wife's bank account.",
    "Return the chair, it wobbles. My old card is closed, so refund it to a new one.",
    "I want to return the lamp. Could the money be transferred to my bank account?",
    "I'm returning the kettle, it leaks. Pay it out in cash please.",
    "Return the radio, it buzzes. My card has expired, can I get the money some other way?",
    "Send back the speaker, it crackles. Please refund my business account and not the private one.",
]
MORE = [
    "Hello, I can't find where to download the invoice for my order A-12345",
    "Thanks, that worked! But now I need the invoice for order A-12345 too",
    "Can I have the invoice for A-12345?",
    "Can you tell me whether order A-12345 contained the black or the grey version?",
    "Which colour did I choose in order A-12345?",
    "What was the total of order A-12345?",
    "Did order A-12345 have the blue cushions or the red ones?",
    "What exactly is in A-12345?",
    "When did I place order A-12345?",
    "To which address is order A-12345 going?",
]
SETTLED = [
    "Where is order A-12345? I ordered the blue version.",
    "What's the status of order A-12345?",
    "What is the tracking number of A-12345?",
    "What's going on with A-12345?",
    "What's the latest on A-12345?",
    "I need the bulbs: is the lamp in order A-12345 on its way?",
    "How many days until order A-12345 arrives?",
    "Does order A-12345 have a tracking number?",
    "I have the invoice for order A-12345 here. Where is the parcel?",
    "Where is order A-12345, the receipt says Tuesday",
    "No need for a refund, just tell me where A-12345 is",
    "Thanks for the refund of A-11111. Where is A-12345?",
    "Where is my order A-12345? If it's not coming I want a refund.",
    "I want to return the lamp and get a refund",
    "I want to return the jacket. Refund to the same card is fine.",
    "Return the wallet please, my card does not fit into it.",
    "I want to return the bank game, the money is missing",
    "I want to return the jacket, it's too big. I paid by card.",
]


@pytest.mark.parametrize("text", REFUNDS)
async def test_money_that_is_asked_back_for_an_order_is_no_question_how_it_stands(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    event = await say(slack, bot, text)

    assert (await case_of(bot)).status == "escalated"
    assert "I cannot refund anything myself" in last(slack, event)


@pytest.mark.parametrize("text", ELSEWHERE)
async def test_where_a_refund_is_to_go_is_no_part_of_a_return(bot: Bot, slack: FakeSlack, text: str) -> None:
    event = await say(slack, bot, text)

    assert (await case_of(bot)).status == "escalated"
    assert "I cannot change where a refund is paid to" in last(slack, event)
    assert len(await rmas_of(bot)) == 1


@pytest.mark.parametrize("text", MORE)
async def test_what_an_order_holds_or_cost_does_not_stand_in_its_status(bot: Bot, slack: FakeSlack, text: str) -> None:
    event = await say(slack, bot, text)

    assert (await case_of(bot)).status == "escalated"
    assert "not what is in it" in last(slack, event)
    assert "Tracking number" in last(slack, event)


@pytest.mark.parametrize("text", SETTLED)
async def test_what_the_task_settles_needs_no_person(bot: Bot, slack: FakeSlack, text: str) -> None:
    await say(slack, bot, text)

    assert (await case_of(bot)).status != "escalated"


@pytest.mark.parametrize(
    "text",
    [
        "My projector hums and then switches off, I tried your hotline. Nobody helps. I want my money back now!",
        "This is the worst shop ever. Give me my money back for order A-12345.",
        "The blender leaks, nobody answers, and I demand my money back!",
        "Nobody helps me with my printer. It jams all day long.",
    ],
)
async def test_who_demands_money_since_nobody_helps_is_angry(bot: Bot, slack: FakeSlack, text: str) -> None:
    await say(slack, bot, text)

    assert (await case_of(bot)).status == "escalated"
    assert await rmas_of(bot) == []


async def test_a_question_whether_a_thing_goes_back_is_no_answer_to_a_demand(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "My projector hums and then switches off. I want my money back.")

    assert (await case_of(bot)).status == "escalated"
    assert "I cannot refund anything myself" in last(slack, event)
    assert await rmas_of(bot) == []
