"""The published FAQs of each team as this process knows them: read once, and again as soon as they change."""

from dataclasses import dataclass

from storage.database import Tx
from storage.published import PublishedEntry, published_entries, version_of
from workflows.faq_match import Entry, FaqIndex


@dataclass(frozen=True, slots=True)
class Faqs:
    """What a team's customers are answered from; empty if nothing is published."""

    entries: tuple[PublishedEntry, ...] = ()
    index: FaqIndex | None = None

    def answer_to(self, question: str) -> PublishedEntry | None:
        """Return the entry that clearly answers a question, or None."""
        place = self.index.answers(question) if self.index else None
        return None if place is None else self.entries[place]


NOTHING = Faqs()


class Shelf:
    """Keeps each team's published FAQs with the version they were read at. One a desk; safe from any thread."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, Faqs]] = {}

    def faqs_of(self, tx: Tx, team_id: str) -> Faqs:
        """Return what is published now. One small select, and nothing else while nothing changes."""
        version = version_of(tx, team_id)
        if version == 0:
            return NOTHING
        known = self._known.get(team_id)
        if known is None or known[0] != version:
            # The version was read first: what changes in between is read again at the next message, never missed.
            known = version, _read(tx, team_id)
            self._known[team_id] = known
        return known[1]


def _read(tx: Tx, team_id: str) -> Faqs:
    entries = tuple(published_entries(tx, team_id))
    return Faqs(entries, FaqIndex([Entry(one.question, one.answer, " ".join(one.sources)) for one in entries]))
