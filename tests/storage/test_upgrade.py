"""A database of an earlier Frontdesk opens: what is in it is read, and what waits in it goes on.

``tests/data/upgrade/63ce1dd.sql`` was made by the code of commit 63ce1dd; the script that made it stands beside it.
"""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.wiring import Bot, open_bot
from storage.migrate import migrate, versions
from tests.conftest import SettingsFor
from tests.fakes.slack import STAFF, STAFF_CHANNEL, FakeSlack, Json, Message, message
from tests.handlers.faq.published import NO_WIND, NO_WIND_ANSWER
from tests.paths import DATA
from tests.storage.fixtures import owed
from tests.stored import case_of, last, rmas_of, say, tasks_of
from tests.terminal.command_line import frontdesk

pytestmark = pytest.mark.usefixtures("all_migrations")
DUMP = DATA / "upgrade" / "63ce1dd.sql"
ANSWERED, WAITING, ESCALATED, CLAIMED, RESOLVED, TOLD, GAP, OPEN = (f"CASE-{number}" for number in range(1001, 1009))
STATES = {
    ANSWERED: "answered",
    WAITING: "waiting",
    ESCALATED: "escalated",
    CLAIMED: "escalated",
    RESOLVED: "resolved",
    TOLD: "answered",
    GAP: "waiting",
    OPEN: "open",
}


def load(file: Path) -> None:
    """Put the old database there, in place of whatever is."""
    for old in file.parent.glob(f"{file.name}*"):
        old.unlink()
    file.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(DUMP.read_text(encoding="utf-8"))


def rows_of(file: Path) -> dict[str, int]:
    """Return how many rows each table has; the inside of the full-text index does not count."""
    with closing(sqlite3.connect(file)) as connection:
        names = [str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        plain = [name for name in names if not name.startswith("case_words_")]
        return {name: int(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in plain}  # noqa: S608 - names of the database's own tables


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    """The old database where commands look for it."""
    load(tmp_path / "var" / "frontdesk.db")
    return tmp_path / "var" / "frontdesk.db"


@pytest.fixture
def upgraded(old_file: Path) -> Path:
    """The old database, brought to the present version as an operator does it."""
    assert frontdesk("migrate").code == 0
    return old_file


@pytest.fixture
async def old_desk(slack: FakeSlack, settings_for: SettingsFor, tmp_path: Path) -> AsyncIterator[Bot]:
    """The real bot on the old database, an hour after the last message in it; its threads stand in Slack."""
    settings, file = settings_for(staff_channel=STAFF_CHANNEL), tmp_path / "frontdesk.db"
    load(file)
    with closing(sqlite3.connect(file)) as connection:
        for channel, ts, user in connection.execute("SELECT channel, thread_ts, requester FROM cases"):
            slack.workspace.add(Message(channel, ts, user, "…"))
        newest = connection.execute("SELECT max(kept_at) FROM messages").fetchone()[0]
    later = datetime.fromisoformat(f"{newest}+00:00") + timedelta(hours=1)
    async with open_bot(settings, lambda: later) as running:
        slack.delivery.bot_url = running.url
        await running.idle()
        yield running


async def root_of(bot: Bot, number: str) -> Json:
    """Return the first message of a case's thread, as an event."""
    case = await case_of(bot, number)
    return message("…", channel=case.channel, ts=case.thread_ts, user=case.requester)


def test_it_is_brought_to_the_present_version_and_loses_no_row(old_file: Path) -> None:
    url, before = f"sqlite:///{old_file}", rows_of(old_file)

    migrate(url)

    have, want = versions(url)
    assert have == want
    before["posts"] += before.pop("replies")
    before["counters"] += 1  # how far the index of words is made anew
    assert {name: count for name, count in rows_of(old_file).items() if name in before} == before


def test_what_was_owed_an_answer_is_owed_and_what_was_answered_is_answered(upgraded: Path) -> None:
    with closing(sqlite3.connect(upgraded)) as connection:
        found = connection.execute("SELECT number, state FROM turns JOIN cases ON cases.id = turns.case_id").fetchall()

    assert dict(found) == dict.fromkeys(STATES, "answered") | {OPEN: "owed"}


@pytest.mark.usefixtures("old_file")
def test_a_command_that_only_reads_says_how_to_bring_it_to_the_present_version() -> None:
    ended = frontdesk("cases", "list")

    assert ended.code == 2
    assert "run `frontdesk migrate`" in ended.err


@pytest.mark.usefixtures("upgraded")
def test_its_cases_are_listed_with_their_states() -> None:
    listed = frontdesk("cases", "list", "--json").json["cases"]

    assert {case["number"]: case["status"] for case in listed} == STATES


@pytest.mark.usefixtures("upgraded")
def test_a_case_shows_its_tasks_and_what_was_issued() -> None:
    shown = frontdesk("cases", "show", "1001").out

    assert "SuperWidget 5000" in shown
    assert "RMA-100016" in shown
    assert "INV-CASE-1001-1" in shown
    assert "classify" in shown


@pytest.mark.usefixtures("upgraded")
@pytest.mark.parametrize(
    ("words", "number"), [("garden chair", RESOLVED), ("RMA-100016", ANSWERED), ("1003", ESCALATED)]
)
def test_its_cases_are_found(words: str, number: str) -> None:
    assert [case["number"] for case in frontdesk("cases", "search", words, "--json").json["cases"]] == [number]


@pytest.mark.usefixtures("upgraded")
def test_staff_go_on_with_its_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_STAFF", STAFF)

    ended = [frontdesk("cases", act, number).code for act, number in (("resolve", "1003"), ("reopen", "1005"))]

    listed = {case["number"]: case["status"] for case in frontdesk("cases", "list", "--json").json["cases"]}
    assert ended == [0, 0]
    assert listed[ESCALATED] == "resolved"
    assert listed[RESOLVED] == "escalated"


@pytest.mark.usefixtures("upgraded")
@pytest.mark.parametrize("command", [["stats", "--json"], ["cases", "export", "--json"], ["trace", "1001", "--json"]])
def test_every_report_reads_it(command: list[str]) -> None:
    assert frontdesk(*command).code == 0


@pytest.mark.usefixtures("upgraded")
def test_what_its_faqs_do_not_answer_is_listed() -> None:
    assert "Do wind turbines kill birds?" in frontdesk("faq-gaps", "--team", "T0DESK001").out


async def test_what_a_waiting_case_lacks_is_filled_in_and_answered(old_desk: Bot, slack: FakeSlack) -> None:
    root = await root_of(old_desk, WAITING)

    await say(slack, old_desk, "the blue lamp, it flickers", user=root["user"], under=root)

    [rma] = await rmas_of(old_desk, WAITING)
    assert rma.number in last(slack, root)
    assert [(task.product_name, task.state) for task in await tasks_of(old_desk, WAITING)] == [("blue lamp", "done")]


async def test_a_message_that_was_owed_an_answer_gets_it(old_desk: Bot, slack: FakeSlack) -> None:
    root = await root_of(old_desk, OPEN)

    assert "A-55555" in last(slack, root)
    assert len(slack.replies_to(root)) == 1
    assert (await case_of(old_desk, OPEN)).status == "answered"
    assert await old_desk.db.read(owed) == []


async def test_a_thread_that_a_person_has_taken_over_stays_silent(old_desk: Bot, slack: FakeSlack) -> None:
    root = await root_of(old_desk, CLAIMED)

    await say(slack, old_desk, "It is about my garden chair", user=root["user"], under=root)

    assert slack.replies_to(root) == []
    assert (await case_of(old_desk, CLAIMED)).assignee == STAFF


async def test_its_published_faqs_answer(old_desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, old_desk, NO_WIND)

    assert NO_WIND_ANSWER in last(slack, event)


async def test_what_waits_for_a_person_since_before_the_upgrade_stands_on_home_with_that_time(old_desk: Bot) -> None:
    waits = {name: (await case_of(old_desk, name)).waits_since for name in STATES}

    assert {name for name, since in waits.items() if since is not None} <= {ESCALATED, CLAIMED}
    since = waits[ESCALATED]
    assert since is not None
    assert since < old_desk_now(old_desk)


def old_desk_now(desk: Bot) -> datetime:
    """Return the time of the desk on the old database."""
    return desk.intake.desk.now() - timedelta(minutes=59)
