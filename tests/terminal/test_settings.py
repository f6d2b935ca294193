"""What is pasted into settings: keys no service can have, addresses that are none, names that are misspelt."""

from pathlib import Path

import pytest

from bot.settings import load_settings, unknown_names
from storage.errors import Misconfigured
from tests.terminal.command_line import frontdesk

KEYS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "OPENAI_API_KEY")
NO_KEYS = ("“sk-123”", "sk-1 23", "sk-1\n23", "sk-\u200b123", "sk\u2013123", "ключ")


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("value", NO_KEYS)
def test_a_key_that_cannot_be_sent_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(Misconfigured, match=name) as refused:
        load_settings()

    assert "copy it again" in str(refused.value)
    assert "123" not in str(refused.value)


@pytest.mark.parametrize("command", [("ask", "hello"), ("doctor",), ("serve",), ("migrate",)])
def test_the_terminal_says_which_key_is_wrong_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "“sk-123”")

    ended = frontdesk(*command)

    assert ended.code in {1, 2}
    assert "OPENAI_API_KEY" in ended.out + ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("name", ["SLACK_API_URL", "OPENAI_BASE_URL"])
@pytest.mark.parametrize(
    "value", ["notaurl", "ftp://host/", "http://", "https://exa mple.com/v1", "http://host:99999/"]
)
def test_an_address_that_is_none_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(Misconfigured, match=name):
        load_settings()


NO_IDS = {
    "FRONTDESK_STAFF": ("@sue", "U0AAA1,sue@example.com", "C0123ABCD", "u0aaa1"),
    "FRONTDESK_SUPPORT_CHANNELS": ("#support", "C0123ABCD, general", "U0AAA1"),
    "FRONTDESK_OUTSIDE_ONLY_CHANNELS": ("#partners",),
    "FRONTDESK_PRIVATE_CHANNELS": ("#partners",),
    "FRONTDESK_OPEN_CHANNELS": ("#partners",),
    "FRONTDESK_STAFF_CHANNEL": ("#desk-staff", "C0123ABCD,C0456WXYZ"),
    "FRONTDESK_STAFF_GROUP": ("@support-team", "U0AAA1"),
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in NO_IDS.items() for value in values])
def test_a_name_in_place_of_an_id_is_refused_at_the_start_with_how_an_id_looks(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(Misconfigured, match=name) as refused:
        load_settings()

    assert "an id is like" in str(refused.value)


def test_serve_and_doctor_name_all_settings_that_hold_a_name_in_place_of_an_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_STAFF", "@sue")
    monkeypatch.setenv("FRONTDESK_SUPPORT_CHANNELS", "#support")

    served, looked = frontdesk("serve"), frontdesk("doctor")

    assert (served.code, looked.code) == (2, 1)
    for ended in (served, looked):
        assert "FRONTDESK_STAFF: it is no id of a person" in ended.out + ended.err
        assert "FRONTDESK_SUPPORT_CHANNELS: it is no id of a channel" in ended.out + ended.err


def test_a_file_of_settings_that_is_not_utf_8_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"FRONTDESK_MODEL=caf\xe9\n")

    ended = frontdesk("migrate")

    assert ended.code == 2
    assert "not UTF-8" in ended.err
    assert "Traceback" not in ended.err

    examined = frontdesk("doctor", "--json")

    assert examined.code == 1
    assert "not UTF-8" in examined.json["checks"][1]["says"]


def test_a_misspelt_name_is_named_with_the_right_one(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("FRONTDESK_STAF=U1\n")
    env = {"FRONTDESK_SUPPORT_CHANNEL": "C1", "FRONTDESK_MODEL": "m", "FRONTDESK_TEXT": "hello", "PATH": "/bin"}

    found = unknown_names(env, tmp_path / ".env")

    assert found == [
        "FRONTDESK_STAF is no setting: did you mean FRONTDESK_STAFF?",
        "FRONTDESK_SUPPORT_CHANNEL is no setting: did you mean FRONTDESK_SUPPORT_CHANNELS?",
    ]


def test_doctor_warns_of_a_misspelt_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_SUPPORT_CHANNEL", "C1")

    found = next(one for one in frontdesk("doctor", "--json").json["checks"] if one["check"] == "settings")

    assert found["state"] == "warning"
    assert "FRONTDESK_SUPPORT_CHANNELS" in found["says"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FRONTDESK_RETENTION_DAYS", "1000000"),
        ("FRONTDESK_REMIND_AFTER_MIN", "10000000000"),
        ("FRONTDESK_SLACK_TIMEOUT_S", "inf"),
        ("FRONTDESK_MODEL_TIMEOUT_S", "inf"),
        ("FRONTDESK_MESSAGE_TIMEOUT_S", "1e300"),
        ("FRONTDESK_FAQ_TIMEOUT_S", "inf"),
        ("FRONTDESK_SHUTDOWN_GRACE_S", "99999999999999999999"),
    ],
)
def test_a_time_that_no_calendar_has_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(Misconfigured, match=name):
        load_settings()


@pytest.mark.parametrize("number", ["99999999999999999999", "9999999999999999999999999999999", "0", "-1", "1e3"])
@pytest.mark.parametrize(
    "command",
    [
        *(("faq-publish",), ("trace",), ("cases", "show"), ("cases", "resolve")),
        *(("ask", "hi", "--case"), ("faq", "aliases", "--approve")),
    ],
)
def test_a_number_that_no_database_holds_is_a_sentence(command: tuple[str, ...], number: str) -> None:
    ended = frontdesk(*command, number) if command[-1].startswith("--") else frontdesk(*command, "--", number)

    assert ended.code in {1, 2}
    assert ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("FRONTDESK_TIME_ZONE", "Berlin", "write an IANA name like Europe/Berlin"),
        ("FRONTDESK_WORKING_HOURS", "9 to 5", "write it like Mon-Fri 09:00-17:00"),
        ("FRONTDESK_DAYS_OFF", "Christmas", "write it like 2026-12-24"),
        ("FRONTDESK_HOLIDAYS", "Bavaria", "write an ISO code like DE"),
    ],
)
def test_hours_that_are_not_understood_are_refused_at_the_start_with_what_to_write(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, advice: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(Misconfigured, match=name) as refused:
        load_settings()

    assert advice in str(refused.value)


def test_an_emoji_set_to_nothing_is_off_in_the_environment_and_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("FRONTDESK_EMOJI_OPEN=\nFRONTDESK_EMOJI_CLAIM=:raising_hand:\n", encoding="utf-8")
    by_file = load_settings().emoji
    monkeypatch.setenv("FRONTDESK_EMOJI_CLAIM", "")

    assert by_file == {"raising_hand": "claim", "white_check_mark": "resolve"}
    assert load_settings().emoji == {"white_check_mark": "resolve"}


@pytest.mark.parametrize(
    ("value", "advice"),
    [("🎫", "write it like ticket"), ("two words", "write it like ticket"), ("eyes", "another act")],
)
def test_an_emoji_that_slack_cannot_name_or_that_two_acts_share_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str, advice: str
) -> None:
    monkeypatch.setenv("FRONTDESK_EMOJI_OPEN", value)

    with pytest.raises(Misconfigured, match=advice):
        load_settings()


@pytest.mark.parametrize("name", ["SUPPORT", "OUTSIDE_ONLY", "PRIVATE", "OPEN"])
def test_channels_are_given_with_commas_between_them(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("FRONTDESK_SUPPORT_CHANNELS", "C0ONE,C0TWO")
    monkeypatch.setenv(f"FRONTDESK_{name}_CHANNELS", "C0ONE, C0TWO")

    assert getattr(load_settings(), f"{name.lower()}_channels") == {"C0ONE", "C0TWO"}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"STAFF_CHANNEL": "C0ONE", "SUPPORT_CHANNELS": "C0ONE,C0TWO"}, "they would read what is for staff"),
        ({"STAFF_CHANNEL": "C0ONE", "PRIVATE_CHANNELS": "C0ONE"}, "they would read what is for staff"),
        ({"STAFF_CHANNEL": "C0ONE", "OPEN_CHANNELS": "C0ONE"}, "they would read what is for staff"),
        ({"PRIVATE_CHANNELS": "C0ONE,C0TWO", "OPEN_CHANNELS": "C0TWO"}, "C0TWO: in FRONTDESK_PRIVATE_CHANNELS and"),
        ({"SUPPORT_CHANNELS": "C0ONE", "OUTSIDE_ONLY_CHANNELS": "C0ONE,C0TWO"}, "C0TWO: in FRONTDESK_OUTSIDE_ONLY"),
        ({"MODEL": "   "}, "FRONTDESK_MODEL: it is no name of a model"),
        ({"MODEL_PLAN": "'gpt-4o-mini"}, "FRONTDESK_MODEL_PLAN: it is no name of a model"),
        ({"HOST": "http://0.0.0.0"}, "FRONTDESK_HOST: it is no address of this machine"),
    ],
)
def test_settings_that_do_nothing_or_contradict_each_other_are_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], says: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"FRONTDESK_{name}", value)

    with pytest.raises(Misconfigured) as refused:
        load_settings()

    assert says in str(refused.value)
    assert "\n  :" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("SLACK_BOT_TOKEN", "xapp-1-A1"), ("SLACK_APP_TOKEN", "xoxb-1"), ("SLACK_SIGNING_SECRET", "xoxb-1")],
)
def test_one_key_of_slacks_in_place_of_another_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(Misconfigured, match=f"{name}: it is another of Slack's keys"):
        load_settings()


def test_settings_that_agree_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"STAFF_CHANNEL": "C0STAFF", "SUPPORT_CHANNELS": "C0ONE,C0TWO", "OUTSIDE_ONLY_CHANNELS": "C0ONE"}
    for name, value in {**given, "PRIVATE_CHANNELS": "C0TWO", "OPEN_CHANNELS": "C0ONE", "MODEL": " gpt-4o "}.items():
        monkeypatch.setenv(f"FRONTDESK_{name}", value)

    assert load_settings().model == "gpt-4o"


@pytest.mark.parametrize(
    ("value", "sent"), [("Eyes", "eyes"), (":ThumbsUp:", "+1"), ("thumbsup", "+1"), ("raised_hand", "hand")]
)
def test_an_emoji_is_the_one_that_slack_sends(monkeypatch: pytest.MonkeyPatch, value: str, sent: str) -> None:
    monkeypatch.setenv("FRONTDESK_EMOJI_CLAIM", value)

    assert load_settings().emoji[sent] == "claim"
