"""A database of before there were turns keeps what it owed, what it answered, and whose work each task and step was."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from storage.database import parse_url
from storage.journal import steps_of_run
from storage.migrate import migrate
from storage.records import MessageKey, Turn
from storage.tables import METADATA, step_runs, tasks
from storage.turns import get_turn, owed_turns
from tests.storage.fixtures import NOW

AT, LATER = "2026-03-02 09:30:00.000000", "2026-03-02 09:31:00.000000"
pytestmark = pytest.mark.usefixtures("all_migrations")
CRASHED = "the desk stopped each time it worked on a message"
CHANGED = "what it says was changed before it was posted"
LONGER = MessageKey("T1", "C1", "1.01")  # whose name begins like another's
CASE: dict[str, Any] = {
    "id": 1,
    "team_id": "T1",
    "number": "CASE-1001",
    "channel": "C1",
    "thread_ts": "1.0",
    "requester": "U1",
    "subject": "",
    "status": "open",
    "priority": "normal",
    "opened_at": AT,
    "updated_at": AT,
}
Old = Callable[[sa.Connection], None]


def add(tx: sa.Connection, table: str, **values: object) -> None:
    names = ", ".join(values)
    tx.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in values)})"), values)  # noqa: S608 - our own names


def message(tx: sa.Connection, number: int, handled_at: str | None = LATER, **more: object) -> None:
    """A message of before: it needed an answer, and was handled or not."""
    place = {"id": number, "team_id": "T1", "case_id": 1, "channel": "C1", "ts": f"{number}.0", "thread_ts": "1.0"}
    whose = {"author": "U1", "author_kind": "customer", "text": "Hello", "is_dm": False, "kept_at": AT}
    add(tx, "messages", **(place | whose | {"needs_answer": True, "handled_at": handled_at} | more))


def reply(tx: sa.Connection, number: int, state: str) -> None:
    run = f"T1:C1:1.0:{number}.0"
    where = {"team_id": "T1", "case_id": 1, "channel": "C1", "thread_ts": "1.0", "body": "{}", "outcome": "{}"}
    add(tx, "replies", **where, run=run, message_id=number, state=state, created_at=AT)


def event(tx: sa.Connection, what: str, detail: str = "", at: str = LATER) -> None:
    add(tx, "timeline", team_id="T1", case_id=1, at=at, actor="frontdesk", event=what, detail=detail)


def handled(tx: sa.Connection, number: int, replied: str | None, noted: tuple[str, str] | None) -> None:
    """A message that is owed nothing any more, for each number at another moment."""
    at = f"2026-03-02 09:31:{number:02}.000000"
    message(tx, number, at)
    if replied is not None:
        reply(tx, number, replied)
    if noted is not None:
        event(tx, *noted, at)


def task(tx: sa.Connection, number: int, run: str, opened_run: str) -> None:
    about = {"team_id": "T1", "case_id": 1, "part": number, "query_type": "ProductReturn", "state": "pending"}
    add(tx, "tasks", id=number, **about, run=run, opened_run=opened_run, created_at=AT, updated_at=AT)


def step(tx: sa.Connection, number: int, run: str, case_id: int | None = 1) -> None:
    about = {"team_id": "T1", "case_id": case_id, "step": "classify", "part": number, "engine": "rules"}
    add(tx, "step_runs", id=number, **about, run=run, outcome="ok", answer="{}", created_at=AT)


@contextmanager
def upgraded(url: str, monkeypatch: pytest.MonkeyPatch, old: Old) -> Iterator[sa.Connection]:
    """Yield the database that ``old`` wrote as it was before turns, brought to the present version."""
    upgrade = command.upgrade
    with monkeypatch.context() as patch:
        patch.setattr("alembic.command.upgrade", lambda config, _: upgrade(config, "0008"))
        migrate(url)
    engine = sa.create_engine(parse_url(url), poolclass=sa.NullPool)
    with engine.begin() as tx:
        add(tx, "cases", **CASE)
        old(tx)
    migrate(url)
    with engine.connect() as tx:
        yield tx


def turn_of(tx: sa.Connection, number: int) -> Turn | None:
    return get_turn(tx, MessageKey("T1", "C1", f"{number}.0"))


def test_what_was_owed_is_owed_in_the_same_lane_and_under_the_same_job(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def old(tx: sa.Connection) -> None:
        message(tx, 1, None)
        message(tx, 2, None, edited_ts="2.5", is_dm=True)
        message(tx, 3)

    with upgraded(empty_url, monkeypatch, old) as tx:
        found = owed_turns(tx, "T1", NOW)

    assert [turn.run for turn in found] == ["T1:C1:1.0:1.0", "T1:C1:1.0:2.0:edit:2.5"]
    assert [turn.row.lane for turn in found] == ["C1:1.0", "C1:dm"]
    assert [turn.text for turn in found] == ["Hello", "Hello"]


# What became of a message: the state of its reply, what the timeline says at that moment, and its turn's state.
Handled = tuple[str | None, tuple[str, str] | None, str]
HANDLED: dict[str, Handled] = {
    "replied": ("sent", None, "answered"),
    "handed over with its reply": ("sent", ("escalated", "angry"), "answered"),
    "given up after crashes": (None, ("escalated", CRASHED), "given_up"),
    "given up after crashes in an escalated case": (None, ("set aside", CRASHED), "given_up"),
    "refused by Slack": ("superseded", ("reply not delivered", "channel_not_found"), "given_up"),
    "untrue before it was posted": ("superseded", ("reply withheld", CHANGED), "given_up"),
    "taken over": (None, ("reply withheld", "UADA took over before the reply was posted"), "dropped"),
    "resolved": ("superseded", ("resolved", ""), "dropped"),
    "deleted": (None, None, "dropped"),
}


def test_what_was_handled_is_answered_given_up_or_dropped(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def old(tx: sa.Connection) -> None:
        for number, (replied, noted, _) in enumerate(HANDLED.values(), start=1):
            handled(tx, number, replied, noted)

    with upgraded(empty_url, monkeypatch, old) as tx:
        found = [turn_of(tx, number) for number in range(1, len(HANDLED) + 1)]

    states = {name: turn.row.state for name, turn in zip(HANDLED, found, strict=True) if turn is not None}
    assert states == {name: state for name, (_, _, state) in HANDLED.items()}
    assert all(turn is not None and turn.row.settled_at is not None for turn in found)


def test_words_that_nobody_owed_an_answer_belong_to_no_turn(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def old(tx: sa.Connection) -> None:
        message(tx, 1, needs_answer=False, author_kind="staff")

    with upgraded(empty_url, monkeypatch, old) as tx:
        assert turn_of(tx, 1) is None
        assert tx.exec_driver_sql("SELECT turn_id FROM messages").scalar_one() is None


def test_tasks_and_steps_name_the_turn_whose_run_they_are_of(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, longer = "T1:C1:1.0:1.0", "T1:C1:1.0:2.0", "T1:C1:1.0:1.01"

    def old(tx: sa.Connection) -> None:
        message(tx, 1)
        message(tx, 2, edited_ts="2.5")
        message(tx, 3, ts="1.01")
        task(tx, 1, second, first)
        task(tx, 2, f"{second}:edit:2.5", f"{first}:withheld:7")
        task(tx, 3, longer, longer)
        step(tx, 1, f"{second}:edit:2.5:withheld:9")
        step(tx, 2, longer)
        step(tx, 3, first)
        step(tx, 4, "faq:T1:1", None)

    with upgraded(empty_url, monkeypatch, old) as tx:
        ts_of = {turn.id: turn.row.ts for turn in (turn_of(tx, 1), turn_of(tx, 2), get_turn(tx, LONGER)) if turn}
        did = tx.execute(sa.select(tasks.c.turn_id, tasks.c.opened_turn_id).order_by(tasks.c.id)).all()
        read = list(tx.scalars(sa.select(step_runs.c.turn_id).order_by(step_runs.c.id)))
        again = steps_of_run(tx, longer)

    assert [(ts_of[by], ts_of[opened]) for by, opened in did] == [("2.0", "1.0"), ("2.0", "1.0"), ("1.01", "1.01")]
    assert [ts_of.get(turn_id) for turn_id in read] == ["2.0", "1.01", "1.0", None]
    assert [one.run for one in again] == [longer]


def test_the_columns_that_said_what_was_owed_are_gone(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with upgraded(empty_url, monkeypatch, lambda tx: message(tx, 1)) as tx:
        columns = {column["name"] for column in sa.inspect(tx).get_columns("messages")}

    assert columns == set(METADATA.tables["messages"].columns.keys())
