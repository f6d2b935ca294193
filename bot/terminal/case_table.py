"""A list of cases as a table that fits the terminal; piped, nothing is cut."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.formats.printable import one_line
from storage.case_lists import CaseLine

WIDE = 100  # characters; below it only what tells cases apart is shown
PIPED = 10_000


def open_console() -> Console:
    """Return standard output: as wide as the terminal; piped, as wide as what is printed."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=PIPED)


def print_cases(console: Console, lines: Sequence[CaseLine]) -> None:
    """Print one line a case: a long subject is cut where the terminal ends."""
    wide = console.width >= WIDE
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("case", "status", *(("route", "requester", "assignee") if wide else ()), "opened"):
        table.add_column(heading, no_wrap=True)
    table.add_column("subject")
    for line in lines:
        people = (line.route or "-", line.requester, line.assignee or "-") if wide else ()
        cells = (line.number, _status(line), *people, f"{line.opened_at:%Y-%m-%d %H:%M}", line.subject)
        table.add_row(*(Text(one_line(cell), no_wrap=True, overflow="ellipsis") for cell in cells))
    console.print(table)


def _status(line: CaseLine) -> str:
    return line.status if line.priority == "normal" else f"{line.status}, {line.priority}"
