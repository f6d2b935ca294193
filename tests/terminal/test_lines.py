"""What lines promise in a terminal: they fit, hang under their text, keep a quotation's bar; piped they are whole."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from bot.terminal.lines import print_lines

LONG = "many words that do not fit into one line of a terminal that is as narrow as this one"


def printed(*lines: str, width: int = 50, terminal: bool = True) -> list[str]:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, color_system=None, highlight=False)
    print_lines(map(Text, lines), console)
    return out.getvalue().split("\n")[:-1]


@pytest.mark.parametrize(
    ("line", "indent"),
    [
        (f"  subject        {LONG}", " " * 17),
        (f"  2026-11-28 21:42:51Z  YOU {LONG}", " " * 24),
        (f"✓ bot token         {LONG}", " " * 20),
        (f"                    → {LONG}", " " * 22),
        (f"    │ {LONG}", "    │ "),
        (f"    │ • {LONG}", "    │   "),
        (f"• {LONG}", "  "),
        (f"> {LONG}", "  "),
        (f"    classify: {LONG}", "      "),
    ],
)
def test_a_long_line_goes_on_under_where_its_text_begins(line: str, indent: str) -> None:
    first, *more = printed(line)

    assert line.startswith(first)
    assert more
    assert [one for one in more if one[len(indent)] == " "] == []
    assert [one[: len(indent)] for one in more] == [indent] * len(more)


def test_piped_a_line_is_whole() -> None:
    assert printed(f"    │ {LONG}", terminal=False) == [f"    │ {LONG}"]


@given(st.text(st.characters(codec="ascii", exclude_categories=["C"]), max_size=300), st.integers(20, 120))
def test_nothing_is_lost_and_every_line_fits(text: str, width: int) -> None:
    lines = printed(text, width=width)

    assert max(map(len, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_in_a_very_narrow_terminal_lines_hang_by_two() -> None:
    _, *more = printed(f"  2026-11-28 21:42:51Z  YOU {LONG}", width=30)

    assert [one[:2] for one in more] == ["  "] * len(more)
