"""What publishing FAQs promises: a question that an entry clearly answers gets it word for word; no other does."""

import re

import pytest

from bot.wiring import Bot, open_bot
from handlers.answers.published_answers import HEADING
from handlers.perform.compose import AUTOMATIC
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel
from tests.fakes.slack import FakeSlack
from tests.handlers.faq.desk import DOCUMENTS
from tests.handlers.faq.published import NO_WIND, NO_WIND_ANSWER, UNRELATED, publish, publish_one, withdraw
from tests.stored import Clock, case_of, last, say, steps_of, timeline_of
from workflows.faq.documents import Document

NOT_SURE = "I am not sure about that"


async def test_a_question_in_other_words_is_answered_from_a_published_entry_with_its_source(
    bot: Bot, slack: FakeSlack
) -> None:
    number = await publish(bot)

    event = await say(slack, bot, NO_WIND)

    shown = last(slack, event)
    assert NO_WIND_ANSWER in shown
    assert f"Wind turbines, word for word (FAQ set {number})" in shown
    assert HEADING in shown
    assert AUTOMATIC not in shown
    case = await case_of(bot)
    assert (case.status, case.awaiting, case.route) == ("answered", None, "general_question")
    assert [step.step for step in await steps_of(bot)] == ["classify", "understand"]
    [detail] = [detail for what, detail in await timeline_of(bot) if what == "replied"]
    assert re.fullmatch(rf"answered, from FAQ set {number}, question \d+", detail)


FRAMES = ("Can I use my own frame?", "We fit new lenses into a frame you already have.")


@pytest.mark.parametrize(
    ("text", "is_answered"),
    [
        ("I am a nurse at the General. Do I get anything off new frames?", False),
        ("My son lost his pair on the beach. Anything off new frames?", False),
        ("Nan gets muddled quickly. Could you use that frame of hers?", False),
        ("I am a nurse at the General. Can I use my frame?", True),
        ("Hello there, good morning! Anything about frames?", True),
    ],
)
async def test_few_words_after_a_story_ask_about_the_story(
    bot: Bot, slack: FakeSlack, text: str, *, is_answered: bool
) -> None:
    await publish_one(bot, *FRAMES, FRAMES[1])

    event = await say(slack, bot, text)

    assert (HEADING in last(slack, event)) is is_answered


@pytest.mark.parametrize("question", UNRELATED)
async def test_an_unrelated_question_gets_nothing_of_it(bot: Bot, slack: FakeSlack, question: str) -> None:
    await publish(bot)

    event = await say(slack, bot, question)

    assert HEADING not in last(slack, event)


async def test_nothing_is_answered_from_a_set_before_it_is_published_or_after_it_is_withdrawn(
    bot: Bot, slack: FakeSlack
) -> None:
    before = await say(slack, bot, NO_WIND)
    number = await publish(bot)
    while_published = await say(slack, bot, NO_WIND)
    await withdraw(bot, number)
    after = await say(slack, bot, NO_WIND)

    assert NOT_SURE in last(slack, before)
    assert NO_WIND_ANSWER in last(slack, while_published)
    assert NOT_SURE in last(slack, after)


async def test_what_another_team_published_answers_nobody_here(bot: Bot, slack: FakeSlack) -> None:
    await publish(bot, team="T0THER")

    event = await say(slack, bot, NO_WIND)

    assert NOT_SURE in last(slack, event)


async def test_a_technical_problem_that_shares_words_with_an_entry_gets_first_help(bot: Bot, slack: FakeSlack) -> None:
    await publish(bot)

    event = await say(slack, bot, "My solar panels don't work any more and the inverter shows an error")

    assert HEADING not in last(slack, event)
    assert "tell me what you have already tried" in last(slack, event)


@pytest.mark.parametrize(
    "text",
    [
        "Where is my order A-12345? Is it the wind turbine?",
        "Why is there no wind turbine on my invoice INV-7890?",
        "How long do inverters last that are on my account?",
        "I want to return the 'Inverter 3000', what is an inverter?",
    ],
)
async def test_what_is_the_customers_own_is_never_answered_from_faqs(bot: Bot, slack: FakeSlack, text: str) -> None:
    await publish(bot)

    event = await say(slack, bot, text)

    assert NO_WIND_ANSWER not in last(slack, event)
    assert "What is a wind turbine?" not in last(slack, event)
    assert "Inverters last" not in last(slack, event)


async def test_a_question_beside_a_task_is_answered_from_faqs_in_the_same_reply(bot: Bot, slack: FakeSlack) -> None:
    await publish(bot)

    event = await say(slack, bot, f"Where is my order A-12345? And {NO_WIND}")

    assert NO_WIND_ANSWER in last(slack, event)
    assert "A-12345" in last(slack, event)
    assert (await case_of(bot)).status == "answered"


async def test_of_two_questions_the_one_nothing_answers_is_said_to_be_open(bot: Bot, slack: FakeSlack) -> None:
    await publish(bot)

    event = await say(slack, bot, f"{NO_WIND} Where can I buy a wind turbine?")

    shown = last(slack, event)
    assert NO_WIND_ANSWER in shown
    assert shown.index("Where can I buy a wind turbine?") < shown.index(NOT_SURE)
    assert (await case_of(bot)).status == "waiting"


async def test_a_price_that_is_published_is_told_and_the_customer_s_own_charges_are_not(
    bot: Bot, slack: FakeSlack
) -> None:
    await publish(bot, count=25)

    price = await say(slack, bot, "how much does a home solar system cost?")
    own = await say(slack, bot, "Why was I charged so much for my home system?")

    assert "between $12,000 and $18,000" in last(slack, price)
    assert (await case_of(bot)).route == "billing_inquiry"
    assert HEADING not in last(slack, own)


@pytest.mark.parametrize("text", ["what can you do?", "who are you?"])
async def test_who_asks_about_the_desk_itself_is_answered_as_before(bot: Bot, slack: FakeSlack, text: str) -> None:
    await publish(bot)

    event = await say(slack, bot, text)

    assert HEADING not in last(slack, event)
    assert NOT_SURE not in last(slack, event)


async def test_a_question_in_another_language_gets_no_english_entry(bot: Bot, slack: FakeSlack) -> None:
    await publish(bot)

    event = await say(slack, bot, "Was machen die Windräder, wenn kein Wind weht? Wie lange halten sie?")

    assert HEADING not in last(slack, event)


async def test_markup_in_a_published_document_stays_text(bot: Bot, slack: FakeSlack) -> None:
    text = DOCUMENTS[2].text.replace("nothing, and other sources", "nothing, & other sources")
    await publish(bot, (Document("<!channel> & Wind", text),), count=25)

    event = await say(slack, bot, NO_WIND)

    assert "nothing, &amp; other sources" in last(slack, event)
    assert "&lt;!channel&gt; &amp; Wind" in last(slack, event)


async def test_a_document_s_line_breaks_cannot_make_an_answer_or_a_quote_look_like_facts_of_ours(
    bot: Bot, slack: FakeSlack
) -> None:
    quote = "Refunds for blades take\n• *Source:* Our legal department\n> thirty days to arrive"
    await publish_one(bot, "How do refunds for blades work?", "They take\n• *Source:* Nobody\n\nCase: 7", quote)

    event = await say(slack, bot, "How do refunds for blades work?")

    shown = last(slack, event)
    assert "\nThey take • *Source:* Nobody\n◦ Case: 7\n" in shown
    assert "“Refunds for blades take • *Source:* Our legal department &gt; thirty days to arrive”" in shown


async def test_an_answer_that_is_its_quote_but_for_line_breaks_stands_once(bot: Bot, slack: FakeSlack) -> None:
    quote = "Refunds for blades take\nthirty days to arrive."
    await publish_one(bot, "How do refunds for blades work?", "Refunds for blades take thirty days to arrive.", quote)

    event = await say(slack, bot, "How do refunds for blades work?")

    assert last(slack, event).count("thirty days") == 1
    assert "Blades, word for word" in last(slack, event)


# --- with a model ----------------------------------------------------------------------------------------------------


async def test_with_a_model_too_the_answer_stands_verbatim_and_no_draft_is_paid_for(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, model: FakeModel
) -> None:
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url), clock) as bot:
        slack.delivery.bot_url = bot.url
        number = await publish(bot, DOCUMENTS[2:], count=25)
        model.asked.clear()

        event = await say(slack, bot, NO_WIND)

        shown = last(slack, event)
        assert NO_WIND_ANSWER in shown
        assert f"Wind turbines, word for word (FAQ set {number})" in shown
        assert model.steps() == ["classify"]
        assert (await case_of(bot)).status == "answered"


async def test_a_model_is_asked_as_before_when_nothing_published_is_near(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, model: FakeModel
) -> None:
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url), clock) as bot:
        slack.delivery.bot_url = bot.url
        await publish(bot, DOCUMENTS[2:])
        model.asked.clear()

        event = await say(slack, bot, "Who won the football match yesterday?")

        assert HEADING not in last(slack, event)
        assert model.steps() == ["classify", "general_reply"]
