"""PDFs: what a person reads in them is what is read; marks of footnotes do not become figures."""

import pytest

from bot.formats.columns import columns_of, one_text
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


def test_a_header_is_left_out_of_all_pages_though_one_of_them_is_read_as_a_table() -> None:
    header = [(50, 780, "Removals Ltd"), (400, 780, "Conditions, issue 14"), (400, 30, "Page {} of 3")]
    cells = [("Move", "Price"), ("In town", "$400"), ("Abroad", "$4000")]
    table = [(50 + 150 * x, 700 - 14 * y, cell) for y, row in enumerate(cells) for x, cell in enumerate(row)]
    plain = [(50, 700, "We pack with care."), (50, 686, "We carry with care.")]
    more = [(50, 700, "You pay before we drive."), (50, 686, "You sign when we leave.")]

    text = text_of(*(laid(*header, *page).replace("{}", str(at)) for at, page in enumerate([table, plain, more], 1)))

    assert text.endswith("We pack with care. We carry with care. You pay before we drive. You sign when we leave.")
    assert "Removals Ltd" not in text
    assert "of 3" not in text


def test_a_line_that_stands_on_few_pages_is_no_furniture() -> None:
    page = "BT /F1 12 Tf 14 TL 50 750 Td (Open from 9.) Tj T* (Closed on day {}.) Tj T* (Closed at 6.) Tj ET"

    assert text_of(page.format(1), page.format(2)).count("Open from 9.") == 2


def laid(*lines: tuple[int, int, str], size: int = 12) -> str:
    """Return a page's content: texts at their places."""
    shown = " ".join(f"1 0 0 1 {left} {height} Tm ({text}) Tj" for left, height, text in lines)
    return f"BT /F1 {size} Tf {shown} ET"


LEFT = [
    "Members may borrow bikes for",
    "two hours at a time. A longer",
    "ride costs one euro for each",
    "started half hour after that.",
]
RIGHT = [
    "Bring the bike back to any",
    "station with a free stand and",
    "push it in until the light is",
    "green and the lock has closed.",
]


def test_columns_are_read_one_after_the_other_though_they_are_drawn_across() -> None:
    rows = [
        one
        for at, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True))
        for one in ((50, 700 - 14 * at, left), (320, 700 - 14 * at, right))
    ]

    assert text_of(laid(*rows)) == " ".join([*LEFT, *RIGHT])


def test_cells_side_by_side_are_a_table() -> None:
    rows = [("Plan", "Price", "Days"), ("Basic plan", "$4", "2"), ("Plus plan", "$7", "3")]
    cells = [(50 + 150 * x, 700 - 14 * y, cell) for y, row in enumerate(rows) for x, cell in enumerate(row)]

    document = read_document("prices.pdf", drawn(laid(*cells)))

    assert document.text.split("\n") == ["Plan: Basic plan; Price: $4; Days: 2", "Plan: Plus plan; Price: $7; Days: 3"]


def test_a_word_that_a_line_end_broke_is_one_word() -> None:
    lines = "(A widget is a battery-) Tj T* (powered de-) Tj T* (vice. Battery-powered is good.) Tj"
    page = f"BT /F1 12 Tf 14 TL 50 750 Td {lines} ET"

    assert text_of(page) == "A widget is a battery-powered device. Battery-powered is good."


def test_larger_letters_are_a_heading_and_a_page_without_text_is_named() -> None:
    page = "BT /F1 18 Tf 50 750 Td (Late returns) Tj /F1 12 Tf 0 -30 Td (Each hour costs five euros.) Tj ET"

    document = read_document("prices.pdf", drawn(page, "", page.replace("Late returns", "Early returns")))

    assert document.blocks is not None
    assert [one.kind for one in document.blocks] == ["heading", "paragraph", "heading", "paragraph"]
    assert document.losses == ("page 2 has no text: it may be a picture",)


def test_headings_stay_where_they_are_though_words_after_them_were_broken() -> None:
    section = "/F1 18 Tf 0 -30 Td ({}) Tj /F1 12 Tf 0 -30 Td (Each hour of de-) Tj 0 -14 Td (lay costs five euros.) Tj"
    page = f"BT 50 780 Td {section.format('Late returns')} {section.format('Late payments')} ET"

    document = read_document("prices.pdf", drawn(page))

    assert document.blocks is not None
    assert [document.text[one.start : one.end] for one in document.blocks] == [
        "Late returns",
        "Each hour of delay costs five euros.",
        "Late payments",
        "Each hour of delay costs five euros.",
    ]
    assert [one.kind for one in document.blocks] == ["heading", "paragraph", "heading", "paragraph"]


def test_footnotes_are_said_for_the_page_that_has_them() -> None:
    plain = "BT /F1 12 Tf 50 750 Td (It costs $320 a year.) Tj ET"

    document = read_document("prices.pdf", drawn(plain, RISE.format("It costs $320", 5, "1", " a year.")))

    assert len(document.losses) == 1
    assert document.losses[0].startswith("page 2 has footnotes")


def test_a_page_of_three_columns_is_said_to_be_odd_and_a_table_is_not() -> None:
    texts = ("Members may borrow bikes", "Bring them back to us in", "Whoever is late pays one")
    page = laid(*((50 + 190 * x, 700 - 14 * y, text) for y in range(6) for x, text in enumerate(texts)))
    table = laid(*((50 + 190 * x, 700 - 14 * y, f"{x} {y}") for y in range(6) for x in range(3)))

    document = read_document("news.pdf", drawn(page, table))

    assert [one.partition(" and")[0] for one in document.losses] == ["page 1 has more than two columns"]


def test_a_table_in_the_left_column_is_not_mixed_with_the_text_in_the_right_one() -> None:
    left = [*LEFT, "Hull wash           40 pounds", "New rope            12 pounds"]
    right = [*RIGHT, "Nobody has to stay for that", "since a guard walks round."]

    found = columns_of([f"{one:40}{other}" for one, other in zip(left, right, strict=True)])

    assert [text for line in found if (text := one_text(line))] == [
        *LEFT,
        "Hull wash   40 pounds",
        "New rope   12 pounds",
        *right,
    ]


def test_the_cells_of_a_table_that_go_over_several_lines_are_told_row_by_row() -> None:
    rows = [
        ("Fault", "Cause", "What to do"),
        ("No light", "No power", "Push the plug in"),
        ("It leaks a", "Loose seal", "Turn the ring"),
        ("little",),
        ("It hums", "Old belt", "Call the yard"),
    ]
    cells = [(50 + 150 * x, 700 - 14 * y, cell) for y, row in enumerate(rows) for x, cell in enumerate(row)]

    document = read_document("pump.pdf", drawn(laid(*cells)))

    assert document.text.split("\n")[1] == "Fault: It leaks a little; Cause: Loose seal; What to do: Turn the ring"
    assert document.losses == ()


def test_a_table_whose_rows_cannot_be_told_apart_is_left_out_and_that_is_said() -> None:
    rows = [
        ("Fault", "Cause", "What to do"),
        ("No light", "No power", "Push the plug in"),
        ("It leaks a", "Loose seal", "Turn the ring"),
        ("Little", "", "By hand"),
        ("It hums", "Old belt", "Call the yard"),
    ]
    cells = [(50 + 150 * x, 700 - 14 * y, cell) for y, row in enumerate(rows) for x, cell in enumerate(row)]
    after = (50, 580, "The guarantee is for three years from the day of purchase.")

    document = read_document("pump.pdf", drawn(laid(*cells, after)))

    assert document.text == after[2]
    assert [one.partition(":")[0] for one in document.losses] == [
        "page 1 has a table whose cells go over several lines"
    ]


def test_a_number_that_a_line_end_cuts_is_no_value_of_a_label() -> None:
    page = "BT /F1 12 Tf 14 TL 50 750 Td (Nights: Harbour watch, 01632) Tj T* (960111. They charge for a call.) Tj ET"

    document = read_document("harbour.pdf", drawn(page))

    assert document.blocks is not None
    assert [one.kind for one in document.blocks] == ["paragraph"]
