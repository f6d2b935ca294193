"""A list of cases as a table that fits the terminal; piped, it is plain lines, and nothing is cut or filled up."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.formats.printable import one_line
from bot.formats.words import topic
from bot.terminal.lines import print_lines
from storage.case_lists import CaseLine

NARROW = 60  # characters; below it no table holds whole numbers of cases
WIDE = 100  # characters; below it words and times are short, and each column has one blank beside it
HEADINGS = ("case", "status", "route", "requester", "assignee", "opened", "subject")
LONGEST_NAME = 11  # characters of an id in a narrow terminal: as long as Slack's own are


def open_console() -> Console:
    """Return standard output."""
    return Console(highlight=False)


def print_cases(console: Console, lines: Sequence[CaseLine]) -> None:
    """Print one line a case: in a terminal a long subject is cut where it ends, in a narrow one a case is a block."""
    if console.is_terminal and console.width < NARROW:
        print_lines((one for line in lines for one in _block(line)), console)
        return
    if console.is_terminal:
        wide = console.width >= WIDE
        console.print(_table([_cells(line) if wide else _short(line) for line in lines], wide=wide))
        return
    for row in _aligned([HEADINGS, *map(_cells, lines)]):
        console.print(Text(row), soft_wrap=True)


def _table(rows: Iterable[Sequence[str]], *, wide: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1) if wide else (0, 1, 0, 0))
    for heading in HEADINGS[:-1]:
        table.add_column(heading, no_wrap=True, max_width=None if wide else LONGEST_NAME)
    table.add_column(HEADINGS[-1])
    for row in rows:
        table.add_row(*(Text(cell, no_wrap=True, overflow="ellipsis") for cell in row))
    return table


def _aligned(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _cells(line: CaseLine) -> tuple[str, ...]:
    status = line.status if line.priority == "normal" else f"{line.status}, {line.priority}"
    people = (topic(line.route, line.requests) or "-", line.requester, line.assignee or "-")
    return tuple(map(one_line, (line.number, status, *people, f"{line.opened_at:%Y-%m-%d %H:%M}", line.subject)))


def _block(line: CaseLine) -> Iterable[Text]:
    number, *about, subject = _cells(line)
    return (Text(number, style="bold"), Text(f"  {subject}"), Text(f"  {', '.join(about)}"))


def _short(line: CaseLine) -> tuple[str, ...]:
    """Return the cells of a narrow terminal: one word of what it is about, no year, priority by the subject."""
    subject = line.subject if line.priority == "normal" else f"({line.priority}) {line.subject}"
    people = (
        topic(line.route, line.requests).partition(" ")[0].rstrip(",") or "-",
        line.requester,
        line.assignee or "-",
    )
    return tuple(map(one_line, (line.number, line.status, *people, f"{line.opened_at:%m-%d}", subject)))
