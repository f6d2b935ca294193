"""Promises about backups of PostgreSQL: its own programs, who is connected, what else is in the database."""

import os
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from storage.backup import postgres_tools
from storage.backup.manifest import sha256_of
from storage.database import parse_url
from storage.migrate import versions
from storage.tables import messages
from tests.storage.fixtures import kept
from tests.terminal.backups import ASK, backed_up, programs, restored, say_in_manifest, within
from tests.terminal.command_line import frontdesk


@pytest.fixture
def on_postgres(migrated_postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A migrated database on PostgreSQL with one message, which commands use; its programs are not on PATH."""
    monkeypatch.setenv("DATABASE_URL", migrated_postgres_url)
    within(migrated_postgres_url, lambda tx: kept(tx, ASK))
    return migrated_postgres_url


def test_a_postgresql_that_something_is_connected_to_is_not_restored_and_nobody_is_asked(
    on_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(programs()))
    monkeypatch.setattr("storage.backup.postgres_dump.ENDING_S", 0.0)
    backed_up()

    with psycopg.connect(on_postgres):
        ended = restored("--replace")

    assert ended.code == 2
    assert "Replace it?" not in ended.err
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
    say_in_manifest(bytes=data.stat().st_size, sha256=sha256_of(data))

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
