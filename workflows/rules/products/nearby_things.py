"""Things named near a place of a text: where their words begin and end, and whether a wish is about them."""

import re
from itertools import islice

from workflows.language.lazy import lazy
from workflows.rules.products.products import Name, is_generic, is_goods, is_quoted, name_at
from workflows.rules.products.things import has_model_number, holds_goods, is_no_thing
from workflows.rules.syntax.clauses import Message
from workflows.rules.syntax.statements import is_part, says_something

REACH = 400  # characters before a place in which things are looked for
MOST_NAMED = 12  # things are looked at in them, or in a text
PAUSES = " \t,;:(\u2026\u2013\u2014-"
ENDS = ".!?\n"
_ARTICLES = r"(?:the|my|our|an?|this|these|those|both|your)"
_NAMES = lazy(rf"(?<![\w']){_ARTICLES}\s(?=\S)|(?<!\w)[\"'`](?=\w)", re.IGNORECASE)
_ARTICLE = lazy(rf"(?:(?<![\w'])(?:{_ARTICLES}|that)\s{{1,2}})?[\"'`]?$", re.IGNORECASE)
_WARE = lazy(
    r"[\w'-]+\s(?:[\w'-]+\s)?(?:glasses|plates|cups|bowls|dishes|trays|jars)"
    r"|(?:floor|table|desk|ceiling|wall|tower|pedestal|stand|standing|window|box|hand)\sfans?",
    re.IGNORECASE,
)

_MUST_GO = lazy(
    r"\s(?:needs?|has|have|must|should|ought)\s(?:to\s)?(?:go\sback|be\s(?:returned|sent\sback|taken\sback))(?!\w)",
    re.IGNORECASE,
)
NEAR = 80  # characters in which a name is said to have to go back
# A wish: what it is about stands after it.
WISH = lazy(
    r"(?<!\w)(?:return(?:ing|s)?|send(?:ing)?\sback|refund|take\sback|rma|give\sback|exchange)(?:\s(?:for|of|on|back))?(?!\w)",
    re.IGNORECASE,
)

Span = tuple[int, int]


def thing_at(message: Message, at: int, *, may_be_part: bool = False) -> Name | None:
    """Return the thing named right at ``at``; None if it is none, or the words are a statement about one.

    ``may_be_part``: what stands against another thing need be no part of one: "not the tablet, the keyboard".
    """
    plain = message.plain
    end = line_end(message, at)
    going = _MUST_GO.search(plain, at, min(end, at + NEAR))
    name = name_at(message, at, going.start() if going else end)
    if name is None:
        return None
    words = plain[name.start : name.end]
    if is_generic(words) or not is_goods(words) or is_no_thing(words):
        return None
    if is_quoted(message, name):
        return name
    if (is_part(words) and not may_be_part and not _is_ware(words)) or (
        not going and says_something(plain, name.start, name.upto, len(plain))
    ):
        return None
    determined = written_at(message, name)[0] < name.start
    return name if determined or holds_goods(words) or has_model_number(words) else None


def line_end(message: Message, at: int) -> int:
    """Return where the line ends that goes on ``at``, or as far as is looked."""
    end = message.plain.find("\n", at, at + REACH)
    return end if end >= 0 else min(len(message.plain), at + REACH)


def written_at(message: Message, name: Name) -> Span:
    """Return where ``name`` stands with its article or its quotes."""
    before = message.plain[max(0, name.start - 10) : name.start]
    lead = _ARTICLE.search(before)
    return name.start - (len(lead[0]) if lead else 0), name.end + (1 if is_quoted(message, name) else 0)


def things_before(message: Message, before: int) -> list[Name]:
    """Return the things named shortly before ``before``, in their order."""
    return things_in(message, max(0, before - REACH), before)


def things_in(message: Message, start: int, end: int) -> list[Name]:
    """Return the first few things named from ``start`` to ``end``, in their order."""
    found: list[Name] = []
    for lead in islice(_NAMES.finditer(message.plain, start, end), MOST_NAMED):
        name = name_at(message, lead.start(), end)
        words = message.plain[name.start : name.end] if name else ""
        if name and not (found and name.start < found[-1].end) and not is_generic(words) and is_goods(words):
            found.append(name)
    return found


def is_thing(words: str) -> bool:
    """Tell whether ``words`` can only name a thing, and no part of one."""
    return (holds_goods(words) or has_model_number(words)) and (not is_part(words) or _is_ware(words))


def _is_ware(words: str) -> bool:
    """Tell whether a thing has a name whose last word may be a part too: "wine glasses", "floor fan"."""
    return _WARE.fullmatch(words) is not None


def is_wished(message: Message, name: Name) -> bool:
    """Tell whether a wish to send something back stands right before ``name``."""
    start = written_at(message, name)[0]
    last = next(reversed(list(WISH.finditer(message.plain, max(0, start - 20), start))), None)
    return last is not None and not message.plain[last.end() : start].strip()


def begin_of(plain: str, at: int) -> int:
    """Return where the pause before an editing term begins; the mark that ends a sentence stays."""
    begin = at
    while begin and plain[begin - 1] in PAUSES:
        begin -= 1
    if plain.endswith("..", 0, begin):
        while begin and plain[begin - 1] == ".":
            begin -= 1
        return begin
    return at if begin and plain[begin - 1] in ENDS else begin
