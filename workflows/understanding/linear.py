"""A trained linear model: labels, and a weight for each feature and label; what a feature means is its reader's."""

import gzip
import json
import math
import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import repeat

UNIT = 1000  # weights are whole thousandths: small files that are the same on every machine

_LANE = 32  # bits of a label
_RAISED = 1 << 15  # no weight is as large
_MOST_FEATURES = (1 << _LANE) // (2 * _RAISED)

Weights = tuple[int, ...]  # index of a label, its weight, index of the next label, …


@dataclass(frozen=True, slots=True)
class LinearModel:
    """What was learnt from rows with the hash ``rows``; ``weights`` are in thousandths."""

    labels: tuple[str, ...]
    weights: Mapping[str, Weights]
    rows: str


class PackedModel:
    """A model to read with: the weights of a feature for all labels stand side by side in one number.

    Adding up is nearly all of a reader's work, and one addition for all labels is several times faster than one each. A
    label has 32 bits; all weights are raised alike, so that none is negative: scores tell something beside each other.
    """

    def __init__(self, labels: Sequence[str], weights: Mapping[str, Weights]) -> None:
        assert len(weights) < _MOST_FEATURES  # noqa: S101 - each counts once: sums of so many fit
        lane, raised = 1 << _LANE, sum(_RAISED << _LANE * n for n in range(len(labels)))
        self.labels = tuple(labels)
        self._unpack = struct.Struct(f"<{len(labels)}I").unpack
        self._bytes = len(labels) * _LANE // 8
        self._numbers = {
            name: raised + sum(weight * lane**n for n, weight in zip(row[::2], row[1::2], strict=True))
            for name, row in weights.items()
        }

    def total(self, features: Collection[str]) -> int:
        """Return the sum over ``features``, each once; 0 if none is known. Sums may be added and subtracted."""
        return sum(map(self._numbers.get, features, repeat(0)))

    def scores(self, total: int) -> tuple[int, ...]:
        """Return the score of each label, in thousandths above what all labels have in common."""
        return self._unpack(total.to_bytes(self._bytes, "little"))

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Return how likely each label is; they add up to 1. A feature counts once, an unknown one not at all."""
        scores = self.scores(self.total(set(features)))
        most = max(scores)
        shares = [math.exp((one - most) / UNIT) for one in scores]
        whole = sum(shares)
        return dict(zip(self.labels, [share / whole for share in shares], strict=True))


def without_small(model: LinearModel, smallest: int) -> LinearModel:
    """Return ``model`` without weights below ``smallest`` thousandths: a smaller file that tells almost the same."""
    kept = {
        name: tuple(
            part
            for n, weight in zip(row[::2], row[1::2], strict=True)
            if abs(weight) >= smallest
            for part in (n, weight)
        )
        for name, row in model.weights.items()
    }
    return LinearModel(model.labels, {name: row for name, row in kept.items() if row}, model.rows)


def dump_model(model: LinearModel) -> bytes:
    """Return ``model`` as a file: JSON in gzip, the same bytes for the same model."""
    told = {"labels": model.labels, "rows": model.rows, "weights": dict(sorted(model.weights.items()))}
    return gzip.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)


def load_model(name: str) -> LinearModel:
    """Return the model ``weights/NAME.json.gz`` of this package."""
    file = resources.files("workflows.understanding.weights") / f"{name}.json.gz"
    told = json.loads(gzip.decompress(file.read_bytes()))
    weights = {feature: tuple(some) for feature, some in told["weights"].items()}
    return LinearModel(tuple(told["labels"]), weights, told["rows"])


@cache
def load_packed(name: str) -> PackedModel:
    """Return the model ``weights/NAME.json.gz`` of this package to read with; read once a process, at first use."""
    model = load_model(name)
    return PackedModel(model.labels, model.weights)
