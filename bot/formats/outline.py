"""A document on its way from a file: its text as a person reads it, without markup, and the blocks it is made of.

The readers of all formats write into one of these, so that a list is a list wherever it came from.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workflows.faq.blocks import AFTER_ANSWER, QUESTION_LEVEL, Block, Kind
from workflows.language.normal import normal

MOST_CELLS = 40  # of a row
MOST_LOSSES = 20
_BLANKS = re.compile(r"[^\S\n]+")
_AROUND = re.compile(r" ?\n ?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_HALF = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_FIGURE = re.compile(r"\d")
# Headers that say no more than their cells do.
_PLAIN = re.compile(r"^(?:what|meaning|description|details?|value|solution|remedy|action|answer)\b", re.IGNORECASE)
_COLUMN = re.compile(
    r"\b(?:prices?|costs?|fees?|rates?|charges?|times?|durations?|days?|hours?|descriptions?|values?|amounts?|limits?"
    r"|sizes?|weights?|details?|meaning|what|actions?|periods?|includes?|deadlines?|cover(?:age)?|discounts?"
    r"|solutions?|remedy|cause|per \w+)\b",
    re.IGNORECASE,
)
_CLOSE = frozenset(("item", "step", "row", "pair"))  # stand right under one another
_Q_MARK = re.compile(r"(?:(?:Q|Question|Frage|Pregunta)\s?\d{0,3}\s?[:.)]|[FP]:)\s{1,9}(?=\S)", re.IGNORECASE)
_A_MARK = re.compile(
    r"^(?:(?:A|Answer|Antwort|R[\u00e9e]ponse|Respuesta)\s?\d{0,3}\s?[:.)]|R:)\s{1,9}(?=\S)", re.IGNORECASE
)
_THIS = (
    r"(?:this|(?:this|that|the) (?:\w+ )?(?:answer|article|content|document|explanation|faq|guide|info|information|page"
    r"|post|section|solution|topic))"
)
# Whole, with what can be pressed after it: "Is the article in stock?" is a customer's question.
_FEEDBACK = re.compile(
    rf"(?:(?:was|is) {_THIS} (?:helpful|useful|of (?:any )?help)"
    rf"|did {_THIS} (?:answer your questions?|help|solve your (?:problem|issue))"
    rf"|did you find {_THIS} (?:helpful|useful)|how (?:helpful|useful) was {_THIS})"
    r"(?: (?:to|for) you| you)?\W*"
    r"(?:(?:yes|no|not really|somewhat|thumbs|up|down|thanks?|thank you|for your feedback|\d{1,7}|out|of|people"
    r"|persons?|users|voted|votes?|found|this|helpful|useful)\b\W*){0,20}",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """Return a piece of text as it is read: NFC, single blanks, no character that nobody sees; lines stay."""
    text = _INVISIBLE.sub("", _HALF.sub("\ufffd", text)).replace("\u2011", "-").replace("\u00a0", " ")
    return _AROUND.sub("\n", _BLANKS.sub(" ", _CONTROL.sub(" ", normal("NFC", text)))).strip()


def _looks_headed(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the first row names columns: no figure is in it, but in the others; in two columns by its words."""
    first, *others = rows
    if any(_FIGURE.search(cell) for cell in first[1:]) or not all(first[1:]):
        return False
    if len(first) == 2:
        return _COLUMN.search(first[1]) is not None and len(first[1].split()) <= 4
    if all(len(cell.split()) <= 4 for cell in first) and any(map(_COLUMN.search, first[1:])):
        return True
    return sum(any(_FIGURE.search(cell) for cell in row[1:]) for row in others) > len(others) / 2


@dataclass(slots=True)
class Outline:
    """Text and blocks so far. ``losses``: what of the file is not in them, a sentence each; ``pages``: of paper."""

    title: str = ""
    pages: int = 0
    losses: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _closed: bool = False

    @property
    def text(self) -> str:
        """The text as read."""
        return "".join(self._parts)

    def add(self, kind: Kind, text: str, level: int = 0, cells: Sequence[str] = ()) -> None:
        """Write a block; one without words is none, nor is a page's question whether it helped."""
        text = tidy(text)
        if not any(map(str.isalnum, text)) or _FEEDBACK.fullmatch(text):
            return
        if kind in {"heading", "question"}:
            text = " ".join(text.split())
            if mark := _Q_MARK.match(text):
                kind, level, text = "question", QUESTION_LEVEL, text[mark.end() :]
        elif kind == "paragraph":
            text = self._answer_in(text)
        if not text:
            return
        if self.blocks:
            before = self.blocks[-1].kind
            close = kind in _CLOSE and (before in _CLOSE or before == "paragraph")
            self._write("\n" if close else "\n\n")
        start = self._length
        self._write(text)
        level, self._closed = AFTER_ANSWER if self._closed and kind not in {"heading", "question"} else level, False
        self.blocks.append(Block(kind, start, self._length, level, tuple(map(tidy, cells[:MOST_CELLS]))))

    def _answer_in(self, text: str) -> str:
        """Return a paragraph without the mark of an answer; a question that stands before it is written."""
        if mark := _Q_MARK.match(text):
            asked, _, rest = text[mark.end() :].partition("?")
            if rest.strip() == "" or _A_MARK.match(rest.lstrip()):
                self.question(f"{asked}?" if "?" in text else asked)
                text = rest.strip()
        answers = self.blocks and self.blocks[-1].kind == "question"
        return _A_MARK.sub("", text, count=1) if answers else text

    def end_answer(self) -> None:
        """Say that the answer to the last question is over: what follows is no part of it."""
        self._closed = self.blocks != []

    def heading(self, text: str, level: int) -> None:
        """Write a heading; levels from 1."""
        self.add("heading", text, min(max(level, 1), QUESTION_LEVEL - 1))

    def question(self, text: str) -> None:
        """Write what stands over an answer: a question of a list, what opens an accordion."""
        self.add("question", text, QUESTION_LEVEL)

    def item(self, text: str, level: int, number: int | None = None) -> None:
        """Write an item of a list, or a step if it is numbered."""
        text = tidy(text)
        mark = "•" if number is None else f"{number}."
        if text:
            self.add("item" if number is None else "step", f"{mark} {text}", level)

    def pair(self, label: str, value: str) -> None:
        """Write a label with its value."""
        label, value = (" ".join(tidy(one).split()) for one in (label, value))
        label = label.rstrip(":").rstrip()
        if label and value:
            self.add("pair", f"{label}: {value}", cells=(label, value))
        else:
            self.add("paragraph", label or value)

    def table(self, rows: Sequence[Sequence[str]], *, headed: bool) -> None:
        """Write a table row by row, each with the header of its columns: a row is read, and quoted, by itself.

        ``headed``: its first row is marked as header; else it is one if it looks like one.
        """
        flat = [[" ".join(tidy(cell).split()) for cell in row] for row in rows]
        flat = [row for row in flat if any(row)]
        if not flat:
            return
        width = max(map(len, flat))
        if width == 1:
            for row in flat:
                self.add("paragraph", row[0])
            return
        headed = len(flat) > 1 and (headed or _looks_headed(flat))
        header = flat[0] if headed else [""] * width
        for row in flat[1:] if headed else flat:
            self._row(header, row)

    def _row(self, header: Sequence[str], row: Sequence[str]) -> None:
        header = [*header, *[""] * (len(row) - len(header))]
        filled = [(name, cell) for name, cell in zip(header[1:], row[1:], strict=False) if cell]
        if not row[0] or not filled:
            self.add("paragraph", " ".join(filter(None, row)))
        elif len(filled) == 1 and not filled[0][0]:
            self.pair(row[0], filled[0][1])
        else:
            told = [f"{name}: {cell}" if name else cell for name, cell in filled]
            if len(filled) == 1 and _PLAIN.search(filled[0][0]):
                said = f"{row[0]}: {filled[0][1]}"
            else:
                said = "; ".join([f"{header[0]}: {row[0]}", *told]) if header[0] else f"{row[0]}: {'; '.join(told)}"
            cells = [header[0], row[0], *(one for pair in filled for one in pair)]
            self.add("row", said, cells=cells)

    def lose(self, sentence: str) -> None:
        """Note something of the file that is not in the text."""
        if sentence not in self.losses and len(self.losses) < MOST_LOSSES:
            self.losses.append(sentence)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
