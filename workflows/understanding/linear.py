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
from typing import Any, Self

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
        self.labels = tuple(labels)
        self._layout = struct.Struct(f"<{len(labels)}I")
        lane, raised = 1 << _LANE, sum(_RAISED << _LANE * n for n in range(len(labels)))
        assert len(weights) < _MOST_FEATURES  # noqa: S101 - each counts once: sums of so many fit
        self._numbers = {
            name: raised + sum(weight * lane**n for n, weight in zip(row[::2], row[1::2], strict=True))
            for name, row in weights.items()
        }

    @classmethod
    def of_numbers(cls, labels: Sequence[str], features: Iterable[str], numbers: bytes) -> Self:
        """Return the model whose packed ``numbers``, of all labels for each of ``features``, are known."""
        model = cls(labels, {})
        size = model._layout.size
        every = (int.from_bytes(numbers[at : at + size], "little") for at in range(0, len(numbers), size))
        model._numbers = dict(zip(features, every, strict=True))
        return model

    def numbers(self, features: Iterable[str]) -> bytes:
        """Return the packed numbers of ``features``, all of which are known."""
        return b"".join(self._numbers[name].to_bytes(self._layout.size, "little") for name in features)

    def weights(self) -> dict[str, Weights]:
        """Return the weights that are not zero, by feature."""
        return {
            name: tuple(
                part for n, one in enumerate(self.scores(number)) if one != _RAISED for part in (n, one - _RAISED)
            )
            for name, number in self._numbers.items()
        }

    def total(self, features: Collection[str]) -> int:
        """Return the sum over ``features``, each once; 0 if none is known. Sums may be added and subtracted."""
        return sum(map(self._numbers.get, features, repeat(0)))

    def scores(self, total: int) -> tuple[int, ...]:
        """Return the score of each label, in thousandths above what all labels have in common."""
        return self._layout.unpack(total.to_bytes(self._layout.size, "little"))

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
    """Return ``model`` as a file in gzip, the same bytes for the same model.

    A line of JSON (labels, the rows' hash, the bytes of all features' names), these names, a line each, then their
    packed numbers: to make those anew from lists at each start takes four times as long.
    """
    features = sorted(model.weights)
    names = "\n".join(features).encode()
    head = {"labels": model.labels, "rows": model.rows, "names": len(names)}
    packed = PackedModel(model.labels, model.weights)
    told = json.dumps(head, ensure_ascii=False).encode() + b"\n" + names + packed.numbers(features)
    return gzip.compress(told, 9, mtime=0)


def load_model(name: str) -> LinearModel:
    """Return the model ``weights/NAME.gz`` of this package."""
    head, packed = _read(name)
    return LinearModel(tuple(head["labels"]), packed.weights(), head["rows"])


@cache
def load_packed(name: str) -> PackedModel:
    """Return the model ``weights/NAME.gz`` of this package to read with; read once a process, at first use."""
    return _read(name)[1]


def _read(name: str) -> tuple[dict[str, Any], PackedModel]:
    file = resources.files("workflows.understanding.weights") / f"{name}.gz"
    with file.open("rb") as packed, gzip.open(packed) as told:
        head = json.loads(told.readline())
        features = told.read(head["names"]).decode().split("\n")
        return head, PackedModel.of_numbers(head["labels"], features, told.read())
