"""A page that is laid out with blanks, divided by where its texts stand: columns one after the other, tables by rows.

A gutter is a strip that stays empty over many lines; a line over both columns ends it. What cannot be told apart is
left out. Every step looks at each line a fixed number of times.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

COLUMN_LINES = 4  # side by side: else they are cells of a table
COLUMN_CHARS = 18  # of such a line, on average
SIDE_BY_SIDE = 0.6  # of the lines between the first and the last with two texts, that have them
WITHOUT_CELLS = 0.3  # of the lines of a column, at least: all others are of tables in it
GOING_ON = 0.2  # of the lines of running text, at least, that go on in the next one
GUTTERS = 8  # that are tried on a page
GUTTER = 2  # blanks
CELL_GAP = "   "
SLACK = 2  # characters that a line may begin before its column: letters differ in width
DRIFT = 6  # characters that a cell may begin beside its column
LEAST_ROWS = 3  # of a table that is looked at for cells over several lines
MOST_CELLS = 40  # of a row
TAIL = 2  # lines under the left column that belong to what follows over both
_PIECE = re.compile(r"\S+(?: {1,2}\S+)*")
_MARK = re.compile(r"(?:[\u2022\u25aa\u25cf\u25e6\u2023\u00b7\u2013]|\(?(?:\d{1,2}|[a-z])[.)])")
Pieces = list[tuple[int, str]]


def is_mark(text: str) -> bool:
    """Say whether a text is the mark of an item of a list and no more."""
    return _MARK.fullmatch(text.strip()) is not None


def placed(line: str) -> Pieces:
    """Return the pieces of a line that stand far apart, each with where it begins; a mark belongs to its item."""
    pieces: Pieces = []
    for found in _PIECE.finditer(line):
        if pieces and is_mark(pieces[-1][1]):
            at, mark = pieces.pop()
            pieces.append((at, f"{mark} {found.group()}"))
        else:
            pieces.append((found.start(), found.group()))
    return pieces


def one_text(line: str) -> str:
    """Return a line of a column as it is read: cells keep their distance, the mark of an item does not."""
    return CELL_GAP.join(text for _, text in placed(line))


def columns_of(laid: Sequence[str]) -> list[str]:
    """Return the lines of a page in two columns, the left one first; [] if it has none.

    Two running texts side by side are columns, many short ones are cells. What goes over both stays in its place.
    Lines keep what stands between their cells, and empty lines are kept.
    """
    several = [pieces for line in laid if len(pieces := placed(line)) > 1]
    begins = Counter(at for pieces in several for at, _ in pieces[1:])
    best: tuple[int, int] = (0, 0)
    for common, _ in begins.most_common(GUTTERS):
        edge = min(at for at in begins if common - SLACK <= at <= common)
        bands = [(start, end) for start, end in _bands(laid, edge) if _has_columns(laid[start:end], edge)]
        lines = sum(all(map(str.strip, _halves(line, edge))) for start, end in bands for line in laid[start:end])
        best = max(best, (lines, edge))
    return _one_after_the_other(laid, best[1]) if best[0] else []


def _bands(laid: Sequence[str], edge: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of lines in which nothing goes over a gutter, without the table across the page at their ends."""
    start = 0
    for at in range(len(laid) + 1):
        if at < len(laid) and not laid[at][max(0, edge - GUTTER) : edge].strip():
            continue
        end = at
        if at < len(laid):
            end -= _tail(laid[start:end], edge)
        yield from _without_tables(laid, start, end, edge)
        start = at + 1


def _tail(band: Sequence[str], edge: int) -> int:
    """Return how many lines at the end of a band stand alone at the left, after a gap: the heading of what follows."""
    at = len(band)
    while at and band[at - 1].strip() and not band[at - 1][edge:].strip():
        at -= 1
    return len(band) - at if at and len(band) - at <= TAIL and not band[at - 1].strip() else 0


def _without_tables(laid: Sequence[str], start: int, end: int, edge: int) -> Iterator[tuple[int, int]]:
    """Yield a band in parts: between them are tables whose rows go over the gutter, apart from the other lines."""
    at = start
    while at < end:
        after = _table_end(laid, at) if at == start or not laid[at - 1].strip() else at
        alone = after == end or not laid[after : after + 1] or not laid[after].strip()
        if after > at and alone and not any(_running(laid[at:after], edge)):
            yield start, at
            start = after
        at = max(after, at + 1)
    yield start, end


def _has_columns(band: Sequence[str], edge: int) -> bool:
    """Say whether a band of lines is running text side by side."""
    both = [at for at, line in enumerate(band) if all(map(str.strip, _halves(line, edge)))]
    if len(both) < COLUMN_LINES:
        return False
    between = [line for line in band[both[0] : both[-1] + 1] if line.strip()]
    if len(both) < SIDE_BY_SIDE * len(between):
        return False
    halves = [_halves(band[at], edge) for at in both]
    if min(sum(len(placed(half[side])) == 1 for half in halves) / len(both) for side in (0, 1)) < WITHOUT_CELLS:
        return False
    if min(sum(len(half[side].strip()) for half in halves) / len(both) for side in (0, 1)) < COLUMN_CHARS:
        return False
    pairs = sum(len(placed(band[at])) == 2 for at in both)
    enough = any if pairs >= len(both) / 2 else all
    return enough(_running(band, edge)) and not _are_rows(band, edge)


def _running(band: Sequence[str], edge: int) -> tuple[bool, bool]:
    """Say of both sides whether their lines are running text."""
    sides = ([half for line in band if (half := _halves(line, edge)[side].strip())] for side in (0, 1))
    left, right = (
        sum(goes_on(*pair) for pair in pairwise(side)) >= max(2, GOING_ON * (len(side) - 1)) for side in sides
    )
    return left, right


def goes_on(before: str, after: str) -> bool:
    """Say whether a line goes on in the next one."""
    if before[-1:] == "-" and before[-2:-1].isalpha():
        return True
    return after[:1].islower() and before[-1:] not in ".!?:;"


def _are_rows(band: Sequence[str], edge: int) -> bool:
    """Say whether a band is rows of long cells: gaps over both sides, and both begin anew after each."""
    begins = [line for before, line in pairwise(["", *band]) if line.strip() and not before.strip()]
    return len(begins) >= LEAST_ROWS and all(
        all(half[:1].isalnum() and not half[:1].islower() for half in map(str.strip, _halves(line, edge)))
        for line in begins
    )


def _halves(line: str, edge: int) -> tuple[str, str]:
    return line[:edge], line[edge:]


def _one_after_the_other(laid: Sequence[str], edge: int) -> list[str]:
    lines: list[str] = []
    at = 0
    for start, end in _bands(laid, edge):
        if not _has_columns(laid[start:end], edge):
            continue
        lines += laid[at:start]
        for side in (0, 1):
            lines += [_halves(line, edge)[side] for line in laid[start:end]]
            lines.append("")
        at = end
    return [*lines, *laid[at:]]


def without_wrapped(laid: Sequence[str]) -> list[str]:
    """Leave out tables of three columns or more in which a cell goes on in the next line: its row is not told."""
    return _without(laid, _table_end, _is_wrapped)


def without_mixed(laid: Sequence[str]) -> list[str]:
    """Leave out texts side by side of which both go on in the next line: they are no label with its value."""
    return _without(laid, _run_end, lambda run: any(_both_go_on(*pair) for pair in pairwise(run)))


def _without(
    laid: Sequence[str], end_of: Callable[[Sequence[str], int], int], is_left_out: Callable[[Sequence[str]], bool]
) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(laid):
        end = end_of(laid, at)
        if end == at or not is_left_out(laid[at:end]):
            end = max(end, at + 1)
            kept += laid[at:end]
        at = end
    return kept


def _is_wrapped(table: Sequence[str]) -> bool:
    columns = len(placed(table[0]))
    return any(len(placed(line)) < columns for line in table)


def _run_end(laid: Sequence[str], at: int) -> int:
    """Return the line after those with several pieces that begin at a line; the line itself, if it has only one."""
    while at < len(laid) and len(placed(laid[at])) > 1:
        at += 1
    return at


def _both_go_on(line: str, after: str) -> bool:
    one, other = placed(line), placed(after)
    if min(len(one[0][1]), len(one[-1][1])) < COLUMN_CHARS:
        return False
    return goes_on(one[0][1], other[0][1]) and goes_on(one[-1][1], other[-1][1])


def _table_end(laid: Sequence[str], at: int) -> int:
    """Return the line after the table that begins at a line; the line itself, if none does.

    A line that goes on into the next column is none of its cells, nor is a heading right under it.
    """
    columns = [place for place, _ in placed(laid[at])]
    if not 3 <= len(columns) <= MOST_CELLS:
        return at
    end, full = at, 0
    while end < len(laid) and (pieces := placed(laid[end])) and are_cells(pieces, columns):
        full += len(pieces) == len(columns)
        end += 1
    while end > at and _begins_text(laid[end - 1]):
        end -= 1
    return end if full >= LEAST_ROWS else at


def are_cells(pieces: Pieces, columns: Sequence[int]) -> bool:
    """Say whether pieces stand in columns of a table, and none goes over where the next column begins."""
    for place, text in pieces:
        near = min(range(len(columns)), key=lambda at: abs(columns[at] - place))
        if abs(columns[near] - place) > DRIFT:
            return False
        if near + 1 < len(columns) and place + len(text) > columns[near + 1] + SLACK:
            return False
    return True


def _begins_text(line: str) -> bool:
    pieces = placed(line)
    return len(pieces) == 1 and not pieces[0][1][:1].islower() and pieces[0][0] <= SLACK


def has_more_columns(laid: Sequence[str]) -> bool:
    """Say whether long texts stand in three columns or more: cells of a table are shorter."""
    several = [pieces for line in laid if len(pieces := placed(line)) > 2]
    if len(several) < COLUMN_LINES:
        return False
    long = sum(min(len(text) for _, text in pieces) >= COLUMN_CHARS // 2 for pieces in several)
    return long > 0.6 * len(several)
