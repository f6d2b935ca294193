"""What counts as told, of answers that stand in a table."""

import pytest

from tests.evaluation.natural import plain, stands_in


@pytest.mark.parametrize(
    ("told", "answer", "stands"),
    [
        ("Service: Eye test, adult · Price: £32", "| Eye test, adult | £32 |", True),
        ("Service: Eye test, adult · Price: £320", "| Eye test, adult | £32 |", False),
        ("Service: Eye test, child · Price: £32", "| Eye test, adult | £32 |", False),
        ("Eye test, adult. Monday to Friday only, and then it is not £32", "| Eye test, adult | £32 |", False),
        ("Closed on Sundays.", "Closed on Sundays.", True),
        ("Open on Sundays.", "Closed on Sundays.", False),
    ],
)
def test_a_row_of_a_table_stands_where_its_cells_stand_in_order(told: str, answer: str, *, stands: bool) -> None:
    assert stands_in(plain(told), answer) is stands
