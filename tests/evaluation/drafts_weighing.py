"""``python -m tests.evaluation.drafts_weighing``: learns how the sentences of a draft are weighed; ten minutes.

Writes the reader of ``workflows/receipts/claims.py`` and the table of ``workflows/receipts/weighed.py``. Both are
logistic regressions over drafts that are labelled as wholes: of a lie at least one sentence states what no record
holds, of an honest draft none ("noisy or"). The reader is taught sentences beside them, whose kinds are known. What the
table is taught of the reader comes from readers that were not taught the message in question. Needs numpy and scipy,
which are not installed with the rest. No row is printed.
"""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.evaluation.drafts import Row, request_of
from tests.paths import DATA, ROOT
from workflows.language.grounding import plain
from workflows.receipts import weighed
from workflows.receipts.check import broken_rules
from workflows.receipts.claims import ALWAYS, LABELS, NAME, seen_in
from workflows.receipts.restating import brief
from workflows.receipts.statements import read_sentences
from workflows.receipts.wording import plain_apostrophes
from workflows.steps.drafts import allowed_by
from workflows.understanding.drafts import KINDS, features_of, forms_of, read_all
from workflows.understanding.features import words_of
from workflows.understanding.linear import UNIT, LinearModel, dump_model

_COUNTED = ("", "second_", "third_", "fourth_", "fifth_", "sixth_", "seventh_", "eighth_", "ninth_")
_RETIRED = tuple(f"{number}blind" for number in _COUNTED)
_HANDS = ("taught", "taught_p", "taught_q", "taught_r", "taught_s")
SETS = (*_HANDS, "counter", "development", *_RETIRED)
CLAIMS = frozenset({"statement", "harm"})
PARTS = 5
LEAST_OF_WORDS, LEAST_OF_SOURCES = 5, 6  # drafts and sentences in which something is seen that is taught
SMALLEST = 0.05  # of a weight that is kept
DECAY_OF_READER, DECAY_OF_TABLE = 3.0, 20.0
FORM_COUNTS = 0.33  # of a frame; a sentence as written counts 1
_WEIGHTS = ROOT / "workflows" / "understanding" / "weights"
Matrix = Any  # of numpy and scipy, which no check here knows
Vector = Any
Seen = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Told:
    """A draft: what is seen and read of each of its sentences, whether it is a lie, and in which part it is left out.

    ``found``: whether a rule finds the lie already: to the reader it teaches nothing.
    """

    seen: Sequence[frozenset[str]]
    read: Sequence[dict[str, float]]
    lie: bool
    found: bool
    part: int


def told_of(row: Row) -> Told:
    """Return what is learnt of a row."""
    allowed = allowed_by(request_of(row))
    draft = plain(row["draft"])
    said, facts = read_sentences(draft), "\n".join(brief(allowed.records))
    seen = [frozenset().union(*seen_in(one.text, allowed.customer, facts)) for one in said]
    part = zlib.crc32(str(row["message"]).encode()) % PARTS
    read = [
        found | weighed.told_of(one, allowed) for one, found in zip(said, weighed.readings(said, allowed), strict=True)
    ]
    return Told(seen, read, row["lie"], bool(broken_rules(draft, allowed)), part)


def sentences() -> Iterator[tuple[frozenset[str], bool, float]]:
    """Yield what is seen of sentences whose kinds are known, whether they claim anything, and how much they count."""
    typed = (DATA / "drafts" / "typed.tsv").read_text("utf-8").splitlines()
    for line in typed:
        kind, tab, text = line.partition("\t")
        if tab and kind in KINDS:
            yield features_of(words_of(plain_apostrophes(text))), kind in CLAIMS, 1.0
    for row in read_all()[0]:
        forms = forms_of(row.text)[:2]
        is_frame = row.source == "drafts"
        for text in forms if is_frame else [row.text]:
            yield features_of(words_of(text)), row.label in CLAIMS, FORM_COUNTS if is_frame else 1.0


def table_of(rows: Iterable[Seen | frozenset[str]], place: Mapping[str, int]) -> Matrix:
    """Return a sparse matrix of what is seen in each row; ``place``: the column of each name."""
    from scipy.sparse import csr_matrix  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for row in rows:
        given = sorted(row.items()) if isinstance(row, Mapping) else [(name, 1.0) for name in sorted(row)]
        for name, value in given:
            if name in place:
                columns.append(place[name])
                values.append(value)
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(ends) - 1, len(place)))


def learn(drafts: Sequence[tuple[Matrix, bool]], single: tuple[Matrix, Vector, Vector] | None, decay: float) -> Vector:
    """Return a weight for each column and, last, one for all: of lies one sentence at least claims, else none."""
    import numpy as np  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415
    from scipy.optimize import minimize  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415
    from scipy.sparse import vstack  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

    table = vstack([part for part, _ in drafts]).tocsr()
    lies = np.array([lie for _, lie in drafts], float)
    many = np.array([part.shape[0] for part, _ in drafts])
    starts, of = np.r_[0, np.cumsum(many)[:-1]], np.repeat(np.arange(len(many)), many)
    turned = table.T.tocsr()

    def cost(weights: Vector) -> tuple[float, Vector]:
        scores = table @ weights[:-1] + weights[-1]
        none = np.minimum(np.add.reduceat(-np.logaddexp(0, scores), starts), -1e-9)
        some = -np.expm1(none)
        total = -(lies * np.log(some) + (1 - lies) * none).sum()
        slope = ((1 - lies) - lies * np.exp(none) / some)[of] / (1 + np.exp(-scores))
        gradient = np.r_[turned @ slope, slope.sum()]
        if single is not None:
            rows, right, counts = single
            alone = rows @ weights[:-1] + weights[-1]
            total += (counts * (np.logaddexp(0, alone) - right * alone)).sum()
            wrong = counts * (1 / (1 + np.exp(-alone)) - right)
            gradient += np.r_[rows.T @ wrong, wrong.sum()]
        total += 0.5 * decay * (weights[:-1] @ weights[:-1])
        gradient[:-1] += decay * weights[:-1]
        return total, gradient

    begun = np.zeros(table.shape[1] + 1)
    begun[-1] = -1.0  # most sentences claim nothing
    return minimize(cost, begun, jac=True, method="L-BFGS-B", options={"maxiter": 100, "maxcor": 6}).x


def read_drafts() -> list[Told]:
    """Return all drafts that hold a sentence."""
    lines = (line for name in SETS for line in (DATA / "drafts" / f"{name}.jsonl").read_text("utf-8").splitlines())
    return [told for told in map(told_of, map(json.loads, lines)) if told.seen]


def _taught(drafts: Iterable[Told]) -> list[Told]:
    return [one for one in drafts if not (one.lie and one.found)]


class Reader:
    """What ``claims`` is taught: the names of what is seen often enough, and the sentences whose kinds are known."""

    def __init__(self, drafts: Sequence[Told]) -> None:
        import numpy as np  # noqa: PLC0415

        alone = [*sentences()]
        counts = Counter(name for seen, _, _ in alone for name in seen)
        counts.update(name for one in drafts for seen in one.seen for name in seen)
        self.names = _placed(name for name, many in counts.items() if many >= _least(name))
        table = table_of((seen for seen, _, _ in alone), self.names)
        self._single = table, np.array([float(claims) for _, claims, _ in alone]), np.array([n for *_, n in alone])

    def learn(self, drafts: Iterable[Told]) -> Vector:
        """Return the weights of what is seen, the small ones left out, and what is added to all."""
        import numpy as np  # noqa: PLC0415

        given = [(table_of(one.seen, self.names), one.lie) for one in _taught(drafts)]
        weights = learn(given, self._single, DECAY_OF_READER)
        weights[:-1][np.abs(weights[:-1]) < SMALLEST] = 0.0
        return weights


def _placed(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(names))}


def _least(name: str) -> int:
    return LEAST_OF_SOURCES if name.startswith("D") else LEAST_OF_WORDS


def weigh(drafts: Sequence[Told]) -> dict[str, float]:
    """Return the weight of each reading, and what is added to all."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    names = _placed({name for one in drafts for read in one.read for name in read})
    whole = table_of((read for one in drafts for read in one.read), names).toarray()
    mean, spread = whole.mean(0), whole.std(0) + 1e-6
    given = [(csr_matrix((table_of(one.read, names).toarray() - mean) / spread), one.lie) for one in drafts]
    weights = learn(given, None, DECAY_OF_TABLE)
    each = weights[:-1] / spread
    always = float(weights[-1] - mean @ each)
    return {"all": round(always, 4), **{name: round(float(one), 4) for name, one in zip(names, each, strict=True)}}


def cross_read(reader: Reader, drafts: Sequence[Told]) -> None:
    """Put into each draft what a reader that was not taught its message makes of its sentences."""
    for part in range(PARTS):
        weights = reader.learn(one for one in drafts if one.part != part)
        for one in (one for one in drafts if one.part == part):
            scores = table_of(one.seen, reader.names) @ weights[:-1] + weights[-1]
            for read, score in zip(one.read, scores, strict=True):
                read[weighed.READER] = float(score)


def main() -> None:
    """Write both files."""
    drafts = read_drafts()
    reader = Reader(drafts)
    cross_read(reader, drafts)
    told = hashlib.sha256("".join((DATA / "drafts" / f"{name}.jsonl").read_text("utf-8") for name in SETS).encode())
    rows = told.hexdigest()[:16]
    lines = ",\n".join(f"  {json.dumps(name)}: {weight}" for name, weight in weigh(drafts).items())
    table = f'{{"sets": {json.dumps(SETS)}, "rows": {json.dumps(rows)},\n"weights": {{\n{lines}\n}}}}\n'
    (_WEIGHTS / weighed.NAME).write_text(table, encoding="utf-8")
    *weights, always = reader.learn(drafts)
    kept = {name: (1, round(one * UNIT)) for name, one in zip(reader.names, weights, strict=True) if one}
    model = LinearModel(LABELS, {**kept, ALWAYS: (1, round(always * UNIT))}, rows)
    (_WEIGHTS / f"{NAME}.gz").write_bytes(dump_model(model))


if __name__ == "__main__":
    main()
