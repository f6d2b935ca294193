"""Promises about the queue of cases: what each filter holds, pages without gaps, search by words and numbers."""

import asyncio

import pytest

from storage import cases
from storage.case_lists import Counts, Filter, View, counts, page, search
from storage.database import Database, Tx
from tests.storage.fixtures import NOW, REQUESTER, TEAM, kept, opened_case

STATES = (
    {"status": "open"},
    {"status": "waiting", "awaiting": "details"},
    {"status": "answered"},
    {"status": "escalated"},
    {"status": "escalated", "assignee": "UADA"},
    {"status": "resolved", "assignee": "UADA"},
)


def prepare(tx: Tx) -> None:
    for at, changes in enumerate(STATES):
        case = opened_case(tx, f"{at}.0")
        cases.update_case(tx, case.id, NOW, **changes)


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        ("open", ["CASE-1001"]),
        ("waiting", ["CASE-1002"]),
        ("escalated", ["CASE-1005", "CASE-1004"]),
        ("mine", ["CASE-1005"]),
        ("unassigned", ["CASE-1004"]),
        ("resolved", ["CASE-1006"]),
        ("all", ["CASE-1006", "CASE-1005", "CASE-1004", "CASE-1003", "CASE-1002", "CASE-1001"]),
    ],
)
async def test_each_filter_holds_what_its_name_says(db: Database, chosen: Filter, numbers: list[str]) -> None:
    await db.write(prepare)

    lines = await db.read(lambda tx: page(tx, View(TEAM, chosen, "UADA")))

    assert [line.number for line in lines] == numbers
    assert await db.read(lambda tx: page(tx, View("T2", chosen, "UADA"))) == []


async def test_counts_agree_with_the_pages(db: Database) -> None:
    await db.write(prepare)

    counted = await db.read(lambda tx: counts(tx, TEAM, "UADA"))

    assert counted == Counts(open=1, waiting=1, escalated=2, mine=1, unassigned=1, resolved=1, all=6)


async def test_counts_stop_at_a_thousand(db: Database) -> None:
    await db.write(lambda tx: [opened_case(tx, f"{at}.0") for at in range(1002)])

    counted = await db.read(lambda tx: counts(tx, TEAM, "UADA"))

    assert [counted.shown(name) for name in ("open", "waiting")] == ["1,000+", "0"]


async def test_pages_follow_each_other_without_gaps_while_cases_come_in(db: Database) -> None:
    await db.write(prepare)
    first = await db.read(lambda tx: page(tx, View(TEAM), limit=4))
    await db.write(lambda tx: opened_case(tx, "9.0"))

    second = await db.read(lambda tx: page(tx, View(TEAM), before=first[-1].id, limit=4))

    assert [line.number for line in [*first, *second]] == [f"CASE-{number}" for number in range(1006, 1000, -1)]


async def test_people_see_their_own_cases_only(db: Database) -> None:
    await db.write(prepare)

    assert len(await db.read(lambda tx: page(tx, View(TEAM, requester=REQUESTER)))) == 6
    assert await db.read(lambda tx: page(tx, View(TEAM, requester="U2"))) == []


def talk(tx: Tx) -> None:
    kept(tx, "The kettle leaks, see order A-12345", "1.0")
    kept(tx, "It is the Café model, invoice INV-7890", "1.1", "1.0")
    kept(tx, "My kettle arrived", "2.0")


async def found(db: Database, words: str, requester: str | None = None, team: str = TEAM) -> list[str]:
    lines = await db.read(lambda tx: search(tx, team, words, requester))
    return [line.number for line in lines]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("kettle", ["CASE-1002", "CASE-1001"]),
        ("KETTLE leaks", ["CASE-1001"]),
        ("leaks invoice", ["CASE-1001"]),
        ("kettle le", ["CASE-1001"]),
        ("kett", ["CASE-1002", "CASE-1001"]),
        ("kett leaks", []),
        ("A-12345", ["CASE-1001"]),
        ("a-123", ["CASE-1001"]),
        ("inv-7890", ["CASE-1001"]),
        ("CASE-1001", ["CASE-1001"]),
        ("#1002", ["CASE-1002"]),
        ("9999", []),
        ("", []),
        ("?!", []),
    ],
)
async def test_every_word_must_occur_and_the_last_may_go_on(db: Database, words: str, numbers: list[str]) -> None:
    await db.write(talk)

    assert await found(db, words) == numbers
    assert await found(db, words, REQUESTER) == numbers
    assert await found(db, words, "U2") == []
    assert await found(db, words, team="T2") == []


@pytest.mark.parametrize(
    "words",
    ['kettle"', "kettle OR", "text:kettle", "kettle*", "NEAR(", "'kettle' & !", "(", "-", "ke\0ttle", "%", "\\"],
)
async def test_signs_of_the_index_s_own_language_are_harmless(db: Database, words: str) -> None:
    await db.write(talk)

    await found(db, words)
    assert await found(db, "kettle") == ["CASE-1002", "CASE-1001"]


async def test_search_goes_on_below_the_last_case_found(db: Database) -> None:
    await db.write(lambda tx: [kept(tx, "kettle", f"{at}.0") for at in range(5)])
    first = await db.read(lambda tx: search(tx, TEAM, "kettle", limit=3))

    rest = await db.read(lambda tx: search(tx, TEAM, "kettle", before=first[-1].id, limit=3))

    assert [line.number for line in [*first, *rest]] == [f"CASE-{number}" for number in range(1005, 1000, -1)]


async def test_messages_that_come_at_once_are_all_found(db: Database) -> None:
    await db.write(lambda tx: kept(tx, "hello"))
    names = [f"word{at}" for at in range(20)]

    await asyncio.gather(*(db.write(lambda tx, one=one: kept(tx, one, f"1.{one}", "1.0")) for one in names))  # type: ignore[misc]

    assert await found(db, " ".join(names[:12])) == ["CASE-1001"]
    assert await found(db, " ".join(names[8:])) == ["CASE-1001"]


@pytest.mark.parametrize(
    "text", ["x" * 12_000, "Straße", "Straße 東京", "12345678901234567890 " * 500, "'; DROP TABLE cases"]
)
async def test_odd_texts_are_kept_and_found(db: Database, text: str) -> None:
    await db.write(lambda tx: kept(tx, f"odd {text}"))

    assert await found(db, "odd") == ["CASE-1001"]
    assert await found(db, text[:6]) == ["CASE-1001"]
