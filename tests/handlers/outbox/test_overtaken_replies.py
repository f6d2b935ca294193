"""A reply that waited or was on its way says nothing that no longer stands: resolved, deleted, refused, changed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

import handlers.answer as flow
from bot.slack.waiting_turns import answer_job
from bot.wiring import Bot, open_bot
from handlers.cases import acts, requester_acts
from handlers.cases.acts import Actor
from handlers.desk import Conversation, Desk, Response
from handlers.outbox.send import plan_reply
from storage.database import Tx
from storage.records import Post
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel
from tests.fakes.slack import CUSTOMER, STAFF, SUPPORT, TEAM, FakeSlack, deleted, edited
from tests.storage.fixtures import owed
from tests.stored import FIRST, case_of, investigations_of, last, rmas_of, say, timeline_of
from workflows.reply import Reply

RETURN = "I want to return the 'SuperWidget 5000', it hums"
WHAT = "What can you do?"
StaffAct = Callable[[Tx, Actor, str, datetime], object]
ADA = Actor(TEAM, STAFF, is_staff=True)


async def act(bot: Bot, change: StaffAct) -> None:
    await bot.db.write(lambda tx: change(tx, ADA, FIRST, datetime.now(UTC)))


async def hand_back(bot: Bot) -> None:
    _, owed = await bot.db.write(lambda tx: acts.hand_back(tx, ADA, FIRST, datetime.now(UTC)))
    if owed is not None:
        await bot.engine.enqueue_again([answer_job(owed)])
    await bot.idle()


async def test_a_reply_that_waited_while_its_case_was_resolved_is_never_posted(bot: Bot, slack: FakeSlack) -> None:
    busy = slack.fault("chat.postMessage", status=429, retry_after=0, times=None)
    event = slack.says(CUSTOMER, SUPPORT, RETURN)
    await slack.deliver(event)
    await busy.reached()
    await act(bot, acts.resolve)
    busy.times = busy.used
    await bot.idle()
    [old] = await rmas_of(bot)

    await act(bot, acts.reopen)
    await act(bot, acts.claim)
    await hand_back(bot)

    assert old.state == "cancelled"
    [shown] = [reply.shown for reply in slack.replies_to(event)]
    assert old.number not in shown
    live = [rma.number for rma in await rmas_of(bot) if rma.state == "issued"]
    assert all(number in shown for number in live)


async def test_an_edit_under_a_reply_on_its_way_is_not_answered_once_a_person_has_resolved_the_case(
    bot: Bot, slack: FakeSlack
) -> None:
    slow = slack.fault("chat.postMessage", hang=True, status=429, retry_after=0)
    event = slack.says(CUSTOMER, SUPPORT, RETURN)
    await slack.deliver(event)
    await slow.reached()
    await slack.deliver(edited(event, "I want to return the 'MegaWidget 9', it hums"))
    await act(bot, acts.resolve)
    slow.release()
    await bot.idle()

    assert slack.replies_to(event) == []
    assert [rma.state for rma in await rmas_of(bot)] == ["cancelled"]
    assert (await case_of(bot)).status == "resolved"
    assert await bot.db.read(owed) == []


async def test_a_reply_lost_on_its_way_to_a_case_that_is_resolved_leaves_no_work_behind(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.05)
    lost = slack.fault("chat.postMessage", cut_before_accept=True, times=None)
    event = slack.says(CUSTOMER, SUPPORT, RETURN)
    await slack.deliver(event)
    await lost.reached()
    await act(bot, acts.resolve)
    lost.times = lost.used
    await bot.idle()

    assert slack.replies_to(event) == []
    assert [rma.state for rma in await rmas_of(bot)] == ["cancelled"]
    assert (await case_of(bot)).status == "resolved"
    assert await bot.db.read(owed) == []


@pytest.mark.parametrize("fault", [{"status": 429, "retry_after": 0}, {"status": 500}, {"cut_before_accept": True}])
async def test_a_reply_that_was_on_its_way_when_its_message_was_deleted_leaves_no_work_behind(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any]
) -> None:
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.01)
    slow = slack.fault("chat.postMessage", hang=True, **fault)
    event = slack.says(CUSTOMER, SUPPORT, RETURN)
    await slack.deliver(event)
    await slow.reached()
    await slack.deliver(deleted(event))
    slow.release()
    await bot.idle()

    assert slack.replies_to(event) == []
    assert [rma.state for rma in await rmas_of(bot)] == ["cancelled"]


async def test_a_reply_that_was_taken_when_its_message_was_deleted_stays_true(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.01)
    first = await say(slack, bot, WHAT)
    slow = slack.fault("chat.postMessage", hang=True, cut_after_accept=True)
    event = slack.says(CUSTOMER, SUPPORT, RETURN, first["ts"])
    await slack.deliver(event)
    await slow.reached()
    await slack.deliver(deleted(event))
    slow.release()
    await bot.idle()

    assert "RMA-100016" in last(slack, event)
    assert [rma.state for rma in await rmas_of(bot)] == ["issued"]


@pytest.mark.parametrize("error", ["thread_not_found", "is_archived"])
async def test_a_reply_that_slack_refuses_leaves_no_work_behind(bot: Bot, slack: FakeSlack, error: str) -> None:
    slack.fault("chat.postMessage", error=error)

    await say(slack, bot, RETURN)

    assert [rma.state for rma in await rmas_of(bot)] == ["cancelled"]
    assert (await case_of(bot)).status == "escalated"


async def test_a_reply_that_slack_refuses_to_a_deleted_message_asks_for_nobody(bot: Bot, slack: FakeSlack) -> None:
    slow = slack.fault("chat.postMessage", hang=True, error="thread_not_found")
    event = slack.says(CUSTOMER, SUPPORT, RETURN)
    await slack.deliver(event)
    await slow.reached()
    await slack.deliver(deleted(event))
    slow.release()
    await bot.idle()

    assert [rma.state for rma in await rmas_of(bot)] == ["cancelled"]
    assert (await case_of(bot)).status == "resolved"


async def test_a_reply_whose_facts_a_person_changed_while_it_waited_is_not_posted(bot: Bot, slack: FakeSlack) -> None:
    busy = slack.fault("chat.update", status=429, retry_after=0, times=None)  # the progress message becomes the reply
    event = slack.says(CUSTOMER, SUPPORT, f"{RETURN}. Also invoice INV-7890 is too high.")
    await slack.deliver(event)
    await busy.reached()
    await bot.db.write(lambda tx: requester_acts.cancel_rma(tx, ADA, "RMA-100016", datetime.now(UTC)))
    busy.times = busy.used
    await bot.idle()

    assert not any("RMA-" in reply.shown for reply in slack.replies_to(event))
    assert (await case_of(bot)).status == "escalated"
    assert "reply withheld" in [name for name, _ in await timeline_of(bot)]
    assert [opened.state for opened in await investigations_of(bot)] == ["cancelled"]


async def test_a_return_cancelled_while_it_is_told_again_is_not_told_as_authorised(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def cancelled_before(desk: Desk, about: Conversation, reply: Reply, response: Response) -> Post | None:
        await bot.db.write(lambda tx: requester_acts.cancel_rma(tx, ADA, "RMA-100016", datetime.now(UTC)))
        return await plan_reply(desk, about, reply, response)

    event = await say(slack, bot, RETURN)
    monkeypatch.setattr(flow, "plan_reply", cancelled_before)
    await say(slack, bot, RETURN, under=event)

    assert len(slack.replies_to(event)) == 1
    assert (await case_of(bot)).status == "escalated"
    assert ("reply withheld", "what it says was changed before it was posted") in await timeline_of(bot)


async def test_what_a_waiting_reply_tells_of_a_return_is_told_as_it_is_when_it_is_posted(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, bot, RETURN)
    busy = slack.fault("chat.postMessage", status=429, retry_after=0, times=None)
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, "How does RMA-100016 stand?", event["ts"]))
    await busy.reached()
    await bot.db.write(lambda tx: requester_acts.cancel_rma(tx, ADA, "RMA-100016", datetime.now(UTC)))
    busy.times = busy.used
    await bot.idle()

    assert len(slack.replies_to(event)) == 2
    assert "*State:* cancelled" in last(slack, event)


async def test_words_written_for_one_set_of_facts_are_not_put_around_another(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    known: dict[str, Any] = {"openai_api_key": KEY, "openai_base_url": model.base_url}
    async with open_bot(settings_for(**known)) as bot:
        slack.delivery.bot_url = bot.url
        busy = slack.fault("chat.postMessage", status=429, retry_after=0, times=None)
        event = slack.says(CUSTOMER, SUPPORT, RETURN)
        await slack.deliver(event)
        await busy.reached()
        await act(bot, acts.claim)
        busy.times = busy.used
        await bot.idle()

        await hand_back(bot)

        [old, new] = await rmas_of(bot)

    assert model.steps().count("synthesize") == 2
    assert (old.state, new.state) == ("cancelled", "issued")
    assert new.number in last(slack, event)
