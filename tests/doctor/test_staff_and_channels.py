"""What ``frontdesk doctor`` promises about the people, channels and hours that settings name, and about proxies."""

import asyncio
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.doctor.channels import MOST_ASKED
from bot.trial.workspace.workspace import BOT_USER, Channel
from tests.conftest import SettingsFor
from tests.doctor.found import found_of
from tests.fakes.slack import APP_TOKEN, BOT_TOKEN, OUTSIDE, STAFF, STAFF_CHANNEL, SUPPORT, FakeSlack
from tests.terminal.command_line import frontdesk


async def test_a_desk_of_which_nobody_is_staff_is_warned_with_what_to_set(settings_for: SettingsFor) -> None:
    found = await found_of(settings_for(staff=frozenset()), "staff")

    assert found.state == "warning"
    assert "nobody may claim" in found.says
    assert "FRONTDESK_STAFF" in found.advice


@pytest.mark.parametrize(
    ("more", "state", "says"),
    [
        ({"staff": frozenset({STAFF})}, "ok", "1 person named"),
        ({"staff": frozenset(), "staff_group": "S0STAFF01"}, "ok", "1 person in S0STAFF01"),
        ({"staff": frozenset({"U0NOBODY1"})}, "warning", "U0NOBODY1 is nobody in this workspace"),
        ({"staff_group": "S0NOWHERE"}, "failed", "there is no user group S0NOWHERE"),
    ],
    ids=["named", "a group", "a stranger", "no such group"],
)
async def test_staff_are_people_of_the_workspace(
    settings_for: SettingsFor, more: dict[str, object], state: str, says: str
) -> None:
    found = await found_of(settings_for(**more), "staff")

    assert (found.state, says in found.says) == (state, True), found


async def test_a_user_group_without_members_is_found(slack: FakeSlack, settings_for: SettingsFor) -> None:
    slack.site.workspace.usergroups["S0STAFF01"] = []

    found = await found_of(settings_for(staff_group="S0STAFF01"), "staff")

    assert (found.state, found.says) == ("warning", "nobody is in the user group S0STAFF01")


@pytest.mark.parametrize(
    ("channels", "state", "says"),
    [
        ({SUPPORT}, "ok", f"{SUPPORT}: the bot is a member"),
        ({SUPPORT, OUTSIDE}, "failed", f"{OUTSIDE}: the bot is not a member"),
        ({"C0NOWHERE"}, "failed", "channel_not_found"),
    ],
    ids=["member", "not a member", "unknown"],
)
async def test_support_channels_are_ones_the_bot_is_in(
    settings_for: SettingsFor, channels: set[str], state: str, says: str
) -> None:
    found = await found_of(settings_for(support_channels=frozenset(channels)), "support channels")

    assert (found.state, says in found.says) == (state, True), found


async def test_of_many_support_channels_it_is_said_which_were_asked_about(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    many = [f"C0MANY{at:03}" for at in range(MOST_ASKED)]
    slack.workspace.channels |= {one: Channel(one, one.lower(), {BOT_USER}) for one in many}

    found = await found_of(settings_for(support_channels=frozenset({*many, "C9NOWHERE"})), "support channels")

    assert found.state == "ok"
    assert "C9NOWHERE" not in found.says
    assert "of 1 more it was not asked" in found.says


async def test_a_private_channel_that_the_token_may_not_read_names_the_scope(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    slack.site.scopes.remove("groups:history")

    found = await found_of(settings_for(staff_channel=STAFF_CHANNEL), "staff channel")

    assert found.state == "failed"
    assert "groups:history" in found.says


async def test_a_scope_that_these_settings_do_not_use_is_said_and_is_no_fault(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    without = await found_of(settings_for(), "scopes")
    used = await found_of(settings_for(staff_group="S0STAFF01"), "scopes")

    assert (without.state, used.state) == ("ok", "ok")
    assert without.says.endswith("granted and not used with these settings: usergroups:read")
    assert used.says == f"all {len(slack.site.scopes)} granted"


# --- through the command line ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("port", ["3000", "ninety"], ids=["else valid", "else invalid"])
def test_a_misspelt_setting_is_named_with_the_right_one(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("FRONTDESK_SUPPORT_CHANEL", "C0SUPPORT")
    monkeypatch.setenv("FRONTDESK_PORT", port)

    shown = frontdesk("doctor").out

    assert "FRONTDESK_SUPPORT_CHANEL is no setting: did you mean FRONTDESK_SUPPORT_CHANNELS?" in shown


def test_a_wrong_value_and_a_misspelt_name_are_not_called_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_SUPPORT_CHANEL", "C0SUPPORT")
    monkeypatch.setenv("FRONTDESK_WORKING_HOURS", "Mon-Fry 9-17")

    shown = frontdesk("doctor").out

    assert "valid, but" not in shown
    assert "FRONTDESK_SUPPORT_CHANEL is no setting" in shown
    assert "FRONTDESK_WORKING_HOURS: 'mon-fry' is no day" in shown


async def test_a_set_up_without_staff_and_staff_channel_shows_two_warnings_and_ends_with_0(
    slack: FakeSlack, tmp_path: Path
) -> None:
    known = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_API_URL": slack.api_url}

    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "doctor"),
        cwd=tmp_path,
        env={**os.environ, **known},
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()

    shown = out.decode()
    assert process.returncode == 0
    assert "! staff             none set" in shown
    assert "! staff channel     none set (FRONTDESK_STAFF_CHANNEL)" in shown


@pytest.mark.parametrize(
    ("name", "proxy", "state", "says"),
    [
        ("https_proxy", "http://ann:s3cret@proxy.example:3128", "ok", "Slack through proxy.example:3128"),
        ("https_proxy", "socks5://proxy.example:1080", "warning", "not socks5://"),
        ("all_proxy", "http://proxy.example:3128", "warning", "ALL_PROXY alone is not read"),
        (
            "https_proxy",
            "http://ann:s3cret@proxy.example:port",
            "failed",
            "HTTPS_PROXY in the environment is no address",
        ),
    ],
)
def test_the_proxy_on_the_way_out_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch, name: str, proxy: str, state: str, says: str
) -> None:
    monkeypatch.setenv(name, proxy)

    [found] = [one for one in frontdesk("doctor", "--json").json["checks"] if one["check"] == "proxy"]

    assert (found["state"], says in found["says"]) == (state, True), found
    assert "s3cret" not in str(found)


def test_without_a_proxy_nothing_is_said_of_one() -> None:
    assert "proxy" not in [one["check"] for one in frontdesk("doctor", "--json").json["checks"]]


@pytest.mark.parametrize(
    ("channel", "state", "says"),
    [
        (None, "warning", "none set (FRONTDESK_STAFF_CHANNEL)"),
        (STAFF_CHANNEL, "ok", "the bot is a member"),
        (OUTSIDE, "failed", "the bot is not a member"),
        ("C0NOWHERE", "failed", "channel_not_found"),
    ],
    ids=["none", "member", "not a member", "unknown"],
)
async def test_the_staff_channel_is_one_the_bot_is_in(
    settings_for: SettingsFor, channel: str | None, state: str, says: str
) -> None:
    found = await found_of(settings_for(staff_channel=channel), "staff channel")

    assert found.state == state
    assert says in found.says


async def test_a_staff_channel_that_another_organisation_reads_is_warned_of(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    slack.workspace.users["U0PARTNER1"] = replace(slack.workspace.users[STAFF], id="U0PARTNER1", team="T0PARTNER")
    slack.workspace.channels[STAFF_CHANNEL].members.add("U0PARTNER1")

    found = await found_of(settings_for(staff_channel=STAFF_CHANNEL), "staff channel")

    assert found.state == "warning"
    assert "shared with another organisation" in found.says


async def test_a_staff_channel_that_cannot_be_looked_at_is_no_fault(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    slack.fault("conversations.history", error="ratelimited")

    found = await found_of(settings_for(staff_channel=STAFF_CHANNEL), "staff channel")

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
    found = await found_of(settings_for(**more), "hours", datetime(2026, 11, 28, 12, tzinfo=UTC))

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

    found = await found_of(settings, "weekly digest", datetime(2026, 11, 28, 12, tzinfo=UTC))

    assert (found.state, found.says) == (state, says)
