"""Danger, look-alikes, complaints and plain questions in words of every kind; half of the rows were kept aside."""

import json

import pytest

from tests.paths import DATA
from tests.rows import each_row
from workflows.rules.escalation.complaints import complains_of_order
from workflows.rules.escalation.danger import find_danger

ROWS = [json.loads(line) for line in (DATA / "danger.jsonl").read_text(encoding="utf-8").splitlines()]
PLANS = [json.loads(line) for line in (DATA / "plans.jsonl").read_text(encoding="utf-8").splitlines()]


def _texts(kind: str, *, kept: bool) -> list[str]:
    return [row["text"] for row in ROWS if row["kind"] == kind and row["kept"] is kept]


def _complains(text: str) -> bool:
    return complains_of_order(text, named="A-" in text)


@each_row("text", _texts("danger", kept=False))
def test_danger_is_found_in_any_words(text: str) -> None:
    assert find_danger(text) is not None


@each_row("text", _texts("harmless", kept=False))
def test_no_look_alike_is_an_alarm(text: str) -> None:
    assert find_danger(text) is None


@each_row("text", _texts("complaint", kept=False))
def test_a_complaint_about_an_order_is_found_in_any_words(text: str) -> None:
    assert _complains(text)


@each_row("text", _texts("plain", kept=False))
def test_a_plain_question_about_an_order_is_no_complaint(text: str) -> None:
    assert not _complains(text)


def test_most_danger_is_found_in_words_that_were_kept_aside() -> None:
    texts = _texts("danger", kept=True)

    assert sum(find_danger(text) is not None for text in texts) >= 0.9 * len(texts)


def test_hardly_a_look_alike_kept_aside_is_an_alarm() -> None:
    texts = _texts("harmless", kept=True)

    assert sum(find_danger(text) is not None for text in texts) <= 0.03 * len(texts)


def test_most_complaints_are_found_in_words_that_were_kept_aside() -> None:
    texts = _texts("complaint", kept=True)

    assert sum(map(_complains, texts)) >= 0.9 * len(texts)


def test_hardly_a_plain_question_kept_aside_is_a_complaint() -> None:
    texts = _texts("plain", kept=True)

    assert sum(map(_complains, texts)) <= 0.05 * len(texts)


def test_hardly_a_question_for_the_status_of_an_order_asks_for_a_person() -> None:
    """A row that speaks of an order that never came, is empty, wrong or broken counts as well: the share is of all."""
    asked = [row["text"] for row in PLANS if any(task["type"] == "StatusUpdate" for task in row["tasks"])]

    assert sum(complains_of_order(text, named=True) for text in asked) <= 0.07 * len(asked)


DEVELOPED = [json.loads(line) for line in (DATA / "dangers_development.jsonl").read_text(encoding="utf-8").splitlines()]


def _alarms(kind: str, *, kept: bool) -> float:
    """Return the share of the rows of the frame's own development of which danger is found."""
    found = [find_danger(row["text"]) is not None for row in DEVELOPED if row["kind"] == kind and row["kept"] is kept]
    return sum(found) / len(found)


@pytest.mark.parametrize("kept", [False, True], ids=["worked_on", "kept_aside"])
def test_danger_to_people_or_property_is_found_however_it_is_told(*, kept: bool) -> None:
    assert _alarms("danger", kept=kept) >= 0.98


@pytest.mark.parametrize("kept", [False, True], ids=["worked_on", "kept_aside"])
def test_questions_idioms_denials_and_what_happened_elsewhere_are_hardly_ever_alarms(*, kept: bool) -> None:
    assert _alarms("harmless", kept=kept) <= 0.01


def test_a_threat_is_heard_whatever_it_is_made_to_depend_on() -> None:
    assert find_danger("If you don't refund me I will come and hurt you") is not None


@pytest.mark.parametrize(
    ("told", "weighed"),
    [
        ("The charger caught fire.", "Could the charger catch fire if I leave it in overnight?"),
        ("The toaster is smoking, who do I call?", "If the toaster ever starts smoking, who do I call?"),
        ("There is smoke coming out of the fan.", "There was no smoke, the fan just stopped."),
        ("Your dryer caught fire.", "My neighbour's dryer caught fire, is mine safe?"),
        ("My son swallowed a bead.", "What happens if my son swallows a bead?"),
        ("Is it normal that the adapter sparks?", "Do you sell spark plugs?"),
        ("Can I return the heater that caught fire?", "Can I get burned by this wax?"),
    ],
)
def test_what_is_weighed_denied_or_told_of_others_is_no_danger_where_the_same_told_is(told: str, weighed: str) -> None:
    assert find_danger(told) is not None
    assert find_danger(weighed) is None
