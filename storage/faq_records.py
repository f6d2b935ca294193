"""Records of FAQ sets: plain and frozen, as in ``storage.records``."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from storage.records import StepEngine

FaqState = Literal["working", "done", "cancelled", "failed", "erased"]
EntryState = Literal["proposed", "approved", "rejected"]
EntryEngine = StepEngine | Literal["staff"]


@dataclass(frozen=True, slots=True)
class FaqSet:
    """FAQs made, or being made, from documents. ``digest`` names what was asked for; ``report`` comes with ``done``.

    ``channel`` is where the result goes: a channel, the owner's own id (a direct message), or None (the terminal).
    ``published``: customers are answered from those of its entries that may answer.
    """

    id: int
    team_id: str
    number: int
    owner: str
    title: str
    run: str
    digest: str
    language: str | None
    asked: int
    state: FaqState
    report: dict[str, Any] | None
    channel: str | None
    created_at: datetime
    finished_at: datetime | None
    delivered_at: datetime | None
    published: bool = False


@dataclass(frozen=True, slots=True)
class FaqDocument:
    """A document of a set as it was read: quotes are spans of ``text``.

    ``blocks``: kind, start, end, level and cells of what it is made of; None: it was kept before they were.
    ``losses``: what of its file is not in the text, a sentence each. ``address``: where it is read again (a page, a
    file), None: nowhere; ``read_at``: when that was done; ``failing_since`` and ``problem``: since when it cannot be
    read, and why. ``sections`` and ``pages``: how many it has; None: it was kept before they were counted.
    """

    position: int
    title: str
    text: str
    blocks: list[list[Any]] | None = None
    losses: list[str] | None = None
    address: str | None = None
    read_at: datetime | None = None
    failing_since: datetime | None = None
    problem: str | None = None
    sections: int | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class FaqReading:
    """What was read of a document, without its text, as ``FaqDocument`` has it; ``pages`` 0: it is not on paper."""

    title: str
    sections: int | None
    pages: int
    losses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FaqSource:
    """Where a document of a set is read again, as ``FaqDocument`` has it."""

    title: str
    address: str
    read_at: datetime | None
    failing_since: datetime | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """One question and answer. ``quotes``: document (position), title, start, end, text; ``sources``: titles.

    ``engine`` staff: the answer is in the words of our team, and no quote proves it. ``version`` counts how often it
    was made anew, edited or decided; ``removed_by`` is who took it out of the set, None while it is there.
    ``decided_by``: who approved or rejected it; None if nobody did, or it was published before there were decisions.
    ``was``: what it answered before its source changed; None: it did not, or somebody has decided since.
    """

    id: int
    set_id: int
    position: int
    question: str
    answer: str
    sources: list[str]
    quotes: list[dict[str, Any]]
    engine: EntryEngine
    published: bool
    version: int
    removed_by: str | None
    state: EntryState = "proposed"
    decided_by: str | None = None
    decided_at: datetime | None = None
    was: str | None = None


@dataclass(frozen=True, slots=True)
class FaqRequest:
    """What ``asker`` wants of a finished set: its files, or the entry at ``position``, of this ``version``, made anew.

    ``job`` is the id of the job that does it.
    """

    set_id: int
    job: str
    asker: str
    position: int | None = None
    version: int | None = None
    by_staff: bool = False
