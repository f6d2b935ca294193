"""Promises about a reply that lands in its thread: what staff decided meanwhile stays decided."""

from dataclasses import replace

import pytest

from handlers.cases import acts
from handlers.cases.acts import Actor
from handlers.cases.escalation import cancel_return, escalate
from handlers.desk import ASKED_FOR_PERSON, FAILURE, NOWHERE, Desk
from handlers.intake.keep import keep
from handlers.outbox import send
from storage import cases, posts, replies
from storage.database import Database, Tx
from storage.records import Case, Turn
from storage.sql import update_row
from storage.tables import posts as rows
from storage.tables import rmas
from tests.handlers.cases.desk import answered, events, rma_of, sent
from tests.storage.fixtures import CHANNEL, NOW, REQUESTER, TEAM, kept, said
from workflows.model.client import Model, ModelSettings

ADA = Actor(TEAM, "UADA", is_staff=True)
STAFF = frozenset({"UADA"})
FIRST = "CASE-1001"
OUTCOME: dict[str, object] = {
    "awaiting": None,
    "hand_over": [],
    "urgent": False,
    "drops_pending": False,
    "unsure": False,
    "language": "en",
}


@pytest.fixture
def backend() -> str:
    return "sqlite"


def on_its_way(tx: Tx, turn: Turn, **outcome: object) -> int:
    reply_id = sent(tx, turn, "sending")
    update_row(tx, rows, reply_id, outcome={**OUTCOME, "told_by": "", "route": None, **outcome})
    return reply_id


def lands(tx: Tx, turn: Turn, reply_id: int) -> Case:
    reply = replies.get_reply(tx, reply_id)
    assert reply is not None
    posts.mark_posted(tx, reply.id, CHANNEL, "9.0", NOW)
    send.reply_stands(tx, turn, reply, NOW, NOWHERE)
    return cases.get_case(tx, turn.case_id)


async def test_a_route_that_staff_corrected_is_not_changed_by_the_bot(db: Database) -> None:
    def change(tx: Tx) -> Case:
        answered(tx, route="technical_support")
        acts.change_route(tx, ADA, FIRST, "billing_inquiry", "technical_support", NOW)
        turn = kept(tx, "And what about my order?", "1.1", "1.0")
        return lands(tx, turn, on_its_way(tx, turn, route="general_question"))

    assert (await db.write(change)).route == "billing_inquiry"


async def test_a_general_question_follows_the_conversation(db: Database) -> None:
    def change(tx: Tx) -> Case:
        answered(tx, route="general_question")
        turn = kept(tx, "And why is my invoice so high?", "1.1", "1.0")
        return lands(tx, turn, on_its_way(tx, turn, route="billing_inquiry"))

    assert (await db.write(change)).route == "billing_inquiry"


async def test_a_hand_over_that_lands_after_a_person_resolved_the_case_escalates_nothing(db: Database) -> None:
    def change(tx: Tx) -> Case:
        turn = kept(tx, "My lamp hums")
        reply_id = on_its_way(tx, turn, hand_over=[ASKED_FOR_PERSON])
        acts.resolve(tx, ADA, FIRST, NOW)
        return lands(tx, turn, reply_id)

    assert (await db.write(change)).status == "resolved"
    assert [event for _, event, _ in await db.read(events)] == ["resolved", "replied"]


async def test_a_reply_that_slack_refuses_after_a_person_resolved_the_case_escalates_nothing(db: Database) -> None:
    def change(tx: Tx) -> Turn:
        turn = kept(tx, "My lamp hums")
        on_its_way(tx, turn)
        acts.resolve(tx, ADA, FIRST, NOW)
        return turn

    turn = await db.write(change)

    async with Model(ModelSettings(None)) as model:
        await send.give_up(Desk(db, model, lambda: NOW), turn.key, "is_archived", is_refused=True)

    assert (await db.read(lambda tx: cases.get_case(tx, turn.case_id))).status == "resolved"
    assert [event for _, event, _ in await db.read(events)] == ["resolved", "reply not delivered"]
    [reply] = await db.read(lambda tx: replies.replies_of(tx, turn.case_id))
    assert reply.state == "refused"


async def test_a_resolved_case_that_is_escalated_counts_as_reopened(db: Database) -> None:
    case = await db.write(lambda tx: answered(tx, "resolved", resolved_at=NOW))

    await db.write(lambda tx: escalate(tx, NOWHERE, case, (ASKED_FOR_PERSON,), NOW, REQUESTER))

    assert [event for _, event, _ in await db.read(events)] == ["reopened", "escalated"]


async def test_a_person_who_answers_in_the_thread_is_the_first_response(db: Database) -> None:
    def change(tx: Tx) -> Case:
        turn = kept(tx, "My lamp hums")
        acts.claim(tx, ADA, FIRST, NOW)
        keep(tx, replace(said("I am Ada, how can I help?", "1.1", "1.0", "UADA"), mentions_bot=False), STAFF, NOW)
        return cases.get_case(tx, turn.case_id)

    assert (await db.write(change)).first_response_at == NOW


@pytest.mark.parametrize(
    ("who", "is_staff", "by"), [("U2", False, "as you asked"), ("UADA", True, "by our support team")]
)
async def test_a_cancelled_return_is_said_to_be_cancelled_by_who_did_it(
    db: Database, who: str, is_staff: bool, by: str
) -> None:
    def change(tx: Tx) -> str:
        rma_of(tx, kept(tx, "I want to return the lamp"))
        tx.execute(rmas.update().values(requester="U2"))
        case, _ = cancel_return(tx, Actor(TEAM, who, is_staff), "RMA-100016", NOW)
        [notice] = posts.posts_of_case(tx, case.id)
        return str(notice.body["text"])

    assert f"RMA-100016 is cancelled, {by}." in await db.write(change)


@pytest.mark.parametrize("status", ["resolved", "taken over"])
async def test_a_bug_of_ours_says_nothing_where_a_person_has_resolved_or_has_the_case(
    db: Database, status: str
) -> None:
    def change(tx: Tx) -> Turn:
        turn = kept(tx, "My lamp hums")
        if status == "resolved":
            acts.resolve(tx, ADA, FIRST, NOW)
        else:
            acts.claim(tx, ADA, FIRST, NOW)
        return turn

    turn = await db.write(change)
    async with Model(ModelSettings(None)) as model:
        await send.give_up(Desk(db, model, lambda: NOW), turn.key, FAILURE)

    planned = await db.read(lambda tx: posts.posts_of_case(tx, turn.case_id))
    assert [post.kind for post in planned if post.kind == "notice"] == []
