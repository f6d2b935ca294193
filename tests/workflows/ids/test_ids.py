"""Promises of the id grammar."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rows import each_row
from workflows.ids.comparing import is_near
from workflows.ids.grammar import FoundId, find_ids, normalise_product
from workflows.language.folding import fold_characters


def _end(text: str, one: FoundId) -> int:
    return len(fold_characters(text[: one.end]))


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


@each_row(
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
        ("why is my invoice INV-2290 350 dollars when the quote said 290?", ["INV-2290"]),
        ("invoice INV-2290 350 € is too much", ["INV-2290"]),
    ],
)
def test_invoices_are_found_however_they_are_written(text: str, values: list[str]) -> None:
    assert _found(text) == [("invoice", value) for value in values]


@each_row(
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
        ("we ordered tiles last week, number TK-5521, and need them soon", ["TK-5521"]),
        ("the order number they gave me is TK-5521", ["TK-5521"]),
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


@each_row(
    "thing",
    [
        *(
            "account",
            "accounts",
            "acct",
            "customer",
            "client",
            "member",
            "membership",
            "user",
            "card",
            "phone",
            "mobile",
        ),
        *(
            "cell",
            "tel",
            "telephone",
            "fax",
            "zip",
            "postcode",
            "serial",
            "imei",
            "meid",
            "iccid",
            "sim",
            "esim",
            "ean",
        ),
        *("gtin", "upc", "isbn", "asin", "barcode", "din", "iso", "usb", "usd", "eur", "gbp", "chf", "model", "sku"),
        *(
            "part",
            "pin",
            "error",
            "errno",
            "version",
            "room",
            "flat",
            "street",
            "iban",
            "vat",
            "tax",
            "ext",
            "extension",
        ),
        *("security", "gift", "voucher", "coupon", "promo", "call me at", "phone me on", "reach me on", "text", "ring"),
    ],
)
def test_the_number_of_another_thing_is_no_id(thing: str) -> None:
    assert find_ids(f"it is {thing} 4455667788 by the way") == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Where is order A-12\u200d345?", "order", "A-12345"),
        ("Where is order A-12\u00ad345?", "order", "A-12345"),
        ("Where is order A\u201112345?", "order", "A-12345"),
        ("order \uff21\uff0d\uff11\uff12\uff13\uff14\uff15", "order", "A-12345"),
        ("order A-\u0661\u0662\u0663\u0664\u0665", "order", "A-12345"),
        ("\U0001d408\U0001d40d\U0001d415-\U0001d7d5\U0001d7d6\U0001d7d7\U0001d7ce", "invoice", "INV-7890"),
    ],
)
def test_an_id_is_read_as_it_looks(text: str, kind: str, value: str) -> None:
    assert _found(text) == [(kind, value)]


def test_the_span_of_an_id_is_that_of_what_was_written() -> None:
    text = "\u200bWhere is A-1\u200d2345\u2060?"

    (found,) = find_ids(text)

    assert text[found.start : found.end] == "A-1\u200d2345"


@each_row(
    ("text", "kind", "value"),
    [
        ("Order - 12345", "order", "12345"),
        ("order \u2013 A-12345", "order", "A-12345"),
        ("Order \u2116 12345", "order", "12345"),
        ("order no. 12345", "order", "12345"),
        ("ord. 12345", "order", "12345"),
        ("Inv. 7890", "invoice", "7890"),
        ("order `12345`", "order", "12345"),
        ("order *12345*", "order", "12345"),
        ('order "12345"', "order", "12345"),
        ("order [12345]", "order", "12345"),
        ("*A-12345*", "order", "A-12345"),
        ("_A-12345_", "order", "A-12345"),
        ("`A-12345`", "order", "A-12345"),
        ("(A-12345)", "order", "A-12345"),
        ("<@U12345678>A-12345", "order", "A-12345"),
        ("<https://shop.example/orders/99999|A-12345>", "order", "A-12345"),
        ("<tel:12345678|A-12345>", "order", "A-12345"),
        ("A-12345.Thanks", "order", "A-12345"),
    ],
)
def test_marks_around_an_id_do_not_hide_it(text: str, kind: str, value: str) -> None:
    assert _found(text) == [(kind, value)]


@each_row(
    ("text", "values"),
    [
        ("order A-12345-B", ["A-12345-B"]),
        ("A-12345-B", ["A-12345-B"]),
        ("order A-12345/B", ["A-12345/B"]),
        ("INV-7890-X", ["INV-7890-X"]),
        ("order 12345_6", ["12345-6"]),
        ("RMA-00012-3-x", ["RMA-00012-3-X"]),
        ("order 12345.6", []),
        ("order A-12345-where is it", []),
        ("A-12345-very-long", []),
        ("x/A-12345", []),
        ("foo_A-12345", []),
        ("A--123456", []),
        ("A#12345678", []),
        ("order number 12 345 678", []),
        ("order number 4111 1111 1111 1111", []),
        ("order \u041012345", []),
        ("orders 12345,12346", ["12345", "12346"]),
        ("INV-1201/INV-1202 are both too high", ["INV-1201", "INV-1202"]),
        ("orders A-12345/A-12346", ["A-12345", "A-12346"]),
        ("INV-2024/A-001", ["INV-2024/A-001"]),
        ("20/INV-1201", []),
        ("INV - 1201 is wrong", ["INV-1201"]),
    ],
)
def test_an_id_is_read_whole_or_not_at_all(text: str, values: list[str]) -> None:
    assert [value for _, value in _found(text)] == values


@given(
    st.sampled_from(["order ", "where is ", "invoice ", "", "RMA "]),
    st.text(alphabet="aA1290-/_.#\u200d\u0661", min_size=1, max_size=14),
)
def test_what_is_read_is_never_a_piece_of_a_longer_word(lead: str, word: str) -> None:
    text = f"{lead}{word} please"

    found = find_ids(text)

    assert not [one for one in found if re.match(r"[-/_#]{0,3}[^\W_]|\.\d", fold_characters(text)[_end(text, one) :])]


@each_row(
    "text",
    [
        "Do you sell A-4 paper?",
        "price of the A-100 amplifier?",
        "When will the A-100 amplifier be in stock?",
        "I want to order A-4 paper",
        "Please order A-3 frames",
        "Where can I find A-4 paper?",
        "Where is my A-100 amplifier?",
        "Is A-4 bigger than A-5?",
        "Do you ship A-4?",
        "take the A-4 to Berlin",
        "When does the GTX-1080 ship?",
        "what about B-12?",
        "Is the order for the X-200 headphones shipped?",
        "My IMEI is 490154203237518",
        "where is 490154203237518",
        "since 2024/05/06, EUR 123456, $500000",
        "iOS 17.1.2, version 123456, DIN A-4, USB-300",
        "order <#C0GENERAL|>",
    ],
)
def test_a_letter_and_few_digits_without_a_word_for_it_and_other_figures_are_no_orders(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "order A-4",
        "where is A-4?",
        "A-4 has not arrived yet",
        "my package A-4, please",
        "status of A-4 please",
        "I want my order cancelled, it's A-4",
        "INV-1002 is too high. Also A-4?",
        "Return it: A-4 \u2192 where?",
        "#A-4",
    ],
)
def test_a_word_makes_a_letter_and_few_digits_an_order(text: str) -> None:
    assert ("order", "A-4") in _found(text)


@pytest.mark.no_cover
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
    "text",
    [
        "1" * 60_000,
        "order " * 9_000,
        "A-" * 20_000,
        "invoice, " * 9_000,
        "1-" * 20_000,
        ":" * 60_000,
        "A-1 " * 9_000,
        "`*_" * 9_000,
    ],
)
def test_giant_text_is_cut_and_not_searched_for_ever(text: str) -> None:
    assert len(find_ids(text)) <= 200


@pytest.mark.parametrize("name", ["the Blue Lamp", "my 'blue lamp'", "blue  lamp.", "A “Blue Lamp”", "BLUE LAMP"])
def test_articles_quotes_and_case_make_no_other_product(name: str) -> None:
    assert normalise_product(name) == "blue lamp"


@pytest.mark.parametrize(
    "name", ["a set of skewers", "the skewers", "Skewers", "set of the skewers", "this pack of skewers"]
)
def test_what_is_counted_together_is_the_same_product(name: str) -> None:
    assert normalise_product(name) == "skewers"


@each_row(
    ("text", "found"),
    [
        ("could you see how far KB-3317 is", [("unknown", "KB-3317")]),
        ("KB-3317: the discount is missing", [("unknown", "KB-3317")]),
        ("my KB-3317 amplifier is great", []),
        ("kb-3317 is the grey one", []),
    ],
)
def test_letters_in_capitals_and_four_digits_may_be_an_id_where_they_name_no_thing(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert [(one.kind, one.value) for one in find_ids(text)] == found


@pytest.mark.parametrize(
    "text", ["Order hotline: 0800 123456", "Mobile: +49 170 5555555 | Returns helpline 0345 600123"]
)
def test_the_number_of_a_hotline_is_that_of_no_order(text: str) -> None:
    assert find_ids(text) == []


@pytest.mark.parametrize("other", ["A-52091", "a 52018", "A-5201B"])
def test_an_id_with_one_slip_in_it_is_near(other: str) -> None:
    assert is_near("A-52019", other)


@pytest.mark.parametrize("other", ["A-52019", "A-91025", "A-520190", "A-11111"])
def test_an_id_is_not_near_itself_or_one_of_other_figures(other: str) -> None:
    assert not is_near("A-52019", other)
