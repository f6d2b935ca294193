"""Erased words are in no byte of the database's files: not in gaps of pages, the log, the index or the queue."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.wiring import open_bot
from handlers.cases import acts
from handlers.cases.acts import Actor
from handlers.retention import scrub
from storage import cases
from storage.database import Tx, open_database
from storage.migrate import migrate
from storage.retention import forget
from storage.sqlite import tune_sqlite
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, STAFF, SUPPORT, TEAM, FakeSlack, mention
from tests.process.served import Desk
from tests.storage.fixtures import NOW, REQUESTER, kept
from tests.storage.fixtures import TEAM as T1
from tests.stored import FIRST, Clock, say
from tests.terminal.command_line import frontdesk

WORD = "taxidermy"
WISH = f"I want to return the '{WORD} owl', it has moths. And where is my order B-77777? INV-4242 is too high."
THEIRS = (WORD, "b-77777", "inv-4242", "moths")


def words_in(folder: Path, words: tuple[str, ...] = THEIRS) -> dict[str, list[str]]:
    """Return which of these words (lower case) stand in the bytes of which database file of a folder."""
    files = {path.name: path.read_bytes().lower() for path in sorted(folder.rglob("*")) if ".db" in path.name}
    found = {name: [word for word in words if word.encode() in data] for name, data in files.items()}
    return {name: there for name, there in found.items() if there}


@pytest.fixture
async def desk(slack: FakeSlack, desk_folder: Path) -> AsyncIterator[Desk]:
    one = Desk(desk_folder, slack)
    yield one
    await one.close()


@pytest.fixture
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads an older moment is waited for as often as in life, but not as long: six seconds."""
    monkeypatch.setattr("storage.sqlite.LOG_WAIT_MS", 10)
    monkeypatch.setattr("storage.sqlite.LOG_PAUSE_S", 0.01)


async def a_talk(slack: FakeSlack) -> None:
    """Two people talk to a serving desk; the one who is forgotten writes in their own and in the other's thread."""
    root = slack.says(OTHER_CUSTOMER, SUPPORT, "Where is my order A-12345?")
    await slack.deliver(root)
    await slack.reply_to(root)
    stamp = slack.workspace.stamps.next
    await slack.deliver(mention(WISH, user=CUSTOMER, channel=SUPPORT, thread_ts=root["ts"], ts=stamp()))
    own = slack.says(CUSTOMER, SUPPORT, WISH)
    await slack.deliver(own)
    await slack.reply_to(own)
    await slack.wait_for(lambda: len(slack.replies_to(root)) == 2)


async def test_a_person_who_is_forgotten_while_the_desk_serves_is_in_no_byte_of_its_files(
    desk: Desk, slack: FakeSlack
) -> None:
    await desk.start()
    await a_talk(slack)
    before = words_in(desk.folder)

    code, out, err = await desk.run("forget", CUSTOMER, "--yes")

    assert list(before) == ["frontdesk.db-wal"] or "frontdesk.db" in before
    assert (code, out[:7], err) == (0, "Erased:", "")
    assert words_in(desk.folder) == {}
    assert not [line for line in desk.said if WORD in line]
    assert "A-12345" in desk.ask("SELECT text FROM messages WHERE text <> ''")[0][0]


async def test_the_desk_goes_on_after_somebody_was_forgotten_beside_it(desk: Desk, slack: FakeSlack) -> None:
    await desk.start()
    await a_talk(slack)
    await desk.run("forget", CUSTOMER, "--yes")

    event = slack.says(OTHER_CUSTOMER, SUPPORT, "Where is my order A-12345?")
    assert await slack.deliver(event) == [200]
    await slack.reply_to(event)

    assert await desk.stop() == 0


@pytest.mark.usefixtures("_hasty")
async def test_forget_says_when_a_reader_keeps_the_words_in_the_log(
    desk: Desk, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in desk.environment().items():
        monkeypatch.setenv(name, value)
    await desk.start()
    await a_talk(slack)
    with closing(sqlite3.connect(desk.folder / "frontdesk.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM messages").fetchall()

        ended = await asyncio.to_thread(frontdesk, "forget", CUSTOMER, "--yes")

    assert ended.code == 0
    assert "not yet out of the database's files" in ended.err


@pytest.mark.usefixtures("_hasty")
async def test_what_a_reader_kept_in_the_log_is_gone_with_the_next_hour_s_chores(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, tmp_path: Path
) -> None:
    async with open_bot(settings_for(), clock) as bot:
        slack.delivery.bot_url = bot.url
        await say(slack, bot, WISH)
        with closing(sqlite3.connect(tmp_path / "frontdesk.db", isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM messages").fetchall()
            await bot.db.write(lambda tx: forget(tx, TEAM, CUSTOMER, clock()))
            in_the_way = not await scrub(bot.db)
            kept_words = words_in(tmp_path)

        clock.forward(hours=1)
        await bot.chores.ring()

        assert in_the_way
        assert kept_words != {}
        assert words_in(tmp_path) == {}


async def test_texts_erased_by_their_age_are_in_no_byte_of_the_files(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, tmp_path: Path
) -> None:
    async with open_bot(settings_for(retention_days=30), clock) as bot:
        slack.delivery.bot_url = bot.url
        await say(slack, bot, WISH)
        await bot.db.write(lambda tx: acts.resolve(tx, Actor(TEAM, STAFF, is_staff=True), FIRST, clock()))
        clock.forward(days=31)
        clock.forward(hours=1)
        await bot.chores.ring()

        assert words_in(tmp_path, (WORD, "moths")) == {}


async def test_what_is_erased_on_later_days_leaves_the_files_within_a_day(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, tmp_path: Path
) -> None:
    async with open_bot(settings_for(), clock) as bot:
        slack.delivery.bot_url = bot.url
        await bot.db.write(lambda tx: forget(tx, TEAM, CUSTOMER, clock()))
        clock.forward(hours=1)
        await bot.chores.ring()
        await say(slack, bot, WISH)
        await bot.db.write(lambda tx: forget(tx, TEAM, CUSTOMER, clock()))
        clock.forward(days=1)
        clock.forward(hours=1)
        await bot.chores.ring()

        assert words_in(tmp_path) == {}


def grow(tx: Tx, case_id: int, chars: int) -> int:
    """Make a case's row longer or shorter: its page's rows move."""
    cases.update_case(tx, case_id, NOW, language="z" * chars)
    return case_id


async def test_rows_that_grew_and_moved_between_pages_leave_no_copies(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    migrate(url)
    db = open_database(url)
    await db.write(lambda tx: [kept(tx, f"{WORD} {at} " * (at % 40 + 1), f"{at}.0") for at in range(1, 300)])
    await db.write(lambda tx: [grow(tx, at, long) for long in (300, 30, 600) for at in range(1, 300, 3)])

    await db.write(lambda tx: forget(tx, T1, REQUESTER, NOW + timedelta(days=1)))
    scrubbed = await scrub(db)

    assert scrubbed
    assert words_in(tmp_path) == {}
    await db.close()


def test_what_is_deleted_is_overwritten_whatever_the_build_of_sqlite_does_by_itself(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute("PRAGMA secure_delete=OFF")

        tune_sqlite(connection, None)

        assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)
