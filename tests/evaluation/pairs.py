"""``python -m tests.evaluation.pairs FOLDER``: how well offers find passages in pairs that were not learnt from.

Rows come by eights of one trade: a fold is every fifth of these eights. Each fold is a desk; it is asked its own
questions, those of the next fold (left out of the learning too) and those of ``unrelated.txt``. Some minutes.
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from workflows.faq.near import NearIndex, Text
from workflows.faq.ranking.learn import learn, pair_of
from workflows.faq.ranking.model import Ranking

FOLDS = 5
PLACES = (1, 3, 6, 12, 20)
Row = dict[str, Any]


def main(folder: Path) -> None:
    """Measure each fold and report the whole."""
    files = [file.read_text("utf-8").splitlines() for file in sorted(folder.glob("*.jsonl"))]
    folds: list[list[Row]] = [[] for _ in range(FOLDS)]
    for file in files:
        for at, line in enumerate(file):
            folds[at // 8 % FOLDS].append(json.loads(line))
    unrelated = (folder / "unrelated.txt").read_text("utf-8").splitlines()
    counts: Counter[str] = Counter()
    for at, desk in enumerate(folds):
        other = folds[(at + 1) % FOLDS]
        learnt = learn([pair_of(row) for fold in folds if fold not in (desk, other) for row in fold])
        counts += _measured(desk, learnt, [one for row in other for one in row["questions"]], unrelated)
        sys.stdout.write(f"{at + 1} of {FOLDS} desks\n")
    for name, of in (
        *((f"among the best {n}", "asked") for n in PLACES),
        ("offered rightly", "asked"),
        ("offered to those of other trades", "other"),
        ("offered to unrelated", "unrelated"),
    ):
        sys.stdout.write(f"{name}: {counts[name] / counts[of]:.3f} of {counts[of]}\n")
    sys.stdout.write(f"CPU time a question: {counts['µs'] // counts['asked']} µs\n")


def _measured(desk: list[Row], learnt: Ranking, others: list[str], unrelated: list[str]) -> Counter[str]:
    index, counts = NearIndex([Text("", row["passage"], "") for row in desk], learnt), Counter[str]()
    for place, row in enumerate(desk):
        for question in row["questions"]:
            started = time.process_time()
            found = [one.place for one in index.best(question)]
            counts["µs"] += round((time.process_time() - started) * 1e6)
            counts["asked"] += 1
            counts.update(f"among the best {n}" for n in PLACES if place in found[:n])
            counts["offered rightly"] += place in index.near(question)[:3]
    counts.update(other=len(others), unrelated=len(unrelated))
    counts["offered to those of other trades"] += sum(bool(index.near(one)) for one in others)
    counts["offered to unrelated"] += sum(bool(index.near(one)) for one in unrelated)
    return counts


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.pairs", description=__doc__)
    parser.add_argument("folder", type=Path)
    main(parser.parse_args().folder)
