"""Tables of pages: their cells as a person sees them, those that span others in each of them."""

from collections.abc import Callable, Iterator
from typing import Any

MOST_SPAN = 50  # rows or columns that a cell takes


def parts_of(node: Any, tags: set[str]) -> Iterator[Any]:  # noqa: ANN401
    """Yield the elements of these tags that are children, also within a ``div``."""
    child = node.child
    while child is not None:
        if child.tag in tags:
            yield child
        elif child.tag == "div":
            inner = child.child
            while inner is not None:
                if inner.tag in tags:
                    yield inner
                inner = inner.next
        child = child.next


def grid(
    table: Any,  # noqa: ANN401 - selectolax's node
    words: Callable[[Any], str],
    left_out: Callable[[Any], bool],
) -> tuple[list[list[str]], list[bool]]:
    """Return the cells of a table, those that span rows or columns in each of them, and which rows are headers.

    ``words`` reads a cell; rows, groups and cells that are ``left_out`` are none.
    """
    rows: list[list[str]] = []
    heads: list[bool] = []
    hanging: dict[int, tuple[int, str]] = {}  # of a column: how many more rows its cell takes, and its words
    for tr in table.css("tr"):
        if left_out(tr) or (tr.parent is not None and tr.parent.tag != "table" and left_out(tr.parent)):
            continue
        cells = [cell for cell in parts_of(tr, {"td", "th"}) if not left_out(cell)]
        row: list[str] = []
        for cell in cells:
            _fill(row, hanging)
            text = " ".join(words(cell).split())
            down, across = (_span_of(cell, name) for name in ("rowspan", "colspan"))
            for _ in range(across):
                if down > 1:
                    hanging[len(row)] = (down - 1, text)
                row.append(text)
        _fill(row, hanging)
        rows.append(row)
        bold = all(cell.tag == "th" or _is_bold(cell) for cell in cells)
        heads.append(bool(cells) and len(cells) > 1 and (bold or getattr(tr.parent, "tag", "") == "thead"))
    return rows, heads


def _is_bold(cell: Any) -> bool:  # noqa: ANN401
    bold = cell.css_first("b, strong")
    return bold is not None and bold.text().strip() == cell.text().strip() != ""


def _fill(row: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    while (at := len(row)) in hanging:
        left, text = hanging.pop(at)
        if left > 1:
            hanging[at] = (left - 1, text)
        row.append(text)


def _span_of(cell: Any, name: str) -> int:  # noqa: ANN401
    given = cell.attributes.get(name) or "1"
    return max(1, min(int(given), MOST_SPAN)) if given.isdecimal() and len(given) < 5 else 1
