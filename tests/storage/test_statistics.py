"""Promises about figures and export: exact on few cases, bounded on many, nothing of another team."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from handlers.cases import acts
from handlers.cases.acts import Actor
from handlers.cases.escalation import take_over
from handlers.intake.keep import keep
from storage import cases, journal, messages
from storage.database import Database, Tx
from storage.export import batch
from storage.records import StepRun
from storage.replies import rate_reply
from storage.statistics import ResponseTimes, Spent, response_times, stats, waits_for_people
from tests.handlers.cases.desk import answered, rma_of, sent
from tests.storage.fixtures import NOW, REQUESTER, TEAM, kept, opened_case, said

ADA = Actor(TEAM, "UADA", is_staff=True)
WEEK = timedelta(days=7)


def timed(tx: Tx, at: int, first_s: int | None, resolved_s: int | None, days_ago: int = 0) -> None:
    opened = NOW - timedelta(days=days_ago)
    case = opened_case(tx, f"{at}.0", now=opened)
    times = {"first_response_at": first_s, "resolved_at": resolved_s}
    cases.update_case(
        tx, case.id, NOW, **{name: opened + timedelta(seconds=s) for name, s in times.items() if s is not None}
    )


async def test_response_times_are_the_median_and_the_ninetieth_percentile(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        timed(tx, 0, 99999, 99999, days_ago=8)
        for at in range(1, 11):
            timed(tx, at, 10 * at, None if at % 2 else 100 * at)

    await db.write(prepare)

    assert await db.read(lambda tx: response_times(tx, TEAM, NOW - WEEK)) == ResponseTimes(10, 50, 90, 600, 1000)
    assert await db.read(lambda tx: response_times(tx, "T2", NOW - WEEK)) == ResponseTimes(0, None, None, None, None)


async def test_of_very_many_cases_the_newest_are_looked_at(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.statistics.NEWEST", 3)

    def prepare(tx: Tx) -> None:
        for at in range(1, 11):
            timed(tx, at, at, None)

    await db.write(prepare)

    times = await db.read(lambda tx: response_times(tx, TEAM, NOW - WEEK))
    assert (times.cases, times.cut) == (3, True)


def handed_over(tx: Tx, at: int, wrote_s: int | None, status: str = "escalated", days_ago: int = 0) -> None:
    """Store a case that went to a person an hour before now, and what a person wrote so many seconds later."""
    start = NOW - timedelta(days=days_ago, hours=1)
    case = opened_case(tx, f"{at}.0", now=start)
    cases.add_event(tx, case, start, actor="frontdesk", event="escalated", detail="angry")
    again = start + timedelta(minutes=1)
    cases.add_event(tx, case, again, actor="frontdesk", event="escalated", detail="angry")
    cases.update_case(tx, case.id, NOW, status=status)
    if wrote_s is not None:
        row = {"team_id": TEAM, "case_id": case.id, "channel": case.channel, "thread_ts": f"{at}.0", "author": "UADA"}
        words = {"ts": f"{at}.1", "author_kind": "staff", "text": "hello", "is_dm": False}
        messages.keep_message(tx, {**row, **words, "kept_at": start + timedelta(seconds=wrote_s)})


async def test_how_long_people_take_counts_from_the_first_hand_over_to_their_first_words(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        handed_over(tx, 1, 600)
        handed_over(tx, 2, 60, status="resolved")
        handed_over(tx, 3, None)
        handed_over(tx, 4, None, status="resolved")
        handed_over(tx, 5, 5, days_ago=31)
        opened_case(tx, "6.0", now=NOW)

    await db.write(prepare)

    month = NOW - timedelta(days=30)
    answered, waiting = await db.read(lambda tx: waits_for_people(tx, TEAM, month, NOW))
    assert (sorted(answered), waiting) == ([60, 600], [3600])
    assert await db.read(lambda tx: waits_for_people(tx, "T2", month, NOW)) == ([], [])


def period(tx: Tx) -> None:
    first, second, third = (kept(tx, "hello", f"{at}.0") for at in (1, 2, 3))
    reply = sent(tx, first)
    rate_reply(tx, reply, -1, None, NOW)
    done = {"status": "answered", "first_response_at": NOW}
    cases.update_case(tx, first.case_id, NOW, route="billing_inquiry", **done)
    step = StepRun(first.run, "classify", 0, first.case_id, "model", "m", "h", 100, 20, 5, "ok", {}, NOW)
    journal.keep_steps(tx, TEAM, [step])
    sent(tx, second)
    case = cases.get_case(tx, second.case_id)
    cases.update_case(tx, case.id, NOW, first_response_at=NOW)
    cases.add_event(tx, case, NOW, actor="frontdesk", event="escalated", detail="angry")
    acts.resolve(tx, ADA, case.number, NOW)
    acts.reopen(tx, ADA, case.number, NOW)
    cases.update_case(tx, third.case_id, NOW, opened_at=NOW - timedelta(days=1))
    opened_case(tx, "9.0", now=NOW - 2 * WEEK)


async def test_stats_tell_what_a_period_was_like(db: Database) -> None:
    await db.write(period)

    found = await db.read(lambda tx: stats(tx, TEAM, NOW - WEEK, NOW + WEEK))

    assert found.cases == 3
    assert found.by_route == {"billing_inquiry": 1, "none": 2}
    assert found.by_day == {"2026-03-01": 1, "2026-03-02": 2}
    assert (found.answered_by_bot, found.escalated, found.reopened) == (1, 1, 1)
    assert (found.good, found.bad) == (0, 1)
    assert found.spent == [Spent("classify", "model", 1, 100, 20)]


@pytest.mark.parametrize(
    "act",
    [
        lambda tx: acts.change_route(tx, ADA, "1001", "billing_inquiry", None, NOW),
        lambda tx: acts.claim(tx, ADA, "1001", NOW),
        lambda tx: acts.assign(tx, ADA, "1001", "UBEN", None, NOW),
        lambda tx: [acts.resolve(tx, ADA, "1001", NOW), acts.reopen(tx, ADA, "1001", NOW)],
        lambda tx: take_over(tx, cases.get_case(tx, 1), "UADA", "wrote in the thread", NOW),
        lambda tx: cases.update_case(tx, 1, NOW, status="waiting"),
        lambda tx: cases.update_case(tx, 1, NOW, status="open"),
    ],
    ids=["route", "claim", "assign", "reopen", "staff wrote", "waits for the customer", "waits for the desk"],
)
async def test_a_case_that_somebody_had_to_see_to_was_not_answered_by_the_bot_alone(
    db: Database, act: Callable[[Tx], object]
) -> None:
    def answered_by_bot(tx: Tx) -> int:
        return stats(tx, TEAM, NOW - WEEK, NOW + WEEK).answered_by_bot

    await db.write(lambda tx: answered(tx, first_response_at=NOW))
    before = await db.read(answered_by_bot)

    await db.write(act)

    assert (before, await db.read(answered_by_bot)) == (1, 0)


async def test_closing_an_answered_case_or_noting_something_corrects_nothing(db: Database) -> None:
    def tidied(tx: Tx) -> None:
        answered(tx, first_response_at=NOW)
        acts.note(tx, ADA, "1001", "A regular", NOW)
        acts.resolve(tx, ADA, "1001", NOW)

    await db.write(tidied)

    assert (await db.read(lambda tx: stats(tx, TEAM, NOW - WEEK, NOW + WEEK))).answered_by_bot == 1


async def test_resolved_counts_what_was_resolved_in_the_period_whenever_it_was_opened_and_still_is(
    db: Database,
) -> None:
    def prepare(tx: Tx) -> None:
        for at, resolved_at in enumerate((NOW, NOW - WEEK, NOW + WEEK, NOW - timedelta(seconds=1)), 1):
            case = opened_case(tx, f"{at}.0", now=NOW - 3 * WEEK)
            cases.update_case(tx, case.id, NOW, status="resolved", resolved_at=resolved_at)
        acts.reopen(tx, ADA, "1001", NOW)

    await db.write(prepare)

    assert (await db.read(lambda tx: stats(tx, TEAM, NOW - WEEK, NOW))).resolved == 2
    assert (await db.read(lambda tx: stats(tx, TEAM, NOW, NOW + WEEK))).resolved == 0
    assert (await db.read(lambda tx: stats(tx, "T2", NOW - WEEK, NOW))).resolved == 0


async def test_waits_of_a_period_end_with_it(db: Database) -> None:
    def prepare(tx: Tx) -> None:
        handed_over(tx, 1, 600)
        handed_over(tx, 2, 60, days_ago=7)
        handed_over(tx, 3, None, days_ago=7)

    await db.write(prepare)

    until = NOW - timedelta(days=6)
    answered, waiting = await db.read(lambda tx: waits_for_people(tx, TEAM, NOW - 2 * WEEK, NOW, until=until))
    assert (answered, waiting) == ([60], [7 * 24 * 3600 + 3600])


async def test_a_period_without_cases_is_all_noughts(db: Database) -> None:
    found = await db.read(lambda tx: stats(tx, TEAM, NOW, NOW + WEEK))

    assert (found.cases, found.by_route, found.answered_by_bot, found.good, found.spent) == (0, {}, 0, 0, [])


async def test_an_export_holds_every_case_once_batch_by_batch(db: Database) -> None:
    await db.write(lambda tx: [kept(tx, f"hello {at}", f"{at}.0") for at in range(5)])
    await db.write(lambda tx: rma_of(tx, kept(tx, "a return", "1.1", "1.0")))

    first = await db.read(lambda tx: batch(tx, TEAM, limit=3))
    rest = await db.read(lambda tx: batch(tx, TEAM, first[-1].id, limit=3))

    assert [row.number for row in [*first, *rest]] == [f"CASE-{number}" for number in range(1001, 1006)]
    assert (first[1].requester, first[1].messages, first[1].tasks, first[1].rmas) == (REQUESTER, 2, 1, 1)
    assert await db.read(lambda tx: batch(tx, "T2")) == []


async def test_an_export_for_a_requester_holds_their_own_cases_only(db: Database) -> None:
    theirs = [said(f"hello {at}", f"{at}.0", author=f"U{at % 2}") for at in range(4)]
    await db.write(lambda tx: [keep(tx, one, frozenset(), NOW) for one in theirs])

    rows = await db.read(lambda tx: batch(tx, TEAM, requester="U1"))

    assert [(row.number, row.requester) for row in rows] == [("CASE-1002", "U1"), ("CASE-1004", "U1")]
