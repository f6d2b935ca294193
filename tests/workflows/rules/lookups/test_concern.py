"""What is said of one invoice beside others, and beside an order of the same number."""

import pytest

from workflows.rules.lookups.concern import find_concern

LIST = "INV-2001, INV-2002 and INV-2003 are all wrong, VAT is missing"


@pytest.mark.parametrize("number", ["INV-2001", "INV-2002", "INV-2003"])
def test_what_is_said_of_a_list_of_invoices_names_all_of_them(number: str) -> None:
    assert find_concern(LIST, number) == LIST


def test_what_follows_one_invoice_and_a_comma_is_its_concern() -> None:
    assert find_concern("INV-2001, it is too high", "INV-2001") == "it is too high"


def test_an_order_of_the_same_number_is_no_part_of_the_concern() -> None:
    text = "Invoice 88123 shows $240 but the quote said $199. Also, order 88123 has not arrived."

    assert find_concern(text, "88123") == "Invoice 88123 shows $240 but the quote said $199"
