"""Which published entries and sections of documents are near a question that none of them clearly answers.

BM25 finds candidates; how much of the question one holds, weighted by rarity, decides whether it may be offered
(docs/decisions/0030-did-you-mean.md). Pure; nothing here answers anybody.
"""

import math
import re
import weakref
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from storage.passages import PassageIndex
from storage.stems import stems_of
from workflows.faq.match_words import defined_in, kind_in, kind_words_in, says, search_words, words_in
from workflows.faq.question_kinds import OF_NUMBERS, Kind
from workflows.language.detection import detect
from workflows.language.grounding import fold

CANDIDATES = 24
# The share of a question, by rarity, that a text must hold to be offered: if two of its words are there; if it is one
# word, in the text or in its heading. Chosen on tests/data/faq/offers.toml.
LEAST_HELD = 0.33
LEAST_HELD_BY_ONE = 0.55
LEAST_HELD_BY_HEADING = 0.42
LEAST_HELD_OTHERWISE = 0.5  # if that one word stands there by another that asks for nearly the same
LEAST_BESIDE = 0.28  # beside one that holds enough, and not much less well than the best fits
FAR_BEHIND = 0.5
IN_HEADING = 0.5  # how much more a word says in a heading or a question
HAS_KIND = 0.15  # how much better fits what holds a time, a price, an amount if that is asked for
LEAST_TEXTS = 20  # rarity of words is not judged by fewer texts than this
MOST_KEPT = 4000  # texts whose reading is kept
NOWHERE = 0.5  # texts have a word that none has: it says most
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Text:
    """What can be offered: an entry's question and answer, or a section's heading and words; ``about``: its titles."""

    heading: str
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class Near:
    """A text (its place in the order given), how well it fits a question, and whether that is enough to offer it.

    ``is_beside``: it is enough beside another one that may be offered.
    """

    place: int
    fits: float
    is_near: bool
    is_beside: bool


@dataclass(frozen=True, slots=True)
class _Question:
    words: frozenset[str]
    stems: dict[str, frozenset[str]]  # of the question's words: the words that each stands for
    numbers: frozenset[str]
    defined: frozenset[str]
    kind: Kind
    kind_words: frozenset[str]
    language: str


@dataclass(frozen=True, slots=True)
class _Read:
    heading: frozenset[str]
    words: frozenset[str]
    stems: frozenset[str]
    numbers: frozenset[str]
    folded: str
    language: str


class NearIndex:
    """The texts of a team that can be offered, read once; may be asked from any thread."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._read = [_read(one) for one in texts]
        self._count = max(len(texts), LEAST_TEXTS)
        self._found_in = Counter(word for one in self._read for word in one.words)
        languages = [one.language for one in self._read]
        self._ranked = PassageIndex([(one.heading, f"{one.text} {one.about}") for one in texts], languages)
        weakref.finalize(self, self._ranked.close)

    def best(self, question: str) -> list[Near]:
        """Return the texts that hold words of a question, what fits best first, however badly."""
        asked = _asked(question)
        if not self._read or not asked.words:
            return []
        search = " ".join(search_words(question)) if asked.language == "en" else question
        found = [self._near(place, asked) for place in self._ranked.best(search, CANDIDATES)]
        return sorted((one for one in found if one.fits > 0), key=lambda one: -round(one.fits, 2))

    def near(self, question: str) -> list[int]:
        """Return the places of what may be offered, what fits best first; [] if nothing holds enough."""
        best = self.best(question)
        if not any(one.is_near for one in best):
            return []
        least = FAR_BEHIND * best[0].fits
        return [one.place for one in best if one.is_near or (one.is_beside and one.fits >= least)]

    def _near(self, place: int, asked: _Question) -> Near:
        read = self._read[place]
        held = asked.words & read.words if asked.language == read.language else frozenset()
        whole = self._says(asked.words)
        share, in_heading = self._says(held) / whole, self._says(held & read.heading) / whole
        is_near = asked.defined <= read.stems and _is_enough(asked, read, held, share)
        has_kind = HAS_KIND if share and asked.kind in OF_NUMBERS and says(asked.kind, read.folded) else 0.0
        is_beside = share >= LEAST_BESIDE and bool(held - asked.kind_words)
        return Near(place, share + IN_HEADING * in_heading + has_kind, is_near, is_beside)

    def _says(self, words: Set[str]) -> float:
        """Return how much these words say together: the rarer the more."""
        return sum(math.log(1 + self._count / (self._found_in.get(word) or NOWHERE)) for word in words)


def _is_enough(asked: _Question, read: _Read, held: Set[str], share: float) -> bool:
    """Say whether a text holds enough of a question; one word alone must stand there as asked, with the numbers."""
    if len(held) > 1 or held == asked.words:
        return share >= LEAST_HELD
    least = LEAST_HELD_BY_HEADING if held & read.heading else LEAST_HELD_BY_ONE
    as_asked = any(stem in read.stems for stem, words in asked.stems.items() if words & held)
    stands = as_asked or share >= LEAST_HELD_OTHERWISE
    return share >= least and stands and bool(held - asked.kind_words) and asked.numbers <= read.numbers


def _asked(question: str) -> _Question:
    language, numbers = detect(question), frozenset(_NUMBER.findall(question))
    stems = frozenset(stems_of(question, language))
    if language != "en":
        none: frozenset[str] = frozenset()
        return _Question(stems, {one: frozenset([one]) for one in stems}, numbers, none, "open", none, language)
    return _Question(
        words=words_in(question),
        stems={one: words_in(one) for one in stems},
        numbers=numbers,
        defined=frozenset(stems_of(defined_in(question))),
        kind=kind_in(question),
        kind_words=kind_words_in(question),
        language=language,
    )


@lru_cache(maxsize=MOST_KEPT)
def _read(text: Text) -> _Read:
    whole = f"{text.heading}\n{text.text}\n{text.about}"
    language, numbers = detect(whole), frozenset(_NUMBER.findall(whole))
    stems = frozenset(stems_of(whole, language))
    if language != "en":
        return _Read(frozenset(stems_of(text.heading, language)), stems, stems, numbers, "", language)
    heading = words_in(text.heading)
    return _Read(heading, heading | words_in(text.text) | words_in(text.about), stems, numbers, fold(whole), language)
