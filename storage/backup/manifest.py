"""The manifest of a backup: what it holds, of which version, and the hash of its data. Written last, read first."""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from storage.errors import Misconfigured, Refused

NAME = "manifest.json"
NEW = f"{NAME}.new"
FORMAT = 1
FILES = {"sqlite": "frontdesk.db", "postgresql": "frontdesk.dump"}  # never a name that a manifest says
PRIVATE = 0o600  # a backup holds customers' words
LARGEST_MANIFEST = 100_000
_CHUNK = 1024 * 1024

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in ``manifest.json``. ``schema``: the version the database was at; ``rows``: how many of each kind.

    ``server`` made it; ``major``: the first number of PostgreSQL's version, 0 for SQLite.
    """

    frontdesk: str
    schema: str
    database: str
    server: str
    major: int
    made_at: datetime
    bytes: int
    sha256: str
    rows: dict[str, int]

    @property
    def file(self) -> str:
        """Name of the file with the data."""
        return FILES[self.database]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it whole or not at all: a folder without one is no backup."""
    values = {"format": FORMAT, **asdict(manifest), "file": manifest.file}
    text = json.dumps(values | {"made_at": manifest.made_at.isoformat()}, indent=2) + "\n"
    new = folder / NEW
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / NAME)
    sync_folder(folder)


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a backup; it is untrusted.

    Raises
    ------
    Misconfigured
        There is none, or it cannot be read: this is no backup, or one that was never finished.
    """
    file = folder / NAME
    try:
        text = file.read_bytes()[:LARGEST_MANIFEST]
    except FileNotFoundError as error:
        msg = f"{folder} is not a backup: it holds no {NAME}, which `frontdesk backup` writes last"
        raise Misconfigured(msg) from error
    except OSError as error:
        msg = f"cannot read {file}: {error.strerror}"
        raise Misconfigured(msg) from error
    try:
        return _manifest(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        msg = f"{file} is damaged, or of another program: it cannot be read as a manifest"
        raise Misconfigured(msg) from error


def _manifest(values: dict[str, Any]) -> Manifest:
    if values["format"] != FORMAT:
        msg = "another format"
        raise ValueError(msg)
    found = Manifest(
        frontdesk=str(values["frontdesk"]),
        schema=str(values["schema"]),
        database=str(values["database"]),
        server=str(values["server"]),
        major=int(values["major"]),
        made_at=datetime.fromisoformat(values["made_at"]),
        bytes=int(values["bytes"]),
        sha256=str(values["sha256"]),
        rows={str(name): int(count) for name, count in values["rows"].items()},
    )
    if found.made_at.tzinfo is None or found.database not in FILES:
        msg = "a time without a zone, or an unknown database"
        raise ValueError(msg)
    return found


def check_data(folder: Path, manifest: Manifest, progress: Progress) -> Path:
    """Return the file with the data, once it is what the manifest says.

    Raises
    ------
    Refused
        It is gone, shorter or changed: what is in it cannot be relied on.
    """
    file = folder / manifest.file
    progress(f"checking {file.name}")
    try:
        size = file.stat().st_size
        found = sha256_of(file) if size == manifest.bytes else ""
    except OSError as error:
        msg = f"the backup is damaged: cannot read {file} ({error.strerror})"
        raise Refused(msg) from error
    if found != manifest.sha256:
        what = "its hash differs" if found else f"it has {size:,} bytes of {manifest.bytes:,}"
        msg = f"the backup is damaged: {file} is not what {NAME} says ({what}). Take another backup"
        raise Refused(msg)
    return file


def sha256_of(file: Path) -> str:
    """Return the hash of a file, read piece by piece."""
    digest = hashlib.sha256()
    with file.open("rb") as data:
        while chunk := data.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def new_private_file(file: Path) -> None:
    """Make an empty file that nobody else may read, before anything is written into it."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))


def sync_file(file: Path) -> None:
    """Wait until what was written to a file is on the disk."""
    with file.open("rb+") as data:
        os.fsync(data.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
