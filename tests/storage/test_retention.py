"""Promises about erasing: texts vanish everywhere, the index included; counts and numbers stay; nobody is named."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from handlers.cases import acts, requester_acts
from handlers.cases.acts import Actor
from handlers.cases.escalation import escalate, plan_notice, remind
from handlers.cases.staff_reply import plan_staff_reply
from handlers.desk import HandoffSettings
from handlers.intake.keep import Deletion, Edit, keep
from storage import cases, journal, posts, tasks
from storage.case_lists import search
from storage.database import Database, Tx
from storage.records import Customer, Post, StepRun, Turn
from storage.retention import Erased, forget, retain
from storage.search import tidy
from storage.tables import erasures, rmas
from storage.viewers import filter_of, keep_filter
from tests.handlers.cases.desk import rma_of, sent
from tests.storage.fixtures import CHANNEL, NOW, REQUESTER, TEAM, kept, said
from tests.stored import all_rows

ADA, OWNER = Actor(TEAM, "UADA", is_staff=True), Actor(TEAM, REQUESTER, is_staff=False)
SECRET = "taxidermy"
LATER = NOW + timedelta(days=400)
STAFFED = HandoffSettings("C0STAFF", timedelta(minutes=30))


def full_case(tx: Tx, ts: str = "1.0") -> Turn:
    """A case whose secret is in every place that holds people's words."""
    turn = kept(tx, f"My {SECRET} lamp hums", ts)
    case = cases.get_case(tx, turn.case_id)
    step = StepRun(turn.run, "draft", 0, case.id, "rules", None, None, 7, 5, 1, SECRET, {"text": SECRET}, NOW)
    journal.keep_steps(tx, TEAM, [step])
    rma_of(tx, turn)
    [task] = tasks.tasks_of_case(tx, case.id)
    tasks.update_task(tx, task.id, NOW, reason_for_return=SECRET, result={"kind": "return", "reason": SECRET})
    reply = sent(tx, turn)
    requester_acts.rate(tx, OWNER, reply, -1, SECRET, NOW)
    acts.note(tx, ADA, case.number, f"likes {SECRET}", NOW)
    cases.add_event(tx, case, NOW, actor="frontdesk", event="escalated", detail=SECRET)
    keep(tx, said(f"{SECRET}!", f"{ts}1", ts, "UADA"), frozenset({"UADA"}), NOW)
    tx.execute(
        sa.text("UPDATE posts SET body = :body WHERE kind = 'reply'"),
        {"body": f'{{"sections": [{{"text": "{SECRET}"}}]}}'},
    )
    tx.execute(sa.text("UPDATE rmas SET reason = :reason"), {"reason": SECRET})
    cases.keep_customer(tx, Customer(TEAM, REQUESTER, "AC-778899", NOW))
    return turn


async def found(db: Database, text: str) -> list[str]:
    return [line.number for line in await db.read(lambda tx: search(tx, TEAM, text))]


async def test_the_secret_of_these_tests_stands_where_it_is_looked_for(db: Database) -> None:
    await db.write(full_case)

    assert (await db.read(all_rows)).count(SECRET) >= 10
    assert await found(db, SECRET) == ["CASE-1001"]


async def test_texts_of_cases_resolved_long_ago_are_erased_and_counts_stay(db: Database) -> None:
    await db.write(full_case)
    await db.write(lambda tx: acts.resolve(tx, ADA, "1001", NOW))

    erased = await db.write(lambda tx: retain(tx, LATER, LATER))

    assert erased == Erased(1, 2)
    assert SECRET not in await db.read(all_rows)
    assert await found(db, SECRET) == []
    case = await db.read(lambda tx: acts.see(tx, OWNER, "1001"))
    assert (case.subject, case.status, case.rating, case.erased_at) == ("(deleted)", "resolved", -1, LATER)
    assert [rma.number for rma in await db.read(lambda tx: tasks.rmas_of(tx, case.id))] == ["RMA-100016"]
    [step] = await db.read(lambda tx: journal.steps_of_case(tx, case.id))
    assert (step.tokens_in, step.tokens_out) == (7, 5)


async def test_retention_goes_on_in_batches_until_nothing_is_left(db: Database) -> None:
    def resolved(tx: Tx) -> None:
        for at in range(5):
            acts.resolve(tx, ADA, cases.get_case(tx, kept(tx, SECRET, f"{at}.0").case_id).number, NOW)

    await db.write(resolved)

    counts = [(await db.write(lambda tx: retain(tx, LATER, LATER, limit=2))).cases for _ in range(4)]

    assert counts == [2, 2, 1, 0]
    assert await rows_of_erasures(db) == [("retention", 2, 2), ("retention", 2, 2), ("retention", 1, 1)]


async def test_cases_that_are_open_or_resolved_later_keep_their_texts(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        kept(tx, "an open lamp", "1.0")
        kept(tx, "a fresh lamp", "2.0")
        acts.resolve(tx, ADA, "1002", LATER)

    await db.write(prepare)

    assert await db.write(lambda tx: retain(tx, LATER, LATER)) == Erased(0, 0)
    assert await found(db, "lamp") == ["CASE-1002", "CASE-1001"]


async def test_what_is_written_after_the_erasure_is_erased_in_its_turn(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        kept(tx, "lamp")
        acts.resolve(tx, ADA, "1001", NOW)
        retain(tx, LATER, LATER)
        keep(tx, said(f"{SECRET}", "1.1", "1.0", "U2"), frozenset(), LATER)

    await db.write(prepare)

    soon = await db.write(lambda tx: retain(tx, LATER, LATER + timedelta(hours=1)))
    in_time = await db.write(lambda tx: retain(tx, LATER + timedelta(hours=1), LATER + timedelta(days=90)))

    assert (soon, in_time) == (Erased(0, 0), Erased(1, 1))
    assert SECRET not in await db.read(all_rows)


async def test_a_comment_on_an_answer_after_the_erasure_is_erased_in_its_turn(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        reply_id = sent(tx, kept(tx, "lamp"))
        acts.resolve(tx, ADA, "1001", NOW)
        retain(tx, LATER, LATER)
        requester_acts.rate(tx, OWNER, reply_id, -1, SECRET, LATER)

    await db.write(prepare)

    await db.write(lambda tx: retain(tx, LATER + timedelta(days=1), LATER + timedelta(days=1)))

    assert SECRET not in await db.read(all_rows)


async def test_a_note_on_a_case_resolved_long_ago_is_kept_as_long_as_any_other(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        kept(tx, "lamp")
        acts.resolve(tx, ADA, "1001", NOW)
        acts.note(tx, ADA, "1001", "the customer phoned", LATER)

    await db.write(prepare)

    soon = await db.write(lambda tx: retain(tx, LATER, LATER + timedelta(hours=1)))
    in_time = await db.write(lambda tx: retain(tx, LATER + timedelta(hours=1), LATER + timedelta(days=90)))

    assert (soon.cases, in_time.cases) == (0, 1)
    assert "phoned" not in await db.read(all_rows)


async def test_a_product_is_named_in_the_customer_s_words_and_erased_with_them(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        turn = kept(tx, "I want to return it")
        rma_of(tx, turn)
        [task] = tasks.tasks_of_case(tx, turn.case_id)
        result = {"kind": "rma", "number": "RMA-100016", "product_name": SECRET}
        tasks.update_task(tx, task.id, NOW, product_name=SECRET, order_id="A-12345", result=result)
        tx.execute(sa.update(rmas).values(product_name=SECRET, product_key=SECRET))
        acts.resolve(tx, ADA, "1001", NOW)

    await db.write(prepare)

    await db.write(lambda tx: retain(tx, LATER, LATER))

    rows = await db.read(all_rows)
    assert SECRET not in rows
    assert "RMA-100016" in rows
    assert "A-12345" in rows


async def test_an_edit_that_comes_after_the_erasure_brings_nothing_back(db: Database) -> None:
    def change(tx: Tx) -> None:
        turn = kept(tx, "lamp")
        acts.resolve(tx, ADA, "1001", NOW)
        retain(tx, LATER, LATER)
        keep(tx, Edit(turn.key, SECRET, "9.9"), frozenset(), LATER)

    await db.write(change)

    assert SECRET not in await db.read(all_rows)


async def test_a_forgotten_person_is_nowhere_and_their_cases_still_count(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        full_case(tx)
        keep(tx, said("me too, a kettle", "5.0", author="U2"), frozenset(), NOW)
        keep(tx, said(f"{SECRET} here as well", "5.1", "5.0"), frozenset(), NOW)

    await db.write(prepare)

    erased = await db.write(lambda tx: forget(tx, TEAM, REQUESTER, NOW))

    rows = await db.read(all_rows)
    assert erased == Erased(1, 3)
    assert f"'{REQUESTER}'" not in rows
    assert "AC-778899" not in rows
    assert "lamp" not in rows
    assert SECRET not in rows
    assert "me too, a kettle" in rows
    case = await db.read(lambda tx: cases.find_case(tx, "1001", TEAM))
    assert case is not None
    assert (case.requester, case.status, case.rating) == ("forgotten-1", "resolved", -1)
    assert await rows_of_erasures(db) == [("forget", 1, 3)]


async def test_the_cases_of_forgotten_staff_are_the_bot_s_again_and_what_waited_is_reminded_of(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        case = cases.get_case(tx, kept(tx, "lamp").case_id)
        escalate(tx, STAFFED, case, ("angry",), NOW)
        acts.claim(tx, ADA, "1001", NOW)
        kept(tx, "kettle", "2.0")
        acts.resolve(tx, ADA, "1002", NOW)

    await db.write(prepare)

    await db.write(lambda tx: forget(tx, TEAM, "UADA", NOW))

    due = await db.write(lambda tx: remind(tx, STAFFED, TEAM, NOW))
    owed = await db.write(lambda tx: keep(tx, said("hello?", "1.1", "1.0"), frozenset(), NOW))
    case = await db.read(lambda tx: cases.get_case(tx, due[0]))
    assert (case.number, case.assignee, case.taken_over) == ("CASE-1001", None, False)
    assert owed is not None


async def test_forgotten_staff_are_named_neither_by_their_replies_nor_by_what_they_held_back(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        case = cases.get_case(tx, kept(tx, "lamp").case_id)
        said_so = plan_staff_reply(tx, case, "UADA", "Hello", "staff_reply:V1", NOW)
        posts.claim_post(tx, said_so, "a process", NOW)
        posts.mark_posted(tx, said_so.id, CHANNEL, "1.5", NOW)
        plan_staff_reply(tx, case, "UADA", f"{SECRET} again", "staff_reply:V2", NOW)
        cases.add_event(tx, case, NOW, actor="frontdesk", event="reply withheld", detail="UADA took over before")

    await db.write(prepare)

    await db.write(lambda tx: forget(tx, TEAM, "UADA", NOW))

    rows = await db.read(all_rows)
    assert "UADA" not in rows
    assert SECRET not in rows
    assert await db.read(posts.owed_posts) == []


async def test_what_was_to_be_posted_about_an_erased_case_is_not_owed_any_more(db: Database) -> None:
    def prepare(tx: Tx) -> list[Post]:
        case = cases.get_case(tx, kept(tx, "lamp").case_id)
        planned = [plan_notice(tx, case, SECRET, f"notice:{at}", NOW) for at in ("planned", "sending", "sent")]
        for sending in planned[1:]:
            posts.claim_post(tx, sending, "a process", NOW)
        posts.mark_posted(tx, planned[2].id, CHANNEL, "1.5", NOW)
        acts.resolve(tx, ADA, case.number, NOW)
        return planned

    planned = await db.write(prepare)

    await db.write(lambda tx: retain(tx, LATER, LATER))

    after = await db.read(lambda tx: posts.posts_of_case(tx, planned[0].case_id or 0))
    assert [(post.state, post.body) for post in after] == [("refused", {}), ("refused", {}), ("sent", {})]
    assert await db.read(posts.owed_posts) == []


async def test_forgetting_again_changes_nothing_and_everybody_gets_another_name(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        kept(tx, "lamp")
        keep(tx, said("kettle", "5.0", author="U2"), frozenset(), NOW)

    await db.write(prepare)
    await db.write(lambda tx: forget(tx, TEAM, REQUESTER, NOW))
    before = await db.read(all_rows)

    assert await db.write(lambda tx: forget(tx, TEAM, REQUESTER, NOW)) == Erased(0, 0)
    assert await db.read(all_rows) == before
    await db.write(lambda tx: forget(tx, TEAM, "U2", NOW))
    requesters = await db.read(lambda tx: [cases.get_case(tx, at).requester for at in (1, 2)])
    assert requesters == ["forgotten-1", "forgotten-2"]


async def test_a_person_who_writes_after_being_forgotten_is_a_new_customer(db: Database) -> None:
    await db.write(lambda tx: kept(tx, "lamp"))
    await db.write(lambda tx: forget(tx, TEAM, REQUESTER, NOW))

    turn = await db.write(lambda tx: kept(tx, "hello", "2.0"))

    assert turn.row.author == REQUESTER
    assert (await db.read(lambda tx: acts.see(tx, OWNER, "1002"))).status == "open"


async def test_a_deleted_and_an_edited_text_leave_the_index(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        first = kept(tx, f"My {SECRET} lamp")
        second = kept(tx, "Its bulb is green", "1.1", "1.0")
        keep(tx, Edit(second.key, "Its bulb is red", "1.2"), frozenset(), NOW)
        keep(tx, Deletion(first.key), frozenset(), NOW)

    await db.write(prepare)

    assert [await found(db, text) for text in (SECRET, "lamp", "green", "red")] == [[], [], [], ["CASE-1001"]]
    assert SECRET not in await db.read(all_rows)
    assert "green" not in await db.read(all_rows)


async def test_a_case_that_began_in_somebody_s_thread_loses_its_subject_with_its_first_message(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        first = kept(tx, f"My {SECRET} lamp", "2.5", "2.0")
        keep(tx, Deletion(first.key), frozenset(), NOW)

    await db.write(prepare)

    assert SECRET not in await db.read(all_rows)


async def test_notes_are_not_searched(db: Database) -> None:
    await db.write(lambda tx: kept(tx, "lamp"))
    await db.write(lambda tx: acts.note(tx, ADA, "1001", f"likes {SECRET}", NOW))

    assert await found(db, SECRET) == []


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_tidying_takes_erased_words_out_of_the_index_s_own_pages(db: Database) -> None:
    await db.write(lambda tx: [kept(tx, f"lamp {at}", f"{at}.0") for at in range(30)])
    turn = await db.write(lambda tx: kept(tx, SECRET, "99.0"))
    await db.write(lambda tx: keep(tx, Deletion(turn.key), frozenset(), NOW))

    while await db.write(tidy):
        pass

    blocks = await db.read(lambda tx: list(tx.scalars(sa.text("SELECT block FROM case_words_data"))))
    assert not any(SECRET.encode() in block for block in blocks)
    assert len(await found(db, "lamp")) == 30


async def rows_of_erasures(db: Database) -> list[tuple[str, int, int]]:
    query = sa.select(erasures.c.kind, erasures.c.cases, erasures.c.messages).order_by(erasures.c.id)
    return [(row[0], row[1], row[2]) for row in await db.read(lambda tx: tx.execute(query).all())]


async def test_what_a_forgotten_person_looked_at_is_forgotten_too(db: Database) -> None:
    await db.write(lambda tx: keep_filter(tx, TEAM, "UADA", "mine"))

    await db.write(lambda tx: forget(tx, TEAM, "UADA", NOW))

    assert await db.read(lambda tx: filter_of(tx, TEAM, "UADA")) is None
