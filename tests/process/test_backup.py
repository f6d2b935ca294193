"""Promises about backups of a desk that serves: one moment of it, brought back once nobody serves."""

import asyncio
import json
import os
import resource
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, SUPPORT, FakeSlack, Json, Message
from tests.fakes.slack.patience import PATIENCE_S
from tests.process.served import Desk
from tests.storage.test_upgrade import OPEN, load
from tests.terminal.backups import programs

ORDERS = ("A-12345", "A-77777", "A-88888", "A-99999")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> dict[str, str]:
    """Settings that lead to a database. It is looked up here: to make the first one, no loop may be running."""
    if request.param == "sqlite":
        return {}
    url = str(request.getfixturevalue("desk_on_postgres"))
    return {"DATABASE_URL": url, "PATH": f"{programs()}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture
async def desk(database: dict[str, str], slack: FakeSlack, desk_folder: Path) -> AsyncIterator[Desk]:
    one = Desk(desk_folder, slack, database)
    yield one
    await one.close()


def broken(report: str) -> list[str]:
    """Return what a deep look says is broken."""
    checks = json.loads(report)["checks"]
    deep = [one for one in checks if one["check"] in {"orphans", "states", "numbers", "integrity"}]
    assert len(deep) == 4
    return [one["says"] for one in deep if one["state"] != "ok"]


async def asked(slack: FakeSlack, order: str, user: str = CUSTOMER) -> Json:
    event = slack.says(user, SUPPORT, f"Where is my order {order}?")
    await slack.deliver(event)
    return event


async def test_a_backup_made_while_messages_are_answered_is_one_moment_and_the_desk_goes_on_from_it(
    desk: Desk, slack: FakeSlack
) -> None:
    await desk.start()
    first = await asked(slack, ORDERS[0])
    await slack.reply_to(first)
    (code, _, err), events = await asyncio.gather(
        desk.run("backup", "kept"), asyncio.gather(*(asked(slack, order, OTHER_CUSTOMER) for order in ORDERS[1:]))
    )
    for event in events:
        await slack.reply_to(event)
    looked = await desk.run("doctor", "--deep", "--json")
    served = await desk.run("restore", "kept", "--replace", "--yes")
    assert await desk.stop() == 0

    restored = await desk.run("restore", "kept", "--replace", "--yes")
    await desk.start()
    await slack.redeliver(first)
    last = await asked(slack, "A-55555")
    await slack.reply_to(last)

    assert await desk.stop() == 0
    assert (code, err) == (0, "")
    assert broken(looked[1]) == []
    assert served[0] == 2
    assert "stop" in served[2]
    assert restored[0] == 0, restored[2]
    assert len(slack.replies_to(first)) == 1


async def test_a_restore_names_what_it_will_answer_again_and_a_case_that_is_resolved_before_is_left_out(
    slack: FakeSlack, desk_folder: Path
) -> None:
    desk = Desk(desk_folder, slack)
    await desk.start()
    answered, also = await asked(slack, ORDERS[0]), await asked(slack, ORDERS[1], OTHER_CUSTOMER)
    await slack.reply_to(answered)
    await slack.reply_to(also)
    assert await desk.stop() == 0
    with closing(sqlite3.connect(desk_folder / "frontdesk.db")) as connection, connection:  # as of a moment before
        connection.execute("UPDATE turns SET state = 'owed', settled_at = NULL")
        connection.execute("DELETE FROM posts")
    assert (await desk.run("backup", "kept"))[0] == 0

    code, says, _ = await desk.run("restore", "kept", "--replace", "--yes")
    assert (await desk.run("cases", "resolve", "1001"))[0] == 0
    await desk.start()
    await slack.wait_for(lambda: len(slack.replies_to(also)) == 2)

    assert await desk.stop() == 0
    assert code == 0
    assert "An answer was owed then in 2 of the cases: CASE-1001, CASE-1002." in says
    assert "`frontdesk cases resolve 1001` leaves one out" in says
    assert [ORDERS[0] in one.shown for one in slack.replies_to(answered)] == [True, False]  # it is told of the closing


async def test_a_backup_that_finds_no_room_says_so_and_leaves_nothing_behind(slack: FakeSlack, tmp_path: Path) -> None:
    desk = Desk(tmp_path, slack)
    assert (await desk.run("ask", "Where is my order A-12345?"))[0] == 0
    little = 100_000  # bytes that the process may write into a file

    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "backup", "kept"),
        cwd=tmp_path,
        env=desk.environment(),
        stderr=asyncio.subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (little, little)),
    )
    _, err = await process.communicate()

    assert process.returncode in {1, 2}
    assert b"Is there room" in err
    assert b"Traceback" not in err
    assert not (tmp_path / "kept").exists()


async def test_the_queue_of_a_postgresql_that_comes_back_is_made_anew_from_what_is_owed(
    slack: FakeSlack, tmp_path: Path, desk_on_postgres: str
) -> None:
    desk = Desk(
        tmp_path, slack, {"DATABASE_URL": desk_on_postgres, "PATH": f"{programs()}{os.pathsep}{os.environ['PATH']}"}
    )
    await desk.start()
    event = await asked(slack, ORDERS[0])
    await slack.reply_to(event)
    assert await desk.stop() == 0
    with psycopg.connect(desk_on_postgres) as connection:
        connection.execute("UPDATE turns SET state = 'owed', settled_at = NULL")
        connection.execute("UPDATE posts SET state = 'planned', ts = NULL, sent_at = NULL")
    assert (await desk.run("backup", "kept"))[0] == 0
    assert (await desk.run("restore", "kept", "--replace", "--yes"))[0] == 0

    await desk.start()
    async with asyncio.timeout(PATIENCE_S):
        while not _is_settled(desk_on_postgres):  # noqa: ASYNC110 - the database tells no event
            await asyncio.sleep(0.05)

    assert await desk.stop() == 0
    assert len(slack.replies_to(event)) == 1


def _is_settled(url: str) -> bool:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT state FROM turns").fetchall() == [("answered",)]


async def test_after_a_rollback_what_was_owed_before_the_upgrade_is_answered_once(
    slack: FakeSlack, tmp_path: Path
) -> None:
    """A database of an earlier version: backed up, upgraded, worked with, brought back, and served again."""
    desk, file = Desk(tmp_path, slack), tmp_path / "frontdesk.db"
    load(file)
    with closing(sqlite3.connect(file)) as connection:
        threads = connection.execute("SELECT number, channel, thread_ts, requester FROM cases").fetchall()
    for _, channel, ts, user in threads:
        slack.workspace.add(Message(channel, ts, user, "…"))
    ended = [
        await desk.run(*command)
        for command in (
            ("backup", "kept"),
            ("migrate",),
            ("ask", "I want to return the lamp, it flickers"),
            ("cases", "resolve", OPEN.removeprefix("CASE-"), "--team", "T0DESK001"),
            ("restore", "kept", "--replace", "--yes"),
        )
    ]

    await desk.start()
    channel, ts = next((channel, ts) for number, channel, ts, _ in threads if number == OPEN)
    replies = await slack.reply_in(channel, ts)

    assert await desk.stop() == 0
    assert [code for code, _, _ in ended] == [0] * 5, ended
    assert len(replies) == 1
    assert "A-55555" in replies[0].shown
    assert desk.ask("SELECT count(*) FROM cases WHERE team_id = 'TERMINAL'") == [(0,)]
    assert desk.ask("SELECT state FROM turns WHERE state = 'owed'") == []
