"""Stored FAQ sets: opened with their documents, finished once, listed by owner."""

from typing import Any

from storage import faq_requests, faqs
from storage.database import Database, Tx
from storage.faq_records import FaqDocument, FaqRequest, FaqSet
from storage.retention import forget
from tests.storage.fixtures import NOW, TEAM

ENTRY: dict[str, Any] = {
    "question": "Q?",
    "answer": "A.",
    "sources": ["One"],
    "quotes": [{"start": 1}],
    "engine": "rules",
}


def opened(tx: Tx, digest: str = "d", owner: str = "U1") -> FaqSet:
    values = {"team_id": TEAM, "owner": owner, "title": "T", "digest": digest, "language": None, "asked": 2}
    return faqs.open_set(
        tx, {**values, "created_at": NOW}, [FaqDocument(0, "One", "Text"), FaqDocument(1, "Two", "More")]
    )


async def test_an_unfinished_set_of_the_same_order_is_taken_up_again(db: Database) -> None:
    first = await db.write(opened)

    again = await db.write(opened)
    other = await db.write(lambda tx: opened(tx, "other"))

    assert (again.id, again.run, other.number) == (first.id, f"faq:{TEAM}:1", 2)
    documents = await db.read(lambda tx: faqs.documents_of(tx, first.id))
    assert [(one.position, one.title, one.text) for one in documents] == [(0, "One", "Text"), (1, "Two", "More")]


async def test_a_set_is_finished_once(db: Database) -> None:
    faq = await db.write(opened)

    done = [await db.write(lambda tx: faqs.finish_set(tx, faq, [ENTRY, ENTRY], {"asked": 2}, NOW)) for _ in range(2)]

    assert done == [True, False]
    entries = await db.read(lambda tx: faqs.entries_of(tx, faq.id))
    assert [(one.position, one.quotes, one.published) for one in entries] == [
        (1, [{"start": 1}], False),
        (2, [{"start": 1}], False),
    ]
    stored = await db.read(lambda tx: faqs.get_set(tx, faq.id))
    assert stored is not None
    assert (stored.state, stored.report, stored.finished_at) == ("done", {"asked": 2}, NOW)


async def test_a_cancelled_set_is_not_finished_and_not_taken_up_again(db: Database) -> None:
    faq = await db.write(opened)

    cancelled = await db.write(lambda tx: faqs.cancel_set(tx, faq.id, NOW))

    assert cancelled
    assert not await db.write(lambda tx: faqs.finish_set(tx, faq, [ENTRY], {}, NOW))
    assert (await db.write(opened)).id != faq.id


async def test_owners_see_their_own_sets_newest_first(db: Database) -> None:
    await db.write(lambda tx: (opened(tx, "a"), opened(tx, "b"), opened(tx, "c", owner="U2")))

    mine = await db.read(lambda tx: faqs.sets_of(tx, TEAM, "U1"))

    assert [one.number for one in mine] == [2, 1]


async def test_a_set_is_published_and_withdrawn_as_a_whole(db: Database) -> None:
    faq = await db.write(opened)
    await db.write(lambda tx: faqs.finish_set(tx, faq, [ENTRY, ENTRY], {}, NOW))

    assert await db.write(lambda tx: faqs.publish(tx, faq.id, published=True)) == 2

    assert all(one.published for one in await db.read(lambda tx: faqs.entries_of(tx, faq.id)))


async def test_what_is_asked_of_a_set_is_owed_once_until_it_is_done(db: Database) -> None:
    faq = await db.write(opened)
    files = FaqRequest(faq.id, f"{faq.run}:files:U2:1.000", "U2")
    anew = FaqRequest(faq.id, f"{faq.run}:again:1:1", "U2", 1, 0, by_staff=True)
    for request in (files, anew, anew):
        await db.write(lambda tx, request=request: faq_requests.keep_request(tx, TEAM, request, NOW))  # type: ignore[misc]
    both = await db.read(lambda tx: faq_requests.owed_requests(tx, TEAM))

    await db.write(lambda tx: faq_requests.settle_request(tx, files.job))

    assert both == [files, anew]
    assert await db.read(lambda tx: faq_requests.owed_requests(tx, TEAM)) == [anew]


async def test_who_is_forgotten_is_owed_nothing_of_a_set_any_more(db: Database) -> None:
    faq = await db.write(opened)
    theirs, others = (FaqRequest(faq.id, f"{faq.run}:files:{user}:1.000", user) for user in ("U2", "U3"))
    for request in (theirs, others):
        await db.write(lambda tx, request=request: faq_requests.keep_request(tx, TEAM, request, NOW))  # type: ignore[misc]

    await db.write(lambda tx: forget(tx, TEAM, "U2", NOW))

    assert await db.read(lambda tx: faq_requests.owed_requests(tx, TEAM)) == [others]
