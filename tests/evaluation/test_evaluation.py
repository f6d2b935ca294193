"""What ``frontdesk eval`` promises: honest figures over the steps the desk uses, and clear words about bad files."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llmock.pytest_plugin import LLMock

from bot.evaluation import scores
from bot.evaluation.rows import FIELDS
from tests.evaluation.labelled import CHARGE, LOGIN, ORDER, THREE, measured, write
from tests.terminal.command_line import Ended, frontdesk


def test_routing_is_counted_whatever_the_case_spaces_and_underscores_of_labels() -> None:
    found = measured(ORDER, LOGIN, CHARGE)

    assert found["accuracy"] == 1.0
    assert found["macro_f1"] == 1.0
    assert found["engine"] == "rules"
    assert found["routing"]["confusion"]["billing_inquiry"] == {"billing_inquiry": 1}


def test_a_wrong_route_lowers_accuracy_and_is_listed_with_its_line() -> None:
    found = measured(LOGIN, {**CHARGE, "label": "technical_support"})

    assert found["accuracy"] == 0.5
    assert found["routing"]["wrong"][0] | {"confidence": 0} == {
        "line": 2,
        "text": CHARGE["text"],
        "label": "technical_support",
        "route": "billing_inquiry",
        "confidence": 0,
    }


def test_labels_that_are_no_route_are_reported_apart_and_not_counted() -> None:
    found = measured(LOGIN, {"text": "locate jenny", "label": "OUT_OF_SCOPE"}, {"text": "hm", "label": "AMBIGUOUS"})

    assert found["routing"]["rows"] == 1
    assert found["accuracy"] == 1.0
    assert set(found["other_labels"]) == {"AMBIGUOUS", "OUT_OF_SCOPE"}
    assert 0 <= found["other_labels"]["AMBIGUOUS"]["mean_confidence"] <= 1


def test_a_plan_is_exact_when_only_case_spaces_marks_and_articles_differ() -> None:
    found = measured(THREE)

    assert found["splitting"]["exact"] == found["splitting"]["plans"] == 1
    assert {score["precision"] for score in found["splitting"]["fields"].values()} == {1.0}
    assert found["accuracy"] is None


@pytest.mark.parametrize("reason", [None, "not stated", "Not Stated", ""])
def test_a_reason_that_is_not_stated_equals_no_reason(reason: str | None) -> None:
    task = {"type": "ProductReturn", "product_name": "blue lamp", "reason_for_return": reason}

    found = measured({"text": "I want to return the blue lamp", "tasks": [task]})

    assert found["splitting"]["exact"] == 1


def test_what_is_missing_or_too_much_in_a_plan_shows_in_precision_and_recall() -> None:
    only_order = {**THREE, "tasks": [{"type": "StatusUpdate", "order_id": "A-12345"}]}
    other_order = {"text": "Where is order A-1?", "tasks": [{"type": "StatusUpdate", "order_id": "A-2"}]}

    fields = measured(only_order, other_order)["splitting"]["fields"]

    assert fields["order_id"] | {"f1": 0} == {
        "right": 1,
        "found": 2,
        "expected": 2,
        "precision": 0.5,
        "recall": 0.5,
        "f1": 0,
    }
    assert fields["query_type"]["precision"] == 0.5
    assert fields["query_type"]["recall"] == 1.0
    assert fields["invoice_number"]["recall"] is None


def test_a_file_may_mix_routing_and_splitting_and_a_row_may_be_both() -> None:
    both = {**THREE, "label": "general_question"}

    found = measured(LOGIN, THREE, both)

    assert found["routing"]["rows"] == 2
    assert found["splitting"]["plans"] == 2


def test_tasks_the_desk_would_open_for_routing_rows_are_counted_and_none_is_invented() -> None:
    found = measured(ORDER, LOGIN)

    assert found["tasks_on_routing_rows"] == {"rows": 1, "tasks": 1}
    assert found["invented_tasks"] == 0


@pytest.mark.parametrize(
    ("task", "invented"),
    [
        ({"query_type": "StatusUpdate", "order_id": "A-12345"}, False),
        ({"query_type": "StatusUpdate", "order_id": "#a 12345"}, False),
        ({"query_type": "StatusUpdate", "order_id": "A-1234"}, True),
        ({"query_type": "BillingInquiry", "invoice_number": "INV-1"}, True),
        ({"query_type": "ProductReturn", "product_name": "lamp"}, True),
        ({"query_type": "ProductReturn", "product_name": None}, False),
    ],
)
def test_a_task_is_invented_when_its_id_or_product_does_not_stand_in_the_text(
    task: dict[str, str | None], *, invented: bool
) -> None:
    assert scores.is_invented(task, "Where is my order A-12345?") is invented


def test_the_screen_holds_the_same_figures_as_json() -> None:
    name = write(LOGIN, CHARGE, THREE)

    shown = frontdesk("eval", name).out

    assert "accuracy 1.000 (2/2), macro-F1 1.000" in shown
    assert "1/1 plans exact" in shown
    assert "p99" in shown


def test_limit_measures_the_first_rows_only() -> None:
    assert measured(LOGIN, CHARGE, ORDER, more=("--limit", "2"))["rows"] == 2


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{not json", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"label": "billing"}', '"text" is missing'),
        ('{"text": "hi"}', 'neither "label"'),
        ('{"text": "hi", "label": 3}', '"label" must be'),
        ('{"text": "hi", "tasks": {}}', '"tasks" must be a list'),
        ('{"text": "hi", "tasks": [{"order_id": "A-1"}]}', "a task needs"),
        ('{"text": "hi", "tasks": [{"type": "Refund"}]}', "unknown task type"),
    ],
)
def test_a_malformed_line_is_named_with_its_number_and_ends_with_2(line: str, why: str) -> None:
    ended = frontdesk("eval", write(LOGIN, "", line))

    assert ended.code == 2
    assert "line 3: " in ended.err
    assert why in ended.err
    assert ended.out == ""


def test_a_line_that_is_not_utf8_is_named_with_its_number() -> None:
    Path("rows.jsonl").write_bytes(json.dumps(LOGIN).encode() + b'\n{"text": "\xff", "label": "x"}\n')

    ended = frontdesk("eval", "rows.jsonl")

    assert ended.code == 2
    assert "line 2: not UTF-8" in ended.err


def test_a_missing_or_empty_file_ends_with_2() -> None:
    Path("empty.jsonl").touch()

    assert frontdesk("eval", "missing.jsonl").code == 2
    assert frontdesk("eval", "empty.jsonl").code == 2


@pytest.mark.parametrize(("least", "code"), [("0.5", 0), ("0.51", 1), ("1", 1)])
def test_min_accuracy_decides_the_exit_code(least: str, code: int) -> None:
    name = write(LOGIN, {**CHARGE, "label": "technical_support"})

    assert frontdesk("eval", name, "--min-accuracy", least).code == code


def test_min_accuracy_without_routing_rows_is_a_wrong_call() -> None:
    assert frontdesk("eval", write(THREE), "--min-accuracy", "0.5").code == 2


def test_the_model_without_a_key_is_a_wrong_call_that_says_which_setting_is_missing() -> None:
    ended = frontdesk("eval", write(LOGIN), "--engine", "model")

    assert ended.code == 2
    assert "OPENAI_API_KEY" in ended.err


def test_the_model_answers_when_there_is_a_key_and_tokens_are_counted(llmock: LLMock) -> None:
    classified = {"route": "billing_inquiry", "confidence": 0.9, "language": "en"}
    flags = {"wants_human": False, "angry": False, "has_tasks": False}
    llmock.reply(json.dumps(classified | flags), times=None)

    found = measured(CHARGE, LOGIN)

    assert found["engine"] == "model"
    assert found["accuracy"] == 0.5
    assert found["steps"]["classify"]["model"] == "gpt-4o-mini"
    assert found["steps"]["classify"]["tokens_in"] > 0
    assert found["steps"]["classify"]["fell_back_to_rules"] == 0


def test_steps_that_fell_back_to_rules_are_counted_with_the_reason(llmock: LLMock) -> None:
    llmock.fail(401, times=None)

    found = measured(CHARGE, LOGIN)

    assert found["accuracy"] == 1.0
    assert found["steps"]["classify"]["fell_back_to_rules"] == 2
    assert "status 401" in found["steps"]["classify"]["why"]


def test_rules_can_be_measured_although_there_is_a_key(llmock: LLMock) -> None:
    found = measured(LOGIN, more=("--engine", "rules"))

    assert found["engine"] == "rules"
    assert llmock.requests == []


def test_the_help_shows_examples() -> None:
    ended: Ended = frontdesk("eval", "--help")

    assert "frontdesk eval --engine rules --min-accuracy 0.9 labels.jsonl" in ended.out


_ROUTE = st.sampled_from(["a", "b", "c"])
_TASK = st.fixed_dictionaries({field: st.none() | st.text(max_size=8) for field in FIELDS})


@given(st.lists(st.tuples(_ROUTE, _ROUTE), min_size=1))
def test_scores_stay_between_nothing_and_all(pairs: list[tuple[str, str]]) -> None:
    found = [scores.accuracy(pairs), scores.macro_f1(pairs)]

    assert all(value is not None and 0 <= value <= 1 for value in found)
    assert sum(count for row in scores.confusion(pairs).values() for count in row.values()) == len(pairs)


@given(st.lists(_TASK, max_size=4))
def test_a_plan_is_the_same_as_itself_in_another_order(tasks: list[dict[str, str | None]]) -> None:
    assert scores.same_plan(tasks, tasks[::-1])


def test_percentiles_are_values_that_were_measured() -> None:
    values = [float(value) for value in range(1, 101)]

    assert scores.percentile(values, 0.5) == 50
    assert scores.percentile(values, 0.99) == 99
    assert scores.percentile([7.0], 0.99) == 7
    assert scores.percentile([], 0.5) is None
