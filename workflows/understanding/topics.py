"""Of what a word speaks: 300 topics in 80 areas, so that words that no row holds count like those that are near them.

Made of the 22,000 most usual words of the GloVe vectors "6B 50d" (Pennington, Socher, Manning 2014, PDDL 1.0), grouped
by the direction of their vectors. A class in ``weights/topics.gz`` is the number of a topic and that of its area.
"""

from collections.abc import Sequence
from functools import cache
from itertools import combinations, pairwise

from workflows.understanding.classes import Classes

_UNKNOWN = ("?", "?")
_EDGE = "<>"


def _told_of(word: str) -> Sequence[str]:
    """Return the numbers of the topic of a word, or of what stands before its apostrophe, and of its area."""
    told = _topics().of(word)
    if told is None and "'" in word:
        told = _topics().of(word.partition("'")[0])
    return told.split() if told else _UNKNOWN


@cache
def _topics() -> Classes:
    return Classes("topics")


def topic_features(words: Sequence[str]) -> list[str]:
    """Return features of one sentence: topics, areas, which of them stand side by side, and areas anywhere in it."""
    told = list(map(_told_of, words))
    topics, areas = [topic for topic, _ in told], [area for _, area in told]
    found = [f"t {one}" for one in topics]
    found += [f"a {one}" for one in areas]
    found += [f"tt {one} {two}" for one, two in pairwise([_EDGE, *topics, _EDGE])]
    found += [f"t_t {one} {two}" for one, two in zip(topics, topics[2:], strict=False)]
    found += [f"aa {one} {two}" for one, two in pairwise([_EDGE, *areas, _EDGE])]
    found += [f"wt {one} {two}" for one, two in zip(words, topics[1:], strict=False)]
    found += [f"tw {one} {two}" for one, two in zip(topics, words[1:], strict=False)]
    found += [f"a+a {one} {two}" for one, two in combinations(sorted(set(areas)), 2)]
    return found
