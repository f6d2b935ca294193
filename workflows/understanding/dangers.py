"""What the reader of dangers sees of a message, and how sure it is that the message tells of one."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations, pairwise
from math import exp, log
from operator import itemgetter
from typing import NamedTuple

from workflows.language.sentences import sentences
from workflows.understanding.features import REMEMBERED, word_features, words_of
from workflows.understanding.linear import UNIT, load_packed
from workflows.understanding.perils import SENTENCE_ENDS, joined, names_of, slots_of, tokens_of
from workflows.understanding.topics import topic_features
from workflows.understanding.training import Example, Row

NAME = "danger"
ORDINARY = "ordinary"

_USUAL = 200  # features: of some eight words
_MOST = 500.0  # of how unsure: beyond it numbers end


def read_danger(text: str) -> tuple[str, float]:
    """Return the likeliest kind of danger of ``text`` (untrusted) and how likely the message tells of any, 0 to 1.

    Each sentence is read alone and with the next; the most dangerous of them counts, and the doubt of it counts once
    for each other sentence beyond the first: of the many sentences of a story one sounds dangerous. Linear in the text.
    """
    seen = [_seen(one) for one in _sentences(text)]
    alone = [_sum(one) for one in seen]
    pairs = []
    for (first, second), (one, other) in zip(pairwise(seen), pairwise(alone), strict=True):
        both = _sum(_Seen(first.words & second.words, first.slots & second.slots))
        pairs.append(_Sum(one.total + other.total - both.total, one.size + other.size - both.size))
    kind, likely = max(map(_judged, [*alone, *pairs]), key=itemgetter(1))
    others = len(set(seen)) - 1 if len(seen) > 2 else 1
    return kind, max(0.0, 1 - (1 - likely) * max(1, others))


class _Seen(NamedTuple):
    """What is seen of a sentence: features of its words, and the slots of the frame of a danger that it fills."""

    words: frozenset[str]
    slots: int


class _Sum(NamedTuple):
    """The sum over features, and how many there are."""

    total: int
    size: int


def _sum(seen: _Seen) -> _Sum:
    total, size = _sum_of_slots(seen.slots)
    return _Sum(total + load_packed(NAME).total(seen.words), size + len(seen.words))


@lru_cache(maxsize=REMEMBERED)
def _sum_of_slots(slots: int) -> _Sum:
    features = _slot_features(slots)
    return _Sum(load_packed(NAME).total(features), len(features))


def _judged(seen: _Sum) -> tuple[str, float]:
    """Return the likeliest kind of danger, and how likely there is any; what says nothing is none.

    Small weights of a long sentence's many words add up to more than they mean: beyond the usual size their mean
    counts.
    """
    total, size = seen
    if not total:
        return ORDINARY, 0.0
    model = load_packed(NAME)
    scores = dict(zip(model.labels, model.scores(total), strict=True))
    calm = scores.pop(ORDINARY)
    worst = max(scores.values())
    kind = next(label for label, score in scores.items() if score == worst)
    margin = (worst - calm) / UNIT + log(sum([exp((score - worst) / UNIT) for score in scores.values()]))
    return kind, 1 / (1 + exp(-max(-_MOST, margin * min(1.0, _USUAL / size))))


def examples(rows: Iterable[Row]) -> list[Example]:
    """Return each row as the reader sees it; a sentence of an ordinary message is an ordinary message as well."""
    found = []
    for row in rows:
        seen = [one.words.union(_slot_features(one.slots)) for one in map(_seen, _sentences(row.text))]
        found.append(Example(row.label, frozenset[str]().union(*seen)))
        if row.label == ORDINARY and len(seen) > 1:
            found += [Example(ORDINARY, one) for one in seen]
    return found


def _sentences(text: str) -> list[str]:
    return [text[one.start : one.upto] for one in sentences(text)] or [text]


def _seen(sentence: str) -> _Seen:
    """Return what is seen of a sentence: words, topics, and slots."""
    words = words_of(sentence)
    tokens = [token for token in tokens_of(sentence) if token not in SENTENCE_ENDS]
    return _Seen(frozenset(word_features(words) + topic_features(words)), joined(slots_of(tokens)))


def _slot_features(slots: int) -> list[str]:
    """Return slots as features, alone and in pairs."""
    names = names_of(slots)
    return [*(f"s {one}" for one in names), *(f"s+s {one} {two}" for one, two in combinations(names, 2))]
