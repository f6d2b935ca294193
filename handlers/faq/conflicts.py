"""The same question published twice with different answers: which one customers get, and what staff can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from storage.published import PublishedEntry
from workflows.faq.same import written_one_way

MOST_KEPT = 2000  # questions, of all teams


@dataclass(frozen=True, slots=True)
class Conflict:
    """Published entries that answer one question differently, the newest set's first: that is what customers get."""

    entries: tuple[PublishedEntry, ...]

    @property
    def answers(self) -> PublishedEntry:
        """The entry that answers."""
        return self.entries[0]

    def sentence(self) -> str:
        """Say which entries they are, which one answers, and what to do."""
        first, others = place(self.answers), ", ".join(map(place, self.entries[1:]))
        return (
            f"“{self.answers.question}” has different answers in {first} and {others}. Customers get that of {first}: "
            "withdraw a set, or remove or edit an entry."
        )


def place(entry: PublishedEntry) -> str:
    """Name an entry by its set and its place there."""
    return f"set {entry.set_number}, entry {entry.position}"


def conflicts_in(published: Sequence[PublishedEntry]) -> list[Conflict]:
    """Return the conflicts among published entries, given as customers are answered from them: newest set first."""
    same: dict[str, list[PublishedEntry]] = {}
    for entry in published:
        same.setdefault(_asked(entry.question), []).append(entry)
    found = [tuple(_different(entries)) for entries in same.values() if len(entries) > 1]
    return [Conflict(entries) for entries in found if len(entries) > 1]


@lru_cache(maxsize=MOST_KEPT)
def _asked(question: str) -> str:
    """Return a published question written one way: a tenth of a millisecond, and each list of sets asks for all."""
    return written_one_way(question)


def _different(entries: Sequence[PublishedEntry]) -> list[PublishedEntry]:
    """Leave out entries that say what the one that answers says."""
    told = written_one_way(entries[0].answer)
    return [entries[0], *(one for one in entries[1:] if written_one_way(one.answer) != told)]


def of_set(conflicts: Sequence[Conflict], number: int) -> list[Conflict]:
    """Return those that a set has an entry in."""
    return [one for one in conflicts if any(entry.set_number == number for entry in one.entries)]
