"""Promises of the keyless splitter: which tasks and leftovers a message holds."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.paths import DATA
from tests.public_messages import public_messages
from tests.rows import each_row
from workflows.answers import Plan, Task
from workflows.ids.grammar import fold
from workflows.language.folding import fold_characters
from workflows.rules.corrections.corrections import as_meant
from workflows.rules.lookups.concern import find_concern
from workflows.rules.planning.plan import Waiting, make_plan

FIELDS = ("invoice_number", "product_name", "reason_for_return", "order_id")
PRODUCT = Waiting("ProductReturn", "product_name")
ORDER = Waiting("StatusUpdate", "order_id")
INVOICE = Waiting("BillingInquiry", "invoice_number")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _plain(task: Task) -> dict[str, str]:
    fields = {name: str(getattr(task, name)) for name in FIELDS if getattr(task, name)}
    return {"type": task.query_type, **fields}


def _tasks(text: str, waiting: Waiting | None = None) -> list[dict[str, str]]:
    return [_plain(task) for task in make_plan(text, waiting).tasks]


def _leftovers(text: str) -> list[str]:
    return [leftover.text for leftover in make_plan(text).leftovers]


def _folded(text: str) -> str:
    return " ".join(
        re.sub(
            r"[*_~]|(?<!\w):(?=[\d_+-]*[a-z])[\w+-]+:(?!\w)|[\U0001f300-\U0001faff\u2600-\u27bf]",
            " ",
            fold(fold_characters(text)),
        )
        .casefold()
        .split()
    )


@each_row("row", _rows(DATA / "plans.jsonl"), ids=lambda row: str(row["id"]))
def test_a_message_is_split_into_exactly_its_tasks(row: dict[str, Any]) -> None:
    assert _tasks(as_meant(row["text"]).text) == row["tasks"]


@pytest.mark.parametrize("row", _rows(DATA / "multi.jsonl"), ids=lambda row: str(row["id"]))
def test_each_message_of_several_parts_is_split_exactly(row: dict[str, Any]) -> None:
    assert _tasks(row["text"]) == row["tasks"]


@each_row("row", public_messages(), ids=lambda row: str(row["id"]))
def test_no_task_is_invented_for_a_public_message(row: dict[str, Any]) -> None:
    said = [value for task in _tasks(row["text"]) for name, value in task.items() if name != "type"]

    assert all(value.casefold() in row["text"].casefold() for value in said)
    assert not [task for task in _tasks(row["text"]) if task["type"] == "ProductReturn" and "product_name" in task]


@pytest.mark.parametrize(
    ("text", "waiting", "task"),
    [
        ("the blue lamp", PRODUCT, {"type": "ProductReturn", "product_name": "blue lamp"}),
        (
            "It's the SuperWidget 5000, it hums",
            PRODUCT,
            {"type": "ProductReturn", "product_name": "SuperWidget 5000", "reason_for_return": "it hums"},
        ),
        ("A-12345", ORDER, {"type": "StatusUpdate", "order_id": "A-12345"}),
        ("it's 12345", ORDER, {"type": "StatusUpdate", "order_id": "12345"}),
        ("98765 I think", ORDER, {"type": "StatusUpdate", "order_id": "98765"}),
        ("7890", INVOICE, {"type": "BillingInquiry", "invoice_number": "7890"}),
        ("INV-7890", INVOICE, {"type": "BillingInquiry", "invoice_number": "INV-7890"}),
        ("A-12345", INVOICE, {"type": "StatusUpdate", "order_id": "A-12345"}),
    ],
)
def test_a_short_answer_fills_the_field_that_was_asked_for(text: str, waiting: Waiting, task: dict[str, str]) -> None:
    assert _tasks(text, waiting) == [task]


@pytest.mark.parametrize("waiting", [PRODUCT, ORDER, INVOICE])
@pytest.mark.parametrize(
    "text",
    [
        "what do you mean?",
        "what can be returned?",
        "never mind",
        "thanks!",
        "I don't know",
        "no",
        "I am still waiting for an answer",
        "a human please",
    ],
)
def test_a_question_or_thanks_fills_nothing(text: str, waiting: Waiting) -> None:
    assert _tasks(text, waiting) == []


def test_a_new_request_beside_the_answer_is_found_too() -> None:
    assert [task["type"] for task in _tasks("it's 7890. also return the lamp", INVOICE)] == [
        "BillingInquiry",
        "ProductReturn",
    ]


def test_what_is_no_task_is_left_over_with_its_route() -> None:
    plan = make_plan("Where is A-1? Also how do I reset my password?", route_of=lambda _: "technical_support")

    assert [(one.text, one.route) for one in plan.leftovers] == [
        ("Also how do I reset my password?", "technical_support")
    ]


@pytest.mark.parametrize(
    "text", ["what about #4711", "any news on CASE-1001?", "I want a refund", "can I return shoes after 30 days?"]
)
def test_a_message_without_tasks_is_left_over_whole(text: str) -> None:
    assert _tasks(text) == []
    assert _leftovers(text) == [text]


def test_an_id_nobody_knows_and_an_id_of_ours_are_left_over() -> None:
    assert _leftovers("Where is order A-1? And RMA-00012-3, did it arrive?") == ["And RMA-00012-3, did it arrive?"]
    assert _leftovers("Return the lamp. And #4711 too.") == ["And #4711 too"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("My order A-12345 arrived damaged", "My order A-12345 arrived damaged"),
        ("I got the wrong item in order A-12345", "I got the wrong item in order A-12345"),
        ("my package was stolen from my porch, order A-17", "my package was stolen from my porch"),
        ("I was charged twice for order A-17", "I was charged twice for order A-17"),
        ("Where is order A-1? I was charged twice for it.", "I was charged twice for it"),
        (
            "order A-12 stopped charging, I want my money back or a replacement",
            "order A-12 stopped charging. I want my money back or a replacement",
        ),
        ("return the lamp (it flickers) + order #B-778899 + my app crashes on start", "my app crashes on start"),
    ],
)
def test_a_complaint_beside_an_order_is_answered_too(text: str, left: str) -> None:
    assert [task["type"] for task in _tasks(text)][-1] == "StatusUpdate"
    assert _leftovers(text) == [left]


@pytest.mark.parametrize(
    "text",
    [
        "order number 100-2233-11 still not here",
        "I want to return the desk and where is order A-1 and I want to return the desk",
    ],
)
def test_a_plain_status_or_a_repeated_request_leaves_nothing_over(text: str) -> None:
    assert _leftovers(text) == []


def test_an_order_told_beside_the_product_is_looked_up_too() -> None:
    text = "I want to return the SuperWidget 5000, and the order is A-12345"

    assert [task["type"] for task in _tasks(text, PRODUCT)] == ["ProductReturn", "StatusUpdate"]


def test_greetings_thanks_and_names_are_dropped() -> None:
    assert _leftovers("Hi there! Where is order A-1? Thanks a lot, Tom") == []


@pytest.mark.parametrize(
    "text",
    [
        "any news on A-12345? and now?",
        "Where is A-1? Please advise asap.",
        "Please check INV-5. Let me know, thanks in advance. That's it!",
        "Could you also tell me where order A-9 is?",
        "order A-77 and order A-78: where are they?",
        "Order A-9, when does it come?",
        "Invoice INV-88, please check the total.",
        "I want a refund for my broken headphones and an update on order A-31.",
    ],
)
def test_small_words_around_a_task_are_not_left_over(text: str) -> None:
    assert _leftovers(text) == []


def test_an_order_to_cancel_is_looked_up_and_left_over() -> None:
    assert _tasks("please cancel order A-1") == [{"type": "StatusUpdate", "order_id": "A-1"}]
    assert _leftovers("please cancel order A-1") == ["please cancel order A-1"]


@pytest.mark.parametrize(
    ("text", "invoice", "concern"),
    [
        ("Hi, question about invoice INV-4. It is higher than I expected.", "INV-4", "It is higher than I expected"),
        ("- status of A-1\n- INV-555 shows the wrong amount", "INV-555", "INV-555 shows the wrong amount"),
        ("INV-1 is wrong and INV-2 lacks a discount", "INV-2", "INV-2 lacks a discount"),
        ("INV-1 is wrong and INV-2 lacks a discount", "INV-1", "INV-1 is wrong"),
        ("I was charged twice. It's invoice INV-3.", "INV-3", "I was charged twice"),
        ("INV-7890", "INV-7890", "a question about invoice INV-7890"),
        (
            "I have a question about invoice #INV-7890, it is higher than I expected. I want to return the lamp.",
            "INV-7890",
            "it is higher than I expected",
        ),
        ("Please look at INV-7 again, it's too high", "INV-7", "it's too high"),
        ("I have a problem with invoice INV-1: the VAT is wrong", "INV-1", "the VAT is wrong"),
        ("Can you check INV-3 because I was billed twice?", "INV-3", "I was billed twice"),
        ("I paid $5 twice and $50.00 on invoice INV-1", "INV-1", "I paid $5 twice and $50.00 on invoice INV-1"),
        ("INV-1 and INV-2 are both wrong, they are old", "INV-2", "INV-1 and INV-2 are both wrong, they are old"),
        ("return the lamp + invoice INV-12 (charged twice) + order A-1", "INV-12", "charged twice"),
    ],
)
def test_the_concern_is_what_the_customer_says_about_that_invoice(text: str, invoice: str, concern: str) -> None:
    assert find_concern(text, invoice) == concern


_WORDS = st.sampled_from(
    [
        "I want to return",
        "the lamp",
        "it",
        "because",
        "A-1",
        "INV-2",
        "order",
        "invoice",
        "'X 5'",
        "and the",
        ",",
        ".",
        "\n- ",
        "(",
        ")",
        ":",
        "not",
        "so",
        "is broken",
        "where is my order",
        "#4711",
        "?",
        "*",
        "\u2019",
    ]
)
_ANY = st.one_of(
    st.text(max_size=200), st.lists(_WORDS, max_size=40).map(" ".join), st.lists(_WORDS, max_size=40).map("".join)
)


@given(_ANY, st.sampled_from([None, PRODUCT, ORDER, INVOICE]))
@settings(max_examples=300)
def test_any_text_gives_a_plan_whose_words_stand_in_it(text: str, waiting: Waiting | None) -> None:
    plan = make_plan(text, waiting)

    said = [str(value) for task in plan.tasks for value in (task.product_name, task.reason_for_return) if value]
    assert all(_folded(value) in _folded(text) for value in said)


@given(_ANY)
def test_every_id_of_a_plan_stands_in_the_text(text: str) -> None:
    squeezed = re.sub(r"[\W_]", "", text).casefold()

    ids = [value for task in make_plan(text).tasks for value in (task.invoice_number, task.order_id) if value]
    assert all(re.sub(r"[\W_]", "", value).casefold() in squeezed for value in ids)


@given(_ANY, st.text(max_size=20))
@example("INVOICE, 0", "")
def test_a_concern_is_never_empty_or_too_long(text: str, invoice: str) -> None:
    assert 3 <= len(find_concern(text, invoice)) <= 400


@pytest.mark.parametrize(
    "text",
    [
        "I want to return the lamp, " * 3_000,
        "because " * 8_000,
        "'" * 50_000,
        "a" * 60_000,
        "the lamp and " * 5_000,
        "(" * 40_000,
        "order A-1 " * 5_000,
        " " * 60_000,
        "?\n" * 30_000,
    ],
)
def test_giant_text_is_planned_within_bounds(text: str) -> None:
    plan: Plan = make_plan(text)

    assert len(plan.tasks) <= 20
    assert len(plan.leftovers) <= 10


def test_an_address_in_a_leftover_is_not_torn_at_its_full_stops() -> None:
    assert _leftovers("Why does help.example.com not load") == ["Why does help.example.com not load"]


def test_a_question_that_a_comma_follows_is_a_part_of_its_own() -> None:
    assert _leftovers("Do you have child locks for ovens?, order A-41005 never came") == [
        "Do you have child locks for ovens?"
    ]
