"""Stored published entries and gaps, on SQLite and PostgreSQL: what is read, and when a process must read again."""

from asyncio import create_task
from threading import Event

import pytest
from structlog.testing import capture_logs

from handlers.runtime.published_cache import NO_FAQS, PublishedFaqCache
from storage import faq_gaps, faqs
from storage.database import Database
from storage.faq_gaps import Unanswered
from storage.published import how_many_left, left_entries, published_entries, version_of
from tests.fakes.transformer import FakeTransformer
from tests.storage.fixtures import NOW, TEAM, kept
from tests.storage.test_faqs import ENTRY, opened
from workflows.understanding import transformer

LAMP = {**ENTRY, "question": "How long do lamps last?", "answer": "Lamps last 2 years."}


async def _made(db: Database, digest: str = "d") -> int:
    faq = await db.write(lambda tx: opened(tx, digest))
    await db.write(lambda tx: faqs.finish_set(tx, faq, [LAMP, ENTRY], {}, NOW))
    return faq.id


async def test_published_entries_carry_their_set_s_number_and_newest_sets_come_first(db: Database) -> None:
    first, second = await _made(db, "a"), await _made(db, "b")
    await db.write(lambda tx: (faqs.publish(tx, first, published=True), faqs.publish(tx, second, published=True)))

    found = await db.read(lambda tx: published_entries(tx, TEAM))

    assert [(one.set_number, one.position, one.question) for one in found] == [
        (2, 1, "How long do lamps last?"),
        (2, 2, "Q?"),
        (1, 1, "How long do lamps last?"),
        (1, 2, "Q?"),
    ]
    assert (found[0].answer, found[0].sources, found[0].quotes) == ("Lamps last 2 years.", ["One"], [{"start": 1}])
    assert await db.read(lambda tx: published_entries(tx, "T2")) == []


async def test_a_process_reads_again_what_another_published_or_withdrew(db: Database) -> None:
    published_faqs, set_id = PublishedFaqCache(), await _made(db)

    before = await db.read(lambda tx: published_faqs.faqs_of(tx, TEAM))
    await db.write(lambda tx: faqs.publish(tx, set_id, published=True))
    published = await db.read(lambda tx: published_faqs.faqs_of(tx, TEAM))
    same = await db.read(lambda tx: published_faqs.faqs_of(tx, TEAM))
    await db.write(lambda tx: faqs.publish(tx, set_id, published=False))
    withdrawn = await db.read(lambda tx: published_faqs.faqs_of(tx, TEAM))

    assert before is NO_FAQS
    assert published is same
    assert published.answer_to("how many years does a lamp last?") == published.entries[0]
    assert withdrawn.entries == ()
    assert await db.read(lambda tx: version_of(tx, TEAM)) == 2


@pytest.mark.parametrize("stays", [True, False])
async def test_a_process_that_stays_lets_the_transformer_read_what_is_published(
    db: Database, monkeypatch: pytest.MonkeyPatch, *, stays: bool
) -> None:
    fake = FakeTransformer()
    monkeypatch.setattr(transformer, "load", lambda: fake)
    published_faqs, set_id = PublishedFaqCache(stays=stays), await _made(db)
    await db.write(lambda tx: faqs.publish(tx, set_id, published=True))

    with capture_logs() as logged:
        found = await db.read(lambda tx: published_faqs.faqs_of(tx, TEAM))
        await published_faqs.aside(lambda: None)

    assert found.offers.asks_transformer is stays
    assert ("published_texts_read" in [one["event"] for one in logged]) is stays
    assert any("Lamps last 2 years." in text for text in fake.read) is stays


async def test_publishing_what_is_not_there_changes_nothing(db: Database) -> None:
    assert await db.write(lambda tx: faqs.publish(tx, 99, published=True)) == 0
    assert await db.read(lambda tx: version_of(tx, TEAM)) == 0


async def test_what_touches_nothing_published_makes_nobody_read_again(db: Database) -> None:
    set_id = await _made(db)
    first, second = await db.read(lambda tx: faqs.entries_of(tx, set_id))
    await db.write(lambda tx: faqs.remove_entry(tx, TEAM, first, "U1"))
    await db.write(lambda tx: faqs.replace_entry(tx, TEAM, second, ENTRY, keep_published=True))
    await db.write(lambda tx: faqs.publish(tx, set_id, published=False))
    untouched = await db.read(lambda tx: version_of(tx, TEAM))

    published = await db.write(lambda tx: faqs.publish(tx, set_id, published=True))
    again = await db.write(lambda tx: faqs.publish(tx, set_id, published=True))

    assert (untouched, published, again) == (0, 1, 1)
    assert await db.read(lambda tx: version_of(tx, TEAM)) == 1


async def test_what_is_published_and_removed_or_made_anew_is_read_again(db: Database) -> None:
    set_id = await _made(db)
    await db.write(lambda tx: faqs.publish(tx, set_id, published=True))
    first, second = await db.read(lambda tx: faqs.entries_of(tx, set_id))

    await db.write(lambda tx: faqs.remove_entry(tx, TEAM, first, "U1"))
    removed = await db.read(lambda tx: version_of(tx, TEAM))
    await db.write(lambda tx: faqs.replace_entry(tx, TEAM, second, ENTRY, keep_published=True))

    assert (removed, await db.read(lambda tx: version_of(tx, TEAM))) == (2, 3)


async def test_an_entry_withdrawn_while_it_is_made_anew_stays_withdrawn(db: Database) -> None:
    set_id = await _made(db)
    await db.write(lambda tx: faqs.publish(tx, set_id, published=True))
    entry = (await db.read(lambda tx: faqs.entries_of(tx, set_id)))[0]
    await db.write(lambda tx: faqs.publish(tx, set_id, published=False))

    assert await db.write(lambda tx: faqs.replace_entry(tx, TEAM, entry, LAMP, keep_published=True))

    assert await db.read(lambda tx: published_entries(tx, TEAM)) == []


async def test_a_transaction_reads_what_is_published_and_works_nothing_out(db: Database) -> None:
    published_faqs, set_id = PublishedFaqCache(), await _made(db)
    await db.write(lambda tx: faqs.publish(tx, set_id, published=True))
    free = Event()
    waits = create_task(published_faqs.aside(free.wait))  # the shelf's thread is busy

    found = await db.read(lambda tx: published_faqs.faqs_of(tx, TEAM))
    made_in_it = "index" in vars(found)
    free.set()
    await waits
    await published_faqs.aside(lambda: None)

    assert (made_in_it, "index" in vars(found)) == (False, True)


async def test_a_message_s_gaps_are_replaced_as_a_whole_and_listed_newest_first(db: Database) -> None:
    turn = await db.write(lambda tx: kept(tx, "a? b?", "1.0"))
    other = await db.write(lambda tx: kept(tx, "c?", "2.0"))
    both = [Unanswered(1, "a?", "general_question"), Unanswered(2, "b?", "technical_support")]

    await db.write(lambda tx: faq_gaps.keep_gaps(tx, turn, both, NOW))
    await db.write(lambda tx: faq_gaps.keep_gaps(tx, other, [Unanswered(0, "c?", "general_question")], NOW))
    await db.write(lambda tx: faq_gaps.keep_gaps(tx, turn, both[:1], NOW))

    found = await db.read(lambda tx: faq_gaps.newest_gaps(tx, TEAM))
    assert [(one.question, one.route, one.asked_at, one.case_number) for one in found] == [
        ("a?", "general_question", NOW, "CASE-1001"),
        ("c?", "general_question", NOW, "CASE-1002"),
    ]
    assert await db.read(lambda tx: faq_gaps.newest_gaps(tx, "T2")) == []
    assert len(await db.read(lambda tx: faq_gaps.newest_gaps(tx, None, limit=1))) == 1


async def test_an_edited_message_s_gap_is_its_new_text(db: Database) -> None:
    turn = await db.write(lambda tx: kept(tx, "a?", "1.0"))
    await db.write(lambda tx: faq_gaps.keep_gaps(tx, turn, [Unanswered(0, "a?", "general_question")], NOW))

    await db.write(lambda tx: faq_gaps.reword_gap(tx, turn.first.id, "b?"))

    assert [one.question for one in await db.read(lambda tx: faq_gaps.newest_gaps(tx, TEAM))] == ["b?"]


async def test_what_is_left_of_published_sets_is_counted_and_read_until_somebody_decides(db: Database) -> None:
    first, second = await _made(db, "a"), await _made(db, "b")
    [lamp, other] = await db.read(lambda tx: faqs.entries_of(tx, first))
    before = await db.read(lambda tx: how_many_left(tx, TEAM))
    await db.write(lambda tx: faqs.publish(tx, first, published=True, only=[lamp.id]))

    left = await db.read(lambda tx: left_entries(tx, TEAM))
    counted = await db.read(lambda tx: (how_many_left(tx, TEAM), how_many_left(tx, "T2")))
    await db.write(lambda tx: faqs.remove_entry(tx, TEAM, other, "U1"))

    assert second != first
    assert before == 0
    assert [(one.set_number, one.position, one.question) for one in left] == [(1, 2, "Q?")]
    assert counted == (1, 0)
    assert await db.read(lambda tx: how_many_left(tx, TEAM)) == 0
