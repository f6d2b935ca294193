"""Whose a thing is that goes back: hired, borrowed or an employer's, or bought elsewhere, it goes to somebody else."""

import re

from workflows.language.lazy import lazy
from workflows.rules.returns.reasons import Span
from workflows.rules.syntax.clauses import Message

PERSON = (
    r"(?:wife|husband|fianc[eé]e?|parents?|friends?|neighbou?rs?|partner|boyfriend|girlfriend|sons?|daughters?|brothers?|sisters?"
    r"|colleagues?|co-?workers?|boss|mom|mum|dad|mother|father|grand\w{2,8}|aunt|uncle|niece|nephew|cousin|kids?|child(?:ren)?"
    r"|roommate|flatmate|tenant|landlord|owner|library|school)"
)
_HOUSE = (
    r"(?:employers?|compan(?:y|ies)|firm|providers?|office|bank|agenc(?:y|ies)|gym|club|studio|publishers?|clinic|hospital|universit(?:y|ies)|college"
    r"|council|embassy|dealers?|dealership|garage|operator|isp|lender|nursery|museum|theatre|church)"
)
_NAMED = (
    r"(?:amazon|ikea|ebay|b\s?&\s?q|argos|tesco|walmart|costco|zara|h\s?&\s?m|lidl|aldi|etsy|currys|best\sbuy|home\sdepot|decathlon|john\slewis"
    r"|media\s?markt|otto|zalando|asos|primark|screwfix|homebase|wayfair|sainsbury'?s|asda|macy'?s|nordstrom|temu|shein|aliexpress)"
)
# To whom it goes, behind the thing: "to my neighbour", "to the hire company", "to Amazon", "to Kowalski & Sons".
_TO_SOMEBODY = lazy(
    rf"\s*(?i:(?:back\s)?to)\s(?:(?i:my|his|her|their|our|the|its|an?)\s(?:[\w'-]{{1,15}}\s){{0,2}}(?i:{PERSON}|{_HOUSE}|(?:hire|rental|car\shire)\s(?:place|shop|people|desk|firm))\b"
    rf"|(?i:{_NAMED})\b"
    r"|(?!(?:You|YOU|Your|YOUR|The|THE|My|MY|Our|OUR|Get|GET|Be|I|A|An|It|This|Frontdesk|FRONTDESK|Returns?|RETURNS?|Customer|Support|Warehouse|Sender|Seller|Store|Shop)\b)"
    r"[A-Z][a-z]{2,15}\b(?!\s(?:Street|Road|Avenue|Lane|Warehouse)))"
)
# What one does not own: "the rental car", "my work laptop"; "work gloves", "a school bag" are one's own.
_NOT_OWN = lazy(
    r"\b(?:rental|rented|hire|hired|leased|lease|borrowed|loan|loaned|loaner|courtesy|library)\s(?:[\w-]{1,15}\s)?(?:[\w-]{1,20})\Z"
    r"|\b(?:work|company|office|school|university)\s(?:laptops?|phones?|mobiles?|computers?|tablets?|cars?|vans?|keys?|badges?|monitors?|headsets?|books?)\Z",
    re.IGNORECASE,
)
_LENT = lazy(
    r"\s?,?\s(?:(?:that|which)\s)?(?:i|we)(?:'ve|\shave)?\s(?:just\s|only\s)?(?:rented|hired|borrowed|leased)\b",
    re.IGNORECASE,
)
# "I want to return the boots, says my wife": who wants it is another.
_SAYS_ANOTHER = lazy(
    r"\s?,\s(?:says|said|thinks|insists|writes)\s(?:(?:my|our|the|his|her)\s)?\w{2,15}\b", re.IGNORECASE
)
_LIBRARY = lazy(r"library\s(?!books?\b|cards?\b|dvds?\b|cds?\b)", re.IGNORECASE)  # "a library lamp" is bought
_NEAR = 40  # characters before a thing


def is_anothers(message: Message, product: Span | None, upto: int) -> bool:
    """Tell whether a thing goes back to somebody else, or is none of its writer's; words for it end at ``upto``."""
    plain = message.plain
    behind = max(upto, *(product or (0, 0)))
    if _TO_SOMEBODY.match(plain, behind) or _SAYS_ANOTHER.match(plain, behind):
        return True
    if product is None:
        return False
    start, end = product
    lent = _NOT_OWN.search(plain, max(0, start - _NEAR), end)
    if lent and lent.start() < end and not _LIBRARY.match(lent[0]):
        return True
    return _LENT.match(plain, end) is not None
