"""Long and hostile texts, from the top: each is answered, and so is what comes after; the loop goes on meanwhile."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.formats.documents import read_document
from bot.wiring import Bot
from handlers.conversation.reading import MAX_TEXT, cut, is_cut
from handlers.intake.keep import masked
from storage.errors import Refused
from tests.fakes.slack import FakeSlack
from tests.storage.fixtures import said
from tests.stored import last, say
from workflows.answers import Concern
from workflows.faq.answer import FAQ_ANSWER, AnswerRequest
from workflows.faq.documents import Document
from workflows.faq.questions import FAQ_QUESTIONS, QuestionsRequest
from workflows.model.client import Model, ModelSettings
from workflows.model.threads import LONG_TEXT
from workflows.step import Step


@pytest.mark.parametrize(
    "text",
    [
        "Where is my order" + " " * 2500 + "A-12345?",
        "Where is my order A-12345? " + ":rotating_light:" * 40,
        "Where is my order A-12345? " + "<@U0ANOTHER>" * 40,
        "Where is my order A-12345" + "." * 12_000,
        "Where is my order A-12345? " + "1-" * 10_000,
    ],
    ids=["blanks", "emoji codes", "mentions", "dots", "digits"],
)
async def test_a_message_made_to_be_slow_to_read_is_answered_and_the_next_one_too(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    hostile = await say(slack, bot, text)
    then = await say(slack, bot, "Where is my order A-77777?")

    assert "A-12345" in last(slack, hostile)
    assert "A-77777" in last(slack, then)


@pytest.mark.parametrize(
    "text",
    [
        "Where is my order A-12345? " + "It was to come last week and I have heard nothing since. " * 300,
        "Where is my order A-12345? " + "I waited. " * 150,
    ],
    ids=["longer than what is kept", "more sentences than are read"],
)
async def test_a_message_that_is_not_read_to_its_end_says_so_and_a_person_reads_the_rest(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    thread = await say(slack, bot, text)

    assert "A-12345" in last(slack, thread)
    assert "longer than I can read at once" in last(slack, thread)
    assert "waits for a person" in last(slack, thread)


async def test_a_long_message_that_is_read_to_its_end_is_answered_as_any_other(bot: Bot, slack: FakeSlack) -> None:
    thread = await say(slack, bot, "Where is my order A-12345? " + "It was to come last week, said your page. " * 60)

    assert "longer than I can read" not in last(slack, thread)


def test_a_text_that_is_cut_is_known_by_its_end_and_one_of_just_that_length_is_whole() -> None:
    whole, longer = (masked(said("a" * size)) for size in (MAX_TEXT, MAX_TEXT + 1))

    assert not is_cut(getattr(whole, "text", ""))
    assert is_cut(getattr(longer, "text", ""))
    assert len(getattr(longer, "text", "")) == MAX_TEXT


@given(st.text("ab \u2026", max_size=40), st.integers(0, 2 * MAX_TEXT), st.booleans())
def test_what_is_kept_of_a_text_is_all_of_it_or_known_to_be_cut(end: str, size: int, was_cut: bool) -> None:
    text = "a" * size + end

    kept = cut(text, was_cut=was_cut)

    assert len(kept) <= MAX_TEXT
    assert is_cut(kept) if was_cut or len(text) > MAX_TEXT else kept == text


@contextmanager
def _long_texts_read_here() -> Iterator[set[str]]:
    """Collect the functions of our rules that read a long text in this thread, which is the loop's."""
    found: set[str] = set()

    def on_call(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event != "call" or not ("workflows/rules/" in code.co_filename or code.co_filename.endswith("faq_ask.py")):
            return
        given = [frame.f_locals.get(name) for name in code.co_varnames[: code.co_argcount]]
        if any(isinstance(one, str) and len(one) > LONG_TEXT for one in given):
            found.add(code.co_qualname)

    sys.setprofile(on_call)
    try:
        yield found
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize(
    "sentence",
    [
        "I waited all day and nobody came. ",
        "Where is my order A-12345? It got hot and there was smoke. ",
        "I am still waiting for order A-12345 and it arrived broken. ",
        "I want to return my blue lamp because it is broken. ",
        "What does delivery cost? ",
        "My invoice INV-7 charges me twice. ",
        "My printer does not print any more. ",
        "How do I send something back? ",
    ],
)
async def test_no_rule_reads_a_long_message_on_the_loop(bot: Bot, slack: FakeSlack, sentence: str) -> None:
    text = sentence * (12_000 // len(sentence))

    with _long_texts_read_here() as found:
        thread = await say(slack, bot, text)

    assert found == set()
    assert last(slack, thread)


@dataclass(frozen=True, slots=True)
class Given:
    """An input of a step that reads a text."""

    text: str


@pytest.mark.parametrize(("chars", "beside"), [(LONG_TEXT, False), (LONG_TEXT + 1, True)])
async def test_a_long_text_is_read_beside_the_loop_and_a_short_one_at_once(chars: int, beside: bool) -> None:
    threads: list[int] = []

    def rule(given: Given) -> Concern:
        threads.append(threading.get_ident())
        return Concern(concern=given.text[:9])

    step = Step("concern", "", Concern, lambda given: {"text": given.text}, rule)
    async with Model(ModelSettings(api_key=None)) as model:
        await model.run(step, Given("a" * chars), model.deadline())

    assert (threads != [threading.get_ident()]) == beside


def test_the_steps_over_documents_weigh_all_of_their_text() -> None:
    documents = (Document("One", "a" * 100_000), Document("Two", "b" * 50_000))

    assert FAQ_QUESTIONS.weighs(QuestionsRequest(documents, 5)) == 150_000
    assert FAQ_ANSWER.weighs(AnswerRequest("What?", (), documents)) == 150_000


def test_a_file_of_more_text_than_any_faq_is_made_of_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refused, match=r"notes.txt has 600,000 characters: give the part that matters"):
        read_document("notes.txt", b"a" * 600_000)
