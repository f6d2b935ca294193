"""Checks of this machine: Python, SQLite, disk, the case database, and the engine's lock."""

import asyncio
import os
import platform
import shutil
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from bot.checks.finding import Finding, failed, ok, warning
from bot.settings import Settings
from storage.database import sqlite_version
from storage.errors import DatabaseUnusable
from storage.probe import Probed, database_file, probe, shown

SAFE_SQLITE = (3, 51, 3)  # PLATFORM, Durable engine: older ones have a rare WAL corruption bug with two writers
LITTLE_BYTES = 1024**3
NO_ROOM_BYTES = 100 * 1024**2


def check_python() -> Finding:
    """Say which Python runs; pip has refused to install into one older than 3.11."""
    return ok("python", f"{platform.python_version()} at {sys.executable}")


async def check_machine(settings: Settings) -> list[Finding]:
    """Check what the desk stands on."""
    url = settings.database_url
    file = database_file(url)
    database, engine = await asyncio.gather(
        asyncio.to_thread(_database, url, file), asyncio.to_thread(_engine, settings.lock_file)
    )
    return [database, engine] if file is None else [database, engine, _sqlite(), _disk(file)]


def _database(url: str, file: Path | None) -> Finding:
    where = shown(url)
    if file is not None and not file.exists():
        folder = _nearest(file)
        if not os.access(folder, os.W_OK):
            return failed(
                "database", f"{where}: {folder} may not be written", "set DATABASE_URL to a place you may write"
            )
        return ok("database", f"{where} is not there yet: the first `frontdesk serve` or `ask` makes it")
    try:
        found = probe(url)
    except DatabaseUnusable as error:
        return failed("database", f"{where}: {error}", "check DATABASE_URL, and that the server runs and lets you in")
    return _probed(where, found)


def _probed(where: str, found: Probed) -> Finding:
    at = f"{where} ({found.server}) is at version {found.version}"
    if found.version is not None and not found.known:
        advice = "a newer Frontdesk wrote it: install that one again, or use another database"
        return failed("database", f"{at}, which this Frontdesk does not know", advice)
    if found.not_writable:
        advice = "give this user the right to write there; if it is locked, see what else uses it"
        return failed("database", f"{where} cannot be written: {found.not_writable}", advice)
    if found.version is None:
        return ok("database", f"{where} ({found.server}) is empty: `frontdesk migrate`, `serve` or `ask` fills it")
    if found.version != found.wanted:
        return warning(
            "database", f"{at}, this Frontdesk wants {found.wanted}", "`frontdesk migrate` (serve does it too)"
        )
    return ok("database", f"{at}, writable")


def _engine(lock_file: str | None) -> Finding:
    """Look whether somebody serves this data. Takes the lock for a moment if it is free."""
    if lock_file is None:
        return ok("engine", "keeps its rows in PostgreSQL, beside the cases")
    if not Path(lock_file).exists():
        return ok("engine", "not used here yet: `frontdesk serve` makes its file beside the cases")
    lock = FileLock(lock_file, blocking=False)
    try:
        with lock:
            return ok("engine", "free: no process serves this data")
    except Timeout:
        return ok("engine", f"another process serves this data now (it holds {lock_file})")
    except OSError as error:
        return failed("engine", f"{lock_file}: {error.strerror}", "give this user the right to write there")


def _sqlite() -> Finding:
    version = sqlite_version()
    if tuple(int(number) for number in version.split(".")) >= SAFE_SQLITE:
        return ok("sqlite", version)
    safe = ".".join(map(str, SAFE_SQLITE))
    says = f"{version} is older than {safe}: with two processes writing one file it can, rarely, damage the file"
    return warning(
        "sqlite", says, "write from one process at a time, use a Python with a newer SQLite, or use PostgreSQL"
    )


def _disk(file: Path) -> Finding:
    folder = _nearest(file)
    free = shutil.disk_usage(folder).free
    says = f"{free / 1024**3:.1f} GB free at {folder}"
    advice = "make room: cases that cannot be stored are refused, and Slack gives up on them after some minutes"
    if free < NO_ROOM_BYTES:
        return failed("disk", says, advice)
    return warning("disk", says, advice) if free < LITTLE_BYTES else ok("disk", says)


def _nearest(file: Path) -> Path:
    """Return the nearest folder above ``file`` that exists."""
    return next(folder for folder in file.absolute().parents if folder.is_dir())
