"""``python -m tests.evaluation.pairs FOLDER``: how well offers find passages in pairs that were not learnt from.

Rows come by eights of one company: a fold is every fifth company of each file. A fold's companies are dealt to mixed
desks, and to desks of one field each (those of one file). Each desk is asked its own questions, some of the fold's
other desks, and those of ``unrelated.txt``; what is told without asking is counted by itself too. Some minutes.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workflows.faq.near import NearIndex, Text
from workflows.faq.questions_in_messages import asks
from workflows.faq.ranking.learn import learn, pair_of
from workflows.faq.ranking.model import Ranking

FOLDS = 5
COMPANY = 8  # rows that follow each other
MIXED = 5  # desks of a fold
PLACES = (1, 3, 6, 12, 20)
EVERY = 12  # of the questions of other desks
SMALL = ("a", "b")  # files that make one desk together
Row = dict[str, Any]


def main(folder: Path) -> None:
    """Measure each fold and report the whole."""
    folds: list[list[Row]] = [[] for _ in range(FOLDS)]
    for file in sorted(folder.glob("*.jsonl")):
        for at, line in enumerate(file.read_text("utf-8").splitlines()):
            row = {"field": "".join(SMALL) if file.stem in SMALL else file.stem} | json.loads(line)
            folds[at // COMPANY % FOLDS].append(row)
    unrelated = (folder / "unrelated.txt").read_text("utf-8").splitlines()
    counts: Counter[str] = Counter()
    for at, fold in enumerate(folds):
        learnt = learn([pair_of(row) for other in folds if other is not fold for row in other])
        for kind, desks in (("mixed", _mixed(fold)), ("one field", _of_one_field(fold))):
            for desk in desks:
                others = [one for other in desks if other is not desk for row in other for one in row["questions"]]
                measured = _measured(desk, learnt, others[::EVERY], unrelated)
                counts.update({f"{kind}: {name}": count for name, count in measured.items()})
        sys.stdout.write(f"{at + 1} of {FOLDS} folds\n")
    _report(counts)


def _mixed(fold: list[Row]) -> list[list[Row]]:
    return [[row for at, row in enumerate(fold) if at // COMPANY % MIXED == desk] for desk in range(MIXED)]


def _of_one_field(fold: list[Row]) -> list[list[Row]]:
    return [[row for row in fold if row["field"] == field] for field in dict.fromkeys(row["field"] for row in fold)]


def _measured(desk: list[Row], learnt: Ranking, others: list[str], unrelated: list[str]) -> Counter[str]:
    index, counts = NearIndex([Text("", row["passage"], "") for row in desk], learnt), Counter[str]()
    for place, row in enumerate(desk):
        for question in row["questions"]:
            started = time.process_time()
            found = [one.place for one in index.best(question)]
            counts["µs"] += round((time.process_time() - started) * 1e6)
            counts["all"] += 1
            counts.update(f"among the best {n}" for n in PLACES if place in found[:n])
            counts.update(_counted("own", question, happened=place in index.near(question)[:3]))
    for name, asked in (("others'", others), ("unrelated", unrelated)):
        for question in asked:
            counts.update(_counted(name, question, happened=bool(index.near(question))))
    return counts


def _counted(name: str, question: str, *, happened: bool) -> Iterator[str]:
    """Count a question, and once more by whether it asks or only tells; what happened is that something was offered."""
    for kind in (name, f"{name}, asked" if asks(question) else f"{name}, told"):
        yield kind
        if happened:
            yield f"{kind} +"


def _report(counts: Counter[str]) -> None:
    for kind in ("mixed", "one field"):
        asked = counts[f"{kind}: all"]
        best = ", ".join(f"{n} {counts[f'{kind}: among the best {n}'] / asked:.3f}" for n in PLACES)
        sys.stdout.write(
            f"{kind} desks, {asked} questions: among the best {best}; {counts[f'{kind}: µs'] // asked} µs\n"
        )
        for name, words in (
            ("own", "offered rightly"),
            ("others'", "offered something"),
            ("unrelated", "offered something"),
        ):
            for part in (name, f"{name}, asked", f"{name}, told"):
                of = counts[f"{kind}: {part}"]
                sys.stdout.write(f"    {part}: {words} {counts[f'{kind}: {part} +'] / of:.3f} of {of}\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.pairs", description=__doc__)
    parser.add_argument("folder", type=Path)
    main(parser.parse_args().folder)
