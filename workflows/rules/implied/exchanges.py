"""Wishes to have a thing otherwise, or mended: another size, "green instead", "could you repair it?".

It is asked about. What is to be exchanged goes back first, if its owner wants that; a repair the desk cannot arrange,
so it asks whether the thing shall go back. Other wishes to exchange, with the thing named behind the word: ``unsaid``.
"""

import re
from dataclasses import replace

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.implied.one_thing import only_named
from workflows.rules.implied.own_things import Found, Seen, Things, found
from workflows.rules.syntax.negation import is_general

_CHANCE = (
    r"(?:\b(?:any|is\sthere\s(?:a|any)|is\sthere|what's\sthe|a)\s(?:chance|way|possibility|hope|option)(?:\s(?:of|to|that\s(?:i|we|you)\s(?:can|could)))?(?:\s(?:me|us|you|your))?"
    r"|\b(?:can|could|may|might|would|will|able\sto|possible(?:\sto)?|want\sto|like\sto|love\sto|need\sto|wanna|hoping\sto)\b(?:\s(?:i|we|you|it\sbe|someone|somebody|please|possibly|perhaps|maybe|just|lot|guys|me|us)){0,3})"
)
_WONDERS = lazy(
    r"\b(?:any|a)\s(?:chance|way|possibility|hope)\b|\bis\s(?:there|it\spossible|a\s(?:swap|change)|an\sexchange)\b"
    r"|\b(?:can|could|may|might)\s(?:i|we|it|they)\b|\b(?:can|could|would)\s(?:you|someone)\b",
    re.IGNORECASE,
)
_ANOTHER = r"(?:an?|the|another|one|some|size|(?:uk|eu|us)\s?size|something|a\ssize)\s"
_SIZE = (
    r"(?:(?:an?|the|size|another|a\ssize|one\ssize|one\sin)\s)?(?:(?:uk|eu|us)\s?)?(?:\d{1,3}(?:[.,]5)?"
    r"|x{0,3}[sml]|small|medium|large|(?:small|bigg|larg|long|short|wid|narrow)er(?:\s(?:one|size|leg|version"
    r"|model|pair))?)"
)
# "Any chance of swapping for a 43?": the thing was named before.
_FOR_OTHER = Sifted(
    rf"{_CHANCE}\s(?:an?\s)?(?:swap(?:ping)?|swop(?:ping)?|exchang(?:e|ing)|chang(?:e|ing)|trad(?:e|ing)(?:\sin)?)\s(?:(?:it|them|these|those|this|that)\s)?(?:over\s)?(?:for|to|into|against)\s(?:{_ANOTHER}|{_SIZE}\b)",
)
# "Any chance of changing the trousers for the longer leg?", "trade the lamp in for the black one".
_THE_THING = Sifted(
    rf"{_CHANCE}\s(?:swap(?:ping)?|swop(?:ping)?|exchang(?:e|ing)|chang(?:e|ing)|trad(?:e|ing))\s(?P<np>(?:the|my|our|this|these|those)\s[^,;.!?]{{2,50}}?)\s(?:in\s|over\s)?(?:for|into|against)\s(?:{_ANOTHER}|{_SIZE}\b)",
)
# "Could I get the wellies in a 12 instead of an 11?", "could I have green instead?".
_INSTEAD = Sifted(
    r"\b(?:can|could|may|might)\s(?:i|we)\s(?:please\s|possibly\s)?(?:get|have|take)\s(?P<what>[^,;.!?]{1,60}?)\s(?:instead|rather)\b"
    rf"|\b(?:can|could|may|might)\s(?:i|we)\s(?:please\s|possibly\s)?(?:get|have|take)\s(?P<sized>(?:the|my|our|these|those|it|them)\b[^,;.!?]{{0,40}}?\sin\s{_SIZE})\b",
)
_OF_IT = lazy(r"\sin\s", re.IGNORECASE)
# "The zip on my suitcase": the suitcase. "The kids' wellies": the wellies.
_PART_OF = lazy(
    r"(?:the|a)\s[\w-]{2,15}(?:\s[\w-]{2,15})?\s(?:on|of|in|from)\s(?=(?:my|our|the|this|these)\s)", re.IGNORECASE
)
_CHILDS = lazy(
    r"(?:the|my|our)\s(?:kid|child|children|boy|girl|son|daughter|toddler|twin|baby|babie)s?'?s?'?\s(?:(?:school|new|own)\s)?(?=\w)",
    re.IGNORECASE,
)
_OWNS = lazy(r"\s(?:[\w-]{2,15}\s)?[\w-]{2,15}(?='s\s)", re.IGNORECASE)  # "my coffee grinder's handle"
_MEND = (
    r"(?:repair|mend|fix|patch|glue|sew|re-?sole|re-?stitch|solder|weld|restring|re-?string)(?:\s(?:up"
    r"|back\stogether|back))?"
)
_MENDED = r"(?:repaired|mended|fixed|patched|glued|sewn|re-?soled|re-?stitched|soldered|welded)"
_REPAIR = Sifted(
    rf"\b(?:can|could|would|will)\s(?:you|someone|somebody|anyone|anybody|one\sof\syou|your\s[\w-]{{3,12}})(?:\s(?:lot|guys|all|people|folks|there|please|possibly|maybe|perhaps|by\sany\schance|kindly|able\sto)){{0,2}}\s{_MEND}\s(?P<np>(?:it|them|this|that|these|those|the|my|our)\b[^,;.!?]{{0,50}})"
    rf"|\b(?:can|could|may)\s(?P<of>(?:it|they|this|that|the|my|our|these|those)\b[^,;.!?]{{0,40}}?)\s(?:still\s)?be\s{_MENDED}\b"
    r"|\b(?:is|are)\s(?P<able>(?:it|they|this|that|the|my|our|these|those)\b[^,;.!?]{0,40}?)\s(?:still\s)?(?:repairable|fixable|mendable)\b"
    r"|\bdo\syou\s(?:also\s|still\s|ever\s)?(?:do|offer|carry\sout|have|provide)\s(?:a\s|any\s)?repairs?(?:\sservice|\s(?:for|on|of)\s(?P<for>(?:the|my|our|these|those|it|them)\b[^,;.!?]{0,40}))?",
)
# What runs on a screen, or is a matter of records, is helped with or goes to people.
_NO_GOODS = lazy(
    r"\b(?:apps?|web\s?sites?|pages?|links?|software|log\s?in|accounts?|invoices?|bills?|orders?|address|prices?|wi-?fi|connections?|errors?|code|password|subscription|deliver\w*|parcel|date)\b",
    re.IGNORECASE,
)
_ITSELF = lazy(r"\s?(?:it|them|this|that|these|those|they)\b", re.IGNORECASE)
LONGEST = 600  # characters of words that made a return likely
MUST_HOLD = (
    *("swap", "swop", "exchang", "changing", "change ", "trad", "instead", "rather", " in a", " in "),
    *("repair", "mend", "fix", "patch", "glue", "sew", "sole", "stitch", "solder", "weld"),
)


def only_wonders(text: str) -> bool:
    """Tell whether words that made a return likely (untrusted) only ask whether something can be exchanged."""
    return _WONDERS.search(text, 0, LONGEST) is not None


def wishes_mending(text: str) -> bool:
    """Tell whether words that made a return likely (untrusted) wish for a repair."""
    return any(_REPAIR.finditer(text[:LONGEST]))


def otherwise(things: Things, number: int) -> Found:
    """Read who would have a thing in another size or colour, or mended, in clause ``number``."""
    if is_general(things.message, things.message.clauses[number].start, things.message.clauses[number].end):
        return None
    for read in (_exchanged, _instead, _mended):
        if seen := read(things, number):
            return seen
    return None


def _exchanged(things: Things, number: int) -> Found:
    """Read "any chance of swapping for a 43?", "any chance of changing the trousers for the longer leg?"."""
    clause, plain = things.message.clauses[number], things.plain
    match = _THE_THING.search(plain, clause.start, clause.end)
    if match and not _is_off(things, match):
        return found(things, number, match.span(), _named(things, number, *match.span("np")), "swap")
    match = _FOR_OTHER.search(plain, clause.start, clause.end)
    if match is None or _is_off(things, match):
        return None
    return found(things, number, match.span(), _the_thing(things, number, match.start()), "swap")


def _instead(things: Things, number: int) -> Found:
    """Read "could I get the wellies in a 12 instead?", "I ordered the mug in blue, could I have green instead?"."""
    clause, plain = things.message.clauses[number], things.plain
    match = _INSTEAD.search(plain, clause.start, clause.end)
    if match is None or _NO_GOODS.search(match[0]):
        return None
    start, end = match.span("what" if match["what"] else "sized")
    if things.is_blocked(match.start(), end):
        return None
    within = _OF_IT.search(plain, start, end)
    seen = _named(things, number, start, within.start()) if within and within.start() > start else None
    seen = seen or (_the_thing(things, number, match.start()) if number else None)
    return found(things, number, match.span(), seen, "swap") if seen and things.is_everyday(seen.name) else None


def _mended(things: Things, number: int) -> Found:
    """Read "could you lot repair my bike trailer?", "do you do repairs? My grinder's handle broke off"."""
    clause, plain = things.message.clauses[number], things.plain
    match = _REPAIR.search(plain, clause.start, clause.end)
    if match is None or _is_off(things, match):
        return None
    part = next((name for name, said in match.groupdict().items() if said), None)
    if part is None:
        nearest = things.message.clauses[number + 1 : number + 2]
        seen = _the_thing(things, number, nearest[0].end if nearest else match.end())
    elif _ITSELF.fullmatch(plain, *match.span(part)):
        seen = _the_thing(things, number, match.start()) or _the_thing(things, number, len(plain))
    else:
        seen = _named(things, number, *match.span(part))
    if seen is None or not things.is_everyday(seen.name) or things.is_anothers(seen.name):
        return None
    return found(things, number, match.span(), seen, "conditional")


def _the_thing(things: Things, number: int, at: int) -> Seen | None:
    """Return the one everyday thing of its writer's that was named up to ``at``."""
    seen = things.the_one(number, at) or only_named(things, at)
    if seen is None or things.is_anothers(seen.name):
        return None
    more = _OWNS.match(things.plain, seen.name.end)
    name = replace(seen.name, end=more.end(), upto=more.end()) if more else seen.name
    return replace(seen, name=name, upto=name.upto)


def _named(things: Things, number: int, at: int, end: int) -> Seen | None:
    """Return what is named from ``at`` on: the whole for a part of it, a child's as its parents'."""
    part = _PART_OF.match(things.plain, at, end)
    at = part.end() if part else at
    if child := _CHILDS.match(things.plain, at, end):
        return things.named_or_meant(number, child.end(), end, any_thing=True)
    return things.named_or_meant(number, at, end)


def _is_off(things: Things, match: re.Match[str]) -> bool:
    return _NO_GOODS.search(match[0]) is not None or things.is_blocked(match.start(), match.end())
