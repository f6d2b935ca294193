"""Many sets at once: two are made, the others wait and hold nothing up; one person has so many at most."""

import pytest

from bot.wiring import Bot
from handlers.faq.order import MOST_AT_WORK
from storage import faqs
from tests.fakes.model import FakeModel
from tests.fakes.slack import CUSTOMER, SUPPORT, TEAM, FakeSlack
from tests.handlers.faq.desk import DOCUMENTS
from tests.slack.faqs.people import filled, form_of, set_of
from workflows.engine.embedded import EmbeddedEngine


async def lanes_are(bot: Bot, count: int) -> None:
    """Wait until jobs are under way in so many lanes."""
    assert isinstance(bot.engine, EmbeddedEngine)
    runner = bot.engine.runner
    async with runner._changed:
        await runner._changed.wait_for(lambda: len(runner.under_way) == count)


async def cancelled(bot: Bot, number: int) -> None:
    """Let a set be cancelled, as the button does."""
    faq, _ = await set_of(bot, number)
    await bot.db.write(lambda tx: faqs.cancel_set(tx, faq.id, bot.intake.desk.now()))


async def test_sets_that_wait_for_their_turn_are_announced_hold_no_job_and_are_made_in_the_end(
    modelled: Bot, slack: FakeSlack, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.faqs.jobs.LOOK_EVERY_S", 0.02)
    slack.allow(f"live <@{CUSTOMER}>")
    model.latencies_s["faq_questions"] = 3600.0
    for count in range(1, 5):
        await filled(slack, count=str(count))
        await modelled.interactions.idle()
    await lanes_are(modelled, 2)
    announced = [post.text for post in slack.posts_in(SUPPORT) if "FAQ set" in post.text and post.thread_ts is None]

    del model.latencies_s["faq_questions"]
    for number in (1, 2):
        await cancelled(modelled, number)
    await modelled.idle()

    assert len(announced) == 4
    states = [(await set_of(modelled, number))[0].state for number in range(1, 5)]
    assert states == ["cancelled", "cancelled", "done", "done"]


async def test_one_person_has_so_many_sets_under_way_at_most_and_is_told_so(
    modelled: Bot, slack: FakeSlack, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.faqs.jobs.LOOK_EVERY_S", 0.02)
    slack.allow(f"live <@{CUSTOMER}>")
    model.latencies_s["faq_questions"] = 3600.0
    for count in range(1, MOST_AT_WORK + 1):
        await filled(slack, count=str(count))
        await modelled.interactions.idle()

    view = await form_of(slack)
    where = {"selected_option": {"value": "me"}}
    ack = await slack.submit(view, {"text_0_0": DOCUMENTS[0].text, "count": "9", "where": where})
    del model.latencies_s["faq_questions"]
    for number in range(1, MOST_AT_WORK + 1):
        await cancelled(modelled, number)
    await modelled.idle()

    assert "send this when one is done" in ack.json["errors"]["count"]
    assert await modelled.db.read(lambda tx: faqs.find_set(tx, TEAM, MOST_AT_WORK + 1)) is None
