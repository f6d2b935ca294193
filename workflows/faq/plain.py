"""The blocks of a text that is only typed: headings of any form, lists, steps, questions with answers, values, tables.

Everything is a span of the text. What is no more than a line among lines is left a line of its paragraph.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflows.faq.blocks import NOTE, QUESTION_LEVEL, Block, Kind
from workflows.faq.question_marks import is_asked
from workflows.language.lazy import lazy

LONGEST_HEADING = 90
HEADING_WORDS = 12
LONE_LEVEL = 5  # of a heading that only stands alone; those that are marked have levels of their own
VALUE_CHARS = 160

_HASHES = lazy(r"(#{1,6})[ \t]+(?=\S)")
_UNDERLINE = lazy(r"(?:=|-|~){3,}[ \t]*$")
_RULE = lazy(r"(?:[-*_=~][ \t]?){3,}$")
_FENCE = lazy(r"```")
_ASKED = lazy(
    r"(?:\*\*|__)?(?:q|question|frage|pregunta)[ \t]?\d{0,3}[ \t]?[:.)][ \t]{0,9}(?:\*\*|__)?[ \t]{0,9}(?=\S)",
    re.IGNORECASE,
)
_ANSWERED = lazy(
    r"(?:\*\*|__)?(?:a|answer|antwort|r[ée]ponse|respuesta)[ \t]?\d{0,3}[ \t]?[:.)][ \t]{0,9}(?:\*\*|__)?"
    r"[ \t]{0,9}(?=\S)",
    re.IGNORECASE,
)
_BULLET = lazy(r"(?:[-*+\u2022\u25aa\u25cf\u25e6\u2023\u00b7]|o(?= {2,3}\S)|\u2013)[ \t]+(?=\S)")
_NOTE = lazy(r"(?:\*{1,3}|[\u2020\u2021])[ \t]?(?=[^\W\d_])")
_NUMBER = lazy(r"(?:step[ \t]?)?(\d{1,3})[.):][ \t]+(?=\S)", re.IGNORECASE)
_LETTER = lazy(r"(?:\(?[a-z]\)|\(?[ivx]{1,4}\))[ \t]+(?=\S)")
_NUMBERED = lazy(
    r"(?:(?:section|article|chapter|part)[ \t]+)?((?:\d{1,2}(?:\.\d{1,2}){0,3}[.):]?)|(?:[A-Z]|[IVX]{1,5})[.)])[ \t]+"
    r"(?=[^\W\d_])",
    re.IGNORECASE,
)
_CHAPTER = lazy(r"\d{1,2}\.\d|section |article |chapter |\u00a7", re.IGNORECASE)
_BOLD = lazy(r"(\*\*|__)([^*_\n]{2,90})\1[.:]?$")
_LEAD = lazy(r"(\*\*|__)([^*_\n]{2,90}[.:?])\1[ \t]+(?=\S)")
_VALUE = lazy(rf"([A-Z0-9][^:.!?\n]{{1,44}}):[ \t]+(\S[^\n]{{0,{VALUE_CHARS}}})$")
_CELLS = lazy(r"\t+|[ ]{3,}|[ ]{0,9}\|[ ]{0,9}")
_RUNNING = lazy(
    r"\b(?:you|we|they|it|this|these|is|are|was|were|can|must|may|will|should|following|has|have|please|then)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Line:
    """A line without the blanks around it; ``indent``: how many stood before it."""

    start: int
    end: int
    indent: int
    text: str


def plain_blocks(text: str, headings: Mapping[int, int] | None = None) -> tuple[Block, ...]:
    """Find the blocks of a typed text (untrusted); linear.

    ``headings``: of lines that are known to be headings, where they begin and their level.
    """
    lines = list(_lines(text))
    blocks: list[Block] = []
    known = headings or {}
    at = 0
    while at < len(lines):
        at = _take(lines, at, blocks, known)
    return tuple(blocks)


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for raw in text.split("\n"):
        bare = raw.strip()
        indent = len(raw) - len(raw.lstrip())
        yield _Line(at + indent, at + indent + len(bare), indent, bare)
        at += len(raw) + 1


def _take(  # noqa: PLR0911 - one return a kind of block
    lines: Sequence[_Line], at: int, blocks: list[Block], known: Mapping[int, int]
) -> int:
    """Add the block that begins at a line; return the line after it."""
    line = lines[at]
    if not line.text or (_RULE.match(line.text) and not _BULLET.match(line.text)):
        return at + 1
    if _FENCE.match(line.text):
        return _code(lines, at, blocks)
    found = _heading(lines, at, known, first=not blocks)
    if found is not None:
        blocks.append(found)
        underlined = at + 1 < len(lines) and _UNDERLINE.match(lines[at + 1].text)
        return at + (2 if underlined else 1)
    if lead := _LEAD.match(line.text):
        return _led_in(lines, at, lead, blocks)
    if (rows := _table(lines, at)) > 1:
        blocks += (Block("row", one.start, one.end, 0, tuple(_cells(one.text))) for one in lines[at : at + rows])
        return at + rows
    if note := _note(lines, at, blocks):
        last = _last_of(lines, at)
        blocks.append(Block("paragraph", line.start + note.end(), lines[last].end, NOTE))
        return last + 1
    if found := _listed(line):
        if is_asked(line.text):
            mark = _BULLET.match(line.text) or _NUMBER.match(line.text) or _LETTER.match(line.text)
            start = line.start + (mark.end() if mark else 0)
            blocks.append(Block("question", start, line.end, QUESTION_LEVEL))
            return at + 1
        last = _last_of(lines, at, lists=True)
        blocks.append(Block(found.kind, found.start, lines[last].end, found.level, found.cells))
        return last + 1
    if (value := _VALUE.match(line.text)) and _is_value(lines, at, value):
        blocks.append(Block("pair", line.start, line.end, 0, (value[1].strip(), value[2].strip())))
        return at + 1
    answer = _ANSWERED.match(line.text) if blocks and blocks[-1].kind == "question" else None
    last = _last_of(lines, at)
    blocks.append(Block("paragraph", line.start + (answer.end() if answer else 0), lines[last].end))
    return last + 1


def _led_in(lines: Sequence[_Line], at: int, lead: re.Match[str], blocks: list[Block]) -> int:
    """Add a paragraph that begins with its heading in bold: "**Late returns.** We charge …"."""
    kind: Kind = "question" if is_asked(lead[2]) else "heading"
    level = QUESTION_LEVEL if kind == "question" else LONE_LEVEL + 1
    start = lines[at].start
    end = start + lead.start(2) + len(lead[2].rstrip(".: "))
    blocks.append(Block(kind, start + lead.start(2), end, level))
    last = _last_of(lines, at)
    blocks.append(Block("paragraph", start + lead.end(), lines[last].end))
    return last + 1


def _code(lines: Sequence[_Line], at: int, blocks: list[Block]) -> int:
    end = next((one for one in range(at + 1, len(lines)) if _FENCE.match(lines[one].text)), len(lines))
    inside = [one for one in lines[at + 1 : end] if one.text]
    if inside:
        blocks.append(Block("paragraph", inside[0].start, inside[-1].end))
    return end + 1


def _last_of(lines: Sequence[_Line], at: int, *, lists: bool = False) -> int:
    """Return the last line that goes on with the paragraph or item that begins at a line."""
    last = at
    while last + 1 < len(lines) and lines[last + 1].text and not _begins(lines, last + 1):
        if lists and lines[last + 1].indent < lines[at].indent:
            break
        last += 1
    return last


def _begins(lines: Sequence[_Line], at: int) -> bool:
    """Say whether a line within a paragraph begins something else."""
    text = lines[at].text
    return bool(
        _HASHES.match(text)
        or _BULLET.match(text)
        or _NUMBER.match(text)
        or _LETTER.match(text)
        or _FENCE.match(text)
        or _ASKED.match(text)
        or _ANSWERED.match(text)
        or _BOLD.match(text)
        or (_VALUE.match(text) and _VALUE.match(lines[at - 1].text))
        or len(_cells(text)) > 2
    )


def _note(lines: Sequence[_Line], at: int, blocks: Sequence[Block]) -> re.Match[str] | None:
    """Return the mark of a footnote: a star or dagger over no list, since lists have more items than one."""
    mark = _NOTE.match(lines[at].text)
    listed = blocks and blocks[-1].kind in {"item", "step"}
    after = next((one.text for one in lines[at + 1 : at + 4] if one.text), "")
    if mark is None or not lines[at].text.endswith((".", ",")) or _BULLET.match(after):
        return None
    return None if mark.group().startswith("*") and (listed or (at and lines[at - 1].text.endswith(":"))) else mark


def _listed(line: _Line) -> Block | None:
    level = 1 + min(line.indent, 12) // 3
    if mark := _BULLET.match(line.text):
        return Block("item", line.start + mark.end(), line.end, level)
    if _NUMBER.match(line.text) or _LETTER.match(line.text):
        return Block("step", line.start, line.end, level)
    return None


def _heading(lines: Sequence[_Line], at: int, known: Mapping[int, int], *, first: bool) -> Block | None:  # noqa: PLR0911 - one return a form
    line, text = lines[at], lines[at].text
    if line.start in known:
        return Block("heading", line.start, line.end, known[line.start])
    if hashes := _HASHES.match(text):
        bare = text.rstrip("# \t")
        return Block(
            "heading", line.start + hashes.end(), line.start + max(len(bare), hashes.end() + 1), len(hashes[1])
        )
    if len(text) > LONGEST_HEADING + 40:
        return None
    if asked := _ASKED.match(text):
        last = _last_of(lines, at)
        return Block("question", line.start + asked.end(), lines[last].end if last == at else line.end, QUESTION_LEVEL)
    after = lines[at + 1].text if at + 1 < len(lines) else ""
    if after and _UNDERLINE.match(after) and len(text) <= LONGEST_HEADING and not _BULLET.match(text):
        return Block("heading", line.start, line.end, 1 if after[0] == "=" else 2)
    if bold := _BOLD.match(text):
        kind: Kind = "question" if is_asked(bold[2]) else "heading"
        level = QUESTION_LEVEL if kind == "question" else LONE_LEVEL + 1
        return Block(kind, line.start + bold.start(2), line.start + bold.end(2), level)
    before = lines[at - 1].text if at else ""
    if (before and not _RULE.match(before)) or len(text) > LONGEST_HEADING or len(text.split()) > HEADING_WORDS + 4:
        return None
    return _alone(lines, at, first=first)


def _alone(lines: Sequence[_Line], at: int, *, first: bool) -> Block | None:  # noqa: PLR0911 - one return a form
    """Return the heading that the first line of a paragraph is, by its own form and what follows."""
    line, text = lines[at], lines[at].text
    after = lines[at + 1].text if at + 1 < len(lines) else ""
    following = after or next((one.text for one in lines[at + 2 : at + 4] if one.text), "")
    if not following or _BULLET.match(text):
        return None
    if (number := _NUMBERED.match(text)) and _is_title(title := text[number.end() :]):
        sibling = _NUMBERED.match(following) and not _CHAPTER.match(text) and len(following) < LONGEST_HEADING
        goes_on = after[:1].islower()  # the first line of a numbered clause, not its heading
        if (
            not goes_on
            and not (sibling and (after or _NUMBER.match(following)))
            and (_CHAPTER.match(text) or not after or len(after) > len(text))
        ):
            start = line.start + number.end()
            return Block("heading", start, start + len(title.rstrip(":")), 2 + number[1].rstrip(".):").count("."))
    letters = [char for char in text if char.isalpha()]
    if len(letters) > 3 and all(map(str.isupper, letters)) and len(text.split()) <= HEADING_WORDS:
        return Block("heading", line.start, line.start + len(text.rstrip(":")), 1 if first else 2)
    if is_asked(text) and not text[:1].islower():
        return Block("question", line.start, line.end, QUESTION_LEVEL)
    if text.endswith(":"):
        listed = _BULLET.match(following) or _NUMBER.match(following)
        if _is_title(text[:-1]) and (not after or not listed) and not _RUNNING.search(text):
            return Block("heading", line.start, line.end - 1, LONE_LEVEL)
        return None
    if not _is_title(text) or _VALUE.match(text) or (after and not _stands_over(text, after)):
        return None
    return Block("heading", line.start, line.end, 1 if first and not after else LONE_LEVEL)


def _stands_over(text: str, after: str) -> bool:
    """Say whether a line is a heading though the next line follows at once: that is a longer one, and begins anew."""
    anew = after[:1].isupper() or _BULLET.match(after) is not None or after[:1].isdigit()
    longer = len(after) > len(text) + 10 or after.rstrip().endswith(".") or _BULLET.match(after) is not None
    return len(text) <= 60 and anew and longer and len(_cells(text)) < 2


def _is_title(text: str) -> bool:
    text = text.rstrip(":")
    if not text or not (text[0].isupper() or text[0].isdigit()) or len(text.split()) > HEADING_WORDS:
        return False
    return text[-1] not in '.!;,"\u201d' and ". " not in text and len(_cells(text)) < 2


def _is_value(lines: Sequence[_Line], at: int, found: re.Match[str]) -> bool:
    """Say whether a line is a label with its value: it stands among others, or says no sentence."""
    after = lines[at + 1].text if at + 1 < len(lines) else ""
    if after and not _begins(lines, at + 1):
        cut = after[0].isdigit() and found[2].rstrip()[-1:].isdigit()  # a telephone number over two lines
        if cut or after[0].islower():
            return False
    near = [lines[one].text for one in (at - 1, at + 1) if 0 <= one < len(lines)]
    among = any(one and _VALUE.match(one) for one in near)
    sentence = found[2].rstrip().endswith(".") and len(found[2].split()) > 6
    return len(found[1].split()) <= 6 and (among or not sentence) and not (_RUNNING.search(found[1]) and sentence)


def _cells(text: str) -> list[str]:
    """Return the cells of a line of a table that is set with tabs, blanks or bars."""
    return [cell for cell in _CELLS.split(text.strip("| ")) if cell]


def _table(lines: Sequence[_Line], at: int) -> int:
    """Return how many lines from here are rows of one table: two cells or more each, as many in each."""
    width = len(_cells(lines[at].text))
    count = 0
    if width < 2 or len(lines[at].text) > 400:
        return 0
    while at + count < len(lines) and lines[at + count].text and len(_cells(lines[at + count].text)) == width:
        count += 1
    return count
