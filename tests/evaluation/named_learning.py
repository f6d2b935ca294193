"""``python -m tests.evaluation.named_learning``: teaches the reader of what is named, and how all readings are weighed.

Both are written where the desk reads them. The reader is taught the plans of the retired sets and of the hands that
wrote to teach, without the eighteenth set and those after it, which judge it. The weighing is learnt from what readers
say of hands that they were not taught: four readers, each without some hands, and then the one that is shipped. It
needs scipy (1.17.1) beside the extra ``meaning``; five minutes on an idle core. No row
is printed.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, starmap
from typing import Any, NamedTuple

from bot.evaluation.desk_rows import ActsRow
from tests.evaluation.closely_rows import OF_SETS, Told, beside_plans
from tests.evaluation.closely_thresholds import read_set
from tests.evaluation.closely_weighing import LABELS, Read, learn, seen_of, told_of, write
from tests.paths import ROOT
from workflows.rules.doubt.all_readings import NAME_OF_BASE
from workflows.understanding import closely, named
from workflows.understanding.linear import UNIT, LinearModel, PackedModel, dump_model

SETS = (
    *("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
)
FOLDS = [[f"plans.{hand}" for hand in hands] for hands in ("afk", "bgl", "chm", "dijn")]
HANDS = [*chain.from_iterable(FOLDS)]
WEIGHED = [f"plans.{hand}" for hand in "fghijklmn"]  # of these nothing else was taught
LEAST, HELD_BACK, STEPS, SMALLEST = 3, 20.0, 60, 25
WEIGHTS = ROOT / "workflows" / "understanding" / "weights"


class Plan(NamedTuple):
    """What the reader sees of each thing that a message names, and what becomes of it."""

    features: list[list[str]]
    labels: Sequence[str]
    counts: float = 1.0


def _plan(text: str, row: ActsRow) -> Plan:
    message, seen, labels = seen_of(text, row)
    places = [one.told.place for one in seen]
    return Plan([named.features_of(message.plain, one, places) for one in places], labels)


def _of_others(one: Told) -> Plan:
    found = [named.features_of(one.text, place, one.places) for place in one.places]
    return Plan(found, one.labels, one.weight / OF_SETS)


def teach(plans: Iterable[Plan], rows: str = "") -> LinearModel:
    """Return the softmax regression over what ``plans`` name, by L-BFGS; small weights and rare features are left out.

    What each label has whatever is seen stands in the weights of the three kinds of things.
    """
    import numpy as np  # noqa: PLC0415 - needed for learning alone
    from scipy.optimize import minimize  # noqa: PLC0415 - needed for learning alone

    told = [
        (features, label, one.counts) for one in plans for features, label in zip(one.features, one.labels, strict=True)
    ]
    often = Counter(chain.from_iterable(features for features, *_ in told))
    names = sorted(name for name, count in often.items() if count >= LEAST)
    table = _table([features for features, *_ in told], {name: n for n, name in enumerate(names)})
    back, right = table.T.tocsr(), np.eye(len(LABELS))[[LABELS.index(label) for _, label, _ in told]]
    counts = np.array([[count] for *_, count in told])

    def missed(weights: Any) -> Any:  # noqa: ANN401
        both = weights.reshape(-1, len(LABELS))
        scores = table @ both[:-1] + both[-1]
        scores -= scores.max(1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(1, keepdims=True))
        slopes = counts * (np.exp(scores) - right)
        found = np.vstack([back @ slopes + HELD_BACK * both[:-1], slopes.sum(0)])
        return HELD_BACK / 2 * (both[:-1] ** 2).sum() - (counts * scores * right).sum(), found.ravel()

    start = np.zeros((len(names) + 1) * len(LABELS))
    learnt = minimize(missed, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    both = learnt.x.reshape(-1, len(LABELS))
    both[[names.index(f"kind {kind}") for kind in closely.KINDS]] += both[-1] - both[-1].mean()
    weights = {name: _kept(row) for name, row in zip(names, np.round(both[:-1] * UNIT).astype(int), strict=True)}
    return LinearModel(LABELS, {name: row for name, row in weights.items() if row}, rows)


def _table(rows: Sequence[Sequence[str]], places: Mapping[str, int]) -> Any:  # noqa: ANN401
    import numpy as np  # noqa: PLC0415 - needed for learning alone
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - needed for learning alone

    found = [[places[one] for one in row if one in places] for row in rows]
    ends = np.cumsum([0, *map(len, found)])
    return csr_matrix((np.ones(ends[-1]), np.fromiter(chain.from_iterable(found), int), ends), (len(rows), len(places)))


def _kept(row: Iterable[int]) -> tuple[int, ...]:
    return tuple(part for n, weight in enumerate(row) if abs(weight) >= SMALLEST for part in (n, int(weight)))


def read_by(model: LinearModel) -> None:
    """Let ``model`` read what is named."""
    reader = PackedModel(model.labels, model.weights)
    vars(named)["load_packed"] = lambda _: reader
    named.read_named.cache_clear()


def main() -> None:
    """Teach both, and write what was learnt."""
    closely.use(on=False)
    read_by(LinearModel(LABELS, {}, ""))
    sets = {name: read_set(name).rows for name in (*SETS, *HANDS)}
    plans = {name: [*starmap(_plan, rows)] for name, rows in sets.items()}
    plans["others"] = [*map(_of_others, beside_plans({text for rows in sets.values() for text, _ in rows}))]
    told = list[tuple[Read, str]]()
    for fold in FOLDS:
        read_by(teach(chain.from_iterable(read for name, read in plans.items() if name not in fold)))
        weighed = chain.from_iterable(sets[name] for name in fold if name in WEIGHED)
        told += chain.from_iterable(starmap(told_of, weighed))
    texts = {name: [text for text, _ in rows] for name, rows in sets.items()}
    write(WEIGHTS / NAME_OF_BASE, WEIGHED, [*chain.from_iterable(texts[name] for name in WEIGHED)], learn(told))
    rows = hashlib.sha256("\n".join(chain.from_iterable(texts.values())).encode()).hexdigest()[:16]
    (WEIGHTS / f"{named.NAME}.gz").write_bytes(dump_model(teach(chain.from_iterable(plans.values()), rows)))


if __name__ == "__main__":
    main()
