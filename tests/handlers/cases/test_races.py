"""Promises about PostgreSQL, where others write at the same time: what a person did a moment ago is not undone."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import pytest
import sqlalchemy as sa

from handlers.cases import acts
from handlers.cases.acts import Actor
from handlers.cases.escalation import escalate
from handlers.desk import ASKED_FOR_PERSON, NOWHERE, HandoffSettings
from handlers.intake.keep import keep
from handlers.outbox import send
from storage import cases, replies
from storage.database import Database, Tx
from storage.records import Case, Turn
from tests.handlers.cases.desk import answered, says, sent
from tests.storage.fixtures import NOW, TEAM, kept, owed, said

ADA, BEN = Actor(TEAM, "UADA", is_staff=True), Actor(TEAM, "UBEN", is_staff=True)
STAFFED = HandoffSettings("C0STAFF", timedelta(minutes=30))
FIRST = "CASE-1001"
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
OUTCOME: dict[str, object] = {
    "awaiting": None,
    "hand_over": [],
    "urgent": False,
    "drops_pending": False,
    "unsure": False,
    "route": None,
}
R = TypeVar("R")


@pytest.fixture
def backend() -> str:
    return "postgresql"


@pytest.fixture
async def other(migrated_url: str) -> AsyncIterator[sa.Engine]:
    """Another process's way to the database of ``db``."""
    engine = sa.create_engine(sa.make_url(migrated_url).set(drivername="postgresql+psycopg"))
    yield engine
    engine.dispose()


async def overlapping(db: Database, other: sa.Engine, person: Callable[[Tx], object], ours: Callable[[Tx], R]) -> R:
    """Do ``ours`` while ``person``'s transaction has written; that is committed once ours waits for it."""
    with other.connect() as connection, connection.begin():
        person(connection)
        running = asyncio.create_task(db.write(ours))
        while not running.done() and not await asyncio.to_thread(_somebody_waits, other):
            pass
    return await running


def _somebody_waits(other: sa.Engine) -> bool:
    with other.connect() as connection:
        return bool(connection.execute(sa.text(WAITING)).scalar_one())


async def first_case(db: Database) -> Case:
    return await db.read(lambda tx: acts.see(tx, ADA, FIRST))


async def test_a_customer_s_message_does_not_undo_a_claim_of_that_moment(db: Database, other: sa.Engine) -> None:
    await db.write(answered)

    owed = await overlapping(
        db, other, lambda tx: acts.claim(tx, ADA, FIRST, NOW), lambda tx: says(tx, "hello?", "2.0")
    )

    case = await first_case(db)
    assert (case.status, case.taken_over, case.assignee) == ("escalated", True, "UADA")
    assert owed is None


async def test_who_writes_in_the_thread_does_not_take_a_case_claimed_in_that_moment(
    db: Database, other: sa.Engine
) -> None:
    await db.write(answered)
    words = replace(said("Ben here", "2.0", "1.0", "UBEN"), mentions_bot=False)

    await overlapping(
        db,
        other,
        lambda tx: acts.claim(tx, ADA, FIRST, NOW),
        lambda tx: keep(tx, words, frozenset({"UADA", "UBEN"}), NOW),
    )

    assert (await first_case(db)).assignee == "UADA"


async def test_a_reply_that_is_noted_as_sent_does_not_undo_a_resolution_of_that_moment(
    db: Database, other: sa.Engine
) -> None:
    def on_its_way(tx: Tx) -> tuple[Turn, int]:
        turn = kept(tx, "My lamp hums")
        return turn, sent(tx, turn, "sending")

    turn, reply_id = await db.write(on_its_way)
    reply = await db.read(lambda tx: replies.get_reply(tx, reply_id))
    assert reply is not None
    planned = replace(reply, outcome={**OUTCOME, "told_by": "", "language": "en"})

    await overlapping(
        db,
        other,
        lambda tx: acts.resolve(tx, ADA, FIRST, NOW),
        lambda tx: send.reply_stands(tx, turn, planned, NOW, NOWHERE),
    )

    case = await first_case(db)
    assert (case.status, case.resolved_at) == ("resolved", NOW)


async def test_a_case_escalated_while_a_person_claims_it_is_that_person_s_and_reminds_nobody(
    db: Database, other: sa.Engine
) -> None:
    case = await db.write(answered)

    done = await overlapping(
        db,
        other,
        lambda tx: acts.claim(tx, ADA, FIRST, NOW),
        lambda tx: escalate(tx, STAFFED, case, (ASKED_FOR_PERSON,), NOW),
    )

    after = await first_case(db)
    assert done
    assert (after.status, after.assignee, after.remind_at) == ("escalated", "UADA", None)


async def test_a_case_handed_back_while_its_customer_writes_owes_what_they_wrote(
    db: Database, other: sa.Engine
) -> None:
    await db.write(answered)
    await db.write(lambda tx: acts.claim(tx, ADA, FIRST, NOW))

    _, turn = await overlapping(
        db, other, lambda tx: says(tx, "Still hums", "2.0"), lambda tx: acts.hand_back(tx, BEN, FIRST, NOW)
    )

    assert turn is not None
    assert turn.text == "Still hums"
    assert await db.read(owed) == [turn]
    assert (await db.read(lambda tx: cases.get_case(tx, turn.case_id))).status == "open"
