"""Files of a folder that can be read as documents. Only for whoever sits at the machine: never named by a message."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from bot.formats.documents import FILE_TYPES, MOST_BYTES
from storage.errors import Refused

DEEPEST = 5  # folders in one another
MOST_LOOKED_AT = 10_000


def files_in(folder: Path) -> list[Path]:
    """Return the files of a folder and of those in it, in order, without hidden ones and links.

    Raises
    ------
    Refused
        There is none that can be read.
    """
    found = [path for path in _walk(folder, DEEPEST) if path.suffix.lower().lstrip(".") in FILE_TYPES]
    if not found:
        msg = f"there is no document in {folder}: {', '.join(FILE_TYPES)} can be read"
        raise Refused(msg)
    return found[:MOST_LOOKED_AT]


def _walk(folder: Path, deeper: int) -> Iterator[Path]:
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        msg = f"{folder} cannot be read: {error.strerror}"
        raise Refused(msg) from error
    for path in inside[:MOST_LOOKED_AT]:
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_file():
            yield path
        elif deeper and path.is_dir():
            yield from _walk(path, deeper - 1)


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file, one more than may be read if it is larger.

    Raises
    ------
    Refused
        It cannot be opened.
    """
    try:
        with path.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}"
        raise Refused(msg) from error


def address_of(path: Path) -> str:
    """Return a file's address: where it is read again."""
    return path.resolve().as_uri()


def path_of(address: str) -> Path | None:
    """Return the file at an address; None: it is none of a file."""
    return Path(url2pathname(urlsplit(address).path)) if address.startswith("file:") else None
