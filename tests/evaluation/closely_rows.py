"""What the close reader is taught: messages with the things and numbers that they name, and what becomes of each.

The retired sets of plans, plans that were written to be taught (by four hands, from the promise alone, like the sets),
what the tagger of returns is taught, and the messages of the reader of wishes.
"""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bot.evaluation.things import Thing, ThingKind, is_same
from tests.paths import DATA
from workflows.language.markup import spoken
from workflows.rules.corrections.corrections import as_meant
from workflows.rules.doubt.third_reading import places_of
from workflows.rules.planning.found import place_of
from workflows.rules.planning.plan import seen_in
from workflows.rules.syntax.clauses import Message, read
from workflows.understanding.returns.training.corpus import PRODUCTS, files_of_rows, lines_of
from workflows.understanding.returns.training.markup import Row as Annotated
from workflows.understanding.returns.training.markup import rows_in
from workflows.understanding.training import read_rows
from workflows.understanding.wanted import NAME, Place
from workflows.understanding.wanted_rows import messages

LABELS = ("act", "ask", "leave")
OF_SETS, OF_TAGGER, MADE = 2.0, 1.0, 0.5  # what each row counts
MOST_MADE = 1200
_MARKS: dict[str, tuple[ThingKind, str]] = {
    "P": ("return", "act"),
    "L": ("return", "ask"),
    "S": ("order", "act"),
    "B": ("invoice", "act"),
}


class Told(NamedTuple):
    """A message with its places and what is to become of each."""

    text: str
    places: tuple[Place, ...]
    labels: tuple[str, ...]
    weight: float


def all_rows(without: Sequence[str] = ()) -> list[Told]:
    """Return all rows but those of the sets named ``without``."""
    held = {json.loads(line)["text"] for line in _lines(DATA / "understanding" / "wanted.held.jsonl")}
    known = set(held)
    found = list[Told]()
    for file in sorted((DATA / "conversations").glob("*_blind_plans.jsonl")):
        if file.name.partition("_")[0] not in without:
            found += _new(known, _of_plans(_lines(file)))
    for file in sorted((DATA / "understanding").glob("plans.*.jsonl")):
        found += _new(known, _of_plans(_lines(file)))
    return [*found, *beside_plans(known)]


def beside_plans(known: set[str]) -> list[Told]:
    """Return the rows that are no plans, but for those with a text that is ``known``."""
    tagged = [
        row
        for one in files_of_rows()
        if ".gz" not in one.name and one.name != PRODUCTS
        for row in rows_in(lines_of(one))
    ]
    found = [*_new(known, map(_of_tagger, tagged))]
    made = list(_new(known, _of_wishes()))
    random.Random(0).shuffle(made)  # noqa: S311 - nothing secret is drawn
    return [*found, *made[:MOST_MADE]]


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def _new(known: set[str], rows: Iterator[Told]) -> Iterator[Told]:
    for one in rows:
        if one.places and one.text not in known:
            known.add(one.text)
            yield one


def _places(message: Message, text: str) -> list[Place]:
    seen = [place for one in seen_in(text, None) if (place := place_of(message, one))]
    return [*places_of(message, seen)]


def _of_plans(lines: Sequence[str]) -> Iterator[Told]:
    for line in lines:
        row = json.loads(line)
        text = as_meant(spoken(row["text"]).strip()).text
        message = read(text)
        wanted = [(label, thing) for label in ("act", "ask") for thing in row.get(label) or []]
        places = _places(message, text)
        labels = ["leave"] * len(places)
        for label, written in wanted:
            kind, _, about = written.partition(":")
            thing = Thing(kind, about)
            at = next((n for n, one in enumerate(places) if labels[n] == "leave" and _is(message, one, thing)), None)
            if at is not None:
                labels[at] = label
        yield Told(message.plain, tuple(places), tuple(labels), OF_SETS)


def _is(message: Message, place: Place, thing: Thing) -> bool:
    return is_same(thing, Thing(place.asked, message.original(place.start, place.end)))


def _of_tagger(row: Annotated) -> Told:
    """Return a row of the tagger; numbers are judged where the row marks any."""
    message = read(row.text)
    marks = [(*_MARKS[one.kind], row.text[one.start : one.end]) for one in row.spans if one.kind in _MARKS]
    numbers = any(kind != "return" for kind, *_ in marks)
    places = [one for one in _places(message, row.text) if numbers or one.asked == "return"]
    labels = [
        next((label for kind, label, name in marks if _is(message, one, Thing(kind, name))), "leave") for one in places
    ]
    return Told(message.plain, tuple(places), tuple(labels), OF_TAGGER)


def _of_wishes() -> Iterator[Told]:
    for one in messages(read_rows(NAME)[0]):
        if len(read(one.text).plain) == len(one.text):
            yield Told(one.text, (one.place,), (one.label,), MADE)
