"""What a case is about decides what a later word means: "cancel it", "where did it go?", "is it deleted?"."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, last, say

DELIVERED = "61616"  # as its department says
SHIPPED = "88213"


@pytest.mark.parametrize("first", ["how do i cancel my subscription", "Can I get out of my contract early?"])
async def test_who_asked_how_a_contract_ends_means_that_with_cancel_it(bot: Bot, slack: FakeSlack, first: str) -> None:
    root = await say(slack, bot, first)
    await say(slack, bot, "just cancel it", under=root)

    assert "I cannot cancel or change anything myself" in last(slack, root)
    assert (await case_of(bot)).status == "escalated"


@pytest.mark.parametrize(
    ("first", "said", "dropped"),
    [
        ("I want to return something", "cancel it", "the name of the product"),
        ("Where is my order?", "never mind", "the order number"),
        ("Why was I charged twice this month?", "forget it", "the account number"),
    ],
)
async def test_who_wants_no_more_is_told_which_question_is_dropped(
    bot: Bot, slack: FakeSlack, first: str, said: str, dropped: str
) -> None:
    root = await say(slack, bot, first)
    await say(slack, bot, said, under=root)

    assert f"I have dropped my question for {dropped}" in last(slack, root)
    assert (await case_of(bot)).status == "answered"


async def test_a_request_for_ones_data_goes_to_a_person_and_more_of_it_is_added(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "what data do you have about me? please delete everything")
    assert (await case_of(bot)).status == "escalated"
    assert "personal data are settled by a person" in last(slack, root)

    await say(slack, bot, "yes delete it", under=root)

    assert "I have added this to your case" in last(slack, root)


@pytest.mark.parametrize(
    ("texts", "then"),
    [
        ([f"where is order {DELIVERED}", "that's wrong, it went to the wrong address"], "so where did it go?"),
        ([f"Order {DELIVERED} says delivered but it never came"], "so where is it?"),
    ],
)
async def test_what_the_customer_said_is_not_so_is_not_told_once_more(
    bot: Bot, slack: FakeSlack, texts: list[str], then: str
) -> None:
    root = await say(slack, bot, texts[0])
    for text in texts[1:]:
        await say(slack, bot, text, under=root)
    await say(slack, bot, then, under=root)

    assert "Delivered on" not in last(slack, root)
    assert "Case CASE-1001 is waiting for a person" in last(slack, root)


async def test_what_is_not_disputed_of_that_order_is_still_told(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, f"Order {DELIVERED} says delivered but it never came")
    await say(slack, bot, "which carrier was it?", under=root)

    assert "Carrier" in last(slack, root)


async def test_who_only_waits_is_told_the_day_again(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, f"where is order {SHIPPED}? it is late")
    await say(slack, bot, "when will it arrive?", under=root)

    assert "Estimated delivery" in last(slack, root)


async def test_a_question_after_a_danger_is_answered_with_what_keeps_people_safe(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "the charger caught fire last night and my daughter burned her hand")
    await say(slack, bot, "should I unplug the other one?", under=root)

    assert "Please stop using the product" in last(slack, root)
    assert "is now marked as urgent" not in last(slack, root)
    assert (await case_of(bot)).priority == "urgent"


async def test_a_question_in_a_case_that_is_not_urgent_is_added_to_it(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to talk to a human")
    await say(slack, bot, "should I unplug the other one?", under=root)

    assert "Please stop using" not in last(slack, root)
    assert "I have added this to your case" in last(slack, root)


async def test_a_fault_of_an_order_in_a_long_story_gets_a_person(bot: Bot, slack: FakeSlack) -> None:
    root = await say(
        slack,
        bot,
        "So my brother said he had bought one for our mother already, but his was another colour and we kept both, and"
        " now the one from your shop (order 43210) has stopped working after two days, and I don't know whether I want"
        " a new one or the money, what would you suggest?",
    )

    assert "in other words" not in last(slack, root)
    assert (await case_of(bot)).status == "escalated"


async def test_who_wants_nothing_done_about_a_fault_is_thanked_and_nobody_is_called(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "just wanted to say the blue lamp is great and arrived quickly!!")
    await say(slack, bot, "one thing though, the box was ripped. no worries", under=root)

    assert "Thank you for telling me" in last(slack, root)
    assert (await case_of(bot)).status == "answered"


async def test_who_says_no_worries_and_wants_a_new_one_gets_a_person(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "No worries, but my parcel arrived broken and I want a new one")

    assert (await case_of(bot)).status == "escalated"
    assert "I am sorry about this" in last(slack, root)
