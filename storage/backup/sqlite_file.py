"""A SQLite database into a file, and back: both in one piece, while others read and write it."""

import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from storage.backup.contents import Contents, contents_of
from storage.backup.manifest import new_private_file, sync_file, sync_folder
from storage.errors import DatabaseUnusable, Misconfigured, Refused
from storage.read_only import WAIT_S, reading_file

SIDE_FILES = ("", "-wal", "-shm")
_PROBLEMS = 3


def copy_out(source: Path, target: Path) -> Contents:
    """Write what ``source`` holds at one moment into the new file ``target``; return what that is.

    ``VACUUM INTO`` reads in one transaction, takes no word that was erased along, and makes the indexes anew.
    """
    need_room(source.stat().st_size, target.parent)
    new_private_file(target)
    with (
        translated(f"{source}, copied to {target}"),
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, timeout=WAIT_S)) as connection,
    ):
        connection.execute("VACUUM INTO ?", (str(target),))
    sync_file(target)
    return whole(target)


def whole(file: Path) -> Contents:
    """Return what a file holds that no serving process has open, once SQLite finds it in order."""
    with translated(file), reading_file(file) as connection:
        rows = connection.exec_driver_sql(f"PRAGMA quick_check({_PROBLEMS})").scalars().all()
        if rows != ["ok"]:
            msg = f"SQLite finds {file} damaged: {'; '.join(map(str, rows))}"
            raise Refused(msg)
        return contents_of(connection)


def contents(file: Path) -> Contents:
    """Return what the database in ``file`` holds; it is only read.

    Raises
    ------
    DatabaseUnusable
        It is no database, or damaged.
    """
    if not file.exists() or not file.stat().st_size:
        return Contents(None)
    with translated(file), reading_file(file) as connection:
        return contents_of(connection)


def put_back(backup: Path, target: Path, mending: Sequence[sa.Executable], *, damaged: bool) -> None:
    """Let ``target`` hold what ``backup`` does, wholly or not at all: in one transaction of SQLite's.

    The backup itself is not touched: ``mending`` is done to a copy beside the target. What is ``damaged`` cannot be
    written over; it is set aside under another name.
    """
    need_room(2 * backup.stat().st_size, target.parent)
    copy = target.with_name(f"{target.name}.restoring")
    _drop(copy)
    try:
        new_private_file(copy)
        shutil.copyfile(backup, copy)
        _mended(copy, mending)
        if damaged:
            _set_aside(target)
        if not target.exists():
            new_private_file(target)
        with translated(target):
            _write_over(copy, target)
    finally:
        _drop(copy)
    sync_folder(target.parent)


def _mended(file: Path, mending: Sequence[sa.Executable]) -> None:
    with _engine(file).begin() as connection:
        for statement in mending:
            connection.execute(statement)


def _write_over(copy: Path, target: Path) -> None:
    give_up_at = time.monotonic() + WAIT_S

    def is_patient(_status: int, left: int, _total: int) -> None:
        if left and time.monotonic() > give_up_at:
            msg = f"something else reads or writes {target}: end it, then try again. Nothing was changed"
            raise Refused(msg)

    with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(target, timeout=WAIT_S)) as old:
        old.execute("PRAGMA synchronous=FULL")
        source.backup(old, progress=is_patient, sleep=0.1)
        old.execute("PRAGMA journal_mode=WAL")
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the log holds the words that were there before


def _set_aside(file: Path) -> None:
    for end in SIDE_FILES:
        with suppress(FileNotFoundError):
            file.with_name(f"{file.name}{end}").replace(aside(file).with_name(f"{aside(file).name}{end}"))


def aside(file: Path) -> Path:
    """Return where a database that cannot be read is put."""
    return file.with_name(f"{file.name}.damaged")


def _drop(file: Path) -> None:
    for end in (*SIDE_FILES, "-journal"):
        file.with_name(f"{file.name}{end}").unlink(missing_ok=True)


def need_room(wanted: int, folder: Path) -> None:
    """Refuse what will not fit, before anything is written."""
    free = shutil.disk_usage(folder).free
    if free < wanted:
        msg = f"no room: about {_mb(wanted)} are needed at {folder}, {_mb(free)} are free"
        raise Refused(msg)


def _mb(size: int) -> str:
    return f"{size / 1024**2:,.1f} MB"


def _engine(file: Path) -> sa.Engine:
    return sa.create_engine(f"sqlite:///{file}", poolclass=sa.NullPool)


@contextmanager
def translated(file: object) -> Iterator[None]:
    """Turn what SQLite says into a sentence."""
    try:
        yield
    except (sqlite3.Error, sa.exc.DBAPIError) as error:
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        if "full" in reason:
            msg = f"no room: {reason}, while {file} was read or written"
            raise Refused(msg) from error
        if "not a database" in reason or "malformed" in reason:
            msg = f"{file} cannot be read: {reason}"
            raise DatabaseUnusable(msg) from error
        msg = f"SQLite failed at {file}: {reason}. Is there room, and may this user read and write there?"
        raise Misconfigured(msg) from error
