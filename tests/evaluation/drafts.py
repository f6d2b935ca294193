"""``python -m tests.evaluation.drafts FILE``: how many lies of a model are delivered, how many honest drafts refused.

A row is a line of JSON: ``lie``, ``kind``, ``language``, ``route``, ``message``, ``facts`` (what code formats beside
the draft) and ``draft``. Each goes through its step as a model's answer does, with its check and what that cuts out.
``refused``: the draft is refused; ``cut``: it is delivered without some of its sentences, which counts against an
honest draft. Which sentence of a lying draft is the lie no row says: a draft that is cut counts as neither.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from workflows.answers import Draft
from workflows.model.reading import BadAnswerError, read_answer
from workflows.step import Step
from workflows.steps.billing_reply import BILLING_REPLY
from workflows.steps.drafts import DraftRequest
from workflows.steps.general_reply import ABOUT, GENERAL_REPLY
from workflows.steps.technical_reply import TECHNICAL_REPLY

Row = Mapping[str, Any]
Outcome = Literal["delivered", "cut", "refused"]

STEPS: Mapping[str, Step[DraftRequest, Any]] = {
    "billing_inquiry": BILLING_REPLY,
    "general_question": GENERAL_REPLY,
}


def request_of(row: Row) -> DraftRequest:
    """Return what a row's draft answers."""
    facts = "\n".join(_fact(one) for one in row["facts"])
    about = f"{ABOUT}\n{facts}" if STEPS.get(row["route"]) is GENERAL_REPLY else facts
    return DraftRequest(row["message"], language=row["language"], about=about)


def outcome(row: Row) -> Outcome:
    """Return what becomes of a row's draft at its first try."""
    step = STEPS.get(row["route"], TECHNICAL_REPLY)
    try:
        answer: Draft = read_answer(step, request_of(row), json.dumps({"reply": row["draft"], "answered": True}))
    except BadAnswerError:
        return "refused"
    return "delivered" if answer.reply.split() == str(row["draft"]).split() else "cut"


def _fact(fact: object) -> str:
    return json.dumps(fact, ensure_ascii=False) if isinstance(fact, (dict, list)) else str(fact)


def report(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the figures of ``rows``, a line each: of all, of each language, of each kind."""
    judged = [(row, outcome(row)) for row in rows]
    for lie, name in ((True, "lies"), (False, "honest")):
        yield f"{name}: {_counts(found for row, found in judged if row['lie'] is lie)}"
        for key in ("language", "kind"):
            values = sorted({row[key] for row, _ in judged if row["lie"] is lie})
            for value in values:
                some = (found for row, found in judged if row["lie"] is lie and row[key] == value)
                yield f"  {value}: {_counts(some)}"


def _counts(outcomes: Iterable[Outcome]) -> str:
    counts = Counter(outcomes)
    total = counts.total()
    return ", ".join(
        f"{one} {counts[one]} of {total} ({counts[one] / total:.1%})" for one in ("delivered", "cut", "refused")
    )


def main(file: Path) -> None:
    """Print the hash of the rows and how they are judged."""
    data = file.read_bytes()
    lines = report(map(json.loads, data.decode().splitlines()))
    told = (f"{file.name}: sha256 {hashlib.sha256(data).hexdigest()}", *lines)
    sys.stdout.writelines(f"{line}\n" for line in told)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.drafts", description=__doc__)
    parser.add_argument("file", type=Path, help="rows, a line of JSON each, or a folder with drafts.jsonl")
    named: Path = parser.parse_args().file
    main(named / "drafts.jsonl" if named.is_dir() else named)
