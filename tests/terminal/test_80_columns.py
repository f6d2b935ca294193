"""What commands promise in a real terminal of 80 columns: every line fits, and nothing that matters is cut away."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.process.forked import start
from tests.terminal.command_line import frontdesk

COLUMNS = 80
LONG = "I want to return the 'SuperWidget 5000', it is not compatible with my system, and where is my order #A-12345?"
GUIDE = "A widget is a small device that is set under Settings > Plan and folds paper for many people.\n"


@pytest.fixture(autouse=True)
def _a_case_and_a_document() -> None:
    Path("plans.md").write_text(GUIDE, encoding="utf-8")
    frontdesk("ask", LONG)


def on_a_terminal(*arguments: str, columns: int = COLUMNS) -> str:
    """Return what ``frontdesk ARGUMENTS`` writes to a terminal, without its colours."""
    master, slave = os.openpty()
    env = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm"}
    status = start(arguments, Path.cwd(), env, subprocess.DEVNULL, slave, subprocess.DEVNULL)
    os.close(slave)
    written = b"".join(iter(lambda: _read(master), b""))
    with os.fdopen(status) as told:
        told.read()  # it has ended
    os.close(master)
    return re.sub(r"\x1b\[[0-9;]*m", "", written.decode()).replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux: nobody holds the other end any more
        return b""


@pytest.mark.parametrize(
    "call",
    [
        ["--help"],
        ["cases", "--help"],
        ["ask", LONG],
        ["trace", "1001"],
        ["cases", "list"],
        ["stats"],
        ["doctor"],
        ["faq", "plans.md"],
        ["faq", "--help"],
        ["faq", "edit", "--help"],
    ],
    ids=" ".join,
)
def test_every_line_fits(call: list[str]) -> None:
    shown = on_a_terminal(*call)

    assert len(shown.splitlines()) > 1
    assert [line for line in shown.splitlines() if len(line) > COLUMNS] == []


def test_a_set_and_the_list_of_sets_fit_however_long_an_answer_is() -> None:
    frontdesk("faq", "plans.md")
    frontdesk("faq", "edit", "1", "1", "--answer", GUIDE * 3)

    shown = [on_a_terminal("faq", *call) for call in (["list"], ["show", "1"])]

    assert [line for text in shown for line in text.splitlines() if len(line) > COLUMNS] == []
    assert shown[1].count("folds paper") == 3


def test_an_faq_is_shown_without_marks_that_only_a_file_needs_and_its_report_once() -> None:
    shown, piped = on_a_terminal("faq", "plans.md"), frontdesk("faq", "plans.md")

    assert "Settings > Plan" in shown
    assert "Settings \\> Plan" in piped.out
    assert shown.count("questions delivered") == 1
    assert "questions delivered" in piped.err


def test_a_list_keeps_who_asked_and_who_works_on_it() -> None:
    head, row = on_a_terminal("cases", "list").splitlines()

    assert head.split() == ["case", "status", "route", "requester", "assignee", "opened", "subject"]
    assert row.split()[3:5] == ["YOU", "-"]


@pytest.mark.parametrize("columns", [24, 40])
def test_in_a_narrow_terminal_each_case_is_a_block_with_its_whole_number(columns: int) -> None:
    frontdesk("ask", LONG)

    shown = on_a_terminal("cases", "list", columns=columns).splitlines()

    assert [line for line in shown if not line.startswith(" ")] == ["CASE-1002", "CASE-1001"]
    assert [line for line in shown if len(line) > columns] == []
