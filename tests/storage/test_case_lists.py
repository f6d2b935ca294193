"""Promises about the queue of cases: what each filter holds, pages without gaps, search by words and numbers."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storage import cases
from storage.case_lists import CaseLine, Counts, Filter, Key, View, counts, page, search
from storage.database import Database, Tx, parse_url
from storage.migrate import migrate
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
        ("escalated", ["CASE-1004", "CASE-1005"]),
        ("mine", ["CASE-1005"]),
        ("unassigned", ["CASE-1004"]),
        ("answered", ["CASE-1003"]),
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

    assert counted == Counts(escalated=2, unassigned=1, mine=1, open=1, waiting=1, answered=1, resolved=1, all=6)


async def test_counts_stop_at_a_thousand(db: Database) -> None:
    await db.write(lambda tx: [opened_case(tx, f"{at}.0") for at in range(1002)])

    counted = await db.read(lambda tx: counts(tx, TEAM, "UADA"))

    assert [counted.shown(name) for name in ("open", "waiting")] == ["1,000+", "0"]


async def test_pages_follow_each_other_without_gaps_while_cases_come_in(db: Database) -> None:
    await db.write(prepare)
    first = await db.read(lambda tx: page(tx, View(TEAM), limit=4))
    await db.write(lambda tx: opened_case(tx, "9.0"))

    second = await db.read(lambda tx: page(tx, View(TEAM), first[-1].key, limit=4))

    assert [line.number for line in [*first, *second]] == [f"CASE-{number}" for number in range(1006, 1000, -1)]


def waiting(tx: Tx, count: int = 9) -> None:
    """Let so many cases wait for a person; the later opened, the longer, and always three since the same moment."""
    for at in range(count):
        case = opened_case(tx, f"{at}.0")
        since = NOW - timedelta(hours=at // 3)
        cases.update_case(tx, case.id, since, status="escalated", assignee="UADA" if at % 2 else None)
    answered = opened_case(tx, "99.0")
    cases.update_case(tx, answered.id, NOW, status="answered", assignee="UADA")


ORDER = [7, 8, 9, 4, 5, 6, 1, 2, 3]  # of the last digits of their numbers


@pytest.mark.parametrize(
    ("chosen", "ends"),
    [
        ("escalated", ORDER),
        ("unassigned", [at for at in ORDER if at % 2]),
        ("mine", [*(at for at in ORDER if not at % 2), 10]),
    ],
)
async def test_what_waits_for_a_person_comes_longest_waiting_first_page_by_page(
    db: Database, chosen: Filter, ends: list[int]
) -> None:
    await db.write(waiting)
    view = View(TEAM, chosen, "UADA")

    def read_through(tx: Tx) -> list[CaseLine]:
        seen: list[CaseLine] = []
        while lines := page(tx, view, seen[-1].key if seen else None, limit=2):
            seen += lines
        return seen

    seen = await db.read(read_through)

    assert [int(line.number.removeprefix("CASE-")) - 1000 for line in seen] == ends


@pytest.mark.parametrize(
    ("chosen", "ends"),
    [("escalated", [5, 2, 7, 8, 9, 4, 6, 1, 3]), ("unassigned", [5, 7, 9, 1, 3]), ("mine", [2, 8, 4, 6, 10])],
)
@pytest.mark.parametrize("limit", [1, 2, 3, 50])
async def test_what_is_urgent_comes_before_what_has_waited_longer_page_by_page(
    db: Database, chosen: Filter, ends: list[int], limit: int
) -> None:
    await db.write(waiting)
    view = View(TEAM, chosen, "UADA")

    def read_through(tx: Tx) -> list[CaseLine]:
        for at in (2, 5, 10):  # the last one waits for nobody: it is not before anybody
            case = cases.find_case(tx, f"CASE-{1000 + at}", TEAM)
            cases.update_case(tx, case.id if case else 0, NOW, priority="urgent")
        seen: list[CaseLine] = []
        while lines := page(tx, view, seen[-1].key if seen else None, limit=limit):
            seen += lines
        return seen

    seen = await db.write(read_through)

    assert [int(line.number.removeprefix("CASE-")) - 1000 for line in seen] == ends


async def test_a_page_goes_on_where_it_ended_though_its_last_row_was_answered_meanwhile(db: Database) -> None:
    await db.write(waiting)
    view = View(TEAM, "escalated")
    first = await db.read(lambda tx: page(tx, view, limit=4))
    await db.write(lambda tx: cases.update_case(tx, first[-1].id, NOW, waits_since=None))

    second = await db.read(lambda tx: page(tx, view, first[-1].key, limit=9))

    assert [line.number for line in second] == [f"CASE-100{at}" for at in (5, 6, 1, 2, 3)]


@pytest.mark.parametrize(
    ("chosen", "index"), [("escalated", "ix_cases_needs_person"), ("unassigned", "ix_cases_unassigned")]
)
@pytest.mark.parametrize("is_first", [True, False])
def test_what_waits_is_read_in_the_order_of_its_index(
    empty_url: str, chosen: Filter, index: str, *, is_first: bool
) -> None:
    migrate(empty_url)
    engine = sa.create_engine(parse_url(empty_url), poolclass=sa.NullPool)
    asked: list[str] = []
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by statistics: an empty table is read through")

    @sa.event.listens_for(engine, "before_cursor_execute")
    def explain(connection: sa.Connection, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        del connection
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        asked.extend(row[3] for row in cursor.fetchall())

    with engine.connect() as tx:
        page(tx, View(TEAM, chosen), None if is_first else Key(7, NOW))

    steps = [step for step in asked if "cases" in step or "ORDER BY" in step]
    assert steps == [asked[0]] * (2 if is_first else 1)  # what is urgent, then the rest
    assert index in asked[0]
    assert "ix_tasks_case" in asked[-1]


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

    await asyncio.gather(
        *(db.write(lambda tx, at=at, one=one: kept(tx, one, f"1.{at + 1}", "1.0")) for at, one in enumerate(names))  # type: ignore[misc]
    )

    assert await found(db, " ".join(names[:12])) == ["CASE-1001"]
    assert await found(db, " ".join(names[8:])) == ["CASE-1001"]


@pytest.mark.parametrize(
    "text", ["x" * 12_000, "Straße", "Straße 東京", "12345678901234567890 " * 500, "'; DROP TABLE cases"]
)
async def test_odd_texts_are_kept_and_found(db: Database, text: str) -> None:
    await db.write(lambda tx: kept(tx, f"odd {text}"))

    assert await found(db, "odd") == ["CASE-1001"]
    assert await found(db, text[:6]) == ["CASE-1001"]
