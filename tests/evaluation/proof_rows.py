"""``python -m tests.evaluation.proof_rows``: how the proof does on rows it is not taught from; ``--teach`` teaches it.

Rows: tests/data/faq/proof/rows.jsonl, held out by quote in five parts, and the kept rows of tests/data/faq_*.jsonl,
which count more where a row that is kept would be lost. Plain Python; the same rows give the same weights.
"""

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import workflows.faq
from tests.paths import DATA
from workflows.faq.answer_claims import FEW_CLAUSES, objections, questions_apart, unproved_claims
from workflows.faq.documents import Document
from workflows.faq.proof import find_quote, unproved_in_answer, written_alike
from workflows.faq.quoted import QuoteClauses
from workflows.faq.weighing import measures_of, of_rules

PARTS = 5
ROUNDS = 500
RATE = 0.05
DECAY = 3e-4
LEAST_ROWS = 6  # in which a measure must be found
WEIGHTS = Path(next(iter(workflows.faq.__path__))) / "proof_weights.toml"
KEPT = (
    ("faq_contradictions.jsonl", False),
    ("faq_ten_kinds.jsonl", False),
    ("faq_honest.jsonl", True),
    ("faq_paraphrases.jsonl", True),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row with what speaks against it; ``sure``: refused whatever the weights are."""

    quote: str
    kind: str
    honest: bool
    is_kept: bool
    sure: bool
    found: dict[str, float]


def rows() -> Iterator[Row]:
    """Yield the rows to learn from: the new ones, then the kept ones."""
    for name, honest in (("faq/proof/rows.jsonl", None), *KEPT):
        for line in (DATA / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield read(row, honest=row["honest"] if honest is None else honest, is_kept=honest is not None)


def read(row: dict[str, str], *, honest: bool, is_kept: bool) -> Row:
    """Return a row of a file as the proof sees it."""
    question = row.get("question", "")
    quote = find_quote(row["quote"], (Document("Document", row["quote"]),))
    assert quote is not None, row["quote"]
    answer, quoted = written_alike(row["answer"], quote.text)
    quotes = QuoteClauses(quoted)
    stated, asked = questions_apart(answer, question)
    rules = {rule for rule, _ in objections(answer, stated, stated, quotes, asked)}
    claims = {*unproved_claims(answer, quoted, question)}
    facts = [why for why in unproved_in_answer(row["answer"], [quote], question) if why not in claims]
    sure = bool(facts) or (bool(rules) and len(quotes.clauses) <= FEW_CLAUSES)
    found = {**of_rules(rules, len(quotes.clauses)), **measures_of(stated, quotes.sentences, asked)}
    return Row(row["quote"], row["kind"], honest, is_kept, sure, found)


def taught(learnt: Sequence[Row], weight: Sequence[float]) -> tuple[float, dict[str, float]]:
    """Return the bias and the weights, none below 0, of a logistic regression (Adam, projected)."""
    counts = Counter(name for row in learnt for name in row.found)
    names = sorted(name for name, count in counts.items() if count >= LEAST_ROWS)
    place = {name: at for at, name in enumerate(names, start=1)}
    lines = [[(0, 1.0), *((place[n], v) for n, v in row.found.items() if n in place)] for row in learnt]
    total = sum(weight)
    w, m, v = [-1.0] + [0.0] * len(names), [0.0] * (len(names) + 1), [0.0] * (len(names) + 1)
    for step in range(1, ROUNDS + 1):
        slope = [0.0, *(DECAY * one for one in w[1:])]
        for line, row, counted in zip(lines, learnt, weight, strict=True):
            score = sum(w[at] * value for at, value in line)
            wrong = counted / total * (1 / (1 + math.exp(-score)) - (not row.honest))
            for at, value in line:
                slope[at] += wrong * value
        for at, one in enumerate(slope):
            m[at] = 0.9 * m[at] + 0.1 * one
            v[at] = 0.999 * v[at] + 0.001 * one * one
            moved = w[at] - RATE * (m[at] / (1 - 0.9**step)) / (math.sqrt(v[at] / (1 - 0.999**step)) + 1e-8)
            w[at] = max(0.0, moved) if at else moved
    return w[0], {name: w[at] for name, at in place.items() if w[at] >= 0.05}


def teach(learnt: Sequence[Row], kept: float) -> tuple[float, dict[str, float]]:
    """Teach from the rows that are not sure; a kept row that would be lost is learnt again with more weight."""
    learnt = [row for row in learnt if not row.sure]
    weight = [kept if row.is_kept else 1.0 for row in learnt]
    bias, weights = taught(learnt, weight)
    weight = [
        one * (4.0 if row.is_kept and (score(row, weights) + bias > 0) == row.honest else 1.0)
        for one, row in zip(weight, learnt, strict=True)
    ]
    return taught(learnt, weight)


def score(row: Row, weights: dict[str, float]) -> float:
    """Return what speaks against a row, weighed."""
    return sum(weights.get(name, 0.0) * value for name, value in row.found.items())


def held_out(given: Sequence[Row], kept: float) -> list[tuple[Row, float]]:
    """Return the new rows with their score by weights taught without their quotes; sure ones count as infinite."""
    quotes = list(dict.fromkeys(row.quote for row in given if not row.is_kept))
    part = {quote: at % PARTS for at, quote in enumerate(quotes)}
    found = []
    for at in range(PARTS):
        bias, weights = teach([row for row in given if row.is_kept or part[row.quote] != at], kept)
        mine = [row for row in given if not row.is_kept and part[row.quote] == at]
        found += [(row, math.inf if row.sure else score(row, weights) + bias) for row in mine]
    return found


def table(scored: Sequence[tuple[Row, float]], least: float) -> Iterator[str]:
    """Yield what is accepted and refused by kind above a least score."""
    for honest in (False, True):
        kinds = Counter(row.kind for row, _ in scored if row.honest == honest)
        refused = Counter(row.kind for row, value in scored if row.honest == honest and value > least)
        yield f"{'honest' if honest else 'contradicting'}: refused {sum(refused.values())} of {sum(kinds.values())}"
        yield from (f"  {kind}: {refused[kind]} of {kinds[kind]}" for kind in sorted(kinds))


def main(arguments: Sequence[str]) -> None:
    """Print the held-out curve and table; with ``--teach`` write the weights of all rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teach", action="store_true")
    parser.add_argument("--kept", type=float, default=3.0, help="how much a kept row counts")
    parser.add_argument("--least", type=float, default=-0.3, help="the score above which an answer is refused")
    chosen = parser.parse_args(arguments)
    given = list(rows())
    scored = held_out(given, chosen.kept)
    for least in (-0.8, -0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.8):
        lies = [value for row, value in scored if not row.honest]
        true = [value for row, value in scored if row.honest]
        accepted, refused = sum(one <= least for one in lies), sum(one > least for one in true)
        shares = f"contradicting accepted {accepted / len(lies):.1%}, honest refused {refused / len(true):.1%}"
        sys.stdout.write(f"above {least}: {shares}\n")
    sys.stdout.writelines(f"{line}\n" for line in table(scored, chosen.least))
    bias, weights = teach(given, chosen.kept)
    for name, honest in KEPT:
        mine = [read(json.loads(line), honest=honest, is_kept=True) for line in (DATA / name).open(encoding="utf-8")]
        refused = sum(row.sure or score(row, weights) + bias > chosen.least for row in mine)
        sys.stdout.write(f"{name}: refused {refused} of {len(mine)}\n")
    if chosen.teach:
        write(chosen.least - bias, weights)


def write(least: float, weights: dict[str, float]) -> None:
    """Write the weights below the reasons that stand in the file."""
    head = WEIGHTS.read_text(encoding="utf-8").partition("[weights]")[0]
    lines = [f'"{name}" = {value:.3f}' for name, value in sorted(weights.items())]
    head = "".join(
        f"least = {least:.3f}\n" if line.startswith("least = ") else line for line in head.splitlines(keepends=True)
    )
    WEIGHTS.write_text(head + "[weights]\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
