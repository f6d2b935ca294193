"""What ``frontdesk doctor --deep`` promises: what is owed, what is broken and what to do; nothing is changed."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.doctor.deep import look_deeply
from bot.doctor.finding import Finding
from bot.settings import Settings
from storage import cases
from storage.database import Tx, parse_url
from storage.posts import plan_new
from storage.read_only import reading
from storage.records import TERMINAL
from storage.tables import counters, messages, posts, tasks, turns
from tests.storage.fixtures import NOW, TEAM, kept, opened_case
from tests.terminal.command_line import frontdesk

CLEAN = {"orphans", "states", "numbers", "integrity"}
Change = Callable[[Tx], object]


def within(url: str, *changes: Change) -> None:
    """Run changes that no constraint stops, as a disk or a hand on the database would make them."""
    engine = sa.create_engine(parse_url(url), poolclass=sa.NullPool)
    with engine.begin() as tx:
        if tx.dialect.name == "postgresql":
            tx.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for change in changes:
            change(tx)


def looked(url: str, minutes: int = 0, told: list[str] | None = None) -> list[Finding]:
    steps: list[str] = [] if told is None else told
    return look_deeply(Settings(database_url=url), NOW + timedelta(minutes=minutes), steps.append)


def bad(found: list[Finding]) -> list[Finding]:
    return [one for one in found if one.state == "failed"]


def a_question(tx: Tx) -> None:
    kept(tx, "Where is my order A-12345?")


def sql(statement: str) -> Change:
    return lambda tx: tx.exec_driver_sql(statement)


def test_a_desk_that_has_answered_has_nothing_broken_and_owes_nothing() -> None:
    assert frontdesk("ask", "I want to return the lamp, it flickers. Where is my order A-12345?").code == 0

    ended = frontdesk("doctor", "--deep", "--json")

    deep = {one["check"]: one for one in ended.json["checks"] if one["check"] in CLEAN | {"owed"}}
    assert {name: one["state"] for name, one in deep.items()} == dict.fromkeys(CLEAN | {"owed"}, "ok")
    assert deep["owed"]["says"] == "nothing is owed, and nobody waits for a person"


def test_without_deep_no_row_is_looked_at() -> None:
    assert not CLEAN & {one["check"] for one in frontdesk("doctor", "--json").json["checks"]}


@pytest.mark.parametrize(("minutes", "state"), [(1, "ok"), (11, "warning")])
def test_an_answer_that_is_owed_is_named_with_its_case_and_late_ones_are_warned_of(
    migrated_url: str, minutes: int, state: str
) -> None:
    within(migrated_url, a_question)

    found = looked(migrated_url, minutes)

    [owed] = [one for one in found if one.check == "owed"]
    assert owed.says == "answers to customers: 1; the oldest since 2026-03-02 09:30 UTC, CASE-1001"
    assert owed.state == state
    assert ("reply_delayed" in owed.advice) == (state == "warning")
    assert bad(found) == []


def test_what_a_terminal_that_was_stopped_left_is_not_owed_by_the_desk(migrated_url: str) -> None:
    def in_terminal(tx: Tx) -> None:
        kept(tx, "Where is my order A-12345?")
        case = opened_case(tx, "2.0")
        about = {"team_id": TEAM, "case_id": case.id, "channel": "C1", "body": {}, "created_at": NOW}
        plan_new(tx, {"key": "card", "kind": "card", "state": "planned", **about})
        for table in (turns, posts):
            tx.execute(sa.update(table).values(team_id=TERMINAL))

    within(migrated_url, in_terminal)

    [left] = [one for one in looked(migrated_url, minutes=60) if one.check == "owed"]

    assert left.says.startswith("questions in a terminal that was stopped before it answered: 1; the oldest since")
    assert left.state == "ok"


def test_posts_that_are_owed_and_cases_that_wait_for_a_person_are_counted(migrated_url: str) -> None:
    def plan(tx: Tx) -> None:
        case = opened_case(tx)
        about = {"team_id": TEAM, "case_id": case.id, "channel": "C1", "body": {}, "created_at": NOW}
        plan_new(tx, {"key": "card", "kind": "card", "state": "planned", **about})
        cases.update_case(tx, case.id, NOW, status="escalated", waits_since=NOW)

    within(migrated_url, plan)

    says = [one.says for one in looked(migrated_url) if one.check == "owed"]

    assert says == [
        "posts to Slack: 1; the oldest since 2026-03-02 09:30 UTC, CASE-1001",
        "cases that wait for a person: 1; the oldest since 2026-03-02 09:30 UTC, CASE-1001",
    ]


@pytest.mark.parametrize(
    ("change", "check", "says"),
    [
        (sql("DELETE FROM cases"), "orphans", "rows of messages whose case_id names nothing in cases: 1 (1)"),
        (sql("DELETE FROM turns"), "orphans", "rows of messages whose turn_id names nothing in turns: 1 (1)"),
        (sql("UPDATE posts SET case_id = NULL"), "orphans", "posts about no case and no set: 1 (1)"),
        (sql("UPDATE tasks SET turn_id = NULL, opened_turn_id = NULL"), "orphans", "tasks of no turn: 1 (1)"),
        (sql("DELETE FROM case_words"), "orphans", "cases that search does not find: 1 (CASE-1001)"),
        (sql("UPDATE cases SET status = 'lost'"), "states", "rows of cases in a state that there is not: 1 (1)"),
        (sql("UPDATE posts SET state = ''"), "states", "rows of posts in a state that there is not: 1 (1)"),
        (sql("DELETE FROM messages"), "states", "hold no message, so that nobody will answer: 1 (1)"),
        (
            sql("UPDATE turns SET state = 'dropped'"),
            "states",
            "cases that are open, though the desk owes nothing in them: 1 (CASE-1001)",
        ),
        (
            sql("UPDATE counters SET value = 1000 WHERE name = 'case'"),
            "numbers",
            "the counter 'case' of team T1 is behind the highest number given (1001), which comes again: 1",
        ),
        (sql("DELETE FROM counters"), "numbers", "the counter 'case' of team T1 is behind"),
    ],
)
def test_what_must_not_be_is_found_and_comes_with_what_to_do(
    migrated_url: str, change: Change, check: str, says: str
) -> None:
    within(migrated_url, a_question, _with_a_task, change)

    found = [one for one in bad(looked(migrated_url)) if one.check == check and says in one.says]

    assert len(found) == 1, looked(migrated_url)
    assert found[0].advice


def _with_a_task(tx: Tx) -> None:
    ids = {"team_id": TEAM, "case_id": 1}
    tx.execute(
        sa.insert(posts).values(key="card", kind="card", state="sent", channel="C1", body={}, created_at=NOW, **ids)
    )
    about = {"turn_id": 1, "run": "r", "opened_run": "r", "part": 0, "query_type": "StatusUpdate", "state": "done"}
    tx.execute(sa.insert(tasks).values(created_at=NOW, updated_at=NOW, **about, **ids))


@pytest.mark.parametrize(
    "change", [sql("UPDATE counters SET value = 1000 WHERE name = 'case'"), sql("DELETE FROM counters")]
)
def test_what_it_says_to_run_mends_a_counter(migrated_url: str, change: Change) -> None:
    within(migrated_url, a_question, change)
    [found] = bad(looked(migrated_url))

    within(migrated_url, sql(found.advice.partition(": ")[2]))

    assert bad(looked(migrated_url)) == []


@pytest.mark.parametrize("backend", ["postgresql"])
def test_a_sequence_that_lags_behind_its_rows_is_found_and_mended(migrated_url: str, backend: str) -> None:
    del backend
    within(migrated_url, a_question, sql("SELECT setval(pg_get_serial_sequence('turns', 'id'), 1, false)"))

    [found] = bad(looked(migrated_url))
    within(migrated_url, sql(found.advice.partition(": ")[2]))

    assert "the sequence of turns is at 0, its highest row at 1" in found.says
    assert bad(looked(migrated_url)) == []


def test_of_very_many_broken_rows_a_thousand_are_counted_and_five_named(migrated_url: str) -> None:
    def many(tx: Tx) -> None:
        row = {
            "team_id": TEAM,
            "case_id": 7,
            "channel": "C1",
            "thread_ts": "1",
            "author": "U1",
            "author_kind": "customer",
        }
        rows = [{**row, "ts": str(at), "text": "", "kept_at": NOW} for at in range(1200)]
        tx.execute(sa.insert(messages), rows)

    within(migrated_url, many)

    [found] = [one for one in bad(looked(migrated_url)) if one.check == "orphans"]

    assert "1,000 or more (1, 2, 3, 4, 5, …)" in found.says


def test_no_word_of_a_customer_stands_in_what_it_says(migrated_url: str) -> None:
    within(migrated_url, lambda tx: kept(tx, "taxidermy"), sql("DELETE FROM turns"), sql("DELETE FROM case_words"))

    assert "taxidermy" not in repr(looked(migrated_url))


def test_it_says_what_it_is_looking_at(migrated_url: str) -> None:
    told: list[str] = []

    looked(migrated_url, told=told)

    assert any("messages (" in one for one in told)
    assert len(told) == len(set(told))


def test_it_changes_no_byte() -> None:
    assert frontdesk("ask", "Where is my order A-12345?").code == 0
    before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in Path("var").iterdir()}

    frontdesk("doctor", "--deep")

    after = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in Path("var").iterdir() if path in before}
    assert after == before


def test_its_connection_cannot_write(migrated_url: str) -> None:
    with reading(migrated_url) as connection, pytest.raises(sa.exc.DBAPIError, match=r"read-?only"):
        connection.execute(sa.update(counters).values(value=1))


def test_a_damaged_file_is_found_with_the_way_back() -> None:
    assert frontdesk("ask", "Where is my order A-12345?").code == 0
    file = Path("var/frontdesk.db")
    data = bytearray(file.read_bytes())
    for page in range(8, len(data) // 4096 - 2, 3):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    file.write_bytes(data)

    ended = frontdesk("doctor", "--deep", "--json")

    assert ended.code == 1
    broken = [one for one in ended.json["checks"] if one["state"] == "failed" and "restore" in one["advice"]]
    assert broken, ended.out


def test_a_database_of_another_version_is_not_looked_into_but_said_to_be_one(migrated_url: str) -> None:
    within(migrated_url, sql("UPDATE alembic_version SET version_num = '0004'"))

    [found] = looked(migrated_url)

    assert (found.check, found.state) == ("rows", "warning")
    assert "frontdesk migrate" in found.advice


def test_where_there_is_no_database_none_is_made() -> None:
    ended = frontdesk("doctor", "--deep", "--json")

    assert "there is no database yet" in json.dumps(ended.json)
    assert not Path("var").exists()
