"""Numbers that a sentence names and asks nothing about: imagined, told of long ago, over, or of another kind."""

import re

from workflows.ids.grammar import FoundId
from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.escalation.complaints import complains
from workflows.rules.lookups.only_shown import is_only_shown
from workflows.rules.syntax.clauses import Clause, Message

REACH = 300  # characters of the sentence on either side of a number
_CONDITION = lazy(
    r"(?:\b(?:if(?!\s(?:you|someone|somebody|anyone)\s(?:could|would|can|will|inform|tell|let|check|look|send|give|please|kindly)\b)|in\scase|suppos(?:e|ing)|imagin(?:e|ing)|assum(?:e|ing))\b|^\W{0,4}(?:should|had|were)\s)[^.;!?]{0,80}$",
    re.IGNORECASE,
)
_NOT_SO = lazy(r"\b(?:ever|would|wouldn't)\b|\b(?:i|we|you)'d\b", re.IGNORECASE)
_ASKED = lazy(
    r"\b(?:please|pls|plz|kindly|(?<=would\s)like|(?<='d\s)like|love|want|need|know|tell|check|look|see|wonder\w*|(?:can|could|would|will)\syou|where(?:'s|\sis)|status|track\w*"
    r"|still|yet|hasn't|isn't)\b",
    re.IGNORECASE,
)
_LONG_AGO = Sifted(r"\b(?:back\sin|years?\sago|last\syear|in\s(?:19|20)\d\d)\b")
_TOLD = lazy(
    r"\b(?:asked|wrote|called|rang|complained|contacted|reported|enquired|inquired|disputed|queried)\b", re.IGNORECASE
)
_NOW = lazy(
    r"\?|n't\b|\b(?:still|yet|again|now|please|pls|today|never|not|no|nothing|check|look|want|need)\b", re.IGNORECASE
)
_OWN_NUMBER = lazy(
    r"\b(?:(?:our|my|own|internal)\s(?:\w{2,10}\s)?(?:po|p\.o\.|purchase\sorder|ref(?:erence)?|file|project|job|requisition|cost\scent(?:er|re))"
    r"|po|p\.o\.|purchase\sorder)\b[\s.]{0,2}(?:(?:number|no|nr|num|id)\b)?[\s.:=#]{0,4}(?:(?:is|was)\s)?[\s#]{0,2}$",
    re.IGNORECASE,
)
_PO = lazy(r"P\.?O\.?[-_#]?\d", re.IGNORECASE)
_ITS_ORDER = lazy(r"\border(?:\s(?:number|no|nr|id))?[\s.:#]{0,3}$", re.IGNORECASE)
# "Suppose it had been charged twice, what would you do?": a case that is only put; "Say, where is it?" puts none.
_PUT = lazy(
    r"^\W{0,4}(?:(?:and|so|but|now|just|ok|okay|well)\W{1,2}){0,2}(?:suppos(?:e|ing)(?!\syou\s(?:can|could))|imagin(?:e|ing)(?!,|\s(?:my|our)\s)|assum(?:e|ing)|let(?:'?s|\sus)\s(?:just\s)?(?:say|suppose|assume|imagine)"
    r"|say(?!,|\s(?:where|when|what|how|who|if|whether|it|to|me)\b)|hypothetically)\b",
    re.IGNORECASE,
)
_WHAT_THEN = lazy(
    r"\b(?:would|could|might|had|were)\b|'d\b|\bwhat\s(?:if|happens|then)\b|\bhow\s(?:do|does|can|should)\b|\bwho\b",
    re.IGNORECASE,
)
_DO_IT = lazy(r"\b(?:please|pls|plz|kindly|(?:can|will)\syou)\b", re.IGNORECASE)
# "I was going to ask where it is, but it just came, never mind."
_MEANT_TO_ASK = Sifted(
    r"\b(?:(?:was|were)\s(?:just\s|only\s|actually\s)?(?:going|about)\sto|(?:had\s)?(?:wanted|meant|planned|intended)\sto)\s(?:ask|write|enquire|inquire|chase|complain|check|query)\b"
)
_WAVED_OFF = lazy(
    r"\b(?:never\s?mind|nvm|forget\s(?:it|that|about\sit)|ignore\s(?:it|that|this)|no\sneed\s(?:now|any\s?more|to\s(?:check|look|answer|reply)))\b",
    re.IGNORECASE,
)
_CAME = lazy(
    r"\b(?:(?:it|that|they|the\s(?:parcel|package|order|delivery))(?:'s|'ve|\shas|\shave|\sis|\sare|\swas|\sgot)?\s(?:(?:just|now|already|finally|since|been)\s){0,2}"
    r"(?:c[ao]me|arrived|here|turned\sup|show(?:ed|n)\sup|delivered|handed|brought|landed)|(?:courier|driver|postman|bell)\s(?:has\s)?(?:just\s)?(?:rang|came|is\shere)"
    r"|(?:i|we)\s(?:\w+\s)?(?:got|have|found)\s(?:it|them)\s(?:now|today|just|in))\b(?![^.;]{0,80}\b(?:but|though|without|yet|only|empty)\b)(?!.{0,150}\?)",
    re.IGNORECASE,
)
_CARRIER = (
    r"(?:dhl|ups|usps|fed\s?ex|hermes|evri|dpd|gls|royal\smail|parcel\s?force|an\spost|postnl|purolator|yodel"
    r"|carrier'?s?|courier'?s?)"
)
_TRACKING = lazy(
    rf"\b(?:(?:tracking|consignment|waybill)(?:\s(?:number|code|no|nr|id|ref(?:erence)?)\b)?|{_CARRIER}\s(?:number|code|no|nr|id|ref(?:erence)?|label)\b)"
    r"[\s.:=#]{0,4}(?:(?:is|was|of|says)\s)?[\s#]{0,2}$",
    re.IGNORECASE,
)
# Who sent the parcel knows its number from the carrier: "I sent it back today, DHL tracking 00340434".
_SENT_IT = lazy(
    r"\b(?:i|we)(?:'ve|\shave)?\s(?:just\s|already\s|now\s)?(?:sent|shipped|posted|mailed|returned|dropped|handed|dispatched)\b"
    r"|^\W{0,3}(?:just\s)?(?:sent|shipped|posted|returned|dropped)\s(?:it|them|the|that|this|everything)\b",
    re.IGNORECASE,
)
_ORDER_TRACKING = lazy(r"\border\stracking\b[^.!?]{0,20}$", re.IGNORECASE)
_WHERE = lazy(r"\b(?:where|status|track\w*|when|eta|news|update|come|came|arriv\w*)\b", re.IGNORECASE)


def is_only_named(message: Message, clause: Clause, one: FoundId) -> bool:
    """Tell whether the sentence of ``one`` only imagines something of it, tells of long ago, or gives its own number.

    "If INV-1 had been wrong I'd have said so", "suppose INV-1 were wrong, what would you do?", "back in 2020 I asked
    where A-1 was", "our PO 4500, your INV-1", "I was going to ask where A-1 is, but it just came", "INV-1 attached as
    proof of purchase", "our PIN code is 411038".
    """
    before, after = _sentence(message, clause, one)
    said = f"{before} {after}"
    if is_only_shown(message, one, before, after):
        return True
    if _CONDITION.search(before) and _NOT_SO.search(said) and not _ASKED.search(said):
        return True
    if _LONG_AGO.search(said) and _TOLD.search(before) and not _NOW.search(said):
        return True
    if _PUT.match(before) and _is_put(message, one, said):
        return True
    if _MEANT_TO_ASK.search(before) and _is_over(message, one):
        return True
    return _is_own_number(message, one, before, after) or _is_tracking(message, one, before)


def _is_put(message: Message, one: FoundId, said: str) -> bool:
    """Tell whether a case is put, and what comes of it is asked: in its sentence, or in the one after it."""
    after = message.plain[one.end : one.end + REACH]
    return bool(_WHAT_THEN.search(said) or _WHAT_THEN.search(after)) and not _DO_IT.search(f"{said} {after}")


def _is_over(message: Message, one: FoundId) -> bool:
    """Tell whether what was to be asked of a number is waved off after it, or what it stands for has come unharmed."""
    later = [other.start for other in message.ids if other.start >= one.end]
    after = message.plain[one.end : min([one.end + REACH, *later])]
    return bool(_WAVED_OFF.search(after) or (one.kind != "invoice" and _CAME.search(after) and not complains(after)))


def _is_tracking(message: Message, one: FoundId, before: str) -> bool:
    """Tell whether a number is told to be a carrier's, of a parcel that was sent to us, or beside that of an order."""
    if not _TRACKING.search(before[-60:]) or _ORDER_TRACKING.search(before[-60:]):
        return False
    told = message.plain[max(0, one.start - REACH // 2) : one.start]
    if _SENT_IT.search(told) or any(other.kind == "rma" for other in message.ids):
        return True
    others = (other for other in message.ids if other != one and other.kind in {"order", "unknown"})
    return any(not _TRACKING.search(message.plain[max(0, other.start - 60) : other.start]) for other in others)


def _sentence(message: Message, clause: Clause, one: FoundId) -> tuple[str, str]:
    """Return the words of the sentence near ``one``: before it, and after it, with the mark that ends it."""
    inside = [other for other in message.clauses if other.sentence == clause.sentence]
    start, end = max(inside[0].start, one.start - REACH), min(inside[-1].end + 1, one.end + REACH)
    return message.plain[start : one.start], message.plain[one.end : end]


def _is_own_number(message: Message, one: FoundId, before: str, after: str) -> bool:
    """Tell whether a number is the customer's own, of a purchase, for what another number beside it is ours.

    One that looks like it (PO-4411) is asked about only where it is called an order, or where nothing else can be.
    """
    if _PO.match(one.value) and not _ITS_ORDER.search(before):
        others = any(other != one and other.kind in {"invoice", "order"} for other in message.ids)
        return others or not _WHERE.search(f"{before} {after}")
    if not _OWN_NUMBER.search(before[-60:]) or _WHERE.search(f"{before[-60:]} {after[:40]}"):
        return False
    ours = (other for other in message.ids if other != one and other.kind in {"invoice", "order"})
    return any(not _OWN_NUMBER.search(message.plain[max(0, other.start - 60) : other.start]) for other in ours)
