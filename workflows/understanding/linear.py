"""A trained linear model: labels, and a weight for each feature and label; what a feature means is its reader's."""

import gzip
import json
import math
import struct
import sys
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain, count, islice, repeat
from typing import Any, BinaryIO, Self

from workflows.understanding.index import Index, columns, key

UNIT = 1000  # weights are whole thousandths: small files that are the same on every machine

_LANE = 32  # bits of a label
_RAISED = 1 << 15  # no weight is as large
_MOST_FEATURES = (1 << _LANE) // (2 * _RAISED)
_MOST_AT_HAND = 8192  # of a model: a text has some hundreds, and each has others

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

    What is kept are 16 bits a label in one string of bytes, a sixth of the room that a dictionary takes; what texts
    have in common is at hand in a small one.
    """

    def __init__(self, labels: Sequence[str], weights: Mapping[str, Weights]) -> None:
        self._fill(labels, Index.of(weights), packed(len(labels), len(weights), weights.values()))

    @classmethod
    def of_numbers(cls, labels: Sequence[str], features: Index, numbers: bytes) -> Self:
        """Return the model whose ``packed`` numbers, of all labels for each of ``features``, are known."""
        model = cls(labels, {})
        model._fill(labels, features, numbers)
        return model

    def _fill(self, labels: Sequence[str], features: Index, numbers: bytes) -> None:
        self.labels = tuple(labels)
        self._layout = struct.Struct(f"<{len(labels)}I")
        self._kept = struct.Struct(f"<{len(labels)}H")
        self._features = features
        self._numbers = numbers
        # The numbers of known features that were looked for lately. Those that nobody has taught are words of
        # customers, which are not kept: half of those that a text adds are.
        self._at_hand = dict[str, int]()

    def _number_at(self, place: int) -> int:
        """Return the number of the feature that stands there."""
        weights = self._kept.unpack_from(self._numbers, place * self._kept.size)
        return int.from_bytes(self._layout.pack(*weights), "little")

    def weights_of(self, feature: str) -> tuple[int, ...] | None:
        """Return the weight of a feature for each label, in thousandths; None if it is not known."""
        place = self._features.find(feature)
        if place < 0:
            return None
        return tuple(one - _RAISED for one in self._kept.unpack_from(self._numbers, place * self._kept.size))

    def total(self, features: Collection[str]) -> int:
        """Return the sum over ``features``, each once; 0 if none is known. Sums may be added and subtracted."""
        return self.totals([features])[0]

    def totals(self, texts: Sequence[Collection[str]]) -> list[int]:
        """Return the ``total`` of each of ``texts``; what they have in common is looked for once. From any thread."""
        most = max(map(len, texts), default=0)
        assert min(most, len(self._features)) < _MOST_FEATURES  # noqa: S101 - sums of so many fit
        at_hand = self._at_hand  # as it is: whoever makes room meanwhile puts another in its place
        missing = set(chain.from_iterable(texts)).difference(at_hand)
        at_hand.update((one, self._number_at(place)) for one, place in self._features.known(missing))
        totals = [sum(map(at_hand.get, features, repeat(0))) for features in texts]
        if len(at_hand) > _MOST_AT_HAND:  # what came last is kept; what is usual is soon there again
            self._at_hand = dict(islice(at_hand.items(), len(at_hand) - _MOST_AT_HAND // 2, None))
        return totals

    def scores(self, total: int) -> tuple[int, ...]:
        """Return the score of each label, in thousandths above what all labels have in common."""
        return self._layout.unpack(total.to_bytes(self._layout.size, "little"))

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Return how likely each label is; they add up to 1. A feature counts once, an unknown one not at all."""
        return self.probabilities_of([features])[0]

    def probabilities_of(self, texts: Iterable[Iterable[str]]) -> list[dict[str, float]]:
        """Return the ``probabilities`` of each of ``texts``."""
        return [self._shares(self.scores(total)) for total in self.totals(list(map(set, texts)))]

    def _shares(self, scores: Sequence[int]) -> dict[str, float]:
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


def mean_of(one: LinearModel, other: LinearModel, share: float) -> LinearModel:
    """Return a model between two of the same labels: ``share`` is what the first counts. Its rows are the second's."""
    weights: dict[str, Weights] = {}
    for feature in one.weights.keys() | other.weights.keys():
        sums = [0.0] * len(other.labels)
        for model, counts in ((one, share), (other, 1 - share)):
            row = model.weights.get(feature, ())
            for label, weight in zip(row[::2], row[1::2], strict=True):
                sums[label] += counts * weight
        weights[feature] = tuple(part for n, total in enumerate(sums) if total for part in (n, round(total)))
    return LinearModel(other.labels, weights, other.rows)


def dump_model(model: LinearModel, more: Mapping[str, Any] | None = None) -> bytes:
    """Return ``model`` as a file in gzip, the same bytes for the same model.

    A line of JSON (labels, the rows' hash, how many features, and what ``more`` a reader needs to know), the features'
    keys in ascending order, their numbers in this order, as they are kept when they are read, and their names, a line
    each, in alphabetical order: to read with nobody needs these.
    """
    by_key = sorted(model.weights, key=key)
    head = {"labels": model.labels, "rows": model.rows, "features": len(by_key), **(more or {})}
    parts = [
        json.dumps(head, ensure_ascii=False).encode() + b"\n",
        *(_little_endian(column).tobytes() for column in columns(map(key, by_key))),
        packed(len(model.labels), len(by_key), map(model.weights.__getitem__, by_key)),
        "\n".join(sorted(by_key)).encode(),
    ]
    return gzip.compress(b"".join(parts), 9, mtime=0)


def load_model(name: str) -> LinearModel:
    """Return the model ``weights/NAME.gz`` of this package."""
    with _opened(name) as told:
        head, _, numbers = _read(told)
        features = sorted(told.read().decode().split("\n"), key=key)
    rows = struct.iter_unpack(f"<{len(head['labels'])}H", numbers)
    weights = {feature: _weights(row) for feature, row in zip(features, rows, strict=True)}
    return LinearModel(tuple(head["labels"]), weights, head["rows"])


@cache
def load_packed(name: str) -> PackedModel:
    """Return the model ``weights/NAME.gz`` of this package to read with; read once a process, at first use."""
    with _opened(name) as file:
        return read_packed(file)[1]


def read_packed(file: BinaryIO) -> tuple[dict[str, Any], PackedModel]:
    """Return what the first line of a file of ``dump_model`` says, and the model to read with."""
    head, index, numbers = _read(file)
    return head, PackedModel.of_numbers(head["labels"], index, numbers)


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """Yield what ``dump_model`` wrote, to be read."""
    file = resources.files("workflows.understanding.weights") / f"{name}.gz"
    with file.open("rb") as packed, gzip.open(packed) as told:
        yield told  # type: ignore[misc] # a GzipFile is as good


def _read(told: BinaryIO) -> tuple[dict[str, Any], Index, bytes]:
    head = json.loads(told.readline())
    many = head["features"]
    heads, tails = array("I", told.read(4 * many)), array("H", told.read(2 * many))
    index = Index(_little_endian(heads), _little_endian(tails), range(many))
    return head, index, told.read(2 * many * len(head["labels"]))


def _little_endian(column: "array[int]") -> "array[int]":
    """Turn round the bytes of what comes from a file, or goes there, on a machine on which they stand otherwise."""
    if sys.byteorder == "big":
        column.byteswap()
    return column


def packed(labels: int, features: int, rows: Iterable[Sequence[int]]) -> bytes:
    """Return the weights of so many features for so many labels, 16 bits each, raised so that none is negative.

    ``rows``: as ``Weights``, one for each feature.
    """
    numbers = array("H", [_RAISED]) * (labels * features)
    for start, row in zip(count(0, labels), rows, strict=False):
        for label, weight in zip(row[::2], row[1::2], strict=True):
            numbers[start + label] += weight
    return _little_endian(numbers).tobytes()


def _weights(numbers: Iterable[int]) -> Weights:
    """Return the weights that are not zero, each behind the index of its label."""
    return tuple(part for n, one in enumerate(numbers) if one != _RAISED for part in (n, one - _RAISED))
