"""Erasing a set on SQLite and PostgreSQL: its rows, its steps, what was asked of it, what customers were told."""

from dataclasses import replace

import sqlalchemy as sa

from handlers.faq.acts import FaqActor
from handlers.faq.erasing import erase
from handlers.faq.source_notes import SOURCE_NOTE, plan_note
from storage import cases, faq_requests, faqs, journal, posts
from storage.database import Database, Tx
from storage.faq_records import FaqRequest, FaqSet
from storage.records import StepRun
from storage.tables import erasures
from tests.storage.fixtures import CHANNEL, NOW, TEAM, kept
from tests.storage.test_faqs import ENTRY, opened
from tests.stored import all_rows

STAFF = FaqActor(TEAM, "USAM", is_staff=True)
SECRET = "taxidermy"


def a_set(tx: Tx, digest: str = "d") -> FaqSet:
    """A published set that holds a secret wherever it can, and a customer who was told it."""
    faq = opened(tx, digest)
    answer = f"No {SECRET}."
    entry = {**ENTRY, "question": f"Is {SECRET} sold?", "answer": answer, "quotes": [{"text": answer}]}
    faqs.finish_set(tx, faq, [entry], {"why": SECRET}, NOW)
    faqs.publish(tx, faq.id, published=True)
    journal.keep_steps(tx, TEAM, [step(name) for name in (faq.run, f"{faq.run}:again:1:1")])
    faq_requests.keep_request(tx, TEAM, FaqRequest(faq.id, f"{faq.run}:files:U2:1.000", "U2"), NOW)
    return faq


def step(run: str) -> StepRun:
    return StepRun(run, "faq_answer", 0, None, "model", "m", "h", 1, 1, 1, "ok", {"answer": SECRET}, NOW)


def a_reply(tx: Tx, number: int, ts: str, told_by: str = "") -> None:
    """A customer was told the secret from a set, beside something else."""
    turn = kept(tx, "Is it sold? And where is my order?", ts, ts)
    source = {"label": "Source", "value": f"One (FAQ set {number})"}
    told = {"heading": "From our FAQ", "text": f"No {SECRET}.", "facts": [source]}
    body = {"sections": [told, {"text": "Your order is on its way."}]}
    about = {"team_id": TEAM, "kind": posts.REPLY, "case_id": turn.case_id, "channel": CHANNEL, "thread_ts": ts}
    outcome = {"told_by": told_by or f"FAQ set {number}, question 1"}
    about |= {"message_id": turn.first.id, "outcome": outcome, "created_at": NOW}
    posts.plan_post(tx, {**about, "key": f"reply:{ts}", "body": body})


async def test_no_word_of_an_erased_set_is_in_any_table(db: Database) -> None:
    faq = await db.write(a_set)
    await db.write(lambda tx: a_reply(tx, 1, "1.0"))
    before = await db.read(all_rows)

    await db.write(lambda tx: erase(tx, STAFF, faq.number, NOW))

    after = await db.read(all_rows)
    assert before.count(SECRET) >= 7
    assert SECRET not in after
    assert "Your order is on its way." in after
    assert await db.read(lambda tx: tx.scalars(sa.select(erasures.c.kind)).all()) == ["faq"]


async def test_what_staff_were_to_be_told_of_its_sources_is_told_no_more(db: Database) -> None:
    def noted(tx: Tx) -> None:
        faq = a_set(tx)
        text = f"\u201cOne\u201d says no more what these answered: 1. Is {SECRET} sold?"
        plan_note(tx, faq, "owed", "CSTAFF", text, NOW)
        plan_note(tx, faq, "told", "CSTAFF", text, NOW)
        told = posts.post_at(tx, TEAM, f"{faq.run}:told")
        assert told is not None
        posts.claim_post(tx, told, "p1", NOW)
        posts.mark_posted(tx, told.id, "CSTAFF", "9.9", NOW, "p1")

    await db.write(noted)
    await db.write(lambda tx: erase(tx, STAFF, 1, NOW))

    assert SECRET not in await db.read(all_rows)
    assert await db.read(lambda tx: posts.owed_posts(tx, (SOURCE_NOTE,))) == []


async def test_a_document_s_title_and_what_a_model_wrote_from_it_are_gone_from_the_case(db: Database) -> None:
    def told(tx: Tx) -> None:
        faq = a_set(tx)
        a_reply(tx, faq.number, "1.0", f"FAQ set 1, document {SECRET}; and more")
        case = cases.case_of_thread(tx, TEAM, CHANNEL, "1.0")
        assert case is not None
        turn_id = tx.scalar(sa.text("SELECT turn_id FROM messages"))
        journal.keep_steps(tx, TEAM, [replace(step("msg:1"), case_id=case.id, turn_id=turn_id)])
        cases.add_event(tx, case, NOW, actor="frontdesk", event="replied", detail=f"answered, from FAQ set 1, {SECRET}")

    await db.write(told)
    await db.write(lambda tx: erase(tx, STAFF, 1, NOW))

    after = await db.read(all_rows)
    assert SECRET not in after
    assert "answered, from FAQ set 1" in after


async def test_what_was_offered_of_an_erased_set_is_gone_and_other_offers_stay(db: Database) -> None:
    def offered(tx: Tx) -> None:
        entry = tx.scalar(sa.text("SELECT max(id) FROM faq_entries"))
        document = tx.scalar(sa.text("SELECT max(id) FROM faq_documents"))
        theirs = [{"question": SECRET, "entry": entry}, {"question": SECRET, "entry": 0, "document": document}]
        others = [{"question": "Another one?", "entry": 990, "document": 0}]
        turn = kept(tx, "Is it?", "2.0", "2.0")
        about = {"team_id": TEAM, "kind": posts.REPLY, "case_id": turn.case_id, "channel": CHANNEL, "thread_ts": "2.0"}
        body = {"sections": [{"text": "Did you mean one of these?", "offers": [*theirs, *others]}]}
        posts.plan_post(tx, {**about, "key": "reply:2", "body": body, "outcome": {"told_by": ""}, "created_at": NOW})

    await db.write(a_set)
    await db.write(offered)
    await db.write(lambda tx: erase(tx, STAFF, 1, NOW))

    after = await db.read(all_rows)
    assert SECRET not in after
    assert "Another one?" in after


async def test_other_sets_and_what_was_told_from_them_stay(db: Database) -> None:
    await db.write(a_set)
    await db.write(lambda tx: a_set(tx, "other"))
    await db.write(lambda tx: a_reply(tx, 2, "1.0"))

    await db.write(lambda tx: erase(tx, STAFF, 1, NOW))

    second = await db.read(lambda tx: faqs.find_set(tx, TEAM, 2))
    assert second is not None
    assert len(await db.read(lambda tx: faqs.entries_of(tx, second.id))) == 1
    assert len(await db.read(lambda tx: faqs.steps_of_set(tx, second))) == 2
    assert f"No {SECRET}." in str(await db.read(lambda tx: tx.scalars(sa.text("SELECT body FROM posts")).all()))


async def test_a_set_of_staff_s_own_answers_begins_anew_after_it_was_erased(db: Database) -> None:
    values = {"team_id": TEAM, "owner": "USAM", "title": "Ours", "report": {}, "created_at": NOW}
    first = await db.write(lambda tx: faqs.own_set(tx, values))

    await db.write(lambda tx: erase(tx, STAFF, first.number, NOW))
    second = await db.write(lambda tx: faqs.own_set(tx, values))

    assert (second.id, second.number) != (first.id, first.number)
