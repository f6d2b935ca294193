"""Nothing stands that was not announced, nothing is announced that does not stand: crashes, edits, staff in between."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from rich.console import Console

import handlers.answer as flow
from bot.desk import open_desk
from bot.settings import Settings
from bot.slack.intake import answer_job
from bot.terminal.delivery import TerminalDelivery
from bot.wiring import Bot, open_bot
from handlers.answer import answer
from handlers.cases import acts, requester_acts
from handlers.cases.acts import Actor
from handlers.desk import Conversation, Desk, Response
from handlers.keep import Deletion, Edit, Incoming, keep
from handlers.send import plan_reply
from storage import cases, tasks
from storage.database import Tx
from storage.records import MessageKey, Post
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel
from tests.fakes.slack import CUSTOMER, STAFF, SUPPORT, TEAM, FakeSlack, deleted, edited
from tests.storage.fixtures import owed
from tests.stored import FIRST, case_of, investigations_of, last, rmas_of, say, tasks_of, timeline_of
from workflows.reply import Reply
from workflows.results import AnyResult
from workflows.workers import WORKERS
from workflows.workers.backoffice import TaskContext

RETURN = "I want to return the 'SuperWidget 5000', it hums"
WHAT = "What can you do?"
StaffAct = Callable[[Tx, Actor, str, datetime], object]
ADA = Actor(TEAM, STAFF, is_staff=True)
ONE, NEXT = MessageKey("T1", "D1", "1700000000.000100"), MessageKey("T1", "D1", "1700000001.000100")


class CrashError(BaseException):
    """The process dies here: nothing catches it."""


@pytest.fixture
async def terminal() -> AsyncIterator[Desk]:
    """A desk without Slack, whose process can die at any line."""
    async with open_desk(Settings()) as opened:
        yield opened


def quiet() -> TerminalDelivery:
    return TerminalDelivery(Console(quiet=True))


def wrote(text: str, key: MessageKey = ONE) -> Incoming:
    return Incoming(key, None, "U1", text, is_dm=True, addressed=True, mentions_bot=False)


async def kept(desk: Desk, change: Incoming | Edit | Deletion) -> None:
    await desk.db.write(lambda tx: keep(tx, change, frozenset(), desk.now()))


async def interrupted(desk: Desk, monkeypatch: pytest.MonkeyPatch, key: MessageKey = ONE) -> None:
    """Answer up to where the work stands and the reply is not planned; there the process dies."""

    async def dies(*_: object) -> None:
        raise CrashError

    with monkeypatch.context() as patch:
        patch.setattr(flow, "plan_reply", dies)
        with pytest.raises(CrashError):
            await answer(desk, key, quiet())


async def returns(desk: Desk) -> list[tuple[str, str]]:
    rows = await desk.db.read(lambda tx: tasks.rmas_of(tx, 1))
    return [(rma.product_name, rma.state) for rma in rows]


async def test_what_an_interrupted_run_of_an_older_text_did_is_taken_back(
    terminal: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kept(terminal, wrote(RETURN))
    await interrupted(terminal, monkeypatch)
    await kept(terminal, Edit(ONE, WHAT, "1700000000.000200"))
    delivery = quiet()

    await answer(terminal, ONE, delivery)

    assert await returns(terminal) == [("SuperWidget 5000", "cancelled")]
    [reply] = delivery.replies
    assert "RMA-" not in reply.plain()


async def test_what_several_interrupted_runs_did_is_taken_back(terminal: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await kept(terminal, wrote(RETURN))
    await interrupted(terminal, monkeypatch)
    await kept(terminal, Edit(ONE, "Invoice INV-7890 is too high", "1700000000.000200"))
    await interrupted(terminal, monkeypatch)
    await kept(terminal, Edit(ONE, "I want to return the 'MegaWidget 9', it hums", "1700000000.000300"))

    await answer(terminal, ONE, quiet())

    assert await returns(terminal) == [("SuperWidget 5000", "cancelled"), ("MegaWidget 9", "issued")]
    [opened] = await terminal.db.read(lambda tx: tasks.investigations_of(tx, 1))
    assert opened.state == "cancelled"


async def test_what_an_interrupted_run_of_this_text_did_is_announced(
    terminal: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kept(terminal, wrote(RETURN))
    await interrupted(terminal, monkeypatch)
    delivery = quiet()

    await answer(terminal, ONE, delivery)

    assert await returns(terminal) == [("SuperWidget 5000", "issued")]
    assert "RMA-100016" in delivery.replies[0].plain()


async def test_the_field_that_an_interrupted_run_of_an_older_text_filled_is_missing_again(
    terminal: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kept(terminal, wrote("I want to return something"))
    await answer(terminal, ONE, quiet())
    await kept(terminal, wrote("the SuperWidget 5000", NEXT))
    await interrupted(terminal, monkeypatch, NEXT)
    await kept(terminal, Edit(NEXT, "the MegaWidget 9", "1700000001.000200"))

    await answer(terminal, NEXT, quiet())

    assert await returns(terminal) == [("SuperWidget 5000", "cancelled"), ("MegaWidget 9", "issued")]
    [task] = await terminal.db.read(lambda tx: tasks.tasks_of_case(tx, 1))
    assert (task.state, task.product_name) == ("done", "MegaWidget 9")


async def test_what_a_deleted_message_asked_for_is_not_waited_for_again_when_the_answer_to_it_is_deleted_too(
    terminal: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kept(terminal, wrote("I want to return something"))
    await answer(terminal, ONE, quiet())
    await kept(terminal, wrote("I want to return it", NEXT))
    await interrupted(terminal, monkeypatch, NEXT)

    await kept(terminal, Deletion(ONE))
    await kept(terminal, Deletion(NEXT))

    assert [task.state for task in await terminal.db.read(lambda tx: tasks.tasks_of_case(tx, 1))] == ["cancelled"]
    assert (await terminal.db.read(lambda tx: cases.get_case(tx, 1))).awaiting is None


@pytest.mark.parametrize("change", [Deletion(ONE), Edit(ONE, WHAT, "1700000000.000200")], ids=["deleted", "edited"])
async def test_nothing_is_done_for_a_wish_that_is_taken_back_while_its_missing_field_is_looked_at(
    terminal: Desk, monkeypatch: pytest.MonkeyPatch, change: Edit | Deletion
) -> None:
    looked = WORKERS["ProductReturn"]

    async def taking_back(context: TaskContext) -> AnyResult:
        await kept(terminal, change)
        return await looked.answer(context)

    monkeypatch.setitem(WORKERS, "ProductReturn", replace(looked, answer=taking_back))
    await kept(terminal, wrote("I want to return something"))
    await answer(terminal, ONE, quiet())
    await kept(terminal, wrote("the SuperWidget 5000", NEXT))
    delivery = quiet()

    await answer(terminal, NEXT, delivery)

    assert await returns(terminal) == []
    assert [task.state for task in await terminal.db.read(lambda tx: tasks.tasks_of_case(tx, 1))] == ["cancelled"]
    [reply] = delivery.replies
    assert "RMA-" not in reply.plain()


@pytest.mark.parametrize("after_an_edit", [False, True])
async def test_what_an_interrupted_run_of_a_deleted_text_did_is_taken_back(
    terminal: Desk, monkeypatch: pytest.MonkeyPatch, after_an_edit: bool
) -> None:
    await kept(terminal, wrote(RETURN))
    await interrupted(terminal, monkeypatch)
    if after_an_edit:
        await kept(terminal, Edit(ONE, WHAT, "1700000000.000200"))

    await kept(terminal, Deletion(ONE))

    assert await returns(terminal) == [("SuperWidget 5000", "cancelled")]


@pytest.mark.parametrize("act", [acts.claim, acts.resolve])
async def test_what_an_interrupted_run_of_an_older_text_did_does_not_outlive_what_a_person_decides(
    terminal: Desk, monkeypatch: pytest.MonkeyPatch, act: StaffAct
) -> None:
    await kept(terminal, wrote(RETURN))
    await interrupted(terminal, monkeypatch)
    await kept(terminal, Edit(ONE, WHAT, "1700000000.000200"))
    await terminal.db.write(lambda tx: act(tx, Actor("T1", STAFF, is_staff=True), FIRST, terminal.now()))
    delivery = quiet()

    await answer(terminal, ONE, delivery)

    assert await returns(terminal) == [("SuperWidget 5000", "cancelled")]
    assert delivery.replies == []


async def test_nothing_is_done_for_a_text_that_is_resolved_while_its_parts_are_looked_at(
    terminal: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = WORKERS["ProductReturn"]

    async def resolving(context: TaskContext) -> AnyResult:
        await terminal.db.write(lambda tx: acts.resolve(tx, Actor("T1", STAFF, is_staff=True), FIRST, terminal.now()))
        return await looked.answer(context)

    monkeypatch.setitem(WORKERS, "ProductReturn", replace(looked, answer=resolving))
    await kept(terminal, wrote(RETURN))
    delivery = quiet()

    await answer(terminal, ONE, delivery)

    assert await returns(terminal) == []
    assert delivery.replies == []


async def test_the_question_goes_away_with_the_text_that_asked_it(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "I want to return something")
    await slack.deliver(edited(event, WHAT))
    await bot.idle()
    waits = (await case_of(bot)).awaiting

    await say(slack, bot, "the blue lamp", under=event)

    assert waits is None
    assert await rmas_of(bot) == []
    assert [task.state for task in await tasks_of(bot)] == ["cancelled"]


@pytest.mark.parametrize("change", ["edited", "deleted"])
async def test_a_question_that_a_second_line_left_open_goes_away_with_the_first(
    bot: Bot, slack: FakeSlack, change: str
) -> None:
    event = await say(slack, bot, "I want to return something")
    await say(slack, bot, "I want to return it", under=event)

    await slack.deliver(edited(event, WHAT) if change == "edited" else deleted(event))
    await bot.idle()
    await say(slack, bot, "the blue lamp", under=event)

    assert [rma.product_name for rma in await rmas_of(bot)] == []


async def test_a_question_whose_text_is_only_corrected_stays(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "i want to return something")
    await slack.deliver(edited(event, "I want to return something"))
    await bot.idle()

    await say(slack, bot, "the SuperWidget 5000", under=event)

    assert [rma.product_name for rma in await rmas_of(bot)] == ["SuperWidget 5000"]


async def test_a_case_that_waited_for_details_waits_no_more_when_their_question_is_edited_away(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, bot, "My laptop crashes")
    before = await case_of(bot)

    await slack.deliver(edited(event, WHAT))
    await bot.idle()

    after = await case_of(bot)
    assert (before.awaiting, before.status) == ("details", "waiting")
    assert (after.awaiting, after.status) == (None, "answered")


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
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.3)
    lost = slack.fault("chat.postMessage", cut_before_accept=True)
    event = slack.says(CUSTOMER, SUPPORT, RETURN)
    await slack.deliver(event)
    await lost.reached()
    await act(bot, acts.resolve)
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
