"""``python -m bot.formats.pdf``: a PDF on stdin, its text as JSON on stdout. A process of its own with limits.

PDFs come from people: a parser that hangs or eats memory must take nothing else down with it.
"""

import contextlib
import io
import json
import math
import re
import resource
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

MEMORY_BYTES = 1 << 30
CPU_S = 20
PAGES = 500
SMALL = 0.85  # of the size of the text before: what is raised and smaller is a mark
FURNITURE = 3  # pages that have a line alike before it is a running header or footer
_NUMBER = re.compile(r"\d+")
Matrix = Sequence[float]
CHARS = 400_000  # twice what a set may hold: enough to say that it is too much


def limit() -> None:
    """Bound this process's memory and CPU time; the parent bounds the time on the clock."""
    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_S)):
        _, hard = resource.getrlimit(what)
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of memory
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


class Drawn:
    """The pieces of text of a page, as they are drawn; small raised digits that mark a footnote are left out."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._last = (0.0, 0.0)  # size and height of the last piece that shows something
        self._rise = self._shown_rise = 0.0

    def operator(self, operator: bytes, operands: Sequence[Any], _matrix: object, _text_matrix: object) -> None:
        """Remember how far the text that is shown next is raised; pypdf does not tell it with the text."""
        if operator == b"Ts" and operands and isinstance(operands[0], int | float):
            self._rise = float(operands[0])
        elif operator in {b"Tj", b"TJ", b"'", b'"'}:
            self._shown_rise = self._rise

    def text(self, text: str, matrix: Matrix, text_matrix: Matrix, _font: object, font_size: float) -> None:
        """Take one piece; its size and height on the page are in the matrices (PDF 32000-1, 9.4.4)."""
        scale = math.hypot(*matrix[2:4])
        size = font_size * math.hypot(*text_matrix[2:4]) * scale
        height = text_matrix[5] * scale + matrix[5] + self._shown_rise * scale
        small = size <= SMALL * self._last[0] and height > self._last[1]
        if small and text.strip().isdecimal() and (before := "".join(self.pieces[-2:])) and not before[-1].isspace():
            text = _raised(before, text)
        elif text.strip():
            self._last = (size, height)
        self.pieces.append(text)


def _raised(before: str, text: str) -> str:
    """Return what small raised digits are written as behind ``before``: nothing, if they mark a footnote."""
    digits, word = text.strip(), re.split(r"[^a-zA-Z0-9]", before[-8:])[-1]
    if digits in {"2", "3"} and word in {"m", "mm", "cm", "km", "ft", "in"}:
        return digits
    if word == "10":
        return f"^{digits}"
    return "" if len(digits) == 1 else f" {digits}"  # two digits: perhaps cents


def text_of(data: bytes) -> dict[str, str]:
    """Return ``{"text": …}``, or ``{"problem": …}``: encrypted, scanned, too long, broken."""
    from pypdf import PdfReader  # noqa: PLC0415 - only after the limits are set

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"problem": "encrypted"}
    if len(reader.pages) > PAGES:
        return {"problem": "pages"}
    pages: list[str] = []
    for page in reader.pages:
        drawn = Drawn()
        page.extract_text(visitor_text=drawn.text, visitor_operand_before=drawn.operator)
        pages.append("".join(drawn.pieces).strip())
        if sum(map(len, pages)) > CHARS:
            break
    text = _joined([page for page in _without_furniture(_without_furniture(pages)) if page])
    return {"text": text[:CHARS]} if text else {"problem": "scanned"}


def _without_furniture(pages: list[str]) -> list[str]:
    """Leave out the first and last lines that most pages have alike but for their numbers: headers, footers."""
    cut = [page.splitlines() for page in pages]
    edges = Counter(key for lines in cut if len(lines) > 2 for key in {_key(lines[0]), _key(lines[-1])})
    running = {key for key, count in edges.items() if count >= FURNITURE and count > len(pages) / 2}
    for lines in cut:
        if len(lines) > 2 and _key(lines[-1]) in running:
            del lines[-1]
        if len(lines) > 1 and _key(lines[0]) in running:
            del lines[0]
    return ["\n".join(lines).strip() for lines in cut]


def _key(line: str) -> str:
    return _NUMBER.sub("#", line.strip())


def _joined(pages: list[str]) -> str:
    """Join pages; a sentence that goes on over the page goes on in the text."""
    text = ""
    for page in pages:
        goes_on = text != "" and text[-1] not in ".!?:" and page[0].islower()
        text += (("\n" if goes_on else "\n\n") if text else "") + page
    return text


def main() -> None:
    """Read, parse, print; whatever goes wrong is a broken file."""
    limit()
    try:
        found = text_of(sys.stdin.buffer.read())
    except MemoryError:
        found = {"problem": "memory"}
    except Exception as error:  # noqa: BLE001 - a parser fed by strangers; the parent says it in words
        encrypted = type(error).__name__ in {"DependencyError", "WrongPasswordError", "FileNotDecryptedError"}
        found = {"problem": "encrypted" if encrypted else "broken"}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
