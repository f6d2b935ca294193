"""The reader of what is wanted on sets it was not taught: ``python -m tests.evaluation.unseen_sets``, some minutes.

It is taught without any row of the sets of ``tests/data/conversations`` and judges all of their plans: what was
done that nobody wanted, what was wanted and done without a question, and the questions, for several thresholds. The
first line is the rules without it. What is asked in a later message of a dialogue is not looked at.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from bot.evaluation.things import Thing, ThingKind, is_same
from tests.paths import DATA
from workflows.rules.corrections.corrections import as_meant
from workflows.rules.doubt import doubt
from workflows.rules.planning import plan
from workflows.understanding import wanted
from workflows.understanding.linear import PackedModel
from workflows.understanding.readers import READERS, learn
from workflows.understanding.wanted_rows import read_all

_KINDS: dict[str, ThingKind] = {"ProductReturn": "return", "BillingInquiry": "invoice", "StatusUpdate": "order"}
THRESHOLDS = (0.1, 0.2, doubt.DOUBTED, 0.4, 0.5)


class _Row(NamedTuple):
    text: str
    act: list[Thing]
    ask: list[Thing]


def _rows() -> Iterator[_Row]:
    for file in sorted((DATA / "conversations").glob("*blind_plans.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row: dict[str, Any] = json.loads(line)
            yield _Row(row["text"], *([_thing(one) for one in row.get(key) or []] for key in ("act", "ask")))


def _thing(written: str) -> Thing:
    kind, _, about = written.partition(":")
    return Thing(kind, about)  # type: ignore[arg-type]


def _told(rows: list[_Row]) -> str:
    found = Counter[str]()
    for row in rows:
        for found_task in plan.found_in(as_meant(row.text).text, None):
            task = found_task.task
            about = task.product_name or task.invoice_number or task.order_id or ""
            thing = Thing(_KINDS[task.query_type], about)
            if not found_task.is_sure:
                found["asked"] += 1
            elif thing.about:
                is_wanted = any(is_same(one, thing) for one in row.act)
                to_ask = any(is_same(one, thing) for one in row.ask)
                found[f"{thing.kind} done" if is_wanted else "done unasked" if to_ask else "unwanted"] += 1
    return ", ".join(f"{name} {count}" for name, count in sorted(found.items()))


def main() -> None:
    """Print a line for each threshold."""
    reader = next(one for one in READERS if one.name == wanted.NAME)
    model = learn(reader, *read_all(sets=False))
    packed = PackedModel(model.labels, model.weights)
    vars(wanted)["load_packed"] = lambda _: packed
    rows = list(_rows())
    sys.stdout.write(f"{len(rows)} messages, wanted: {Counter(one.kind for row in rows for one in row.act)}\n")
    for threshold in (0.0, *THRESHOLDS):
        doubt.DOUBTED, doubt.ORDER_LEFT = threshold, min(threshold, 0.15)
        plan.seen_in.cache_clear()
        plan.found_in.cache_clear()
        sys.stdout.write(f"{threshold}: {_told(rows)}\n")


if __name__ == "__main__":
    main()
