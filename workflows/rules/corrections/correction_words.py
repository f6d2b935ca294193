"""The words by which a writer takes something back: editing terms, and what stands around a repair. Patterns only."""

import re

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted

_GAP = r"[\s,.!;:()\u2026\u2013\u2014-]"
_WRONG = r"(?:one|number|order|invoice|item|product|thing|id|name|word|line|row|column|field|entry|tab|page)"
# They say that something is taken back. The first are clear wherever they stand, the others after a pause.
_ANYWHERE = (
    r"(?:no[,\s]{1,2}wait|wait[,\s]{1,2}no|(?<!what\s)(?<!know\s)(?<!see\s)i\smeant?(?:\sto\s(?:say|write|type|return))?"
    r"|scr(?:atch|ap)\sthat|strike\sthat|make\sthat|or\srather|no[,\s]{1,2}sorry|sorry[,\s]{1,2}no)"
)
_AFTER_PAUSE = (
    rf"(?:correction|edit(?=\s?:)|i\stell\sa\slie|auto-?correct|misread|(?:(?:(?:that|it|this|there)\swas|that's|i\smade)\s)?(?:just\s)?(?:an?\s)?(?:typo|mistake)"
    rf"|(?:(?:that\swas|that's|i\s(?:gave|named|wrote|sent|typed|read|copied|(?:was\s)?look(?:ed|ing)\sat|looked\sin(?:to)?|slipped\sinto)(?:\syou)?|(?:looked|looking)\sat|copied|read)\s)?(?:the\s)?wrong\s{_WRONG}(?:\snumber)?(?:\s(?:on|in|of)\s(?:my|our|the)\s\w{{2,12}})?"
    r"|my\s(?:mistake|bad|fault|error)|i\smisspoke|(?:i\s)?mistyped|(?:fat|clumsy)\sfingers?|(?:a\s)?slip\sof\sthe\s(?:finger|pen|keyboard|tongue)"
    r"|(?:(?:one|a|the\slast|the\sfirst)\sdigits?\s(?:is|was|were|are)\s(?:missing|wrong)|i\s(?:swapped|transposed|dropped|lost|missed)\s(?:the|two|a|one|some)\sdigits?"
    r"|(?:(?:that|it|this)(?:'s|\sis|\swas|\slooks)\s)?(?:missing|lacking|lacks|short\s(?:of|by)|short)\s(?:a|one|the\slast|its\slast)\s(?:digit|figure|number)"
    r"|(?:(?:(?:that|it|this|there)(?:'s|\sis|\swas)|i'm|i\swas)\s)?(?:a|one)\s(?:digit|figure|number)\s(?:is\s|was\s)?(?:missing|short|too\sfew|gone|lost|fell\soff|off)"
    r"|i(?:'ve)?\s(?:left|missed)\s(?:off\s|out\s)?(?:a|one|the\slast|the\sfirst)\s(?:digit|figure|number)(?:\s(?:off|out))?)"
    r"|i\s(?:slipped|skipped|was\soff\sby)\s(?:by\s)?(?:a|one)\s(?:line|row|column)|i\s(?:(?:mixed|muddled)\s(?:them|it|that|those|these|the\stwo|things)\sup|confused\s(?:them|the\stwo|those))|on\ssecond\sthoughts?|actually[,\s]{1,2}no|no[,\s]{1,2}actually)"
)
_WEAK = (
    r"(?:sorry|no|actually|rather|wait|hold\son|hang\son|oops|whoops|(?:(?:i\s)?beg\s(?:your\s)?)?pardon(?:\sme)?|apologies"
    r"|excuse\sme|argh+)"
)
# What is said of the one that is not meant: "ah no, that one has come already".
_OVER = (
    r"(?:(?:that\sone|this\sone|that|it)(?:'s|\s(?:has|is|was))?\s(?:already\s|just\s|long\s)?(?:come|came|arrived|been\sdelivered|here|paid|settled|sorted|fine)"
    r"(?:\s(?:already|yesterday|today|long\sago|now))?)"
)
# What another number is: "no, that's the customer number of my firm, the order is A-2".
_ANOTHERS = (
    r"that(?:'s|\sis|\swas)\s(?:the|my|our|an?)\s(?:(?!\s-)[^,.;:!?\n\u2013\u2014]){2,40}"
    r"(?=(?:\s?[,.;:\u2013\u2014]\s?|\s-{1,2}\s)(?:[a-z']{1,12}\s){0,3}\#?[a-z]{0,5}-?\d{3})"
)
_FILLED = rf"(?:oh(?:\sdear)?|ah|uh|um|er|hm+|ugh+|gah|doh|damn|well|but|ok|okay|and|or|hey|hi|{_OVER}|{_ANOTHERS})"
RUN = lazy(
    rf"(?<![\w'])(?:(?:{_ANYWHERE}|{_AFTER_PAUSE}|{_WEAK}|{_FILLED})(?![\w'])(?:{_GAP}{{1,6}}|$)){{1,6}}", re.IGNORECASE
)
ANYWHERE = lazy(rf"{_ANYWHERE}(?!\w)", re.IGNORECASE)
STRONG = lazy(rf"(?<!\w)(?:{_ANYWHERE}|{_AFTER_PAUSE})(?!\w)", re.IGNORECASE)
WEAK = lazy(rf"(?<!\w){_WEAK}(?!\w)", re.IGNORECASE)
# After it a number like the one before is the one that was meant.
SORRY = lazy(r"(?<!\w)(?:sorry|oops|whoops|pardon|apologies|excuse\sme|argh+)(?!\w)", re.IGNORECASE)
# A text without one of these words corrects nothing: one is in each editing term, and in what is refused.
MUST_HOLD = frozenset(
    [
        *("no", "not", "wait", "hold", "hang", "sorry", "rather", "actually", "mean", "meant", "scratch", "scrap"),
        *("strike", "make", "correction", "typo", "mistake", "wrong", "bad", "fault", "error", "misspoke", "mistyped"),
        *(
            "finger",
            "fingers",
            "slip",
            "slipped",
            "skipped",
            "off",
            "auto",
            "mixed",
            "muddled",
            "confused",
            "thought",
            "thoughts",
            "oops",
            "whoops",
        ),
        *(
            "pardon",
            "apologies",
            "excuse",
            "argh",
            "misread",
            "corrected",
            "autocorrect",
            "edit",
            "lie",
            "digit",
            "digits",
            "figure",
            "ignore",
            "disregard",
            "forget",
            "missing",
            "lacking",
            "short",
        ),
    ]
)
# What leads to a repair: "it should be", "the order number is", "I want to return".
LEAD = lazy(
    r"(?P<only>(?:only|just)\s)?(?:(?P<cleft>it'?s|it\sis|it\swas|that'?s)\s|it\sshould\s(?:be|say|read)\s|(?:i\s(?:want(?:ed)?|would\slike|meant?|need)\sto\s)"
    r"?(?:return|send\sback)\s|(?:the|my)\s(?:right|correct)\s(?:one|number)\sis\s|(?:for|of)\s(?=\w)|(?:about|to)\s(?=\#?\w*+\d))?"
    r"(?:(?:(?:the|my|an?)\s)?(?:order|invoice|inv|bill)(?:\s(?:number|no\.?|id))?(?:\s(?:is|should\sbe|was))?[\s:]{1,2}(?=\#?[a-z]{0,8}[-/]?\d))?",
    re.IGNORECASE,
)
# After a repair: "… is the one I mean", "… instead".
FILLER = lazy(
    r"(?:(?:\s(?:is|was)\s(?:the\s(?:right|correct)\s(?:one|number)|(?:the\s)?(?:one|what)(?:\s(?:i|we)\s(?:mean(?:t)?|need|want(?:ed)?(?:\sto\sreturn)?))?"
    r"|correct|right)|[\s,]{1,2}(?:instead|please|pls|rather|of\scourse|thanks|thank\syou|sorry|i\shad\s(?:the|my)\s[\w-]{2,15}(?:\s[\w-]{2,15})?\s(?:upside\sdown|the\swrong\sway\s(?:up|round)|back\sto\sfront)|i\smeant?|(?:that\s|which\s)?(?:i'm|i\sam|we're|we\sare)\s(?:(?:still|actually|really)\s)?(?:waiting\s(?:on|for)|after|asking\s(?:about|after|for)|looking\sfor|missing|chasing|expecting)|i\s(?:just\s)?(?:mixed|muddled)\sup\s(?:(?:the|my|our)\s)?(?:two\s)?(?:orders|numbers|lines|invoices))"
    r"|\sof\s(?:it|them)(?!\s\w)|\s(?:it\sis|it's)(?!\s(?:\w))|\s(?:(?:is|was)\s)?(?:what\s|that\s)?(?:i|we)\s(?:mean(?:t)?|want(?:ed)?\sto\s(?:return|send\sback)))(?![\w']))*+",
    re.IGNORECASE,
)
NOT = lazy(
    r"[\s,;(\u2013\u2014-]{1,4}(?:and\s|but\s)?(?:definitely\s)?(?:not|instead\sof|rather\sthan)\s(?:about\s|for\s)?",
    re.IGNORECASE,
)
# A repair is all there is, or goes on with a pause, a reason, one more thing.
ON = lazy(
    r"\s*+(?:$|[,.;:!?)(\u2013\u2014\u2026\n-]|(?:because|since|as|cause|cuz|due|which|that|and|but|or|plus|with|from|where|when|why)(?!\w)"
    r"|(?:needs?|has|have|must|should|ought)\s(?:to\s)?(?:go\sback|be\s(?:returned|sent\sback|taken\sback))(?!\w))",
    re.IGNORECASE,
)
ANOTHER = lazy(r"[\s,]{0,3}(?:too|also|as\swell)(?!\w)", re.IGNORECASE)
KEEP = lazy(
    r"(?:please\s|(?:he|she|they|(?:my|our|the)\s[\w-]{2,15})(?:'ll|\swill|\swants?\sto|\swould\slike\sto|(?:'s|'re|\sis|\sare)\sgoing\sto|'s|'re|\sis|\sare)?\s(?=keep)|(?:i|we)(?:'ll|\swill|'d\srather|\swant\sto|\swould\s(?:rather|like\sto)|(?:'m|'re|\sam|\sare)(?:\sgoing\sto)?)?\s)?(?:just\s)?"
    r"(?:keep(?:s|ing)?|hold\son\sto|forget(?:\sabout)?|leave|not(?=\s(?:the|my|our)\s))\s",
    re.IGNORECASE,
)
# What is then said of the one that stays: "the lamp is fine", "my son keeps that".
STAYS = lazy(
    r"[\s,;:\u2013\u2014-]*+(?=[^.!?\n]{0,80}\b(?:keep(?:s|ing)?|kept|stays?|fine|ok|okay|good|great|perfect|works?|needs?|likes?|loves?|uses?)\b)"
    r"(?P<told>[^.!?\n]{1,120})(?=[.!\n]|\Z)",
    re.IGNORECASE,
)
# What is said of one that is kept: "my wife says the lamp stays", and of what is left then: "so just the kettle".
_GOOD = r"(?:(?:quite|really|perfectly|actually|all)\s)?(?:fine|good|great|lovely|perfect|ok|okay|right|wonderful)"
STAYING = lazy(
    r"(?:(?:my|our|the)\s\w{2,15}\s(?:(?:says?|said|thinks?|insists?|wants?|decided|tells?\sme)\s(?:that\s)?)|(?:i|we)\s(?:think|decided)\s(?:that\s)?)?"
    r"(?P<thing>(?:the|my|our|that|this|those|these)\s[\w'-]{1,30}+(?:\s(?!stay|remain|can|will|shall|should|must|is|are)[\w'-]{1,30}+){0,3}|(?P<it>it|they))\s"
    rf"(?:(?:is|are)\s{_GOOD}(?=[,;.]\s(?:[a-z']{{1,12}}\s){{0,4}}(?:it'?s|it\sis)\s(?:the|my|our)\s)|(?:(?:is|are)\s{_GOOD},?\s(?:and|so)\s)?(?:(?:can|will|shall|should|must|(?:is|are)\sto|is|are)\s)?(?:stay(?:s|ing)?|remain(?:s|ing)?))"
    r"(?:\s(?:with\s(?:us|me)|here|at\shome|where\s(?:it|they)\s(?:is|are)|after\sall|put|then|now|please)){0,2}(?(it)(?=\s?(?:[,.;!]|\Z))|(?=[\s,.;!]|\Z))",
    re.IGNORECASE,
)
ONLY_LEFT = lazy(
    r"[\s,;:\u2013\u2014-]*+(?:(?:so|and|then|which\sleaves)\s){0,2}(?:(?:it'?s|that'?s|please|return)\s)?(?:just|only)\s(?:return\s)?(?:the|my|our|that)\s[\w'-]{1,30}+(?:\s[\w'-]{1,30}+){0,3}+(?:,?\s(?:please|then))?(?=[,.;!\n]|\Z)",
    re.IGNORECASE,
)
# The other thing that it is: "it's the lamp that hums".
IS_ELSE = Sifted(
    r"\b(?:it'?s|it\sis|that'?s)\s(?:only\s|just\s|really\s|actually\s)?(?:the|my|our)\s(?P<thing>[\w'-]{1,20}(?:\s[\w'-]{1,20}){0,3}?)\s(?:that|which|thats|whose)\b",
)
IT = lazy(r"(?:it|that|them|they|this|those|that\sone)(?!\w)", re.IGNORECASE)
BUT = lazy(r"[\s,]{1,2}but\s(?:(?:rather|it'?s|it\sis)\s)?", re.IGNORECASE)
REFUSES = lazy(r"(?<![\w'])not\s(?=\S)", re.IGNORECASE)
