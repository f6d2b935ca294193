"""Every change of a case is published once it is committed, and once: a subscriber of our own counts."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from rich.console import Console

import handlers.answer as flow
from bot.desk import open_desk
from bot.settings import Settings
from bot.terminal.delivery import TerminalDelivery
from handlers.answer import answer
from handlers.cases.acts import Actor, claim
from handlers.cases.set_aside import set_message_aside
from handlers.desk import Conversation, Desk, Response
from handlers.intake.keep import Edit, Incoming, keep
from handlers.outbox.send import plan_reply
from handlers.runtime.case_events import CaseEvent
from storage import cases
from storage.database import Tx
from storage.errors import Refused, Transient
from storage.records import MessageKey, Post
from workflows.reply import Reply

ONE = MessageKey("T1", "D1", "1700000000.000100")
ADA = Actor("T1", "UADA", is_staff=True)
RETURN = "I want to return the 'SuperWidget 5000', it hums"


@dataclass
class Told:
    """A subscriber: what it was told, and whether the case was as announced by then."""

    desk: Desk
    events: list[CaseEvent] = field(default_factory=list)

    async def case_changed(self, event: CaseEvent) -> None:
        await self.desk.db.read(lambda tx: cases.get_case(tx, event.case_id))
        self.events.append(event)


class BusyAt(TerminalDelivery):
    """A place to post that does something before it takes the first reply, and refuses it, or asks to come again."""

    def __init__(self, first: Callable[[], Awaitable[None]], error: Exception) -> None:
        super().__init__(Console(quiet=True))
        self._first = first
        self._error: Exception | None = error

    async def post(self, post: Post, stands: dict[int, str]) -> tuple[str, str]:
        error, self._error = self._error, None
        if error is None:
            return await super().post(post, stands)
        await self._first()
        raise error


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with open_desk(Settings()) as opened:
        yield opened


@pytest.fixture
async def told(desk: Desk) -> Told:
    """A subscriber, and a message that owes an answer."""
    incoming = Incoming(ONE, None, "U1", RETURN, is_dm=True, addressed=True, mentions_bot=False)
    await desk.db.write(lambda tx: keep(tx, incoming, frozenset(), desk.now()))
    subscriber = Told(desk)
    desk.case_events.subscribe(subscriber.case_changed)
    return subscriber


def quiet() -> TerminalDelivery:
    return TerminalDelivery(Console(quiet=True))


def taken_over(desk: Desk) -> Callable[[], Awaitable[None]]:
    async def act() -> None:
        await desk.db.write(lambda tx: claim(tx, ADA, "1001", desk.now()))

    return act


def edited(desk: Desk) -> Callable[[], Awaitable[None]]:
    def change(tx: Tx) -> None:
        keep(tx, Edit(ONE, "Where is my order A-12345?", "1700000000.000200"), frozenset(), desk.now())

    async def act() -> None:
        await desk.db.write(change)

    return act


async def nothing() -> None:
    """Let things be."""


async def test_an_answer_is_published_once_whatever_it_means_for_the_case(desk: Desk, told: Told) -> None:
    await answer(desk, ONE, quiet())

    assert told.events == [CaseEvent(1)]


async def test_an_answer_that_nobody_gets_is_published(desk: Desk, told: Told) -> None:
    await taken_over(desk)()

    await answer(desk, ONE, quiet())

    assert told.events == [CaseEvent(1)]


async def test_a_reply_that_is_withheld_is_published(desk: Desk, told: Told) -> None:
    await answer(desk, ONE, BusyAt(taken_over(desk), Transient("busy", 0.0)))

    assert told.events == [CaseEvent(1)]


async def test_work_for_an_older_text_that_is_taken_back_is_published_and_so_is_the_new_answer(
    desk: Desk, told: Told
) -> None:
    await answer(desk, ONE, BusyAt(edited(desk), Transient("busy", 0.0)))

    assert told.events == [CaseEvent(1), CaseEvent(1)]


async def test_an_answer_that_is_overtaken_while_it_is_worked_out_is_published(
    desk: Desk, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def overtaken(desk: Desk, conversation: Conversation, reply: Reply, response: Response) -> Post | None:
        await taken_over(desk)()
        return await plan_reply(desk, conversation, reply, response)

    monkeypatch.setattr(flow, "plan_reply", overtaken)

    await answer(desk, ONE, quiet())

    assert told.events == [CaseEvent(1)]


async def test_a_reply_that_is_refused_is_published(desk: Desk, told: Told) -> None:
    await answer(desk, ONE, BusyAt(nothing, Refused("is_archived")))

    assert told.events == [CaseEvent(1)]


async def test_a_message_that_is_set_aside_is_published(desk: Desk, told: Told) -> None:
    await set_message_aside(desk, ONE)

    assert told.events == [CaseEvent(1)]


async def test_a_subscriber_that_finds_the_database_away_keeps_nobody_from_learning_of_it(desk: Desk) -> None:
    async def away(_event: CaseEvent) -> None:
        msg = "the database does not do its work"
        raise Transient(msg, 1.0)

    events: list[CaseEvent] = []

    async def there(event: CaseEvent) -> None:
        events.append(event)

    desk.case_events.subscribe(away, there)

    await desk.case_events.publish(7)

    assert events == [CaseEvent(7)]


async def test_subscribers_are_listed_once(desk: Desk, told: Told) -> None:
    with pytest.raises(AssertionError, match="once"):
        desk.case_events.subscribe(told.case_changed)
