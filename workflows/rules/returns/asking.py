"""Who asks to send something back, here and now: the words that request it, as against talk about returns."""

import re
from collections.abc import Iterable

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.products.products import is_generic, name_at
from workflows.rules.returns.leave import as_asked, is_only_mentioned, is_talk
from workflows.rules.returns.reasons import CAUSE
from workflows.rules.syntax.clauses import Clause, Message, read
from workflows.rules.syntax.negation import asks_leave, is_general, is_only_said

_VERB = r"(?:return|retrun|reutrn|retunr|retrn|retun|returne|refund)"
_ING = r"(?:return|retrun|refund)ing"
ANCHOR = Sifted(
    rf"\b(?P<noun>(?:refund|reimbursement|money\sback|rma(?:\snumber)?|returns?(?:\s(?:label|slip|form"
    rf"|authori[sz]ation|instructions?|request|number))?|retrun)\s(?:me\s)?(?:for|of|on)\b|(?:returns?|rma"
    rf"|refund)(?:\srequest|\sauthori[sz]ation)?\s?(?::|\s-|-\s)|(?:go|be\sreturned|be\ssent)(?:\sback)?(?:,?\s(?:please|pls))?:)"
    rf"|\b(?P<verb>{_VERB}|{_ING}|(?:(?:send|sned|bring|hand|mail|post)(?:ing)?|giv(?:e|ing)|tak(?:e|ing)|ship(?:ping)?)\sback)\b"
    r"|\b(?P<around>(?:send|give|bring|ship|take|mail|post)(?:ing)?)\s(?=(?:[^\s,;.!?]+\s){1,8}?back\b(?!\s(?:garden|yard|door|gate|seat|room|entrance|office|of\s(?:the|my|our)|stairs|lane|alley)\b))"
)
# All that a clause says is that a return is to be made: "can you make me an RMA?", "return label please".
_PLEASE = r"(?:please|pls|plz|kindly)"
_MAKE = r"(?:make|give|get|create|send|open|issue|have|generate|e?-?mail|start|arrange|set\sup)"
_SOON = r"(?:asap|urgently|quickly|fast|soon|now|today|tonight|right\saway|as\ssoon\sas\spossible|by\stomorrow)"
# Why it is needed soon: ", the courier comes at noon".
_FETCHED = (
    r"(?:\s?[,;:\u2013\u2014-]\s(?:(?:because|since|as|my|our|the|a|your)\s){0,2}"
    r"(?:couriers?|van|driver|post(?:man|ie)?|mail(?:man)?|carrier|collection|pick-?up|ups|dhl|fedex|hermes|evri)\b[^?;,]{0,60})?"
)
BARE = Sifted(
    rf"\A\s*(?:(?:hi|hello|hey|so|and|but|ok|okay|then|also|{_PLEASE})[\s,]{{1,3}}){{0,3}}"
    rf"(?:(?:(?:can|could|would|will)\s(?:you|i|we)\s|(?:i|we)(?:'d|\swould)\slike\s(?:to\s)?|(?:(?:i|we)\s)?(?:want|need|wish)\s(?:to\s)?)(?:{_PLEASE}\s)?)?"
    rf"(?:(?:{_MAKE}\s(?:me\s|us\s)?)?(?:an?\s|the\s)?(?:rma|return\s(?:label|slip|form|authori[sz]ation))(?:\s(?:number|for\s(?:it|this|that|them)))?"
    rf"|(?:{_MAKE}|initiate|begin|request)\san?\s(?:new\s)?return\sfor\s(?:me|us)"
    rf"|(?:an?\s)?(?:full\s)?(?:refund\s(?:and|&|\+)\sreturn|return\s(?:and|&|\+)\s(?:full\s)?refund))"
    rf"(?P<please>(?:,?\s(?:{_PLEASE}|thanks|thank\syou|{_SOON})){{1,3}})?{_FETCHED}\s*\Z"
)
_NO_REQUEST = lazy(
    r"\s(?:(?:polic(?:y|ies)|period|window|slip|form|shipping|shipment|process|costs?|fees?|date|option|portal"
    r"|status|number|code|key|email|flight|trip|ticket|visit|home|values?|true|false|null|address|label|parcel|package|box"
    r"|to\b(?!\syou\b)|from\b|until|in\b|on\b|by\b|calls?|instructions?)\b|(?:my|the|our|your|a|this|his"
    r"|her)\s(?:calls?|emails?|messages?|favou?r)\b)",
    re.IGNORECASE,
)
_CUE = lazy(
    r"\b(?:want|wanna|would\slike|'d\s(?:\w+\s)?(?:like|love|appreciate)|like\sto|need|request(?:ing)?|start"
    r"|please|pls|plz|kindly|may\si\shave|can|could|issue|process|give\sme|get|asking\sfor|demand|arrange|open"
    r"|initiate|assist|help|organi[sz]e|schedule|authori[sz]e"
    r"|make|do|create|register|proceed|send\sme|set\sup|apply|claim|expect(?:ing)?\sa|entitled|am\safter"
    r"|i'm\safter|seeking|looking\sfor|file)\b",
    re.IGNORECASE,
)
_OLD_NEWS = lazy(
    r"\b(?:my|where|status|when|news|update|about|regarding|refused|rejected|denied|waiting|still|received|got"
    r"|chasing|the\sprevious|expect\sa\srebate)\b[^,]{0,30}$",
    re.IGNORECASE,
)
_OWN_RETURN = lazy(r"\b(?:process|start|arrange|issue|register|open|authori[sz]e)\smy\s$", re.IGNORECASE)
_BESIDE = lazy(r"(?:,|\b(?:and|plus)|&)\s+an?\s$", re.IGNORECASE)
# What may stand before "return: the lamp" or "two returns: …", and before "go back: the lamp" ("three things …").
_LEADS_IN = lazy(r"[^\w]|\b(?:a|an|the|full|and|also|hi|hello|then|two|three|four|2|3|4)\b", re.IGNORECASE)
_THINGS_GO = lazy(r"[^\w]|\b(?:(?:these|two|three|four|five)\s(?:things|items)|must|have\sto)\b", re.IGNORECASE)
_STILL_OPEN = lazy(
    r"[^.;!?]{0,60}\b(?:hasn'?t|has\snot|have\snot|haven'?t|is\sstill|was\s(?:refused|rejected|denied|declined)"
    r"|not\s(?:been|arrived|yet)|didn'?t|never\s(?:came|arrived))\b",
    re.IGNORECASE,
)
_ASKS = lazy(
    r"(?:^|[,:;(\-\u2013—\"'.*]\s*|\b(?:to|please|pls|plz|kindly|also|and|n|then|or|just|wanna|gonna|gotta|me"
    r"|lastly|finally|secondly?|thirdly?|firstly?|first|next|so|but|hi|hello|hey|help|2|yes|no|ok|okay|thanks|now"
    r"|by|of|for|with|like|am|im|i'm|are|we're|is|about|start|you|i|we|must|will|shall|should|can|could|may|i'll"
    r"|someone|anyone|instead|rather|need|want|a|the|todays?|today|(?:i|we)(?:'ll|\swill|\sshall)\sbe)\s+(?:\d[.)]\s*)?)$",
    re.IGNORECASE,
)
_SHOULD_NOT = lazy(r"\b(?:should|will|would|must|shall|can|could)\s$", re.IGNORECASE)
_SOFTENED = lazy(r"\bshould\s(?:probably|perhaps|maybe|rather|really)\s$", re.IGNORECASE)
_ASK_RIGHT = lazy(r"\b(?:can|could|may|might|how|where|is\sit\spossible|possible|able)\b", re.IGNORECASE)
_DEFINITE = lazy(
    r"\s*(?:back\s)?(?:(?:both|all|one|two|three)\s(?:of\s)?)?(?:the|my|our|this|that|these|those|it|them|\"|'|`|[A-Z])",
    0,
)
_BOUGHT_HERE = lazy(r"\b(?:i|we)\s(?:\w+\s)?(?:bought|ordered|purchased|got|received)\b", re.IGNORECASE)
_POSSIBLE = lazy(
    r"\b(?:is|would)\sit\s(?:still\s)?(?:be\s)?(?:still\s)?(?:possible|ok(?:ay)?|alright|too\slate"
    r"|fine)\s(?:for\s(?:me|us)\s)?to\s$",
    re.IGNORECASE,
)
_BECAUSE = lazy(rf"(?:{CAUSE})\s", re.IGNORECASE)
# "The kettle that stopped working after two weeks": the age of a fault is no deadline.
_AT_FAULT = lazy(
    r",?\s(?:that|which)\s(?:has\s|have\s|had\s|suddenly\s|already\s|just\s){0,2}(?:stopped|broke|broken|fell|fallen|came\sapart|died|failed|cracked|tore|ripped|leaked|burnt|burst|snapped|gave\sup|went\sdead|wore\sout|split|faded|rusted)\b",
    re.IGNORECASE,
)
NEAR = 400  # characters around the verb that are read for what they make of it: a clause may be a whole message
_QUOTED = 300  # characters that a quotation of others holds at most
_MARK = lazy(r"(?<!\d)\"")  # after a digit it means inches
_SAYS = lazy(
    r"\b(?:says?|said|states?|stated|reads|writes|wrote|claims?|claimed|promises|promised|advertises|advertised|told\s\w+|tells\s\w+|according\sto\s[^\"]{2,40}|slogan|headline|ad|banner|sign|policy)\b[\s:,]{0,3}$",
    re.IGNORECASE,
)
_TO_YOU = lazy(r"\s(?:you|us)\s?[:,](?=\s(?:the|my|our|an?)\s)", re.IGNORECASE)  # "two returns for you, the globe …"
_SKIP = lazy(
    r"\s*(?:request|back)?\s?(?:me\s)?(?:please|pls|plz)?(?:\s?(?:for|of|on|:|-)\s)?(?:\s?either\s(?=(?:the|my|our|this|these|one)\s))?",
    re.IGNORECASE,
)


def goods_at(message: Message, anchor: re.Match[str], clause: Clause) -> int:
    """Return where the goods are named: right after the verb, past "me for" and the like."""
    if anchor["noun"]:
        if to_you := _TO_YOU.match(message.plain, anchor.end(), clause.end):
            return to_you.end()
        return anchor.end() + (message.plain[anchor.end() : clause.end].lstrip()[:1] == ":")
    match = _SKIP.match(message.plain, anchor.end(), clause.end)
    return match.end() if match else anchor.end()


def is_request(message: Message, clause: Clause, anchor: re.Match[str], goods: int) -> bool:
    """Tell whether the customer asks for it here and now."""
    plain = message.plain
    begin, end = max(clause.start, anchor.start() - NEAR), min(clause.end, anchor.end() + NEAR)
    before = _SOFTENED.sub("should ", as_asked(plain[begin : anchor.start()]))
    definite = bool(_DEFINITE.match(plain, goods, clause.end) or _BOUGHT_HERE.search(plain, goods, end))
    if definite and _POSSIBLE.search(before):
        before = _POSSIBLE.sub("please ", before)
    no_request = not anchor["noun"] and _NO_REQUEST.match(plain, anchor.end(), clause.end)
    stated = no_request or _is_only_mentioned(anchor, before, plain[anchor.end() : end])
    if stated or _is_talk(plain, anchor, clause) or _is_quoted(plain, anchor) or _is_under_way(message, goods):
        return False
    if is_only_said(message, clause, *anchor.span()):
        return False
    own_words = begin + len(_own_words(plain[begin:end]))
    if is_general(message, begin, own_words) and (clause.question or _ASK_RIGHT.search(before)):
        return False
    if anchor["noun"]:
        return _is_noun_request(plain, clause, anchor, before)
    if (
        not definite
        and _ASK_RIGHT.search(before)
        and not re.search(r"\b(?:want|like|need|help)\b", before, re.IGNORECASE)
    ):
        name = name_at(message, goods, clause.end)
        if (
            name is None
            or is_generic(plain[name.start : name.end])
            or re.match(r"\s*(?:an?\s)?\w+\s*$", plain[goods : name.end])
        ):
            return False
    return bool(_ASKS.search(before[-40:].lstrip())) and not (
        _SHOULD_NOT.search(before[-10:]) and not re.search(r"\b(?:i|we|you)\s\w+\s$", before[-14:], re.IGNORECASE)
    )


def is_bare_request(words: str) -> bool:
    """Tell whether a clause asks for a return and says nothing else: "RMA please", "can I get a return label?"."""
    found = BARE.search(words)
    return found is not None and (bool(found["please"]) or _CUE.search(words) is not None)


def asks_about_returning(text: str) -> bool:
    """Tell whether ``text`` asks if, how or where something can be returned: "Can I return gift cards?"."""
    message = read(text)
    for clause in message.clauses:
        anchor = ANCHOR.search(message.plain, clause.start, clause.end)
        if anchor and asks_leave(message, clause, anchor.start()):
            return anchor["noun"] is not None or not _NO_REQUEST.match(message.plain, anchor.end(), clause.end)
    return False


def is_only_talk(message: Message, used: Iterable[Clause]) -> bool:
    """Tell whether the clauses ``used`` speak of returning, and none but as of a burden or the worse of two things."""
    found = [(one, anchor) for one in used for anchor in ANCHOR.finditer(message.plain, one.start, one.end)]
    return bool(found) and all(_is_talk(message.plain, anchor, one) for one, anchor in found)


def _is_talk(plain: str, anchor: re.Match[str], clause: Clause) -> bool:
    before = plain[max(clause.start, anchor.start() - NEAR) : anchor.start()]
    return is_talk(before, gerund=_is_gerund(anchor), question=clause.question)


def _is_gerund(anchor: re.Match[str]) -> bool:
    return "ing" in (anchor["verb"] or anchor["around"] or "").lower()


def _is_only_mentioned(anchor: re.Match[str], before: str, after: str) -> bool:
    gerund = _is_gerund(anchor)
    return is_only_mentioned(before, after, gerund=gerund, noun=bool(anchor["noun"]), wished=bool(_CUE.search(before)))


def _is_quoted(plain: str, anchor: re.Match[str]) -> bool:
    """Tell whether the verb is in what somebody else said: 'the ad says "Send it back within 100 nights"'."""
    before, after = (
        plain[max(0, anchor.start() - _QUOTED) : anchor.start()],
        plain[anchor.end() : anchor.end() + _QUOTED],
    )
    marks = _MARK.findall(before)
    return (
        len(marks) % 2 == 1
        and _MARK.search(after) is not None
        and _SAYS.search(before[: before.rfind('"')]) is not None
    )


def _is_under_way(message: Message, goods: int) -> bool:
    """Tell whether the goods are a return that exists: 'a return label for RMA-100016'."""
    return any(one.kind == "rma" for one in message.ids_in(goods, goods + 12))


def _own_words(whole: str) -> str:
    """Return the clause without its bracketed and reason parts, where 'after two weeks' is no rule."""
    cuts = [one.start() for one in (_BECAUSE.search(whole), _AT_FAULT.search(whole)) if one and one.start()]
    return whole[: min(cuts, default=len(whole))]


def _is_noun_request(plain: str, clause: Clause, anchor: re.Match[str], before: str) -> bool:
    if anchor["noun"].lower().startswith("money") or _OWN_RETURN.search(before):
        before = re.sub(r"\bmy\s$", "", before, flags=re.IGNORECASE)
    if (_OLD_NEWS.search(before[-50:]) and not _BESIDE.search(before)) or _STILL_OPEN.match(
        plain, anchor.end(), clause.end
    ):
        return False
    return bool(_CUE.search(before) or _BESIDE.search(before)) or not (
        _THINGS_GO if anchor["noun"].lower().startswith("go") else _LEADS_IN
    ).sub("", before)
