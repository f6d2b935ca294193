"""Which published entries and sections of documents are near a question that none of them clearly answers.

What was learnt from pairs of help texts and customers' questions, and what English words mean, say how likely each
holds the answer (docs/decisions/0034-offers-are-learnt.md, 0075-meaning-is-learnt-from-a-transformer.md). Pure;
nothing here answers anybody.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from operator import mul

from storage.stems import stems_of
from workflows.faq.match_words import all_words_in, defined_in, words_in
from workflows.faq.meaning import table as meaning
from workflows.faq.meaning.whole import WholeTexts
from workflows.faq.ranking.model import Ranking, load
from workflows.language.detection import detect
from workflows.understanding.transformer import Transformer

MOST_RANKED = 60
MOST_WORDS = 60  # of a question; what is longer is told by these
MOST_KEPT = 4000  # texts whose reading is kept
# How likely a text holds the answer: a logistic function of how its words explain those of the question (each by a
# power of its log-likelihood, so that two count more than one), of how near their vectors are, and of how much the
# words tell that were to be explained. Fitted on pairs that were not learnt from (docs/decisions/0034).
EXPLAINS, IS_ALIKE, TO_EXPLAIN, AT_ALL = 0.62, 3.35, -0.055, -6.6
AMONG_TEXTS, OF_WORDS, FEWEST_WORDS = 250, 14, 3  # what chance brings, is said of as many
EACH = 0.75  # the power; 1 is a little better on the pairs, 0.5 on whole help texts
LEAST_LIKELY = 0.2  # to be offered: unrelated questions of the pairs' evaluation reach it one time in twenty
LEAST_BESIDE = 0.015  # beside one that is
# Or it is likely enough for that, and the text holds so much of what the question is about, by rarity: short questions
# in the text's own words tell the learnt scores too little. Of other languages than English nothing is learnt, and no
# small words are known: holding is enough.
LEAST_HELD, LEAST_HELD_OF_OTHERS = 0.7, 0.33
LEAST_TEXTS = 20  # rarity of words is not judged by fewer texts than this
NOWHERE = 0.5  # texts have a word that none has
TELLING = 0.011  # a word that is as usual as this in questions needs no explanation; a rarer one, the more
AS_IT_IS = 0.2  # a word of a question that stands in the text, beside 1 for the words that bring it
BROUGHT = 0.8
EASE = 20  # words that each text has more than it has: the few of a short one are not each much of it


@dataclass(frozen=True, slots=True)
class Counts:
    """How much it counts that question and text are near in meaning: ``means`` times their cosine, less ``by_chance``.

    That is how near chance brings an unrelated question to the nearest of ``AMONG_TEXTS``: to that of twice as many
    nearer by ``by_texts`` times log 2, one of twice as many words by ``by_words`` times that. ``least_held``: how
    likely a text must be that is offered for holding most of what the question is about.
    """

    means: float
    by_chance: float
    by_texts: float
    by_words: float
    least_held: float

    def score(self, cosine: float, texts: int, words: int) -> float:
        """Return what a cosine adds to the score of a text, one of so many, for a question of so many words."""
        by_texts = self.by_texts * math.log(max(1, texts) / AMONG_TEXTS)
        by_words = self.by_words * math.log(max(FEWEST_WORDS, words) / OF_WORDS)
        return self.means * cosine - self.by_chance - by_texts - by_words


# docs/decisions/0075, and 0079
BY_VECTORS_OF_WORDS = Counts(means=8.0, by_chance=5.5, by_texts=0.7, by_words=1.0, least_held=LEAST_BESIDE)
BY_THE_TRANSFORMER = Counts(means=8.0, by_chance=4.06, by_texts=1.0, by_words=1.5, least_held=0.05)


@dataclass(frozen=True, slots=True)
class Text:
    """What can be offered: an entry's question and answer, or a section's heading and words; ``about``: its titles."""

    heading: str
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class Near:
    """A text (its place in the order given), how likely it holds the answer (0 to 1), and whether it may be offered."""

    place: int
    likely: float
    is_near: bool


@dataclass(frozen=True, slots=True)
class _Read:
    shares: tuple[tuple[str, float], ...]
    vector: tuple[float, ...]
    means: tuple[float, ...]


class NearIndex:
    """The texts of a team that can be offered, read once; may be asked from any thread.

    ``whole``: what a sentence transformer says of them. As long as it has not read them, and where none is installed,
    vectors of words are asked in its place.
    """

    def __init__(
        self,
        texts: Sequence[Text],
        ranking: Ranking | None = None,
        model: Callable[[], Transformer | None] | None = None,
    ) -> None:
        self.whole = WholeTexts([f"{one.heading}\n{one.text}" for one in texts], model)
        self._ranking = ranking or load()
        read = [_read(one, self._ranking) for one in texts]
        self._vectors = [one.vector for one in read]
        self._means = [one.means for one in read]
        self._shares: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, one in enumerate(read):
            for word, share in one.shares:
                self._shares[word].append((place, share))
        self._usual = {word: sum(share for _, share in held) / len(read) for word, held in self._shares.items()}

    def best(self, question: str) -> list[Near]:
        """Return the texts that may hold the answer, the likeliest first, at most ``MOST_RANKED``."""
        words = list(dict.fromkeys(_words(question)))[:MOST_WORDS]
        if not self._vectors or not words:
            return []
        usual, holding = self._usual_in_questions(words), self._holding(question)
        to_explain = sum(math.log(TELLING / one) for one in usual.values() if one < TELLING)
        vector = _direction(words, self._ranking)
        explained = self._explained(usual)
        counts, cosines = self._near_in_meaning(question)
        least_if_held = counts.least_held if detect(question) == "en" else 0.0
        found = []
        for place in range(len(self._vectors)) if cosines else explained:
            alike = sum(map(mul, vector, self._vectors[place]))
            score = EXPLAINS * explained.get(place, 0.0) + IS_ALIKE * alike + TO_EXPLAIN * to_explain + AT_ALL
            cosine = cosines[place] if cosines else None
            if cosine is not None:
                score += counts.score(cosine, len(self._vectors), len(words))
            likely = 1 / (1 + math.exp(-score))
            least = least_if_held if place in holding else LEAST_LIKELY
            found.append(Near(place, likely, likely >= least))
        return sorted(found, key=lambda near: (-near.likely, near.place))[:MOST_RANKED]

    def near(self, question: str) -> list[int]:
        """Return the places of what may be offered, the likeliest first; [] if nothing is likely enough.

        Who asks what a thing is, is offered only what has its name.
        """
        best = self.best(question)
        if not any(one.is_near for one in best):
            return []
        named = [{place for place, _ in self._shares.get(word, ())} for word in _words(defined_in(question))]
        return [
            one.place
            for one in sorted(best, key=lambda near: not near.is_near)
            if (one.is_near or one.likely >= LEAST_BESIDE) and all(one.place in places for places in named)
        ]

    def _near_in_meaning(self, question: str) -> tuple[Counts, Sequence[float | None]]:
        """Return how near each text is to a question, None where that is not known; nothing if it is of none."""
        whole = self.whole.nearness(question)
        if whole is not None:
            return BY_THE_TRANSFORMER, whole
        means = _meaning_of(question)
        each = [sum(map(mul, means, one)) if one else None for one in self._means] if means else []
        return BY_VECTORS_OF_WORDS, each

    def _explained(self, usual_in_questions: Mapping[str, float]) -> Mapping[int, float]:
        """Return how well each text explains the words of a question, where it explains any."""
        found = defaultdict[int, float](float)
        for word, usual in usual_in_questions.items():
            brought = defaultdict[int, float](float)
            for other, likely in (*self._ranking.links.get(word, ()), (word, AS_IT_IS)):
                for place, share in self._shares.get(other, ()):
                    brought[place] += likely * share
            for place, one in brought.items():
                found[place] += math.log1p(BROUGHT * one / usual) ** EACH
        return found

    def _holding(self, question: str) -> Set[int]:
        """Return the texts that hold most of what a question is about, by the rarity of its words in these texts."""
        is_english = detect(question) == "en"
        about = words_in(question) if is_english else frozenset(_words(question))
        count = max(len(self._vectors), LEAST_TEXTS)
        rarity = {word: math.log(1 + count / (len(self._shares.get(word, ())) or NOWHERE)) for word in sorted(about)}
        held = defaultdict[int, float](float)
        for word, weight in rarity.items():
            for place, _ in self._shares.get(word, ()):
                held[place] += weight
        least = (LEAST_HELD if is_english else LEAST_HELD_OF_OTHERS) * sum(rarity.values())
        return {place for place, weight in held.items() if weight >= least}

    def _usual_in_questions(self, words: Sequence[str]) -> dict[str, float]:
        """Return how usual each word is in questions; what was never learnt, as it is in these texts."""
        usual, unknown = self._ranking.usual, self._ranking.unknown
        return {word: usual.get(word) or max(unknown, self._usual.get(word, unknown)) for word in words}


@lru_cache(maxsize=MOST_KEPT)
def _read(text: Text, ranking: Ranking) -> _Read:
    whole = f"{text.heading}\n{text.text}\n{text.about}"
    words = _words(whole)
    counts = Counter(words)
    shares = tuple((word, count / (len(words) + EASE)) for word, count in counts.items())
    return _Read(shares, _direction(words, ranking), _meaning_of(f"{text.heading}\n{text.text}"))


def _meaning_of(text: str) -> tuple[float, ...]:
    """Return what an English text means as a direction; of other languages nothing is known: ()."""
    return meaning.load().direction(text) if detect(text) == "en" else ()


def _words(text: str) -> list[str]:
    """Return all words of a text; those of another language than English each with that: they are compared in it."""
    language = detect(text)
    return all_words_in(text) if language == "en" else [f"{language} {one}" for one in stems_of(text, language)]


def _direction(words: Sequence[str], ranking: Ranking) -> tuple[float, ...]:
    """Return the direction in which the vectors of these words point together, each by how often it is there."""
    vectors = ranking.vectors
    known = [(math.log1p(count), vectors[word]) for word, count in Counter(words).items() if word in vectors]
    if not known:
        return ()
    summed = [sum(parts) for parts in zip(*([weight * one for one in row] for weight, row in known), strict=True)]
    length = math.sqrt(sum(one * one for one in summed)) or 1.0
    return tuple(one / length for one in summed)
