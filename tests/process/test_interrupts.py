"""Ctrl-C before a command has begun: while modules are imported, it ends at once, with 130 and no traceback."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# Stands in for a module on the way. Python drops what is raised in a finalizer, and says so with a traceback.
PRESSED = """
import signal

class Finalized:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

Finalized()
raise AssertionError("still importing")
"""


@pytest.fixture(autouse=True)
def _ctrl_c_is_heard() -> Iterator[None]:
    """A process started by one that ignores SIGINT (`make test &` of a script) would ignore it, too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    ("arguments", "module"),
    [
        (("--version",), "typer"),
        (("ask", "Where is my order A-12345?"), "pydantic_settings"),
        (("ask", "Where is my order A-12345?"), "sqlalchemy"),
        (("serve",), "slack_bolt"),
        (("demo",), "filelock"),
        (("cases", "list"), "sqlalchemy"),
        (("eval", "rows.jsonl"), "structlog"),
    ],
)
def test_ctrl_c_while_modules_are_imported_shows_no_traceback(
    tmp_path: Path, arguments: tuple[str, ...], module: str
) -> None:
    (tmp_path / f"{module}.py").write_text(PRESSED, encoding="utf-8")

    ended = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-m", "bot", *arguments], check=False, capture_output=True, text=True, cwd=tmp_path
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")
