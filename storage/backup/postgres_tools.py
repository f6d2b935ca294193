"""PostgreSQL's own programs: which of them fits the server, how they are called, and what they say when they fail."""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from storage.errors import Misconfigured, Refused

DEBIAN = Path("/usr/lib/postgresql")  # where Debian keeps the programs of each version: VERSION/bin
CONNECT_TIMEOUT_S = 5
_VERSION = re.compile(r"\b(\d{1,3})(?:\.|devel|beta|rc|$)")
_PIECE = 1024 * 1024
_SECRET = {"password": "PGPASSWORD"}  # goes through the environment: arguments can be read by everybody on the machine


@dataclass(frozen=True, slots=True)
class Tools:
    """The programs of one version."""

    folder: Path
    major: int

    def path(self, name: str) -> str:
        """Return where a program is."""
        return str(self.folder / name)


def find_tools(wanted: int, names: Iterable[str]) -> Tools:
    """Return the programs ``names`` of PostgreSQL ``wanted`` or newer: older ones do not read a newer server.

    Raises
    ------
    Misconfigured
        There are none, or older ones; the sentence names the package of Debian.
    """
    needed, old = tuple(names), 0
    for folder in _folders():
        if all(os.access(folder / name, os.X_OK) for name in needed):
            major = _major(folder / needed[0])
            if major >= wanted:
                return Tools(folder, major)
            old = max(old, major)
    package = f"postgresql-client-{wanted}"
    install = f"install it (Debian: apt-get install {package}, or from apt.postgresql.org if Debian has none so new)"
    if old:
        msg = f"{needed[0]} here is of PostgreSQL {old}, and {wanted} or newer is needed: {install}"
    else:
        msg = f"{' and '.join(needed)} {'are' if len(needed) > 1 else 'is'} needed and not here: {install}"
    raise Misconfigured(msg)


def _folders() -> Iterator[Path]:
    """Yield where programs are: on PATH, then where Debian keeps the versions, the newest first."""
    yield from (Path(folder) for folder in os.get_exec_path() if folder)
    versions = [folder for folder in DEBIAN.glob("*/bin") if folder.parent.name.isdecimal()]
    yield from sorted(versions, key=lambda folder: int(folder.parent.name), reverse=True)


def _major(program: Path) -> int:
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=True).stdout  # noqa: S603 - a program of this machine, found by its name
    except (OSError, subprocess.SubprocessError):
        return 0
    found = _VERSION.search(said)
    return int(found.group(1)) if found else 0


def connection_of(url: sa.URL) -> tuple[str, dict[str, str]]:
    """Return the connection string for the programs, and the environment they are to be given: with the password."""
    _, known = url.get_dialect()().create_connect_args(url)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment |= {_SECRET[name]: str(value) for name, value in known.items() if name in _SECRET}
    shown = {"connect_timeout": CONNECT_TIMEOUT_S, **known, "application_name": "frontdesk backup"}
    parts = (f"{name}={_quoted(str(value))}" for name, value in shown.items() if name not in _SECRET)
    return " ".join(parts), environment


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def run(command: list[str], environment: dict[str, str]) -> None:
    """Run a program to its end.

    Raises
    ------
    Refused
        It failed; the sentence says what it said.
    """
    ended = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603 - as found above
    if ended.returncode:
        raise Refused(_said(command[0], ended.stderr))


class Feeding:
    """A program that reads what it is fed, and gets its end only if all went well."""

    def __init__(self, command: list[str], environment: dict[str, str], errors: IO[bytes]) -> None:
        self._name, self._errors = command[0], errors
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, env=environment, stdin=pipe, stdout=subprocess.DEVNULL, stderr=errors)  # noqa: S603 - as found above

    def feed(self, data: bytes) -> None:
        """Hand it the next piece; raises ``Refused`` with what it said if it has ended."""
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        try:
            self._process.stdin.write(data)
            self._process.stdin.flush()
        except BrokenPipeError as error:
            self._process.wait()
            raise self._failed() from error

    def end(self) -> None:
        """Tell it that this was all, and wait for it."""
        assert self._process.stdin is not None  # noqa: S101 - as above
        self._process.stdin.close()
        if self._process.wait():
            raise self._failed()

    def stop(self) -> None:
        """End it at once, if it has not ended; what was not committed is undone."""
        self._process.kill()
        self._process.communicate()

    def _failed(self) -> Refused:
        self._errors.seek(0)
        return Refused(_said(self._name, self._errors.read(100_000)))


@contextmanager
def feeding(command: list[str], environment: dict[str, str], errors: IO[bytes]) -> Iterator[Feeding]:
    """Start a program that is fed; whatever goes wrong, it does not go on."""
    program = Feeding(command, environment, errors)
    try:
        yield program
    finally:
        program.stop()


def pieces_of(command: list[str], environment: dict[str, str], errors: IO[bytes]) -> Iterator[bytes]:
    """Yield what a program writes; raises ``Refused`` with what it said if it failed, after the last piece."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=pipe, stderr=errors) as process:  # noqa: S603 - as found above
        assert process.stdout is not None  # noqa: S101 - asked for above
        try:
            while piece := process.stdout.read(_PIECE):
                yield piece
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        errors.seek(0)
        raise Refused(_said(command[0], errors.read(100_000)))


def _said(name: str, errors: bytes) -> str:
    """Return why a program failed: the first lines that say so, without those that only give details."""
    lines = [" ".join(line.split()) for line in errors.decode(errors="replace").splitlines()]
    telling = [line for line in lines if "error" in line.lower() or "FATAL" in line] or [line for line in lines if line]
    return f"{Path(name).name} failed: {'; '.join(telling[:2])[:500] or 'it does not say why'}"
