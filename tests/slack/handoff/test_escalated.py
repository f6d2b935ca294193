"""When a person must go on: the case is escalated, the timeline says why, the customer is told."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, last, rmas_of, say, sql, tasks_of, timeline_of

WAITS = "waits for a person from our support team, as case CASE-1001"


@pytest.mark.parametrize(
    ("text", "reason", "says"),
    [
        (
            "I want to talk to a human being please",
            "asked for a person",
            "You asked for a person, and of course you can have one.",
        ),
        ("THIS IS THE WORST SERVICE EVER!!! YOU ARE ALL THIEVES!!!", "angry", "I am sorry for the trouble"),
        (
            "Bonjour, je voudrais savoir pourquoi ma facture est plus élevée que le mois dernier, merci beaucoup",
            "a language the engine cannot serve",
            "I cannot answer in this language at the moment",
        ),
        ("Where is my order FAIL-12345?", "a part could not be done", "The rest of this"),
    ],
    ids=["person", "anger", "language", "part"],
)
async def test_the_case_goes_to_a_person_and_the_customer_is_told(
    bot: Bot, slack: FakeSlack, text: str, reason: str, says: str
) -> None:
    event = await say(slack, bot, text)

    case = await case_of(bot)
    assert case.status == "escalated"
    assert reason in dict(await timeline_of(bot))["escalated"].split(", ")
    assert says in last(slack, event)
    assert WAITS in last(slack, event)


async def test_what_is_not_understood_twice_in_a_row_goes_to_a_person(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "blorb the fnord")
    first, status = last(slack, root), (await case_of(bot)).status
    await say(slack, bot, "fnord the blorb", under=root)

    assert "put your question in other words" in first
    assert status == "waiting"
    assert "I still do not understand this well enough" in last(slack, root)
    assert (await case_of(bot)).status == "escalated"


async def test_what_is_understood_in_between_starts_the_count_again(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "blorb the fnord")
    await say(slack, bot, "Where is my order A-12345?", under=root)
    await say(slack, bot, "blorb the fnord", under=root)

    assert (await case_of(bot)).status == "waiting"


async def test_one_part_that_fails_does_not_sink_the_others(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "I want to return the 'SuperWidget 5000', it hums. And where is order FAIL-12345?")

    [rma] = await rmas_of(bot)
    assert rma.number in last(slack, event)
    assert "I could not finish the part about Order FAIL-12345; a person will see to it." in last(slack, event)
    assert [task.state for task in await tasks_of(bot)] == ["done", "failed"]


async def test_an_internal_failure_becomes_a_true_sentence_and_a_person(bot: Bot, slack: FakeSlack) -> None:
    await sql(bot, "CREATE TRIGGER broken BEFORE INSERT ON rmas BEGIN SELECT RAISE(ABORT, 'the shelf fell'); END")

    event = await say(slack, bot, "I want to return the 'SuperWidget 5000' and where is my order A-12345?")

    assert "Something went wrong on our side" in last(slack, event)
    assert WAITS in last(slack, event)
    assert "shelf" not in last(slack, event)
    assert ("escalated", "an internal failure") in await timeline_of(bot)
    assert await tasks_of(bot) == []


async def test_a_failure_leaves_no_progress_message_that_says_it_is_working(bot: Bot, slack: FakeSlack) -> None:
    await sql(bot, "CREATE TRIGGER broken BEFORE INSERT ON rmas BEGIN SELECT RAISE(ABORT, 'the shelf fell'); END")

    event = await say(slack, bot, "I want to return the 'SuperWidget 5000' and where is my order A-12345?")

    [reply] = slack.posts_in(event["channel"], event["ts"])
    assert "Something went wrong on our side" in reply.shown
    assert "⏳" not in reply.shown


async def test_the_thread_goes_on_after_a_failure(bot: Bot, slack: FakeSlack) -> None:
    await sql(bot, "CREATE TRIGGER broken BEFORE INSERT ON rmas BEGIN SELECT RAISE(ABORT, 'the shelf fell'); END")
    root = await say(slack, bot, "I want to return the 'SuperWidget 5000', it hums")
    await sql(bot, "DROP TRIGGER broken")
    await say(slack, bot, "I want to return the 'SuperWidget 5000', it hums", under=root)

    [rma] = await rmas_of(bot)
    assert rma.number in last(slack, root)


async def test_an_escalated_case_stays_with_the_person_while_the_desk_answers_what_it_can(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "I want to talk to a human being please")
    await say(slack, bot, "Where is my order A-12345?", under=root)

    assert "A-12345" in last(slack, root)
    assert (await case_of(bot)).status == "escalated"


async def test_a_request_for_a_person_with_a_task_gets_both(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "Where is my order A-12345? And I want to speak to a human agent please.")

    assert "Tracking number" in last(slack, event)
    assert WAITS in last(slack, event)
    assert (await case_of(bot)).status == "escalated"


async def test_a_record_of_somebody_else_is_not_told(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "Where is my order OTHER-12345?")

    assert "it is not registered to you" in last(slack, event)
    assert "Tracking number" not in last(slack, event)


@pytest.mark.parametrize(
    ("text", "priority"),
    [
        ("The battery of my phone caught fire and I burned my hand", "urgent"),
        ("My account was hacked and someone changed my email", "urgent"),
        ("My order A-12345 arrived damaged", "normal"),
        ("Please delete all my personal data", "normal"),
        ("Cancel order A-77", "normal"),
    ],
)
async def test_what_only_a_person_can_settle_goes_to_a_person(
    bot: Bot, slack: FakeSlack, text: str, priority: str
) -> None:
    event = await say(slack, bot, text)

    case = await case_of(bot)
    assert (case.status, case.priority) == ("escalated", priority)
    assert "waits for a person" in last(slack, event)
    assert "restart" not in last(slack, event)


async def test_a_follow_up_in_a_case_that_waits_for_a_person_is_added_to_it(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "I want to talk to a human")

    await say(slack, bot, "hello?? anyone?", under=event)

    assert "added this to your case" in last(slack, event)
