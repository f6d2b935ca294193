"""Pages in columns: each is read from top to bottom, whatever stands in it; what cannot be told apart is left out."""

from bot.formats.documents import read_document
from tests.formats.pdfs import drawn
from workflows.faq.documents import Document

RIGHT = 320
LEFT_TEXT = [
    "Members may borrow bikes for",
    "two hours at a time. A longer",
    "ride costs one euro for each",
    "started half hour after that.",
]
RIGHT_TEXT = [
    "Bring the bike back to any",
    "station with a free stand and",
    "push it in until the light is",
    "green and the lock has closed.",
]


def column(left: int, *parts: tuple[int, list[str]], top: int = 700) -> str:
    """Return the content of a column: lines of a size under one another; a line's cells are parted by bars."""
    shown, height = [], top
    for size, lines in parts:
        for line in lines:
            for at, cell in enumerate(line.split("|")):
                shown.append(f"/F1 {size} Tf 1 0 0 1 {left + 90 * at} {height} Tm ({cell}) Tj")
            height -= 14
    return " ".join(shown)


def read(*columns: str) -> Document:
    return read_document("leaflet.pdf", drawn(f"BT {' '.join(columns)} ET"))


def told(document: Document) -> list[tuple[str, str]]:
    assert document.blocks is not None
    return [(one.kind, " ".join(document.text[one.start : one.end].split())) for one in document.blocks]


def test_headings_and_lists_in_columns_stay_with_their_column() -> None:
    bullets = [
        "\\267 Wear a helmet wherever you",
        "go, also in the park.",
        "\\267 Never ride with a passenger",
        "at all.",
    ]
    left = column(50, (16, ["Borrowing"]), (12, LEFT_TEXT), (16, ["Safety"]), (12, bullets))
    right = column(RIGHT, (12, RIGHT_TEXT), (16, ["Damage"]), (12, ["Report damage to us before", "you ride on."]))

    assert told(read(left, right)) == [
        ("heading", "Borrowing"),
        ("paragraph", " ".join(LEFT_TEXT)),
        ("heading", "Safety"),
        ("item", "• Wear a helmet wherever you go, also in the park."),
        ("item", "• Never ride with a passenger at all."),
        ("paragraph", " ".join(RIGHT_TEXT)),
        ("heading", "Damage"),
        ("paragraph", "Report damage to us before you ride on."),
    ]


def test_a_table_in_a_column_is_rows_and_the_text_beside_it_is_not() -> None:
    left = column(50, (12, [*LEFT_TEXT, "Plan|Price a day", "Basic bike|4 euros", "Cargo bike|9 euros"]))
    right = column(RIGHT, (12, [*RIGHT_TEXT, *RIGHT_TEXT]))

    found = told(read(left, right))

    assert ("paragraph", " ".join(LEFT_TEXT)) in found
    assert [text for kind, text in found if kind in {"row", "pair"}] == [
        "Plan: Basic bike; Price a day: 4 euros",
        "Plan: Cargo bike; Price a day: 9 euros",
    ]
    assert found[-1] == ("paragraph", " ".join([*RIGHT_TEXT, *RIGHT_TEXT]))


def test_a_table_with_wrapped_cells_in_a_column_is_left_out_and_the_text_around_it_is_kept() -> None:
    table = ["Fault|Cause|Remedy", "No light|No power|Plug it in", "It leaks a|Loose seal|Turn ring", "little"]
    left = column(50, (12, [*LEFT_TEXT, *table, *LEFT_TEXT]))
    right = column(RIGHT + 20, (12, [*RIGHT_TEXT, *RIGHT_TEXT, *RIGHT_TEXT]))

    document = read(left, right)

    assert document.text.split() == " ".join([*LEFT_TEXT, *LEFT_TEXT, *RIGHT_TEXT, *RIGHT_TEXT, *RIGHT_TEXT]).split()
    assert [one.partition(":")[0] for one in document.losses] == [
        "page 1 has a table whose cells go over several lines"
    ]


def test_lines_over_both_columns_stay_in_their_place_with_their_heading() -> None:
    wide = "All of this holds for the whole of the town, and for every village around it that has a stand."
    left, right = column(50, (12, LEFT_TEXT), top=680), column(RIGHT, (12, RIGHT_TEXT), top=680)
    after = column(50, (12, ["Where", wide]), top=590)

    assert read(column(50, (12, [wide])), left, right, after).text.split() == (
        " ".join([wide, *LEFT_TEXT, *RIGHT_TEXT, "Where", wide]).split()
    )


def test_a_few_lines_of_running_text_side_by_side_are_left_out_and_that_is_said() -> None:
    left, right = column(50, (12, LEFT_TEXT[:3])), column(RIGHT, (12, RIGHT_TEXT[:3]))
    after = column(50, (12, ["The guarantee is for three years from the day of purchase."]), top=600)

    document = read(left, right, after)

    assert document.text == "The guarantee is for three years from the day of purchase."
    assert document.losses == ("page 1 has texts side by side that cannot be told apart: they are left out",)


def test_short_cells_are_rows_though_they_begin_with_small_letters() -> None:
    rows = column(50, (12, ["first ride|free", "second ride|two euros", "third ride|three euros"]))

    assert [text for _, text in told(read(rows))] == [
        "first ride: free",
        "second ride: two euros",
        "third ride: three euros",
    ]


def with_edges(body: str, number: int) -> str:
    header = f"{column(50, (9, ['Tarn Bikes']), top=770)} {column(450, (9, ['Rules 2026']), top=770)}"
    footer = column(50, (9, ["Keep these rules.", "Printed in Tarn."]), top=50)
    return f"BT {header} {footer} {column(450, (9, [str(number)]), top=36)} {body} ET"


def test_headers_and_footers_of_two_pages_are_left_out_with_their_numbers() -> None:
    left, right = column(50, (12, LEFT_TEXT)), column(RIGHT, (12, RIGHT_TEXT))
    last = column(50, (12, ["Call us at any time, if a bike", "is broken. We come within 2 hours."]))

    text = read_document("rules.pdf", drawn(with_edges(f"{left} {right}", 1), with_edges(last, 2))).text

    whole = [*LEFT_TEXT, *RIGHT_TEXT, "Call us at any time, if a bike is broken. We come within 2 hours."]
    assert text.split() == " ".join(whole).split()


def test_what_only_one_of_two_pages_has_at_its_edge_is_kept() -> None:
    body = column(50, (12, LEFT_TEXT))
    first, second = (column(50, (9, [f"{day} is free."]), top=770) for day in ("Monday", "Tuesday"))

    text = read_document("rules.pdf", drawn(f"BT {first} {body} ET", f"BT {second} {body} ET")).text

    assert "Monday is free." in text
    assert "Tuesday is free." in text


def test_the_mark_of_an_item_that_is_drawn_by_itself_joins_its_text() -> None:
    items = column(62, (12, ["Helmets are lent for nothing.", "Locks are lent for nothing."]))
    marks = "/F1 6 Tf 1 0 0 1 50 702 Tm (\\267) Tj"

    assert told(read(marks, items))[0] == ("item", "• Helmets are lent for nothing. Locks are lent for nothing.")
