"""Promises about a desk on SQLite, whose engine lives in its process: what it takes, and what came before it."""

import json
import lzma
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack, Json
from tests.fakes.slack.world import record
from tests.paths import DATA
from tests.process.served import Desk

EARLIER = DATA / "upgrade"
QUEUE = "frontdesk-engine.db"


@pytest.fixture
async def desk(slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Desk]:
    one = Desk(tmp_path, slack)
    yield one
    await one.close()


async def test_serving_on_sqlite_imports_neither_dbos_nor_what_speaks_to_postgresql(desk: Desk) -> None:
    desk.from_scratch = True
    desk.settings["PYTHONPROFILEIMPORTTIME"] = "1"
    await desk.start()
    assert await desk.stop() == 0

    names = {line.rpartition("|")[2].strip() for line in desk.said if line.startswith("import time:")}

    assert "bot.wiring" in names
    assert {name.partition(".")[0] for name in names} & {"dbos", "psycopg"} == set()


async def test_a_desk_on_sqlite_has_one_database_file(desk: Desk, slack: FakeSlack) -> None:
    await desk.start()
    event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")
    await slack.deliver(event)
    await slack.reply_to(event)
    assert await desk.stop() == 0

    files = sorted(path.name for path in desk.folder.iterdir() if path.is_file())

    assert files == ["frontdesk-engine.db.lock", "frontdesk-running.jobs", "frontdesk.db"]


async def test_what_the_build_before_owed_and_had_queued_in_its_file_is_answered_once(
    desk: Desk, slack: FakeSlack
) -> None:
    """The files of a build that kept a queue of its own, killed while it had three messages at work.

    One was answered, one's plan was asked of a model, one waited behind it in its thread, one's reply was on its way
    and did not reach Slack.
    """
    events = _left_by_the_build_before(desk.folder, slack)
    queue = (desk.folder / QUEUE).read_bytes()

    await desk.start()
    for event in events.values():
        await slack.redeliver(event)
    await slack.reply_to(events["first"], count=2)
    await slack.reply_to(events["third"])

    assert await desk.stop() == 0
    assert [len(slack.replies_to(events[name])) for name in ("done", "first", "third")] == [0, 2, 1]
    assert desk.ask("SELECT state FROM turns") == [("answered",)] * 4
    assert desk.ask("SELECT state FROM posts") == [("sent",)] * 4
    assert (desk.folder / QUEUE).read_bytes() == queue
    assert len([line for line in desk.said if "earlier_queue_left" in line]) == 1


def _left_by_the_build_before(folder: Path, slack: FakeSlack) -> dict[str, Json]:
    for name in ("frontdesk.db", QUEUE):
        (folder / name).write_bytes(lzma.decompress((EARLIER / f"{name}.xz").read_bytes()))
    events: dict[str, Json] = json.loads((EARLIER / "events.json").read_text())
    for event in events.values():
        record(slack.workspace, event)
    return events


async def test_a_file_of_the_queue_that_is_broken_stops_nobody_any_more(desk: Desk, slack: FakeSlack) -> None:
    (desk.folder / QUEUE).write_bytes(b"this is no database, " * 500)
    await desk.start()
    event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")
    await slack.deliver(event)

    assert len(await slack.reply_to(event)) == 1
    assert await desk.stop() == 0
