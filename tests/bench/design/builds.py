"""The build that this one is measured beside: taken from git and set up once, by its own lock file."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.bench.bench import BenchError, tell
from tests.bench.processes import ROOT, Build

EARLIER = "63ce1dd"  # "today" of the design's table of numbers
CACHE = ROOT / "var" / "bench"
READY = ".set-up"


def earlier_build(python: str, cache: Path = CACHE, commit: str = EARLIER) -> Build:
    """Return the build of a commit; the first time it is set up in ``cache`` with a Python of its own.

    Raises
    ------
    BenchError
        There is no git, no such commit, or its packages cannot be had; the text says which and what to do.
    """
    root = cache / commit
    build = Build(commit, str(root / ".venv" / "bin" / "python"), root)
    if not (root / READY).exists():
        shutil.rmtree(root, ignore_errors=True)  # what was begun and not finished
        root.mkdir(parents=True)
        tell(f"setting up the build of {commit} in {root}: about a minute, once")
        _unpack(commit, root)
        _install(python, build)
        (root / READY).touch()
    return build


def _unpack(commit: str, root: Path) -> None:
    """Put the files of a commit into ``root``."""
    archive = root / "sources.tar"
    why = f"the build of {commit} cannot be taken from git: it is measured from a clone with its history"
    _run(["git", "-C", str(ROOT), "archive", "--format=tar", f"--output={archive}", commit], why)
    shutil.unpack_archive(archive, root)
    archive.unlink()


def _install(python: str, build: Build) -> None:
    why = f"a Python for the build of {build.name} cannot be made (Debian: apt-get install python3-venv)"
    _run([python, "-m", "venv", str(build.root / ".venv")], why)
    why = f"the packages of {build.name} cannot be installed: that needs the package index that pip is set up for"
    install = [build.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    _run([*install, "--require-hashes", "-r", str(build.root / "requirements-dev.lock")], why)  # as its `make install`
    _run([*install, "--no-build-isolation", "--editable", str(build.root)], why)


def _run(command: Sequence[str], why: str) -> None:
    """Run a command; what it says is shown only if it fails, after ``why``."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("VIRTUAL_ENV", "GIT_"))}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError as error:
        msg = f"{why}. There is no {command[0]} here"
        raise BenchError(msg) from error
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-3:]
        msg = f"{why}. It said:\n  " + "\n  ".join(last)
        raise BenchError(msg)
