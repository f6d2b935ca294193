"""Promises about cases in storage, on SQLite and PostgreSQL: one thread is one case, numbers are unique."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from storage import cases
from storage.database import Database, Tx
from storage.records import Customer
from tests.storage.fixtures import NOW, REQUESTER, TEAM, opened_case


async def test_two_hundred_cases_opened_at_once_get_numbers_without_a_gap(db: Database) -> None:
    opened = await asyncio.gather(*(db.write(lambda tx, n=n: opened_case(tx, f"{n}.0")) for n in range(200)))  # type: ignore[misc]

    assert sorted(case.number for case in opened) == [f"CASE-{number}" for number in range(1001, 1201)]


async def test_a_thread_opened_by_many_at_once_is_one_case_with_one_line_on_its_timeline(db: Database) -> None:
    opened = await asyncio.gather(*(db.write(opened_case) for _ in range(20)))

    assert len({case.id for case in opened}) == 1
    line = await db.read(lambda tx: cases.timeline_of(tx, opened[0].id))
    assert [(row.actor, row.event) for row in line] == [(REQUESTER, "opened")]


async def test_times_come_back_aware_and_in_utc(db: Database) -> None:
    tokyo = datetime(2026, 3, 2, 18, 30, 0, 123456, tzinfo=timezone(timedelta(hours=9)))

    case = await db.write(lambda tx: opened_case(tx, now=tokyo))

    assert case.opened_at.tzinfo is UTC
    assert case.opened_at == tokyo


async def test_a_naive_time_is_a_bug_that_shows(db: Database) -> None:
    with pytest.raises(Exception, match="naive time"):
        await db.write(lambda tx: opened_case(tx, now=datetime(2026, 3, 2)))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize("asked", ["CASE-1001", "case-1001", "1001", "#1001", " CASE-1001 "])
async def test_a_case_is_found_by_its_number_as_people_write_it(db: Database, asked: str) -> None:
    case = await db.write(opened_case)

    assert await db.read(lambda tx: cases.find_case(tx, asked)) == case


async def test_what_is_known_of_a_person_is_kept_per_team(db: Database) -> None:
    known = Customer(TEAM, REQUESTER, "AC-77", NOW)

    await db.write(lambda tx: cases.keep_customer(tx, Customer(TEAM, REQUESTER, None, NOW)))
    await db.write(lambda tx: cases.keep_customer(tx, known))

    assert await db.read(lambda tx: cases.get_customer(tx, TEAM, REQUESTER)) == known
    blank = Customer("T2", REQUESTER, None, None)
    assert await db.read(lambda tx: cases.get_customer(tx, "T2", REQUESTER)) == blank


async def test_only_answered_cases_that_fell_silent_are_resolved(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        ages = [("answered", 73, False), ("answered", 71, False), ("waiting", 99, False), ("answered", 99, True)]
        for number, (status, age_h, taken_over) in enumerate(ages):
            case = opened_case(tx, f"{number}.0")
            cases.update_case(tx, case.id, NOW - timedelta(hours=age_h), status=status, taken_over=taken_over)

    await db.write(prepare)
    first = await db.read(lambda tx: cases.find_case(tx, "1001"))

    settled = await db.write(lambda tx: cases.settle_silent(tx, NOW - timedelta(hours=72), NOW))
    again = await db.write(lambda tx: cases.settle_silent(tx, NOW - timedelta(hours=72), NOW))

    assert first is not None
    assert (settled, again) == ([first.id], [])
    found = [await db.read(lambda tx, n=n: cases.find_case(tx, str(1001 + n))) for n in range(4)]  # type: ignore[misc]
    assert [case and case.status for case in found] == ["resolved", "answered", "waiting", "answered"]
