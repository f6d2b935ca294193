"""A file that stands with a message, as it is kept: its name and link, never its bytes."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

FileKind = Literal["picture", "text", "other"]


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """``number``: Slack's id. ``link``: where people see it. ``is_unread``: Slack has more to tell of it.

    ``why_not``: why the words of a text were not read, for its writer; "" if they were, or nobody has tried.
    """

    number: str
    name: str
    kind: FileKind
    link: str = ""
    is_forwarded: bool = False
    is_unread: bool = False
    why_not: str = ""


def to_rows(files: Iterable[AttachedFile]) -> list[dict[str, Any]] | None:
    """Return files as they are stored; None for none."""
    return [asdict(file) for file in files] or None


def from_rows(rows: Sequence[dict[str, Any]] | None) -> tuple[AttachedFile, ...]:
    """Return what was stored."""
    return tuple(AttachedFile(**row) for row in rows or ())
