"""Annotated messages: marks stand in the text.

``[P1 wind gauge]`` a product to go back, ``[R1 too small]`` its reason (``[R12 …]`` of products 1 and 2), ``[L1 mat]``
a product that probably is to go back, ``[S A-1]`` an order and ``[B INV-1]`` an invoice asked about (not learnt here).
Marks may nest; ``⏎`` is a line break; a mark without a digit is number 1. Lines after ``# `` are about the rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from workflows.language.lazy import lazy
from workflows.understanding.returns.names import strip_lead
from workflows.understanding.returns.tokens import Token

_MARK = lazy(r"\[([PRSBL])(\d*) ")


@dataclass(frozen=True, slots=True)
class Span:
    """A marked piece of a text: its kind and the numbers of the products it belongs to."""

    kind: str
    numbers: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A message with what its author marked."""

    text: str
    spans: tuple[Span, ...]

    def marked(self, kind: str) -> list[str]:
        """Return the pieces marked as ``kind``."""
        return [self.text[one.start : one.end] for one in self.spans if one.kind == kind]


def parse(line: str) -> Row:
    """Return the row that ``line`` shows; ValueError if a mark is not closed."""
    line = line.replace("⏎", "\n")
    text, at = "", 0
    spans: list[Span] = []
    opened: list[tuple[str, str, int]] = []
    while at < len(line):
        if mark := _MARK.match(line, at):
            opened.append((mark[1], mark[2] or "1", len(text)))
            at = mark.end()
            continue
        if line[at] == "]" and opened:
            kind, numbers, start = opened.pop()
            spans.append(Span(kind, numbers, *_trimmed(kind, text, start)))
        else:
            text += line[at]
        at += 1
    if opened:
        raise ValueError(f"a mark is not closed in {line!r}")
    return Row(text, tuple(sorted(spans, key=lambda one: (one.start, -one.end))))


def _trimmed(kind: str, text: str, start: int) -> tuple[int, int]:
    end = len(text)
    if kind in "PL":
        return strip_lead(text, start, end)
    while kind == "R" and end > start and text[end - 1] in ".!?,; ":
        end -= 1
    return start, end


def rows_in(lines: Iterable[str]) -> list[Row]:
    """Return the rows of a file's ``lines``."""
    return [parse(line) for line in lines if line.strip() and not line.startswith("# ")]


def labels_of(row: Row, tokens: list[Token]) -> list[str]:
    """Return a label for each token: O; P/p a product begins/goes on, L/l a likely one, R/r a reason; rP/rp/RP both."""
    product: dict[int, str] = {}
    reason: dict[int, str] = {}
    for one in row.spans:
        inside = [n for n, token in enumerate(tokens) if token.start < one.end and token.end > one.start]
        for n in inside if one.kind in "PRL" else ():
            label = one.kind if n == inside[0] else one.kind.lower()
            if one.kind == "R":
                reason.setdefault(n, label)
            else:
                product[n] = label
    return [_joined(product.get(n, ""), reason.get(n, "")) for n in range(len(tokens))]


def _joined(product: str, reason: str) -> str:
    if product in ("P", "p") and reason:
        return "RP" if reason == "R" and product == "P" else "r" + product
    return product or reason or "O"
