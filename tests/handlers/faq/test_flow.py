"""How a set of FAQs comes about: no step waits for another that it does not need, and no call is made for nothing."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.desk import open_desk
from handlers.desk import Desk
from handlers.faq.make import make_faq
from handlers.faq.order import FaqLimits, open_faq
from storage import journal
from tests.fakes.faq_answers import questions
from tests.fakes.model import FakeModel, Say, half_misquoted
from tests.handlers.faq.desk import DOCUMENTS, LIMITS, lie, made, of_two_documents, order, prove, settings_to
from workflows.faq.documents import Document

Blocks = dict[str, str]
SYLLABLES = ("ka", "lo", "mi", "ru", "sten", "dor", "vel", "tan", "qui", "bes", "nor")


def name(number: int) -> str:
    """Return a made-up name: the same for the same number, different for others."""
    return "".join(SYLLABLES[number // 11**place % 11] for place in range(4)).capitalize()


def notes(first: int) -> str:
    lines = (
        f"## {name(at)}\n\nEngineers at {name(7 * at)} replaced a {name(5 * at)} valve of {name(3 * at)}."
        for at in range(first, first + 40)
    )
    return "\n\n".join(lines)


NOTES = tuple(Document(f"Notes {at}", notes(1000 * at)) for at in range(1, 4))


class CrashError(BaseException):
    """The process dies here: nothing catches it."""


@pytest.fixture
async def desk(model: FakeModel) -> AsyncIterator[Desk]:
    async with open_desk(settings_to(model)) as opened:
        yield opened


async def test_when_half_of_the_proofs_fail_ten_are_delivered_with_few_calls(desk: Desk, model: FakeModel) -> None:
    model.script("faq_answer", half_misquoted(), times=None)

    found = await made(desk, order(10, NOTES))

    prove(found)
    assert len(found.entries) == 10
    assert len(model.asked) <= 40
    assert model.most_at_once <= LIMITS.concurrency


async def test_the_next_question_starts_beside_the_second_try_of_a_refused_answer(desk: Desk, model: FakeModel) -> None:
    opened = await open_faq(desk, order(1, NOTES))
    model.script("faq_answer", Say(answer="no JSON"))
    model.script("faq_answer", Say(hang=True), times=2)

    making = asyncio.create_task(make_faq(desk, opened.id, LIMITS))
    await model.reached("faq_answer", 3)
    model.release()

    prove(await making)
    assert len({asked.blocks["question"] for asked in model.of("faq_answer")}) == 2


async def test_after_some_second_tries_in_vain_other_questions_are_tried_instead(desk: Desk, model: FakeModel) -> None:
    def misquoted(_given: Blocks, good: Any) -> object:  # noqa: ANN401 - JSON
        return {**good, "quotes": ["not a word of this stands there"]}

    model.script("faq_answer", lie(misquoted), times=None)

    found = await made(desk, order(10, NOTES), FaqLimits(2, 600))

    tries = Counter(asked.blocks["question"] for asked in model.of("faq_answer"))
    assert found.entries == []
    assert sum(times == 2 for times in tries.values()) < 8
    assert len(tries) > 30


async def test_a_source_that_the_quotes_say_is_not_asked_for(desk: Desk, model: FakeModel) -> None:
    found = await made(desk, order(4))

    kept = await desk.db.read(lambda tx: journal.steps_of_run(tx, found.faq.run))
    assert model.counts["faq_sources"] == 0
    assert [entry.sources for entry in found.entries] == [[entry.quotes[0]["title"]] for entry in found.entries]
    assert {step.engine for step in kept if step.step == "faq_sources"} == {"rules"}


async def test_sources_of_quotes_from_two_documents_are_put_in_order_by_the_model(desk: Desk, model: FakeModel) -> None:
    model.script("faq_answer", lie(of_two_documents), times=None)
    model.script("faq_sources", lie(lambda _given, good: {"sources": good["sources"][::-1]}), times=None)

    found = await made(desk, order(3))

    prove(found)
    of_two = [entry.sources for entry in found.entries if len(entry.sources) == 2]
    assert of_two
    assert {sources[0] for sources in of_two} == {"Wind turbines"}


async def test_questions_that_will_not_be_enough_are_added_to_before_the_answers_are_there(
    desk: Desk, model: FakeModel
) -> None:
    model.script("faq_questions", lie(lambda given, _good: questions({**given, "count": "4"})))
    model.script("faq_answer", Say(hang=True), times=4)
    opened = await open_faq(desk, order(10, NOTES))

    making = asyncio.create_task(make_faq(desk, opened.id, LIMITS))
    await model.reached("faq_questions", 2)
    model.release()

    assert len((await making).entries) == 10


@pytest.mark.parametrize("after", [1, 4, 8])
async def test_a_crash_amid_refused_answers_pays_no_finished_call_twice(
    desk: Desk, model: FakeModel, after: int
) -> None:
    model.script("faq_answer", half_misquoted(), times=None)
    opened = await open_faq(desk, order(10, NOTES))

    def die(done: int, _of: int) -> None:
        if done == after:
            raise CrashError

    with pytest.raises(CrashError):
        await make_faq(desk, opened.id, FaqLimits(4, 60), die)
    kept = await desk.db.read(lambda tx: journal.steps_of_run(tx, opened.run))
    paid = Counter(asked.user for asked in model.asked)

    found = await make_faq(desk, opened.id, LIMITS)

    prove(found)
    assert len(found.entries) == 10
    again = [text for text, times in Counter(asked.user for asked in model.asked).items() if times > paid[text] > 0]
    under_way = len(paid) - sum(step.tokens_out > 0 for step in kept)
    assert len(again) <= under_way


async def test_two_questions_with_one_answer_from_one_place_are_one_entry(desk: Desk, model: FakeModel) -> None:
    asked = ["What capacity has a home battery?", "How many kilowatt-hours are in a battery at home?"]
    same = {
        "answerable": True,
        "answer": "A home battery holds 5 to 15 kilowatt-hours.",
        "quotes": ["A home battery holds 5 to 15 kilowatt-hours."],
    }
    model.script("faq_questions", Say({"questions": asked}))
    model.script("faq_questions", Say({"questions": []}))
    model.script("faq_answer", Say(same), times=2)

    found = await made(desk, order(2))

    assert len(found.entries) == 1
    [dropped] = found.report.dropped
    assert (dropped.why, dropped.question) in {("duplicate", one) for one in asked}


async def test_two_questions_of_nearly_the_same_words_with_different_answers_both_stay(
    desk: Desk, model: FakeModel
) -> None:
    text = "Delivery of large furniture to an island takes 9 days. Delivery of large furniture to a town takes 3 days."
    asked = [f"How long does delivery of large heavy furniture to {place} take?" for place in ("an island", "a town")]
    model.script("faq_questions", Say({"questions": asked}))

    found = await made(desk, order(2, (Document("Delivery", text),)))

    assert [entry.question for entry in found.entries] == asked


async def test_what_questions_were_looked_for_in_is_said_of_a_long_text(desk: Desk, model: FakeModel) -> None:
    long = tuple(
        Document(one.title, "\n\n".join(f"## Part {n}\n\n{one.text[20:]}" for n in range(8))) for one in DOCUMENTS
    )

    found = await made(desk, order(5, long))

    shown = found.report.shown
    assert shown is not None
    assert 0 < shown.passages < shown.of
    assert f"in {shown.passages} of its {shown.of} passages" in " ".join(found.report.sentences())
    documents = model.of("faq_questions")[0].blocks["documents"]
    assert all(f"# {one.title}" in documents for one in long)


async def test_of_a_text_that_is_shown_whole_nothing_is_said(desk: Desk) -> None:
    found = await made(desk, order(2))

    assert found.report.shown is None
    assert len(found.report.headline()) == 1
