"""Rows of a table whose cells go over several lines, put together again. Lines are laid out with blanks.

A row begins where its first cell does: with a capital or a figure, and all other cells beside it. What goes on has no
first cell, or one in small letters; a gap between rows has to be between all of them. Each line is looked at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.formats.columns import CELL_GAP, DRIFT, LEAST_ROWS, Pieces, are_cells, placed

MOST_COLUMNS = 6
HEADER_CHARS = 25  # of a cell: longer ones are running text
LABEL_WORDS = 8  # of a first cell


@dataclass(slots=True)
class _Table:
    """Rows so far, each with the pieces of its cells; ``gaps``: of its rows, whether a line is empty before them."""

    columns: list[int]
    rows: list[list[list[str]]] = field(default_factory=list)
    gaps: list[bool] = field(default_factory=list)
    wrapped: bool = False

    def takes(self, pieces: Pieces, *, gap: bool) -> bool:
        """Take a line in; False: it is none of the table."""
        if not are_cells(pieces, self.columns):
            return False
        first = abs(pieces[0][0] - self.columns[0]) <= DRIFT
        if first and not pieces[0][1][:1].islower():
            if len(pieces) != len(self.columns):
                return False
            self.rows.append([[text] for _, text in pieces])
            self.gaps.append(gap)
            return True
        if not self.rows or gap:
            return False
        for place, text in pieces:
            near = min(range(len(self.columns)), key=lambda at: abs(self.columns[at] - place))
            self.rows[-1][near].append(text)
        self.wrapped = True
        return True

    def is_one(self) -> bool:
        """Say whether these are rows, and some of them over several lines: two columns need gaps between their rows."""
        if not self.wrapped or len(self.rows) < LEAST_ROWS or len(set(self.gaps[1:])) != 1:
            return False
        labels = [" ".join(row[0]) for row in self.rows]
        short = all(len(one.split()) <= LABEL_WORDS and ". " not in one for one in labels)
        return short and (len(self.columns) > 2 or self.gaps[-1])


def with_whole_rows(laid: Sequence[str]) -> tuple[list[str], frozenset[str]]:
    """Return lines with each such row on one line, its cells apart, and which these are; others stay as they are."""
    lines: list[str] = []
    whole: set[str] = set()
    at = 0
    while at < len(laid):
        table, end = _table_at(laid, at)
        if table is None:
            lines.append(laid[at])
            at += 1
            continue
        rows = [CELL_GAP.join(" ".join(cell) for cell in row) for row in table.rows]
        lines += ["", laid[at], *rows, ""]
        whole.update(rows)
        at = end
    return lines, frozenset(whole)


def _table_at(laid: Sequence[str], at: int) -> tuple[_Table | None, int]:
    """Return the table whose header is a line, and the line after it; None: there is none."""
    header = placed(laid[at])
    if not 2 <= len(header) <= MOST_COLUMNS or any(
        len(text) > HEADER_CHARS or not text[0].isupper() for _, text in header
    ):
        return None, at
    table = _Table([place for place, _ in header])
    end, gap = at + 1, False
    for number in range(at + 1, len(laid)):
        if not laid[number].strip():
            if gap:
                break
            gap = True
            continue
        if not table.takes(placed(laid[number]), gap=gap):
            break
        end, gap = number + 1, False
    return (table, end) if table.is_one() else (None, at)
