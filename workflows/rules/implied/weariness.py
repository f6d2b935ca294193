"""Who is done with a thing, dislikes it, or leans towards sending it back: nothing is asked for, so it is asked about.

"I've had enough of the printer", "the toaster should probably go back to you", "we might send it back".
"""

import re

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.implied.own_things import Found, Things, found
from workflows.rules.returns.asking import ANCHOR, goods_at
from workflows.rules.syntax.clauses import Clause
from workflows.rules.syntax.negation import is_general

_I = r"\b(?:i|we)"
_AM = r"(?:'m|'re|\sam|\sare)"
_HAVE = r"(?:'ve|'d|\shave|\shad)?"
_ADV = (
    r"(?:\s(?:really|just|simply|now|finally|totally|completely|absolutely|honestly|also|so|both|all|sadly|frankly|truly"
    r"|seriously|actually|thoroughly|deeply|rather|quite|pretty|very|getting))?"
)
_DONT = r"(?:don't|dont|do\snot|didn't|did\snot)"
_CANT = (
    r"(?:can't|cant|cannot|can\snot|couldn't|could\snot|won't|will\snot\sbe\sable\sto|am\snot\sable\sto|'m\snot\sable\sto"
    r"|am\sunable\sto)"
)
_ATTRIBUTE = (
    r"(?:(?:the|its|their)\s(?:colou?r|looks?|feel|style|shape|smell|design|fit|size|fabric|material|sound|taste|texture|quality)"
    r"\sof\s)?"
)
# What is said before the name: (words, whether nothing may follow but that it is over).
_BEFORE = Sifted(
    rf"{_I}{_HAVE}{_ADV}\s(?:had|got)\s(?:more\sthan\s|quite\s)?enough\s(?:of|with)\s|{_I}{_HAVE}{_ADV}\shad\sit\swith\s"
    rf"|(?:{_I}{_AM}|\b(?:am|im)|^){_ADV}\s?(?:done|through|fed\sup|sick(?:\sand\stired)?|tired|(?P<mood>disappointed|dissatisfied|frustrated|annoyed|anoyed|unhappy))\s(?:with|of|by|in|about)\s"
    r"(?:(?:looking\sat|the\s(?:sight|sound)\sof|seeing|hearing)\s)?"
    rf"|{_I}{_AM}{_ADV}\sat\s(?:the\send\sof\smy\s(?:rope|tether|patience)|my\swits'?\send)\swith\s"
    rf"|{_I}{_AM}{_ADV}\s(?P<torn>in\stwo\sminds|on\sthe\sfence|torn|undecided)\s(?:about|over)\s(?:(?:whether|if)\s(?:to|i|we)\s(?:should\s)?keep(?:ing)?\s|keeping\s)?(?!(?:buy|order|gett|pay|return|whether|if|what|which)\w*\b)"
    rf"|(?:{_I}{_ADV}\s{_DONT}{_ADV}\sknow|\b(?:no\sidea|not\ssure))\swhat\s(?:else\s)?(?:to\sdo|i\s(?:should|can)\sdo)\swith\s"
    rf"|{_I}(?:{_ADV}\s{_DONT}{_ADV}|\sno\slonger)\strust\s"
    rf"|{_I}{_ADV}\s(?:regret|regretted)\s(?:buying|ordering|getting|purchasing|choosing)\s"
    rf"|{_I}{_ADV}\s(?:shouldn't\shave|should\snot\shave|should\snever\shave|wish\s(?:i|we)(?:'d|\shad)?(?:n't|\snot|\snever)(?:\shave)?)\s(?:bought|ordered|got|purchased|chosen)\s"
    rf"|{_I}{_HAVE}{_ADV}\s(?:have\s|got\s)?no\s(?:room|space|need)\sfor\s"
    rf"|(?P<only>{_I}{_ADV}\s{_DONT}{_ADV}\s(?:like|love|care\sfor|enjoy)\s|{_I}{_ADV}\s(?:hate|dislike|can't\sstand|cannot\sstand|cant\sstand|loathe|detest)\s"
    rf"|{_I}{_AM}\snot{_ADV}\s(?:keen\son|a\sfan\sof|fond\sof)\s|{_I}{_ADV}\s{_CANT}{_ADV}\swear\s|(?P<never>{_I}(?:{_AM}\snot\sgoing\sto|{_ADV}\s(?:won't|will\snot|will\snever|won't\sever|never))\suse\s)|(?P<use>{_I}{_ADV}\s{_CANT}{_ADV}\s(?:use|do\sanything\swith|make\suse\sof)\s)){_ATTRIBUTE}",
)
_OVER = lazy(
    r"\s*(?:$|[,.;:!?()\u2013—-]|(?:any\s?more|any\slonger|after\sall|at\sall|either|and|so|but|because|as|since|much|one\sbit|in\s(?:our|my|the)\s|with\s(?:our|my)\s"
    r"|for\smy\s|here|like\sthis|on\s(?:my|our|me)\b)\b)",
    re.IGNORECASE,
)
_TO_BUY = r"(?:choice|purchase|buy|decision|pick|option|idea|investment|model|one|thing|product|fit)"
# What is said of a thing named right before.
_AFTER = lazy(
    r"\b(?:(?:has|have)(?:\sgot)?\sto|'s\sgot\sto|needs?\sto|must|will\shave\sto)(?P<go>\sgo)\b"
    rf"|\b(?:is|was|are|were)\s(?:clearly\s|simply\s|just\s|definitely\s|probably\s)?(?:the\s|a\s)?(?:wrong|bad|poor|terrible|silly|stupid)\s{_TO_BUY}\b"
    rf"|\b(?:is|was|are|were)(?:n't|\snot)\s(?:really\s|exactly\s|quite\s)?(?:the\s|a\s)?(?:right|best|good|wise)\s{_TO_BUY}\b"
    r"|\b(?:is|was|are|were)\s(?:a\s(?:big\s|bad\s)?mistake|a\swaste\sof\smoney|of\s(?:no|little)\suse|no\suse|no\sgood\sto)\b"
    r"|\b(?:is|are|'s|'re|has\sbeen|have\sbeen|just)\s(?:only\s|just\s)?(?:gathering|collecting|gathers?|collects?)\sdust\b|\btakes?\sup\s(?:far\s|way\s)?too\smuch\s(?:room|space)\b",
    re.IGNORECASE,
)
_GO_ON = lazy(
    r"\s*(?:$|[,.;:!?]|(?:now|soon|asap|because|since|as|please|so|and\s(?:i|we))\b)",
    re.IGNORECASE,
)
# "I'm not sure the lamp was the right choice for us."
_DOUBTED = lazy(
    r"\b(?:not\s(?:so\s|really\s|at\sall\s|entirely\s)?(?:sure|certain|convinced|persuaded)(?:\s(?:that|if|whether|about))?"
    rf"|{_I}\s{_DONT}\s(?:really\s)?(?:think|believe|feel|reckon))(?:\sthat)?\s(?=\w)",
    re.IGNORECASE,
)
_RIGHT = lazy(
    rf"\s(?:(?:is|are|was|were|will\sbe|would\sbe)|'s|'re)\s(?:really\s|actually\s|quite\s)?(?:(?:the\s|a\s)?(?:right|best|good|wise)\s{_TO_BUY}\b|(?:right\s|good\s)?for\s(?:me|us)\b"
    r"|(?:my|our)\s(?:thing|style|taste)\b|what\s(?:i|we)\b|worth\s(?:it|keeping|the\smoney)\b)|\s(?:suits?|works?\sfor|will\swork\sfor)\s(?:me|us|our|my)\b",
    re.IGNORECASE,
)
_BACK = Sifted(
    r"\b(?:(?:should|ought\sto|could|might|may|would|had\sbetter|'d\sbetter|will)\s(?:probably\s|perhaps\s|maybe\s|really\s|rather\s|just\s|better\s|have\sto\s|need\sto\s|best\s)"
    r"?|(?:probably|maybe|perhaps)\s(?:has|have|needs?)\sto\s)(?:go|be\sgoing|come|be\s(?:sent|taken|returned))(?:\sback\b|(?<=returned))",
)
_BACK_ON = lazy(
    r"\s*(?:$|[,.;:!?]|(?:to\s(?:you|the\s(?:shop|store|sender|warehouse))|then|because|since|as|please)\b)",
    re.IGNORECASE,
)
_READ_BEFORE = 80  # characters
_LEANS = lazy(
    rf"{_I}{_ADV}\s(?:may|might)(?:\s(?:just|well|have\sto|need\sto|want\sto|actually|really|even|as\swell|be))*\s$"
    rf"|(?:{_I}{_AM}{_ADV}\s|^\s*(?:also\s|am\s)?|{_I}{_HAVE}\sbeen\s)(?:seriously\s|now\s|also\s|half\s|kind\sof\s|sort\sof\s)?(?:(?:toying|flirting|playing)\swith(?:\sthe\s(?:idea|thought)\sof)?|thinking\s(?:of|about)|considering|contemplating|inclined\sto|tempted\sto|leaning\stowards)\s$"
    rf"|{_I}{_AM}{_ADV}\s(?:seriously\s|now\s|also\s)?considering\sto\s$|(?:{_I}\s(?:feel|felt)\slike)\s$"
    rf"|\b(?:maybe|perhaps|possibly)\s(?:i|we)(?:'ll|'d|\swill|\swould|\sshould|\sought\sto|\shad)(?:\s(?:better|just|rather|also|best))?\s$"
    rf"|{_I}\s(?:suppose|guess|think|fear|reckon)\s(?:i|we)(?:'d|\shad|\sshould|\sought\sto|\swould)(?:\s(?:better|best))?\s$",
    re.IGNORECASE,
)
_OPEN = lazy(
    r"\b(?:not\s(?:yet\s)?(?:sure|decided|certain)\s(?:whether|if)|whether|or\snot|or\skeep|next\s(?:week|month|year)|some\s?day|one\sday|later\son)\b",
    re.IGNORECASE,
)
# Who cannot use a thing that needs help is helped.
_TECHNICAL = lazy(
    r"\b(?:errors?|updat\w+|upgrad\w+|screen|app|apps|log\w*|wi-?fi|connect\w*|password|install\w*|set\s?up|settings?|crash\w*|freez\w+|fro[sz]e\w*|blink\w*|code|battery|charg\w+"
    r"|network|bluetooth|signal|driver|software|firmware|reset|restart\w*|pair\w*|turns?\son|switch\w*|works?|working|stopped|help)\b",
    re.IGNORECASE,
)
# Who is in two minds about what is still to be bought.
_STILL_TO_BUY = lazy(
    r"\b(?:buy|buying|order|ordering|in\sstock|available|prices?|sale|discount|do\syou\s(?:have|sell)|does\sit\scome)\b",
    re.IGNORECASE,
)
# One of these is a part of all that is said so.
MUST_HOLD = (
    *(
        "two minds",
        "the fence",
        "torn ",
        "undecided",
        "enough",
        "had it",
        "done with",
        "through with",
        "fed up",
        "disappointed",
        "dissatisfied",
        "frustrated",
        "annoyed",
        "anoyed",
        "unhappy",
        "my rope",
        "tether",
        "patience",
        "my wits",
        "trust",
        "to do with",
        "do with",
        "tired",
        "sick",
        "regret",
        "should",
        "wish",
        "no room",
        "no space",
    ),
    *(
        "no need",
        "t like",
        "y like",
        "t love",
        "y love",
        "care for",
        "enjoy",
        "hate",
        "dislike",
        "loathe",
        "detest",
        "stand",
        "keen",
    ),
    *(
        "fan of",
        "fond",
        "wear",
        "t use",
        "y use",
        "no use",
        "of use",
        "make use",
        "to use",
        "never use",
        "little use",
        "anything with",
        "to go",
        "must go",
    ),
    *(
        "choice",
        "purchase",
        "decision",
        "mistake",
        "waste",
        "good to",
        "dust",
        "too much",
        "option",
        "investment",
        "wrong",
        "right",
    ),
    *(
        "poor",
        "bad ",
        "silly",
        "stupid",
        "not so",
        "sure",
        "certain",
        "convinced",
        "persuaded",
        "t think",
        "y think",
        "t believe",
    ),
    *(
        "t feel",
        "t reckon",
        "y believe",
        "y feel",
        "might",
        "may ",
        "thinking",
        "consider",
        "contempl",
        "tempted",
        "inclined",
    ),
    *(
        "toying",
        "flirting",
        "playing",
        "leaning",
        "feel like",
        "felt like",
        "ought",
        "better",
        "probably",
        "maybe",
        "perhaps",
    ),
)


def weary(things: Things, number: int) -> Found:
    """Read who is done with a thing, or leans towards sending it back, in clause ``number``."""
    if things.message.clauses[number].question:
        return None
    for read in (_had_enough, _has_to_go, _doubted, _ought_to_go_back, _leaning):
        if seen := read(things, number):
            return seen
    return None


def _had_enough(things: Things, number: int) -> Found:
    """Read "I've had enough of the printer", "we don't like the rug", "I can't use it after all"."""
    clause, plain = things.message.clauses[number], things.plain
    match = _BEFORE.search(plain, clause.start, clause.end)
    if not match or things.is_blocked(match.start(), match.end(), negated=False):
        return None
    seen = None if match["mood"] else things.named_or_meant(number, match.end(), clause.end)
    if seen is None or seen.name.start >= match.start() > clause.start:
        seen = things.what_it_is_about(number, match.end()) or seen
    if not seen or not things.is_everyday(seen.name):
        return None
    if match["only"] and not _OVER.match(plain, seen.upto, clause.end):
        return None
    if match["torn"] and _STILL_TO_BUY.search(plain):
        return None
    if match["use"] and _TECHNICAL.search(plain):
        return None
    return found(things, number, (match.start(), seen.upto), seen, "weary")


def _has_to_go(things: Things, number: int) -> Found:
    """Read "the sofa has to go", "it was the wrong choice"."""
    clause, plain = things.message.clauses[number], things.plain
    match = _AFTER.search(plain, clause.start, clause.end)
    if not match or things.is_blocked(match.start(), match.end(), negated=False):
        return None
    if match["go"] and not _GO_ON.match(plain, match.end(), clause.end):
        return None
    return found(things, number, match.span(), things.topic(number, match.start()), "weary")


def _doubted(things: Things, number: int) -> Found:
    """Read "I'm not sure the lamp was the right choice for us"."""
    clause, plain = things.message.clauses[number], things.plain
    match = _DOUBTED.search(plain, clause.start, clause.end)
    seen = things.named_or_meant(number, match.end(), clause.end) if match else None
    if match is None or seen is None or things.is_blocked(match.start(), match.end(), negated=False):
        return None
    said = _RIGHT.match(plain, seen.upto, clause.end)
    return found(things, number, (match.start(), said.end()), seen, "weary") if said else None


def _ought_to_go_back(things: Things, number: int) -> Found:
    """Read "the toaster should probably go back to you"."""
    clause, plain = things.message.clauses[number], things.plain
    match = _BACK.search(plain, clause.start, clause.end)
    if not match or not _BACK_ON.match(plain, match.end(), clause.end) or _is_open(things, clause):
        return None
    if things.is_blocked(match.start(), match.end(), hypothetical=False):
        return None
    return found(things, number, match.span(), things.topic(number, match.start()), "leaning")


def _leaning(things: Things, number: int) -> Found:
    """Read "we might send it back", "I'm thinking of returning the rug"."""
    message, clause = things.message, things.message.clauses[number]
    if _is_open(things, clause) or is_general(message, clause.start, clause.end):
        return None
    for anchor in ANCHOR.finditer(things.plain, clause.start, clause.end):
        if anchor["noun"] or not _LEANS.search(
            things.plain[max(clause.start, anchor.start() - _READ_BEFORE) : anchor.start()]
        ):
            continue
        if things.is_blocked(anchor.start(), anchor.end(), hypothetical=False):
            continue
        goods = goods_at(message, anchor, clause)
        seen = things.named_or_meant(number, goods, clause.end)
        if seen and things.is_everyday(seen.name):
            return found(things, number, (anchor.start(), seen.upto), seen, "leaning")
    return None


def _is_open(things: Things, clause: Clause) -> bool:
    """Tell whether a sentence leaves it open whether anything goes back."""
    inside = [one for one in things.message.clauses if one.sentence == clause.sentence]
    return _OPEN.search(things.plain, inside[0].start, inside[-1].end) is not None
