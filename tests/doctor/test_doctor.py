"""What ``frontdesk doctor`` promises: what is wrong, what to do, nothing secret, whatever the surroundings."""

import asyncio
import json
import os
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from filelock import FileLock
from llmock.pytest_plugin import LLMock

from bot.doctor.examine import examine
from bot.doctor.finding import Finding
from bot.settings import Settings
from bot.slack.manifest import scopes_for
from storage import executors
from storage.database import open_database, parse_url
from storage.migrate import migrate
from tests.conftest import SettingsFor
from tests.fakes.slack import APP_TOKEN, BOT_TOKEN, OUTSIDE, STAFF_CHANNEL, FakeSlack
from tests.terminal.command_line import frontdesk

SILENT = "UPDATE executors SET renewed_at = now() - interval '40 seconds' WHERE process = 'two'"
SECRET_KEY = "sk-secret-key-of-ours"


def _tables(url: str) -> list[str]:
    engine = sa.create_engine(parse_url(url), poolclass=sa.NullPool)
    return sorted(sa.inspect(engine).get_table_names())


async def _found(settings: Settings, check: str, now: datetime | None = None) -> Finding:
    findings = await examine(settings, now or datetime.now(UTC))
    return next(finding for finding in findings if finding.check == check)


def test_without_any_environment_it_says_what_is_missing_and_writes_nothing(tmp_path: Path) -> None:
    ended = frontdesk("doctor")

    assert ended.code == 1
    assert "✗ bot token         SLACK_BOT_TOKEN is not set" in ended.out
    assert "frontdesk manifest" in ended.out
    assert "rules engine" in ended.out
    assert list(tmp_path.iterdir()) == []


def test_json_names_each_check_and_whether_all_is_well() -> None:
    ended = frontdesk("doctor", "--json")

    assert ended.json["ok"] is False
    assert {"check", "state", "says", "advice"} == set(ended.json["checks"][0])


def test_invalid_settings_are_one_finding_that_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_PORT", "ninety")

    ended = frontdesk("doctor", "--json")

    assert ended.code == 1
    assert "FRONTDESK_PORT" in ended.json["checks"][1]["says"]
    assert "ninety" not in ended.out


async def test_a_complete_set_up_has_nothing_that_failed(settings_for: SettingsFor) -> None:
    findings = await examine(settings_for(), datetime.now(UTC))

    assert [finding for finding in findings if finding.state == "failed"] == []
    assert "frontdesk in Trial" in next(finding.says for finding in findings if finding.check == "bot token")


async def test_the_command_ends_with_0_when_nothing_failed(slack: FakeSlack, tmp_path: Path) -> None:
    known = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_API_URL": slack.api_url}

    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "doctor", "--json"),
        cwd=tmp_path,
        env={**os.environ, **known},
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()

    assert process.returncode == 0
    assert json.loads(out)["ok"] is True


@pytest.mark.parametrize(
    ("error", "advice"),
    [("invalid_auth", "copy the token again"), ("token_revoked", "revoked"), ("account_inactive", "install it again")],
)
async def test_a_refused_bot_token_comes_with_what_to_do(
    slack: FakeSlack, settings_for: SettingsFor, error: str, advice: str
) -> None:
    slack.fault("auth.test", error=error)

    found = await _found(settings_for(), "bot token")

    assert found.state == "failed"
    assert error in found.says
    assert advice in found.advice


async def test_swapped_tokens_are_recognised(settings_for: SettingsFor) -> None:
    settings = settings_for(slack_bot_token=APP_TOKEN, slack_app_token=BOT_TOKEN)

    assert "another kind of token" in (await _found(settings, "bot token")).advice
    assert "another kind of token" in (await _found(settings, "app token")).advice


async def test_a_missing_essential_scope_fails_and_names_what_is_lost(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    slack.site.scopes.remove("chat:write")

    found = await _found(settings_for(), "scopes")

    assert found.state == "failed"
    assert "chat:write: the bot cannot answer" in found.says
    assert "install the app again" in found.advice


async def test_a_missing_scope_that_answers_do_not_need_is_a_warning(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    slack.site.scopes.remove("assistant:write")

    assert (await _found(settings_for(), "scopes")).state == "warning"


async def test_a_staff_group_whose_members_may_not_be_asked_for_fails(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    slack.site.scopes.remove("usergroups:read")

    found = await _found(settings_for(staff_group="S0STAFF01"), "scopes")

    assert found.state == "failed"
    assert "usergroups:read" in found.says


async def test_emoji_that_do_nothing_for_want_of_a_scope_are_a_warning_and_none_at_all_is_none(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    slack.site.scopes.remove("reactions:read")
    off = {"emoji_open": "", "emoji_claim": "", "emoji_resolve": ""}

    found, without = await _found(settings_for(), "scopes"), await _found(settings_for(**off), "scopes")

    assert found.state == "warning"
    assert "reactions:read: emoji of staff open, claim and resolve no cases" in found.says
    assert without.state == "ok"


async def test_all_scopes_granted_are_counted(settings_for: SettingsFor) -> None:
    assert f"all {len(scopes_for(None))} granted" in (await _found(settings_for(), "scopes")).says


async def test_slack_out_of_reach_is_no_fault_of_the_token(settings_for: SettingsFor) -> None:
    found = await _found(settings_for(slack_api_url="http://127.0.0.1:9/api/"), "bot token")

    assert found.state == "failed"
    assert "not checked" in found.says
    assert "SLACK_API_URL" in found.advice


async def test_a_slack_that_hangs_ends_the_check_in_time(slack: FakeSlack, settings_for: SettingsFor) -> None:
    slack.fault("auth.test", hang=True)

    found = await _found(settings_for(slack_timeout_s=0.2), "bot token")

    assert "not checked" in found.says


@pytest.mark.parametrize(("minutes", "state"), [(0, "ok"), (1, "warning"), (-2, "warning"), (6, "failed")])
async def test_a_clock_that_differs_from_slacks_is_found(settings_for: SettingsFor, minutes: int, state: str) -> None:
    found = await _found(settings_for(), "clock", datetime.now(UTC) + timedelta(minutes=minutes))

    assert found.state == state


async def test_no_way_for_events_to_come_in_is_found(settings_for: SettingsFor) -> None:
    assert (await _found(settings_for(slack_signing_secret=None), "events")).state == "failed"


async def test_socket_mode_is_checked_with_the_app_token(settings_for: SettingsFor) -> None:
    assert "Socket Mode" in (await _found(settings_for(slack_app_token=APP_TOKEN), "app token")).says


async def test_channel_names_instead_of_ids_are_a_warning(settings_for: SettingsFor) -> None:
    found = await _found(settings_for(support_channels=frozenset({"#support"})), "support channels")

    assert found.state == "warning"
    assert "#support" in found.says


async def test_no_support_channel_is_said_and_is_no_fault(settings_for: SettingsFor) -> None:
    found = await _found(settings_for(support_channels=frozenset()), "support channels")

    assert found.state == "ok"
    assert "mentions only" in found.says


async def test_a_migrated_database_is_found_writable_and_left_as_it_was(
    settings_for: SettingsFor, empty_url: str
) -> None:
    await asyncio.to_thread(migrate, empty_url)
    before = _tables(empty_url)

    found = await _found(settings_for(database_url=empty_url), "database")

    assert found.state == "ok"
    assert "writable" in found.says
    assert _tables(empty_url) == before


async def test_an_empty_database_is_no_fault_and_stays_empty(settings_for: SettingsFor, empty_url: str) -> None:
    found = await _found(settings_for(database_url=empty_url), "database")

    assert found.state == "ok"
    assert _tables(empty_url) == []


async def test_a_database_that_may_only_be_read_fails(settings_for: SettingsFor, postgres_url: str) -> None:
    await asyncio.to_thread(migrate, postgres_url)
    read_only = f"{postgres_url}&options=-c%20default_transaction_read_only%3Don"

    found = await _found(settings_for(database_url=read_only), "database")

    assert found.state == "failed"
    assert "read-only transaction" in found.says


async def test_a_database_of_a_newer_frontdesk_fails(settings_for: SettingsFor, tmp_path: Path) -> None:
    settings = settings_for()
    await asyncio.to_thread(migrate, settings.database_url)
    with sqlite3.connect(tmp_path / "frontdesk.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    found = await _found(settings, "database")

    assert found.state == "failed"
    assert "9999" in found.says


async def test_a_file_that_is_no_database_fails(settings_for: SettingsFor, tmp_path: Path) -> None:
    (tmp_path / "frontdesk.db").write_text("this is no database at all " * 50)

    found = await _found(settings_for(), "database")

    assert found.state == "failed"
    assert "not a database" in found.says


async def test_a_postgresql_out_of_reach_fails_without_showing_its_password(settings_for: SettingsFor) -> None:
    found = await _found(settings_for(database_url="postgresql://desk:hunter2@127.0.0.1:9/desk"), "database")

    assert found.state == "failed"
    assert "desk:***@127.0.0.1" in found.says
    assert "hunter2" not in found.says


async def test_another_process_that_serves_is_information_not_a_fault(settings_for: SettingsFor) -> None:
    settings = settings_for()
    assert settings.engine_files is not None
    with FileLock(settings.engine_files.lock):
        held = await _found(settings, "engine")
    free = await _found(settings, "engine")

    assert (held.state, free.state) == ("ok", "ok")
    assert "another process serves" in held.says
    assert "free" in free.says


async def test_processes_on_one_postgresql_are_named_and_who_is_silent_is_a_warning(
    settings_for: SettingsFor, postgres_url: str
) -> None:
    settings = settings_for(database_url=postgres_url)
    await asyncio.to_thread(migrate, postgres_url)
    none = await _found(settings, "engine")
    db = open_database(postgres_url)
    for name in ("one", "two", "three"):
        await db.write(lambda tx, name=name: executors.come(tx, "T1", name, name, "2"))  # type: ignore[misc]
    all_well = await _found(settings, "engine")
    await db.write(lambda tx: tx.exec_driver_sql(SILENT))
    await db.close()

    silent = await _found(settings, "engine")

    assert (none.state, all_well.state, silent.state) == ("ok", "ok", "warning")
    assert "no process serves it now" in none.says
    assert "3 serve this database now: one, two, three" in all_well.says
    assert "2 serve this database now: one, three; not heard of: two (for 40 s)" in silent.says


async def test_a_model_that_answers_is_named_with_its_time(settings_for: SettingsFor, llmock: LLMock) -> None:
    settings = settings_for(openai_base_url=llmock.base_url(), openai_api_key=SECRET_KEY, model="desk-1")

    found = await _found(settings, "model")

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

    found = await _found(settings_for(openai_base_url=llmock.base_url(), openai_api_key=SECRET_KEY), "model")

    assert found.state == "failed"
    assert f"status {status}" in found.says
    assert advice in found.advice


async def test_a_model_that_ignores_the_schema_is_found(settings_for: SettingsFor, llmock: LLMock) -> None:
    llmock.reply("Sure! Your order is on its way.", times=None)

    found = await _found(settings_for(openai_base_url=llmock.base_url(), openai_api_key=SECRET_KEY), "model")

    assert found.state == "failed"
    assert "structured output" in found.advice


async def test_no_secret_stands_in_any_line(settings_for: SettingsFor) -> None:
    secrets = {
        "slack_bot_token": "xoxb-s3cret",
        "slack_app_token": "xapp-s3cret",
        "slack_signing_secret": "s1gn-s3cret",
    }
    url = "postgresql://desk:p4ss-s3cret@127.0.0.1:9/desk"
    model = {"openai_api_key": "sk-s3cret", "openai_base_url": "http://u:u-s3cret@127.0.0.1:9/v1"}

    findings = await examine(settings_for(**secrets, **model, database_url=url), datetime.now(UTC))

    assert "s3cret" not in repr(findings)


@pytest.mark.parametrize(
    ("channel", "state", "says"),
    [
        (None, "warning", "none set (FRONTDESK_STAFF_CHANNEL)"),
        (STAFF_CHANNEL, "ok", "the bot is a member"),
        (OUTSIDE, "failed", "the bot is not a member"),
        ("C0NOWHERE", "failed", "channel_not_found"),
        ("#desk-staff", "failed", "no channel id"),
    ],
    ids=["none", "member", "not a member", "unknown", "a name"],
)
async def test_the_staff_channel_is_one_the_bot_is_in(
    settings_for: SettingsFor, channel: str | None, state: str, says: str
) -> None:
    found = await _found(settings_for(staff_channel=channel), "staff channel")

    assert found.state == state
    assert says in found.says


async def test_a_staff_channel_that_cannot_be_looked_at_is_no_fault(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    slack.fault("conversations.history", error="ratelimited")

    found = await _found(settings_for(staff_channel=STAFF_CHANNEL), "staff channel")

    assert found.state == "warning"


@pytest.mark.parametrize(
    ("more", "state", "says"),
    [
        ({}, "ok", "round the clock"),
        (
            {"days_off": "2026-12-24", "holidays": "DE"},
            "warning",
            "FRONTDESK_DAYS_OFF and FRONTDESK_HOLIDAYS do nothing",
        ),
        (
            {"working_hours": "Mon-Fri 09:00-17:00", "time_zone": "Europe/Berlin", "holidays": "DE"},
            "ok",
            (
                "nobody is there until Mon 2026-11-30 09:00 (it is Sat 2026-11-28 13:00, Europe/Berlin); "
                "next day off Thu 2026-12-24 from 12:00"
            ),
        ),
        ({"working_hours": "Sat 09:00-17:00"}, "ok", "staff are there until Sat 2026-11-28 17:00"),
    ],
)
async def test_the_hours_are_told_as_they_come_out_today(
    settings_for: SettingsFor, more: dict[str, object], state: str, says: str
) -> None:
    found = await _found(settings_for(**more), "hours", datetime(2026, 11, 28, 12, tzinfo=UTC))

    assert found.state == state
    assert says in found.says


@pytest.mark.parametrize(
    ("more", "state", "says"),
    [
        ({"staff_channel": STAFF_CHANNEL}, "ok", "comes next on Mon 2026-11-30 09:00 (UTC)"),
        ({}, "warning", "FRONTDESK_WEEKLY_DIGEST is set, and there is no channel to post it in"),
    ],
)
async def test_the_next_weekly_digest_is_told(
    settings_for: SettingsFor, more: dict[str, object], state: str, says: str
) -> None:
    settings = settings_for(weekly_digest="on", **more)

    found = await _found(settings, "weekly digest", datetime(2026, 11, 28, 12, tzinfo=UTC))

    assert (found.state, found.says) == (state, says)
