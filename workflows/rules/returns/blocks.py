"""How the lines of a message stand together in lists, and what the heading of each asks for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from workflows.language.sifting import holds_any
from workflows.rules.products.things import holds_goods
from workflows.rules.returns.asking import ANCHOR, goods_at, is_request
from workflows.rules.returns.headings import is_aside, is_heading, names_several, says_nothing_more
from workflows.rules.returns.points import begins_sentence, is_field, is_form_field, is_short, names_one, point_of
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.lines import Line, clauses_of, lines_of, words_of

MUST_HOLD = ("return", "refund", "back", "rma")
MOST_ANCHORS = 4
Sort = Literal["returns", "aside", "other"]


@dataclass(slots=True)
class Block:
    """A heading, if there is one, with the lines under it; ``at`` is where a heading asks for a return."""

    sort: Sort
    heading: Line | None = None
    clause: Clause | None = None
    at: int = 0
    lines: list[Line] = field(default_factory=list)

    @property
    def is_marked(self) -> bool:
        """Whether its points have marks."""
        return bool(self.lines) and self.lines[0].marked


def blocks_of(message: Message) -> Iterator[tuple[Block, Line | None]]:
    """Yield the lists of a message, each with the line behind it."""
    block: Block | None = None
    lines = lines_of(message)
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        if block and _belongs(message, block, line, following):
            block.lines.append(line)
            continue
        if block and block.lines:
            yield block, line
        block = _begun(message, line, following)
    if block and block.lines:
        yield block, None


def _begun(message: Message, line: Line, following: Line | None) -> Block | None:
    """Return the list that ``line`` is the heading or, without one, the first point of."""
    if opened := _opened(message, line, following):
        return Block("returns", line, *opened)
    said = message.plain[line.start : line.end]
    if line.marked or names_one(said):
        return Block("other", lines=[line])
    if not (said.endswith(":") or (following and following.marked)):
        return None
    clauses = clauses_of(message, line)
    last = message.low[clauses[-1].start : line.end] if clauses else said.lower()
    aside = is_aside(last) or (bool(clauses) and _is_no_wish(message, clauses[-1]))
    return Block("aside" if aside else "other", line)


def _is_no_wish(message: Message, clause: Clause) -> bool:
    """Tell whether a heading only speaks of returning: "my neighbour wants to return:"."""
    if clause.question:
        return False
    anchors = islice(ANCHOR.finditer(message.plain, clause.start, clause.end), MOST_ANCHORS)
    found = [is_request(message, clause, one, goods_at(message, one, clause)) for one in anchors]
    return bool(found) and not any(found)


def _opened(message: Message, line: Line, following: Line | None) -> tuple[Clause, int] | None:
    """Return the clause of a heading that asks for the return of what stands under it, and where it does."""
    clauses = clauses_of(message, line) if holds_any(words_of(message, line), MUST_HOLD) else ()
    if not clauses:
        return None
    clause = clauses[-1]
    begins = message.plain[line.end - 1] == ":" or (following is not None and following.marked)
    if not (begins or is_heading(words_of(message, line), question=clause.question)):
        return None
    if is_heading(message.low[clause.start : line.end], question=clause.question):
        return clause, clause.start
    for anchor in islice(ANCHOR.finditer(message.plain, clause.start, clause.end), MOST_ANCHORS):
        goods = goods_at(message, anchor, clause)
        said = message.low[goods : line.end]
        if not (says_nothing_more(said) or (names_several(said) and not holds_goods(said))):
            continue
        if is_request(message, clause, anchor, goods):
            return clause, anchor.start()
    return None


def _belongs(message: Message, block: Block, line: Line, following: Line | None) -> bool:
    """Tell whether ``line`` goes on with a list: a point of it, or what is said of the one before."""
    said = message.plain[line.start : line.end]
    if _opened(message, line, following) or (said.endswith(":") and not line.marked):
        return False
    if block.is_marked and not line.marked:
        inside = line.depth > block.lines[0].depth or (block.sort == "returns" and is_field(said))
        return inside and not line.apart
    return line.marked or names_one(said) or _is_bare_point(message, block, line)


def _is_bare_point(message: Message, block: Block, line: Line) -> bool:
    """Tell whether a line without a mark goes on with a list of such lines."""
    said = message.plain[line.start : line.end]
    if (line.apart and block.lines) or is_field(said):
        return not line.apart
    is_form = any(names_one(message.plain[one.start : one.end]) for one in block.lines)
    if is_form and is_form_field(said):
        return True
    if block.sort == "returns":
        return point_of(message, line) is not None
    return block.heading is not None and is_short(said) and not begins_sentence(said)
