"""Questions without an answer: kept once with the reply, grouped for staff, forgotten with the message."""

import pytest

from bot.wiring import Bot, open_bot
from handlers.desk import Desk
from handlers.faq.gaps import Gap, list_gaps
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import CUSTOMER, SUPPORT, TEAM, FakeSlack, deleted, edited
from tests.handlers.faq.published import NO_WIND, publish
from tests.stored import Clock, everything_stored, say

BIRDS = "Do wind turbines kill birds?"


async def gaps_of(bot: Bot, limit: int = 20) -> list[Gap]:
    return await list_gaps(Desk(bot.db, bot.model, Clock()), TEAM, limit)


async def listed(bot: Bot) -> list[tuple[str, int]]:
    return [(gap.question, gap.count) for gap in await gaps_of(bot)]


async def test_questions_without_an_answer_are_listed_most_asked_first(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "Is there a cantina?")
    await say(slack, bot, BIRDS)
    await say(slack, bot, "do turbines kill birds?")

    assert await listed(bot) == [("do turbines kill birds?", 2), ("Is there a cantina?", 1)]
    [birds, _] = await gaps_of(bot)
    assert (birds.cases, birds.routes) == (("CASE-1003", "CASE-1002"), ("general_question",))
    assert len(await gaps_of(bot, limit=1)) == 1


async def test_a_question_that_slack_sends_twice_is_one_gap(bot: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, SUPPORT, BIRDS)
    await slack.deliver(event, times=2)
    await bot.idle()

    assert await listed(bot) == [(BIRDS, 1)]


async def test_a_technical_question_that_got_first_help_only_is_a_gap(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "How do I reset my router?")

    assert await listed(bot) == [("How do I reset my router?", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "Thanks a lot!",
        "what can you do?",
        "My router is broken",
        "I want to talk to a person",
        "Where is my order A-12345?",
        "asdf",
        "Why was I charged twice?",
        "Please let a human look at this, you robot",
        "Is there a human who can look at this?",
        "one armrest is loose",
        "the left strap broke",
        "hm no wait, I do want to return it after all",
        "5 stars, I will be back!",
    ],
)
async def test_what_no_document_could_answer_is_no_gap(bot: Bot, slack: FakeSlack, text: str) -> None:
    await say(slack, bot, text)

    assert await listed(bot) == []


@pytest.mark.parametrize("text", ["price of a library card", "opening hours on sundays", "I need details on parking"])
async def test_a_few_words_about_a_thing_are_a_gap(bot: Bot, slack: FakeSlack, text: str) -> None:
    await say(slack, bot, text)

    assert await listed(bot) == [(text, 1)]


async def test_a_question_beside_the_wish_for_a_person_is_a_gap(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, f"{BIRDS} Please let a human look at this.")

    assert [BIRDS in question for question, _ in await listed(bot)] == [True]


async def test_what_a_model_reads_as_the_wish_for_a_person_is_no_gap(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    read = {"confidence": 0.9, "language": "de", "angry": False, "has_tasks": False}
    model.script("classify", Say({**read, "route": "general_question", "wants_human": True}))
    model.script("general_reply", Say({"reply": "Da bin ich nicht sicher.", "answered": False}))

    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url)) as bot:
        slack.delivery.bot_url = bot.url
        await say(slack, bot, "Ich möchte lieber mit einem Mitarbeiter sprechen")

        assert await listed(bot) == []


async def test_what_is_published_meanwhile_is_not_listed_any_more(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, NO_WIND)
    before = await listed(bot)
    await publish(bot)

    assert before == [(NO_WIND, 1)]
    assert await listed(bot) == []


async def test_of_a_message_only_the_questions_without_an_answer_are_kept(bot: Bot, slack: FakeSlack) -> None:
    await publish(bot)

    await say(slack, bot, f"{NO_WIND} {BIRDS}")
    await say(slack, bot, "Where is my order A-12345? And is there a cantina?")

    assert sorted(await listed(bot)) == [("And is there a cantina?", 1), (BIRDS, 1)]


async def test_a_deleted_message_takes_its_gap_with_it(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, BIRDS)
    await slack.deliver(deleted(event))
    await bot.idle()

    assert await listed(bot) == []
    assert "birds" not in await everything_stored(bot)


async def test_an_edited_message_s_gap_holds_the_new_words(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, BIRDS)
    await slack.deliver(edited(event, "Do wind turbines kill bats?"))
    await bot.idle()

    assert await listed(bot) == [("Do wind turbines kill bats?", 1)]


async def test_a_card_number_in_a_question_is_kept_masked(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "Is there a club for the card 4111 1111 1111 1111?")

    [gap] = await gaps_of(bot)
    assert "4111 1111" not in gap.question
