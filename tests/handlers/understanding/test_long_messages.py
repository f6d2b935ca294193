"""Long messages: each question and each problem of its own gets a part; stories, details and repeats get none."""

from bot.wiring import Bot
from handlers.policy.questions import THANKS_FOR_TELLING
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, last, say

NO_ANSWER = "I am not sure about that"
PERSON = "waits for a person from our support team"


async def test_an_invoice_told_in_one_sentence_and_asked_for_in_the_next_is_looked_into_once(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await say(
        slack,
        bot,
        "On invoice INV-55302 we were billed for 31 seats but have 24. Please have that invoice looked into.",
    )

    assert last(slack, event).count("I have opened an investigation") == 1
    assert "Please have that invoice" not in last(slack, event)
    assert "account number" not in last(slack, event)


async def test_an_order_that_came_incomplete_gets_its_status_and_a_person_and_no_more_parts(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await say(
        slack,
        bot,
        "Dear team, my order B-20931 came yesterday. Two of the six chairs are missing from the box. That is not what "
        "I paid for. My wife counted them twice. We had guests that evening. "
        "Please find out what happened with this order.",
    )

    assert "Tracking number" in last(slack, event)
    assert PERSON in last(slack, event)
    assert "paid for" not in last(slack, event)
    assert NO_ANSWER not in last(slack, event)
    assert (await case_of(bot)).status == "escalated"


async def test_a_problem_told_over_several_sentences_with_a_question_is_one_part(bot: Bot, slack: FakeSlack) -> None:
    event = await say(
        slack,
        bot,
        "I'd like to return the desk lamp, it flickers. Another thing: my printer does not connect to the wifi since "
        "the update. The blue light blinks. I restarted it twice. What can I check myself?",
    )

    assert last(slack, event).count("Thanks for reporting this") == 1
    assert NO_ANSWER not in last(slack, event)


async def test_two_questions_of_their_own_are_two_parts(bot: Bot, slack: FakeSlack) -> None:
    event = await say(
        slack, bot, "Where is order A-20193? Do you ship to Malta? My son lives there. Is there a student discount too?"
    )

    assert "“Do you ship to Malta?" in last(slack, event)
    assert "“Is there a student discount too?”" in last(slack, event)


async def test_a_question_of_policy_beside_a_return_is_a_part(bot: Bot, slack: FakeSlack) -> None:
    event = await say(
        slack,
        bot,
        "I want to return the kettle, it leaks. It was a present from my aunt, who adores you. What is your policy on "
        "price matching?",
    )

    assert "RMA number" in last(slack, event)
    assert "“What is your policy on price matching?”" in last(slack, event)
    assert "aunt" not in last(slack, event)


async def test_a_story_with_a_compliment_gets_a_short_word(bot: Bot, slack: FakeSlack) -> None:
    event = await say(
        slack,
        bot,
        "I just wanted to tell you a story. My granddaughter loves the kite. The weather was lovely. You are doing "
        "a great job.",
    )

    assert THANKS_FOR_TELLING in last(slack, event)
    assert NO_ANSWER not in last(slack, event)


async def test_points_of_a_list_in_one_line_are_parts_without_their_numbers(bot: Bot, slack: FakeSlack) -> None:
    event = await say(
        slack,
        bot,
        "1. my pressure gauge stopped working 2. where is order A-20193 3. invoice INV-55120 please have it checked",
    )

    assert "“my pressure gauge stopped working”" in last(slack, event)
    assert "Order A-20193" in last(slack, event)
    assert "Invoice INV-55120" in last(slack, event)


async def test_an_invoice_whose_fault_is_told_without_a_word_for_it_is_looked_into_when_that_is_asked(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await say(
        slack,
        bot,
        "Hi, Marta from events. Our finance team flagged INV-80117, since the catering shows 60 meals where "
        "we ordered 40. The signed quote says 40. Please have that invoice checked.",
    )

    assert last(slack, event).count("I have opened an investigation") == 1
    assert "account number" not in last(slack, event)


async def test_a_problem_and_a_question_for_somebody_else_are_two_parts_without_any_task(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, bot, "My blender won't start. I changed the fuse. Do you ship to Iceland?")

    assert "Thanks for reporting this" in last(slack, event)
    assert "“Do you ship to Iceland?”" in last(slack, event)


async def test_a_request_beside_a_return_that_is_only_likely_is_not_lost(bot: Bot, slack: FakeSlack) -> None:
    event = await say(
        slack, bot, "Please change my address to 14 Orchard Close. We moved. The kettle is going back as well."
    )

    assert "Return of kettle" in last(slack, event)
    assert PERSON in last(slack, event)
