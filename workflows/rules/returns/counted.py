"""Returns that are counted out: "I have two returns, the first one is the lamp it hums and the second is the rug"."""

import re
from collections.abc import Iterator

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.products.products import Name, is_generic, is_goods, name_at, names_from
from workflows.rules.products.things import holds_goods
from workflows.rules.returns.reasons import Span, after_name
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.negation import contexts_of

MOST = 6
NEAR = 15  # characters: where nobody sets a full stop, a "not" of long before is of something else
_TO_RETURN = (
    r"(?:(?:that\s)?(?:i|we)\s(?:want|need|have|would\slike)\s)?to\s(?:be\s)?(?:return(?:ed)?|sen[dt]\sback|go\sback)"
)
_ANNOUNCED = Sifted(rf"\b(?:two|three|four|2|3|4)\s(?:returns\b|(?:things|items|products)\s{_TO_RETURN})")
# A list that is announced, with what it is of: "two items to go back".
_LISTED = lazy(
    r"\b(?:two|three|four|five|2|3|4|5|both|these|the\sfollowing|a\s(?:few|couple)(?:\sof)?)\s"
    r"(?:(?:more\s)?(?:things|items|products|bits|pieces|articles)\s)?(?:please\s)?"
    r"(?:(?:that\s)?(?:(?:i|we)(?:'d|\swould)?\s(?:want|need|have|like|wish)|need|have|are|is)\s)?"
    r"(?:to\s(?:be\s)?(?:return(?:ed)?|sen[dt](?:\s(?:you|them))?\sback|(?:go|come)\sback|taken\sback)|(?:going|coming)\sback|for\s(?:a\s)?returns?)"
    r"(?:\s(?:please|pls|to\syou))?(?:\s?:|\s[-\u2013\u2014]+)\s{1,3}",
    re.IGNORECASE,
)
_EACH = lazy(
    rf"\b(?:one|first|second|third|fourth|other|last)(?:\s(?:one|thing|item|return))?(?:\s{_TO_RETURN})?(?:'s|\s(?:is|are|would\sbe))\s(?=(?:the|my|our)\s)",
    re.IGNORECASE,
)
_GOES_ON = lazy(
    r"\s(?:and\s)?(?:the\s(?:first|second|third|other|last)|oh|also|then|one\smore|thanks?)\b", re.IGNORECASE
)


_BOTH = lazy(r"(?P<one>[^\s,]+(?:\s[^\s,]+){0,2}?)\s(?:and|&)\s(?P<two>[^,]+)", re.IGNORECASE)


def counted(message: Message) -> Iterator[tuple[int, Name, Span | None, Clause]]:
    """Yield the things that go back, each with where it is counted, its reason and its clause."""
    if listed := _listed(message):
        yield from listed
        return
    announced = _ANNOUNCED.search(message.plain)
    clauses = message.clauses if announced else ()
    found = 0
    for clause in clauses:
        for each in _EACH.finditer(message.plain, clause.start, clause.end):
            name = name_at(message, each.end(), clause.end)
            words = message.plain[name.start : name.end] if name else ""
            if not name or is_generic(words) or not is_goods(words) or _is_talk(message, each):
                continue
            after = _GOES_ON.search(message.plain, name.upto, clause.end)
            yield each.start(), name, after_name(message, name.upto, after.start() if after else clause.end), clause
            found += 1
            if found == MOST:
                return


def is_announced(message: Message, at: int) -> bool:
    """Tell whether the words that announce a list of returns stand ``at`` there."""
    return _LISTED.match(message.plain, at) is not None


def _listed(message: Message) -> list[tuple[int, Name, Span | None, Clause]]:
    """Return the things of a list that is announced: "two items to go back: the curtains and the curtain rod"."""
    for clause in message.clauses if ":" in message.plain or "-" in message.plain else ():
        ahead = _LISTED.search(message.plain, clause.start, clause.end)
        if ahead is None or clause.question or _is_talk(message, ahead):
            continue
        names = _apart(message, names_from(message, ahead.end(), clause.end, listed=True))
        words = [message.plain[one.start : one.end] for one in names]
        if len(names) > 1 and not any(is_generic(one) or not is_goods(one) for one in words):
            why = after_name(message, names[-1].upto, clause.end)
            return [(ahead.start(), name, why, clause) for name in names[:MOST]]
    return []


def _apart(message: Message, names: list[Name]) -> list[Name]:
    """Return "kettle and lamp", named alone in a list, as the two everyday things that they are."""
    both = _BOTH.fullmatch(message.plain, names[0].start, names[0].end) if len(names) == 1 else None
    if both is None or not (holds_goods(both["one"]) and holds_goods(both["two"])):
        return names
    return [Name(*both.span(side), both.end(side)) for side in ("one", "two")]


def _is_talk(message: Message, each: re.Match[str]) -> bool:
    """Tell whether words right before it make talk of what is counted."""
    cues = contexts_of(message.plain).cues(max(0, each.start() - NEAR), each.end())
    return any(hit.category in {"negated", "past", "conditional", "third_person"} for hit in cues)
