"""Why a product goes back, in the customer's own words: after it, in brackets, in the next sentence, or before it."""

import re

from workflows.rules.clauses import Clause, Message

Span = tuple[int, int]

CAUSE = (
    r"(?:because\sof|because|becuase|becasue|beacuse|becouse|becaus|becuz|becos|bcause|bcs|bcuz|bcoz|cuz|coz|cos|bc|b/c|'?cause|due\sto(?:\sthe\sfact\sthat)?"
    r"|owing\sto|on\saccount\sof|thanks\sto|given\sthat|seeing\s(?:as|that)"
    r"|for\sthe\sreason\sthat|(?:the\s|my\s)?reason\s?(?:being|is|for\s(?:this|that|the\sreturn)\sis|:|="
    r"|-)(?:\sthat\b|\sbecause\b)?"
    r"|since(?!\s(?:yesterday|last|then|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february"
    r"|march|april|june|july|august|september|october|november|december|\d|two|three|a\s(?:few|couple|day|week|month|year|while)))"
    r"|as(?=\s(?:it|its|it's|they|they're|the|this|that|these|those|both|i|i'm|we|there|my|all|one|he|she"
    r"|a)\b)(?!\sthe\s(?:reason|subject)|\sa\s(?:gift|present|birthday|christmas))|for\sbeing)"
)
_CAUSE = re.compile(
    rf"(?:^|(?<=[\s,;:(\-\u2013—.]))(?:(?:mainly|simply|just|only|purely)\s)?(?P<cause>{CAUSE})(?:\s+|(?<=[:=-])\s*)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*[(\[](?P<in>[^()\[\]\n]{2,200})[)\]]")
_MARK = re.compile(
    r"\s*(?:[:,]|\s[-\u2013—]+|[-\u2013—]{1,2}\s|\.{2,3}|…)\s*|\s+(?=(?:it|they|its|it's|they're)\s)", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"\s*,?\s*(?:(?<=,\s)which\s(?!i\b|we\b|order\b)|(?:that|which|who)\s+(?=(?:is|are|was|were|has|have|had|does"
    r"|do|did|can|won|keeps?|isn|arriv|came|leak|broke|stopp|never|fail|make|look|smell|over|hum|burn|\w+n't|dont"
    r"|doesnt|wont)\w*)|whose\s+)",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\s*(?:(?:please|pls|thanks?(?:\s(?:you|a\slot))?|asap|as\ssoon\sas\spossible|if\spossible"
    r"|if\sthat'?s\sok(?:ay)?|(?:too|as\swell|again|back)\s*$|by\sthe\sway|today|tomorrow|preferably|immediately"
    r"|right\saway|for\sa\s(?:full\s)?refund"
    r"|for\smy\smoney\sback|to\syou|to\sthe\s(?:store|shop|warehouse|sender)|and\sget\s(?:a\s(?:full\s)?refund"
    r"|my\smoney\sback)|unopened|unused|ok|okay|ref|reference|order|(?:bought|purchased|ordered"
    r"|received)(?!\s(?:by\s(?:mistake|accident)|twice|(?:the\s)?wrong|too|accidentally|in\serror|two|it))"
    r"|which\si|that\si|from|see|under|in|on|with|however|but|although|though|even|size\s\w+|no\srush|what|how"
    r"|where|when|can|could|do|is|any)\b|it\swas\s(?:a\sgift|bought|ordered|delivered)|i\s(?:bought|ordered"
    r"|purchased|got|received)).*$",
    re.IGNORECASE | re.DOTALL,
)
_QUALIFIER = re.compile(
    r"(?:\s*,?\s*(?:(?:that|which)\s)?(?:i|we|my\s\w+)\s(?:(?:just|only|recently)\s)?(?:bought|purchased|ordered"
    r"|got|received|have\s(?:bought|ordered))(?:\s(?!(?:and|but|because|since|as|due|cuz|bc|it|that|which|owing"
    r"|given|for)\b)[\w-]+){0,7}"
    r"|\s*,?\s*(?:bought|purchased|ordered|received|delivered)(?!\s(?:by\s(?:mistake|accident)|twice"
    r"|(?:the\s)?wrong|too|accidentally|in\serror))(?:\s(?!(?:and|but|because|since|as|due|cuz|bc|it|owing|given"
    r"|for|which|that|due)\b)[\w-]+){1,6}"
    r"|\s*,?\s*(?:from|in|on|under|with)\s(?:my\s|the\s|your\s|an?\s)?(?:last\s|latest\s|recent\s"
    r"|same\s)?(?:orders?|purchase|invoice|store|shop|website|site|purchase)\s?(?:number\s|no\.?\s"
    r"|id\s)?(?:\#?[a-z]{0,8}-?\d[\w-]*)?"
    r"|\s*\(?(?:order|invoice|ref|see)\s?(?:number\s|no\.?\s)?\#?[a-z]{0,5}-?\d[\w-]*\)?|\s*\(\#?[a-z]{1,3}-\d[\w-]*\)"
    r"|\s*,?\s*(?:last\s(?:week|month|year|\w+day)|yesterday|today|this\s(?:week|month|morning)|two\s\w+\sago"
    r"|a\s\w+\sago|as\ssoon\sas\spossible|asap|please|pls|again|immediately|right\saway|back|to\syou|too|as\swell"
    r"|for\sa\s(?:full\s)?refund|online))",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s*,?\s*(?:please|pls|plz|thanks?(?:\s(?:you|a\slot|in\sadvance|so\smuch))*|thx|cheers|asap|ok"
    r"|okay)\b[\s.!]*|[\s,.;:!?\-\u2013—)]+|\s+(?:and|but|so|or|also|then))+$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?:,|\s)\s*(?:so\s(?:please|i|we|can|could)\b|(?:and|but)\s(?:so\s)?(?:i|we)(?:'d|\swould|\swant|\sneed"
    r"|\slike)|(?:and|but|so)\s(?:please|can|could|where|what|when|how|also|then|thus|therefore)\b"
    r"|,?\splease\s(?:send|let|tell|advise|help|issue|give|can|arrange|refund|process)|thank(?:s|\syou)\b"
    r"|how\s(?:do|can|should)\si\b|what\s(?:do|should)\si\b|can\si\b|can\syou\b|is\sthat\s(?:ok|possible)"
    r"|let\sme\sknow)",
    re.IGNORECASE,
)
_NEUTRAL = re.compile(
    r"\s*(?:(?:it|they|this|that|these|those|the\s\w+)\s)?(?:(?:was|were|is|are|had|has|have|been|just|already"
    r"|all)\s){0,3}(?:arrived?|came|delivered|shipped|bought|purchased|ordered|a\sgift|a\spresent|gifts|received"
    r"|from|in|order|part\sof|under|still\s(?:in|unopened|sealed)|unopened|unused|new|brand\snew|mine"
    r"|for\smy|costs?|cost)\b(?!.*\b(?:broken|damaged|wrong|cracked|scratched|defective|faulty|late|without"
    r"|incomplete|missing|mistake|accident|twice|error|not|n't|too|dented|dead|torn|ripped|empty|open|dirty|bent"
    r"|used)\b)",
    re.IGNORECASE | re.DOTALL,
)
_STARTS = re.compile(
    r"\s*(?:and\s|but\s|well\s|sadly\s|unfortunately\s|basically\s|actually\s)?,?\s*(?:(?:it|they|this|that|these"
    r"|those|both|all|neither|its|theyre|it's|they're|one)\b(?!\s?(?:possible|ok|okay|would\sbe|for\snow|all))"
    r"|(?:i|we)(?:\s|')(?:(?:just|simply|really)\s)?(?:don'?t|do\snot|didn'?t|dont|changed|no\slonger|never"
    r"|can'?t|cannot|am\snot|m\snot|hate|regret|found|thought|expected|ordered\s(?:the\swrong|two|too|it\sby)"
    r"|bought\s(?:the\swrong|two|too|it\sby)|have\sno\suse|already\shave|am\sunhappy|m\sunhappy|am\sallergic"
    r"|m\sallergic)"
    r"|too|wrong|broken|defective|doesn'?t|does\snot|don'?t|not|faulty|damaged|arrived|stopped|wont|won'?t|keeps"
    r"|leaks|poor|bad|never|missing|changed\smy)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\s*(?:(?:the|its|their|one|my|some|a|an|two|there(?:'s|\sis|\sare)?)\s|(?=(?:\w+\s){1,2}(?:n't|is|are|was"
    r"|does|died|dies|keeps?|fell|broke|came|stopped|never|won't|snapped|cracked|missing|leaks?|fails?)\b)(?!(?:i"
    r"|we|you|what|that|how|who|where|when|why|he|she|order|nobody)\b))(?!(?:\w+\s)?(?:app|website|site|login"
    r"|account|password|invoice|inv|order|bill|delivery|payment|card|page|checkout|courier|app's|portal|server"
    r"|package|parcel|link)\b)[\w' -]{2,60}?\s?"
    r"(?:n't|\b(?:is|are|was|were|has|have|had|does|do|did|not|too|never|stopped|broke|broken|cracked|fell|dies"
    r"|keeps?|leaks?|missing|came|arrived|wrong|fails?|wont|doesnt|dont|won't|snapped|died|makes?|smells?|hurts?"
    r"|squeaks?|came|comes|off|dead|wrong|loose|torn|ripped|stuck))\b",
    re.IGNORECASE,
)


def clip(message: Message, start: int, end: int) -> Span | None:
    """Return the reason from ``start`` to ``end`` without requests and thanks behind it; None if nothing stays."""
    stop = _ENDS.search(message.plain, start, end)
    end = stop.start() if stop else end
    while (tail := _TAIL.search(message.plain[start:end])) and tail.start() > 0:
        end = start + tail.start()
    if (
        message.plain.count("(", start, end) > message.plain.count(")", start, end)
        and message.plain[end : end + 1] == ")"
    ):
        end += 1
    text = message.plain[start:end]
    start += len(text) - len(text.lstrip(" ,.;:-\u2013—(\n\t"))
    return (start, end) if len(message.plain[start:end].strip()) >= 3 else None


def cause_in(message: Message, start: int, end: int) -> tuple[Span, int] | None:
    """Return the first reason after a word like "because" and where that word begins."""
    match = _CAUSE.search(message.plain, start, end)
    if not match:
        return None
    span = clip(message, match.end(), end)
    return (span, match.start()) if span else None


def after_name(message: Message, at: int, end: int) -> Span | None:
    """Return the reason that follows a product name within its clause: because, brackets, a colon, a dash, a comma."""
    plain = message.plain
    while (qualifier := _QUALIFIER.match(plain, at, end)) and qualifier.end() > at:
        at = qualifier.end()
    if (
        (bracket := _BRACKET.match(plain, at, end))
        and not message.ids_in(*bracket.span())
        and not _FILLER.match(bracket["in"])
    ):
        inside = cause_in(message, *bracket.span("in"))
        return inside[0] if inside else clip(message, *bracket.span("in"))
    if cause := cause_in(message, at, end):
        return cause[0]
    if relative := _RELATIVE.match(plain, at, end):
        return clip(message, relative.end(), end)
    mark = _MARK.match(plain, at, end)
    if not mark or _FILLER.match(plain[mark.end() : end]) or _NEUTRAL.match(plain[mark.end() : end]):
        return None
    ids = message.ids_in(mark.end(), end)
    return (
        clip(message, mark.end(), ids[0].start if ids else end) if not ids or ids[0].start - mark.end() > 25 else None
    )


def in_next(message: Message, clause: Clause) -> Span | None:
    """Return the reason if the following ``clause`` gives one, like 'It is not compatible' or 'Too small'."""
    plain = message.plain[clause.start : clause.end]
    if clause.question or [one for one in message.ids_in(clause.start, clause.end) if one.kind != "unknown"]:
        return None
    if cause := cause_in(message, clause.start, clause.end):
        return cause[0] if not plain[: cause[1] - clause.start].strip(" ,") or _STARTS.match(plain) else None
    if _NEUTRAL.match(plain) or not (_STARTS.match(plain) or _PART.match(plain)):
        return None
    return clip(message, clause.start, clause.end)


def begins_reason(words: str) -> bool:
    """Tell whether ``words`` open like a reason on their own: 'too small', 'wrong colour', 'I changed my mind'."""
    return bool(_STARTS.match(words)) and not _NEUTRAL.match(words)


def is_neutral(words: str) -> bool:
    """Tell whether ``words`` only say when or how a thing was bought or came."""
    return bool(_NEUTRAL.match(words))
