"""Promises about backups of a SQLite file: who has it open, what is damaged, what was erased, an older version."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from storage.migrate import versions
from tests.storage.test_upgrade import OPEN, STATES, load
from tests.terminal.backups import ask, backed_up, restored
from tests.terminal.command_line import frontdesk


def test_a_database_that_is_served_is_not_restored() -> None:
    ask()
    backed_up()

    with FileLock("var/frontdesk-engine.db.lock"):
        ended = restored("--replace", "--yes")

    assert ended.code == 2
    assert "a Frontdesk serves this data" in ended.err


def test_a_database_that_cannot_be_read_is_set_aside_and_not_thrown_away() -> None:
    ask()
    backed_up()
    Path("var/frontdesk.db").write_bytes(b"this is no database " * 500)

    refused, ended = restored(), restored("--replace", "--yes")

    assert (refused.code, ended.code) == (1, 0)
    assert "not a database" in refused.err
    assert ".damaged" in refused.err
    assert Path("var/frontdesk.db.damaged").read_bytes().startswith(b"this is no database")
    assert len(frontdesk("cases", "list", "--json").json["cases"]) == 1


def test_who_has_the_database_open_meanwhile_reads_what_came_back_and_damages_nothing() -> None:
    ask()
    backed_up()
    ask()
    with closing(sqlite3.connect("var/frontdesk.db")) as other:
        count = "SELECT count(*) FROM cases"
        before = other.execute(count).fetchone()

        assert restored("--replace", "--yes").code == 0

        assert (before, other.execute(count).fetchone()) == ((2,), (1,))
    with closing(sqlite3.connect("var/frontdesk.db")) as again:
        assert again.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_erased_words_are_not_in_a_backup_that_is_made_after_it() -> None:
    ask("I want to return the taxidermy owl")
    assert frontdesk("forget", "YOU", "--yes").code == 0

    folder = backed_up()

    assert b"taxidermy" not in (folder / "frontdesk.db").read_bytes().lower()


@pytest.mark.usefixtures("all_migrations")
def test_after_an_upgrade_the_backup_made_before_it_brings_back_the_old_version_and_what_was_owed() -> None:
    load(Path("var/frontdesk.db"))
    backed_up()
    assert frontdesk("migrate").code == 0
    ask()
    assert frontdesk("cases", "resolve", "1003").code == 0

    assert restored("--replace", "--yes").code == 0

    have, _ = versions("sqlite:///var/frontdesk.db")
    assert have == json.loads(Path("kept/manifest.json").read_text())["schema"]
    assert frontdesk("migrate").code == 0
    listed = frontdesk("cases", "list", "--json").json["cases"]
    assert {case["number"]: case["status"] for case in listed} == STATES
    with closing(sqlite3.connect("var/frontdesk.db")) as connection:
        owed = connection.execute(
            "SELECT number FROM turns JOIN cases ON cases.id = turns.case_id WHERE state = 'owed'"
        ).fetchall()
    assert owed == [(OPEN,)]
