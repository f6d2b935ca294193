"""Promises of the id grammar."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.rules.ids import find_ids, normalise_product


def _found(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in find_ids(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("news on INV-CASE-1001-1?", "investigation", "INV-CASE-1001-1"),
        ("my rma-00012-3 please", "rma", "RMA-00012-3"),
        ("RMA number 10017", "rma", "RMA-10017"),
        ("CASE-1001", "case", "CASE-1001"),
        ("case #1001", "case", "CASE-1001"),
    ],
)
def test_our_own_ids_are_never_taken_for_invoices_or_orders(text: str, kind: str, value: str) -> None:
    assert _found(text) == [(kind, value)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("INV-7890", ["INV-7890"]),
        ("#INV-7890", ["INV-7890"]),
        ("inv 7890", ["INV-7890"]),
        ("INV7890", ["INV-7890"]),
        ("INV\u20117890", ["INV-7890"]),
        ("_INV-3_", ["INV-3"]),
        ("INV-2024/001", ["INV-2024/001"]),
        ("invoice number 7890", ["7890"]),
        ("invoice no. 7890", ["7890"]),
        ("invoice #7890", ["7890"]),
        ("my invoice 12345", ["12345"]),
        ("bill #37777", ["37777"]),
        ("invoices INV-1 and INV-2", ["INV-1", "INV-2"]),
        ("invoices 100, 101 and 102", ["100", "101", "102"]),
        ("invoice 100 and 200 euros", ["100"]),
    ],
)
def test_invoices_are_found_however_they_are_written(text: str, values: list[str]) -> None:
    assert _found(text) == [("invoice", value) for value in values]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("order A-12345", ["A-12345"]),
        ("#A-12345", ["A-12345"]),
        ("order #98765", ["98765"]),
        ("order number 55 please", ["55"]),
        ("#W1151377", ["W1151377"]),
        ("where's A-77?", ["A-77"]),
        ("where's a-77?", ["A-77"]),
        ("orders A-1 and A-2", ["A-1", "A-2"]),
        ("ORD-123 and SO-2024-001", ["ORD-123", "SO-2024-001"]),
        ("my order id is 5512", ["5512"]),
        ("113-2233445-6677889", ["113-2233445-6677889"]),
        ("tracking for order 7781", ["7781"]),
        ("purchase 113542617735902", ["113542617735902"]),
        ("order (A-12345)", ["A-12345"]),
        ("A-FAIL1 and A-OTHER-2", ["A-FAIL1", "A-OTHER-2"]),
        ("send a corrected version. A-501 is late", ["A-501"]),
    ],
)
def test_orders_are_found_however_they_are_written(text: str, values: list[str]) -> None:
    assert _found(text) == [("order", value) for value in values]


@pytest.mark.parametrize(
    ("text", "value"), [("what about #4711", "4711"), ("ref 8841-22", "8841-22"), ("what about 99887766?", "99887766")]
)
def test_a_number_nobody_can_classify_is_reported_as_unknown(text: str, value: str) -> None:
    assert _found(text) == [("unknown", value)]


@pytest.mark.parametrize(
    "text",
    [
        "$500 and 45.90 EUR",
        "in 2023 on 2024-05-06 or 12.05.2024 at 12:30",
        "call +49 30 1234567 or (555) 123-4567",
        "15 % off",
        "'SuperWidget 5000', iPhone 15, EcoHeat 200",
        "<@U123ABC> in <#C123456|orders>",
        "https://shop.example/orders/12345678",
        "write to a99887766@example.com",
        "error 500 24/7 covid-19 wifi-6 UTF-8 USB-C A-level",
        "I want to order 500 bricks",
        "my account number is 998877",
    ],
)
def test_what_only_looks_like_an_id_is_left_alone(text: str) -> None:
    assert _found(text) == []


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_gives_ordered_spans_that_do_not_overlap(text: str) -> None:
    found = find_ids(text)

    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@given(
    st.lists(
        st.sampled_from(["order", "#A-1", "INV", "invoice", "-", "77", ",", "and", "no.", "RMA-1", "(", "'", "\n"]),
        max_size=60,
    )
)
def test_any_mixture_of_id_words_is_read_without_an_error(words: list[str]) -> None:
    find_ids(" ".join(words))
    find_ids("".join(words))


@pytest.mark.parametrize(
    "text", ["1" * 60_000, "order " * 9_000, "A-" * 20_000, "invoice, " * 9_000, "1-" * 20_000, ":" * 60_000]
)
def test_giant_text_is_cut_and_not_searched_for_ever(text: str) -> None:
    assert len(find_ids(text)) <= 200


@pytest.mark.parametrize("name", ["the Blue Lamp", "my 'blue lamp'", "blue  lamp.", "A “Blue Lamp”", "BLUE LAMP"])
def test_articles_quotes_and_case_make_no_other_product(name: str) -> None:
    assert normalise_product(name) == "blue lamp"
