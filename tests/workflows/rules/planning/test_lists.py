"""Promise: what is asked for in the points of a list that runs on in one line is read point by point."""

import pytest

from workflows.answers import Task
from workflows.rules.planning.plan import make_plan


def _named(task: Task) -> str:
    return task.product_name or task.invoice_number or task.order_id or ""


def _tasks(text: str) -> list[tuple[str, str | None]]:
    return [(_named(task), task.reason_for_return) for task in make_plan(text).tasks]


@pytest.mark.parametrize(
    "text",
    [
        "(1) please return the kettle, it hums, (2) INV-7714 bills us twice, (3) has A-36605 left the warehouse yet?",
        "Three things: 1/ return the kettle, it hums, 2/ INV-7714 bills us twice, 3/ has A-36605 left yet?",
        "Hi. a) I want to return the kettle, it hums b) INV-7714 bills us twice c) has A-36605 left the warehouse yet?",
        "i) return the kettle, it hums ii) INV-7714 bills us twice iii) where's A-36605?",
        "[1] return the kettle, it hums, [2] INV-7714 bills us twice [3] where's A-36605?",
        "Hello, 1.) return the kettle, it hums 2.) INV-7714 bills us twice 3.) where is A-36605",
        "First, I want to return the kettle, it hums, second, INV-7714 bills us twice, third, where is A-36605?",
        "First of all, return the kettle, it hums. Secondly INV-7714 bills us twice, and thirdly, where's A-36605?",
        "first: return the kettle, it hums second: INV-7714 bills us twice third: where is A-36605",
    ],
)
def test_each_point_of_a_list_in_one_line_is_a_request_of_its_own(text: str) -> None:
    assert _tasks(text) == [("kettle", "it hums"), ("INV-7714", None), ("A-36605", None)]


@pytest.mark.parametrize(
    "text",
    [
        "First, I want to return the kettle, second, where is A-36605?",
        "First: return the kettle. Second: where is A-36605. Third: check INV-7714, it is too high",
        "Return the kettle. Check INV-7714, it is too high. Where is A-36605?",
    ],
)
def test_what_is_said_in_another_point_is_no_reason_of_a_return(text: str) -> None:
    assert ("kettle", None) in _tasks(text)


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("Please return the kettle of order A-36605, it hums", "kettle", "it hums"),
        (
            "First, second and third class stamps are no use to me, I want to return the kettle, it hums",
            "kettle",
            "it hums",
        ),
        ("I want to return the kettle, 2/3 of the buttons stick", "kettle", "2/3 of the buttons stick"),
        ("Please return the second lamp, first it hums, then it flickers", "lamp", "first it hums, then it flickers"),
    ],
)
def test_a_word_that_counts_nothing_up_begins_no_point(text: str, name: str, reason: str | None) -> None:
    assert (name, reason) in _tasks(text)
