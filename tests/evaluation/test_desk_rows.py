"""What ``frontdesk eval`` promises about the rows that go through the whole desk: dialogues, acts, dangers and more."""

from pathlib import Path
from typing import Any

import pytest
from llmock.pytest_plugin import LLMock

from bot.evaluation.act_scores import acts_in
from bot.evaluation.checks import Check
from bot.evaluation.desk_rows import ActsRow, Dialogue, Said
from bot.evaluation.dialogue_scores import score_dialogues
from bot.evaluation.left import Left
from bot.evaluation.scores import reliability
from bot.evaluation.things import Thing
from tests.evaluation.labelled import LOGIN, THREE, measured, write
from tests.evaluation.lefts import investigation, left, rma, task
from tests.terminal.command_line import frontdesk

RETURN = {"say": "I want to return the lamp, it flickers", "must": ["rma:lamp", "tells:{RMA}"]}
THANKS = {"say": "thanks!", "must": ["silent_or_short", "no_task"], "must_not": ["person"]}
LAMP = Thing("return", "lamp")
ASKED_LAMP = task(state="asked", product_name="lamp")
DONE_LAMP = task(product_name="lamp", result={"kind": "rma"})


def _dialogue(*turns: dict[str, Any], kind: str = "explicit") -> dict[str, Any]:
    return {"id": "one", "kind": kind, "turns": turns}


def test_a_dialogue_is_right_if_all_checks_of_all_its_messages_hold() -> None:
    wrong = {**THANKS, "must": ["person"], "must_not": []}

    found = measured(_dialogue(RETURN, THANKS), _dialogue(RETURN, wrong, kind="thanks"))["dialogues"]

    assert (found["rows"], found["right"], found["messages"], found["messages_right"]) == (2, 1, 4, 3)
    assert found["kinds"]["explicit"] == {"rows": 1, "right": 1, "harmful": 0}
    assert found["kinds"]["thanks"] == {"rows": 1, "right": 0, "harmful": 0}
    assert found["checks"]["person"] == {"made": 1, "held": 0}
    assert found["checks"]["rma"] == {"made": 2, "held": 2}
    assert found["checks"]["not person"] == {"made": 1, "held": 1}


def test_each_dialogue_is_a_thread_of_its_own() -> None:
    there = measured(_dialogue(RETURN), _dialogue({"say": "where do I send it?", "must": ["tells:{RMA}"]}))

    assert there["dialogues"]["right"] == 1


def test_rows_that_are_wrong_are_listed_only_if_asked_for() -> None:
    row = _dialogue({"say": "purple elephants", "must": ["rma:lamp"]})

    quiet = frontdesk("eval", write(row), "--json")
    loud = measured(row, more=("--wrong-rows",))["dialogues"]["wrong"]
    on_screen = frontdesk("eval", write(row)), frontdesk("eval", write(row), "--wrong-rows")

    assert "purple elephants" not in quiet.out
    assert loud[0]["line"] == 1
    assert loud[0]["turns"][0]["broken"] == ["rma:lamp"]
    assert ["purple elephants" in shown.out for shown in on_screen] == [False, True]


def test_acts_are_right_if_all_that_is_wanted_is_done_and_nothing_else() -> None:
    found = measured(
        {"text": "I want to return the lamp, it flickers", "act": ["return:lamp"], "ask": [], "nothing": False},
        {"text": "Where is order A-12345?", "act": ["order:A-12345", "invoice:INV-1"], "nothing": False},
        {"text": "Where is order A-12345?", "nothing": True},
        {"text": "My neighbour wants to return his lamp", "act": [], "ask": [], "nothing": True},
    )["acts"]

    assert (found["rows"], found["exact"], found["harmful"], found["asked"]) == (4, 2, 1, 0)
    assert found["nothing"] == {"rows": 2, "right": 1}
    assert found["wanted"]["return"]["done_share"] == 1.0
    assert found["wanted"]["invoice"]["done_share"] == 0.0
    assert "wrong" not in found


def test_a_danger_is_found_if_a_person_is_called_for_it_urgently() -> None:
    found = measured(
        {"text": "My charger is on fire", "danger": True},
        {"text": "Where is order A-12345?", "danger": True},
        {"text": "How do I reset my password?", "danger": False},
    )["dangers"]

    assert (found["dangers"], found["found"], found["recall"]) == (2, 1, 0.5)
    assert (found["ordinary"], found["false_alarms"], found["false_alarm_share"]) == (1, 0, 0.0)


def test_parts_of_a_long_message_that_answer_none_of_its_requests_are_junk() -> None:
    text = "I want to return the lamp, it flickers. How do I reset my password? Where is order A-12345?"
    requests = [{"kind": "return", "about": "lamp"}, {"kind": "order", "about": "A-12345"}]
    question = {"kind": "question", "about": "resetting the password"}

    found = measured({"text": text, "requests": requests}, {"text": text, "requests": [*requests, question]})["long"]

    assert (found["requests"], found["met"]) == (5, 5)
    assert (found["junk_parts"], found["rows_with_junk"]) == (1, 1)


def test_a_file_may_hold_rows_of_all_kinds() -> None:
    found = measured(LOGIN, THREE, _dialogue(RETURN), {"text": "hello", "danger": False})

    assert (found["rows"], found["routing"]["rows"], found["splitting"]["plans"]) == (4, 1, 1)
    assert (found["dialogues"]["rows"], found["dangers"]["rows"], found["acts"]["rows"]) == (1, 1, 0)


def test_the_screen_holds_the_figures_of_the_desk_and_no_empty_parts() -> None:
    shown = frontdesk("eval", write(_dialogue(RETURN, THANKS))).out

    assert "Dialogues: 1/1 right (1.000), 2/2 messages" in shown
    assert "Acts" not in shown
    assert "Time a message" not in shown


def test_the_database_at_hand_is_not_touched() -> None:
    measured(_dialogue(RETURN))

    assert not Path("var").exists()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (_dialogue({"say": "hi", "must": ["dances"]}), "unknown check 'dances'"),
        (_dialogue({"say": "hi", "must": ["rma"]}), "a check 'rma' is written rma:product"),
        (_dialogue({"say": "hi", "must": ["asks:lamp"]}), "a check 'asks' is written asks"),
        (_dialogue({"say": "hi", "must": ["asks_missing:shoe"]}), "asks_missing:product|invoice|order|account"),
        (_dialogue({"say": "hi", "must": "asks"}), '"must" must be a list'),
        (_dialogue({"text": "hi"}), '"say" is missing'),
        (_dialogue(), '"turns" is empty'),
        ({"kind": "x", "turns": "hi"}, '"turns" must be a list'),
        ({"turns": [{"say": "hi"}]}, '"kind" is missing'),
        ({"text": "hi", "act": ["refund:lamp"]}, "unknown act 'refund'"),
        ({"text": "hi", "act": ["return:lamp"], "nothing": True}, '"nothing" is true where'),
        ({"text": "hi", "nothing": False}, '"nothing" is true where'),
        ({"text": "hi", "requests": [{"kind": "wish"}]}, 'a request\'s "kind" is one of'),
    ],
)
def test_a_row_of_the_desk_that_cannot_be_measured_is_named_with_its_line(row: object, why: str) -> None:
    ended = frontdesk("eval", write(LOGIN, row))

    assert ended.code == 2
    assert "line 2: " in ended.err
    assert why in ended.err


# --- what is asked first, and what nobody wanted ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "what", "exact", "exact_or_asked", "harmful", "issued"),
    [
        (ActsRow(1, "", act=(LAMP,)), left(DONE_LAMP, rma("lamp")), True, True, 0, 0),
        (ActsRow(1, "", act=(LAMP,)), left(ASKED_LAMP), False, True, 0, 0),
        (ActsRow(1, "", ask=(LAMP,)), left(ASKED_LAMP), True, True, 0, 0),
        (ActsRow(1, "", ask=(LAMP,)), left(DONE_LAMP, rma("lamp")), False, False, 0, 0),
        (ActsRow(1, ""), left(ASKED_LAMP), False, False, 0, 0),
        (ActsRow(1, ""), left(DONE_LAMP, rma("lamp")), False, False, 1, 1),
        (ActsRow(1, ""), left(task("StatusUpdate", order_id="A-1", result={"kind": "order"})), False, False, 1, 0),
        (ActsRow(1, "", act=(Thing("return", "chair"),)), left(DONE_LAMP, rma("lamp")), False, False, 1, 1),
        (ActsRow(1, "", act=(Thing("order", "A-1"),)), left(DONE_LAMP, rma("lamp")), False, False, 1, 1),
    ],
)
def test_a_question_is_better_than_an_act_that_nobody_wanted(
    row: ActsRow, what: Left, *, exact: bool, exact_or_asked: bool, harmful: int, issued: int
) -> None:
    found = acts_in(row, what)

    assert (found.is_exact, found.is_exact_or_asked) == (exact, exact_or_asked)
    assert (len(found.harmful), len(found.issued)) == (harmful, issued)


@pytest.mark.parametrize(
    ("must", "what", "harmful", "done_unasked"),
    [
        ("no_rma", left(rma("lamp")), 1, 0),
        ("no_task", left(investigation("INV-1234")), 1, 0),
        ("rma:chair", left(rma("chair"), rma("lamp", 2)), 1, 0),
        ("asks no_rma", left(rma("lamp")), 0, 1),
        ("asks no_rma", left(ASKED_LAMP), 0, 0),
        ("person", left(rma("lamp")), 0, 0),
    ],
)
def test_an_act_that_its_row_rules_out_is_harmful_and_one_that_was_to_be_asked_is_counted_apart(
    must: str, what: Left, harmful: int, done_unasked: int
) -> None:
    checks = tuple(Check(*one.split(":")) for one in must.split())

    found = score_dialogues([(Dialogue(1, "likely", (Said("…", checks),)), [what])])

    assert (found["harmful"], found["done_unasked"]) == (harmful, done_unasked)


def test_questions_are_counted_for_a_hundred_messages() -> None:
    row = Dialogue(1, "likely", (Said("a"), Said("b")))

    found = score_dialogues([(row, [left(ASKED_LAMP), left()]), (row, [left(), left()])])

    assert (found["asked"], found["questions_per_100_messages"]) == (1, 25.0)


def test_splitting_tells_what_the_desk_asked_and_what_nobody_wanted() -> None:
    other = {
        "text": "I want to return the lamp, it flickers",
        "tasks": [{"type": "ProductReturn", "product_name": "tv"}],
    }
    none = {"text": "Where is my order A-12345?", "tasks": []}

    found = measured(THREE, other, none)["splitting"]

    assert (found["exact"], found["exact_or_asked"], found["asked"], found["harmful"]) == (1, 1, 0, 2)
    assert found["questions_per_100_messages"] == 0.0


def test_reliability_tells_by_band_of_confidence_how_many_were_right() -> None:
    found = reliability([(0.2, False), (0.4, True), (0.7, True), (0.95, True), (1.0, False)])

    assert [(band["from"], band["to"], band["rows"], band["share"]) for band in found] == [
        (0.0, 0.5, 2, 0.5),
        (0.7, 0.8, 1, 1.0),
        (0.9, 1.0, 2, 0.5),
    ]


def test_routing_tells_how_reliable_its_confidence_is() -> None:
    assert sum(band["rows"] for band in measured(LOGIN)["routing"]["reliability"]) == 1


def test_dialogues_go_through_the_model_if_there_is_a_key_unless_the_rules_are_wanted(llmock: LLMock) -> None:
    llmock.fail(401, times=None)

    by_model = measured(_dialogue(RETURN))
    asked = len(llmock.requests)
    by_rules = measured(_dialogue(RETURN), more=("--engine", "rules"))

    assert (by_model["engine"], by_model["dialogues"]["right"]) == ("model", 1)
    assert (by_rules["engine"], by_rules["dialogues"]["right"]) == ("rules", 1)
    assert asked == len(llmock.requests) > 0
