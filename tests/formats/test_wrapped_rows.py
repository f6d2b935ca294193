"""Rows of a table whose cells go over several lines are put together, and nothing else is."""

from bot.formats.wrapped_rows import with_whole_rows

GAPPED = [
    "",
    "   Light              Cause                      Remedy",
    "",
    "   Red 1              The rope is cut or         Mend the rope",
    "                      worn                       with a knot",
    "",
    "   Blue 2             The winch is warm          Wait a while",
    "",
    "   Green 3            The key was turned         Ask the yard",
    "                      twice",
]
CLOSE = [
    "",
    "   What you see       Likely cause           What to do",
    "   No light though    fuse blown, or         fit a fuse;",
    "   the lamp hums      wire loose             try again",
    "   Rope slips         wet drum               dry it",
    "   Door sticks        rust in the            oil it",
    "                      hinge",
]
PROSE = [
    "",
    "   Rope must be dry            The yard opens at nine",
    "   before it is rolled         and closes at five on",
    "   Never leave a rope          Sundays. Bring a coat",
    "   in the sun for long         when there is wind.",
]


def test_rows_with_gaps_between_them_are_one_line_each() -> None:
    lines, rows = with_whole_rows(GAPPED)

    assert [" ".join(one.split()) for one in lines if one in rows] == [
        "Red 1 The rope is cut or worn Mend the rope with a knot",
        "Blue 2 The winch is warm Wait a while",
        "Green 3 The key was turned twice Ask the yard",
    ]


def test_in_three_columns_a_row_begins_with_a_capital() -> None:
    _, rows = with_whole_rows(CLOSE)

    assert "No light though the lamp hums   fuse blown, or wire loose   fit a fuse; try again" in rows
    assert len(rows) == 3


def test_running_text_side_by_side_is_left_as_it_is() -> None:
    assert with_whole_rows(PROSE) == (PROSE, frozenset())


def test_a_table_whose_rows_are_on_one_line_each_is_left_as_it_is() -> None:
    plain = ["  Boat     Price   Days", "  Canoe    4 €     1", "  Kayak    6 €     2", "  Raft     9 €     3"]

    assert with_whole_rows(plain) == (plain, frozenset())
