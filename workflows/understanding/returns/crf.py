"""A linear-chain CRF's inference in plain Python: how sure each label of each token is. Its weights are package data.

The forward-backward algorithm of Lafferty, McCallum and Pereira (2001).
"""

import gzip
import json
import math
from array import array
from functools import cache
from importlib import resources
from itertools import accumulate

from workflows.understanding.returns.features import Features

Row = list[float]
SCALE = 1000  # weights are kept as thousandths
_FILE = "weights.json.gz"


class Crf:
    """A trained tagger: ``labels``, a weight for each feature and label, and one for each step between labels."""

    def __init__(self, packed: bytes) -> None:
        data = json.loads(gzip.decompress(packed))
        self.labels: list[str] = data["labels"]
        self.rows_hash: str = data["rows"]
        self.cues = frozenset[str](data["cues"])
        self._steps = [[math.exp(weight / SCALE) for weight in row] for row in data["steps"]]
        self._number = {name: n for n, name in enumerate(data["features"].split("\n"))}
        self._starts = array("I", accumulate(data["counts"], initial=0))
        self._label = bytes(data["label"])
        self._weight = array("h", data["weight"])

    def chances(self, features: Features) -> list[Row]:
        """Return for each token the chance of each label, in the order of ``labels``."""
        shared = [self._scores(names) for names in features.shared]
        rows = [
            _exponents([a + b for a, b in zip(self._scores(names), shared[sentence], strict=True)])
            for names, sentence in zip(features.own, features.sentence, strict=True)
        ]
        return self._marginals(rows) if rows else []

    def _scores(self, names: list[str]) -> Row:
        row = [0.0] * len(self.labels)
        number, starts, label, weight = self._number, self._starts, self._label, self._weight
        for name in names:
            n = number.get(name)
            if n is not None:
                for k in range(starts[n], starts[n + 1]):
                    row[label[k]] += weight[k]
        return row

    def _marginals(self, rows: list[Row]) -> list[Row]:
        into = [list(column) for column in zip(*self._steps, strict=True)]  # by the label it leads to
        forward = [_unit(rows[0])]
        for row in rows[1:]:
            last = forward[-1]
            forward.append(
                _unit([own * sum(map(float.__mul__, last, steps)) for own, steps in zip(row, into, strict=True)])
            )
        backward = [[1.0] * len(self.labels)]
        for row in reversed(rows[1:]):
            ahead = list(map(float.__mul__, row, backward[-1]))
            backward.append(_unit([sum(map(float.__mul__, ahead, steps)) for steps in self._steps]))
        return [_unit(list(map(float.__mul__, a, b))) for a, b in zip(forward, reversed(backward), strict=True)]


def _exponents(row: Row) -> Row:
    top = max(row)
    return [math.exp((one - top) / SCALE) for one in row]


def _unit(row: Row) -> Row:
    total = sum(row) or 1.0
    return [one / total for one in row]


@cache
def tagger() -> Crf:
    """Return the tagger of the package, read once, when a message first needs it."""
    return Crf((resources.files(__package__) / "weights" / _FILE).read_bytes())
