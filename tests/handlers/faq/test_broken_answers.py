"""FAQs with a model whose answers cannot be read: rules do its step, as in an outage, and what is told is true."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.desk import open_desk
from handlers.desk import Desk
from tests.fakes.model import ANY, FakeModel, Say
from tests.handlers.faq.desk import lie, made, of_two_documents, order, prove, settings_to
from workflows.faq.documents import Document
from workflows.faq.questions import FAQ_QUESTIONS

Blocks = dict[str, str]
BROKEN = [
    Say(answer="Here you are: ..."),
    Say(answer={"sure": "here you go"}),
    Say(refusal="I will not."),
    Say(finish="length"),
    Say(answer=""),
]
IDS = ["no JSON", "not the schema", "refused", "cut off", "empty"]


@pytest.fixture
async def desk(model: FakeModel) -> AsyncIterator[Desk]:
    async with open_desk(settings_to(model)) as opened:
        yield opened


@pytest.mark.parametrize("broken", BROKEN, ids=IDS)
async def test_rules_make_the_set_when_no_answer_can_be_read(desk: Desk, model: FakeModel, broken: Say) -> None:
    model.script(ANY, broken, times=None)

    found = await made(desk, order(5))

    prove(found)
    assert [entry.engine for entry in found.entries] == ["rules"] * 5


@pytest.mark.parametrize("broken", [*BROKEN, Say({"answerable": True, "quotes": []})], ids=[*IDS, "no quote"])
async def test_rules_answer_the_questions_of_a_model_whose_answers_cannot_be_read(
    desk: Desk, model: FakeModel, broken: Say
) -> None:
    model.script("faq_answer", broken, times=None)

    found = await made(desk, order(3))

    prove(found)
    assert [entry.engine for entry in found.entries] == ["rules"] * 3
    assert "unproved" not in {one.why for one in found.report.dropped}


@pytest.mark.parametrize("broken", [*BROKEN, Say({"sources": []})], ids=[*IDS, "no source"])
async def test_sources_are_the_quotes_own_where_the_answer_cannot_be_read(
    desk: Desk, model: FakeModel, broken: Say
) -> None:
    model.script("faq_answer", lie(of_two_documents), times=None)
    model.script("faq_sources", broken, times=None)

    found = await made(desk, order(3))

    prove(found)
    assert len(found.entries) == 3
    assert [set(entry.sources) for entry in found.entries] == [
        {quote["title"] for quote in entry.quotes} for entry in found.entries
    ]


async def test_rules_ask_where_a_model_asks_nothing(desk: Desk, model: FakeModel) -> None:
    model.script("faq_questions", Say({"questions": []}), times=None)

    found = await made(desk, order(5))

    prove(found)
    assert len(found.entries) == 5
    assert model.counts["faq_questions"] == 2  # asked once more first


async def test_what_is_said_of_a_broken_model_is_not_that_there_is_none(desk: Desk, model: FakeModel) -> None:
    model.script(ANY, Say(answer="no JSON"), times=None)
    text = "## Fees\n\nA berth costs 40 euros a year.\n\n## Odds\n\nAnd so on, as ever.\n"

    found = await made(desk, order(10, (Document("Berths", text),)))

    prove(found)
    assert "The model gave no questions that could be used, so rules asked" in found.report.why
    assert "order them again once the model answers" in found.report.why
    assert "ithout a model" not in found.report.why
    assert "set a model's key" not in found.report.why


async def test_no_more_questions_later_on_is_an_answer(desk: Desk, model: FakeModel) -> None:
    def nothing_more(given: Blocks, good: Any) -> object:  # noqa: ANN401 - JSON
        return {"questions": [] if "known" in given else good["questions"][:2]}

    model.script("faq_questions", lie(nothing_more), times=None)

    found = await made(desk, order(10))

    prove(found)
    assert {entry.engine for entry in found.entries} == {"model"}
    assert len(found.entries) == 2


async def test_questions_that_repeat_the_prompt_are_left_out(desk: Desk, model: FakeModel) -> None:
    def leaking(_given: Blocks, good: Any) -> object:  # noqa: ANN401 - JSON
        return {"questions": [FAQ_QUESTIONS.prompt[:250], *good["questions"]]}

    model.script("faq_questions", lie(leaking))

    found = await made(desk, order(3))

    prove(found)
    assert len(found.entries) == 3
    asked = {one.blocks["question"] for one in model.of("faq_answer")}
    assert [one for one in asked if "frequently asked questions" in one] == []


async def test_questions_that_are_nothing_but_the_prompt_are_asked_by_rule(desk: Desk, model: FakeModel) -> None:
    model.script("faq_questions", Say({"questions": [FAQ_QUESTIONS.prompt[:250]]}), times=None)

    found = await made(desk, order(3))

    prove(found)
    assert [entry.question for entry in found.entries if "prepare a list" in entry.question] == []
    assert len(found.entries) == 3
