"""Numbers that a sentence only shows: a proof of purchase, what was put right long ago, a code, a courier's card."""

import re

from workflows.ids.grammar import FoundId
from workflows.language.lazy import lazy
from workflows.rules.syntax.clauses import Message

REACH = 300  # characters after a number in which something may be said anew
# "Invoice INV-1 attached for proof of purchase", "my receipt is INV-1": it shows what was bought.
_PROOF = r"(?:proofs?(?:\sof\s(?:purchase|payment|sale))?|evidence|receipt|purchase\s(?:record|document|voucher))"
_HERE = r"(?:attached|enclosed|included|appended|inside|to\shand|in\sthe\s(?:box|parcel|attachment|envelope))"
_AS_PROOF = lazy(
    rf"[\s,()-]{{0,3}}(?:(?:is|are|was|comes|goes|{_HERE})[\s),]{{1,2}}){{0,2}}(?:as|for|serves\sas|being|is|will\sdo\sas)\s(?:(?:my|our|a|the|your)\s)?{_PROOF}\b",
    re.IGNORECASE,
)
_PROOF_IS = lazy(
    rf"\b{_PROOF}\s?(?:\([^()]{{1,20}}\)\s?)?(?:is|:|=|,|-|(?:i|we)\s(?:attach|enclose|have|include|add)|{_HERE}:?|would\sbe)\s?(?:(?:the|your|my|our|copy|of|attached|enclosed|invoice|bill|number|no\.?)\s){{0,4}}\#?$",
    re.IGNORECASE,
)
_ATTACHED = lazy(rf"[\s,()-]{{0,3}}(?:(?:is|are)\s)?{_HERE}\b", re.IGNORECASE)
_FOR_RETURN = lazy(
    r"\b(?:return\w*|send(?:ing)?\s(?:\w+\s){0,4}back|rma|warranty|guarantee|exchange|swap)\b", re.IGNORECASE
)
_DISPUTES = lazy(
    r"\b(?:charg(?:e[ds]?|ing)|overcharg\w*|bill(?:ed|s)|invoiced|price[ds]?|total|amount|vat|tax|fees?|twice|double|dispute|query|error|mistake|explain"
    r"|look(?:ed)?\s(?:in)?to|(?:too\s(?:high|much))|(?:check|review|correct|examine|investigate)\s(?:it|this|that|the\sinvoice))\b",
    re.IGNORECASE,
)
# "Last year you overcharged us on INV-1 and corrected it": told, and over long ago.
_IN_THE_PAST = lazy(
    r"\b(?:last\s(?:year|month|spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september|october|november|december|time)|(?:years?|months?|ages)\s(?:ago|back)|back\s(?:in|then)"
    r"|in\s(?:(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december)|once|the\sother\syear)\b",
    re.IGNORECASE,
)
_WENT_WRONG = lazy(
    r"\b(?:overcharged|overbilled|(?:charged|billed|invoiced)\s(?:me|us|it|too)|double|twice|wrong|wrongly|mistake|error|too\s(?:much|high)|muddled|messed\sup|mixed\sup|slip)\b",
    re.IGNORECASE,
)
_PUT_RIGHT = lazy(
    r"\b(?:and|but|then|which|you|they|it|was|were|got|had|colleagues?|team)\s(?:(?:you|they|it|that|this|was|were|got|had|been|has|have|have\sbeen|promptly|quickly|then|all|duly|both|even|also|kindly|at\sonce|straight\saway|immediately|soon)\s){0,4}"
    r"(?:corrected|fixed|refunded|credited|sorted|amended|adjusted|reversed|rectified|mended|paid\s(?:me|us|it)\sback|put\s(?:(?:it|that|this|things)\s)?right|made\s(?:it|that)\s(?:good|right)|sent\s(?:me|us)\sa\s(?:credit|refund|new\sone|corrected))\b",
    re.IGNORECASE,
)
_AGAIN = lazy(
    r"\?|n't\b|\b(?:again|this\stime|once\smore|same\s(?:mistake|error|thing|problem|issue|story)|now\s(?:it|you|the|there)|still\s(?:wrong|not|too|shows?|owe|no|waiting|the)|never|not|please|pls|kindly|but)\b",
    re.IGNORECASE,
)
# A number that no order has: of a post code, a code to type, or of a courier.
_CODE = (
    r"(?:pin(?:\s?code)?|(?:post(?:al)?|zip|area|door|gate|entry|access|key\s?pad|security|buzzer|alarm)[\s-]?codes?"
    r"|zip|eircode|otp|passcode)"
)
_CODE_IS = lazy(
    rf"\b{_CODE}[\s:=#,(-]{{1,3}}(?:(?:number|no\.?|is|was|should|be|to|from|now|of|has|changed?|new|reads?|in|for|our|my|the|it's)\s){{0,6}}\#?$",
    re.IGNORECASE,
)
_IS_CODE = lazy(
    rf"\s?(?:\(\s?|,\s|(?:is|was|=|as)\s)(?:(?:my|our|the|new|a|your)\s){{0,3}}{_CODE}\b",
    re.IGNORECASE,
)
_COURIER = (
    r"(?:couriers?|carriers?|drivers?|post(?:m[ae]n|ie|woman|\soffice)|mailm[ae]n|haulier|delivery|dpd|ups|dhl|fed\s?ex"
    r"|usps|hermes|evri|gls|tnt|royal\smail|an\spost|parcelforce|yodel)"
)
_COURIERS = lazy(
    rf"\b{_COURIER}(?:'s|s')?\s(?:(?:missed|delivery|collection|left|calling|company|company's|firm's)\s)?(?:card|note|slip|leaflet|ticket|ref(?:erence)?|label|sticker|paper|chit|docket|consignment|code)\b[^.!?;\n]{{0,60}}$"
    rf"|\b(?:card|note|slip|leaflet|ticket|ref(?:erence)?|sticker|chit|docket|code)\s(?:\w+\s)?(?:from|of|by)\s(?:the|a|your|our|my)?\s?{_COURIER}\b[^.!?;\n]{{0,60}}$",
    re.IGNORECASE,
)
_COMES = lazy(
    r"\b(?:deliver(?:ed|y)|never|came|come|coming|arriv\w+|where|status|late|missing|lost|due|waiting|order(?:ed)?)\b",
    re.IGNORECASE,
)
_OUR_WORD = lazy(r"\b(?:orders?|purchase|your\s(?:number|no\.?|ref(?:erence)?))\b[^.!?;\n]{0,25}$", re.IGNORECASE)
_ITS_ORDER = lazy(r"\border(?:\s(?:number|no|nr|id))?[\s.:#]{0,3}$", re.IGNORECASE)


def is_only_shown(message: Message, one: FoundId, before: str, after: str) -> bool:
    """Tell whether ``one``, between ``before`` and ``after`` of its sentence, shows something and is not asked about.

    "INV-1 attached as proof of purchase", "last year you overcharged us on INV-1 and corrected it", "our PIN code is
    411038", "the courier's card says C-20771".
    """
    if one.kind == "invoice":
        return _is_proof(before, after) or _is_past(message, one, f"{before} {after}")
    return _is_code(before, after) or _is_couriers(before, message.plain[one.end : one.end + REACH])


def _is_proof(before: str, after: str) -> bool:
    """Tell whether an invoice shows what was bought, or goes with what is sent back, and nothing is wrong with it."""
    if _DISPUTES.search(f"{before} {after}"):
        return False
    is_with_it = _ATTACHED.match(after) and _FOR_RETURN.search(f"{before} {after}")
    return bool(_AS_PROOF.match(after) or _PROOF_IS.search(before[-100:]) or is_with_it)


def _is_past(message: Message, one: FoundId, said: str) -> bool:
    """Tell whether what was wrong with an invoice is told of long ago and was put right, with nothing said anew."""
    if not (_IN_THE_PAST.search(said) and _WENT_WRONG.search(said) and _PUT_RIGHT.search(said)):
        return False
    return not _AGAIN.search(said) and not _AGAIN.search(message.plain[one.end : one.end + REACH])


def _is_code(before: str, after: str) -> bool:
    """Tell whether a number is a place's or a door's: a post code, a PIN."""
    return bool(_CODE_IS.search(before[-80:]) or _IS_CODE.match(after)) and not _ITS_ORDER.search(before)


def _is_couriers(before: str, after: str) -> bool:
    """Tell whether a number is only what a courier's card says: not called an order's, nor said to have come or not."""
    said = _COURIERS.search(before[-160:])
    return said is not None and not _OUR_WORD.search(said[0]) and not _COMES.search(after)
