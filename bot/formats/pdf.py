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

from bot.formats.outline import Outline
from bot.formats.plain_text import read_plain
from bot.formats.raised import raised

PAGES = 500
CHARS = 400_000  # twice what a set may hold: enough to say that it is too much
SMALL = 0.85  # of the size of the text before: what is raised and smaller is a mark
LARGE = 1.12  # times the size of most of the text: a heading
FURNITURE = 3  # pages that have a line alike before it is a running header or footer
FURNITURE_LINES = 4  # of a header or footer, which may be drawn one after the other
COLUMN_LINES = 4  # side by side, of some length on both sides: else they are cells of a table
COLUMN_CHARS = 18  # of such a line, on average
_NUMBER = re.compile(r"\d+")
_GAP = re.compile(r" {3,}")
_PIECE = re.compile(r"\S+(?: {1,2}\S+)*")
CELL_GAP = "   "
SLACK = 2  # characters that a line may begin before its column
DRIFT = 6  # characters that a cell may begin beside its column: letters differ in width
LEAST_ROWS = 3  # of a table that is looked at for cells over several lines
_HYPHEN = re.compile(r"\b(\w{0,40}[^\W\d_])-\n([a-z]\w{0,40})")
_KEPT = frozenset(("self", "non", "co", "e", "ex", "all", "well", "pre", "re", "in", "on", "off", "up"))
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
    for number, page in enumerate(reader.pages, start=1):
        pages.append(_lines_of(page, number, losses))
        read += sum(len(line.text) for line in pages[-1])
        if not pages[-1]:
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


def _lines_of(page: Any, number: int, losses: list[str]) -> list[Line]:  # noqa: ANN401 - pypdf's page
    drawn = Drawn()
    page.extract_text(visitor_text=drawn.text, visitor_operand_before=drawn.operator)
    lines = [line for line in drawn.lines if line.text.strip()]
    if drawn.marks:
        losses.append(f"page {number} has footnotes: their marks are left out, so an answer may lack what a note adds")
    if not _side_by_side(drawn.places):
        return _trimmed(lines)
    laid = page.extract_text(extraction_mode="layout").split("\n")
    columns = columns_of(laid)
    if drawn.marks:
        # Laid out by position the marks of footnotes would stand on the figures.
        if columns:
            losses.append(f"page {number} has columns that may be read across: give its text, if an answer is odd")
        return _trimmed(lines)
    known = {"".join(line.text.split()): line for line in lines}
    if columns:
        return [_sized(text, known) for text in columns]
    kept = without_wrapped(laid)
    if len(kept) < len(laid):
        losses.append(
            f"page {number} has a table whose cells go over several lines: it is left out, as they cannot be told apart"
        )
    if _has_more_columns(kept):
        losses.append(
            f"page {number} has more than two columns and may be read across: give its text, if answers are odd"
        )
    return [_sized(text.strip(), known) for text in kept if text.strip()]


def _sized(text: str, known: dict[str, Line]) -> Line:
    """Return a line with the size of its letters, if it was drawn as one."""
    one = known.get("".join(text.split()))
    return Line(text, one.size, 0.0, one.bold) if one else Line(text)


def without_wrapped(laid: Sequence[str]) -> list[str]:
    """Leave out tables of three columns or more in which a cell goes on in the next line: its row is not told."""
    kept: list[str] = []
    at = 0
    while at < len(laid):
        end = _table_end(laid, at)
        if end == at:
            kept.append(laid[at])
            at += 1
            continue
        rows = [_placed(line) for line in laid[at:end]]
        wrapped = any(len(row) < len(rows[0]) for row in rows)
        kept += [] if wrapped else laid[at:end]
        at = end
    return kept


def _table_end(laid: Sequence[str], at: int) -> int:
    """Return the line after the table that begins at a line; the line itself, if none does."""
    columns = [place for place, _ in _placed(laid[at])]
    if len(columns) < 3:
        return at
    end, full = at, 0
    while end < len(laid) and laid[end].strip():
        places = [place for place, _ in _placed(laid[end])]
        if not all(min(abs(place - one) for one in columns) <= DRIFT for place in places):
            break
        full += len(places) == len(columns)
        end += 1
    return end if full >= LEAST_ROWS else at


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


def columns_of(laid: Sequence[str]) -> list[str]:
    """Return the lines of a page in two columns, the left one first; [] if it has none.

    Two texts side by side are columns, many short ones are cells. What goes over both stays in its place. Where the
    right column begins is told by where most of its lines do: cells of a table in the left one are left of that.
    """
    split = [(line, _placed(line)) for line in laid if line.strip()]
    several = [parts for _, parts in split if len(parts) > 1]
    pairs = [parts for parts in several if len(parts) == 2]
    if len(pairs) < COLUMN_LINES or len(pairs) < 0.6 * len(several):
        return []
    edge = _edge(pairs, cells=len(pairs) < len(several))
    two = [halves for parts in several if all(halves := _halves(parts, edge))]
    if len(two) < COLUMN_LINES or len(two) < 0.6 * len(several):
        return []
    if min(sum(len(halves[side]) for halves in two) / len(two) for side in (0, 1)) < COLUMN_CHARS:
        return []
    lines: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for line, parts in split:
        if len(line.rstrip()) > edge and any(at < edge - SLACK < at + len(text) - SLACK for at, text in parts):
            lines += [*left, *right, line.strip()]
            left, right = [], []
            continue
        half = _halves(parts, edge)
        left += filter(None, half[:1])
        right += filter(None, half[1:])
    return [*lines, *left, *right]


def _edge(pairs: Sequence[list[tuple[int, str]]], *, cells: bool) -> int:
    """Return where the right one of two columns begins: where its lines do; without ``cells`` the leftmost of these.

    Letters of different widths move the beginnings of lines a little; a cell stands farther off.
    """
    begins = [parts[1][0] for parts in pairs]
    return Counter(begins).most_common(1)[0][0] if cells else min(begins)


def _placed(line: str) -> list[tuple[int, str]]:
    """Return the pieces of a line that stand far apart, each with where it begins."""
    return [(found.start(), found.group()) for found in _PIECE.finditer(line)]


def _halves(parts: Sequence[tuple[int, str]], edge: int) -> tuple[str, str]:
    """Return what of a line stands left and right of where the right column begins; cells keep their distance."""
    left = [text for at, text in parts if at < edge - SLACK]
    right = [text for at, text in parts if at >= edge - SLACK]
    return CELL_GAP.join(left), CELL_GAP.join(right)


def _has_more_columns(laid: Sequence[str]) -> bool:
    """Say whether long texts stand in three columns or more: cells of a table are shorter."""
    split = [_GAP.split(line.strip()) for line in laid if line.strip()]
    several = [parts for parts in split if len(parts) > 2]
    if len(several) < COLUMN_LINES:
        return False
    return sum(min(map(len, parts)) >= COLUMN_CHARS // 2 for parts in several) > 0.6 * len(several)


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
    words = set(re.findall(r"\b\w{1,40}(?:-\w{1,40}){1,5}", text.lower()))
    pieces, at, moved, shift = [], 0, {}, 0
    places = sorted(headings)
    for found in _HYPHEN.finditer(text):
        keeps = f"{found[1]}-{found[2]}".lower() in words or found[1].lower() in _KEPT
        pieces += [text[at : found.start()], f"{found[1]}{'-' if keeps else ''}{found[2]}"]
        at = found.end()
        while places and places[0] < found.start():
            place = places.pop(0)
            moved[place - shift] = headings[place]
        shift += 1 if keeps else 2
    for place in places:
        moved[place - shift] = headings[place]
    return "".join([*pieces, text[at:]]), moved
