"""How the things that a request names are told apart: a list behind a colon, and one thing that is named twice."""

import re
from dataclasses import replace

from workflows.language.lazy import lazy
from workflows.rules.products.products import Name, names_from
from workflows.rules.products.things import has_model_number, holds_goods
from workflows.rules.syntax.clauses import Message
from workflows.rules.syntax.statements import is_part

# What is named once more by its make: "the printer, a LaserJet M2,".
_AGAIN = lazy(r"\s?,\s(?:(?:it'?s\s|namely\s)?an?|(?P<the>the))\s", re.IGNORECASE)
_GOES_ON = lazy(r"\s?(?:,\s)?(?:and|&|plus|or)\b|\s?,\s(?:an?|the|my)\b", re.IGNORECASE)


def things_follow(message: Message, at: int, end: int) -> bool:
    """Tell whether all that follows a colon are everyday things: "return: lamp, kettle, toaster"."""
    if ":" not in message.plain[at - 2 : at + 2]:
        return False
    begin = at + len(message.plain[at:end]) - len(message.plain[at:end].lstrip(": "))
    names = names_from(message, begin, end, listed=True)
    named = [message.plain[one.start : one.end] for one in names]
    told = any(one.flaw for one in names[1:]) or any(map(is_part, named[1:]))  # "one abacus, bent rods"
    return len(named) > 1 and not told and all(holds_goods(one) or has_model_number(one) for one in named)


def once_named(message: Message, names: list[Name]) -> list[Name]:
    """Return ``names`` without the make of the one before: "the printer, a LaserJet M2, it jams" is one thing."""
    if len(names) < 2 or not has_model_number(message.plain[names[1].start : names[1].end]):
        return names
    between = _AGAIN.fullmatch(message.plain, names[0].end, names[1].start)
    goes_on = between and _GOES_ON.match(message.plain, names[1].end)
    if not between or (goes_on and not (between["the"] and "," in goes_on[0])):
        return names
    # "This phone, the Nova 6," is known by its make; "a Nova 6" says what sort of phone it is.
    first = replace(names[0], end=names[1].end, upto=names[1].upto) if between["the"] else names[0]
    return [first, *names[2:]]
