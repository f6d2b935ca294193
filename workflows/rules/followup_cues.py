"""The words by which follow-ups are known, as patterns over short sentences written out; nothing is decided here."""

import re
from typing import Literal

Kind = Literal[
    "when", "where", "carrier", "tracking", "number", "send_to", "valid", "take", "done", "person", "cancel", "works"
]
About = Literal["order", "return", "investigation", "case"]

_SOME = r"(?:\w+ ){0,6}?"
_IT = r"(?:it|that|this|them|these|those|(?:the|my|that|this|our) \w+(?: \w+){0,3}?)"
_RETURN = r"(?:(?:(?:the|my|that|this|our) )?(?:returns?|rmas?)(?: request)?)"
_PLEASE = r"(?:(?:can|could|would|will) you )?(?:please )?(?:just )?"
_I_WANT = r"i (?:want|would like|need) to "
_AFTERWARDS = r"(?: (?:please|again|now|then|thanks|thank you|after all|any more|anyway|for me|instead)){0,3}"
_OPENING = (
    r"(?:(?:oh|ah|ok|hey|hi|hello|actually|sorry|wait|never mind|forget it|no need|good news|update"
    r"|all good|and|so) ){0,5}"
)


def _whole(kind: Kind, about: About | None, pattern: str) -> tuple[Kind, About | None, re.Pattern[str]]:
    return kind, about, re.compile(pattern + _AFTERWARDS)


# What is wished by a whole sentence. "The return", "keep", "send back" speak of a return; "cancel that" and "never
# mind" of whatever was last.
WISHES = (
    _whole(
        "cancel",
        "return",
        rf"(?:{_I_WANT}|i would rather |{_PLEASE}|how (?:do|can) i |can i |could i |let us )(?:still )?"
        rf"(?:cancel|stop|undo|withdraw|call off|revoke|drop|scrap)(?: {_IT}| {_RETURN})??"
        rf"(?: {_RETURN}| of {_IT}| for {_IT})",
    ),
    _whole("cancel", None, rf"(?:{_I_WANT}|{_PLEASE}|can i |could i )(?:cancel|stop|undo|withdraw) (?:it|that|this)"),
    _whole(
        "cancel", "return", rf"i (?:do not|no longer) (?:want|need|wish) to (?:return|send)(?: back)? {_IT}(?: back)?"
    ),
    _whole("cancel", "return", rf"(?:i|we) (?:do not|no longer) (?:want|need) {_RETURN}"),
    _whole(
        "cancel",
        "return",
        r"(?:i|we) (?:will|want to|would like to|would rather|am going to|are going to|have decided to|decided to"
        rf"|think i will) (?:just )?keep {_IT}",
    ),
    _whole("cancel", "return", rf"(?:i am|we are) keeping {_IT}"),
    _whole(
        "cancel",
        "return",
        r"(?:i|we)(?: have)? changed (?:my|our) minds? (?:about|on)"
        rf" (?:returning {_IT}|sending {_IT} back|{_RETURN})",
    ),
    _whole("cancel", "return", rf"no need to (?:return|send back|send) {_IT}(?: back)?"),
    _whole("cancel", None, r"(?:i|we)(?: have)? changed (?:my|our) minds?"),
    _whole("cancel", None, rf"{_OPENING}(?:never mind|forget (?:it|about it|that)|drop it)"),
    _whole(
        "works",
        None,
        rf"{_OPENING}(?:(?:its|{_IT}(?: is)?|they(?: are)?) (?:works?|working|ok|okay|fine|all right|fixed|turned on"
        rf"|started working)|(?:i|we) (?:got|have got) {_IT} (?:working|to work|running|fixed)"
        rf"|(?:i|we) (?:have )?fixed {_IT}|works|working|(?:the )?problem (?:is )?(?:solved|fixed|gone|has gone away))"
        r"(?: (?:again|now|after all|fine|perfectly|well|just|properly|ok|okay|as it should|like new)){0,3}",
    ),
)
_SENDS = r"(?:send|ship|post|mail|return|pack|wrap|take|bring|drop)"
_ARRIVES = (
    r"(?:due (?:to|here)\b|arriv\w+|com(?:e|es|ing)|deliver\w*"
    r"|(?:get|gets|getting) (?:here|it|them|there|to me)"
    r"|be (?:here|there)|receive|land\w*|reach\w*|have it|expect(?: it| them| that| the \w+)|ship\w*|expected"
    r"|estimated)"
)
_WHEN = r"(?:when|what (?:day|date|time)|which (?:day|date)|how soon)"
_PARCEL = r"(?:the|my|our) (?:order|parcel|package|delivery|shipment)"


def _asks(kind: Kind, about: About | None, *patterns: str) -> tuple[Kind, About | None, re.Pattern[str]]:
    return kind, about, re.compile("|".join(patterns))


# What is asked by a sentence of neutral words. The first that matches takes the words that it matches.
QUESTIONS = (
    _asks(
        "valid",
        "return",
        rf"how long (?:is|are) {_SOME}valid",
        rf"how long {_SOME}(?:do|does|will|can) (?:i|we|it|the rma) (?:have|last\w*|run\w*)",
        rf"(?:until|till|by) when {_SOME}(?:{_SENDS}|valid)",
        rf"when {_SOME}(?:have|need|must|should|supposed) (?:i )?(?:to )?{_SENDS}|when (?:must|should) i {_SENDS}",
        r"\bexpir\w+|\bdeadline|\btime limit|\bhow much time\b|\bstill valid|how many days do i have|\blast day\b",
    ),
    _asks("take", None, rf"how long {_SOME}(?:take|takes|taking|go on)", r"how much longer|how many days"),
    _asks(
        "send_to",
        "return",
        rf"where {_SOME}(?:i|we|to|be|it|that|this|they|them) {_SENDS}(?:ed|t)?\b|where {_SOME}sent\b",
        rf"where {_SOME}to$|^(?:and |so )?where does it go",
        rf"how {_SOME}(?:i|we|to) (?:then |now )?{_SENDS}|how (?:does|do) {_SOME}returns?",
        rf"(?:what|which) (?:is |was )?{_SOME}address|address (?:please|again)|^(?:the )?(?:return )?address$",
        rf"(?:what|which) {_SOME}(?:write|put|stick) {_SOME}(?:on|in|outside)|\blabels?\b|shipping instructions",
    ),
    _asks(
        "carrier",
        "order",
        rf"\b(?:carrier|courier)\b|(?:which|what) {_SOME}(?:company|service)\b",
        rf"who {_SOME}(?:deliver\w*|bring\w*|carr\w+|ship\w*)|\b(?:dhl|fedex|ups|usps|dpd|gls|hermes)\b",
    ),
    _asks("tracking", "order", r"\btrack\w*(?: (?:number|code|link|id))?"),
    _asks(
        "number",
        None,
        r"\b(?:what|which|tell|give|know|have|find|need|see|repeat|send|again|was|there)\b(?: \w+){0,6}?"
        r" (?:numbers?|ids?|reference|code)\b",
        r"\b(?:numbers?|reference)(?: again| please)|^(?:and |so )?the (?:\w+ )?number$",
        r"^(?:rma|return|investigation|case|ticket) number$",
    ),
    _asks(
        "person",
        "case",
        rf"when {_SOME}(?:someone|somebody|anyone|anybody|one of you)",
        rf"(?:is|will) {_SOME}(?:someone|somebody|anyone|anybody) {_SOME}(?:there|here|answer|reply|look|come|coming)",
    ),
    _asks(
        "when",
        "order",
        rf"{_WHEN} {_SOME}{_ARRIVES}|how long (?:until|till|before) {_SOME}{_ARRIVES}|\beta\b",
        r"(?:arrival|delivery) (?:date|day|time)",
        rf"(?:will|does|is|can) (?:it|they|that|this|the \w+|my \w+) (?:\w+ )?{_ARRIVES}",
    ),
    _asks(
        "when",
        "investigation",
        rf"(?:{_WHEN}|how long (?:until|till|before)) {_SOME}(?:hear|answers?|results?|outcome|reply|know|investigation"
        r"|done|get back|billing|told|news|update)",
    ),
    _asks(
        "when",
        None,
        r"^(?:and |so |ok |but )?(?:by )?when(?: (?:is|was|will|would) (?:it|that|this)(?: be)?)?"
        r"(?: exactly| again| then)?$",
    ),
    _asks(
        "where",
        "order",
        rf"where(?:abouts)? (?:exactly )?(?:is|are|was) {_SOME}\w+|how far",
        rf"(?:has|have|did|is|was|are) (?:it|they|that|this|{_PARCEL}) (?:\w+ ){{0,2}}?"
        r"(?:ship\w*|sent|on (?:the|its) way|in transit|here|out|arriv\w+|deliver\w+)",
        rf"status (?:of|for|on) (?:it|that|{_PARCEL})|order status",
        rf"(?:news|updates?) (?:on|about|of|for|from) {_PARCEL}|how is {_PARCEL}",
    ),
    _asks(
        "done",
        None,
        rf"what (?:did|have) you {_SOME}(?:do|done|find|found|start|started|open|opened)",
        r"what (?:will |is going to )?(?:happens?|happening|happened)|what (?:is |comes |are )?(?:the )?next\b",
        rf"what (?:do|should|must) i {_SOME}do\b|what (?:is|are) the (?:next )?steps?",
        r"^(?:and |so |ok )?(?:what now|now what|and now|what then)$",
        rf"any (?:news|updates?)|(?:is|are) there {_SOME}(?:news|updates?)",
        r"(?:what is|how is) (?:the|its|my) (?:status|state)|^(?:the )?(?:status|updates?)$",
        r"how (?:does|do|is|are) (?:it|that|this|things|everything|the \w+|my \w+) (?:stand|stands|going|look)",
        r"where do (?:we|things) stand|did you (?:open|issue|start|create|send)",
    ),
)
ABOUT: dict[About, re.Pattern[str]] = {
    "order": re.compile(r"\b(?:orders?|parcels?|packages?|delivery|deliveries|shipments?|shipping)\b"),
    "return": re.compile(r"\b(?:returns?|rmas?|labels?)\b"),
    "investigation": re.compile(r"\b(?:investigations?|invoice|bill|billing|department)\b"),
    "case": re.compile(r"\b(?:case|ticket)\b"),
}
# What leads in a question without changing it: "I lost the number", "not sure where to send it".
FRAME = re.compile(
    r"\b(?:i (?:do not|did not|can not) (?:know|find|see|remember|recall|understand)|i am not sure|not sure"
    r"|i (?:have )?(?:forgot|forgotten|lost|misplaced|deleted)|remind me|no idea)\b"
)
LED_IN = re.compile(r"^(?:but|thanks but|ok but|and|yes|no) ")
A_NUMBER = re.compile(r"\b(?:numbers?|reference|code)\b")
