"""On PostgreSQL everybody locks a case before any row that is about it: two who work on one case never deadlock."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

import pytest
import sqlalchemy as sa

from handlers.cases import acts, requester_acts
from handlers.cases.acts import Actor
from handlers.cases.escalation import cancel_return, plan_notice, remind
from handlers.cases.staff_reply import keep_staff_reply, plan_staff_reply
from handlers.cases.unanswered import see_to
from handlers.desk import Desk, HandoffSettings
from handlers.intake.keep import Deletion, Edit, keep
from handlers.outbox import send
from handlers.outbox.posting import Meaning, send_post
from storage import cases, posts, retention
from storage.database import Database, Tx
from storage.records import Case, Post, Turn
from storage.tables import METADATA
from tests.handlers.cases.desk import rma_of, sent
from tests.handlers.cases.test_races import STAFFED
from tests.storage.fixtures import CHANNEL, NOW, REQUESTER, TEAM, kept, said
from workflows.journal import Run
from workflows.model.client import Model, ModelSettings

ADA, OWNER = Actor(TEAM, "UADA", is_staff=True), Actor(TEAM, REQUESTER, is_staff=False)
LATER = NOW + timedelta(days=400)
FIRST = "CASE-1001"
PATIENT, IMPATIENT = HandoffSettings(nudge_after=timedelta(days=1)), HandoffSettings(close_after=timedelta(days=1))
T = TypeVar("T")


@pytest.fixture
def backend() -> str:
    return "postgresql"


@pytest.fixture
async def other(migrated_url: str) -> AsyncIterator[sa.Engine]:
    """Another process's way to the database of ``db``."""
    engine = sa.create_engine(sa.make_url(migrated_url).set(drivername="postgresql+psycopg"))
    yield engine
    engine.dispose()


@dataclass
class Counting:
    """The database, and how often its transactions ran."""

    db: Database
    tries: list[str] = field(default_factory=list)
    commits: list[str] = field(default_factory=list)

    async def read(self, query: Callable[[Tx], T]) -> T:
        return await self.db.read(query)

    async def write(self, change: Callable[[Tx], T]) -> T:
        def counted(tx: Tx) -> T:
            self.tries.append("")
            return change(tx)

        done = await self.db.write(counted)
        self.commits.append("")
        return done

    async def empty_log(self) -> bool:
        return await self.db.empty_log()

    async def scrub(self) -> bool:
        return await self.db.scrub()

    async def close(self) -> None:
        await self.db.close()


@dataclass(frozen=True)
class World:
    """A case with a row of everything: what was said, done, answered and planned about it."""

    db: Counting
    turn: Turn
    post: Post
    reply_id: int


class Standing:
    """A poster whose posts stand at once."""

    async def room(self, _post: Post) -> None:
        pass

    async def find(self, _post: Post) -> dict[int, str]:
        return {}

    async def leave_one(self, _post: Post, _keep: str | None, _mine: str | None) -> int:
        return 0

    async def post(self, _post: Post, _stands: dict[int, str]) -> tuple[str, str]:
        return CHANNEL, "7.0"


async def commits_a_step(world: World) -> None:
    async with Model(ModelSettings(None)) as model:
        turn = world.turn
        run = Run(turn.run, turn.case_id, TEAM, world.db, model, turn_id=turn.id, message_ids=[turn.first.id])
        await run.commit(lambda tx: send._still_wanted(tx, turn, NOW))


async def sends_the_post(world: World) -> None:
    async with Model(ModelSettings(None)) as model:
        desk = Desk(world.db, model, lambda: NOW)
        meaning = Meaning(settled=lambda tx, post: keep_staff_reply(tx, post, NOW))
        await send_post(desk, world.post.id, Standing(), meaning)


def does(change: Callable[[Tx, World], object]) -> Callable[[World], Awaitable[None]]:
    async def run(world: World) -> None:
        await world.db.write(lambda tx: change(tx, world))

    return run


OURS: dict[str, Callable[[World], Awaitable[None]]] = {
    "a step of the answer": commits_a_step,
    "a post": sends_the_post,
    "an edit": does(lambda tx, _: keep(tx, Edit(said("").key, "other words", "1.5"), frozenset(), NOW)),
    "a deletion": does(lambda tx, _: keep(tx, Deletion(said("").key), frozenset(), NOW)),
    "another message": does(lambda tx, _: keep(tx, said("and?", "2.0", "1.0"), frozenset(), NOW)),
    "resolve": does(lambda tx, _: acts.resolve(tx, ADA, FIRST, NOW)),
    "a staff reply": does(lambda tx, world: plan_staff_reply(tx, _case(tx, world), "UADA", "Hi", "k2", NOW)),
    "a rating": does(lambda tx, world: requester_acts.rate(tx, OWNER, world.reply_id, -1, "bad", NOW)),
    "a cancelled return": does(lambda tx, _: cancel_return(tx, OWNER, "RMA-100016", NOW)),
    "reminders": does(lambda tx, _: remind(tx, STAFFED, TEAM, NOW)),
    "retention": does(lambda tx, _: retention.retain(tx, LATER, LATER)),
    "forgetting its requester": does(lambda tx, _: retention.forget(tx, TEAM, REQUESTER, LATER)),
    "forgetting who wrote in it": does(lambda tx, _: retention.forget(tx, TEAM, "U3", LATER)),
    "forgetting who has it": does(lambda tx, _: retention.forget(tx, TEAM, "UBEN", LATER)),
    "silence": does(lambda tx, _: cases.settle_silent(tx, LATER, LATER)),
    "a reminder of a question": does(lambda tx, _: see_to(tx, PATIENT, TEAM, LATER)),
    "a case that is closed unanswered": does(lambda tx, _: see_to(tx, IMPATIENT, TEAM, LATER)),
}
WAITING = ("a reminder of a question", "a case that is closed unanswered")
STATUS = dict.fromkeys(WAITING, "waiting") | {"silence": "answered", "retention": "resolved", "reminders": "escalated"}


@pytest.mark.parametrize("name", OURS)
async def test_who_waits_for_a_case_holds_nothing_that_is_about_it(db: Database, other: sa.Engine, name: str) -> None:
    world = await db.write(lambda tx: _world(tx, Counting(db), STATUS.get(name, "open")))

    with other.connect() as theirs, theirs.begin():
        theirs.exec_driver_sql("SET LOCAL deadlock_timeout = '1min'")  # so that ours would be the one that is ended
        cases.lock_case(theirs, world.turn.case_id)
        running = asyncio.create_task(_run(OURS[name], world))
        while not running.done() and not await asyncio.to_thread(_somebody_waits, other):
            pass
        await asyncio.to_thread(_touch_everything, theirs)
    await running

    assert len(world.db.tries) == len(world.db.commits)


async def _run(ours: Callable[[World], Awaitable[None]], world: World) -> None:
    await ours(world)


def _world(tx: Tx, db: Counting, status: str) -> World:
    turn = kept(tx, "I want to return the lamp")
    rma_of(tx, turn)
    reply_id = sent(tx, turn)
    keep(tx, said("me too", "1.1", "1.0", "U3"), frozenset(), NOW)
    case = cases.get_case(tx, turn.case_id)
    acts.note(tx, ADA, case.number, "call back", NOW)
    plan_notice(tx, case, "Hello", "notice", NOW)
    assignee = None if status == "escalated" else "UBEN"
    cases.update_case(tx, case.id, NOW, status=status, resolved_at=None, assignee=assignee, remind_at=NOW)
    values = {"team_id": TEAM, "key": "k1", "kind": "staff_reply", "case_id": case.id, "channel": CHANNEL}
    body = {"author": "UADA", "text": "Hi"}
    post = posts.plan_post(tx, {**values, "thread_ts": "1.0", "body": body, "created_at": NOW})
    return World(db, turn, post, reply_id)


def _case(tx: Tx, world: World) -> Case:
    return cases.lock_case(tx, world.turn.case_id)


def _touch_everything(theirs: Tx) -> None:
    for table in METADATA.sorted_tables:
        if "id" in table.c:
            theirs.execute(sa.update(table).values(team_id=table.c.team_id))


def _somebody_waits(other: sa.Engine) -> bool:
    with other.connect() as connection:
        return bool(connection.execute(sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one())
