"""The command line as people use it: arguments in; exit code, stdout and stderr out. Runs in this process."""

import asyncio
import contextlib
import io
import json
import logging
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import structlog

from bot.terminal.cli import main
from storage.database import Tx, open_database
from tests import impossible
from tests.storage.fixtures import migrated_file

DATABASE = "sqlite:///var/frontdesk.db"  # where commands find it, in a test's folder
T = TypeVar("T")


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON
        """What stdout holds, read as JSON."""
        return json.loads(self.out)


class InterruptedFirst(io.StringIO):
    """What is typed, after Ctrl-C was pressed at the first line that is read."""

    def __init__(self, typed: str) -> None:
        """``typed``: what comes after it. Tests that a shell runs in the background ignore Ctrl-C: not here."""
        super().__init__(typed)
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]  # its two bases disagree
        """Return the next line; Ctrl-C comes before the first."""
        if self.tell() == 0:
            signal.raise_signal(signal.SIGINT)
        return super().readline(-1 if size is None else size)


def frontdesk(*arguments: str) -> Ended:
    """Run ``frontdesk ARGUMENTS``; not inside a running event loop, since commands open their own."""
    out, err = io.StringIO(), io.StringIO()
    root = logging.getLogger()
    before = sys.argv, root.handlers, root.level
    logging_before = structlog.get_config()
    sys.argv = ["frontdesk", *arguments]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = _code_of_main()
    finally:
        sys.argv, root.handlers = before[0], before[1]
        root.setLevel(before[2])
        structlog.configure(**logging_before)
    assert impossible.EVENT not in err.getvalue(), err.getvalue()
    return Ended(code, out.getvalue(), err.getvalue())


def _code_of_main() -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def stored(change: Callable[[Tx], T], *more: Callable[[Tx], object]) -> T:
    """Run ``change``, then ``more``, on the database that commands use in a test; return what ``change`` returns."""

    async def run() -> T:
        db = open_database(DATABASE)
        try:
            first = await db.write(change)
            for one in more:
                await db.write(one)
            return first
        finally:
            await db.close()

    file = Path(DATABASE.removeprefix("sqlite:///"))
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(migrated_file())
    return asyncio.run(run())
