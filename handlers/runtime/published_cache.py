"""The published FAQs of each team as this process knows them: rows read once, and again as soon as they change.

Rows are read in the transaction of a message; what matching needs of them is worked out outside of any, in a thread,
and at the latest when somebody asks. Entries that were known before are not worked out again.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import structlog

from storage.database import Tx
from storage.faq_aliases import Alias, aliases_of
from storage.published import PublishedDocument, PublishedEntry, published_documents, published_entries, version_of
from storage.stems import stems_of
from workflows.faq.questions_in_messages import LONGEST_QUESTION
from workflows.faq.same import written_one_way
from workflows.faq.signs import signs_in

if TYPE_CHECKING:  # what matches is imported where something is published: a fiftieth of the time of `frontdesk ask`
    from workflows.faq.documents import Passage
    from workflows.faq.match import FaqIndex
    from workflows.faq.offers import Offered, Offers

log = structlog.get_logger(__name__)
T = TypeVar("T")
AT_ONCE = 8  # texts that the sentence transformer reads before others get their turn: some 0.2 s


def alias_key(wording: str) -> str:
    """Return what is the same for all ways to write a wording: its stems in their order."""
    return " ".join(stems_of(wording))


class PublishedFaqs:
    """A team's published FAQ entries with their documents and wordings; empty if nothing is published.

    Safe from any thread.
    """

    def __init__(
        self,
        entries: tuple[PublishedEntry, ...] = (),
        documents: tuple[PublishedDocument, ...] = (),
        aliases: Sequence[Alias] = (),
    ) -> None:
        self.entries = entries
        self.documents = documents
        self._aliases: dict[str, list[Alias]] = {}
        for one in aliases:
            if one.state != "rejected":
                self._aliases.setdefault(one.key, []).append(one)

    def named(self, ids: Iterable[int]) -> tuple[PublishedEntry, ...]:
        """Return the entries with these row ids, in this order; those that are published no more are left out."""
        known = {one.id: one for one in self.entries}
        return tuple(known[one] for one in ids if one in known)

    def has(self, ids: Collection[int]) -> bool:
        """Say whether all entries with these row ids are published."""
        return not ids or len(self.named(ids)) == len(ids)

    def document(self, document_id: int) -> PublishedDocument | None:
        """Return the document with this row id, if something of its set is published."""
        return next((one for one in self.documents if one.id == document_id), None)

    def shows(self, document: PublishedDocument, start: int, end: int) -> bool:
        """Say whether this place of a document is a section that customers may see."""
        return self.offers.shows(self.documents.index(document), start, end)

    @cached_property
    def index(self) -> "FaqIndex":
        """Return the index over the entries, made once, at first use; mostly by the cache's thread."""
        from workflows.faq.match import Entry, FaqIndex  # noqa: PLC0415 - see above

        return FaqIndex([Entry(one.question, one.answer, " ".join(one.sources)) for one in self.entries])

    @cached_property
    def _asked(self) -> dict[str, PublishedEntry]:
        """The entries by their questions; of several that ask the same the first: that of the newest set."""
        return {written_one_way(one.question): one for one in reversed(self.entries)}

    @cached_property
    def offers(self) -> "Offers":
        """Return what can be offered, as ``index``."""
        from workflows.faq.blocks import blocks_of  # noqa: PLC0415 - see above
        from workflows.faq.documents import Document  # noqa: PLC0415 - see above
        from workflows.faq.offers import EntryText, Offers  # noqa: PLC0415 - see above

        places: dict[int, list[int]] = {}
        for place, document in enumerate(self.documents):
            places.setdefault(document.set_id, []).append(place)
        # What one person chose moves an entry up for the same wording; only what answers by itself counts for others.
        known = [one for same in self._aliases.values() for one in same if one.answers]
        entries = []
        for one in self.entries:
            ours = places.get(one.set_id, [])
            quotes = [quote for quote in one.quotes if quote.get("document", len(ours)) < len(ours)]
            spans = tuple((ours[quote["document"]], quote["start"], quote["end"]) for quote in quotes)
            wordings = tuple(alias.wording for alias in known if alias.entry_id == one.id)
            entries.append(EntryText(one.question, one.answer, " ".join(one.sources), wordings, spans))
        documents = [Document(one.title, one.text, blocks_of(one.blocks)) for one in self.documents]
        return Offers(
            entries, documents, [[str(quote.get("text", "")) for quote in one.refused] for one in self.documents]
        )

    def read(self) -> None:
        """Work out what answering and offering need, so that no message waits for it."""
        assert self.index is not None  # noqa: S101 - reading it makes it
        assert self._asked is not None  # noqa: S101 - likewise
        self.offers.read()

    def asked_word_for_word(self, text: str) -> PublishedEntry | None:
        """Return the entry whose very question a text is, but for case, signs and short forms; or None."""
        return self._asked.get(written_one_way(text)) if self.entries and len(text) <= LONGEST_QUESTION else None

    def answer_to(self, question: str, *, is_all: bool = True) -> PublishedEntry | None:
        """Return the entry that clearly answers a question, or whose wording it is, or None.

        Who asks an entry's very question gets that. ``is_all``: the message that it is of says nothing else.
        """
        asked = self.asked_word_for_word(question)
        if asked is not None:
            return asked
        place = self.index.answers(question, is_all=is_all) if self.entries else None
        return self.worded(question) if place is None else self.entries[place]

    def worded(self, text: str) -> PublishedEntry | None:
        """Return the entry that answers this very wording: staff approved it, or enough people chose it."""
        if not self._aliases:
            return None
        same = (one for one in self._aliases.get(alias_key(text), ()) if signs_in(one.wording) == signs_in(text))
        ids = {one.entry_id for one in same if one.answers}
        found = self.named(ids)
        return found[0] if len(found) == 1 else None

    def passages(self, text: str) -> "tuple[Passage, ...]":
        """Return the sections of published documents that fit a text best, bounded; none if they share no word."""
        return tuple(self.offers.passages(text)) if self.entries else ()

    def near(self, wording: str) -> "list[Offered]":
        """Return what may be offered for a wording, first what somebody has chosen for it."""
        if not self.entries:
            return []
        chosen = {one.entry_id for one in self._aliases.get(alias_key(wording), ())} if self._aliases else set()
        return self.offers.near(wording, [at for at, one in enumerate(self.entries) if one.id in chosen])


NO_FAQS = PublishedFaqs()


class PublishedFaqCache:
    """Keeps each team's published FAQs with the version they were read at. One a desk; safe from any thread.

    Its one thread starts at first use and ends with the cache; nothing waits for it at the end but the
    piece of work it is at. ``stays``: whether it lives long enough that a sentence transformer, if one is installed,
    should read what is published: some 20 ms a text.
    """

    def __init__(self, *, stays: bool = False) -> None:
        self._known: dict[str, tuple[int, PublishedFaqs]] = {}
        self._stays = stays
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="faqs")

    def faqs_of(self, tx: Tx, team_id: str) -> PublishedFaqs:
        """Return what is published now. One small select, and nothing else while nothing changes."""
        version = version_of(tx, team_id)
        if version == 0:
            return NO_FAQS
        known = self._known.get(team_id)
        if known is None or known[0] != version:
            # The version was read first: what changes in between is read again at the next message, never missed.
            entries, documents = tuple(published_entries(tx, team_id)), tuple(published_documents(tx, team_id))
            known = version, PublishedFaqs(entries, documents, aliases_of(tx, team_id))
            self._known[team_id] = known
            self._thread.submit(known[1].read)
            if self._stays:
                self._thread.submit(self._read_whole, team_id, known[1])
        return known[1]

    def _read_whole(self, team_id: str, faqs: PublishedFaqs) -> None:
        """Let the transformer read some texts, and go on after what else waits; not once others are published."""
        if self._known[team_id][1] is not faqs:
            return
        if faqs.offers.read_whole(AT_ONCE):
            self._thread.submit(self._read_whole, team_id, faqs)
        elif faqs.offers.asks_transformer:
            log.info("published_texts_read", by="transformer")

    async def aside(self, work: Callable[[], T]) -> T:
        """Run long work over the published FAQs in the cache's thread; the event loop goes on meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
