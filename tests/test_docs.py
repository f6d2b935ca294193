"""The README and the docs tell what is there: every setting, command, target and route."""

import re
import shlex
from pathlib import Path
from typing import get_args

import pytest

from bot.settings import MODEL_STEPS, Settings
from bot.terminal.cli import make_cli
from handlers.perform.perform import HANDLERS
from tests.terminal.command_line import frontdesk
from workflows.faq.answer import FAQ_ANSWER
from workflows.faq.questions import FAQ_QUESTIONS
from workflows.faq.sources import FAQ_SOURCES
from workflows.routes import ROUTES, RouteName
from workflows.steps.billing_concern import BILLING_CONCERN
from workflows.steps.billing_reply import BILLING_REPLY
from workflows.steps.classify import CLASSIFY
from workflows.steps.general_reply import GENERAL_REPLY
from workflows.steps.plan import PLAN
from workflows.steps.synthesize import SYNTHESIZE
from workflows.steps.technical_reply import TECHNICAL_REPLY

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FAQ_STEPS = (FAQ_QUESTIONS, FAQ_ANSWER, FAQ_SOURCES)
STEPS = (CLASSIFY, PLAN, BILLING_CONCERN, TECHNICAL_REPLY, BILLING_REPLY, GENERAL_REPLY, SYNTHESIZE, *FAQ_STEPS)
SETTINGS = sorted(str(info.alias or name.upper()) for name, info in Settings.model_fields.items())
COMMANDS = sorted(make_cli().commands)


@pytest.mark.parametrize("setting", [name for name in SETTINGS if not name.startswith("FRONTDESK_MODEL_")])
def test_every_setting_stands_in_the_readme(setting: str) -> None:
    assert f"`{setting}`" in README


@pytest.mark.parametrize("step", MODEL_STEPS)
def test_the_model_of_every_step_stands_in_the_readme(step: str) -> None:
    assert f"`{step.upper()}`" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme_and_has_an_example(command: str) -> None:
    assert f"`frontdesk {command}" in README
    assert "Example" in frontdesk(command, "--help").out


def test_every_make_target_of_the_readme_exists() -> None:
    named = set(re.findall(r"^make ([a-z-]+)", README, re.MULTILINE))

    assert named <= set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_every_route_has_a_handler_and_a_line_in_the_classifier_s_prompt() -> None:
    names = {route.name for route in ROUTES}

    assert names == set(HANDLERS) == set(get_args(RouteName))
    assert all(f"`{name}`" in CLASSIFY.prompt for name in names)


def test_every_step_s_model_can_be_set() -> None:
    assert {step.name for step in STEPS} == set(MODEL_STEPS)


def test_no_prompt_holds_an_id_that_a_model_could_copy() -> None:
    assert not [step.name for step in STEPS if re.search(r"\b(?:INV|RMA|A|CASE)-\d", step.prompt)]


def test_nothing_here_refers_to_a_folder_beside_the_repository() -> None:
    kept = [ROOT / name for name in ("bot", "handlers", "workflows", "storage", "tests", "docs")]
    files = [file for folder in kept for suffix in ("py", "md", "toml") for file in folder.rglob(f"*.{suffix}")]

    named = [str(file) for file in (*files, *ROOT.glob("*.*")) if file.is_file() and _names_a_neighbour(file)]

    assert named == []


def _names_a_neighbour(file: Path) -> bool:
    return re.search(r"\.\./shared[/]|ROOT\.parent[ ]/", file.read_text(encoding="utf-8", errors="replace")) is not None


def _readme_commands() -> list[list[str]]:
    """Return the calls of `frontdesk` in README's shell blocks, in their order."""
    blocks = "\n".join(re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL))
    asked = [f"ask {text}" for text in re.findall(r'^make ask TEXT=(".*")$', blocks, re.MULTILINE)]
    called = re.findall(r"^\.venv/bin/frontdesk (.*)$", blocks, re.MULTILINE)
    return [shlex.split(call) for call in (*asked, *called)]


def _globbed(word: str) -> list[str]:
    return sorted(map(str, Path().glob(word))) if "*" in word else [word]


def test_the_readme_s_commands_run_one_after_the_other_as_they_stand_there(tmp_path: Path) -> None:
    for name in ("tests", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    calls = [[found for word in call for found in _globbed(word)] for call in _readme_commands()]

    ended = [(call, frontdesk(*call)) for call in calls]

    assert [(call, one.err) for call, one in ended if one.code != 0] == []
    assert len(ended) >= 10


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_readme_or_help_names_under_tests_exists(command: str) -> None:
    named = re.findall(r"(?:tests/data|docs/examples)/[\w./-]+", README + frontdesk(command, "--help").out)

    assert [name for name in named if not (ROOT / name.rstrip(".")).exists()] == []
