"""Promise: where a sentence transformer is installed it says what is offered, and reads beside the event loop."""

import asyncio
import threading
from collections.abc import Sequence

import pytest

from bot.wiring import Bot
from handlers.runtime import published_cache
from handlers.runtime.published_cache import PublishedFaqs
from tests.fakes.slack import FakeSlack
from tests.fakes.transformer import FakeTransformer
from tests.handlers.faq.offered import offered
from tests.stored import say
from workflows.faq.offers import Offers
from workflows.understanding import transformer

pytestmark = pytest.mark.usefixtures("three_published")
NO_WORD_OF_IT = "Hello, would there be any way of having a puppy with us?"


class WatchedTransformer(FakeTransformer):
    """Says of every question that it is as near as can be to the first text; notes the threads it reads in."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: dict[str, threading.Thread] = {}
        self.all_read = threading.Event()

    def direction(self, text: str) -> tuple[float, ...]:
        self.threads[text] = threading.current_thread()
        return super().direction(text)

    def cosines(self, vectors: Sequence[tuple[float, ...]], vector: tuple[float, ...]) -> list[float]:  # noqa: ARG002 - near whatever is asked
        return [1.0, *(0.0 for _ in vectors[1:])]


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> WatchedTransformer:
    model = WatchedTransformer()
    read = Offers.read_whole

    def read_whole(offers: Offers, most: int) -> bool:
        is_more = read(offers, most)
        if not is_more:
            model.all_read.set()
        return is_more

    monkeypatch.setattr(transformer, "load", lambda: model)
    monkeypatch.setattr(published_cache, "AT_ONCE", 2)
    monkeypatch.setattr(Offers, "read_whole", read_whole)
    return model


async def test_what_is_near_in_meaning_is_offered_once_all_texts_are_read(
    bot: Bot, slack: FakeSlack, model: WatchedTransformer
) -> None:
    await say(slack, bot, "What is the capital of Australia?")
    await asyncio.to_thread(model.all_read.wait)
    event = await say(slack, bot, NO_WORD_OF_IT)

    assert len(offered(slack.replies_to(event)[-1])) == 1
    assert NO_WORD_OF_IT in model.threads
    assert threading.main_thread() not in model.threads.values()


async def test_texts_that_are_published_no_more_are_not_read_on(
    monkeypatch: pytest.MonkeyPatch, model: WatchedTransformer
) -> None:
    cache, old, new = published_cache.PublishedFaqCache(stays=True), PublishedFaqs(), PublishedFaqs()
    monkeypatch.setattr(cache, "_known", {"T1": (2, new)})

    cache._read_whole("T1", old)

    assert not model.all_read.is_set()
