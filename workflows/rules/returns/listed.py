"""Things that go back in a list on lines: under a heading that asks for it, marked so, or asked for all behind it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from workflows.ids.grammar import REMEMBERED
from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted, holds_any
from workflows.rules.products.products import Name, names_from
from workflows.rules.products.things import has_model_number, holds_goods
from workflows.rules.returns.asking import ANCHOR, goods_at, is_request
from workflows.rules.returns.blocks import MOST_ANCHORS, MUST_HOLD, Block, blocks_of
from workflows.rules.returns.headings import is_heading
from workflows.rules.returns.points import (
    asks_for_return,
    is_field,
    is_under,
    marked_to_go,
    names_one,
    points_of,
    stays,
)
from workflows.rules.returns.reasons import Span, in_next
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.lines import Line, clauses_of, lines_of, words_of
from workflows.rules.syntax.negation import may_i
from workflows.rules.syntax.statements import is_part

MOST_ITEMS = 20
# What stays is said in a clause of its own, as "Staying" with a colon and its things behind it.
_KEPT_LINE = lazy(
    r"(?:(?:to|we|i|i'll|we'll|i'm|am|we're|items?|things)\s){0,2}(?:keep(?:ing)?|kept|stay(?:s|ing)?|not\s(?:returning|to\sreturn|going\sback|for\sreturn))(?:\s(?:these|those|for\snow))?\s?:\s",
    re.IGNORECASE,
)
_ALL_OF_THEM = lazy(
    r"\s{0,4}(?:(?P<two>both)|all(?:\s(?:of\s)?(?:the\s)?(?P<of>two|three|four|five|six))?|these|those|them|everything|the\s(?:above|following)|the\s(?P<the>two|three|four|five|six))"
    r"(?:\s(?:of\s)?(?:the\s)?(?:them|these|those|it|above|items|things|products|two|three|four|articles|mentioned|listed|on\s(?:the|this|that)\slist|both|all)){0,4}\s?(?=\Z|[,.;:!?()]|(?:please|pls|because|since|as|and|to|for|back|asap|now|thanks|too)\b)",
    re.IGNORECASE,
)
_OF_ALL = lazy(r"\s{0,4}(?:they|both|all|these|none|neither|everything)(?!\w)", re.IGNORECASE)
_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


class Listed(NamedTuple):
    """A thing of a list that goes back: where that is asked for, its name, why, and the clauses that say so."""

    at: int
    name: Name
    reason: Span | None
    used: tuple[Clause, ...]


class Lists(NamedTuple):
    """What the lists of a message wish back, and where they stand: what is there is read here and nowhere else."""

    wanted: tuple[Listed, ...] = ()
    taken: tuple[Span, ...] = ()

    def holds(self, at: int) -> bool:
        """Tell whether ``at`` is in a list that is read here."""
        return any(start <= at < end for start, end in self.taken)


# What goes on so behind a list may change it: "Actually the ladle is useful. Only the whisk.".
_WAVERS = Sifted(
    r"\b(?:actually|hm+|wait|hang\son|hold\son|on\ssecond|only\s(?:the|my|one|those|these)|just\s(?:the|one)\b|scratch\s(?:the|that)|forget\s(?:it|that|the)|except|apart\sfrom|chang\w*\smy\smind|after\sall)\b"
)


def wavers_behind(message: Message, named: Span) -> bool:
    """Tell whether what follows the lists of a message, behind a thing that one names, may change what is wished."""
    lists = lists_of(message)
    behind = (one for one in message.clauses if one.start >= named[1] and not lists.holds(one.start))
    return any(_WAVERS.search(message.plain, one.start, one.end) for one in behind)


@lru_cache(maxsize=REMEMBERED)
def lists_of(message: Message) -> Lists:
    """Return what the lists on the lines of ``message`` ask to return; its first 120 lines are read."""
    if not ("\n" in message.plain or ":" in message.plain) or not holds_any(message.low, MUST_HOLD):
        return Lists()
    lines = lines_of(message)
    wanted = [one for line in lines for one in _on_one_line(message, line)]
    taken = [(one.start, one.end) for one in message.clauses if _KEPT_LINE.match(message.plain, one.start, one.end)]
    taken += [(one.used[0].start, one.used[0].end) for one in wanted]
    for block, follows in blocks_of(message):
        found = list(islice(_wanted(message, block, follows), MOST_ITEMS))
        found = _with_shared_reason(message, found, block.lines[-1].end)
        wanted += found
        if (
            found
            or block.sort == "aside"
            or (block.sort == "returns" and any(stays(message, one) for one in block.lines))
        ):
            first = block.clause.start if block.clause and found else block.lines[0].start
            taken.append((first, block.lines[-1].end))
    return Lists(tuple(wanted), tuple(taken))


def _on_one_line(message: Message, line: Line) -> Iterator[Listed]:
    """Yield the things that stand behind a heading on its own line: "Going back: lamp, kettle"."""
    colon = message.plain.find(":", line.start, line.end)
    clause = next((one for one in message.clauses if one.start <= colon < one.end), None)
    if clause is None or not is_heading(message.low[clause.start : colon], question=clause.question):
        return
    if ANCHOR.search(message.plain, clause.start, colon + 1):
        return  # read as any request is
    end = min(clause.end, line.end)
    names = names_from(message, colon + 1, end, listed=True)
    if (
        len(names) > 1
        and all(_is_everyday(message, one) for one in names)
        and not message.plain[names[-1].upto : end].strip(" .!")
    ):
        found = [Listed(name.start if name is not names[0] else clause.start, name, None, (clause,)) for name in names]
        yield from _with_shared_reason(message, found, clause.end)


def _is_everyday(message: Message, name: Name) -> bool:
    said = message.plain[name.start : name.end]
    return (holds_goods(said) or has_model_number(said)) and not (name.flaw or is_part(said))


def _with_shared_reason(message: Message, found: list[Listed], end: int) -> list[Listed]:
    """Return ``found`` with what the clause behind the list says of all of it: "Both itch.", "They are too big"."""
    behind = next((one for one in message.clauses if one.start >= end), None)
    shared = behind and _OF_ALL.match(message.plain, behind.start, behind.end)
    reason = in_next(message, behind) if shared and behind and len(found) > 1 else None
    if behind is None or reason is None:
        return found
    return [one if one.reason else one._replace(reason=reason, used=(*one.used, behind)) for one in found]


def _wanted(message: Message, block: Block, follows: Line | None) -> Iterator[Listed]:
    """Yield the things of a list that go back."""
    if block.clause is not None:
        yield from _under_heading(message, block, block.clause)
    elif block.sort == "other" and any(asks_for_return(message.plain[one.start : one.end]) for one in block.lines):
        for point in points_of(message, block.lines):
            yield Listed(point.names[0].start, point.names[0], point.reason, tuple(point.clauses))
    elif block.sort == "other":
        marked = [one for line in block.lines if (one := marked_to_go(message, line))]
        for one in marked:
            yield Listed(one.names[0].start, one.names[0], one.reason, tuple(one.clauses))
        if follows and not marked:
            yield from _asked_for_behind(message, block, follows)


def _under_heading(message: Message, block: Block, clause: Clause) -> Iterator[Listed]:
    """Yield the things of a list whose heading asks for their return; of "can I return" those with a reason."""
    at, leave = block.at, may_i(message, clause, block.at)
    for point in points_of(message, block.lines):
        for name in point.names if point.reason or not leave else ():
            yield Listed(at, name, point.reason, tuple(dict.fromkeys((clause, *point.clauses))))
            at = name.end


def _asked_for_behind(message: Message, block: Block, follows: Line) -> Iterator[Listed]:
    """Yield the things of a list behind which the return of all is asked for: "I'd like to return both."."""
    asked = _asked_for_all(message, follows)
    points = list(points_of(message, block.lines)) if asked else []
    count = sum(len(point.names) for point in points)
    if not asked or count < 2 or asked[2] not in (None, count) or len(points) < _points(message, block):
        return
    clause, at, _ = asked
    for point in points:
        for name in point.names:
            yield Listed(at, name, point.reason, (clause, *point.clauses))


def _points(message: Message, block: Block) -> int:
    """Return how many points a list has, without the lines that stand under one."""
    points = (line for line in block.lines if line.marked == block.is_marked and not is_under(line, block.lines[0]))
    said = (message.plain[line.start : line.end] for line in points)
    return sum(not is_field(one) or names_one(one) for one in said)


def _asked_for_all(message: Message, line: Line) -> tuple[Clause, int, int | None] | None:
    """Return the clause that asks for the return of all that a list before it names, where, and how many they are."""
    for clause in clauses_of(message, line) if holds_any(words_of(message, line), MUST_HOLD) else ():
        said = message.low[clause.start : line.end]
        if not said.endswith(":") and is_heading(said, question=clause.question):  # "Please arrange the returns."
            return clause, clause.start, 2 if "both" in said.split() else None
        for anchor in islice(ANCHOR.finditer(message.plain, clause.start, clause.end), MOST_ANCHORS):
            goods = goods_at(message, anchor, clause)
            every = _ALL_OF_THEM.match(message.plain, goods, clause.end)
            if every and is_request(message, clause, anchor, goods) and not may_i(message, clause, anchor.start()):
                count = 2 if every["two"] else _COUNT.get((every["of"] or every["the"] or "").lower())
                return clause, anchor.start(), count
    return None
