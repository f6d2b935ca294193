"""What people name as sources, told apart without a network: addresses of the web, files; and titles of their own."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from bot.formats.documents import TITLE_CHARS, read_document
from bot.sources.folder import address_of, bytes_of
from workflows.faq.documents import Document
from workflows.language.grounding import fold

WEB = ("http://", "https://")
END_CHARS = 40  # of an address, behind a title


def is_web(place: str) -> bool:
    """Say whether a place that somebody named is an address of the web."""
    return place.lower().startswith(WEB)


def read_file(path: Path, title: str | None = None) -> Document:
    """Return the document in a file of this machine; it may take seconds."""
    return replace(read_document(path.name, bytes_of(path), title), address=address_of(path))


def apart(documents: Sequence[Document], others: Sequence[str] = ()) -> list[Document]:
    """Return documents with titles of their own: one that has another's gets the end of its address, or a number.

    ``others``: titles that are taken.
    """
    taken, found = {fold(one) for one in others}, list[Document]()
    for one in documents:
        end = PurePosixPath(urlsplit(one.address).path).name
        ends = [end[:END_CHARS], *(str(number) for number in range(2, len(documents) + len(others) + 3))]
        short = one.title[: TITLE_CHARS - END_CHARS - 3]
        tries = [one.title, *(f"{short} ({each})" for each in ends if each)]
        title = next(each for each in tries if fold(each) not in taken)
        taken.add(fold(title))
        found.append(replace(one, title=title))
    return found
