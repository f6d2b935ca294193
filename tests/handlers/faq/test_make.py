"""FAQs with a model: as many as asked for, each proved; or with a model that lies or fails, an honest number."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot.desk import open_desk
from handlers.desk import Desk
from handlers.faq.make import make_faq
from handlers.faq.order import FaqLimits, open_faq
from storage import faqs, journal
from storage.errors import Refused
from tests.fakes.model import ANY, FakeModel, Say
from tests.handlers.faq.desk import (
    DOCUMENTS,
    LIMITS,
    impatient,
    lie,
    made,
    of_two_documents,
    order,
    prove,
    settings_to,
)
from workflows.faq.documents import Document

Blocks = dict[str, str]
Lie = Callable[[Blocks, Any], object]
LONG = tuple(
    Document(
        document.title,
        "\n\n".join(
            f"{document.text}\n\nChapter {n}\n\n" + f"Filler number {n} says little of use. " * 20 for n in range(10)
        ),
    )
    for document in DOCUMENTS
)


@pytest.fixture
async def desk(model: FakeModel) -> AsyncIterator[Desk]:
    async with open_desk(settings_to(model)) as opened:
        yield opened


async def test_ten_of_ten_are_delivered_each_proved_and_with_its_source(desk: Desk, model: FakeModel) -> None:
    found = await made(desk, order(10))

    prove(found)
    assert len(found.entries) == 10
    assert {entry.engine for entry in found.entries} == {"model"}
    assert {title for entry in found.entries for title in entry.sources} == {one.title for one in DOCUMENTS}
    asked = Counter(model.steps())
    assert asked["faq_questions"] == 1
    assert asked["faq_answer"] in {10, 11}  # one more begins where some are answered well before others
    assert found.report.sentences()[0] == "10 of 10 questions delivered, each answer proved by a quote."


async def test_answers_are_asked_for_at_the_same_time_but_never_more_than_the_setting(
    desk: Desk, model: FakeModel
) -> None:
    model.latency_s = 0.05

    await made(desk, order(10), FaqLimits(concurrency=4, timeout_s=60))

    assert model.most_at_once == 4


async def test_each_step_has_its_own_model(model: FakeModel) -> None:
    model.script("faq_answer", lie(of_two_documents), times=None)
    chosen = {f"model_faq_{step}": f"own-{step}" for step in ("questions", "answer", "sources")}
    async with open_desk(settings_to(model, **chosen)) as desk:
        await made(desk, order(2))

    assert {(asked.step, asked.model) for asked in model.asked} == {
        ("faq_questions", "own-questions"),
        ("faq_answer", "own-answer"),
        ("faq_sources", "own-sources"),
    }


async def test_what_is_sent_does_not_grow_with_the_documents(desk: Desk, model: FakeModel) -> None:
    found = await made(desk, order(5, LONG))

    prove(found)
    assert len(LONG[0].text) > 8000
    assert max(len(asked.user) for asked in model.of("faq_questions")) < 13_000
    assert max(len(asked.user) for asked in model.of("faq_answer")) < 3_700


# --- liars -----------------------------------------------------------------------------------------------------------


def _twice(_given: Blocks, good: Any) -> object:  # noqa: ANN401 - JSON
    first = good["questions"][0]
    return {
        "questions": [
            first,
            first.upper(),
            first.replace("What is told", "What is being told"),
            *good["questions"][1:8],
        ]
    }


def _outside(_given: Blocks, good: Any) -> object:  # noqa: ANN401
    return {**good, "answer": "Penguins in Antarctica were already raising funds for nuclear fusion."}


def _misquote(_given: Blocks, good: Any) -> object:  # noqa: ANN401
    quote = good["quotes"][0]
    return {**good, "quotes": [quote[:10] + ("x" if quote[10] != "x" else "y") + quote[11:]]}


def _other_figure(_given: Blocks, good: Any) -> object:  # noqa: ANN401
    return {**good, "answer": f"{good['answer']} It is 4711 percent."}


def _no_such_title(_given: Blocks, _good: Any) -> object:  # noqa: ANN401
    return {"sources": ["The Great Book of Everything"]}


def _pings(_given: Blocks, good: Any) -> object:  # noqa: ANN401
    return {**good, "answer": f"{good['answer']} <!channel> see https://evil.example/login"}


async def test_repeated_questions_are_dropped_and_topped_up(desk: Desk, model: FakeModel) -> None:
    model.script("faq_questions", lie(_twice))

    found = await made(desk, order(10))

    prove(found)
    assert len(found.entries) == 10
    assert [one.why for one in found.report.dropped] == ["duplicate", "duplicate"]
    assert model.steps().count("faq_questions") == 2


async def test_an_unproved_answer_is_asked_for_once_more_with_the_reason(desk: Desk, model: FakeModel) -> None:
    model.script("faq_answer", lie(_misquote))

    found = await made(desk, order(3))

    prove(found)
    assert len(found.entries) == 3
    assert model.steps().count("faq_answer") <= 6  # one to spare, a second try, and the next question beside it
    assert any("was not accepted" in asked.user for asked in model.of("faq_answer"))


@pytest.mark.parametrize("twist", [_outside, _other_figure, _pings])
async def test_of_what_a_model_makes_of_its_quotes_the_quotes_are_delivered_and_no_call_is_paid_again(
    desk: Desk, model: FakeModel, twist: Lie
) -> None:
    model.script("faq_answer", lie(twist), times=None)

    found = await made(desk, order(3))

    prove(found)
    assert [entry.answer for entry in found.entries] == [
        " ".join(quote["text"] for quote in entry.quotes) for entry in found.entries
    ]
    assert len(found.entries) == 3
    asked = [one.blocks["question"] for one in model.of("faq_answer")]
    assert len(asked) == len(set(asked)) == 4  # one to spare


async def test_a_model_that_only_lies_delivers_nothing_and_the_number_is_honest(desk: Desk, model: FakeModel) -> None:
    model.script("faq_answer", lie(_misquote), times=None)

    found = await made(desk, order(3))

    prove(found)
    assert found.entries == []
    assert "could not be proved from the text" in found.report.why
    assert {one.why for one in found.report.dropped} == {"unproved"}


async def test_an_answer_that_stays_unproved_is_replaced_by_another_question(desk: Desk, model: FakeModel) -> None:
    model.script("faq_answer", lie(_misquote), lie(_misquote))

    found = await made(desk, order(1))

    prove(found)
    [dropped] = found.report.dropped
    assert len(found.entries) == 1
    assert found.entries[0].question != dropped.question
    assert "not found letter by letter" in dropped.reason


async def test_a_title_that_does_not_exist_is_never_delivered(desk: Desk, model: FakeModel) -> None:
    model.script("faq_answer", lie(of_two_documents), times=None)
    model.script("faq_sources", lie(_no_such_title), times=None)

    found = await made(desk, order(3))

    prove(found)
    assert len(found.entries) == 3


@pytest.mark.parametrize("returned", [7, 14])
async def test_seven_or_fourteen_questions_still_make_ten(desk: Desk, model: FakeModel, returned: int) -> None:
    model.script("faq_questions", lie(lambda given, _good: _so_many(given, returned)))

    found = await made(desk, order(10))

    prove(found)
    assert len(found.entries) == 10


def _so_many(given: Blocks, count: int) -> object:
    from tests.fakes.faq_answers import questions  # noqa: PLC0415 - only this lie needs it

    return questions({**given, "count": str(count)})


async def test_a_text_that_carries_fewer_delivers_those_and_says_why(desk: Desk) -> None:
    short = (Document("Note", "The office opens at nine in the morning. The cat sleeps on the warm printer."),)

    found = await made(desk, order(10, short))

    prove(found)
    assert len(found.entries) == 2
    assert found.report.sentences()[0].startswith("2 of 10 questions delivered.")


async def test_questions_the_text_does_not_answer_are_dropped(desk: Desk, model: FakeModel) -> None:
    nothing = {"answerable": False, "answer": "", "quotes": []}
    model.script("faq_answer", Say(nothing))

    found = await made(desk, order(2))

    prove(found)
    assert len(found.entries) == 2
    assert [one.why for one in found.report.dropped] == ["unanswered"]


async def test_when_the_model_times_out_the_set_is_extractive_and_says_so(desk: Desk, model: FakeModel) -> None:
    model.script(ANY, Say(hang=True), times=None)

    async with impatient(desk, timeout_s=0.1) as hurried:
        found = await made(hurried, order(5))

    prove(found)
    assert {entry.engine for entry in found.entries} == {"rules"}
    assert len(found.entries) == found.report.extractive == 5
    assert "5 of them word for word" in found.report.sentences()[1]


# --- durable ---------------------------------------------------------------------------------------------------------


class CrashError(BaseException):
    """The process dies here: nothing catches it."""


@pytest.mark.parametrize("after", [1, 4, 9])
async def test_a_crash_and_a_second_try_pay_no_finished_call_twice(desk: Desk, model: FakeModel, after: int) -> None:
    opened = await open_faq(desk, order(10))

    def die(done: int, _of: int) -> None:
        if done == after:
            raise CrashError

    with pytest.raises(CrashError):
        await make_faq(desk, opened.id, FaqLimits(1, 60), die)
    paid = Counter(asked.user for asked in model.asked)
    again = await open_faq(desk, order(10))

    found = await make_faq(desk, again.id, LIMITS)

    prove(found)
    assert again.id == opened.id
    assert len(found.entries) == 10
    kept = await desk.db.read(lambda tx: journal.steps_of_run(tx, opened.run))
    engines = Counter(step.engine for step in kept)
    assert 11 <= engines["model"] <= 13  # two to spare
    assert 10 <= engines["rules"] <= 12  # the sources are the quotes' own
    total = Counter(asked.user for asked in model.asked)
    assert [text for text, times in total.items() if times > 1 and text not in paid] == []
    assert sum(total.values()) <= 13 + 1  # at most the one call that was under way


async def test_a_finished_set_is_not_made_again(desk: Desk, model: FakeModel) -> None:
    first = await made(desk, order(3))
    asked = len(model.asked)

    again = await make_faq(desk, first.faq.id, LIMITS)

    assert again.entries == first.entries
    assert len(model.asked) == asked


async def test_the_same_order_after_a_finished_one_is_a_new_set(desk: Desk) -> None:
    first = await made(desk, order(2))

    second = await made(desk, order(2))

    assert (first.faq.number, second.faq.number) == (1, 2)


async def test_cancelling_stops_the_calls_and_a_later_try_goes_on(desk: Desk) -> None:
    opened = await open_faq(desk, order(4))
    reached = asyncio.Event()

    def tell(done: int, _of: int) -> None:
        if done == 2:
            reached.set()

    working = asyncio.create_task(make_faq(desk, opened.id, FaqLimits(1, 60), tell))
    await reached.wait()
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working

    found = await make_faq(desk, opened.id, LIMITS)

    prove(found)
    assert len(found.entries) == 4


async def test_titles_that_sources_could_not_tell_apart_are_refused(desk: Desk) -> None:
    documents = (Document("What\u2019s wind", "a"), Document("what's  WIND", "b"))

    with pytest.raises(Refused, match="give each a title of its own"):
        await open_faq(desk, order(documents=documents))


async def test_a_cancelled_set_delivers_nothing(desk: Desk, model: FakeModel) -> None:
    opened = await open_faq(desk, order(2))
    await desk.db.write(lambda tx: faqs.cancel_set(tx, opened.id, desk.now()))

    with pytest.raises(Refused, match="cancelled"):
        await make_faq(desk, opened.id, LIMITS)

    assert len(model.asked) == 0


async def test_progress_counts_up_to_what_is_delivered(desk: Desk) -> None:
    told: list[tuple[int, int]] = []
    opened = await open_faq(desk, order(3))

    await make_faq(desk, opened.id, LIMITS, lambda done, of: told.append((done, of)))

    assert told[0] == (0, 3)
    assert told[-1] == (3, 3)
    assert told == sorted(told)
