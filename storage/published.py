"""Published FAQ entries of a team, the version that says whether they changed since, and what is not published yet."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from storage.database import Tx
from storage.prepared import fetch_first
from storage.sql import next_number
from storage.tables import counters, faq_documents, faq_entries, faq_sets

if TYPE_CHECKING:  # every answer looks at what is published, and few are about sets: a hundredth of `frontdesk ask`
    from storage.faq_records import EntryEngine

_COUNTER = "published"
_VERSION = sa.select(counters.c.value).where(
    counters.c.team_id == sa.bindparam("team_id"), counters.c.name == sa.bindparam("name")
)
# The one place that says which entries customers are answered from.
_IS_PUBLISHED = sa.and_(faq_entries.c.published, faq_sets.c.state == "done")
# What is left of published sets: nobody has decided about it, and no customer is answered from it.
_IS_LEFT = sa.and_(
    faq_sets.c.published,
    faq_sets.c.state == "done",
    faq_entries.c.state == "proposed",
    faq_entries.c.published.is_(False),
    faq_entries.c.removed_by.is_(None),
)
_OF_TEAM = (
    sa.select(
        faq_entries.c.id,
        faq_sets.c.number,
        faq_entries.c.position,
        faq_entries.c.question,
        faq_entries.c.answer,
        faq_entries.c.sources,
        faq_entries.c.quotes,
        faq_entries.c.engine,
        faq_entries.c.set_id,
    )
    .join(faq_sets, faq_sets.c.id == faq_entries.c.set_id)
    .where(faq_entries.c.team_id == sa.bindparam("team_id"))
    .order_by(faq_sets.c.number.desc(), faq_entries.c.position)
)
_ENTRIES, _LEFT = _OF_TEAM.where(_IS_PUBLISHED), _OF_TEAM.where(_IS_LEFT)
_HOW_MANY_LEFT = (
    sa.select(sa.func.count())
    .select_from(sa.join(faq_entries, faq_sets, faq_sets.c.id == faq_entries.c.set_id))
    .where(faq_entries.c.team_id == sa.bindparam("team_id"), _IS_LEFT)
)

# Documents of sets of which anything is published.
_DOCUMENTS = (
    sa.select(
        faq_documents.c.id,
        faq_sets.c.id,
        faq_sets.c.number,
        faq_documents.c.title,
        faq_documents.c.text,
        faq_documents.c.blocks,
        faq_documents.c.position,
    )
    .join(faq_sets, faq_sets.c.id == faq_documents.c.set_id)
    .where(
        faq_documents.c.team_id == sa.bindparam("team_id"),
        sa.exists().where(faq_entries.c.set_id == faq_sets.c.id, _IS_PUBLISHED).correlate(faq_sets),
    )
    .order_by(faq_sets.c.number.desc(), faq_documents.c.position)
)

# What staff rejected or removed of such sets.
_REFUSED = (
    sa.select(faq_entries.c.set_id, faq_entries.c.quotes)
    .join(faq_sets, faq_sets.c.id == faq_entries.c.set_id)
    .where(
        faq_entries.c.team_id == sa.bindparam("team_id"),
        faq_sets.c.state == "done",
        sa.or_(faq_entries.c.state == "rejected", faq_entries.c.removed_by.is_not(None)),
    )
)


@dataclass(frozen=True, slots=True)
class PublishedEntry:
    """An entry that customers are answered from. ``quotes``: document, title, start, end, text; ``sources``: titles.

    ``engine`` staff: the answer is in the words of our team, without a quote.
    """

    id: int
    set_number: int
    position: int
    question: str
    answer: str
    sources: list[str]
    quotes: list[dict[str, Any]]
    engine: "EntryEngine" = "model"
    set_id: int = 0


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """A document of a set of which something is published; sections of it may be offered, word for word.

    ``blocks``: as a ``FaqDocument`` has them. ``refused``: the quotes of it in entries that staff rejected or removed.
    """

    id: int
    set_id: int
    set_number: int
    title: str
    text: str
    blocks: list[list[Any]] | None = None
    position: int = 0
    refused: tuple[dict[str, Any], ...] = ()


def note_change(tx: Tx, team_id: str) -> None:
    """Tell all processes that what is published changed: to be called by whatever changes it, in its transaction."""
    next_number(tx, team_id, _COUNTER, 1)


def version_of(tx: Tx, team_id: str) -> int:
    """Return how often what is published changed; 0: nothing ever was."""
    row = fetch_first(tx, _VERSION, {"team_id": team_id, "name": _COUNTER})
    return 0 if row is None else int(row[0])


def published_entries(tx: Tx, team_id: str) -> list[PublishedEntry]:
    """Return the team's published entries, those of the newest set first."""
    return [PublishedEntry(*row) for row in tx.execute(_ENTRIES, {"team_id": team_id})]


def left_entries(tx: Tx, team_id: str) -> list[PublishedEntry]:
    """Return what waits for staff in the team's published sets, as ``published_entries`` would if it were published."""
    return [PublishedEntry(*row) for row in tx.execute(_LEFT, {"team_id": team_id})]


def how_many_left(tx: Tx, team_id: str) -> int:
    """Return how many entries wait for staff in the team's published sets."""
    row = fetch_first(tx, _HOW_MANY_LEFT, {"team_id": team_id})
    return 0 if row is None else int(row[0])


def published_documents(tx: Tx, team_id: str) -> list[PublishedDocument]:
    """Return the documents of the sets of which something is published, those of the newest set first."""
    documents = [PublishedDocument(*row) for row in tx.execute(_DOCUMENTS, {"team_id": team_id})]
    if not documents:
        return []
    refused: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for set_id, quotes in tx.execute(_REFUSED, {"team_id": team_id}):
        for quote in quotes:
            refused.setdefault((set_id, quote.get("document", -1)), []).append(quote)
    return [replace(one, refused=tuple(refused.get((one.set_id, one.position), ()))) for one in documents]


def published_question(tx: Tx, team_id: str, entry_id: int) -> str | None:
    """Return what an entry asks; None if it is not published."""
    query = sa.select(faq_entries.c.question).join(faq_sets, faq_sets.c.id == faq_entries.c.set_id)
    return tx.scalar(query.where(faq_entries.c.id == entry_id, faq_entries.c.team_id == team_id, _IS_PUBLISHED))


def is_document_published(tx: Tx, team_id: str, document_id: int) -> bool:
    """Say whether something of a document's set is published."""
    found = tx.execute(_DOCUMENTS.where(faq_documents.c.id == document_id), {"team_id": team_id}).first()
    return found is not None
