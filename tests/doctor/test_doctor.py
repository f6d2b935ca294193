"""What ``frontdesk doctor`` promises: what is wrong with settings and Slack, what to do, nothing secret."""

import asyncio
import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.doctor.examine import clean, examine, secrets_of
from bot.settings import Settings
from bot.slack.manifest import scopes_for
from tests.conftest import SettingsFor
from tests.doctor.found import found_of
from tests.fakes.slack import APP_TOKEN, BOT_TOKEN, FakeSlack
from tests.terminal.command_line import frontdesk


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


def test_ask_is_said_to_work_only_where_it_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    works = frontdesk("doctor")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}")  # a folder
    no_database = frontdesk("doctor")
    monkeypatch.setenv("FRONTDESK_PORT", "ninety")
    no_settings = frontdesk("doctor")

    assert "`frontdesk ask` works" in works.out
    assert "failed" in no_database.out
    assert "`frontdesk ask` works" not in no_database.out
    assert "`frontdesk ask` works" not in no_settings.out


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

    found = await found_of(settings_for(), "bot token")

    assert found.state == "failed"
    assert error in found.says
    assert advice in found.advice


async def test_another_kind_of_token_comes_with_which_is_meant(slack: FakeSlack, settings_for: SettingsFor) -> None:
    slack.fault("auth.test", error="not_allowed_token_type")

    assert "another kind of token" in (await found_of(settings_for(), "bot token")).advice


async def test_a_missing_essential_scope_fails_and_names_what_is_lost(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    slack.site.scopes.remove("chat:write")

    found = await found_of(settings_for(), "scopes")

    assert found.state == "failed"
    assert "chat:write: the bot cannot answer" in found.says
    assert "install the app again" in found.advice


async def test_a_missing_scope_that_answers_do_not_need_is_a_warning(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    slack.site.scopes.remove("assistant:write")

    assert (await found_of(settings_for(), "scopes")).state == "warning"


async def test_a_staff_group_whose_members_may_not_be_asked_for_fails(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    slack.site.scopes.remove("usergroups:read")

    found = await found_of(settings_for(staff_group="S0STAFF01"), "scopes")

    assert found.state == "failed"
    assert "usergroups:read" in found.says


async def test_emoji_that_do_nothing_for_want_of_a_scope_are_a_warning_and_none_at_all_is_none(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    slack.site.scopes.remove("reactions:read")
    off = {"emoji_open": "", "emoji_claim": "", "emoji_resolve": ""}

    found, without = await found_of(settings_for(), "scopes"), await found_of(settings_for(**off), "scopes")

    assert found.state == "warning"
    assert "reactions:read (optional): emoji of staff open, claim and resolve no cases" in found.says
    assert without.state == "ok"


async def test_all_scopes_granted_are_counted(settings_for: SettingsFor) -> None:
    assert f"all {len(scopes_for(None))} granted" in (await found_of(settings_for(), "scopes")).says


async def test_slack_out_of_reach_is_no_fault_of_the_token(settings_for: SettingsFor) -> None:
    found = await found_of(settings_for(slack_api_url="http://127.0.0.1:9/api/"), "bot token")

    assert found.state == "failed"
    assert "not checked" in found.says
    assert "SLACK_API_URL" in found.advice


async def test_a_slack_that_hangs_ends_the_check_in_time(slack: FakeSlack, settings_for: SettingsFor) -> None:
    slack.fault("auth.test", hang=True)

    found = await found_of(settings_for(slack_timeout_s=0.2), "bot token")

    assert "not checked" in found.says


@pytest.mark.parametrize(("minutes", "state"), [(0, "ok"), (1, "warning"), (-2, "warning"), (6, "failed")])
async def test_a_clock_that_differs_from_slacks_is_found(settings_for: SettingsFor, minutes: int, state: str) -> None:
    found = await found_of(settings_for(), "clock", datetime.now(UTC) + timedelta(minutes=minutes))

    assert found.state == state


async def test_no_way_for_events_to_come_in_is_found(settings_for: SettingsFor) -> None:
    assert (await found_of(settings_for(slack_signing_secret=None), "events")).state == "failed"


async def test_socket_mode_is_checked_with_the_app_token(settings_for: SettingsFor) -> None:
    assert "Socket Mode" in (await found_of(settings_for(slack_app_token=APP_TOKEN), "app token")).says


async def test_no_support_channel_is_said_and_is_no_fault(settings_for: SettingsFor) -> None:
    found = await found_of(settings_for(support_channels=frozenset()), "support channels")

    assert found.state == "ok"
    assert "mentions only" in found.says


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


def test_a_password_is_hidden_however_it_is_spelt() -> None:
    settings = Settings(database_url="postgresql://desk:p%40ss-s3cret@127.0.0.1:9/desk")

    assert clean("user desk, p%40ss-s3cret or p@ss-s3cret", secrets_of(settings)) == "user desk, … or …"
