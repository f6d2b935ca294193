"""Of what a word speaks: 300 topics in 80 areas, so that words that no row holds count like those that are near them.

Made of the 22,000 most usual words of the GloVe vectors "6B 50d" (Pennington, Socher, Manning 2014, PDDL 1.0), grouped
by the direction of their vectors; a line of ``weights/topics.txt.gz`` is the number of an area and a topic's words.
"""

import gzip
from array import array
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import combinations, pairwise

from workflows.understanding.index import Index

_UNKNOWN = ("?", "?")
_EDGE = "<>"


class _Topics:
    """The known words, the number of the topic of each, and what is said of a topic: its number and its area's."""

    def __init__(self, lines: Sequence[str]) -> None:
        rows = [line.split() for line in lines]
        self._words = Index(word for _, *words in rows for word in words)
        self._topics = array("H", [topic for topic, (_, *words) in enumerate(rows) for _ in words])
        self._told = [(str(topic), row[0]) for topic, row in enumerate(rows)]

    def told_of(self, word: str) -> tuple[str, str]:
        """Return the numbers of the topic of a word, or of what stands before its apostrophe, and of its area."""
        place = self._words.find(word)
        if place < 0 and "'" in word:
            place = self._words.find(word.partition("'")[0])
        return self._told[self._topics[place]] if place >= 0 else _UNKNOWN


@cache
def _topics() -> _Topics:
    file = resources.files("workflows.understanding.weights") / "topics.txt.gz"
    return _Topics(gzip.decompress(file.read_bytes()).decode().splitlines())


def topic_features(words: Sequence[str]) -> list[str]:
    """Return features of one sentence: topics, areas, which of them stand side by side, and areas anywhere in it."""
    told = list(map(_topics().told_of, words))
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
