"""What was written and taken back leaves a case as it was: whoever owed a word before owes it still, nobody else."""

from datetime import timedelta

import pytest

from handlers.cases.stopping import Stopping, stop
from handlers.desk import Desk, HandoffSettings
from handlers.intake.keep import Deletion, keep
from storage import cases
from storage.database import Database, Tx
from storage.records import Case, MessageKey
from storage.sql import insert_row
from storage.tables import tasks
from storage.tasks import pending_task
from tests.handlers.cases.desk import FIRST, LATER, answered, events, sent
from tests.storage.fixtures import CHANNEL, NOW, REQUESTER, TEAM, kept, said
from workflows.model.client import Model, ModelSettings

STAFF = frozenset({"UADA"})
CARDS = HandoffSettings(staff_channel="CSTAFF")
AWAITED = ["account_number", "details", "cancel:RMA-100016", "task"]
STRAY = MessageKey(TEAM, CHANNEL, "1.1")


def waiting(tx: Tx, awaiting: str) -> str:
    """Let a case wait for something of its customer's; return what."""
    turn = kept(tx, "Where is my order?")
    sent(tx, turn)
    if awaiting == "task":
        row = {"team_id": TEAM, "case_id": turn.case_id, "turn_id": turn.id, "opened_turn_id": turn.id}
        task = {"run": turn.run, "opened_run": turn.run, "part": 1, "query_type": "StatusUpdate", "state": "pending"}
        insert_row(tx, tasks, {**row, **task, "created_at": NOW, "updated_at": NOW})
        awaiting = f"task:{pending_task(tx, turn.case_id)}"
    cases.update_case(tx, turn.case_id, NOW, status="waiting", awaiting=awaiting)
    return awaiting


def writes(tx: Tx, text: str, ts: str = STRAY.ts, author: str = REQUESTER) -> None:
    keep(tx, said(text, ts, "1.0", author), STAFF, LATER, CARDS)


def deletes(tx: Tx, key: MessageKey = STRAY) -> None:
    keep(tx, Deletion(key), STAFF, LATER + timedelta(seconds=1), CARDS)


def case_now(tx: Tx) -> Case:
    case = cases.find_case(tx, FIRST, TEAM)
    assert case is not None
    return case


@pytest.mark.parametrize("awaiting", AWAITED)
async def test_a_stray_line_that_is_deleted_leaves_the_case_waiting_for_what_it_waited_for(
    db: Database, awaiting: str
) -> None:
    awaited = await db.write(lambda tx: waiting(tx, awaiting))

    await db.write(lambda tx: writes(tx, "the one with"))
    await db.write(deletes)

    case = await db.read(case_now)
    assert (case.status, case.awaiting, case.resolved_at) == ("waiting", awaited, None)
    assert case.asked_at is not None


async def test_a_stray_line_that_is_deleted_leaves_an_answered_case_answered(db: Database) -> None:
    await db.write(lambda tx: answered(tx, first_response_at=NOW))

    await db.write(lambda tx: writes(tx, "the one with"))
    await db.write(deletes)

    assert (await db.read(case_now)).status == "answered"


async def test_a_case_of_which_nothing_is_left_is_resolved_and_its_timeline_says_why(db: Database) -> None:
    await db.write(lambda tx: kept(tx, "My lamp hums"))

    await db.write(lambda tx: deletes(tx, MessageKey(TEAM, CHANNEL, "1.0")))

    assert (await db.read(case_now)).status == "resolved"
    assert ("frontdesk", "resolved", "what it was opened for is deleted") in await db.read(events)


@pytest.mark.parametrize("awaiting", [*AWAITED, None])
async def test_a_line_that_is_stopped_leaves_the_case_waiting_for_what_it_waited_for(
    db: Database, awaiting: str | None
) -> None:
    def before(tx: Tx) -> str | None:
        return answered(tx).awaiting if awaiting is None else waiting(tx, awaiting)

    awaited = await db.write(before)
    await db.write(lambda tx: writes(tx, "hm what does the mail say"))
    async with Model(ModelSettings(None)) as model:
        stopped = await stop(Desk(db, model, lambda: LATER), Stopping(TEAM, CHANNEL, "1.0", REQUESTER, is_staff=False))

    case = await db.read(case_now)
    assert stopped == [STRAY]
    assert (case.status, case.awaiting) == ("answered" if awaited is None else "waiting", awaited)
    assert (case.asked_at is None) == (awaited is None)
