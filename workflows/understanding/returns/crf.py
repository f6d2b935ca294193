"""A linear-chain CRF's inference in plain Python: how sure each label of each token is. Its weights are package data.

The forward-backward algorithm of Lafferty, McCallum and Pereira (2001).
"""

import gzip
import io
import math
from collections.abc import Sequence
from functools import cache
from importlib import resources
from operator import mul

from workflows.understanding.linear import UNIT, read_packed
from workflows.understanding.returns.features import Features

Row = list[float]
_NEXT_TO_NOTHING = 1e-7
_FILE = "weights.gz"


class Crf:
    """A trained tagger: ``labels``, a weight for each feature and label, and one for each step between labels.

    ``file``: as ``dump_model`` writes it, with the words that stand for a wish (``cues``) and the weights of the steps.
    """

    def __init__(self, file: bytes) -> None:
        with gzip.open(io.BytesIO(file)) as told:
            head, self._model = read_packed(told)  # type: ignore[arg-type] # a GzipFile is as good
        self.labels: list[str] = head["labels"]
        self.rows_hash: str = head["rows"]
        self.cues = frozenset[str](head["cues"])
        self._steps = [[math.exp(weight / UNIT) for weight in row] for row in head["steps"]]
        self._steps_back = [list(column) for column in zip(*self._steps, strict=True)]

    def chances(self, features: Features) -> list[Row]:
        """Return for each token the chance of each label, in the order of ``labels``."""
        shared = self._model.totals(features.shared)
        own = self._model.totals(features.own)
        rows = [
            _exponents(self._model.scores(total + shared[sentence]))
            for total, sentence in zip(own, features.sentence, strict=True)
        ]
        return self._marginals(rows) if rows else []

    def _marginals(self, rows: list[Row]) -> list[Row]:
        forward = [_unit(rows[0])]
        for row in rows[1:]:
            forward.append(_unit(list(map(mul, row, _through(self._steps, forward[-1])))))
        backward = [[1.0] * len(self.labels)]
        for row in reversed(rows[1:]):
            backward.append(_unit(_through(self._steps_back, list(map(mul, row, backward[-1])))))
        return [_unit(list(map(mul, a, b))) for a, b in zip(forward, reversed(backward), strict=True)]


def _through(steps: list[Row], chances: Row) -> Row:
    """Return ``chances`` a step on; what is next to impossible is left out, as most labels of most tokens are."""
    least = _NEXT_TO_NOTHING * max(chances)
    ways = [[chance * step for step in row] for row, chance in zip(steps, chances, strict=True) if chance > least]
    return ways[0] if len(ways) == 1 else list(map(sum, zip(*ways, strict=True)))


def _exponents(scores: Sequence[int]) -> Row:
    top = max(scores)
    return [math.exp((one - top) / UNIT) for one in scores]


def _unit(row: Row) -> Row:
    total = sum(row) or 1.0
    return [one / total for one in row]


@cache
def tagger() -> Crf:
    """Return the tagger of the package, read once, when a message first needs it."""
    return Crf((resources.files(__package__) / "weights" / _FILE).read_bytes())
