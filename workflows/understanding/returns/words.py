"""What kind of thing a word is: the class of its first sense in WordNet, and a cluster of words that are used alike.

Packed in one text that is searched in place: 30,000 words cost a megabyte, not the ten of a dictionary.
"""

import gzip
import json
from functools import cache, lru_cache
from importlib import resources

REMEMBERED = 4096  # words
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


class Words:
    """Classes and clusters of English words."""

    def __init__(self, packed: str, starts: dict[str, int]) -> None:
        """``packed`` holds a line "word class cluster" for each word, sorted; ``starts`` where two letters begin."""
        self._packed = packed
        ends = [*list(starts.values())[1:], len(packed)]
        self._ranges = {head: (a, b) for (head, a), b in zip(starts.items(), ends, strict=True)}
        self.look_up = lru_cache(REMEMBERED)(self._look_up)  # most words of a text are those of others

    def _find(self, word: str) -> tuple[str, str]:
        """Return class and cluster of ``word``, each "" if it is not known."""
        start, end = self._ranges.get(word[:2], (0, 0))
        at = self._packed.find(f"\n{word} ", start, end) if end else -1
        if at < 0:
            return "", ""
        kind, _, cluster = self._packed[at + len(word) + 2 : self._packed.index("\n", at + 1)].partition(" ")
        return kind, cluster

    def _look_up(self, low: str) -> tuple[str, str]:
        """Return the class of ``low``, in lower case, of what it is a form of, or of its last part; and its cluster."""
        kind, cluster = self._find(low)
        if kind:
            return kind, cluster
        for ending, cut in _ENDINGS:
            if low.endswith(ending) and len(low) > len(ending) + 2:
                kind, _ = self._find(low[: -len(ending)] + cut)
                if kind:
                    return f"{kind}~{ending[0]}", cluster
        if "-" in low and (last := self._find(low.rsplit("-", 1)[1])[0]):
            return last, cluster
        return ("?" if low.isalpha() else ""), cluster


_MADE = ("n06", "n13", "n20", "n27")  # WordNet's artifacts, foods, plants and substances

_DOING = ("v", "r", "a")  # verbs, adverbs and adjectives


def may_be_made(name: str) -> bool:
    """Tell whether the last word of ``name`` may be of a thing that is made, or is not known at all."""
    kind, _ = words().look_up(name.lower().split()[-1]) if name.strip() else ("v", "")
    return kind in ("", "?") or any(one in kind for one in _MADE)


def is_made(name: str) -> bool:
    """Tell whether the last word of ``name`` is known to be of a thing that is made: "brass coupling"."""
    kind, _ = words().look_up(name.lower().split()[-1]) if name.strip() else ("", "")
    return any(one in kind for one in _MADE) and not kind.startswith(_DOING)


@cache
def words() -> Words:
    """Return the words of the package, read once."""
    data = resources.files(__package__) / "weights" / "words.txt.gz"
    head, _, packed = gzip.decompress(data.read_bytes()).decode("ascii").partition("\n")
    return Words(f"\n{packed}", json.loads(head))
