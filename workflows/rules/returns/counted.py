"""Returns that are counted out: "I have two returns, the first one is the lamp it hums and the second is the rug"."""

import re
from collections.abc import Iterator

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.products.products import Name, is_generic, is_goods, name_at
from workflows.rules.returns.reasons import Span, after_name
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.negation import contexts_of

MOST = 6
NEAR = 15  # characters: where nobody sets a full stop, a "not" of long before is of something else
_TO_RETURN = (
    r"(?:(?:that\s)?(?:i|we)\s(?:want|need|have|would\slike)\s)?to\s(?:be\s)?(?:return(?:ed)?|sen[dt]\sback|go\sback)"
)
_ANNOUNCED = Sifted(rf"\b(?:two|three|four|2|3|4)\s(?:returns\b|(?:things|items|products)\s{_TO_RETURN})")
_EACH = lazy(
    rf"\b(?:one|first|second|third|fourth|other|last)(?:\s(?:one|thing|item|return))?(?:\s{_TO_RETURN})?(?:'s|\s(?:is|are|would\sbe))\s(?=(?:the|my|our)\s)",
    re.IGNORECASE,
)
_GOES_ON = lazy(
    r"\s(?:and\s)?(?:the\s(?:first|second|third|other|last)|oh|also|then|one\smore|thanks?)\b", re.IGNORECASE
)


def counted(message: Message) -> Iterator[tuple[int, Name, Span | None, Clause]]:
    """Yield the things that go back, each with where it is counted, its reason and its clause."""
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


def _is_talk(message: Message, each: re.Match[str]) -> bool:
    """Tell whether words right before it make talk of what is counted."""
    cues = contexts_of(message.plain).cues(max(0, each.start() - NEAR), each.end())
    return any(hit.category in {"negated", "past", "conditional", "third_person"} for hit in cues)
