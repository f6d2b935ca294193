"""The published FAQs of each team as this process knows them: rows read once, and again as soon as they change.

Rows are read in the transaction of a message; what matching needs of them is worked out outside of any, in a thread,
and at the latest when somebody asks. Entries that were known before are not worked out again.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TypeVar

from storage.database import Tx
from storage.published import PublishedEntry, published_entries, version_of
from workflows.faq.match import Entry, FaqIndex
from workflows.faq.questions_in_messages import LONGEST_QUESTION
from workflows.faq.same import written_one_way

T = TypeVar("T")


class PublishedFaqs:
    """A team's published FAQ entries; empty if nothing is published. Safe from any thread."""

    def __init__(self, entries: tuple[PublishedEntry, ...] = ()) -> None:
        self.entries = entries

    def named(self, ids: Iterable[int]) -> tuple[PublishedEntry, ...]:
        """Return the entries with these row ids, in this order; those that are published no more are left out."""
        known = {one.id: one for one in self.entries}
        return tuple(known[one] for one in ids if one in known)

    def has(self, ids: Collection[int]) -> bool:
        """Say whether all entries with these row ids are published."""
        return not ids or len(self.named(ids)) == len(ids)

    @cached_property
    def index(self) -> FaqIndex:
        """Return the index over the entries, made once, at first use; mostly by the cache's thread."""
        return FaqIndex([Entry(one.question, one.answer, " ".join(one.sources)) for one in self.entries])

    @cached_property
    def _asked(self) -> dict[str, PublishedEntry]:
        """The entries by their questions; of several that ask the same the first: that of the newest set."""
        return {written_one_way(one.question): one for one in reversed(self.entries)}

    def read(self) -> None:
        """Work out what answering needs, so that no message waits for it."""
        assert self.index is not None  # noqa: S101 - reading it makes it
        assert self._asked is not None  # noqa: S101 - likewise

    def asked_word_for_word(self, text: str) -> PublishedEntry | None:
        """Return the entry whose very question a text is, but for case, signs and short forms; or None."""
        return self._asked.get(written_one_way(text)) if self.entries and len(text) <= LONGEST_QUESTION else None

    def answer_to(self, question: str) -> PublishedEntry | None:
        """Return the entry that clearly answers a question, or None. Who asks an entry's very question gets that."""
        asked = self.asked_word_for_word(question)
        if asked is not None or not self.entries:
            return asked
        place = self.index.answers(question)
        return None if place is None else self.entries[place]


NO_FAQS = PublishedFaqs()


class PublishedFaqCache:
    """Keeps each team's published FAQs with the version they were read at. One a desk; safe from any thread.

    Its one thread starts at first use and ends with the cache; nothing waits for it at the end but the
    piece of work it is at.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, PublishedFaqs]] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="faqs")

    def faqs_of(self, tx: Tx, team_id: str) -> PublishedFaqs:
        """Return what is published now. One small select, and nothing else while nothing changes."""
        version = version_of(tx, team_id)
        if version == 0:
            return NO_FAQS
        known = self._known.get(team_id)
        if known is None or known[0] != version:
            # The version was read first: what changes in between is read again at the next message, never missed.
            known = version, PublishedFaqs(tuple(published_entries(tx, team_id)))
            self._known[team_id] = known
            self._thread.submit(known[1].read)
        return known[1]

    async def aside(self, work: Callable[[], T]) -> T:
        """Run long work over the published FAQs in the cache's thread; the event loop goes on meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
