"""Short later turns: thanks need a word of thanks, a number is a request, and who calls is heard."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, last, say, tasks_of

ORDER = "Where is my order A-12345?"
HELP = "I can't log in, the reset link never arrives"
PERSON = "I want to talk to a human"
WELCOME = "You're welcome"
ALL_RIGHT = "All right. Write here whenever you are ready."


@pytest.mark.parametrize("first", [ORDER, PERSON])
@pytest.mark.parametrize("said", ["mine", "Berlin", "12 Elm Street", "rien", "noice", "Friday"])
async def test_a_word_that_nobody_taught_is_no_thanks(bot: Bot, slack: FakeSlack, first: str, said: str) -> None:
    root = await say(slack, bot, first)
    await say(slack, bot, said, under=root)

    assert WELCOME not in last(slack, root)
    assert "All right" not in last(slack, root)


@pytest.mark.parametrize(
    "said", ["thanks!", "legend", "ta", "you star", "cheers pal", "great, see you on 24.12.2026, thanks"]
)
async def test_words_of_thanks_are_thanks(bot: Bot, slack: FakeSlack, said: str) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, said, under=root)

    assert WELCOME in last(slack, root)


@pytest.mark.parametrize("said", ["yes", "ok", "oui", "nope"])
async def test_mere_assent_to_nothing_is_not_thanked_for(bot: Bot, slack: FakeSlack, said: str) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, said, under=root)

    assert ALL_RIGHT in last(slack, root)


@pytest.mark.parametrize("said", ["yes checked spam", "no, cleared the cache", "ok looked there"])
async def test_an_answer_to_what_was_asked_is_no_thanks_though_it_begins_with_yes(
    bot: Bot, slack: FakeSlack, said: str
) -> None:
    root = await say(slack, bot, HELP)
    await say(slack, bot, said, under=root)

    assert "I have added this to your case" in last(slack, root)
    assert (await case_of(bot)).status == "escalated"


@pytest.mark.parametrize("said", ["😡😡😡", ":rage:", "🤬"])
async def test_an_angry_face_gets_a_person(bot: Bot, slack: FakeSlack, said: str) -> None:
    root = await say(slack, bot, ORDER)
    await say(slack, bot, said, under=root)

    assert (await case_of(bot)).status == "escalated"


async def test_a_bare_number_in_a_case_is_asked_about_and_looked_up_after_a_yes(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "What can you do?")
    await say(slack, bot, "24242", under=root)
    assert "Would you like to hear how order 24242 stands?" in last(slack, root)

    await say(slack, bot, "oui", under=root)

    assert [task.state for task in await tasks_of(bot)] == ["done"]


async def test_a_bare_number_after_a_question_that_was_not_understood_is_asked_about(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "My account number?")
    await say(slack, bot, "24242", under=root)

    assert "Would you like to hear how order 24242 stands?" in last(slack, root)


async def test_the_number_of_an_order_that_was_told_asks_for_it_again(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Where is my order? 44129")
    await say(slack, bot, "44129", under=root)

    assert "Here is how order 44129 stands" in last(slack, root)
    assert "Would you like" not in last(slack, root)


async def test_a_number_after_a_question_for_details_is_a_detail(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "my app crashes with an error")
    await say(slack, bot, "1603", under=root)

    assert await tasks_of(bot) == []
    assert "order 1603" not in last(slack, root)


async def test_a_question_that_comes_in_pieces_is_waited_for_and_its_order_looked_up(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "i have a question")
    assert "Of course. What is it?" in last(slack, root)

    await say(slack, bot, "about my order", under=root)
    assert "Please tell me the order number" in last(slack, root)

    await say(slack, bot, "24242", under=root)
    assert "Here is how order 24242 stands" in last(slack, root)


async def test_who_calls_while_a_person_is_awaited_hears_that_one_is(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, PERSON)
    await say(slack, bot, "hello??", under=root)

    assert "Case CASE-1001 is waiting for a person" in last(slack, root)


async def test_who_calls_while_a_number_is_awaited_is_asked_for_it_and_not_misunderstood(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "Where is my order?")
    await say(slack, bot, "anyone there?", under=root)

    assert "I am here. Please tell me the order number" in last(slack, root)


@pytest.mark.parametrize(
    "said",
    [
        "um i ordered a kettle and it never came and i got charged twice can you look into that uh yeah thanks bye",
        "so i ordered a lamp in may i think the number was four four one two nine and it never came yeah thank you bye",
    ],
)
async def test_thanks_at_the_end_of_a_complaint_do_not_make_it_thanks(bot: Bot, slack: FakeSlack, said: str) -> None:
    root = await say(slack, bot, said)

    assert "Thank you for telling me" not in last(slack, root)
    assert (await case_of(bot)).status != "answered"


async def test_a_long_compliment_without_a_mark_is_still_one(bot: Bot, slack: FakeSlack) -> None:
    root = await say(
        slack,
        bot,
        "just wanted to say that i ordered the blue lamp from you two weeks ago and it came in a day and my whole"
        " family loves it so much that we will get another one for my mum soon",
    )

    assert "Thank you for telling me" in last(slack, root)
    assert (await case_of(bot)).status == "answered"


async def test_a_question_that_ends_in_thanks_is_a_question(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "hello, do you have a shop in Rome? thanks")

    assert WELCOME not in last(slack, root)
