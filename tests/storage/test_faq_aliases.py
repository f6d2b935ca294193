"""Stored wordings of published entries, on SQLite and PostgreSQL: counted by person, bound to the entry, erased."""

import pytest

from storage import faq_aliases, faqs, posts
from storage.database import Database, Tx
from storage.faq_aliases import Alias, Choice, ChosenQuestion
from storage.published import version_of
from storage.records import Turn
from storage.tables import faq_entries
from tests.storage.fixtures import NOW, TEAM, kept
from tests.storage.test_faqs import ENTRY, opened

PEOPLE = ("U1", "U2", "U3")


async def published(db: Database) -> int:
    """Publish a set of one entry; return the entry's row id."""

    def make(tx: Tx) -> int:
        faq = opened(tx)
        faqs.finish_set(tx, faq, [ENTRY], {}, NOW)
        faqs.publish(tx, faq.id, published=True)
        return faqs.entries_of(tx, faq.id)[0].id

    return await db.write(make)


def choice(turn: Turn, entry_id: int, user: str) -> Choice:
    about = {"case_id": turn.case_id, "asked_id": turn.first.id, "message_id": turn.first.id}
    return Choice(TEAM, entry_id, ENTRY["question"], "how long", f"How long? ({user})", user=user, **about)


async def chosen_by(db: Database, entry_id: int, *users: str) -> list[Turn]:
    """Let these people choose the entry for the same words."""

    def choose(tx: Tx) -> list[Turn]:
        turns = [kept(tx, "How long?", f"{at + 1}.0") for at, _ in enumerate(users)]
        for turn, user in zip(turns, users, strict=True):
            faq_aliases.keep_choice(tx, choice(turn, entry_id, user), NOW)
        return turns

    return await db.write(choose)


async def only(db: Database) -> Alias:
    [alias] = await db.read(lambda tx: faq_aliases.aliases_of(tx, TEAM))
    return alias


async def test_each_person_counts_once_and_repeats_change_nothing(db: Database) -> None:
    entry_id = await published(db)
    [first, *_] = await chosen_by(db, entry_id, "U1", "U1", "U2")
    before = await db.read(lambda tx: version_of(tx, TEAM))

    await db.write(lambda tx: faq_aliases.keep_choice(tx, choice(first, entry_id, "U1"), NOW))

    alias = await only(db)
    assert (alias.people, alias.unhelpful, alias.state, alias.answers) == (2, 0, "proposed", False)
    assert await db.read(lambda tx: version_of(tx, TEAM)) == before


@pytest.mark.parametrize(("rating", "answers"), [(None, True), (1, True), (-1, False)])
async def test_three_people_are_enough_unless_it_did_not_help_one(
    db: Database, rating: int | None, *, answers: bool
) -> None:
    turns = await chosen_by(db, await published(db), *PEOPLE)
    before = await db.read(lambda tx: version_of(tx, TEAM))

    def rate(tx: Tx) -> None:
        values = {"team_id": TEAM, "key": "reply:x", "kind": posts.REPLY, "channel": "C1", "body": {}}
        about = {"case_id": turns[1].case_id, "message_id": turns[1].first.id, "created_at": NOW, "rating": rating}
        posts.plan_post(tx, {**values, **about})
        faq_aliases.note_rating(tx, TEAM, turns[1].first.id)

    await db.write(rate)

    assert (await only(db)).answers is answers
    assert await db.read(lambda tx: version_of(tx, TEAM)) == before + 1


async def test_a_wording_belongs_to_its_team_and_to_what_its_entry_asks(db: Database) -> None:
    entry_id = await published(db)
    await chosen_by(db, entry_id, "U1")
    elsewhere = await db.read(lambda tx: faq_aliases.aliases_of(tx, "T2"))
    decided = await db.write(lambda tx: faq_aliases.decide(tx, "T2", 1, "approved", "UADA"))

    def ask_otherwise(tx: Tx) -> None:
        [entry] = [one for one in faqs.entries_of(tx, 1) if one.id == entry_id]
        faqs.replace_entry(tx, TEAM, entry, {**ENTRY, "question": "Another?"}, keep_published=True)

    await db.write(ask_otherwise)

    assert (elsewhere, decided) == ([], False)
    assert await db.read(lambda tx: faq_aliases.aliases_of(tx, TEAM)) == []


async def test_erasing_cases_keeps_what_others_wrote_and_what_staff_approved_if_asked_to(db: Database) -> None:
    entry_id = await published(db)
    first, second = await chosen_by(db, entry_id, "U1", "U2")

    await db.write(lambda tx: faq_aliases.erase_of_cases(tx, [second.case_id], and_approved=True))
    left = await only(db)
    await db.write(lambda tx: faq_aliases.decide(tx, TEAM, left.id, "approved", "UADA"))
    await db.write(lambda tx: faq_aliases.erase_of_cases(tx, [first.case_id], and_approved=False))
    approved = await only(db)

    assert (left.wording, left.people) == ("How long? (U1)", 1)
    assert (approved.wording, approved.people, approved.answers) == ("How long? (U1)", 0, True)


async def test_a_deleted_question_takes_its_wording_along(db: Database) -> None:
    [turn] = await chosen_by(db, await published(db), "U1")

    await db.write(lambda tx: faq_aliases.erase_of_message(tx, turn.first.id))

    assert await db.read(lambda tx: faq_aliases.aliases_of(tx, TEAM)) == []


async def test_an_erased_entry_takes_its_wordings_along(db: Database) -> None:
    entry_id = await published(db)
    [turn] = await chosen_by(db, entry_id, "U1")

    await db.write(lambda tx: tx.execute(faq_entries.delete().where(faq_entries.c.id == entry_id)).rowcount)

    assert await db.read(lambda tx: faq_aliases.choices_in(tx, turn.case_id)) == []


async def test_a_case_tells_what_was_chosen_in_it(db: Database) -> None:
    [turn] = await chosen_by(db, await published(db), "U1")

    found = await db.read(lambda tx: faq_aliases.choices_in(tx, turn.case_id))

    assert found == [ChosenQuestion("How long? (U1)", ENTRY["question"], NOW)]
