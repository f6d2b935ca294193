"""Wishes to change how an order is delivered, which only a person can grant: another address, day or recipient.

"Can you send order 31415 to 12 Elm Street instead?", "can it come on Saturday rather than Monday?". If that was done
("did you change it?") is read here too; how an order stands, and how addresses are changed in general, is not.
"""

import re

from workflows.ids.grammar import find_ids, fold
from workflows.language.lazy import lazy
from workflows.language.sentences import sentences_of_piece

READ_CHARS = 2_000
LONGEST = 300  # characters of a sentence: who writes more tells a story
_AN_ORDER = " order "
_GOODS = (
    r"(?:orders?|parcels?|packages?|deliver(?:y|ies)|shipments?|consignments?|box(?:es)?|things?|stuff|items?|goods"
    r"|purchases?)"
)
_IT = (
    rf"(?:(?:it|them|that|this|everything|both|all)\b"
    rf"|(?:(?:the|my|our|this|that|these|those|a|all|whole|both)\s){{0,2}}(?:\w{{2,12}}\s)?{_GOODS}(?:\s{{1,2}}orders?)?\b)"
)
_PLACE = (
    r"(?:address(?:es)?|place|office|work(?:place)?|desk|home|house|flat|apartment|building|neighbou?rs?|mothers?|mum|mom|father|dad|parents|sisters?|brothers?|daughters?"
    r"|sons?|wife|husband|partner|friends?|colleagues?|reception|shop|store|branch|lockers?|pick-?\s?up\s(?:points?|stations?)|collection\spoints?|post\soffice|concierge|porter|hotel|school|company|street|road|avenue|lane)"
)
_THERE = rf"(?:to|at|with)\s(?:(?:\w{{1,12}}(?:'s)?\s){{0,3}}?{_PLACE}\b|\d{{1,5}}[a-z]?,?\s[a-z]{{3,}})"
_INSTEAD = r"(?:\binstead\b|\brather\sthan\b|\bnot\s(?:to|on|at)\b)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"  # beside a figure: "may" is a verb else
_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tomorrow|today|weekend|next\s(?:week|month)|later|earlier|sooner|(?:an)?other\s(?:day|date|time|slot|week)"
    r"|(?:a\s)?(?:different|later|earlier|new|better)\s(?:day|date|time|slot)|(?:the\s)?\d{1,2}(?:st|nd|rd|th)|\d{1,2}[./]\d{1,2}|(?:the\s)?(?:morning|afternoon|evening)"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?(?:\sof)?\s{_MONTH}|(?:after|before|until|till)\s\w+)\b"
)
_ABOUT_IT = (
    rf"(?:{_IT}|(?:the|my|our)\s(?:(?:delivery|shipping|arrival|expected)\s)?"
    rf"(?:date|day|time|slot|window|appointment)\b)"
)
_SEND = r"(?:re)?(?:send|ship|deliver|bring|dispatch|post|drop(?:\soff)?|leave|take|address)"
_SENT = r"(?:re)?(?:sent|shipped|delivered|brought|dispatched|posted|dropped(?:\soff)?|left|taken|addressed)"
_WORDS = r"(?:[\w',-]{1,20}\s){0,5}?"
# What is said of an order that comes: sent elsewhere, at another time, to somebody else.
_CHANGES = tuple(
    lazy(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:redirect|re-?route|divert|forward|reschedule|postpone|re-?arrange|put\soff|bring\sforward|push\sback|delay|hold\s(?:back|on\sto))\s{_IT}",
        rf"\b(?:{_SEND})\s{_IT}\s{_WORDS}{_THERE}",
        rf"\b(?:{_SEND})\s{_IT}\s[^.!?\n]{{0,60}}{_INSTEAD}",
        rf"\b(?:have|get|want|like|need|prefer)\s(?:{_IT}\s)?(?:to\sbe\s)?{_SENT}\s{_WORDS}(?:{_THERE}|(?:on|at|in)?\s?{_DAY}[^.!?\n]{{0,40}}{_INSTEAD})",
        rf"\b{_IT}\s(?:be|to\sbe|should\sbe|must\sbe|needs\sto\sbe|has\sto\sbe)\s{_SENT}\s{_WORDS}(?:{_THERE}|[^.!?\n]{{0,40}}{_INSTEAD})",
        rf"\b{_IT}\s(?:should|must|needs\sto|has\sto|ought\sto|shall|can)\s(?:now\s)?(?:go|come)\s{_THERE}",
        rf"\b(?:change|move|switch|shift|set|push|bring|reschedule|delay|hold)\s{_ABOUT_IT}\s{_WORDS}(?:to|till|until|for|by|from|on)\s{_WORDS}{_DAY}",
        rf"\b(?:hold|keep)\s{_IT}\s{_WORDS}(?:till|until)\b",
        rf"\b(?:can|could|may|might)\s{_IT}\s(?:come|arrive|be\sdelivered|be\sbrought)\s[^.!?\n]{{0,40}}{_INSTEAD}",
    )
)
# The same, without a word of what it shall be: in general it is only asked whether that can be done.
_UNNAMED = tuple(
    lazy(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:change|switch|update|correct|amend|edit|alter|fix|replace)\s(?:the|my|our|its|this|that)\s(?:\w{2,12}\s){0,2}?(?:address|recipient|street|postcode|zip(?:\scode)?|house\snumber|delivery|shipping|shipment)\b",
        rf"\b(?:change|amend|modify|edit|alter|update)\s(?:the|my|our|this|that)\s(?:\w{{2,12}}\s)?{_GOODS}\b",
        rf"\badd\s(?:[\w-]{{1,12}}\s){{1,4}}?to\s{_IT}",
    )
)
# What is to come sooner, and how.
_FAST = (
    r"(?:(?:by|via|with|as|using)\s(?:an?\s)?(?:express|overnight|next[\s-]day|same[\s-]day|priority|air|faster|quicker)"
    r"|express|overnight|next[\s-]day|same[\s-]day|priority|faster|quicker|sooner|asap)"
)
_AT_ONCE = r"(?:out\s)?(?:today|right\saway|immediately|straight\saway|at\sonce)"
_SOONER = tuple(
    lazy(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:expedite|speed\sup|prioriti[sz]e|fast[\s-]?track|accelerate|hasten|hurry(?:\sup)?\swith|(?<!my\s)(?<!our\s)(?<!the\s)(?<!\ba\s)rush)\s{_IT}",
        rf"\b(?:speed|hurry)\s{_IT}\s(?:up|along)\b",
        rf"\b(?:{_SEND}|get)\s{_IT}\s{_WORDS}(?:{_FAST}|{_AT_ONCE})\b",
        rf"\b{_IT}\s(?:(?:needs|has|ought)\sto\s|must\s|should\s|to\s)?be\s(?:{_SENT}\s{_WORDS}{_FAST}|expedited|prioriti[sz]ed|rushed|sped\sup|accelerated)\b",
        rf"\b(?:upgrade|switch|change|move)\s{_IT}\s{_WORDS}to\s{_WORDS}{_FAST}\b",
        rf"\b(?:make|mark|treat|give|put)\s{_IT}\s{_WORDS}(?:priority|urgent|express)\b",
        rf"\bgift[\s-]?wrap\s{_IT}",
    )
)
# Done to a thing as often as to an order: a bare "it" is an order only where one is spoken of.
_DONE_TO_A_THING = lazy(
    r"(?:drop(?:\soff)?|take|set|push|hold|keep|shift|move|switch|speed(?:\sup)?|make|mark|put|get|upgrade|change)\s(?:it|them|that|this|both|all|everything)\b",
    re.IGNORECASE,
)
# One of these is in all that asks for a change.
_HINT = lazy(
    r"\b(?:re-?direct|re-?rout|divert|forward|re-?sched|postpon|re-?arrang|put\soff|bring|push|delay|hold|keep|(?:re)?(?:sen[dt]|ship|deliver|dispatch|post|address)|brought|drop|le(?:ave|ft)|take|go\b|come|arrive"
    r"|chang|mov|switch|shift|set\b|updat|correct|amend|edit|alter|fix|replac|modif|add\b|expedit|speed|sped|priorit|fast|accelerat|hasten|hurry|rush|quick|sooner|express|overnight|-day|urgent|wrap)",
    re.IGNORECASE,
)
# Asked of us, not told: "please …", "can you …", "I want …", or nothing but the wish.
_ASKED = lazy(
    r"\b(?:please|pls|plz|can|could|would|will|may|might|want|wanna|need|like|prefer|must|should|needs|has\sto|hope|wish|possible|chance|kindly|let's|try)\b",
    re.IGNORECASE,
)
_FIRST = lazy(r"^(?:(?:and|so|then|also|but|ok|okay|hi|hello|hey|just|actually)[\s,]{1,3}){0,3}", re.IGNORECASE)
_TOLD = lazy(
    r"\b(?:did(?:n't)?|was|were|has\sbeen|have\sbeen|had|you\s(?:have\s)?(?:sent|shipped|delivered|changed)|will\syou|when\swill|you\swill|(?:i|we)(?:'ll|\swill|\scan)?\s(?:send|take|bring|post|drop|leave|ship|mail)\b|back\sto\syou|to\syou\b|your\s(?:address|place|office|store|shop|warehouse))",
    re.IGNORECASE,
)
_IN_GENERAL = lazy(
    r"\b(?:how\s(?:do|can|could|would)\s(?:i|we|you|one)|how\sto|do\syou|is\sit\s(?:\w+\s)?possible|are\syou\sable|what\s(?:if|happens)|can\s(?:i|we|one))\b",
    re.IGNORECASE,
)
_SETTLED = lazy(
    r"(?:(?:and|so|ok|okay|but|well|hi|hello|hey|then|please|now)[\s,]{1,3}){0,3}(?:did|have|has|is|was|were|are|had|do)(?:n't)?\s(?:you\s(?:guys\s)?|it\s|that\s|this\s|they\s|them\s|everything\s|(?:the|my|our)\s(?:[\w-]{1,14}\s){1,3}?|somebody\s|someone\s|anybody\s|anyone\s)"
    r"(?:(?:been|be|already|now|really|actually|manage\sto|managed\sto|able\sto|yet|get)\s){0,3}(?:cancel(?:l?ed)?|chang(?:ed?)|redirect(?:ed)?|rerout(?:ed?)|updat(?:ed?)|amend(?:ed)?|correct(?:ed)?|modif(?:y|ied)|reschedul(?:ed?)|delet(?:ed?)|eras(?:ed?)|remov(?:ed?)|stop(?:ped)?)\b[^?]{0,40}\?*\s{0,2}",
    re.IGNORECASE,
)
_END = (
    r"(?:cancel(?:l?ing|l?ation)?|terminat(?:e|ing|ion)|end(?:ing)?"
    r"|quit(?:ting)?|stop(?:ping)?|clos(?:e|ing)|get\sout\sof|unsubscribe)"
)
_ENDING = lazy(
    rf"\b{_END}\s(?:of\s)?(?:my|our|the|this|an?)\s(?:\w{{2,14}}\s){{0,2}}?(?:subscriptions?|contracts?|memberships?|plans?|accounts?|polic(?:y|ies)|tariffs?|orders?|bookings?|trials?|services?)\b|\bunsubscribe\b",
    re.IGNORECASE,
)
_END_IT = lazy(
    r"\W{0,3}(?:(?:ok|okay|well|so|then|no|yes|yeah|please|pls|just|and|can\syou|could\syou|i\s(?:just\s)?(?:want|need)\s(?:you\s)?to|i'd\slike\sto)[\s,.!]{1,3}){0,4}"
    r"(?:cancel|terminate|end|stop|close)(?:\s(?:it|that|this|them|everything|all\sof\sit|mine|the\s\w{2,14}(?:\sone)?))(?:[\s,]{1,2}(?:now|please|pls|then|already|for\sme|right\saway|immediately|thanks|today)){0,3}\W{0,4}",
    re.IGNORECASE,
)


def asks_for_change(text: str, *, of_own: bool = False) -> bool:
    """Tell whether ``text`` (untrusted) asks that an order come elsewhere, at another time, or be another.

    ``of_own``: it is clear already that an order of the writer's is meant; what is asked in general is no wish else.
    """
    read = fold(text[:READ_CHARS])
    if not _HINT.search(read):
        return False
    orders = [one for one in find_ids(read) if one.kind in {"order", "unknown"}]
    for one in reversed(orders):
        read = f"{read[: one.start]}{_AN_ORDER}{read[one.end :]}"
    spans = (read[one.start : one.upto] for one in sentences_of_piece(read) if one.end - one.start <= LONGEST)
    return any(_changes(" ".join(one.split()), of_own=of_own or bool(orders)) for one in spans)


def _changes(sentence: str, *, of_own: bool) -> bool:
    known = (_CHANGES, _SOONER, _UNNAMED) if of_own or not _IN_GENERAL.search(sentence) else (_CHANGES,)
    matches = (match for some in known for one in some if (match := one.search(sentence)))
    found = next((one for one in matches if of_own or not _DONE_TO_A_THING.match(sentence, one.start())), None)
    if found is None or _TOLD.search(sentence):
        return False
    opening = _FIRST.match(sentence)
    return _ASKED.search(sentence) is not None or (opening is not None and opening.end() == found.start())


def asks_if_changed(text: str) -> bool:
    """Tell whether ``text`` (untrusted) only asks if something was cancelled, changed or deleted, as had been asked."""
    return len(text) <= LONGEST and _SETTLED.fullmatch(fold(text)) is not None


def asks_to_end(text: str) -> bool:
    """Tell whether ``text`` (untrusted) speaks of ending a contract, a subscription or an order of the writer's."""
    return _ENDING.search(fold(text[:READ_CHARS])) is not None


def is_ending_it(text: str) -> bool:
    """Tell whether ``text`` (untrusted) says nothing but that it is to be ended: "just cancel it"."""
    return len(text) <= LONGEST and _END_IT.fullmatch(" ".join(fold(text).split())) is not None
