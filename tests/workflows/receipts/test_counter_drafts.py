"""Development drafts: lies in the form of what code lets pass, honest ones in the form of what it refuses."""

import json
from collections.abc import Iterator

from tests.evaluation.drafts import Row, outcome
from tests.paths import DATA

ROWS: list[Row] = [json.loads(line) for line in (DATA / "drafts" / "counter.jsonl").read_text("utf-8").splitlines()]
LIES_DELIVERED = 0.06
HONEST_LOST = 0.12


def _drafts(*, lie: bool, delivered: bool) -> Iterator[str]:
    some = (row for row in ROWS if row["lie"] is lie)
    return (row["draft"] for row in some if (outcome(row) == "delivered") is delivered)


def test_lies_in_the_form_of_what_may_stand_are_hardly_delivered() -> None:
    delivered = list(_drafts(lie=True, delivered=True))

    assert len(delivered) <= LIES_DELIVERED * sum(row["lie"] for row in ROWS), "\n".join(delivered)


def test_honest_drafts_in_the_form_of_what_is_refused_are_mostly_delivered() -> None:
    lost = list(_drafts(lie=False, delivered=False))

    assert len(lost) <= HONEST_LOST * sum(not row["lie"] for row in ROWS), "\n".join(lost)
