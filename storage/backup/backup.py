"""A backup in a folder: data and manifest. Made while the desk serves; brought back while nobody does."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from storage.backup import sqlite_file
from storage.backup.contents import Contents
from storage.backup.manifest import (
    FILES,
    NAME,
    NEW,
    Manifest,
    Progress,
    check_data,
    read_manifest,
    sha256_of,
    write_manifest,
)
from storage.database import parse_url, sqlite_version
from storage.errors import DatabaseUnusable, Misconfigured, Refused
from storage.probe import database_file
from storage.versions import known_versions

FOLDER_MODE = 0o700


@dataclass(frozen=True, slots=True)
class Present:
    """What a restore would replace. ``unreadable``: why it cannot be read; "" if it can.

    ``strange``: tables that this program does not know, which would go as well.
    """

    contents: Contents
    unreadable: str = ""
    strange: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to lose."""
        return self.contents.is_empty and not self.unreadable and not self.strange


def back_up(url: str, folder: Path, frontdesk: str, now: datetime, progress: Progress) -> Manifest:
    """Write what the database holds at one moment into ``folder``, new or empty; return its manifest.

    ``frontdesk``: this program's version. What fails leaves nothing behind.

    Raises
    ------
    Misconfigured
        The folder is not empty or cannot be written, the database cannot be read, PostgreSQL's programs are missing.
    Refused
        There is nothing to back up, no room, or the database is damaged.
    """
    kind = _kind(url)
    source = database_file(url)
    if source is not None and not source.exists():
        msg = f"there is no database yet at {source}: nothing to back up"
        raise Refused(msg)
    with _new_folder(folder):
        target = folder / FILES[kind]
        progress(f"writing {target}")
        found, server, major = _copy_out(url, source, target)
        if found.version is None:
            msg = "the database is empty: nothing to back up"
            raise Refused(msg)
        progress(f"hashing {target}")
        made = (now, target.stat().st_size, sha256_of(target), found.rows)
        manifest = Manifest(frontdesk, found.version, kind, server, major, *made)
        write_manifest(folder, manifest)
    return manifest


def _copy_out(url: str, source: Path | None, target: Path) -> tuple[Contents, str, int]:
    if source is not None:
        return sqlite_file.copy_out(source, target), f"SQLite {sqlite_version()}", 0
    from storage.backup import postgres_dump  # noqa: PLC0415 - with its driver; SQLite needs none

    return postgres_dump.copy_out(url, target)


@contextmanager
def _new_folder(folder: Path) -> Iterator[None]:
    """Make the folder, or take one that is empty; if what follows fails, leave it as it was."""
    made = not folder.exists()
    with _written_into(folder):
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            msg = f"{folder} is not empty: name a folder that is new or empty, such as one with the date in its name"
            raise Misconfigured(msg)
        folder.chmod(FOLDER_MODE)
        try:
            yield
        except BaseException:
            for name in (*FILES.values(), NAME, NEW):
                (folder / name).unlink(missing_ok=True)
            if made:
                folder.rmdir()
            raise


@contextmanager
def _written_into(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        msg = f"cannot write the backup into {folder}: {error.strerror or error}"
        raise Misconfigured(msg) from error


def fitting_manifest(url: str, folder: Path) -> Manifest:
    """Return the manifest of the backup in ``folder``, if it is one that can be brought back to ``url``.

    Raises
    ------
    Misconfigured
        It is no backup, of the other kind of database, or of a newer Frontdesk.
    """
    manifest, kind = read_manifest(folder), _kind(url)
    if manifest.database != kind:
        msg = f"{folder} is a backup of {manifest.database}, and DATABASE_URL names {kind}: set it to one of that kind"
        raise Misconfigured(msg)
    if manifest.schema not in known_versions():
        msg = (
            f"the backup is at version {manifest.schema}, made by Frontdesk {manifest.frontdesk}: this Frontdesk knows"
            f" versions up to {known_versions()[-1]}. Install the newer one, then restore"
        )
        raise DatabaseUnusable(msg)
    return manifest


def present(url: str) -> Present:
    """Return what is in the database now."""
    file = database_file(url)
    if file is None:
        from storage.backup import postgres_dump  # noqa: PLC0415 - see above

        return Present(postgres_dump.contents(url), strange=tuple(postgres_dump.strange_tables(url)))
    try:
        return Present(sqlite_file.contents(file))
    except DatabaseUnusable as error:
        return Present(Contents(None), unreadable=str(error))


def check_unused(url: str) -> None:
    """Raise ``Misconfigured`` if anybody uses a PostgreSQL; who serves from a file holds a lock beside it."""
    if database_file(url) is None:
        from storage.backup import postgres_dump  # noqa: PLC0415 - see above

        postgres_dump.check_unused(url)


def bring_back(
    url: str, folder: Path, manifest: Manifest, mending: Sequence[sa.Executable], *, damaged: bool, progress: Progress
) -> None:
    """Let the database hold what the backup does, wholly or not at all; ``mending`` (``contents.mend``) is done to it.

    ``damaged``: what is there cannot be read, and is set aside. Nobody may serve the database meanwhile.

    Raises
    ------
    Refused
        The backup is damaged, there is no room, or PostgreSQL did not take it: nothing was changed.
    Misconfigured
        Something uses the database, or PostgreSQL's programs are missing.
    """
    data, file = check_data(folder, manifest, progress), database_file(url)
    progress(f"restoring {data.name}")
    try:
        if file is not None:
            sqlite_file.put_back(data, file, mending, damaged=damaged)
            return
        from storage.backup import postgres_dump  # noqa: PLC0415 - see above

        postgres_dump.put_back(url, data, manifest, mending)
    except OSError as error:
        msg = f"cannot restore: {error.strerror or error}. Nothing was changed"
        raise Refused(msg) from error


def _kind(url: str) -> str:
    return "sqlite" if parse_url(url).get_backend_name() == "sqlite" else "postgresql"
