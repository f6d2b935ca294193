"""How many of our own dialogues are right, kind by kind: a floor under today's figures, which may only be raised."""

from tests.paths import DATA
from tests.terminal.command_line import frontdesk

FILE = DATA / "conversations" / "dialogues.jsonl"
RIGHT = {
    "after_handover": 6,
    "awaited": 6,
    "correction": 6,
    "danger": 6,
    "explicit": 7,
    "followup": 6,
    "language": 6,
    "likely": 7,
    "long": 6,
    "nothing": 7,
    "order_complaint": 5,
    "thanks": 6,
}
HARMFUL: dict[str, int] = {}  # acts that nobody wanted, where there are any: may only fall


def test_no_dialogue_that_was_right_goes_wrong_and_no_more_is_done_that_nobody_wanted() -> None:
    found = frontdesk("eval", str(FILE), "--engine", "rules", "--json").json["dialogues"]

    kinds = found["kinds"]
    assert found["rows"] == 75
    assert set(kinds) == set(RIGHT)
    assert {kind: kinds[kind]["right"] for kind in RIGHT if kinds[kind]["right"] < RIGHT[kind]} == {}
    assert {kind: one["harmful"] for kind, one in kinds.items() if one["harmful"] > HARMFUL.get(kind, 0)} == {}
