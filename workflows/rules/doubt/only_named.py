"""Things that a message names and that cannot go back: a field of a form, a likeness, what is only praised."""

import re
from collections.abc import Iterable

from workflows.language.lazy import lazy
from workflows.rules.products.things import holds_goods
from workflows.rules.syntax.clauses import Clause, Message

_PRAISED = lazy(
    r"(?<!not\s)\b(?:surviv\w+|(?:still|now|fits?|looks?|works?|stands?|goes)\s(?:going\s)?(?:strong|great|perfect(?:ly)?|lovely|fine|well|works?|beautiful\w*)"
    r"|(?:is|are)\s(?:holding\sup|a\s(?:joy|delight|dream|gem))|love(?:s|d)?|enjoy\w*|delighted|thrilled)\b",
    re.IGNORECASE,
)
_OTHER_FIELD = lazy(
    r"\b(?:(?<!product\s)(?<!item\s)(?<!article\s)name|customer|contact|address|from|signed|e?mail)\s?[:=]\s?$",
    re.IGNORECASE,
)
_LIKE = lazy(
    r"\b(?:(?:look|sound|feel|smell|taste|act|walk|sleep|sit)\w{0,3}|is|was|are|were|'s|be|been)\s(?:just\s|more\s|a\sbit\s)?like\s(?:an?|my)\s$",
    re.IGNORECASE,
)
_MODEL = lazy(r"(?:model|type|serial|article|batch|item)\s(?:(?:no|nr|number|code)\b\.?\s?)?[\w/-]*\d", re.IGNORECASE)
# The word is spoken of, not the thing: "I keep calling it a mirror", "why did I write toaster".
_CALLED = lazy(
    r"\b(?:(?:call|nam)\w*\s(?:it|that|this|them)|saying|writing|write|wrote|typed|typing)\s(?:(?:the|an?)\s)?[\"']?$",
    re.IGNORECASE,
)
# "The detergent ruined my shirt": the shirt only shows what is wrong with the other.
_HARMED = lazy(
    r"\b(?:the|this|that|these|those|your|my|our)\s(?P<by>[\w-]{2,20}(?:\s[\w-]{2,20}){0,2}?)\s(?:(?:has|have|had|just|completely|totally)\s){0,2}"
    r"(?:ruin|stain|damag|scratch|dent|burn|shr[aiu]nk|discolou?r|bleach|destroy|tear|tore|rip|soak|cut)\w{0,4}\s(?:my|our)\s(?:[\w-]{1,15}\s){0,2}\Z",
    re.IGNORECASE,
)
# "Its picture is green on all our machines": what it was tried with.
_TRIED_WITH = lazy(
    r"(?<!refund\s)(?<!back\s)(?<!rma\s)(?<!give\sup\s)\b(?:on|in|at|into)\s(?:all|any|each|every|most|both|several|two|three|four)\s(?:one\s)?(?:of\s)?(?:(?:my|our|the)\s)?(?:other\s)?$",
    re.IGNORECASE,
)
_HARMED_WITHIN = 90  # characters
_FIELD = 30  # characters before a thing in which a form says what it is


def is_other(plain: str, start: int, end: int) -> bool:
    """Tell whether a name is none of a product: its writer's, a model's number ("Product: fan. Name: Olga Petrova")."""
    if _MODEL.match(plain, start, end) or is_likeness(plain, start) or is_harmed(plain, start):
        return True
    near = max(0, start - _FIELD)
    return any(one.search(plain, near, start) for one in (_OTHER_FIELD, _CALLED, _TRIED_WITH))


def is_likeness(plain: str, start: int) -> bool:
    """Tell whether a thing is only what something is likened to: "I looked like a lampshade"."""
    return _LIKE.search(plain, max(0, start - _FIELD), start) is not None


def is_harmed(plain: str, start: int) -> bool:
    """Tell whether a thing is only what another one did harm to: "the detergent ruined my shirt"."""
    harm = _HARMED.search(plain, max(0, start - _HARMED_WITHIN), start)
    return harm is not None and holds_goods(harm["by"])


def is_praised(message: Message, used: Iterable[Clause]) -> bool:
    """Tell whether one of the clauses says that a thing is liked, or works."""
    return any(_PRAISED.search(message.plain, one.start, one.end) for one in used)
