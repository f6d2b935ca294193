"""Vectors of English words whose sum points where a sentence transformer's vector of the whole text points.

Learnt as docs/decisions/0075-meaning-is-learnt-from-a-transformer.md says; reading a text takes no library.
"""

import gzip
import json
import math
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain, pairwise

from workflows.language.lazy import lazy

MOST_CHARS = 4000  # of a text are read
LONGEST_WORD = 30
LONGEST_ENDING = 3  # a word that is not known is read as one that is, with an ending ...
LEAST_PART = 4  # ... or as two that are: none of the parts is shorter than this
LEAST_KNOWN = 0.5  # of the words of a text; of one that has fewer nothing is said
_WORD = lazy(r"[a-z0-9]+(?:'[a-z]+)?")


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """``places``: of words, and of pairs of words with a space between, in ``packed``: ``size`` signed bytes each.

    ``rows`` is the hash of the texts it was learnt from. Safe from any thread.
    """

    rows: str
    size: int
    places: Mapping[str, int]
    packed: memoryview

    def direction(self, text: str) -> tuple[float, ...]:
        """Return where a text (untrusted) points, a vector of length 1; () if too few words of it are known. Linear.

        What stands after ``MOST_CHARS`` is not read.
        """
        words = words_of(text)
        known = [self._places_of(word) for word in words]
        if not words or sum(map(bool, known)) < LEAST_KNOWN * len(words):
            return ()
        pairs = (self.places.get(f"{a} {b}") for a, b in pairwise(words))
        counts = Counter([*chain.from_iterable(known), *(place for place in pairs if place is not None)])
        rows = [
            (1 + math.log(count), self.packed[place * self.size : (place + 1) * self.size])
            for place, count in counts.items()
        ]
        summed = [sum(parts) for parts in zip(*([weight * one for one in row] for weight, row in rows), strict=True)]
        length = math.sqrt(sum(one * one for one in summed)) or 1.0
        return tuple(one / length for one in summed)

    def _places_of(self, word: str) -> tuple[int, ...]:
        """Return the place of a word, or of what it is made of: a known one with an ending, or two known ones."""
        if word in self.places:
            return (self.places[word],)
        if len(word) > LONGEST_WORD:
            return ()
        for cut in range(len(word) - 1, max(LEAST_PART, len(word) - LONGEST_ENDING) - 1, -1):
            if word[:cut] in self.places:
                return (self.places[word[:cut]],)
        for cut in range(LEAST_PART, len(word) - LEAST_PART + 1):
            if word[:cut] in self.places and word[cut:] in self.places:
                return self.places[word[:cut]], self.places[word[cut:]]
        return ()


def words_of(text: str) -> list[str]:
    """Return the words of a text as the table knows them: small letters without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", text[:MOST_CHARS].lower().replace("\u2019", "'"))
    shown = "".join(one for one in plain if not unicodedata.combining(one))
    return [word.replace("'", "") for word in _WORD.findall(shown)]


def dump(meaning: Meaning) -> bytes:
    """Return a table as a file in gzip, the same bytes for the same table: a line of JSON, then the packed rows."""
    head = {"rows": meaning.rows, "size": meaning.size, "words": list(meaning.places)}
    return gzip.compress(json.dumps(head).encode() + b"\n" + bytes(meaning.packed), 9, mtime=0)


def parse(data: bytes) -> Meaning:
    """Return the table that ``dump`` made a file of."""
    line, _, packed = gzip.decompress(data).partition(b"\n")
    head = json.loads(line)
    places = {word: place for place, word in enumerate(head["words"])}
    return Meaning(head["rows"], head["size"], places, memoryview(packed).cast("b"))


@cache
def load() -> Meaning:
    """Return the table of this package; read once a process, at first use."""
    return parse((resources.files("workflows.faq.meaning") / "vectors.gz").read_bytes())
