"""States change as their tables say: what is impossible fails tests and is logged in life, and each change is taken."""

import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import timedelta
from typing import Any, get_args

import pytest
from rich.console import Console
from structlog.typing import EventDict

from bot.desk import open_desk
from bot.settings import Settings
from bot.terminal.delivery import TerminalDelivery
from handlers.answer import answer
from handlers.cases import acts
from handlers.cases.acts import Actor
from handlers.cases.escalation import escalate
from handlers.cases.staff_reply import plan_staff_reply
from handlers.desk import ASKED_FOR_PERSON, NOWHERE, Desk
from handlers.intake.keep import Change, Deletion, Incoming, keep
from storage import cases, retention, tasks
from storage.database import Database, Tx
from storage.faq_records import EntryState
from storage.records import Case, CaseStatus, MessageKey, PostState, TaskState, TurnState
from storage.states import CASE, ENTRY, POST, TABLES, TASK, TURN, States
from tests.paths import ROOT
from tests.storage.fixtures import NOW, REQUESTER, TEAM, opened_case
from tests.storage.test_tasks import task

ADA = Actor(TEAM, "UADA", is_staff=True)
FIRST = "CASE-1001"
WHAT, WHERE = "What can you do?", "Where is my order?"
Act = Callable[[Desk], Coroutine[Any, Any, object]]


def moved(tx: Tx, before: str, after: str) -> Case:
    case = opened_case(tx)
    cases.update_case(tx, case.id, NOW, status=before)
    cases.update_case(tx, case.id, NOW, status=after, priority="high")
    return cases.get_case(tx, case.id)


def noted(event: EventDict) -> dict[str, object]:
    return {name: event[name] for name in ("what", "before", "after")}


async def test_an_impossible_change_of_a_case_is_a_bug_and_is_made(
    db: Database, impossible_transitions: list[EventDict]
) -> None:
    case = await db.write(lambda tx: moved(tx, "resolved", "waiting"))

    assert (case.status, case.priority) == ("waiting", "high")
    bug = impossible_transitions.pop()
    assert noted(bug) == {"what": "case", "before": "resolved", "after": "waiting"}
    assert "in update_case" in bug["stack"]


async def test_an_impossible_change_under_a_condition_is_a_bug_if_the_condition_holds(
    db: Database, impossible_transitions: list[EventDict]
) -> None:
    def change(tx: Tx) -> tuple[bool, bool]:
        case = moved(tx, "answered", "resolved")
        second = cases.change_case(tx, case, NOW, {"status": "open"}, status="answered")
        return second, cases.change_case(tx, case, NOW, {"status": "resolved"}, status="answered")

    assert await db.write(change) == (False, True)
    bug = impossible_transitions.pop()
    assert (noted(bug), bug["case"]) == ({"what": "case", "before": "resolved", "after": "answered"}, FIRST)


async def test_an_impossible_change_of_a_task_is_a_bug_and_is_made(
    db: Database, impossible_transitions: list[EventDict]
) -> None:
    def change(tx: Tx) -> str:
        row_id = task(tx, opened_case(tx), "run")
        tasks.update_task(tx, row_id, NOW, state="cancelled")
        tasks.update_task(tx, row_id, NOW, state="done")
        found = tasks.get_task(tx, row_id)
        assert found is not None
        return found.state

    assert await db.write(change) == "done"
    assert noted(impossible_transitions.pop()) == {"what": "task", "before": "cancelled", "after": "done"}


async def test_a_row_that_is_not_there_changes_without_a_bug(db: Database) -> None:
    await db.write(lambda tx: cases.update_case(tx, 77, NOW, status="answered"))


PROGRAM = """
import sys
from datetime import UTC, datetime
import sqlalchemy as sa
from bot.logs import set_up_logging
from storage import cases
from storage.tables import METADATA
set_up_logging(sys.argv[1])
now = datetime.now(UTC)
with sa.create_engine("sqlite://").begin() as tx:
    METADATA.create_all(tx)
    about = dict(team_id="T1", channel="C1", thread_ts="1.0", is_dm=False, requester="U1", subject="private words")
    case = cases.open_case(tx, **about, now=now)
    for status in ("resolved", "waiting", "resolved", "answered"):
        cases.update_case(tx, case.id, now, status=status)
    print(cases.get_case(tx, case.id).status)
"""


def in_life(log_format: str) -> tuple[str, str]:
    """Run a process whose logs are set up as those of ``serve``; return what it says on stdout and stderr."""
    command = [sys.executable, "-c", PROGRAM, log_format]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    return ended.stdout.strip(), ended.stderr


def test_in_life_each_impossible_change_is_an_error_in_the_log_and_is_made() -> None:
    status, err = in_life("json")

    lines = [json.loads(line) for line in err.splitlines()]
    assert status == "answered"
    assert [(one["event"], one["level"], one["after"]) for one in lines] == [
        ("impossible_transition", "error", "waiting"),
        ("impossible_transition", "error", "answered"),
    ]
    assert all("in update_case" in one["stack"] for one in lines)
    assert "private words" not in err


def test_in_life_people_read_where_an_impossible_change_was_made() -> None:
    _, err = in_life("console")

    assert "impossible_transition" in err
    assert "in update_case" in err


@pytest.mark.parametrize(
    ("table", "literal"),
    [(CASE, CaseStatus), (TURN, TurnState), (TASK, TaskState), (POST, PostState), (ENTRY, EntryState)],
)
def test_a_table_has_the_states_that_the_record_has(table: States, literal: object) -> None:
    assert set(table.transitions) == set(get_args(literal))


def test_the_page_draws_the_tables_as_they_are() -> None:
    script = ROOT / "docs" / "draw_states.py"
    checked = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)  # noqa: S603 - our own script

    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_page_says_what_each_state_means(table: States) -> None:
    words, _, _ = (ROOT / "docs" / "states.md").read_text("utf-8").partition(f"<!-- {table.name}: begin -->")
    about = words.rpartition("\n## ")[2]

    assert re.findall(r"^\| `(\w+)` \| \w", about, re.MULTILINE) == list(table.transitions)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_state_can_be_reached_and_none_follows_itself(table: States) -> None:
    followed = frozenset[str]().union(table.begins, *table.transitions.values())

    assert followed == set(table.transitions)
    assert not [state for state, then in table.transitions.items() if state in then]


@pytest.mark.parametrize("status", sorted(set(get_args(CaseStatus)) - {"resolved"}))
async def test_a_case_of_a_person_who_is_forgotten_is_resolved_from_every_status(db: Database, status: str) -> None:
    case = await db.write(lambda tx: moved(tx, "open", status))
    assert status in CASE.may_become("resolved")

    await db.write(lambda tx: retention.forget(tx, TEAM, REQUESTER, NOW))

    assert (await db.read(lambda tx: cases.get_case(tx, case.id))).status == "resolved"


# Each transition of a case with acts of which the last one takes it.


def key_of(number: int) -> MessageKey:
    return MessageKey(TEAM, "D1", f"170000000{number}.000100")


def does(change: Callable[[Tx, Desk], object]) -> Act:
    return lambda desk: desk.db.write(lambda tx: change(tx, desk))


def keeps(change: Change) -> Act:
    return does(lambda tx, desk: keep(tx, change, frozenset(), desk.now()))


def says(text: str, number: int = 1) -> Act:
    root = key_of(1).ts if number > 1 else None
    return keeps(Incoming(key_of(number), root, REQUESTER, text, is_dm=True, addressed=True, mentions_bot=False))


def answers(number: int = 1) -> Act:
    return lambda desk: answer(desk, key_of(number), TerminalDelivery(Console(quiet=True)))


def deletes(number: int = 1) -> Act:
    return keeps(Deletion(key_of(number)))


def is_silent(tx: Tx, desk: Desk) -> list[int]:
    later = desk.now() + timedelta(days=4)
    return cases.settle_silent(tx, later, later)


claim = does(lambda tx, desk: acts.claim(tx, ADA, FIRST, desk.now()))
resolve = does(lambda tx, desk: acts.resolve(tx, ADA, FIRST, desk.now()))
reopen = does(lambda tx, desk: acts.reopen(tx, ADA, FIRST, desk.now()))
hand_back = does(lambda tx, desk: acts.hand_back(tx, ADA, FIRST, desk.now()))
goes_to_a_person = does(lambda tx, desk: escalate(tx, NOWHERE, cases.get_case(tx, 1), (ASKED_FOR_PERSON,), desk.now()))
ada_writes = does(
    lambda tx, desk: plan_staff_reply(tx, cases.get_case(tx, 1), ADA.user, "Here I am", "staff:1", desk.now())
)
silence = does(is_silent)
answered, asked = (says(WHAT), answers()), (says(WHERE), answers())

TAKEN: dict[tuple[str, str], tuple[Act, ...]] = {
    ("open", "waiting"): asked,
    ("open", "answered"): answered,
    ("open", "escalated"): (says(WHAT), claim),
    ("open", "resolved"): (says(WHAT), deletes()),
    ("waiting", "open"): (*asked, says("It is the blue one", 2)),
    ("waiting", "answered"): (*asked, deletes()),
    ("waiting", "escalated"): (*asked, goes_to_a_person),
    ("waiting", "resolved"): (*asked, resolve),
    ("answered", "open"): (*answered, says(WHERE, 2)),
    ("answered", "waiting"): (says(WHAT), says(WHERE, 2), answers(1), answers(2)),
    ("answered", "escalated"): (*answered, goes_to_a_person),
    ("answered", "resolved"): (*answered, silence),
    ("escalated", "open"): (says(WHAT), claim, hand_back),
    ("escalated", "waiting"): (*asked, goes_to_a_person, ada_writes, hand_back),
    ("escalated", "answered"): (*answered, goes_to_a_person, ada_writes, hand_back),
    ("escalated", "resolved"): (says(WHAT), claim, resolve),
    ("resolved", "open"): (*answered, resolve, says(WHERE, 2)),
    ("resolved", "escalated"): (*answered, resolve, reopen),
}


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """A desk without Slack."""
    async with open_desk(Settings()) as opened:
        yield opened


def test_the_table_of_a_case_holds_no_transition_that_no_act_takes() -> None:
    assert set(TAKEN) == {(before, after) for before, then in CASE.transitions.items() for after in then}


@pytest.mark.parametrize("change", TAKEN, ids="-".join)
async def test_an_act_takes_each_transition_of_a_case(desk: Desk, change: tuple[str, str]) -> None:
    *before, last = TAKEN[change]
    for act in before:
        await act(desk)
    was = await desk.db.read(lambda tx: cases.get_case(tx, 1).status)

    await last(desk)

    assert (was, await desk.db.read(lambda tx: cases.get_case(tx, 1).status)) == change
