"""A PDF as a person sees it: lines put together to paragraphs, headings by their size, columns one after the other.

Running headers and footers, marks of footnotes and hyphens at line ends are no text. Runs in a process of its own.
"""

import io
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from bot.formats.columns import (
    CELL_GAP,
    columns_of,
    has_more_columns,
    is_mark,
    one_text,
    without_mixed,
    without_wrapped,
)
from bot.formats.hyphens import BROKEN, keeps_hyphen, words_of
from bot.formats.outline import Outline
from bot.formats.plain_text import read_plain
from bot.formats.raised import raised
from bot.formats.running import Running, is_running, running_of, without_running
from bot.formats.wrapped_rows import with_whole_rows

PAGES = 500
CHARS = 400_000  # twice what a set may hold: enough to say that it is too much
SMALL = 0.85  # of the size of the text before: what is raised and smaller is a mark
LARGE = 1.12  # times the size of most of the text: a heading
LOOKED_AT = 6  # pages whose edges are compared by height, too, before any is read
FURNITURE = 3  # pages that have a line alike before it is a running header or footer
FURNITURE_LINES = 4  # of a header or footer, which may be drawn one after the other
_NUMBER = re.compile(r"\d+")
Matrix = Sequence[float]


class Unreadable(ValueError):
    """It cannot be read; the message is what is wrong: encrypted, scanned, pages."""


@dataclass(slots=True)
class Line:
    """A line of a page. ``size`` of its letters; ``height`` on the page."""

    text: str
    size: float = 0.0
    height: float = 0.0
    bold: bool = False


class Drawn:
    """The lines of a page, as they are drawn; small raised digits that mark a footnote are left out."""

    def __init__(self) -> None:
        self.lines: list[Line] = [Line("")]
        self.marks = 0  # that were left out
        self.places: list[tuple[float, float]] = []  # height and left edge of each piece
        self._last = (0.0, 0.0)  # size and height of the last piece that shows something
        self._rise = self._shown_rise = 0.0

    def operator(self, operator: bytes, operands: Sequence[Any], matrix: Matrix, text_matrix: Matrix) -> None:
        """Remember how far the text that is shown next is raised, and where: pypdf does not tell it with the text."""
        if operator == b"Ts" and operands and isinstance(operands[0], int | float):
            self._rise = float(operands[0])
        elif operator in {b"Tj", b"TJ", b"'", b'"'}:
            self._shown_rise = self._rise
            self.places.append((text_matrix[5] + matrix[5], text_matrix[4] + matrix[4]))

    def text(self, text: str, matrix: Matrix, text_matrix: Matrix, font: Any, font_size: float) -> None:  # noqa: ANN401
        """Take one piece; its size and height on the page are in the matrices (PDF 32000-1, 9.4.4)."""
        scale = math.hypot(*matrix[2:4])
        size = font_size * math.hypot(*text_matrix[2:4]) * scale
        height = text_matrix[5] * scale + matrix[5] + self._shown_rise * scale
        small = size <= SMALL * self._last[0] and height > self._last[1]
        before = self.lines[-1].text
        if small and text.strip().isdecimal() and before and not before[-1].isspace():
            mark = raised(before, text)
            self.marks += mark == ""
            text = mark
        elif text.strip():
            self._last = (size, height)
        self._write(text, size, height, font)

    def _write(self, text: str, size: float, height: float, font: Any) -> None:  # noqa: ANN401
        for at, piece in enumerate(text.split("\n")):
            if at:
                self.lines.append(Line(""))
            line = self.lines[-1]
            if piece.strip() and not line.text.strip():
                line.size, line.height, line.bold = size, height, _is_bold(font)
            line.text += piece


def _is_bold(font: Any) -> bool:  # noqa: ANN401 - a font dictionary of pypdf, or None
    name = str(font.get("/BaseFont", "")) if isinstance(font, dict) else ""
    return "bold" in name.lower() or "black" in name.lower()


def read_pdf(data: bytes) -> Outline:
    """Read a PDF.

    Raises
    ------
    Unreadable
        It is encrypted, has no text, or too many pages.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - only after the limits are set

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("encrypted")
    if len(reader.pages) > PAGES:
        raise Unreadable("pages")
    pages: list[list[Line]] = []
    losses: list[str] = []
    read = 0
    first = [_drawn(page) for page in reader.pages[:LOOKED_AT]]
    running = running_of([one.lines for one in first])
    for number, page in enumerate(reader.pages, start=1):
        said = len(losses)
        drawn = first[number - 1] if number <= len(first) else _drawn(page)
        pages.append(_lines_of(page, drawn, number, losses, running))
        read += sum(len(line.text) for line in pages[-1])
        if not pages[-1] and len(losses) == said:
            losses.append(f"page {number} has no text: it may be a picture")
        if read > CHARS:
            break
    if not any(pages):
        raise Unreadable("scanned")
    for _ in range(FURNITURE_LINES):
        _without_furniture(pages)
    outline = _outline(pages)
    outline.losses, outline.pages = losses, len(reader.pages)
    outline.title = _title(reader)
    return outline


def _title(reader: Any) -> str:  # noqa: ANN401 - pypdf's reader
    title = str((reader.metadata or {}).get("/Title") or "").strip()
    return "" if re.search(r"untitled|\.\w{2,4}$|^microsoft|^document\d*$", title, re.IGNORECASE) else title


def _drawn(page: Any) -> Drawn:  # noqa: ANN401 - pypdf's page
    drawn = Drawn()
    page.extract_text(visitor_text=drawn.text, visitor_operand_before=drawn.operator)
    return drawn


def _lines_of(page: Any, drawn: Drawn, number: int, losses: list[str], running: Running) -> list[Line]:  # noqa: ANN401
    lines = _with_marks([line for line in drawn.lines if line.text.strip() and not is_running(line, running)])
    if drawn.marks:
        losses.append(f"page {number} has footnotes: their marks are left out, so an answer may lack what a note adds")
    if not _side_by_side(drawn.places):
        return _trimmed(lines)
    laid = without_running(page.extract_text(extraction_mode="layout").split("\n"), running)
    columns = columns_of(laid)
    if drawn.marks:
        # Laid out by position the marks of footnotes would stand on the figures.
        if columns:
            losses.append(f"page {number} has columns that may be read across: give its text, if an answer is odd")
        return _trimmed(lines)
    known = {"".join(line.text.split()): line for line in lines}
    told = _told_apart(columns or laid, number, losses)
    return [_sized(text, known) for line in told if (text := one_text(line))]


def _told_apart(laid: Sequence[str], number: int, losses: list[str]) -> list[str]:
    """Leave out what stands side by side and is neither columns nor rows, and say so."""
    laid, rows = with_whole_rows(laid)
    kept = without_wrapped(laid)
    if len(kept) < len(laid):
        losses.append(
            f"page {number} has a table whose cells go over several lines: it is left out, as they cannot be told apart"
        )
    if has_more_columns([line for line in kept if line not in rows]):
        losses.append(
            f"page {number} has more than two columns and may be read across: give its text, if answers are odd"
        )
    told = without_mixed(kept)
    if len(told) < len(kept):
        losses.append(f"page {number} has texts side by side that cannot be told apart: they are left out")
    return told


def _sized(text: str, known: dict[str, Line]) -> Line:
    """Return a line with the size of its letters, if it was drawn as one."""
    one = known.get("".join(text.split()))
    return Line(text, one.size, 0.0, one.bold) if one else Line(text)


def _with_marks(lines: Sequence[Line]) -> list[Line]:
    """Put the mark of an item of a list before its text, where it was drawn by itself."""
    joined: list[Line] = []
    for line in lines:
        if joined and is_mark(joined[-1].text):
            mark = joined.pop().text.strip()
            line.text = f"{mark} {line.text.strip()}"
        joined.append(line)
    return joined


def _trimmed(lines: list[Line]) -> list[Line]:
    for line in lines:
        line.text = line.text.strip()
    return lines


def _side_by_side(places: Sequence[tuple[float, float]]) -> bool:
    """Say whether several lines of a page have pieces far apart from one another."""
    edges: dict[int, list[float]] = {}
    for height, left in places:
        edges.setdefault(round(height), []).append(left)
    return sum(max(lefts) - min(lefts) > 60 for lefts in edges.values() if len(lefts) > 1) >= 2


def _without_furniture(pages: list[list[Line]]) -> None:
    """Leave out the first and last lines that most pages have alike but for their numbers: headers, footers."""
    edges = Counter(key for lines in pages if len(lines) > 2 for key in {_key(lines[0]), _key(lines[-1])})
    running = {key for key, count in edges.items() if count >= FURNITURE and count > len(pages) / 2}
    for lines in pages:
        if len(lines) > 2 and _key(lines[-1]) in running:
            del lines[-1]
        if len(lines) > 1 and _key(lines[0]) in running:
            del lines[0]


def _key(line: Line) -> str:
    return _NUMBER.sub("#", line.text.strip())


def _outline(pages: list[list[Line]]) -> Outline:
    """Put lines together to paragraphs, also over pages, and find out what they are."""
    lines = [line for page in pages for line in page]
    sizes = [round(line.size, 1) for line in lines if line.size for _ in range(max(1, len(line.text) // 10))]
    usual = median(sizes) if sizes else 0.0
    steps = Counter(
        round(gap)
        for page in pages
        for one, other in pairwise(page)
        if one.size == other.size and 0 < (gap := one.height - other.height) < 60
    )
    step = min((gap for gap, count in steps.items() if count >= 0.2 * max(steps.values())), default=0)
    large = sorted({round(line.size, 1) for line in lines if line.size > LARGE * usual > 0}, reverse=True)
    width = max((len(line.text) for line in lines), default=0)
    text, headings, before = "", {}, None
    for page in pages:
        for line in page:
            is_heading = _is_heading(line, usual)
            if before is not None:
                text += _between(before, line, step, width, apart=is_heading or _is_heading(before, usual))
            if is_heading:
                size = round(line.size, 1)
                headings[len(text)] = 1 + large.index(size) if size in large else 6
            text += line.text
            before = line
    return read_plain(*_joined(text, headings))


def _is_heading(line: Line, usual: float) -> bool:
    short = len(line.text) <= 100 and not line.text.rstrip().endswith((".", ",", ";"))
    return short and (line.size > LARGE * usual > 0 or (line.bold and line.size >= usual and len(line.text) <= 80))


def _between(before: Line, line: Line, step: float, width: int, *, apart: bool) -> str:
    """Return what stands between two lines: nothing more than a line end, if the paragraph goes on."""
    gap = before.height - line.height
    if apart:
        return "\n\n"
    if CELL_GAP in before.text or CELL_GAP in line.text:
        return "\n" if CELL_GAP in before.text and (CELL_GAP in line.text or line.text[:1].islower()) else "\n\n"
    lone = not before.height and len(before.text) < 0.65 * min(width, 60) and before.text[-1:].isalpha()
    if lone and line.text[:1].isupper():
        return "\n\n"
    goes_on = line.text[:1].islower() and before.text[-1:] not in ".!?:"
    if goes_on:
        return "\n"
    if step and gap > 1.35 * step:
        return "\n\n"
    over_page = gap < 0 or not before.height
    return "\n\n" if over_page and before.text[-1:] in ".!?:" and len(before.text) < 0.8 * width else "\n"


def _joined(text: str, headings: dict[int, int]) -> tuple[str, dict[int, int]]:
    """Join words that a line end broke; where headings begin is told anew."""
    words = words_of(text)
    pieces, at, moved, shift = [], 0, {}, 0
    places = sorted(headings)
    for found in BROKEN.finditer(text):
        keeps = keeps_hyphen(found, words)
        pieces += [text[at : found.start()], f"{found[1]}{'-' if keeps else ''}{found[2]}"]
        at = found.end()
        while places and places[0] < found.start():
            place = places.pop(0)
            moved[place - shift] = headings[place]
        shift += 1 if keeps else 2
    for place in places:
        moved[place - shift] = headings[place]
    return "".join([*pieces, text[at:]]), moved
