"""What ``frontdesk doctor`` promises about the database, the process that serves it, and the models."""

import asyncio
import hashlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from filelock import FileLock
from llmock.pytest_plugin import LLMock

from bot.doctor.examine import examine
from storage import executors
from storage.database import open_database, parse_url
from storage.migrate import migrate
from tests.conftest import SettingsFor
from tests.doctor.found import found_of
from tests.fakes.model import ANY, FakeModel, Say
from workflows.understanding import transformer

SILENT = "UPDATE executors SET renewed_at = now() - interval '40 seconds' WHERE process = 'two'"
SECRET_KEY = "sk-secret-key-of-ours"


def _tables(url: str) -> list[str]:
    engine = sa.create_engine(parse_url(url), poolclass=sa.NullPool)
    return sorted(sa.inspect(engine).get_table_names())


async def test_a_migrated_database_is_found_writable_and_left_as_it_was(
    settings_for: SettingsFor, empty_url: str
) -> None:
    await asyncio.to_thread(migrate, empty_url)
    before = _tables(empty_url)

    found = await found_of(settings_for(database_url=empty_url), "database")

    assert found.state == "ok"
    assert "writable" in found.says
    assert _tables(empty_url) == before


async def test_an_empty_database_is_no_fault_and_stays_empty(settings_for: SettingsFor, empty_url: str) -> None:
    found = await found_of(settings_for(database_url=empty_url), "database")

    assert found.state == "ok"
    assert _tables(empty_url) == []


async def test_a_database_that_may_only_be_read_fails(settings_for: SettingsFor, migrated_postgres_url: str) -> None:
    read_only = f"{migrated_postgres_url}&options=-c%20default_transaction_read_only%3Don"

    found = await found_of(settings_for(database_url=read_only), "database")

    assert found.state == "failed"
    assert "read-only transaction" in found.says


async def test_a_database_of_a_newer_frontdesk_fails(settings_for: SettingsFor, tmp_path: Path) -> None:
    settings = settings_for()
    await asyncio.to_thread(migrate, settings.database_url)
    with sqlite3.connect(tmp_path / "frontdesk.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    found = await found_of(settings, "database")

    assert found.state == "failed"
    assert "9999" in found.says


async def test_a_file_that_is_no_database_fails(settings_for: SettingsFor, tmp_path: Path) -> None:
    (tmp_path / "frontdesk.db").write_text("this is no database at all " * 50)

    found = await found_of(settings_for(), "database")

    assert found.state == "failed"
    assert "not a database" in found.says


async def test_a_postgresql_out_of_reach_fails_without_showing_its_password(settings_for: SettingsFor) -> None:
    found = await found_of(settings_for(database_url="postgresql://desk:hunter2@127.0.0.1:9/desk"), "database")

    assert found.state == "failed"
    assert "desk:***@127.0.0.1" in found.says
    assert "hunter2" not in found.says


async def test_another_process_that_serves_is_information_not_a_fault(settings_for: SettingsFor) -> None:
    settings = settings_for()
    assert settings.engine_files is not None
    with FileLock(settings.engine_files.lock):
        held = await found_of(settings, "engine")
    free = await found_of(settings, "engine")

    assert (held.state, free.state) == ("ok", "ok")
    assert "another process serves" in held.says
    assert "free" in free.says


async def test_processes_on_one_postgresql_are_named_and_who_is_silent_is_a_warning(
    settings_for: SettingsFor, migrated_postgres_url: str
) -> None:
    settings = settings_for(database_url=migrated_postgres_url)
    none = await found_of(settings, "engine")
    db = open_database(migrated_postgres_url)
    for name in ("one", "two", "three"):
        await db.write(lambda tx, name=name: executors.come(tx, "T1", name, name, "2"))  # type: ignore[misc]
    all_well = await found_of(settings, "engine")
    await db.write(lambda tx: tx.exec_driver_sql(SILENT))
    await db.close()

    silent = await found_of(settings, "engine")

    assert (none.state, all_well.state, silent.state) == ("ok", "ok", "warning")
    assert "no process serves it now" in none.says
    assert "3 serve this database now: one, two, three" in all_well.says
    assert "2 serve this database now: one, three; not heard of: two (for 40 s)" in silent.says


async def test_a_model_that_answers_is_named_with_its_time(settings_for: SettingsFor, llmock: LLMock) -> None:
    settings = settings_for(openai_base_url=llmock.base_url(), openai_api_key=SECRET_KEY, model="desk-1")

    found = await found_of(settings, "model")

    assert found.state == "ok"
    assert "desk-1" in found.says
    assert " ms" in found.says


async def test_each_model_that_is_set_is_asked(settings_for: SettingsFor, llmock: LLMock) -> None:
    more = {"openai_base_url": llmock.base_url(), "openai_api_key": SECRET_KEY, "model": "small", "model_plan": "big"}

    findings = await examine(settings_for(**more), datetime.now(UTC))

    assert sum(1 for finding in findings if finding.check == "model") == 2
    assert {"small", "big"} == {request.model for request in llmock.requests}


@pytest.mark.parametrize(
    ("status", "advice"), [(401, "OPENAI_API_KEY"), (404, "FRONTDESK_MODEL"), (400, "json_schema")]
)
async def test_a_model_that_fails_comes_with_what_to_do(
    settings_for: SettingsFor, llmock: LLMock, status: int, advice: str
) -> None:
    llmock.fail(status, times=None)

    found = await found_of(settings_for(openai_base_url=llmock.base_url(), openai_api_key=SECRET_KEY), "model")

    assert found.state == "failed"
    assert f"status {status}" in found.says
    assert advice in found.advice


async def test_a_model_whose_server_is_down_is_told_from_one_that_is_slow(
    settings_for: SettingsFor, model: FakeModel
) -> None:
    model.script(ANY, Say(hang=True), times=None)
    of_slow = {"openai_base_url": model.base_url, "openai_api_key": SECRET_KEY, "model_timeout_s": 0.2}

    down = await found_of(settings_for(**of_slow | {"openai_base_url": "http://127.0.0.1:9/v1"}), "model")
    slow = await found_of(settings_for(**of_slow), "model")

    assert "no connection" in down.says
    assert "the network" in down.advice
    assert "timeout" in slow.says
    assert "takes too long" in slow.advice


async def test_a_model_that_ignores_the_schema_is_found(settings_for: SettingsFor, llmock: LLMock) -> None:
    llmock.reply("Sure! Your order is on its way.", times=None)

    found = await found_of(settings_for(openai_base_url=llmock.base_url(), openai_api_key=SECRET_KEY), "model")

    assert found.state == "failed"
    assert "structured output" in found.advice


@pytest.mark.parametrize(
    ("installed", "close_reading", "finding"),
    [
        (None, True, ("ok", "vectors of words, and messages by rules")),
        (b"the weights", True, ("ok", "it reads what messages ask for and what is dangerous, too")),
        (b"the weights", False, ("ok", "it reads no message (FRONTDESK_CLOSE_READING=no)")),
        (b"others", True, ("warning", "does not hold")),
    ],
)
async def test_it_says_what_tells_how_near_a_question_is_and_who_reads_messages(
    settings_for: SettingsFor,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    installed: bytes | None,
    close_reading: bool,
    finding: tuple[str, str],
) -> None:
    (tmp_path / transformer.WEIGHTS).write_bytes(installed or b"")
    monkeypatch.setattr(transformer, "folder", lambda: tmp_path if installed else None)
    monkeypatch.setattr(transformer, "SHA256", hashlib.sha256(b"the weights").hexdigest())

    found = await found_of(settings_for(close_reading=close_reading), "meaning")

    assert (found.state, finding[1] in found.says) == (finding[0], True)


async def test_a_model_that_nothing_can_be_sent_to_comes_with_what_to_look_at(
    settings_for: SettingsFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks4://p:1")

    found = await found_of(settings_for(openai_base_url="http://127.0.0.1:9/v1", openai_api_key=SECRET_KEY), "model")

    assert found.state == "failed"
    assert "HTTPS_PROXY" in found.advice
