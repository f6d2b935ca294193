"""What staff decide about entries of a set, on SQLite and PostgreSQL: what is published then, and who came first."""

import sqlite3
from asyncio import gather
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from handlers.faq import decisions
from handlers.faq.acts import FaqActor
from handlers.faq.decisions import Seen
from handlers.faq.publishing import Publishing, publish, why_waiting
from storage import faqs
from storage.database import Database
from storage.errors import Refused
from storage.faq_records import FaqEntry
from storage.migrate import migrate
from storage.published import published_entries, version_of
from storage.retention import forget
from tests.storage.fixtures import NOW, TEAM
from tests.storage.test_faqs import opened
from tests.storage.test_upgrade import DUMP
from workflows.faq.reasons import AGREES

SAM, BEN = (FaqActor(TEAM, user, is_staff=True) for user in ("USAM", "UBEN"))
ANA = FaqActor(TEAM, "U1", is_staff=False)
LASTS = "Lamps last two years in daily use."
WORD_FOR_WORD, PARAPHRASE = (
    {
        "question": question,
        "answer": answer,
        "sources": ["One"],
        "quotes": [{"document": 0, "title": "One", "start": 0, "end": len(LASTS), "text": LASTS}],
        "engine": "model",
    }
    for question, answer in (("How long do lamps last?", LASTS), ("What is the life of a lamp?", "Two years."))
)


async def made(db: Database, *entries: dict[str, Any]) -> int:
    faq = await db.write(opened)
    await db.write(lambda tx: faqs.finish_set(tx, faq, entries, {}, NOW))
    return faq.number


async def entries(db: Database, number: int = 1) -> list[FaqEntry]:
    def read(tx: Any) -> list[FaqEntry]:  # noqa: ANN401 - a transaction
        faq = faqs.find_set(tx, TEAM, number)
        assert faq is not None
        return faqs.entries_of(tx, faq.id)

    return await db.read(read)


async def published(db: Database, actor: FaqActor = SAM) -> Publishing:
    return await db.write(lambda tx: publish(tx, actor, 1, published=True))


async def approve(db: Database, position: int, actor: FaqActor = SAM, version: int | None = None) -> None:
    await db.write(lambda tx: decisions.approve(tx, actor, Seen(1, position, version), NOW))


async def reject(db: Database, position: int, actor: FaqActor = SAM, version: int | None = None) -> None:
    await db.write(lambda tx: decisions.reject(tx, actor, Seen(1, position, version), NOW))


async def answered_from(db: Database) -> list[int]:
    return [entry.position for entry in await db.read(lambda tx: published_entries(tx, TEAM))]


async def test_a_set_whose_answers_are_its_quotes_is_published_in_one_press(db: Database) -> None:
    await made(db, WORD_FOR_WORD, WORD_FOR_WORD)

    done = await published(db)

    assert (done.count, done.left_out) == (2, "")
    assert await answered_from(db) == [1, 2]


async def test_a_paraphrase_waits_for_a_decision_and_publishing_says_so(db: Database) -> None:
    await made(db, WORD_FOR_WORD, PARAPHRASE)

    done = await published(db)

    assert await answered_from(db) == [1]
    assert done.sentence() == (
        "1 of 2 entries is published. 1 waits for a decision, as the answer is not the quote word for word: entry 2."
    )


async def test_what_is_no_question_waits_for_staff_and_answers_once_they_approve_it(db: Database) -> None:
    await made(db, WORD_FOR_WORD, {**WORD_FOR_WORD, "question": "How do I lamps in daily use?"})

    done = await published(db)

    assert await answered_from(db) == [1]
    assert done.sentence() == (
        "1 of 2 entries is published. 1 waits for a decision, as its question or answer does not stand by itself: "
        "entry 2."
    )
    assert why_waiting((await entries(db))[1]) == AGREES

    await approve(db, 2)

    assert await answered_from(db) == [1, 2]


async def test_a_set_of_paraphrases_is_not_published_before_anybody_decides(db: Database) -> None:
    await made(db, PARAPHRASE, PARAPHRASE)

    with pytest.raises(Refused, match="2 wait for a decision"):
        await published(db)

    assert await answered_from(db) == []


async def test_what_staff_approve_is_published_with_its_set_and_it_is_kept_who_and_when(db: Database) -> None:
    await made(db, WORD_FOR_WORD, PARAPHRASE)

    await approve(db, 2)
    done = await published(db)

    _, second = await entries(db)
    assert (done.count, await answered_from(db)) == (2, [1, 2])
    assert (second.state, second.decided_by, second.decided_at) == ("approved", SAM.user, NOW)


async def test_what_is_approved_in_a_published_set_answers_at_once(db: Database) -> None:
    await made(db, WORD_FOR_WORD, PARAPHRASE)
    await published(db)

    await approve(db, 2)

    assert await answered_from(db) == [1, 2]


async def test_what_is_rejected_answers_nobody_any_more_and_stays_out_when_its_set_is_published(db: Database) -> None:
    await made(db, WORD_FOR_WORD, WORD_FOR_WORD)
    await published(db)
    before = await db.read(lambda tx: version_of(tx, TEAM))

    await reject(db, 1)
    at_once = await answered_from(db)
    done = await published(db)

    assert (at_once, await answered_from(db)) == ([2], [2])
    assert done.left_out == "1 is rejected: entry 1."
    assert await db.read(lambda tx: version_of(tx, TEAM)) > before


async def test_what_was_rejected_by_mistake_is_approved_after_all(db: Database) -> None:
    await made(db, WORD_FOR_WORD, WORD_FOR_WORD)
    await published(db)
    await reject(db, 1)

    await approve(db, 1, BEN)

    assert await answered_from(db) == [1, 2]


async def test_only_staff_decide_also_about_a_set_of_their_own(db: Database) -> None:
    await made(db, PARAPHRASE)

    for act in (approve, reject):
        with pytest.raises(Refused, match="only support staff"):
            await act(db, 1, ANA)

    assert (await entries(db))[0].state == "proposed"


async def test_of_two_staff_who_decide_at_once_the_second_is_told(db: Database) -> None:
    await made(db, PARAPHRASE)
    await approve(db, 1, SAM, version=0)

    with pytest.raises(Refused, match="somebody has changed or decided this entry meanwhile"):
        await reject(db, 1, BEN, version=0)

    assert (await entries(db))[0].decided_by == SAM.user


async def test_of_two_staff_who_press_at_the_same_moment_one_decides(db: Database) -> None:
    await made(db, PARAPHRASE)

    done = await gather(approve(db, 1, SAM, 0), reject(db, 1, BEN, 0), return_exceptions=True)

    [entry] = await entries(db)
    assert [type(one) for one in done if one is not None] == [Refused]
    assert (entry.version, entry.decided_by) in {(1, SAM.user), (1, BEN.user)}


async def test_who_publishes_while_somebody_rejects_publishes_no_rejected_entry(db: Database) -> None:
    await made(db, WORD_FOR_WORD, WORD_FOR_WORD)

    await gather(published(db), reject(db, 1, BEN))

    assert await answered_from(db) == [2]


async def test_a_press_that_comes_twice_decides_once(db: Database) -> None:
    await made(db, PARAPHRASE)

    for _ in range(2):
        await approve(db, 1, SAM, version=0)

    assert (await entries(db))[0].version == 1


async def test_a_decision_does_not_stand_for_the_answer_that_is_made_after_it(db: Database) -> None:
    await made(db, PARAPHRASE)
    await approve(db, 1)
    [entry] = await entries(db)

    await db.write(lambda tx: faqs.replace_entry(tx, TEAM, entry, WORD_FOR_WORD, keep_published=True))

    [entry] = await entries(db)
    assert (entry.state, entry.decided_by) == ("proposed", None)


async def test_who_decided_is_forgotten_and_the_decision_stands(db: Database) -> None:
    await made(db, PARAPHRASE)
    await approve(db, 1)

    await db.write(lambda tx: forget(tx, TEAM, SAM.user, NOW))

    [entry] = await entries(db)
    assert (entry.state, entry.decided_by) == ("approved", "forgotten-1")


def test_what_an_old_database_publishes_is_published_and_approved_after_the_upgrade(tmp_path: Path) -> None:
    file, states = tmp_path / "old.db", "SELECT position, published FROM faq_entries ORDER BY id"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(DUMP.read_text(encoding="utf-8"))
        before = connection.execute(states).fetchall()

    migrate(f"sqlite:///{file}")

    with closing(sqlite3.connect(file)) as connection:
        after = connection.execute(states).fetchall()
        approved = connection.execute("SELECT DISTINCT state FROM faq_entries WHERE published").fetchall()
    assert after == before
    assert approved == [("approved",)]
