"""Why a product goes back, in the customer's own words: after it, in brackets, in the next sentence, or before it."""

import re

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.returns.no_reasons import is_no_reason
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.vocabulary import FAULTS, FLAWS, NOUN_VERBS, VERBS

Span = tuple[int, int]

CAUSE = (
    r"(?:because\sof|because|becuase|becasue|beacuse|becouse|becaus|becuz|becos|bcause|bcs|bcuz|bcoz|cuz|coz|cos|bc|b/c|'?cause|due\sto(?:\sthe\sfact\sthat)?"
    r"|owing\sto|on\saccount\sof|thanks\sto|given\sthat|seeing\s(?:as|that)"
    r"|for\sthe\sreason\sthat|why\s?:|(?:the\s|my\s)?reason\s?(?:being|is|for\s(?:this|that|the\sreturn)\sis|:|="
    r"|-)(?:\sthat\b|\sbecause\b)?"
    r"|since(?!\s(?:yesterday|last|then|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february"
    r"|march|april|june|july|august|september|october|november|december|\d|two|three|a\s(?:few|couple|day|week|month|year|while)))"
    r"|as(?=\s(?:it|its|it's|they|they're|the|this|that|these|those|both|i|i'm|we|there|my|all|one|he|she"
    r"|a)\b)(?!\sthe\s(?:reason|subject)|\sa\s(?:gift|present|birthday|christmas))|for\sbeing)"
)
_CAUSE = Sifted(
    rf"(?:^|(?<=[\s,;:(\-\u2013—.]))(?:(?:mainly|simply|just|only|purely)\s)?(?<!not\s)(?P<cause>{CAUSE})(?:\s+|(?<=[:=-])\s*)",
)
_BRACKET = lazy(r"\s*[(\[](?P<in>[^()\[\]\n]{2,200})[)\]]")
_MARK = lazy(
    r"\s*(?:[:,]|\s[-\u2013—]+|[-\u2013—]{1,2}\s|—+|\.{2,3}|…)\s*|\s+(?=(?:it|they|its|it's|they're)\s)", re.IGNORECASE
)
_RELATIVE = lazy(
    r"\s*+,?+\s*+(?:(?<=,\s)which\s(?!i\b|we\b|order\b)|(?:that|which|who)\s+(?=(?:is|are|was|were|has|have|had|does"
    r"|do|did|can|won|keeps?|isn|arriv|came|leak|broke|stopp|never|fail|make|look|smell|over|hum|burn|f[ae]ll|came\sapart|tore|ripp|crack|split|snapp|died|fade|rust|\w+n't|dont"
    r"|doesnt|wont)\w*)|whose\s+)",
    re.IGNORECASE,
)
_FILLER = lazy(
    r"\s*(?:(?:please|pls|thanks?(?:\s(?:you|a\slot))?|asap|as\ssoon\sas\spossible|if\spossible"
    r"|if\sthat'?s\sok(?:ay)?|(?:too|as\swell|again|back)\s*$|by\sthe\sway|today|tomorrow|preferably|immediately"
    r"|right\saway|for\sa\s(?:full\s)?refund"
    r"|for\smy\smoney\sback|to\syou|to\sthe\s(?:store|shop|warehouse|sender)|and\sget\s(?:a\s(?:full\s)?refund"
    r"|my\smoney\sback)|unopened|unused|ok|okay|ref|reference|order"
    r"|which\si|that\si|from|see|under|in|on|with|however|but|although|though|even|size\s(?:[smlx]{1,3}|\d+)\s*$|no\srush|what|how"
    r"|where|when|can|could|do|is|any)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
# 'the SuperWidget 5000, the small one': which one it is, not why it goes back.
_WHICH_ONE = lazy(
    r"\s*(?:the|my|that)\s(?:[\w-]{1,20}\s){0,2}ones?\b(?!\s(?:is|was|are|has|had|does|that|which|(?!thanks|always)[a-z]{3,14}s\b|\w{2,7}n't))",
    re.IGNORECASE,
)
_SAYS_WHICH = lazy(r"(?:the|my)\s(?:[\w-]{1,20}\s){1,2}ones?(?=\s?(?:[,;:(]|\s[-\u2013\u2014]))", re.IGNORECASE)
_QUALIFIER = lazy(
    r"(?:\s*+,?+\s*+(?:(?:that|which)\s)?(?:i|we|my\s\w+)\s(?:(?:just|only|recently)\s)?(?:bought|purchased|ordered"
    r"|got|received|have\s(?:bought|ordered))(?:\s(?!(?:and|but|because|since|as|due|cuz|bc|it|that|which|owing"
    r"|given|for)\b)[\w-]+){0,7}"
    r"|\s*+,?+\s*+(?:bought|purchased|ordered|received|delivered)(?!\s(?:by\s(?:mistake|accident)|twice"
    r"|(?:the\s)?wrong|too|accidentally|in\serror))(?:\s(?!(?:and|but|because|since|as|due|cuz|bc|it|owing|given"
    r"|for|which|that|due)\b)[\w-]+){1,6}"
    r"|\s*+,?+\s*+(?:from|in|on|under|with)\s(?:my\s|the\s|your\s|an?\s)?(?:last\s|latest\s|recent\s"
    r"|same\s)?(?:orders?|purchase|invoice|store|shop|website|site|purchase)\s?(?:number\s|no\.?\s"
    r"|id\s)?(?:\#?[a-z]{0,8}-?\d[\w-]*)?"
    r"|\s*+,\s*+(?:in\s)?size\s(?:[smlx]{1,3}|\d{1,3}(?:[.,]\d)?)\b(?!\s(?:is|was|too|not|does|did)\b)"
    r"|\s*+,?+\s*+for\s(?:an?|the)\s(?:\w+\s){0,2}(?:size|one|model|version|colou?r)\b"
    r"|\s*\(?(?:my\s|the\s)?(?:order|invoice|ref|see)\s?(?:number\s|no\.?\s)?\#?[a-z]{0,5}-?\d[\w-]*\)?|\s*\(\#?[a-z]{1,3}-\d[\w-]*\)"
    r"|\s*+,?+\s*+(?:last\s(?:week|month|year|\w+day)|yesterday|today|this\s(?:week|month|morning)|two\s\w+\sago"
    r"|a\s\w+\sago|as\ssoon\sas\spossible|asap|please|pls|again|immediately|right\saway|back|to\syou"
    r"|too(?!\s(?!because|since|as\b|and\b|please|pls|thank|cause|due|it\b|they\b)\w)|as\swell|for\sa\s(?:full\s)?refund|online|(?:sir|madam|ma'am|mate|guys|folks|bro|buddy)\b))",
    re.IGNORECASE,
)
# What a reason ends with and does not need: read from the end, a word at a time.
_MARKS_BEHIND = " \t\n\r\v\f,.;:!?-\u2013—)"
_LAST_WORD = lazy(
    r"(?<!\w)(?:please|pls|plz|tho|though|thanks?(?:\s(?:you|a\slot|in\sadvance|so\smuch)){0,3}|thx|cheers|asap|ok"
    r"|okay)\Z|(?<=\s)(?:and|but|so|or|also|then)\Z",
    re.IGNORECASE,
)
_LONGEST_LAST = 50
_ENDS = lazy(
    r"(?:,|\s)\s{0,4}(?:so\s(?:please|i|we|can|could)\b|(?:i|we)\s(?:want|wanna)\s(?:to|2)\b|(?:and|but)\s(?:so\s)?(?:i|we)(?:'d|\swould|\swant|\sneed"
    r"|\slike)|(?:and|but|so)\s(?:please|can|could|where|what|when|how|also|then|thus|therefore|know|get|have|check|ask|tell|explain|track)\b"
    r"|,?\splease\s(?:send|let|tell|advise|help|issue|give|can|arrange|refund|process)|thank(?:s|\syou)\b"
    r"|(?:but|and|while)\s(?:the|my)\s[\w-]{2,20}\s(?:[\w-]{2,20}\s)?(?:is|are|was|were)\s(?:great|fine|lovely|nice|perfect|good|ok|okay|wonderful|brilliant)\b"
    r"|how\s(?:do|can|should)\si\b|what\s(?:do|should)\si\b|can\si\b|can\syou\b|is\sthat\s(?:ok|possible)"
    r"|let\sme\sknow)",
    re.IGNORECASE,
)
_JOINT = lazy(r"\s{0,4}[,;:\u2013—]\s(?:(?:and|n|plus|but|also)\s)?|\s(?:-+|\+|and|plus|but|also|n|&)\s", re.IGNORECASE)
_BY_MISTAKE = lazy(
    r"\s*+,?+\s*+(?:(?:that|which)\s)?(?:(?:i|we)\s)?(?P<why>(?:bought|ordered|purchased|got)\s(?:by\s(?:mistake|accident)|twice|in\serror))",
    re.IGNORECASE,
)
_NEUTRAL = lazy(
    r"\s*(?:(?:my|our)\s\w+\s(?:bought|got|ordered|gave|sent)\s(?:me|us)(?!\w)|(?:(?:it|they|this|that|these|those|i|we)(?:'s|'ve)?\s)?(?:(?:was|were|is|are|had|has|have|been|just|already"
    r"|all)\s){0,3}(?:bought|purchased|ordered|a\sgift|a\spresent|gifts|received"
    r"|got|from|in|order|part\sof|under|still\s(?:in|unopened|sealed)|unopened|unused|new|brand\snew|mine|going\sback"
    r"|for\smy|costs?|cost|(?:contains?|includes?|comes?\swith|came\swith|consists?\sof)\W*$"
    r"|(?:arrived?|came|delivered|shipped)(?:\s(?:last|this|on|in|at|from|the|a|an|my|your|just|only|two|three|few|days?"
    r"|weeks?|months?|ago|yesterday|today|morning|earlier|already|order|here|by|post|mail|\w*day|\S*\d\S*))*\s*$)(?!\w))",
    re.IGNORECASE,
)
_FAULT = lazy(rf"\b(?:{'|'.join(sorted(FAULTS))})\b|n't\b|\band\s(?:\w+\s)?(?:received|got|sent)\b", re.IGNORECASE)
# A reason without a verb: "Far too loud for a flat.", "Much heavier than expected.", "Barely any suction."
_DEGREE = (
    r"(?:far|way|much|just|simply|really|a\s(?:bit|little|lot|touch|size|tad)|one\ssize|two\ssizes|slightly|still|clearly|totally|completely"
    r"|entirely|quite|absolutely|rather|unfortunately|sadly|honestly|frankly)"
)
_INTENSELY = (
    r"(?:horribly|terribly|awfully|unbearably|extremely|incredibly|ridiculously|painfully|annoyingly|insanely|overly|unusably|badly"
    r"|dreadfully|insufferably|shockingly|disappointingly|surprisingly)"
)
_DEFECT = (
    r"(?:dead\spixels?|leaky|wobbly|noisy|flimsy|scratchy|itchy|crooked|warped|cracked|torn|chipped|dented|scratched|bent|loose|lopsided|mislabell?ed"
    r"|(?:barely|hardly|scarcely)\s(?:any\b|works?|fits?|usable|charges?|moves?|turns?|holds?|heats?|audible|visible|readable)"
    r"|no\s(?:longer\s(?:works?|fits?|needed)|suction|power|sound|picture|signal|charge|heat|grip|light|steam|pressure|use\sfor)"
    r"|(?:scratches|cracks|holes|stains|dents|rust|mould|mold|gaps)\s(?:all\sover|everywhere|in|on)|nothing\slike)"
)
_FRAGMENT = (
    rf"(?:{_DEGREE},?\s){{0,3}}(?:too\b(?!\s(?:bad|late|soon|early|kind)\b)|(?:\w{{2,12}}er|(?:more|less)\s\w{{3,16}})\sthan\b"
    rf"|{_DEFECT}\b|(?:the\s)?wrong\b(?!\s(?:chat|channel|thread|person|window|department|place|button)\b)"
    r"|not\b(?!\s(?:urgent|in\sa\s(?:hurry|rush)|sure|that|now|yet|today|kidding|important|necessarily|my|a\s(?:hurry|rush))\b))"
    rf"|{_INTENSELY}\s(?!sorry|kind|nice|helpful|grateful|thankful|busy|urgent)\w{{3,16}}"
)
_STARTS = lazy(
    r"\s*+(?:and\s|but\s|well\s|sadly\s|unfortunately\s|basically\s|actually\s)?,?\s{0,4}(?:(?:it|they|this|that|these"
    r"|those|both|all|neither|its|theyre|it's|they're|one)\b(?!\s?(?:possible|ok|okay|would\sbe|for\snow|all))"
    r"|(?:i|we)(?:\s|')(?:(?:just|simply|really|have|had|'ve|ve)\s)?(?:don'?t|do\snot|didn'?t|dont|changed|no\slonger|never"
    r"|can'?t|cannot|am\snot|m\snot|hate|regret|found|thought|expected|am\s(?:unable|unhappy|allergic|disappointed)"
    r"|m\s(?:unable|unhappy|allergic|disappointed)|(?:\w+ly\s)?(?:got|ordered|bought|received|purchased|picked|own)"
    r"(?=.*\b(?:wrong|two|twice|too|it\sby|by\s(?:mistake|accident)|another|instead|duplicate|double|already|one"
    r"|different|same|but)\b)|already\s(?:have|own|got)|have\sno\suse)"
    rf"|there(?:'s|s|\sis|\sare)|{_FRAGMENT}|broken|defective|doesn'?t|does\snot|don'?t|faulty|damaged|arrived|stopped|wont|won'?t|keeps"
    r"|leaks|poor|bad|never|missing|changed\smy)\b",
    re.IGNORECASE | re.DOTALL,
)
# "And do one for the mount as well", "so the sleeve is going back": asked for, and no reason.
_ASKED_FOR = lazy(
    r"\s{0,4}+(?:(?:and|also|please|so)\s){0,3}(?:(?:(?:do|make|open|issue|raise|get|send|give)\s(?:me\s|us\s)?)?(?:one|another|the\ssame)\sfor\b"
    r"|[^,;.]{0,40}?(?:\s(?:is|are)|'s|'re)\s(?:going|coming)\sback\W{0,8}\Z)",
    re.IGNORECASE,
)
_TELLING = VERBS | NOUN_VERBS | FLAWS
_DEFINITE = {"the", "its", "their", "one", "some", "two", "three", "four"}
_OTHER_MATTER = lazy(
    r"\b(?:apps?|website|site|login|account|password|invoices?|inv|orders?|bill|delivery|payment|card|page|checkout"
    r"|courier|portal|server|package|parcel|link|box|receipt|packaging|label|tags?|refund|money|rest|same|number|i|we|you|what|that|how|who|where|when|why|he|she|nobody|please|thanks?"
    r"|my\sname)\b",
    re.IGNORECASE,
)


def clip(message: Message, start: int, end: int) -> Span | None:
    """Return the reason from ``start`` to ``end`` without requests and thanks behind it; None if nothing stays."""
    stop = _ENDS.search(message.plain, start, end)
    end = stop.start() if stop else end
    end = _without_tail(message.plain, start, end)
    if (
        message.plain.count("(", start, end) > message.plain.count(")", start, end)
        and message.plain[end : end + 1] == ")"
    ):
        end += 1
    if ids := [one for one in message.ids_in(start, end) if one.kind != "unknown"]:
        joints = list(_JOINT.finditer(message.plain, start, ids[0].start))
        far = ids[0].start - start > 25
        end = joints[-1].start() if joints else end if far else start
    text = message.plain[start:end]
    start += len(text) - len(text.lstrip(" ,.;:-\u2013—(\n\t"))
    return (start, end) if len(message.plain[start:end].strip()) >= 3 else None


def _without_tail(plain: str, start: int, end: int) -> int:
    """Return where ``plain[start:end]`` ends without thanks, marks and "and" behind it; ``end`` if it is all that."""
    at = end
    while True:
        while at > start and (plain[at - 1].isspace() or plain[at - 1] in _MARKS_BEHIND):
            at -= 1
        last = _LAST_WORD.search(plain, max(start, at - _LONGEST_LAST), at)
        if last is None:
            return at if at > start else end
        at = last.start()


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
    if mistake := _BY_MISTAKE.match(plain, at, end):
        return mistake.span("why")
    at = _behind_qualifiers(plain, at, end)
    if (bracket := _BRACKET.match(plain, at, end)) and not message.ids_in(*bracket.span()):
        inside = cause_in(message, *bracket.span("in"))
        if inside or not _tells_nothing(bracket["in"]):
            return inside[0] if inside else clip(message, *bracket.span("in"))
        at = bracket.end()
    if cause := cause_in(message, at, end):
        return cause[0]
    if relative := _RELATIVE.match(plain, at, end):
        return clip(message, relative.end(), end)
    mark = _MARK.match(plain, at, end)
    if mark and (which := _SAYS_WHICH.match(plain, mark.end(), end)):
        mark = _MARK.match(plain, which.end(), end)  # "the rug, the blue one, it sheds"
    if not mark or _tells_nothing(plain[mark.end() : end]):
        return None
    return clip(message, mark.end(), end)


def _behind_qualifiers(plain: str, at: int, end: int) -> int:
    """Return where goes on what is said of a product, behind where it was bought and the like."""
    while (qualifier := _QUALIFIER.match(plain, at, end)) and qualifier.end() > at:
        at = qualifier.end()
    return at


def _tells_nothing(stated: str) -> bool:
    """Tell whether ``stated`` gives no reason: it asks for something, says which one or who writes, or what it cost."""
    if _FILLER.match(stated) or is_neutral(stated) or _WHICH_ONE.match(stated) or is_asked_for(stated):
        return True
    return is_no_reason(stated)


def in_next(message: Message, clause: Clause) -> Span | None:
    """Return the reason if the following ``clause`` gives one, like 'It is not compatible' or 'Too small'."""
    plain = message.plain[clause.start : clause.end]
    if clause.question or [one for one in message.ids_in(clause.start, clause.end) if one.kind != "unknown"]:
        return None
    if cause := cause_in(message, clause.start, clause.end):
        return cause[0] if not plain[: cause[1] - clause.start].strip(" ,") or _STARTS.match(plain) else None
    return clip(message, clause.start, clause.end) if is_reason(plain) else None


def _tells(words: str) -> bool:
    """Tell whether ``words`` are a short statement about a thing: 'keys stick', 'the arm droops'."""
    tokens = words.lower().split()[:6]
    if tokens and tokens[0] in VERBS and tokens[0].endswith(("s", "ed")) and len(tokens[0]) > 4:
        return True
    if len(tokens) > 2 and tokens[0] in _DEFINITE:
        return not _OTHER_MATTER.search(" ".join(tokens[:3]))
    verb = next((n for n, token in enumerate(tokens) if n and token in _TELLING), 0)
    return verb > 0 and not _OTHER_MATTER.search(" ".join(tokens[:verb]))


def begins_reason(words: str) -> bool:
    """Tell whether ``words`` open like a reason on their own: 'too small', 'wrong colour', 'I changed my mind'."""
    return bool(_STARTS.match(words)) and not is_neutral(words)


def is_reason(words: str) -> bool:
    """Tell whether ``words`` tell of a fault: they open like a reason, or say something short about a thing."""
    return (bool(_STARTS.match(words)) or _tells(words)) and not is_neutral(words) and not is_asked_for(words)


def is_neutral(words: str) -> bool:
    """Tell whether ``words`` only say when or how a thing was bought or came."""
    return bool(_NEUTRAL.match(words)) and not _FAULT.search(words)


def is_asked_for(words: str) -> bool:
    """Tell whether ``words`` only ask for a return, or for one more: "and do one for the mount as well"."""
    return bool(_ASKED_FOR.match(words))
