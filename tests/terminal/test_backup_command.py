"""What ``frontdesk backup`` and ``restore`` promise: all comes back or nothing changes, and nothing is lost unsaid."""

import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.database import Tx
from storage.migrate import migrate, versions
from storage.tables import METADATA, counters, posts
from tests.storage.fixtures import NOW, TEAM, opened_case
from tests.terminal.backups import all_rows, ask, backed_up, programs, restored, say_in_manifest, within
from tests.terminal.command_line import InterruptedFirst, frontdesk


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The database that commands use in a test: nothing is in it, on each kind."""
    here = f"sqlite:///{tmp_path / 'var' / 'frontdesk.db'}"
    found = here if request.param == "sqlite" else str(request.getfixturevalue("migrated_postgres_url"))
    use(found, monkeypatch)
    return found


def use(url: str, environment: pytest.MonkeyPatch) -> None:
    """Let commands use this database."""
    if url.startswith("postgresql"):
        environment.setenv("PATH", f"{programs()}{os.pathsep}{os.environ['PATH']}")
    environment.setenv("DATABASE_URL", url)


def test_what_was_backed_up_comes_back_in_place_of_what_came_after(url: str) -> None:
    ask()
    before = all_rows(url)
    backed_up()
    ask("I want to return the lamp, it flickers")

    ended = restored("--replace", "--yes")

    assert ended.code == 0, ended.err
    assert "who was forgotten after it is there again: `frontdesk forget` them anew" in ended.out
    after = all_rows(url)
    assert {name: rows for name, rows in after.items() if name != "counters"} == {
        name: rows for name, rows in before.items() if name != "counters"
    }


def test_ctrl_c_at_the_question_ends_the_command_and_replaces_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "sqlite:///var/frontdesk.db"
    monkeypatch.setenv("DATABASE_URL", url)
    ask()
    backed_up()
    ask("I want to return the lamp, it flickers")
    before = all_rows(url)
    monkeypatch.setattr("sys.stdin", InterruptedFirst("y\n"))

    assert restored("--replace").code == 130
    assert all_rows(url) == before


def test_it_comes_back_into_an_empty_database_and_the_desk_goes_on(url: str) -> None:
    ask()
    before = all_rows(url)
    backed_up()
    _emptied(url)

    ended = restored()

    assert ended.code == 0, ended.err
    assert all_rows(url) == before
    ask()
    assert len(frontdesk("cases", "list", "--json").json["cases"]) == 2


def _emptied(url: str) -> None:
    if url.startswith("sqlite"):
        shutil.rmtree("var")
    else:
        within(url, lambda tx: tx.exec_driver_sql("DROP TABLE alembic_version, case_words"))
        within(url, METADATA.drop_all)


@pytest.mark.usefixtures("url")
def test_a_number_that_was_given_after_the_backup_is_not_given_again() -> None:
    ask()
    backed_up()
    ask("I want to return the lamp, it flickers")
    restored("--replace", "--yes")

    ask("I want to return the kettle, it leaks")

    numbers = [case["number"] for case in frontdesk("cases", "list", "--json").json["cases"]]
    assert numbers == ["CASE-1003", "CASE-1001"]
    assert "RMA-100024" in frontdesk("cases", "show", "1003").out


def test_where_the_numbers_given_since_are_lost_some_can_be_left_out(url: str) -> None:
    ask()
    backed_up()
    _emptied(url)

    assert restored("--skip-numbers", "500").code == 0

    value = sa.select(counters.c.value).where(counters.c.name == "case")
    assert within(url, lambda tx: tx.scalar(value)) == 1501


def test_what_was_planned_is_looked_for_in_slack_before_it_is_posted_again(url: str) -> None:
    migrate(url)

    def plan(tx: Tx) -> None:
        about = {"team_id": TEAM, "case_id": opened_case(tx).id, "channel": "C1", "body": {}, "created_at": NOW}
        tx.execute(sa.insert(posts).values(key="card", kind="card", state="planned", **about))

    within(url, plan)
    backed_up()

    restored("--replace", "--yes")

    assert within(url, lambda tx: tx.scalar(sa.select(posts.c.state))) == "sending"


def test_without_replace_nothing_changes_and_it_is_said_what_would_be_lost(url: str) -> None:
    ask()
    backed_up()
    ask("I want to return the lamp, it flickers")
    before = all_rows(url)

    ended = restored()

    assert ended.code == 1
    assert "holds 2 cases, 2 messages" in ended.err
    assert "the newest message of " in ended.err
    assert "holds 1 case, 1 message" in ended.err
    assert "add --replace" in ended.err
    assert all_rows(url) == before


@pytest.mark.usefixtures("url")
def test_nobody_else_may_read_a_backup() -> None:
    ask()

    folder = backed_up()

    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_manifest_says_what_was_backed_up_when_and_by_which_version(url: str) -> None:
    ask()

    manifest = json.loads((backed_up() / "manifest.json").read_text())

    assert manifest["schema"] == versions(url)[1]
    assert manifest["rows"]["cases"] == 1
    assert manifest["frontdesk"] == frontdesk("--version").out.strip()
    assert len(manifest["sha256"]) == 64
    assert manifest["made_at"].endswith("+00:00")
    assert manifest["server"].startswith("SQLite" if url.startswith("sqlite") else "PostgreSQL")


@pytest.mark.usefixtures("url")
def test_a_folder_that_is_not_empty_is_refused_and_left_as_it_is() -> None:
    ask()
    Path("kept").mkdir()
    Path("kept", "other").write_text("mine")

    ended = frontdesk("backup", "kept")

    assert ended.code == 2
    assert "not empty" in ended.err
    assert [path.name for path in Path("kept").iterdir()] == ["other"]


def test_an_empty_database_is_not_backed_up_and_leaves_no_folder(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(empty_url, monkeypatch)

    ended = frontdesk("backup", "kept")

    assert ended.code == 1
    assert "nothing to back up" in ended.err
    assert not Path("kept").exists()


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data[:99] + b"\x07" + data[100:]])
def test_a_damaged_backup_is_refused_and_changes_nothing(url: str, damage: Callable[[bytes], bytes]) -> None:
    ask()
    before = all_rows(url)
    data = next(path for path in backed_up().iterdir() if path.name != "manifest.json")
    data.write_bytes(damage(data.read_bytes()))

    ended = restored("--replace", "--yes")

    assert ended.code == 1
    assert "the backup is damaged" in ended.err
    assert all_rows(url) == before


@pytest.mark.usefixtures("url")
def test_a_backup_without_its_data_is_refused() -> None:
    ask()
    next(path for path in backed_up().iterdir() if path.name != "manifest.json").unlink()

    assert "the backup is damaged" in restored("--replace", "--yes").err


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize("manifest", ["", "[]", '{"format": 2}', "{" * 50_000, '{"format": 1, "database": "../x"}'])
def test_a_manifest_that_cannot_be_read_is_said_to_be_damaged(manifest: str) -> None:
    Path("kept").mkdir()
    Path("kept", "manifest.json").write_text(manifest)

    ended = restored()

    assert ended.code == 2
    assert "is damaged, or of another program" in ended.err


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize("name", ["kept", "nowhere"])
def test_a_folder_that_is_no_backup_is_refused(name: str) -> None:
    Path("kept").mkdir()

    ended = frontdesk("restore", name)

    assert ended.code == 2
    assert f"{name} is not a backup" in ended.err


@pytest.mark.usefixtures("url")
def test_a_backup_of_a_newer_version_is_refused_with_what_to_do() -> None:
    ask()
    backed_up()
    say_in_manifest(schema="9999", frontdesk="7.0.0")

    ended = restored("--replace", "--yes")

    assert ended.code == 2
    assert "the backup is at version 9999, made by Frontdesk 7.0.0" in ended.err
    assert "Install the newer one" in ended.err


def test_a_backup_of_the_other_kind_of_database_is_refused(url: str) -> None:
    ask()
    backed_up()
    say_in_manifest(database="sqlite" if url.startswith("postgres") else "postgresql")

    ended = restored("--replace", "--yes")

    assert ended.code == 2
    assert "DATABASE_URL names" in ended.err
