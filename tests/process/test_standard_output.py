"""Standard output that cannot be written, or was closed: one line and an exit code, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FRONTDESK = (sys.executable, "-m", "bot")


@pytest.mark.parametrize("arguments", [("--version",), ("manifest",), ("--help",)])
def test_a_full_disk_behind_a_redirect_is_one_line_and_an_exit_code(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(  # noqa: S603 - our own interpreter and code
            [*FRONTDESK, *arguments], check=False, stdout=full, stderr=subprocess.PIPE, text=True, cwd=tmp_path
        )

    assert ended.stderr == "frontdesk: the output cannot be written: No space left on device\n"
    assert ended.returncode == 2


def test_a_command_whose_standard_output_is_closed_does_its_work_and_ends_well(tmp_path: Path) -> None:
    ended = subprocess.run(  # noqa: S603 - our own interpreter and code
        [*FRONTDESK, "migrate"],
        check=False,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/desk.db"},
        preexec_fn=lambda: os.close(1),
    )

    assert (ended.returncode, ended.stderr) == (0, "")
    assert (tmp_path / "desk.db").exists()
