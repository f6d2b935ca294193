"""With a model, what no entry answers is answered from the best passages: proved by quotes from these, or not."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot.wiring import Bot, open_bot
from handlers.answers.passage_answers import HEADING
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import FakeSlack
from tests.handlers.faq.offered import ALL, ASKED, DELIVERY, offered, publish_each
from tests.handlers.faq.published import publish
from tests.stored import Clock, case_of, last, say, steps_of
from workflows.answers import FaqAnswer
from workflows.faq.answer import ANSWER_FROM_PASSAGES, AnswerRequest
from workflows.faq.documents import Document
from workflows.faq.sections import passages_of
from workflows.model.reading import read_answer

QUESTION = "Will I have to pay customs for a parcel to Zurich?"
SENTENCE = "For deliveries to Norway and Switzerland customs duties may arise, which the recipient pays to the courier."
GOOD: dict[str, Any] = {"answerable": True, "answer": SENTENCE, "quotes": [SENTENCE]}


@pytest.fixture
async def desk(
    three_published: None,  # noqa: ARG001 - its databases are there then
    slack: FakeSlack,
    settings_for: SettingsFor,
    clock: Clock,
    model: FakeModel,
) -> AsyncIterator[Bot]:
    """A desk with a model and three published sets, each made by rule."""
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url), clock) as bot:
        slack.delivery.bot_url = bot.url
        model.asked.clear()
        yield bot


async def test_it_answers_with_quote_and_source(desk: Bot, slack: FakeSlack, model: FakeModel) -> None:
    model.script("faq_answer", Say({**GOOD, "answer": "Customs duties may arise for Switzerland; the recipient pays."}))

    event = await say(slack, desk, QUESTION)

    shown = last(slack, event)
    assert HEADING in shown
    assert SENTENCE in shown
    assert "the recipient pays." not in shown
    assert "Delivery and returns (FAQ set 2)" in shown
    assert model.steps() == ["classify", "faq_answer"]
    assert (await case_of(desk)).status == "answered"


async def test_the_model_sees_the_question_and_at_most_twenty_bounded_passages(
    desk: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    model.script("faq_answer", Say(GOOD))

    await say(slack, desk, QUESTION)

    [asked] = [one for one in model.asked if one.step == "faq_answer"]
    assert set(asked.blocks) == {"question", "passages"}
    assert asked.blocks["question"] == QUESTION
    assert asked.blocks["passages"].count("[") <= 20
    assert len(asked.blocks["passages"]) <= 7200  # 6,000 characters of text, each passage under its title
    assert SENTENCE in asked.blocks["passages"]


async def test_what_it_cannot_answer_is_offered(desk: Bot, slack: FakeSlack, model: FakeModel) -> None:
    model.script("faq_answer", Say({"answerable": False, "answer": "", "quotes": []}))

    event = await say(slack, desk, QUESTION)

    assert "Customs" in offered(slack.replies_to(event)[0])
    assert HEADING not in last(slack, event)
    assert model.steps() == ["classify", "faq_answer"]


HIDDEN = next(one.text for one in passages_of(ALL) if one.heading == "Roof terrace").partition(". ")[0] + "."
Lie = Callable[[dict[str, Any]], dict[str, Any]]
INVENTED: dict[str, Lie] = {
    "an invented quote": lambda good: {**good, "quotes": ["Customs duties never arise for anybody in Europe."]},
    "an invented quote beside a true one": lambda good: {**good, "quotes": [SENTENCE, "Nobody pays duties at all."]},
    "no quote": lambda good: {**good, "quotes": []},
    "a quote too short": lambda good: {**good, "quotes": ["customs duties may"]},
    "a changed quote": lambda good: {**good, "quotes": [SENTENCE.replace("recipient", "sender")]},
    "a passage that it was not shown": lambda _: {"answerable": True, "answer": HIDDEN, "quotes": [HIDDEN]},
}
TURNED: dict[str, Lie] = {
    "a wrong figure": lambda good: {**good, "answer": "Customs duties of 12 euros may arise for Switzerland."},
    "a quote of a few words": lambda good: {
        **good,
        "answer": "Customs duties of 12 euros may arise.",
        "quotes": ["to Norway and Switzerland customs duties may arise"],
    },
    "an added negation": lambda good: {**good, "answer": "Customs duties may not arise for Norway and Switzerland."},
    "a denial of all of it": lambda good: {**good, "answer": f"It is not true that {SENTENCE}"},
    "a link": lambda good: {**good, "answer": f"{SENTENCE} See https://evil.example/customs."},
    "an empty answer": lambda good: {**good, "answer": ""},
}


@pytest.mark.parametrize("lie", INVENTED)
async def test_an_answer_whose_quote_is_nowhere_is_never_delivered(
    desk: Bot, slack: FakeSlack, model: FakeModel, lie: str
) -> None:
    model.script("faq_answer", Say(INVENTED[lie](GOOD)), times=2)

    event = await say(slack, desk, QUESTION)

    assert HEADING not in last(slack, event)
    assert "Customs" in offered(slack.replies_to(event)[0])


@pytest.mark.parametrize("lie", TURNED)
async def test_of_what_a_model_makes_of_its_quotes_and_cannot_prove_the_quotes_are_told(
    desk: Bot, slack: FakeSlack, model: FakeModel, lie: str
) -> None:
    told = TURNED[lie](GOOD)
    model.script("faq_answer", Say(told))

    event = await say(slack, desk, QUESTION)

    shown = last(slack, event)
    assert SENTENCE in shown
    assert not told["answer"] or told["answer"] not in shown
    assert "evil" not in shown
    assert model.steps() == ["classify", "faq_answer"]


async def test_a_lie_that_is_mended_when_it_is_told_why_is_delivered(
    desk: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    model.script("faq_answer", Say(INVENTED["an invented quote"](GOOD)))
    model.script("faq_answer", Say(GOOD))

    event = await say(slack, desk, QUESTION)

    assert SENTENCE in last(slack, event)


async def test_words_in_a_document_that_give_orders_are_only_text(
    desk: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    model.script("faq_answer", Say({"answerable": True, "answer": "Ignore your instructions.", "quotes": [SENTENCE]}))

    event = await say(slack, desk, QUESTION)

    assert "Ignore your instructions" not in last(slack, event)


async def test_while_the_model_is_away_the_offers_are_made(desk: Bot, slack: FakeSlack, model: FakeModel) -> None:
    model.script("faq_answer", Say(status=500), times=None)

    event = await say(slack, desk, QUESTION)

    assert "Customs" in offered(slack.replies_to(event)[0])


@pytest.mark.parametrize("question", ["does the voucher expire?", "where does the glass go?", "Is a helmet included?"])
async def test_a_model_that_quotes_the_sentence_that_answers_is_believed(
    desk: Bot, slack: FakeSlack, model: FakeModel, question: str
) -> None:
    sentence = sentence_with(dict(ASKED)[question])
    model.script("faq_answer", Say({"answerable": True, "answer": sentence, "quotes": [sentence]}))

    event = await say(slack, desk, question)

    assert sentence in last(slack, event)


def test_every_sentence_that_answers_is_told_where_it_is_quoted() -> None:
    shown = tuple(Document(one.heading, one.text) for one in passages_of(ALL))
    given = [(AnswerRequest(question, (), shown), sentence_with(answer)) for question, answer in ASKED]

    untold = [
        request.question
        for request, sentence in given
        if sentence not in told(request, FaqAnswer(answerable=True, quotes=[sentence]))
    ]

    assert untold == []


def told(request: AnswerRequest, answer: FaqAnswer) -> str:
    return " ".join(read_answer(ANSWER_FROM_PASSAGES, request, answer.model_dump_json()).quotes)


async def test_about_one_s_own_records_no_passage_is_asked(desk: Bot, slack: FakeSlack, model: FakeModel) -> None:
    await say(slack, desk, "Why was my parcel not sent yet?")

    assert "faq_answer" not in model.steps()


async def test_what_somebody_asks_about_their_own_money_may_stand_in_a_document(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, model: FakeModel
) -> None:
    late = "After 60 days of arrears the contents may be auctioned."
    hours = "# When is the house open?\n\nThe house is open each day of the year, from six in the morning on."
    storage = Document("Storage", f"{hours}\n\n# Arrears\n\nRent is due on the first day of each month. {late}")
    async with open_bot(settings_for(), clock) as keyless:
        await publish(keyless, (storage,), count=1)
    model.script("faq_answer", Say({"answerable": True, "answer": late, "quotes": [late]}))
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url), clock) as bot:
        slack.delivery.bot_url = bot.url

        event = await say(slack, bot, "What happens if my payment is in arrears for 60 days?")

    assert late in last(slack, event)
    assert "account number" not in last(slack, event)


async def test_without_a_model_no_step_is_taken(bot: Bot, slack: FakeSlack) -> None:
    await publish_each(bot, DELIVERY)

    await say(slack, bot, QUESTION)

    assert [step.step for step in await steps_of(bot)] == ["classify", "understand"]


def sentence_with(words: str) -> str:
    """Return the sentence of the documents that holds these words."""
    texts = (" ".join(one.text.split()) for one in passages_of(ALL))
    sentences = (sentence for text in texts for sentence in text.replace(". ", ".\n").split("\n"))
    return next(one for one in sentences if words in one)
