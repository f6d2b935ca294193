"""Sentences about what is under way whose form is fixed: look-ups in few words, and why something is asked for.

The trained reader is not sure of them ("and when's it due"); of these its doubt does not count. Nothing is looked up.
"""

import re

from workflows.language.lazy import lazy
from workflows.understanding.turns import Does, Said

LONGEST = 120  # characters of a sentence
_AND = (
    r"\W{0,3}(?:(?:and|so|ok|okay|but|also|good|great|right|well|oh|please|pls|any\sidea|do\syou\sknow"
    r"|can\syou\s(?:tell\sme|say))\b[\s,.!:\u2026-]{1,3}){0,3}"
)
_IT = (
    r"(?:it|this|that|they|those|these|mine|ours|(?:the|my|our)\s(?:order|parcel|package|delivery|shipment|box"
    r"|thing|stuff|lot))"
)
_END = (
    r"(?:[\s,]{1,2}(?:then|now|please|pls|exactly|roughly|though|again|by\sthe\sway|btw|do\syou\s(?:think|know)))*"
    r"\W{0,4}"
)
_HERE = (
    r"(?:due(?:\s(?:here|in|to\s(?:arrive|come|be\shere)))?|here|coming|arriving|expected|landing"
    r"|being\sdelivered|getting\shere|meant\sto\s(?:be\shere|come|arrive)|supposed\sto\s(?:be\shere|come"
    r"|arrive)|be\s(?:here|due|delivered|with\s(?:me|us))|arrive|come|get\shere|turn\sup)"
)
_ASKED: tuple[tuple[Does, re.Pattern[str]], ...] = (
    (
        "when",
        lazy(
            rf"{_AND}(?:(?:when|what\s(?:day|date|time))(?:'?s|\sis|\sare|\swill|\sshould|\sdoes|\sdo)\s{_IT}\s{_HERE}"
            rf"|(?:{_IT}(?:'s|\sis)\s)?(?:due|expected|here|arriving)\swhen|when\s{_HERE}"
            r"|(?:what(?:'s|\sis)\s)?(?:its|the)\s(?:eta|due\sdate|arrival\sdate|delivery\s(?:date|day)|estimated\sdelivery))"
            rf"{_END}",
            re.IGNORECASE,
        ),
    ),
    (
        "take",
        lazy(
            rf"{_AND}when\s(?:should|will|do|can|would|could|might)\s(?:i|we)\s(?:expect\sto\s)?(?:hear|get\s(?:an\s|your\s|the\s)?(?:answer|reply|result|outcome))"
            r"(?:\s(?:back|more|anything|something|from\s(?:you|them|billing)))*(?:\s(?:about|on|regarding)\s(?:it|this|that|the\s[\w-]{2,20}(?:\s[\w-]{2,20})?))?"
            rf"{_END}",
            re.IGNORECASE,
        ),
    ),
    (
        "done",
        lazy(
            rf"{_AND}(?:or\s)?is\s(?:it|that|this)\s(?:just\s|still\s|only\s)?(?:sitting|lying|stuck|gathering|collecting|rotting|waiting|on\sa\spile|in\sa\s(?:pile|drawer|queue))\b[^.!?]{{0,40}}{_END}",
            re.IGNORECASE,
        ),
    ),
    (
        "cancel",
        lazy(
            rf"{_AND}(?:(?:you|they|billing|your\s(?:people|colleagues|team))\s(?:can|may|could|should|need\snot|needn't|don't\s(?:need|have)\sto)\s|please\s|no\sneed\sto\s|just\s){{1,2}}"
            r"(?:(?:stop|quit)\s(?:looking|checking|investigating|digging)|(?:stop|drop|close|end|cancel|abandon|halt|scrap)\s(?:the|that|this|your)\s(?:investigation|inquiry|enquiry)"
            r"|(?:look|dig)\s(?:any\sfurther|any\slonger|into\s(?:it|that|this)\s(?:any\s?more|any\sfurther|after\sall))|investigate\s(?:any|it|that|this)\b)\b[^?]*",
            re.IGNORECASE,
        ),
    ),
    (
        "cancel",
        lazy(
            r"\W{0,3}(?:(?:oh|ah|ok|okay|actually|sorry|no|hm+|wait|well)\b[\s,.!-]{1,3}){0,3}(?:leave\s(?:it|that)|never\s?mind|nvm|forget\s(?:it|that|about\sit)|(?:scrap|drop|scratch|skip)\s(?:it|that)|don'?t\sbother|no\sneed(?:\s(?:any\s?more|after\sall))?)"
            r"[\s,.:!;\u2013\u2014-]{1,4}(?:(?:it|they)(?:'s|\s(?:is|are))?\s(?:now\s|all\s)?(?:works?|working|fine|sorted|fixed|mended|ok(?:ay)?)"
            r"|(?:i|we|he|she|they|(?:my|our)\s[\w'-]{2,15})(?:'ve|'s|'re|'m|\shas|\shave|\sis|\sare|\sam)?\s(?:just\s|already\s|going\sto\s)?(?:repaired|fixed|mended|sorted|glued|sewn|keep(?:s|ing)?|kept)\s(?:it|them|that|the\s[\w-]{2,15})"
            r"|(?:repaired|fixed|mended|sorted|keeping)\s(?:it|them))\b[^?]{0,60}",
            re.IGNORECASE,
        ),
    ),
    (
        "number_investigation",
        lazy(
            rf"{_AND}(?:(?:what|which)(?:'s|\sis|\swas)?\s)?(?:the|your|its|that)\s(?:investigation|inquiry|enquiry|billing\scase)(?:'s|s)?\s(?:number|reference|ref|no\.?|id|code)"
            rf"(?:[\s,]{{1,2}}(?:again|once\smore|please|pls))*(?:[\s,]{{1,2}}(?:(?:it'?s|this\sis)\s)?for\s(?:my|our|the)\s[\w-]{{2,20}}(?:\s[\w-]{{2,20}})?)?{_END}",
            re.IGNORECASE,
        ),
    ),
)
# Behind it stands why: "stop looking, I had overlooked the delivery fee" is not about a delivery.
_BECAUSE = lazy(r"\s?[,;(\u2013\u2014]|\s-\s|\s(?:because|since|as|for)\s", re.IGNORECASE)
_WHO = r"(?:(?:my|our|the|his|her|their)\s[\w'-]{2,20}(?:\s[\w'-]{2,20})?|he|she|they|i|we)"
# "My bookkeeper wants it", "I need it for my files", "it's for the accountant".
_WHY = lazy(
    rf"\W{{0,3}}(?:(?:because|since|as|so\sthat|sorry|and)\W{{1,2}}){{0,2}}(?:{_WHO}(?:'s|'ll|'d|'re)?\s(?:is\s|are\s|has\s|have\s|just\s|always\s|keeps?\s|needs?\sto\s|has\sto\s|have\sto\s|must\s|will\s|would\slike\sto\s){{0,2}}"
    r"(?:wants?|needs?|asks?\sfor|asking\sfor|asked\sfor|insists?\son|requires?|likes?|note|file|quote|write|log|record|enter|put|pass)\s"
    r"(?:it|that|one|this|the\s(?:number|reference|code)|everything)\b(?:\s(?:down|on|for|in|into|to|up|with)\b[^.!?]{0,40})?"
    r"|(?:(?:it'?s|that'?s|this\sis|that\sis)\s)?(?:just\s)?for\s(?:my|our|the)\s(?:own\s)?(?:records?|files?|books?|bookkeep\w+|accounts?|accountants?|accounting|tax\w*|boss|manager|paperwork|spreadsheet|ledger|auditors?|husband|wife))"
    rf"{_END}",
    re.IGNORECASE,
)


def as_asked(one: Said) -> Said:
    """Return a sentence with what its form says that it asks; as it was read where the form says nothing."""
    if len(one.text) > LONGEST:
        return one
    does = next((kind for kind, form in _ASKED if form.fullmatch(one.text)), None)
    if does is None or (does == "cancel" and one.does == "works"):  # all is well: that says more
        return one
    text = _BECAUSE.split(one.text, maxsplit=1)[0] if does == "cancel" else one.text
    return Said(text, does, 1.0)


def says_why(text: str) -> bool:
    """Tell whether a sentence only says why a number is asked for."""
    return len(text) <= LONGEST and _WHY.fullmatch(text) is not None
