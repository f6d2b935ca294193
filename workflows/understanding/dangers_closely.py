"""What the sentence transformer makes of a whole message: how likely it speaks of a danger.

Only where the extra ``meaning`` is installed. What was learnt beside the transformer's own weights, and how a message
is judged by its pieces, are ours (docs/decisions/0100-dangers-read-closely.md). Nothing is decided here.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from math import log

from workflows.ids.grammar import REMEMBERED
from workflows.understanding import closely, transformer
from workflows.understanding.closely import learnt_of, numbered, unpacked
from workflows.understanding.pieces import BEGIN, END
from workflows.understanding.transformer import Matrix, Transformer, numpy

NAME = "dangers_closely"
PIECES = 126  # of a message are read at once, beside its begin and end ...
SHARED = 32  # ... and of a longer one so many of them again with the next ...
MOST_PARTS = 32  # ... and so many parts of it, which hold 12,000 characters of what people write

USUAL, LENGTHY = 32, 1.5  # pieces that say what they seem to; how much more of them is doubted


class DangerReader:
    """The transformer with what it learnt of dangers. Safe from any thread."""

    def __init__(self, model: Transformer, weights: Mapping[str, Matrix]) -> None:
        self._model, self._learnt = model, learnt_of(weights)
        self._head = tuple(weights[name] for name in ("wide", "wide.bias", "last", "last.bias"))

    def read(self, text: str) -> float:
        """Return the logarithm of the odds that ``text`` (untrusted) speaks of a danger.

        The most dangerous of several parts counts. Of the many sentences of a story one sounds dangerous: the doubt
        grows with the length of a part, and with their number.
        """
        parts = list(self.parts(text))
        found = max(self._read(one) - LENGTHY * log(max(1.0, len(one) / USUAL)) for one in parts)
        return found - log(len(parts))

    def parts(self, text: str) -> Iterator[list[int]]:
        """Yield the pieces of ``text`` that are read at once, part by part."""
        known = self._model.pieces.places
        pieces, _ = numbered(self._model.pieces, text)
        for start in range(0, max(1, len(pieces) - SHARED), PIECES - SHARED)[:MOST_PARTS]:
            yield [known[BEGIN], *pieces[start : start + PIECES], known[END]]

    def _read(self, numbers: Sequence[int]) -> float:
        np = numpy()
        rows = self._model.layers(numbers, self._learnt)
        wide, wide_bias, last, last_bias = self._head
        seen = np.concatenate([rows.mean(0), rows.max(0), rows[0]]).astype(np.float32)
        return float((transformer.gelu(seen @ wide + wide_bias) @ last + last_bias)[0])


@cache
def _opened(model: Transformer) -> DangerReader:
    return DangerReader(model, unpacked(_packed()))


def load() -> DangerReader | None:
    """Return the reader, opened once a process at first use; None: it is not used, or the extra is not installed."""
    model = transformer.load() if closely.is_used() else None
    return _opened(model) if model else None


@lru_cache(maxsize=REMEMBERED)
def read_danger_closely(text: str) -> float | None:
    """Return how ``text`` (untrusted) is read; None without the extra. Those read last are kept."""
    reader = load()
    return reader.read(text) if reader else None


def _packed() -> bytes:
    return (resources.files("workflows.understanding.weights") / f"{NAME}.gz").read_bytes()
