"""What was written and taken back leaves a case as it was: whoever owed a word before owes it still, nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.cases.acts import claim, hand_back
from handlers.cases.escalation import escalate
from handlers.cases.stopping import Stopping, stop
from handlers.desk import Desk, HandoffSettings
from handlers.intake.keep import Deletion, keep
from storage import cases, posts
from storage.database import Database, Tx
from storage.records import Case, MessageKey
from storage.sql import insert_row
from storage.tables import tasks
from storage.tasks import pending_task
from tests.handlers.cases.desk import ADA, FIRST, LATER, answered, events, sent
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


def with_person(tx: Tx, status: str = "answered", line: str = "The money is with you on Friday.") -> None:
    """A person has answered in the thread, and nobody waits for them."""
    answered(tx, status, first_response_at=NOW, awaiting="details" if status == "waiting" else None)
    spoken = replace(said(line, "1.05", "1.0", "UADA"), addressed=False, mentions_bot=False)
    keep(tx, spoken, STAFF, NOW, CARDS)


def planned_cards(tx: Tx) -> list[str]:
    return [post.state for post in posts.posts_of_case(tx, case_now(tx).id) if post.kind == "card"]


@pytest.mark.parametrize("status", ["waiting", "answered"])
async def test_what_was_written_to_a_person_and_is_deleted_keeps_nobody_waiting(db: Database, status: str) -> None:
    await db.write(lambda tx: with_person(tx, status))

    await db.write(lambda tx: writes(tx, "and where is my other parcel now"))
    waited = await db.read(case_now)
    await db.write(deletes)

    case = await db.read(case_now)
    assert waited.waits_since is not None
    assert (case.status, case.waits_since, case.taken_over, case.assignee) == (status, None, True, "UADA")
    assert await db.read(planned_cards) == ["superseded"]


async def test_the_question_of_a_person_stands_again_when_what_came_after_it_is_deleted(db: Database) -> None:
    await db.write(lambda tx: with_person(tx, line="Which colour is it?"))

    await db.write(lambda tx: writes(tx, "and where is my other parcel now"))
    await db.write(deletes)

    case = await db.read(case_now)
    assert (case.waits_since, case.asked_at) == (None, LATER + timedelta(seconds=1))


async def test_a_person_stays_awaited_while_another_line_of_the_customer_stands(db: Database) -> None:
    await db.write(with_person)

    await db.write(lambda tx: writes(tx, "where is my other parcel now?", "1.07"))
    await db.write(lambda tx: writes(tx, "and the third one"))
    await db.write(deletes)

    case = await db.read(case_now)
    assert (case.status, case.waits_since) == ("escalated", LATER)


async def test_thanks_that_stand_after_a_deleted_line_keep_nobody_waiting(db: Database) -> None:
    await db.write(with_person)

    await db.write(lambda tx: writes(tx, "thank you!", "1.07"))
    await db.write(lambda tx: writes(tx, "and where is my other parcel now"))
    await db.write(deletes)

    assert (await db.read(case_now)).waits_since is None


async def test_a_case_given_to_people_after_one_of_them_wrote_waits_though_a_line_is_deleted(db: Database) -> None:
    await db.write(with_person)

    await db.write(lambda tx: escalate(tx, CARDS, case_now(tx), ("asked for a person",), LATER, REQUESTER))
    await db.write(lambda tx: writes(tx, "and where is my other parcel now"))
    await db.write(deletes)

    case = await db.read(case_now)
    assert (case.status, case.waits_since) == ("escalated", LATER)


async def test_a_case_that_a_person_claimed_and_did_not_answer_waits_though_a_line_is_deleted(db: Database) -> None:
    await db.write(lambda tx: kept(tx, "My lamp hums"))
    await db.write(lambda tx: claim(tx, ADA, FIRST, NOW))

    await db.write(lambda tx: writes(tx, "and the other one"))
    await db.write(deletes)

    case = await db.read(case_now)
    assert (case.status, case.waits_since) == ("escalated", NOW)


AWAY = "Automatic reply: I am out of the office until 7 December. My colleague has your order A-12345."


async def test_a_case_handed_back_after_an_automatic_reply_is_as_if_that_had_not_come(db: Database) -> None:
    await db.write(with_person)
    await db.write(lambda tx: writes(tx, AWAY))

    case, turn = await db.write(lambda tx: hand_back(tx, ADA, FIRST, LATER))

    assert (case.status, turn) == ("answered", None)


async def test_a_request_before_an_automatic_reply_is_owed_when_its_case_is_handed_back(db: Database) -> None:
    await db.write(with_person)
    await db.write(lambda tx: writes(tx, "Where is my order A-12345?", "1.07"))
    await db.write(lambda tx: writes(tx, AWAY))

    case, turn = await db.write(lambda tx: hand_back(tx, ADA, FIRST, LATER))

    assert case.status == "open"
    assert turn is not None
    assert turn.text == "Where is my order A-12345?"
