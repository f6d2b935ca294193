"""What was learnt from pairs of help texts and customers' questions, as it is kept in ``ranking.gz``.

``links``: how likely a word of a text brings a word of its questions (IBM model 1). ``vectors``: words that stand in
the same pairs have vectors of nearly one direction (latent semantic analysis). docs/decisions/0034 says why both.
"""

import gzip
import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from sys import byteorder

UNIT = 10_000  # numbers are kept as whole ten-thousandths, as those of any machine
_MOST = 2**15 - 1


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """What was learnt from rows with the hash ``rows``.

    ``usual``: how large a share of all words in questions a word is; ``unknown``: the share of any other word.
    ``links``: for a word of questions the words of texts that bring it, and how likely each does.
    """

    rows: str
    usual: Mapping[str, float]
    unknown: float
    links: Mapping[str, tuple[tuple[str, float], ...]]
    vectors: Mapping[str, Sequence[int]]


class _Links(Mapping[str, tuple[tuple[str, float], ...]]):
    """Links as they are packed in the file, a word's made when it is asked for: whole, they take five times as much."""

    def __init__(
        self, words: Sequence[str], counts: Sequence[int], texts: Sequence[int], likely: Sequence[int]
    ) -> None:
        self._words, self._texts, self._likely = words, texts, likely
        self._spans: dict[str, tuple[int, int]] = {}
        at = 0
        for word, count in zip(words, counts, strict=True):
            if count:
                self._spans[word] = at, at + count
            at += count

    def __getitem__(self, word: str) -> tuple[tuple[str, float], ...]:
        span = slice(*self._spans[word])
        return tuple(
            (self._words[text], one / UNIT) for text, one in zip(self._texts[span], self._likely[span], strict=True)
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)


def dump(ranking: Ranking) -> bytes:
    """Return a ranking as a file in gzip: the same bytes for the same ranking.

    A line of JSON; then, as pairs of bytes, how many links each word has, their words and likelihoods, the vectors.
    """
    words = sorted(ranking.vectors)
    place = {word: at for at, word in enumerate(words)}
    size = len(next(iter(ranking.vectors.values())))
    head = {
        "rows": ranking.rows,
        "words": words,
        "usual": [round(ranking.usual[word] / ranking.unknown) for word in words],
        "unknown": ranking.unknown,
        "size": size,
    }
    links = [ranking.links.get(word, ()) for word in words]
    numbers = [
        *map(len, links),
        *(place[text] for one in links for text, _ in one),
        *(round(likely * UNIT) for one in links for _, likely in one),
        *(part for word in words for part in ranking.vectors[word]),
    ]
    packed = array("h", [max(-_MOST, min(_MOST, one)) for one in numbers])
    if byteorder == "big":
        packed.byteswap()
    return gzip.compress(json.dumps(head, ensure_ascii=False).encode() + b"\n" + packed.tobytes(), 9, mtime=0)


@cache
def load() -> Ranking:
    """Return the ranking of this package; read once a process, at first use."""
    file = resources.files("workflows.faq.ranking") / "ranking.gz"
    return parse(file.read_bytes())


def parse(data: bytes) -> Ranking:
    """Return the ranking that ``dump`` made a file of."""
    line, _, numbers = gzip.decompress(data).partition(b"\n")
    head = json.loads(line)
    packed = array("h", numbers)
    if byteorder == "big":
        packed.byteswap()
    words, size, unknown = head["words"], head["size"], head["unknown"]
    counts = packed[: len(words)]
    linked = sum(counts)
    texts = packed[len(words) : len(words) + linked]
    likely = packed[len(words) + linked : len(words) + 2 * linked]
    vectors = packed[len(words) + 2 * linked :]
    return Ranking(
        rows=head["rows"],
        usual={word: usual * unknown for word, usual in zip(words, head["usual"], strict=True)},
        unknown=unknown,
        links=_Links(words, counts, texts, likely),
        vectors={word: vectors[n * size : (n + 1) * size] for n, word in enumerate(words)},
    )
