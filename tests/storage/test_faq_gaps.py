"""What staff answer themselves, on SQLite and PostgreSQL: one set of their own, and the words that ended a case."""

import asyncio

from handlers.faq import decisions
from handlers.faq.acts import FaqActor
from storage import cases, faq_gaps, faqs, messages
from storage.database import Database, Tx
from storage.errors import Refused
from storage.faq_gaps import Unanswered
from storage.published import published_entries
from tests.storage.fixtures import CHANNEL, NOW, TEAM, kept

SAM = FaqActor(TEAM, "USAM", is_staff=True)
ASKED = "Do you sell gift cards?"


async def own(db: Database, question: str, answer: str = "Yes.") -> int:
    faq, _ = await db.write(lambda tx: decisions.add_own(tx, SAM, question, answer, NOW))
    return faq.number


async def test_staff_have_one_set_of_their_own_also_when_two_begin_it_at_once(db: Database) -> None:
    numbers = await asyncio.gather(own(db, "One?"), own(db, "Two?"))

    entries = await db.read(lambda tx: published_entries(tx, TEAM))
    assert len(set(numbers)) == 1
    assert sorted(entry.position for entry in entries) == [1, 2]
    assert {entry.engine for entry in entries} == {"staff"}


async def test_of_two_who_answer_the_same_question_at_once_one_is_told(db: Database) -> None:
    done = await asyncio.gather(own(db, ASKED, "Yes."), own(db, ASKED, "No."), return_exceptions=True)

    assert len([one for one in done if isinstance(one, Refused)]) == 1
    assert len(await db.read(lambda tx: published_entries(tx, TEAM))) == 1


async def test_a_set_of_their_own_is_listed_like_others_and_nobody_waits_for_it(db: Database) -> None:
    await own(db, ASKED)

    assert [faq.title for faq in await db.read(lambda tx: faqs.sets_of(tx, TEAM, None))] == ["Answers by our team"]
    assert await db.read(lambda tx: faqs.owed_sets(tx, TEAM)) == []


def staff_say(tx: Tx, case_id: int, ts: str, text: str) -> None:
    about = {"team_id": TEAM, "case_id": case_id, "channel": CHANNEL, "thread_ts": "1.0", "is_dm": False}
    messages.keep_message(
        tx, {**about, "ts": ts, "author": "USAM", "author_kind": "staff", "text": text, "kept_at": NOW}
    )


async def test_the_last_words_of_staff_after_the_question_are_the_draft_once_the_case_is_resolved(db: Database) -> None:
    def talk(tx: Tx) -> int:
        turn = kept(tx, ASKED)
        faq_gaps.keep_gaps(tx, turn, [Unanswered(0, ASKED, "general_question")], NOW)
        staff_say(tx, turn.case_id, "1.1", "One moment.")
        staff_say(tx, turn.case_id, "1.2", "Yes, in every shop.")
        return turn.case_id

    case_id = await db.write(talk)
    [gap] = await db.read(lambda tx: faq_gaps.newest_gaps(tx, TEAM))
    before = await db.read(lambda tx: faq_gaps.last_words_of_staff(tx, [gap.id]))
    await db.write(lambda tx: cases.update_case(tx, case_id, NOW, status="resolved"))

    assert before is None
    after = await db.read(lambda tx: faq_gaps.last_words_of_staff(tx, [gap.id]))
    assert after == ("Yes, in every shop.", "CASE-1001")
