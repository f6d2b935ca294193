"""What ``frontdesk manifest`` promises: a file Slack takes, for exactly what this version uses."""

import json
from typing import Any

import pytest

from tests.terminal.command_line import frontdesk

# All that any version asks for.
PLATFORM_SCOPES = (
    *("channels:read", "groups:read"),
    *("app_mentions:read", "assistant:write", "channels:history", "groups:history", "im:history", "mpim:history"),
    *(
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "im:read",
        "im:write",
        "mpim:read",
        "users:read",
        "reactions:write",
        "reactions:read",
    ),
)


def test_the_default_manifest_is_for_socket_mode_and_names_no_address() -> None:
    ended = frontdesk("manifest")

    settings = ended.json["settings"]
    assert ended.code == 0
    assert settings["socket_mode_enabled"] is True
    assert settings["token_rotation_enabled"] is False
    assert "request_url" not in json.dumps(ended.json)


@pytest.mark.parametrize(
    "given",
    [
        "https://desk.example.com",
        "https://desk.example.com/",
        "desk.example.com",
        "https://desk.example.com/slack/events",
    ],
)
def test_over_http_events_and_interactivity_come_to_slack_events_of_the_host(given: str) -> None:
    settings = frontdesk("manifest", "--http", given).json["settings"]

    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == "https://desk.example.com/slack/events"
    assert settings["interactivity"] == {"is_enabled": True, "request_url": "https://desk.example.com/slack/events"}


@pytest.mark.parametrize(
    "given",
    [
        "http://desk.example.com",
        "https://desk.example.com/other",
        "https://",
        "https://u:p@h.example",
        "https://h:x",
        "https://[::1",
        "notaurl",
        "https://localhost",
        "https://a b.example",
    ],
)
def test_an_address_slack_cannot_deliver_to_is_refused_with_an_example(given: str) -> None:
    ended = frontdesk("manifest", "--http", given)

    assert ended.code == 2
    assert "https://desk.example.com" in ended.err
    assert ended.out == ""


def test_both_ways_at_once_are_refused() -> None:
    assert frontdesk("manifest", "--socket", "--http", "https://desk.example.com").code == 2


def test_each_event_has_the_scope_slack_demands_for_it() -> None:
    made = frontdesk("manifest").json

    scopes = set(made["oauth_config"]["scopes"]["bot"])
    needed = {"app_mentions:read", "channels:history", "groups:history", "im:history", "mpim:history"}
    assert needed <= scopes
    assert {"app_mention", "message.channels", "message.groups", "message.im", "message.mpim"} <= set(
        made["settings"]["event_subscriptions"]["bot_events"]
    )


def test_with_a_staff_group_the_scope_that_says_who_is_in_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    without = frontdesk("manifest").json["oauth_config"]["scopes"]["bot"]
    monkeypatch.setenv("FRONTDESK_STAFF_GROUP", "S0STAFF01")

    assert sorted(frontdesk("manifest").json["oauth_config"]["scopes"]["bot"]) == sorted([*without, "usergroups:read"])


def test_who_installs_may_leave_out_the_scope_that_tells_of_emoji() -> None:
    made = frontdesk("manifest").json

    assert made["oauth_config"]["scopes"]["bot_optional"] == [
        "reactions:write",
        "channels:read",
        "groups:read",
        "im:read",
        "mpim:read",
        "reactions:read",
    ]
    assert "reactions:read" in made["oauth_config"]["scopes"]["bot"]
    assert "reaction_added" in made["settings"]["event_subscriptions"]["bot_events"]


def test_with_every_emoji_off_nothing_is_asked_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for act in ("OPEN", "CLAIM", "RESOLVE"):
        monkeypatch.setenv(f"FRONTDESK_EMOJI_{act}", "")

    made = frontdesk("manifest").json

    assert made["oauth_config"]["scopes"]["bot_optional"] == [
        "reactions:write",
        "channels:read",
        "groups:read",
        "im:read",
        "mpim:read",
    ]
    assert "reactions:read" not in made["oauth_config"]["scopes"]["bot"]
    assert "reaction_added" not in made["settings"]["event_subscriptions"]["bot_events"]


def test_only_scopes_of_the_platform_list_are_asked_for() -> None:
    scopes = frontdesk("manifest").json["oauth_config"]["scopes"]["bot"]

    assert set(scopes) <= set(PLATFORM_SCOPES)


def test_the_commands_and_the_shortcuts_stand_there_with_their_address_over_http() -> None:
    features = frontdesk("manifest", "--http", "https://desk.example.com").json["features"]

    assert [command["command"] for command in features["slash_commands"]] == ["/faq", "/cases"]
    assert {command["url"] for command in features["slash_commands"]} == {"https://desk.example.com/slack/events"}
    assert [shortcut["callback_id"] for shortcut in features["shortcuts"]] == ["open_case", "faq_from_message"]


def test_people_can_write_to_the_bot_in_its_messages_tab_as_an_agent() -> None:
    features = frontdesk("manifest").json["features"]

    assert features["app_home"]["home_tab_enabled"] is True
    assert features["app_home"]["messages_tab_enabled"] is True
    assert features["app_home"]["messages_tab_read_only_enabled"] is False
    assert features["agent_view"]["agent_description"]
    assert "assistant_view" not in features


def test_the_name_stands_at_the_app_and_at_its_bot() -> None:
    made = frontdesk("manifest", "--name", "Help: desk").json

    assert made["display_information"]["name"] == "Help: desk"
    assert made["features"]["bot_user"]["display_name"] == "Help: desk"


@pytest.mark.parametrize("name", ["", "x" * 36])
def test_a_name_slack_would_not_take_is_refused(name: str) -> None:
    assert frontdesk("manifest", "--name", name).code == 2


def test_yaml_says_the_same_as_json() -> None:
    yaml: Any = pytest.importorskip("yaml")
    options = ("--http", "https://desk.example.com", "--name", 'Help: "desk" # 1')

    assert yaml.safe_load(frontdesk("manifest", "--yaml", *options).out) == frontdesk("manifest", *options).json


def test_the_next_steps_stand_on_stderr() -> None:
    ended = frontdesk("manifest")

    assert "SLACK_APP_TOKEN" in ended.err
    assert "frontdesk doctor" in ended.err
