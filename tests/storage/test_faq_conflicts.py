"""The same question published twice with different answers: a conflict, and who answers is said; on both databases."""

from typing import Any

import pytest

from handlers.faq.conflicts import Conflict, conflicts_in
from handlers.faq.listing import summaries
from handlers.runtime.published_cache import PublishedFaqCache
from storage import faqs
from storage.database import Database
from storage.published import published_entries
from tests.storage.fixtures import NOW, TEAM
from tests.storage.test_faqs import ENTRY, opened

QUESTION = "How long do lamps last?"


def entry(question: str, answer: str) -> dict[str, Any]:
    return {**ENTRY, "question": question, "answer": answer, "quotes": [{"text": answer}]}


async def published(db: Database, digest: str, *entries: dict[str, Any]) -> int:
    faq = await db.write(lambda tx: opened(tx, digest))
    await db.write(lambda tx: faqs.finish_set(tx, faq, entries, {}, NOW))
    await db.write(lambda tx: faqs.publish(tx, faq.id, published=True))
    return faq.id


async def conflicts(db: Database) -> list[Conflict]:
    return conflicts_in(await db.read(lambda tx: published_entries(tx, TEAM)))


@pytest.mark.parametrize("again", [QUESTION, "how long do LAMPS last", "How  long do lamps last ??"])
async def test_another_answer_to_the_same_question_is_a_conflict_and_the_newest_set_answers(
    db: Database, again: str
) -> None:
    await published(db, "a", entry(QUESTION, "Two years."))
    await published(db, "b", entry(again, "Five years."))

    [found] = await conflicts(db)

    cache = PublishedFaqCache()
    told = (await db.read(lambda tx: cache.faqs_of(tx, TEAM))).answer_to(QUESTION)
    assert told is not None
    assert (told.answer, found.answers.answer) == ("Five years.", "Five years.")
    assert "different answers in set 2, entry 1 and set 1, entry 1. Customers get that of set 2" in found.sentence()


async def test_the_same_answer_twice_is_no_conflict(db: Database) -> None:
    await published(db, "a", entry(QUESTION, "Two years."))
    await published(db, "b", entry(QUESTION, "two years"), entry("How long do bulbs last?", "Three years."))

    assert await conflicts(db) == []


async def test_a_conflict_is_over_once_one_of_the_sets_is_withdrawn(db: Database) -> None:
    await published(db, "a", entry(QUESTION, "Two years."))
    newer = await published(db, "b", entry(QUESTION, "Five years."))

    await db.write(lambda tx: faqs.publish(tx, newer, published=False))

    cache = PublishedFaqCache()
    told = (await db.read(lambda tx: cache.faqs_of(tx, TEAM))).answer_to(QUESTION)
    assert await conflicts(db) == []
    assert told is not None
    assert told.answer == "Two years."


async def test_the_list_counts_what_is_published_what_waits_and_what_conflicts(db: Database) -> None:
    paraphrase = {**ENTRY, "quotes": [{"text": "Another text."}]}
    await published(db, "a", entry(QUESTION, "Two years."))
    await published(db, "b", entry(QUESTION, "Five years."), paraphrase)
    second = await db.read(lambda tx: faqs.find_set(tx, TEAM, 2))
    assert second is not None
    entries = await db.read(lambda tx: faqs.entries_of(tx, second.id))
    await db.write(lambda tx: faqs.publish(tx, second.id, published=False))
    await db.write(lambda tx: faqs.publish(tx, second.id, published=True, only=[entries[0].id]))
    cache = PublishedFaqCache()

    listed = await db.read(lambda tx: summaries(tx, cache, TEAM, None, 10))

    assert [line.counts() for line in listed] == [
        "1 of 2 published, 1 waits for a decision, 1 conflict with another answer",
        "1 of 1 published, 1 conflict with another answer",
    ]
