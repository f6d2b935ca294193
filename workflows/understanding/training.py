"""Teaches a linear model from labelled rows, in plain Python: the same rows give the same weights on every machine."""

import hashlib
import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import resources
from typing import NamedTuple

from workflows.understanding.linear import UNIT, LinearModel, PackedModel

_UNLIKELY = 0.002  # a wrong label below this share is left as it is: it moves hardly anything and costs much


class Row(NamedTuple):
    """One text and what a careful reader says of it; ``message``: which of the messages that blank lines part.

    ``source``: the name of the file it stands in.
    """

    label: str
    text: str
    message: int = 0
    source: str = ""


class Example(NamedTuple):
    """A row as the model sees it; ``weight``: how much it counts beside others."""

    label: str
    features: frozenset[str]
    weight: float = 1.0


def read_rows(name: str) -> tuple[list[Row], str]:
    """Return the rows of ``rows/NAME.tsv`` of this package in order, and the hash of the file.

    Raises
    ------
    ValueError
        A line is not label, tab, text; the message names it.
    """
    lines = (resources.files("workflows.understanding.rows") / f"{name}.tsv").read_text(encoding="utf-8")
    rows = []
    message = 0
    for number, line in enumerate(lines.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            message += 1
            continue
        label, tab, text = line.partition("\t")
        if not (label and tab and text.strip()):
            raise ValueError(f"{name}.tsv, line {number}: write label, tab, text")
        rows.append(Row(label, text, message, name))
    return rows, hashlib.sha256(lines.encode()).hexdigest()[:16]


def train(
    examples: Sequence[Example],
    *,
    rows: str,
    rounds: int = 12,
    rate: float = 0.3,
    decay: float = 3e-4,
    least: int = 2,
) -> LinearModel:
    """Return the softmax regression of ``examples`` (AdaGrad, weights averaged over the last half of ``rounds``).

    A feature seen in fewer than ``least`` examples is left out; ``decay`` draws weights to zero (L2). ``rows`` is kept
    in the model as the hash of what it was learnt from.
    """
    labels = tuple(sorted({example.label for example in examples}))
    index = {label: n for n, label in enumerate(labels)}
    seen = Counter(feature for example in examples for feature in example.features)
    kept = [
        (
            index[example.label],
            [feature for feature in sorted(example.features) if seen[feature] >= least],
            example.weight,
        )
        for example in examples
    ]
    order = random.Random(0)  # noqa: S311 - the order of the rows, the same each time
    weights: dict[str, list[float]] = {name: [0.0] * len(labels) for name, count in seen.items() if count >= least}
    squares: dict[str, list[float]] = {name: [1e-6] * len(labels) for name in weights}
    sums: dict[str, list[float]] = {name: [0.0] * len(labels) for name in weights}
    averaged = 0
    for done in range(rounds):
        order.shuffle(kept)
        for gold, features, counts in kept:
            _step(weights, squares, (features, gold, counts), rate, decay)
        if done >= rounds // 2:
            averaged += 1
            for name, row in weights.items():
                total = sums[name]
                for n, weight in enumerate(row):
                    total[n] += weight
    return LinearModel(labels, _packed(sums, averaged), rows)


def _step(
    weights: dict[str, list[float]],
    squares: dict[str, list[float]],
    example: tuple[Sequence[str], int, float],
    rate: float,
    decay: float,
) -> None:
    features, gold, counts = example
    found = [weights[feature] for feature in features]
    scores = [sum(row) for row in zip(*found, strict=True)] if found else []
    if not scores:
        return
    most = max(scores)
    shares = [math.exp(score - most) for score in scores]
    total = sum(shares)
    slopes = [(n, counts * (share / total - (n == gold))) for n, share in enumerate(shares)]
    slopes = [(n, slope) for n, slope in slopes if n == gold or slope > _UNLIKELY]
    for feature, row in zip(features, found, strict=True):
        past = squares[feature]
        for n, slope in slopes:
            step = slope + decay * row[n]
            past[n] += step * step
            row[n] -= rate * step / math.sqrt(past[n] + 1.0)


def _packed(sums: dict[str, list[float]], averaged: int, smallest: int = 20) -> dict[str, tuple[int, ...]]:
    packed = {}
    for feature, row in sums.items():
        whole = [(n, round(weight / averaged * UNIT)) for n, weight in enumerate(row)]
        told = tuple(part for n, weight in whole if abs(weight) >= smallest for part in (n, weight))
        if told:
            packed[feature] = told
    return packed


def cross_validate(
    examples: Sequence[Example],
    teach: Callable[[Sequence[Example]], LinearModel],
    *,
    folds: int = 5,
) -> list[tuple[str, dict[str, float]]]:
    """Return, for each example in order, its label and the shares given by a model that has not seen it.

    Example ``n`` is left out in fold ``n * folds // len(examples)``: neighbours, which one hand wrote, stay together.
    """
    found = []
    for fold in range(folds):
        out = [n * folds // len(examples) == fold for n in range(len(examples))]
        taught = teach([example for example, left in zip(examples, out, strict=True) if not left])
        model = PackedModel(taught.labels, taught.weights)
        found += [
            (example.label, model.probabilities(example.features))
            for example, left in zip(examples, out, strict=True)
            if left
        ]
    return found
