"""Of what a word speaks: 300 topics in 80 areas, so that words that no row holds count like those that are near them.

Made of the 22,000 most usual words of the GloVe vectors "6B 50d" (Pennington, Socher, Manning 2014, PDDL 1.0), grouped
by the direction of their vectors; a line of ``weights/topics.txt.gz`` is the number of an area and a topic's words.
"""

import gzip
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import combinations, pairwise
from sys import intern

_UNKNOWN = ("?", "?")
_EDGE = "<>"


@cache
def _topics() -> dict[str, tuple[str, str]]:
    file = resources.files("workflows.understanding.weights") / "topics.txt.gz"
    found: dict[str, tuple[str, str]] = {}
    for topic, line in enumerate(gzip.decompress(file.read_bytes()).decode().splitlines()):
        area, *words = line.split()
        found |= dict.fromkeys(map(intern, words), (str(topic), area))
    return found


def topic_features(words: Sequence[str]) -> list[str]:
    """Return features of one sentence: topics, areas, which of them stand side by side, and areas anywhere in it."""
    known = _topics()
    told = [known.get(word) or known.get(word.partition("'")[0], _UNKNOWN) for word in words]
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
