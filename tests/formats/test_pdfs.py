"""PDFs: what a person reads in them is what is read; marks of footnotes do not become figures."""

import pytest

from bot.formats.documents import read_document
from storage.errors import Refused
from tests.formats.pdfs import drawn, encrypted, pdf
from workflows.faq.documents import Document
from workflows.faq.proof import find_quote

RISE = "BT /F1 12 Tf 50 750 Td ({}) Tj /F1 7 Tf {} Ts ({}) Tj 0 Ts /F1 12 Tf ({}) Tj ET"
MOVED = "BT /F1 12 Tf 50 750 Td ({}) Tj /F1 7 Tf 76 {} Td ({}) Tj /F1 12 Tf 5 -5 Td ({}) Tj ET"


def text_of(*contents: str) -> str:
    return " ".join(read_document("prices.pdf", drawn(*contents)).text.split())


@pytest.mark.parametrize("how", [RISE, MOVED, RISE.replace("(", "[(").replace(") Tj", ")] TJ")])
def test_the_mark_of_a_footnote_is_no_digit_of_a_price(how: str) -> None:
    assert text_of(how.format("The plan costs $320", 5, "1", " a year.")) == "The plan costs $320 a year."


def test_a_price_with_a_footnote_is_not_proved_as_another_price() -> None:
    prices = (Document("Prices", text_of(RISE.format("The plan costs $320", 5, "1", " a year."))),)

    assert find_quote("The plan costs $320 a year.", prices) is not None
    assert find_quote("The plan costs $3201 a year.", prices) is None


@pytest.mark.parametrize(
    ("before", "rise", "small", "shown"),
    [
        ("A panel emits no CO", -3, "2", "A panel emits no CO2 at all."),
        ("A panel covers 2 m", 5, "2", "A panel covers 2 m2 at all."),
        ("It makes 10", 5, "6", "It makes 10^6 at all."),
        ("It costs $19", 5, "99", "It costs $19 99 at all."),
        ("It is the 3", 5, "rd", "It is the 3rd at all."),
        ("Panels have a guarantee", 5, "2", "Panels have a guarantee at all."),
    ],
)
def test_other_small_digits_keep_their_sense(before: str, rise: int, small: str, shown: str) -> None:
    assert text_of(RISE.format(before, rise, small, " at all.")) == shown


def test_the_footnote_itself_is_read() -> None:
    note = "BT /F1 7 Tf 50 100 Td 3 Ts (1) Tj 0 Ts /F1 8 Tf ( Without tax.) Tj ET"

    assert text_of(RISE.format("It costs $320", 5, "1", " a year."), note).endswith("1 Without tax.")


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_that_only_its_owner_may_change_is_read(algorithm: str) -> None:
    data = encrypted(pdf("A widget is a small device."), "", algorithm)

    assert "small device" in read_document("widget.pdf", data).text


def test_a_pdf_with_a_password_is_refused_in_words() -> None:
    data = encrypted(pdf("A widget is a small device."), "secret", "AES-256")

    with pytest.raises(Refused, match="save a copy without password"):
        read_document("widget.pdf", data)


def test_running_headers_and_footers_do_not_stand_inside_a_sentence() -> None:
    page = "BT /F1 12 Tf 14 TL 50 750 Td (Price list 2026) Tj T* ({}) Tj T* ({}) Tj T* (Page {} of 3) Tj ET"
    lines = [("Widgets fold paper.", "A widget with a long arm"), ("costs $320 a year.", "It is"), ("green.", "Fine.")]

    text = text_of(*(page.format(one, other, number) for number, (one, other) in enumerate(lines, start=1)))

    assert text == "Widgets fold paper. A widget with a long arm costs $320 a year. It is green. Fine."


def test_a_line_that_stands_on_few_pages_is_no_furniture() -> None:
    page = "BT /F1 12 Tf 14 TL 50 750 Td (Open from 9.) Tj T* (Closed on day {}.) Tj T* (Closed at 6.) Tj ET"

    assert text_of(page.format(1), page.format(2)).count("Open from 9.") == 2
