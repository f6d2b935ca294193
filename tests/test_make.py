"""The Makefile's set-up: what an interrupted one leaves is made anew by the next."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from tests.paths import ROOT

HAS_PIP = ("-c", "import pip._internal.cli.main; print('pip is there')")


def test_a_venv_that_was_interrupted_before_pip_came_is_made_anew(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements-dev.lock").touch()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "nothing"\nversion = "0"\n')
    venv.create(tmp_path / ".venv", symlinks=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}

    ended = subprocess.run(  # noqa: S603 - our own Makefile
        (shutil.which("make") or "make", f"PYTHON={sys.executable}", "install"),
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "No module named pip" not in ended.stderr
    asked = subprocess.run(  # noqa: S603 - the interpreter it made
        (tmp_path / ".venv/bin/python", *HAS_PIP), capture_output=True, text=True, check=False
    )
    assert asked.stdout == "pip is there\n"
