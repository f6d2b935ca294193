"""Who claims second does not post: two processes that take up a post or a reply at one moment, on both databases."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from typing import TypeVar

import pytest

from bot.slack.progress import NoProgress
from handlers.answer import answer
from handlers.desk import Desk, Details, Progress, ReplyTarget, ThreadRoot
from handlers.outbox.posting import send_post
from storage import posts
from storage.database import Database, Tx, open_database
from storage.records import Message, MessageKey, Post, Turn
from storage.sql import update_row
from storage.tables import posts as posts_table
from tests.handlers.cases.desk import sent
from tests.handlers.cases.test_races import OUTCOME
from tests.storage.fixtures import CHANNEL, NOW, TEAM, kept, owed
from workflows.model.client import Model, ModelSettings

T = TypeVar("T")


class Abreast:
    """A process's own way to the database, whose first change waits until the other process's is about to be made."""

    def __init__(self, url: str, start: asyncio.Barrier) -> None:
        self._db = open_database(url)
        self._start: asyncio.Barrier | None = start

    async def read(self, query: Callable[[Tx], T]) -> T:
        return await self._db.read(query)

    async def write(self, change: Callable[[Tx], T]) -> T:
        start, self._start = self._start, None
        if start is not None:
            await start.wait()
        return await self._db.write(change)

    async def empty_log(self) -> bool:
        return await self._db.empty_log()

    async def scrub(self) -> bool:
        return await self._db.scrub()

    async def close(self) -> None:
        await self._db.close()


class Counting:
    """A poster that counts what it posted."""

    def __init__(self) -> None:
        self.posted: list[int] = []

    async def room(self, _post: Post) -> None:
        pass

    async def find(self, _post: Post) -> dict[int, str]:
        return {}

    async def leave_one(self, _post: Post, _keep: str | None, _mine: str | None) -> int:
        return 0

    async def post(self, post: Post, _stands: dict[int, str]) -> tuple[str, str]:
        self.posted.append(post.id)
        return CHANNEL, "7.0"


class CountingDelivery(Counting):
    """A delivery that counts the replies it posted."""

    def status(self, _place: ReplyTarget) -> None:
        return

    def progress(self, _place: ReplyTarget, _parts: list[str], _message: Message) -> Progress:
        return NoProgress()

    def settle_progress(self, _place: ReplyTarget, _message: Message) -> None:
        return

    def end_progress(self, _key: MessageKey) -> None:
        return

    def stopped(self, _key: MessageKey, _streams: Sequence[str]) -> None:
        return

    def lacks(self, _message: Message) -> bool:
        return False

    async def details(self, message: Message) -> Details:
        return Details(message.text)

    async def thread_root(self, _key: MessageKey) -> ThreadRoot | None:
        return None


@pytest.fixture
async def both(migrated_url: str) -> AsyncIterator[tuple[Desk, Desk]]:
    """Two processes on the database of ``db``."""
    start = asyncio.Barrier(2)
    first, second = Abreast(migrated_url, start), Abreast(migrated_url, start)
    async with Model(ModelSettings(None)) as model:
        yield Desk(first, model, lambda: NOW), Desk(second, model, lambda: NOW)
    await first.close()
    await second.close()


def notice(tx: Tx) -> Post:
    values = {"team_id": TEAM, "key": "k1", "kind": "notice", "channel": CHANNEL}
    return posts.plan_post(tx, {**values, "body": {"text": "Hi"}, "created_at": NOW})


async def test_a_post_that_two_processes_take_up_at_once_is_made_once(db: Database, both: tuple[Desk, Desk]) -> None:
    post, sender = await db.write(notice), Counting()

    await asyncio.gather(*(send_post(desk, post.id, sender) for desk in both))

    assert sender.posted == [post.id]
    sent = await db.read(lambda tx: posts.get_post(tx, post.id))
    assert sent is not None
    assert (sent.state, sent.ts) == ("sent", "7.0")


async def test_a_message_that_two_processes_answer_at_once_is_answered_once(
    db: Database, both: tuple[Desk, Desk]
) -> None:
    turn, deliver = await db.write(lambda tx: kept(tx, "Where is my order A-12345?")), CountingDelivery()

    await asyncio.gather(*(answer(desk, turn.key, deliver) for desk in both))

    assert len(deliver.posted) == 1
    assert await db.read(owed) == []


async def test_a_planned_reply_that_two_processes_take_up_at_once_is_posted_once(
    db: Database, both: tuple[Desk, Desk]
) -> None:
    def planned(tx: Tx) -> tuple[Turn, int]:
        turn = kept(tx, "Where is my order A-12345?")
        reply_id = sent(tx, turn, "planned")
        update_row(tx, posts_table, reply_id, outcome=OUTCOME | {"language": "en"})
        return turn, reply_id

    turn, reply_id = await db.write(planned)
    deliver = CountingDelivery()

    await asyncio.gather(*(answer(desk, turn.key, deliver) for desk in both))

    assert deliver.posted == [reply_id]
