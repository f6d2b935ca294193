"""Which published FAQ entry answers a question, if one clearly does: a pure measure over words, no model.

Candidates come from a full-text index over questions and answers; this measure decides. It is made for precision: an
answer that does not fit is worse than "not sure" (docs/decisions/0010-published-answers.md has the figures).
"""

import math
import weakref
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from storage.passages import PassageIndex
from workflows.faq.match_words import IndexedEntry, IndexedQuestion, alike, index_entry, index_question, says
from workflows.faq.opposites import is_opposite
from workflows.faq.words import content_words
from workflows.language.detection import detect

THRESHOLD = 0.8  # measured on tests/data/published.toml
CANDIDATES = 12
ANSWER_TELLS = 0.75  # a question all of whose words are in one sentence of the answer, against one put as the entry is
FEW_SENTENCES = 2  # of an answer: each of them is what it is about
FEW_WORDS = 2  # that carry meaning, of a question that may lean on what was said before it
OTHER_KIND = 0.6  # an entry that asks for another kind of thing is about another thing, unless its answer gives it
MOST_NAMED = {"duration": 3, "price": 3}  # words of a question that one of them names: "how long do batteries last?"
TIE = 0.02  # of two entries
MOST_KEPT = 2000  # entries whose reading is kept
_FROM = frozenset(("von", "vom", "aus", "ab", "de", "du", "des", "del", "desde", "da", "dal", "dalla"))
_TO = frozenset(("zu", "zum", "zur", "nach", "bis", "à", "au", "aux", "vers", "a", "al", "hasta", "ad", "alla", "fino"))
LEAST_ENTRIES = 20  # rarity of words is not judged by fewer entries than this


@dataclass(frozen=True, slots=True)
class Entry:
    """What the measure reads of an entry; ``about`` are its sources' titles."""

    question: str
    answer: str
    about: str


@dataclass(frozen=True, slots=True)
class Match:
    """Which entry answers (its place in the order given) and how clearly: 0 to 1."""

    place: int
    score: float


class FaqIndex:
    """The published entries of a team, read once; ``best`` may be asked from any thread."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = tuple(entries)
        read = [_read(one) for one in entries]
        self._indexed = [indexed for indexed, _ in read]
        self._language = [language for _, language in read]
        self._rarity = _rarity(self._indexed)
        self._words = frozenset(word for one in self._indexed for word in one.question | one.answer | one.about)
        self._passages = PassageIndex([(one.question, f"{one.answer} {one.about}") for one in entries])
        weakref.finalize(self, self._passages.close)

    def best(self, question: str) -> Match | None:
        """Return the entry that answers one question best, however badly; None if none could.

        An English question of which no entry has a word is not looked for.
        """
        if not self._entries:
            return None
        language = detect(question)
        asked = index_question(question)
        if language == "en" and asked.words.isdisjoint(self._words):
            return None
        found = self._passages.best(" ".join(asked.search) if language == "en" else question, CANDIDATES)
        scores = [(self._score(asked, question, language, place), -place) for place in found]
        if not scores:
            return None
        (best, place), *others = sorted(scores, reverse=True)
        says_little = len(asked.words) == 1 or asked.words <= self._indexed[-place].about
        if best <= 0 or (says_little and others and others[0][0] > best - TIE):
            return None  # one word that several entries are about, or a document's title, which all of its have
        return Match(-place, best)

    def _score(self, asked: IndexedQuestion, question: str, language: str, place: int) -> float:
        if language != "en" or self._language[place] != "en":
            same = language == self._language[place] and _same_words(question, self._entries[place].question)
            return 1.0 if same else 0.0
        entry = self._entries[place]
        if is_opposite(question, entry.question, entry.answer):
            return 0.0
        return score(asked, self._indexed[place], self._rarity)

    def answers(self, question: str, *, is_all: bool = True) -> int | None:
        """Return the place of the entry that clearly answers a question, or None.

        ``is_all``: the message says nothing else. One that tells something and then asks in few words ("I am a nurse.
        Anything off new frames?") asks about what it told: only an entry that asks just that answers it.
        """
        found = self.best(question)
        if found is None or found.score < THRESHOLD:
            return None
        if not is_all and len(index_question(question).words) <= FEW_WORDS:
            asked = self._entries[found.place].question
            return found.place if set(content_words(question)) <= set(content_words(asked)) else None
        return found.place


@lru_cache(maxsize=MOST_KEPT)
def _read(entry: Entry) -> tuple[IndexedEntry, str]:
    """Read an entry and its language: about a millisecond, so what one set changes must not cost all others again."""
    return index_entry(entry.question, entry.answer, entry.about), detect(f"{entry.question} {entry.answer}")


def _same_words(one: str, other: str) -> bool:
    """Say whether two questions in a language we have no word lists for are the same but for order and signs.

    What goes from one place to another keeps its order.
    """
    first, second = ("".join(c if c.isalnum() else " " for c in text.casefold()).split() for text in (one, other))
    if not _FROM.isdisjoint(first) and not _TO.isdisjoint(first):
        return first == second
    return frozenset(first) == frozenset(second)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much each word says: the fewer entries have it the more. ``once``: of one entry; ``never``: of none."""

    words: dict[str, float]
    once: float
    never: float

    def of(self, words: Set[str]) -> float:
        """Return how much these words say together."""
        return sum(self.words.get(word, self.never) for word in words)


def _rarity(indexed: Sequence[IndexedEntry]) -> Rarity:
    count = max(len(indexed), LEAST_ENTRIES)
    found = Counter(word for one in indexed for word in one.question | one.answer | one.about)
    weights = {word: math.log(1 + count / times) for word, times in found.items()}
    return Rarity(weights, once=math.log(1 + count), never=math.log(1 + 2 * count))


def score(asked: IndexedQuestion, indexed: IndexedEntry, rarity: Rarity) -> float:
    """Return how clearly an entry answers: how much of the question it holds, and of its own question the question.

    0 where the kinds of things asked for and answered differ, a number asked about is missing, or one denies what the
    other does not.
    """
    if not asked.words or not alike(asked, indexed):
        return 0.0
    words = asked.words - _measured(asked, indexed)
    held = words & (indexed.question | indexed.answer | indexed.about)
    whole = rarity.of(words) or 1e-9
    covered = rarity.of(held) / whole
    focus = rarity.of(words & indexed.question) / (rarity.of(indexed.question) or 1e-9)
    in_answer = max((rarity.of(words & one) for one in _telling(words, asked, indexed)), default=0.0) / whole
    same_kind = asked.kind == indexed.kind
    if not same_kind:
        focus *= OTHER_KIND
    if (
        in_answer > 0.9
        and _is_told(words, indexed)
        and (len(held) >= 3 or (len(held) == 2 and _is_near(held, asked, indexed, rarity)))
    ):
        focus = max(focus, ANSWER_TELLS)
    if (
        len(words) == 1
        and same_kind
        and (words != _opening() or indexed.question - words <= indexed.about | _whole_places())
        and asked.kind != "open"
        and len(indexed.question) <= MOST_NAMED.get(asked.kind, 2)
    ):
        focus = max(focus, ANSWER_TELLS)
    return covered * covered * math.sqrt(min(focus, 1.0))


@cache
def _opening() -> frozenset[str]:
    """Return the word of opening hours: it names nothing that is open."""
    return index_question("When are you open?").words


@cache
def _whole_places() -> frozenset[str]:
    """Return what is meant where nothing is named: "the shop", not "the pool"."""
    return index_question("the shop, the store, the office, the branch, the desk, the company").words


def _is_told(words: frozenset[str], indexed: IndexedEntry) -> bool:
    """Say whether what an answer says in passing may answer: not a sentence of many under another question."""
    return len(indexed.sentences) <= FEW_SENTENCES or not words.isdisjoint(indexed.question | indexed.about)


def _telling(words: frozenset[str], asked: IndexedQuestion, indexed: IndexedEntry) -> list[frozenset[str]]:
    """Return the words of each sentence of the answer, with what it is about, that adds one to the entry's question."""
    other_kind = asked.kind != indexed.kind
    return [
        one | indexed.about | (indexed.question if other_kind and words & one - indexed.question else frozenset())
        for text, one in indexed.sentences
        if says(asked.kind, text)
    ]


def _is_near(held: frozenset[str], asked: IndexedQuestion, indexed: IndexedEntry, rarity: Rarity) -> bool:
    """Say whether an entry whose answer holds both words of a question is about what they are about, too.

    It is if one is in its question, or if no other entry knows either and its measure is next to them.
    """
    about = bool(held & (indexed.question | indexed.about))
    if asked.kind_needs_answer and all(rarity.words[word] >= rarity.once for word in held):
        return True
    return about and (asked.kind == indexed.kind or asked.kind != "open")


def _measured(asked: IndexedQuestion, indexed: IndexedEntry) -> frozenset[str]:
    """Return the words for a measure ("how hot") that the answer gives in its unit, together with what is measured."""
    measured = asked.words & indexed.measures if asked.kind in {"amount", "time"} else frozenset()
    thing = asked.words - measured
    return measured if len(thing) >= 1 and any(thing <= one for _, one in indexed.sentences) else frozenset()
