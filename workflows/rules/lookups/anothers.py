"""Orders that their asker says are somebody else's: how they stand is told to nobody but who placed them."""

import re
from collections.abc import Sequence

from workflows.ids.grammar import fold
from workflows.language.lazy import lazy
from workflows.rules.syntax.clauses import read

RIGHT_AFTER = 12  # characters between the words for somebody's order and its number
LONGEST = 90  # characters of a message that says nothing but whose an order is
_PERSON = (
    r"(?:neighbou?r|friend|flatmate|roommate|housemate|landlord|tenant|lodger|colleague|coworker|co-worker|boss|ex|girlfriend|boyfriend"
    r"|husband|wife|spouse|partner|fianc\u00e9e?|brother|sister|mother|mum|mom|father|dad|son|daughter|aunt|uncle|cousin|nephew|niece|grand(?:mother|father|ma|pa|dad|mum|son|daughter)"
    r"|in-law|mother-in-law|father-in-law|guy|man|woman|lady|stranger|somebody|someone)"
)
_ORDER = r"(?:orders?|parcels?|packages?|deliver(?:y|ies)|shipments?)"
_THEIRS = lazy(
    rf"\b(?:{_PERSON}(?:'s|s'|s)|(?:some|any)(?:body|one)\selse's|another\s(?:customer|person)'s)\s(?:(?!birthday|wedding|christmas)[\w-]{{1,12}}\s){{0,2}}{_ORDER}\b"
    rf"|\b{_ORDER}\s(?:\S{{1,14}}\s)?(?:of|by|from|belongs\sto|belonging\sto|placed\sby|made\sby)\s(?:my|our|a|the)\s(?:[\w-]{{1,12}}\s)?{_PERSON}\b"
    rf"|\b{_ORDER}\s(?:\S{{1,14}}\s)?(?:is\snot|isn't|was\snot|wasn't)\s(?:mine|my\sown|ours)\b|\bnot\smy\s(?:own\s)?{_ORDER}\b",
    re.IGNORECASE,
)
_PLACED_IT = lazy(r"\b(?:i|we)(?:'ve|\shave|'d|\shad)?\s(?:placed|ordered|bought|made|paid)\b", re.IGNORECASE)
_SAYS_WHOSE = lazy(
    r"\W{0,3}(?:(?:oh|no|well|sorry|actually|but|and|yes|ok|okay|hm)[\s,]{1,2}){0,3}(?:(?:it|this|that)(?:'s|\sis|\swas)|(?:the|that|this)\sorder\s(?:is|was)|it\sbelongs\sto)\s(?:actually\s|really\s|in\sfact\s)?(?:(?:for|of)\s)?"
    rf"(?:(?:my|our|a|the|his|her)\s(?:[\w-]{{1,12}}\s)?{_PERSON}(?:'s|s'|s)?|(?:some|any)(?:body|one)\selse's|not\s(?:mine|my\s(?:own\s)?{_ORDER}))(?:\s{_ORDER})?(?:[\s,]{{1,2}}(?:actually|though|really|in\sfact|not\smine|sorry|by\sthe\sway)){{0,3}}\W{{0,3}}",
    re.IGNORECASE,
)


def orders_of_others(text: str) -> Sequence[str]:
    """Return the numbers of orders in ``text`` (untrusted) that its writer says are somebody else's."""
    message = read(text)
    if _PLACED_IT.search(message.plain):
        return []
    named = (found for one in message.clauses for found in _THEIRS.finditer(message.plain, one.start, one.end))
    return [one.value for found in named for one in message.ids_in(found.start(), found.end() + RIGHT_AFTER)]


def says_it_is_anothers(text: str) -> bool:
    """Tell whether ``text`` (untrusted) says nothing but that an order is somebody else's: "it's my husband's"."""
    return len(text) <= LONGEST and _SAYS_WHOSE.fullmatch(" ".join(fold(text).split())) is not None
