"""Being forgotten in other people's cases: what was asked there is gone, what the others wrote stays."""

import json

import pytest
import sqlalchemy as sa

from bot.wiring import Bot
from handlers.cases import acts
from handlers.cases.acts import Actor
from handlers.intake.keep import Deletion, keep
from storage import cases, journal, posts, tasks
from storage.database import Database, Tx
from storage.records import StepRun, Turn
from storage.retention import forget
from storage.tables import rmas
from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, SUPPORT, TEAM, FakeSlack, mention
from tests.handlers.cases.desk import rma_of, sent
from tests.storage.fixtures import CHANNEL, NOW, kept, said
from tests.storage.fixtures import TEAM as T1
from tests.stored import all_rows, everything_stored, say

THEIRS = ("taxidermy", "owl", "B-77777", "INV-4242", "moths")
ADA = Actor(T1, "UADA", is_staff=True)


async def test_what_somebody_asked_in_another_s_thread_is_forgotten_and_the_other_s_case_stays(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "Where is my order A-12345? And I want to return the 'SuperWidget 5000', it hums.")
    wish = "I want to return the 'taxidermy owl', it has moths. And where is my order B-77777? INV-4242 is too high."
    asked = mention(wish, user=OTHER_CUSTOMER, channel=SUPPORT, thread_ts=root["ts"], ts=slack.workspace.stamps.next())
    await slack.deliver(asked)
    await bot.idle()
    before = await everything_stored(bot)

    await bot.db.write(lambda tx: forget(tx, TEAM, OTHER_CUSTOMER, NOW))

    after = await everything_stored(bot)
    assert [word for word in THEIRS if word.lower() not in before.lower()] == []
    assert [word for word in (*THEIRS, OTHER_CUSTOMER) if word.lower() in after.lower()] == []
    assert after.count("A-12345") == before.count("A-12345")
    assert after.count("SuperWidget") == before.count("SuperWidget")
    assert CUSTOMER in after


def shared_case(tx: Tx) -> Turn:
    """U1's case, in which U2 asks for the return of an owl, and what is written about it later quotes that."""
    kept(tx, "Where is my order A-12345? My kettle is fine.", "1.0")
    turn = keep(tx, said("Return my owl, moths; order B-77777; and the kettle", "1.1", "1.0", "U2"), frozenset(), NOW)
    assert turn is not None
    rma_of(tx, turn)
    [task] = tasks.tasks_of_case(tx, turn.case_id)
    asked = {"product_name": "Taxidermy Owl", "reason_for_return": "moths", "order_id": "B-77777"}
    result = {"kind": "order", "tracking_number": "1Z999", "product_name": "Taxidermy Owl"}
    tasks.update_task(tx, task.id, NOW, **asked, result=result)
    tx.execute(sa.update(rmas).values(requester="U2", product_name="Taxidermy Owl", product_key="owl", reason="moths"))
    return turn


def quoted_in(tx: Tx, text: str) -> None:
    """Something of the case, not an answer to U2, that names ``text`` wherever words of ours stand."""
    case = cases.find_case(tx, "1001", T1)
    assert case is not None
    mine = keep(tx, said("and now?", f"1.2{len(text)}", "1.0"), frozenset(), NOW)
    assert mine is not None
    sent(tx, mine)
    body = json.dumps({"sections": [{"text": text}]})
    tx.execute(sa.text("UPDATE posts SET body = :body WHERE message_id = :id"), {"body": body, "id": mine.first.id})
    step = StepRun(mine.run, "draft", 0, case.id, "rules", None, None, 7, 5, 1, text, {"text": text}, NOW)
    journal.keep_steps(tx, T1, [step])
    cases.add_event(tx, case, NOW, actor="frontdesk", event="escalated", detail=text)
    values = {"team_id": T1, "key": f"notice:{text}"[:12], "kind": "notice", "case_id": case.id, "channel": CHANNEL}
    posts.plan_post(tx, {**values, "thread_ts": "1.0", "body": {"text": text}, "created_at": NOW})


@pytest.mark.parametrize("text", ["the taxidermy owl is on its way", "parcel 1Z999", "order b-77777: packed", "moths!"])
async def test_what_quotes_a_forgotten_person_s_request_is_erased_in_the_other_s_case(db: Database, text: str) -> None:
    await db.write(shared_case)
    await db.write(lambda tx: quoted_in(tx, text))

    await db.write(lambda tx: forget(tx, T1, "U2", NOW))

    rows = await db.read(all_rows)
    assert text not in rows
    assert "Where is my order A-12345? My kettle is fine." in rows
    assert "and now?" in rows


@pytest.mark.parametrize("text", ["Order A-12345 is packed", "The kettle is fine", "We saw owls", "order B-777770"])
async def test_what_quotes_the_other_or_names_something_else_stays(db: Database, text: str) -> None:
    await db.write(shared_case)
    await db.write(lambda tx: quoted_in(tx, text))

    await db.write(lambda tx: forget(tx, T1, "U2", NOW))

    assert (await db.read(all_rows)).count(text) >= 5


async def test_an_order_that_both_of_them_named_stays_the_other_s(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        message = shared_case(tx)
        [task] = tasks.tasks_of_case(tx, message.case_id)
        tasks.update_task(tx, task.id, NOW, order_id="A-12345")
        quoted_in(tx, "Order A-12345 is packed")

    await db.write(prepare)

    await db.write(lambda tx: forget(tx, T1, "U2", NOW))

    assert (await db.read(all_rows)).count("Order A-12345 is packed") >= 5
    assert [task.order_id for task in await db.read(lambda tx: tasks.tasks_of_case(tx, 1))] == [None]


async def test_what_was_asked_in_a_message_deleted_before_is_forgotten_too(db: Database) -> None:
    message = await db.write(shared_case)
    await db.write(lambda tx: keep(tx, Deletion(message.key), frozenset(), NOW))

    await db.write(lambda tx: forget(tx, T1, "U2", NOW))

    rows = await db.read(all_rows)
    assert "Owl" not in rows
    assert "B-77777" not in rows
    assert "1Z999" not in rows


async def test_a_person_whose_id_is_the_beginning_of_another_s_takes_nothing_of_the_other(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        case = cases.get_case(tx, kept(tx, "lamp").case_id)
        keep(tx, said("me too", "1.1", "1.0", "UBE"), frozenset(), NOW)
        acts.assign(tx, ADA, case.number, "UBEN", None, NOW)
        acts.assign(tx, ADA, case.number, "UBE", "UBEN", NOW)

    await db.write(prepare)

    await db.write(lambda tx: forget(tx, T1, "UBE", NOW))

    details = await db.read(lambda tx: [row.detail for row in cases.timeline_of(tx, 1) if row.event == "assigned"])
    assert details == ["to UBEN", ""]


async def test_a_forgotten_colleague_s_notes_hold_no_word(db: Database) -> None:
    await db.write(lambda tx: kept(tx, "lamp"))
    await db.write(lambda tx: acts.note(tx, ADA, "1001", "the customer phoned", NOW))
    await db.write(lambda tx: acts.note(tx, Actor(T1, "UBEN", is_staff=True), "1001", "called back", NOW))

    await db.write(lambda tx: forget(tx, T1, "UADA", NOW))

    rows = await db.read(all_rows)
    assert "the customer phoned" not in rows
    assert "called back" in rows
