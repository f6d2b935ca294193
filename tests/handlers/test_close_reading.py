"""Promise: where a sentence transformer is installed it says what is asked for, and reads beside the event loop."""

import threading
from collections.abc import Iterator

import pytest

from bot.wiring import Bot
from tests.fakes.close_reader import ACT, LEAVE, FakeCloseReader, FakeDangerReader
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, rmas_of, say, tasks_of
from workflows.rules.planning.plan import found_in
from workflows.understanding import closely, dangers_closely


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCloseReader]:
    found = FakeCloseReader({"stroller": ACT, "lamp": LEAVE})
    monkeypatch.setattr(closely, "is_used", lambda: True)
    monkeypatch.setattr(closely, "load", lambda: found)
    for remembered in (found_in, closely.read_closely):
        remembered.cache_clear()
    yield found
    for remembered in (found_in, closely.read_closely):
        remembered.cache_clear()


async def test_a_return_that_is_only_likely_is_done_where_it_is_sure_of_it(
    bot: Bot, slack: FakeSlack, reader: FakeCloseReader
) -> None:
    await say(slack, bot, "Please collect the stroller, it creaks.")

    assert [one.product_name for one in await rmas_of(bot)] == ["stroller"]
    assert reader.asked
    assert threading.main_thread() not in reader.threads


@pytest.mark.usefixtures("reader")
async def test_a_return_that_it_doubts_is_asked_about(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "Could we send the lamp back? My wife does not like it.")

    assert await rmas_of(bot) == []


async def test_a_thing_that_may_be_meant_instead_is_asked_about_once(
    bot: Bot, slack: FakeSlack, reader: FakeCloseReader
) -> None:
    await say(slack, bot, "Could you take back the saddle? No, the saddle is fine, it is the stroller that leaks")

    assert [(one.product_name, one.state) for one in await tasks_of(bot)] == [("stroller", "asked")]
    assert "stroller" in reader.asked


@pytest.fixture
def dangers(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeDangerReader]:
    found = FakeDangerReader("wobbled")
    monkeypatch.setattr(closely, "is_used", lambda: True)
    monkeypatch.setattr(dangers_closely, "load", lambda: found)
    dangers_closely.read_danger_closely.cache_clear()
    yield found
    dangers_closely.read_danger_closely.cache_clear()


async def test_a_danger_that_words_leave_in_doubt_is_urgent_where_it_is_sure_of_it(
    bot: Bot, slack: FakeSlack, dangers: FakeDangerReader
) -> None:
    await say(slack, bot, "The shelf wobbled and then my aunt sat down among the jars.")

    assert (await case_of(bot)).priority == "urgent"
    assert threading.main_thread() not in dangers.threads


async def test_it_reads_no_message_whose_words_leave_no_doubt(
    bot: Bot, slack: FakeSlack, dangers: FakeDangerReader
) -> None:
    await say(slack, bot, "Smoke is coming out of the socket and my son got a shock, the wobbled plug burns!")

    assert (await case_of(bot)).priority == "urgent"
    assert dangers.asked == []
