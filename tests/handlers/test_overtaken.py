"""Nothing stands that was not announced: what interrupted runs did, and questions whose text is gone."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime

import pytest
from rich.console import Console

import handlers.answer as flow
from bot.desk import open_desk
from bot.settings import Settings
from bot.terminal.delivery import TerminalDelivery
from bot.wiring import Bot
from handlers.answer import answer
from handlers.cases import acts
from handlers.cases.acts import Actor
from handlers.desk import Desk
from handlers.intake.keep import Deletion, Edit, Incoming, keep
from storage import cases, tasks
from storage.database import Tx
from storage.records import MessageKey
from tests.fakes.slack import STAFF, FakeSlack, deleted, edited
from tests.stored import FIRST, case_of, rmas_of, say, tasks_of
from workflows.results import AnyResult
from workflows.workers import WORKERS
from workflows.workers.backoffice import TaskContext

RETURN = "I want to return the 'SuperWidget 5000', it hums"
WHAT = "What can you do?"
StaffAct = Callable[[Tx, Actor, str, datetime], object]
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
