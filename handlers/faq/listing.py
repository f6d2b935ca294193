"""What a list of sets says of each: how many entries, how many are published, wait for what, or conflict."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.faq.conflicts import Conflict, conflicts_in, of_set
from handlers.faq.publishing import is_for_a_look, waits
from handlers.runtime.published_cache import PublishedFaqCache
from storage import faqs
from storage.database import Tx
from storage.faq_records import FaqSet


@dataclass(frozen=True, slots=True)
class SetSummary:
    """A set and its numbers. ``entries``: those that were not removed; ``conflicts``: those that it has a part in.

    ``waiting``: for a decision; ``for_a_look``: for nothing but a look.
    """

    faq: FaqSet
    entries: int
    published: int
    for_a_look: int
    waiting: int
    rejected: int
    conflicts: tuple[Conflict, ...]

    def counts(self) -> str:
        """Return the numbers for people: "8 of 10 published, 2 wait for a look"."""
        if not self.entries:
            return "no entries"
        said = [f"{self.published} of {self.entries} published"]
        for count, what in ((self.for_a_look, "look"), (self.waiting, "decision")):
            said += [f"{count} {'waits' if count == 1 else 'wait'} for a {what}"] if count else []
        said += [f"{self.rejected} rejected"] if self.rejected else []
        many = len(self.conflicts)
        said += [f"{many} {'conflict' if many == 1 else 'conflicts'} with another answer"] if many else []
        return ", ".join(said)


def summaries(tx: Tx, published: PublishedFaqCache, team_id: str, owner: str | None, limit: int) -> list[SetSummary]:
    """Return the owner's sets (None: everybody's), newest first. To be called in a transaction that only reads."""
    conflicts = conflicts_in(published.faqs_of(tx, team_id).entries)
    return [_summary(tx, faq, conflicts) for faq in faqs.sets_of(tx, team_id, owner, limit)]


def _summary(tx: Tx, faq: FaqSet, conflicts: Sequence[Conflict]) -> SetSummary:
    there = [entry for entry in faqs.entries_of(tx, faq.id) if entry.removed_by is None]
    for_a_look = sum(map(is_for_a_look, there))
    return SetSummary(
        faq,
        len(there),
        sum(entry.published for entry in there),
        for_a_look,
        sum(map(waits, there)) - for_a_look,
        sum(entry.state == "rejected" for entry in there),
        tuple(of_set(conflicts, faq.number)),
    )
