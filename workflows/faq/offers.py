"""What is offered for a question that nothing clearly answers: published entries and sections, each under its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from workflows.faq.documents import Document, Passage, sentences_of
from workflows.faq.near import NearIndex, Text
from workflows.faq.proof import find_quote
from workflows.faq.sections import BETWEEN, passages_for_customers

MOST_OFFERED = 3
MOST_PASSAGES = 20  # go into one answer call
PASSAGE_CHARS = 9000  # in all: about 2,200 tokens
LEAST_WORTH = 0.003  # how likely the best of them holds the answer, that a model is asked
LABEL_CHARS = 150


@dataclass(frozen=True, slots=True)
class EntryText:
    """What is read of an entry. ``aliases``: its wordings; ``quotes``: place of the document, start, end."""

    question: str
    answer: str
    about: str
    aliases: tuple[str, ...]
    quotes: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """One thing to offer: the place of an entry, or a section; ``label`` is what it is called."""

    label: str
    entry: int | None = None
    section: Passage | None = None


class Offers:
    """The entries and documents of a team as what can be offered; read at first use. Safe from any thread.

    ``refused``: of each document the words that staff rejected or removed: what holds them is not offered.
    """

    def __init__(
        self, entries: Sequence[EntryText], documents: Sequence[Document], refused: Sequence[Sequence[str]] = ()
    ) -> None:
        self._entries = tuple(entries)
        self._documents = tuple(documents)
        self._refused = refused

    @cached_property
    def _sections(self) -> list[Passage]:
        refused = self._refused_places()
        return [
            one
            for one in passages_for_customers(self._documents)
            if not any(start < one.end and one.start < end for start, end in refused[one.document])
        ]

    def _refused_places(self) -> list[list[tuple[int, int]]]:
        """Return where the words that staff refused stand in each document, but for what a published entry tells."""
        found: list[list[tuple[int, int]]] = [[] for _ in self._documents]
        for at, quotes in enumerate(self._refused):
            document = self._documents[at]
            told = [
                document.text[start:end] for one in self._entries for where, start, end in one.quotes if where == at
            ]
            for quote in filter(None, quotes):
                if not any(quote in one for one in told):
                    found[at] += _places_of(quote, document)
        return found

    @cached_property
    def _index(self) -> NearIndex:
        entries = [Text(" ".join((one.question, *one.aliases)), one.answer, one.about) for one in self._entries]
        sections = [Text(one.heading, one.text, self._documents[one.document].title) for one in self._sections]
        return NearIndex([*entries, *sections])

    def read(self) -> None:
        """Work out what is needed, if it is not yet."""
        assert self._index is not None  # noqa: S101 - reading it makes it

    def read_whole(self, most: int) -> bool:
        """Let the sentence transformer, if there is one, read ``most`` texts; return whether more are to be read."""
        return self._index.whole.read(most)

    @property
    def asks_transformer(self) -> bool:
        """Whether a question may be read by the sentence transformer, which takes some 20 ms."""
        return self._index.whole.is_begun

    def near(self, question: str, first: Sequence[int] = ()) -> list[Offered]:
        """Return at most ``MOST_OFFERED`` for a question, what fits best first; [] if nothing is near enough.

        ``first``: places of entries that go first, if they are near at all. Of an entry and the section it is from only
        one is offered.
        """
        chosen: list[int] = []
        for place in sorted(self._index.near(question), key=lambda place: place not in first):
            if not any(self._is_same(place, other) for other in chosen):
                chosen.append(place)
        return _distinct(map(self._offered, chosen))[:MOST_OFFERED]

    def shows(self, document: int, start: int, end: int) -> bool:
        """Say whether this place of a document is a section that may be shown."""
        return any((one.document, one.start, one.end) == (document, start, end) for one in self._sections)

    def passages(self, question: str) -> list[Passage]:
        """Return the sections that fit a question best, at most ``MOST_PASSAGES`` and ``PASSAGE_CHARS`` in all.

        None at all if the best is unlikely to answer it: no model is asked then.
        """
        found: list[Passage] = []
        room = PASSAGE_CHARS
        best = self._index.best(question)
        if not any(one.is_near or one.likely >= LEAST_WORTH for one in best):
            return []
        for one in best:
            section = self._section(one.place)
            if section is not None and section not in found and len(section.text) <= room:
                room -= len(section.text)
                found.append(section)
        return found[:MOST_PASSAGES]

    def _section(self, place: int) -> Passage | None:
        """Return the section at a place, or the one that the entry at it is from."""
        if place >= len(self._entries):
            return self._sections[place - len(self._entries)]
        quotes = self._entries[place].quotes
        return next((one for one in self._sections if any(_holds(one, quote) for quote in quotes)), None)

    def _is_same(self, place: int, other: int) -> bool:
        """Say whether one of the two is an entry and the other the section it is from."""
        if (place < len(self._entries)) == (other < len(self._entries)):
            return False
        entry, section = sorted((place, other))
        held = self._sections[section - len(self._entries)]
        return any(_holds(held, quote) for quote in self._entries[entry].quotes)

    def _offered(self, place: int) -> Offered:
        if place < len(self._entries):
            return Offered(_line(self._entries[place].question), entry=place)
        section = self._sections[place - len(self._entries)]
        return Offered(section.heading.rpartition(BETWEEN)[2] or begin_of(section), section=section)


def _places_of(words: str, document: Document) -> list[tuple[int, int]]:
    """Return where words stand in a document: as they are, else as they are read."""
    found, at = list[tuple[int, int]](), document.text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = document.text.find(words, at + len(words))
    if not found and (quote := find_quote(words, (document,))):
        found = [(quote.start, quote.end)]
    return found


def begin_of(section: Passage) -> str:
    """Return the first sentence of a section, or its beginning."""
    first = next(sentences_of(section.text, 0, len(section.text)), (0, len(section.text)))
    return _line(section.text[slice(*first)])


def _distinct(found: Iterable[Offered]) -> list[Offered]:
    """Return what is offered, each under a label of its own and of bounded length; no question twice."""
    labels: set[str] = set()
    named: list[Offered] = []
    for one in found:
        label = one.label
        if label.casefold() in labels and one.section is not None:
            if label.rstrip().endswith("?"):
                continue  # the same question again says nothing that helps to choose
            label = f"{label}: {begin_of(one.section)}"
        label = label if len(label) <= LABEL_CHARS else f"{label[: LABEL_CHARS - 1]}…"
        if label.casefold() not in labels:
            labels.add(label.casefold())
            named.append(Offered(label, one.entry, one.section))
    return named


def _holds(section: Passage, quote: tuple[int, int, int]) -> bool:
    document, start, end = quote
    return section.document == document and section.start <= start and end <= section.end


def _line(text: str) -> str:
    return " ".join(text.split())
