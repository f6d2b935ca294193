"""The files for a server are true: every setting, command, path and limit in them is the program's own."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from bot.settings import Settings
from bot.terminal.cli import make_cli
from bot.wiring import Bot
from tests.paths import ROOT

UNITS = sorted((ROOT / "docs" / "deploy").glob("*.service"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
DEPLOY = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SETTINGS = {str(info.alias or name.upper()): info for name, info in Settings.model_fields.items()}
FOR_COMPOSE = {"POSTGRES_PASSWORD", "DESK_DOMAIN"}  # read by compose.yaml alone
# `desk …` on the machine, `frontdesk …` in a container or in words, and what a container of `serve` is given to run.
CALLED = r"(?:^desk|`frontdesk|serve frontdesk|&& desk|run [^\n]*\bserve) ([a-z]+)((?: [^-\s]\S*)?(?: --[a-z-]+)*)"
COMMANDS = set(make_cli().commands)
OURS = {name: service for name, service in COMPOSE["services"].items() if service["image"] == "frontdesk"}


def example_values() -> dict[str, str]:
    """Return the names in ``.env.example`` with their values, those that are commented out too."""
    return dict(re.findall(r"^#?([A-Z][A-Z0-9_]+)=(.*)$", EXAMPLE, re.MULTILINE))


def instructions(name: str) -> list[str]:
    """Return what stands after an instruction of the Dockerfile, lines that go on joined."""
    joined = re.sub(r"\\\n\s*", " ", DOCKERFILE)
    return re.findall(rf"^{name} (.*)$", joined, re.MULTILINE)


def test_the_example_of_env_names_every_setting_and_no_other() -> None:
    assert set(example_values()) == set(SETTINGS) | FOR_COMPOSE


def test_the_example_of_env_names_each_setting_once() -> None:
    names = re.findall(r"^#?([A-Z][A-Z0-9_]+)=", EXAMPLE, re.MULTILINE)

    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_the_example_of_env_shows_the_default_of_a_setting(name: str) -> None:
    shown = example_values()[name]

    known = SETTINGS[name].get_default()
    assert shown == ("" if known is None or known == frozenset() else str(known).removesuffix(".0"))


def test_the_example_of_env_is_valid_as_it_is_and_with_every_line_taken_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("as-it-is").write_text(EXAMPLE, encoding="utf-8")
    Path("all").write_text(re.sub(r"^#([A-Z])", r"\1", EXAMPLE, flags=re.MULTILINE), encoding="utf-8")

    read = [Settings(_env_file=name) for name in ("as-it-is", "all")]

    assert read[0] == read[1] == Settings()


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_service_of_compose_runs_a_command_that_there_is_with_settings_that_there_are(name: str) -> None:
    service = OURS[name]

    words = " ".join(service["command"]).removeprefix("exec frontdesk ").split()
    assert words[0] in COMMANDS
    assert set(service["environment"]) <= set(SETTINGS)


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_service_of_compose_has_a_read_only_root_and_no_rights(name: str) -> None:
    service = OURS[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_compose_serves_three_times_and_publishes_no_port_but_the_proxy_s() -> None:
    published = {name for name, service in COMPOSE["services"].items() if "ports" in service}

    assert OURS["serve"]["deploy"]["replicas"] == 3
    assert published == {"proxy"}
    assert COMPOSE["services"]["proxy"]["profiles"] == ["http"]


def test_whoever_stops_it_waits_longer_than_it_takes() -> None:
    grace = SETTINGS["FRONTDESK_SHUTDOWN_GRACE_S"].get_default()
    unit = (ROOT / "docs/deploy/frontdesk.service").read_text(encoding="utf-8")

    assert int(OURS["serve"]["stop_grace_period"].removesuffix("s")) > grace
    assert int(re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)[0]) > grace


def test_the_image_s_programs_of_postgresql_are_of_the_server_s_version() -> None:
    server = COMPOSE["services"]["db"]["image"].partition(":")[2].partition("-")[0]

    assert f"postgresql-client-{server} " in DOCKERFILE


def test_the_image_sets_only_settings_and_runs_a_command_as_nobody_special() -> None:
    [environment] = instructions("ENV")
    names = set(re.findall(r"([A-Z_]+)=", environment))

    assert {name for name in names if not name.startswith(("PYTHON", "PATH"))} <= set(SETTINGS)
    assert instructions("ENTRYPOINT") == ['["frontdesk"]']
    assert json.loads(instructions("CMD")[-1])[0] in COMMANDS
    assert instructions("USER") == ["10001:10001"]


def test_what_the_image_copies_is_there_and_not_left_out_by_dockerignore() -> None:
    copied = [word for line in instructions("COPY") if "--from" not in line for word in line.split()[:-1]]
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}

    assert copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert set(copied) == let_in


def test_nothing_private_gets_into_the_image() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()

    assert "*" in lines
    assert not [line for line in lines if line.startswith("!") and line[1:].startswith((".", "var"))]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-meaning.lock", "requirements-dev.lock"])
def test_what_is_installed_speaks_of_agent_sessions_as_slack_does(lock: str) -> None:
    """Slack's library names their methods and events from 3.48 on."""
    asked = re.search(r'"slack-sdk>=(\d+)\.(\d+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = re.search(r"^slack-sdk==(\d+)\.(\d+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)

    assert asked is not None
    assert locked is not None
    assert (3, 48) <= tuple(map(int, asked.groups())) <= tuple(map(int, locked.groups()))


def _health_check() -> list[str]:
    found = re.search(r"^HEALTHCHECK .* CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert found is not None
    command: list[str] = json.loads(found[1])
    return [sys.executable, *command[1:]]


async def test_the_health_check_finds_a_running_bot_well_and_none_ill(bot: Bot) -> None:
    codes = []
    for port in (bot.port, 9):
        environment = {"PATH": os.environ["PATH"], "FRONTDESK_PORT": str(port), "http_proxy": "http://127.0.0.1:9"}
        quiet = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(*_health_check(), env=environment, stderr=quiet)
        codes.append(await process.wait())

    assert codes[0] == 0
    assert codes[1] != 0


@pytest.mark.parametrize("unit", UNITS, ids=[unit.name for unit in UNITS])
def test_a_unit_runs_a_command_that_there_is(unit: Path) -> None:
    called = re.findall(r"/opt/frontdesk/bin/frontdesk ([a-z]+)", unit.read_text(encoding="utf-8"))

    assert called
    assert set(called) <= COMMANDS


def test_every_command_in_the_guide_is_there_with_its_options() -> None:
    called = re.findall(CALLED, DEPLOY, re.MULTILINE)
    cli = make_cli()

    assert {command for command, _ in called} >= {"doctor", "backup", "restore", "migrate"}
    assert [command for command, _ in called if command not in COMMANDS] == []
    for command, options in called:
        known = {option for one in cli.commands[command].load().params for option in one.opts}  # type: ignore[attr-defined]
        assert {word for word in options.split() if word.startswith("--")} <= known


def test_every_file_and_service_that_the_guide_names_is_there() -> None:
    named = re.findall(r"/opt/frontdesk-src/([\w./*-]+)", DEPLOY) + re.findall(
        r"\]\((?!http)([\w./]+)(?:#[\w-]+)?\)", DEPLOY
    )
    services = re.findall(r"docker compose (?:exec|stop) (\w+)", DEPLOY)

    assert [name for name in named if not [*ROOT.glob(name), *(ROOT / "docs").glob(name)]] == []
    assert set(services) <= set(COMPOSE["services"])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    for unit in (ROOT / "docs" / "deploy").glob("frontdesk*"):
        text = unit.read_text(encoding="utf-8").replace("/opt/frontdesk/bin/frontdesk", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")

    units = sorted(map(str, tmp_path.glob("frontdesk*")))
    ended = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)  # noqa: S603, S607

    assert (ended.returncode, ended.stderr) == (0, "")
