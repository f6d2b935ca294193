"""A trained linear model: labels, and a weight for each feature and label; what a feature means is its reader's."""

import gzip
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

UNIT = 1000  # weights are whole thousandths: small files that are the same on every machine

Weights = tuple[int, ...]  # index of a label, its weight, index of the next label, …


@dataclass(frozen=True, slots=True)
class LinearModel:
    """What was learnt from rows with the hash ``rows``; ``weights`` are in thousandths."""

    labels: tuple[str, ...]
    weights: Mapping[str, Weights]
    rows: str

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Return how likely each label is; they add up to 1. A feature counts once, an unknown one not at all."""
        sums = [0] * len(self.labels)
        known = self.weights
        for feature in set(features):
            found = known.get(feature)
            if found:
                for n in range(0, len(found), 2):
                    sums[found[n]] += found[n + 1]
        most = max(sums)
        shares = [math.exp((one - most) / UNIT) for one in sums]
        total = sum(shares)
        return {label: share / total for label, share in zip(self.labels, shares, strict=True)}


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


@cache
def load_model(name: str) -> LinearModel:
    """Return the model ``weights/NAME.json.gz`` of this package; read once a process, at first use."""
    file = resources.files("workflows.understanding.weights") / f"{name}.json.gz"
    told = json.loads(gzip.decompress(file.read_bytes()))
    weights = {feature: tuple(some) for feature, some in told["weights"].items()}
    return LinearModel(tuple(told["labels"]), weights, told["rows"])
