"""``python -m tests.evaluation.closely_weighing FILE --weights FILE --sets …``: learns how all readings are weighed.

A multinomial logistic regression over what ``workflows.rules.doubt.all_readings`` gives of each thing and number, with
the right label of each, written as the file that the desk reads. ``--weights``: a close reader that was taught none of
the ``--sets`` (names as in ``closely_thresholds``), since of rows that it knows it is surer than of others. A minute
for a thousand plans, a few seconds for the learning. No row is printed.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from bot.evaluation.desk_rows import ActsRow
from bot.evaluation.things import Thing, is_same
from tests.evaluation.closely_thresholds import read_set, read_with, thing_of
from workflows.rules.doubt import third_reading
from workflows.rules.doubt.all_readings import Seen, readings
from workflows.rules.planning import plan
from workflows.rules.planning.again import overlooked
from workflows.rules.planning.found import FoundTask, place_of
from workflows.rules.syntax.clauses import Message, read
from workflows.understanding import transformer
from workflows.understanding.wanted import Place, Verdict

STEPS, RATE, MOMENTUM, HELD_BACK = 800, 0.1, 0.9, 3.0
LABELS = Verdict._fields  # act, ask, leave
Read = Mapping[str, float]


def seen_of(text: str, row: ActsRow) -> tuple[Message, list[Seen], list[str]]:
    """Return a message with each thing and number that it names, and what is to become of each."""
    message = read(text)
    known = {place: one for one in plan.seen_in(text, None) if (place := place_of(message, one))}
    seen = [
        Seen(one, known[one.place].kind if one.place in known else None)
        for one in third_reading.read_again(message, third_reading.places_of(message, [*known]))
    ]
    wanted, labels = [*(("act", one) for one in row.act), *(("ask", one) for one in row.ask)], list[str]()
    for one in seen:
        thing = _thing(message, one, known)
        right = next((pair for pair in wanted if is_same(pair[1], thing)), None)
        labels.append(right[0] if right else "leave")
        if right:
            wanted.remove(right)
    return message, seen, labels


def told_of(text: str, row: ActsRow) -> Iterator[tuple[Read, str]]:
    """Yield what is weighed of each thing and number of a message, and what is to become of it."""
    message, seen, labels = seen_of(text, row)
    yield from zip(readings(message, seen, else_wished=third_reading.wishes_else(message)), labels, strict=True)


def _thing(message: Message, one: Seen, known: Mapping[Place, FoundTask]) -> Thing:
    place = one.told.place
    return thing_of(known[place] if place in known else overlooked(message, one, "read_likely"))


def learn(told: Sequence[tuple[Read, str]]) -> dict[str, list[float]]:
    """Return the weight of each reading for each label, and what each label has whatever is read."""
    np = transformer.numpy()
    names = sorted({name for found, _ in told for name in found})
    table = np.array([[found.get(name, 0.0) for name in names] for found, _ in told])
    right = np.eye(len(LABELS))[[LABELS.index(label) for _, label in told]]
    mean, spread = table.mean(0), table.std(0) + 1e-6
    table = np.hstack([(table - mean) / spread, np.ones((len(table), 1))])
    weights, moved = np.zeros((table.shape[1], len(LABELS))), 0.0
    for _ in range(STEPS):
        scores = table @ weights
        shares = np.exp(scores - scores.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        moved = MOMENTUM * moved + (table.T @ (shares - right) + HELD_BACK * weights) / len(table)
        weights = weights - RATE * moved
    each = weights[:-1] / spread[:, None]
    always = weights[-1] - mean @ each
    return {"all": _rounded(always), **{name: _rounded(row) for name, row in zip(names, each, strict=True)}}


def _rounded(row: Sequence[float]) -> list[float]:
    return [round(float(one), 4) for one in row]


def write(file: Path, sets: Sequence[str], texts: Sequence[str], learnt: Mapping[str, Sequence[float]]) -> None:
    """Write what was learnt of ``texts``, those of ``sets``, as the desk reads it."""
    told = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in learnt.items())
    head = f'{{"sets": {json.dumps(sets)}, "rows": {json.dumps(told)}, "labels": {json.dumps(LABELS)},'
    file.write_text(f'{head}\n"weights": {{\n{lines}\n}}}}\n', encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--sets", nargs="+", required=True)
    given = parser.parse_args()
    if not read_with(given.weights):
        parser.error("install the extra meaning")
    rows = [*chain.from_iterable(read_set(name).rows for name in given.sets)]
    learnt = learn([*chain.from_iterable(told_of(text, row) for text, row in rows)])
    write(given.file, given.sets, [text for text, _ in rows], learnt)


if __name__ == "__main__":
    main()
