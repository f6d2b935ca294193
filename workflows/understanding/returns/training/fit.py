"""Fits the tagger with python-crfsuite, which is needed for training alone, and packs its weights as package data."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workflows.understanding.linear import UNIT, LinearModel, dump_model
from workflows.understanding.returns.features import features_of
from workflows.understanding.returns.tokens import tokens_of
from workflows.understanding.returns.training.corpus import corpus, hash_of_rows
from workflows.understanding.returns.training.cues import cues_of
from workflows.understanding.returns.training.markup import Row, labels_of

COPIES = 2
SEED = 7
LEAST = 25  # thousandths: weights nearer to zero are dropped
_SETTINGS = {"c1": 0.1, "c2": 0.3, "feature.possible_transitions": True, "feature.minfreq": 2}


class TrainerMissing(Exception):
    """python-crfsuite is not installed."""


def teach() -> bytes:
    """Return the packed weights of a tagger trained on all rows of the package; raises as ``fit`` does."""
    rows = corpus()
    return fit(rows.with_variants(rows.written, COPIES, SEED), rows.written)


def fit(rows: Sequence[Row], written: Sequence[Row], rounds: int = 80) -> bytes:
    """Return the packed weights of a tagger trained on ``rows``; its cues are those of the ``written`` ones.

    Raises
    ------
    TrainerMissing
        The extra ``train`` is not installed.
    """
    try:
        import pycrfsuite  # noqa: PLC0415 - an extra, needed for training alone
    except ImportError as e:
        raise TrainerMissing('Training needs python-crfsuite: pip install "frontdesk[train]"') from e
    trainer = pycrfsuite.Trainer(verbose=False)
    for row in rows:
        tokens = tokens_of(row.text)
        features = features_of(tokens)
        if tokens:
            trainer.append([dict.fromkeys(features.of(n), 1.0) for n in range(len(tokens))], labels_of(row, tokens))
    trainer.set_params({**_SETTINGS, "max_iterations": rounds})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "model"))
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        packed = _packed(tagger.info(), cues_of(written))
        tagger.close()
    return packed


def _packed(info: Any, cues: list[str]) -> bytes:  # noqa: ANN401 - python-crfsuite has no types
    labels = sorted(info.labels, key=lambda one: int(info.labels[one]))
    number = {one: n for n, one in enumerate(labels)}
    weights: dict[str, list[tuple[int, int]]] = {}
    for (name, label), weight in sorted(info.state_features.items()):
        rounded = round(weight * UNIT)
        if abs(rounded) >= LEAST:
            weights.setdefault(name, []).append((number[label], max(-32000, min(32000, rounded))))
    model = LinearModel(
        tuple(labels),
        {name: tuple(part for one in row for part in one) for name, row in weights.items()},
        hash_of_rows(),
    )
    steps = [[round(info.transitions.get((a, b), -8.0) * UNIT) for b in labels] for a in labels]
    return dump_model(model, {"cues": cues, "steps": steps})
