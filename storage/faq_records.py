"""Records of FAQ sets: plain and frozen, as in ``storage.records``."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from storage.records import StepEngine

FaqState = Literal["working", "done", "cancelled", "failed"]


@dataclass(frozen=True, slots=True)
class FaqSet:
    """FAQs made, or being made, from documents. ``digest`` names what was asked for; ``report`` comes with ``done``.

    ``channel`` is where the result goes: a channel, the owner's own id (a direct message), or None (the terminal).
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


@dataclass(frozen=True, slots=True)
class FaqDocument:
    """A document of a set as it was given: quotes are spans of ``text``."""

    position: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """One proved question and answer. ``quotes``: document (position), title, start, end, text; ``sources``: titles.

    ``version`` counts how often it was made anew; ``removed_by`` is who took it out of the set, None while it is there.
    """

    id: int
    set_id: int
    position: int
    question: str
    answer: str
    sources: list[str]
    quotes: list[dict[str, Any]]
    engine: StepEngine
    published: bool
    version: int
    removed_by: str | None


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
