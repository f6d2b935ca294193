"""How English asks for kinds of things, and how an answer shows that it holds one: patterns over folded text."""

from typing import Literal

from workflows.faq.words import stem
from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted

Kind = Literal["duration", "time", "amount", "price", "why", "where", "who", "use", "age", "open"]

# Contracted and compound forms, written out before words are cut.
FORMS = tuple(
    (Sifted(pattern, 0), new)
    for pattern, new in (
        (r"\bcan't\b|\bcannot\b", "can not"),
        (r"\bwon't\b", "will not"),
        (r"n't\b", " not"),
        (r"\b(what|who|where|when|how|there|that|it)(?:'s|s(?= (?:a|an|the|there)\b))", r"\1 is"),
        (r"\b(i|you|we|they|he|she|it|that|there|what|who)'(?:d|ll|ve|re|m)\b", r"\1"),
        (r"\b(check|sign|log|opt|pick|drop|set|hand|back)[ -](in|out|up|off|down)\b", r"\1\2"),
        (r"\bhow come\b|\bwhat (?:makes|is the reason|causes)\b", "why"),
        (r"\b(?:made (?:of|from|out of)|consists? of)\b", "composed"),
        (r"\b(?:shut(?:s|ting)?|switch\w*|turn(?:s|ed)?)\b(?=.{0,40}\b(?:off|down)\b)", "stopped"),
        (r"\b(?:switch\w*|turn(?:s|ed)?) on\b|\bswitch\b(?=.{0,40}\bon\b)", "enable"),
        (r"\bpower cuts?\b|\bpower failures?\b", "outage"),
        (r"\bsetup\b", "install"),
        (r"\bsend(?:ing)?\b(?=(?: \w+){0,3} back\b)", "return"),
        (r"\bhow much (?:is|are|was|would|(?:do|must|should|will) (?:i|you|we|one) (?:charge|pay))\b", "how much cost"),
        (r"\blife ?-?(?:time|span|expectancy)\b", "lifetime"),
        (r"\bfree of charge\b", "free"),
        (r"\btake out\b", "borrow"),
        (r"(\bhow (?:do|does|did|can|could|to)\b.{0,40}?|\bwho )\bmak(?:e|es|ing)\b", r"\1produce"),
        (r"(\bhow (?:is|are|was|were)\b.{0,40}?)\bmade\b", r"\1produced"),
    )
)
# The same for what may only be offered (near.py): looser, and phrases with words between; more are in match_words.toml.
_WHO = r"(?:i|he|she|(?:son|daughter|child|kid|brother|sister|boy|girl|who) is)"
_CHARGED = r"(?:phone|mobile|laptop|tablet|batter(?:y|ies)|device|car|bike|e-bike|vehicle|scooter)s?"
NEAR_FORMS = tuple(
    (Sifted(pattern), new)
    for pattern, new in (
        (r"\b(?:bring|brought|give|take|took|put)\b(?=(?: \w+){1,3} back\b)", "return"),
        (r"\b(?:bring|brought|give|gave|take|took) back\b", "return"),
        (r"\b(?:is|are|does|do|did|will|has|have|can) not (?:work|start|turn on|function)(?:ing|ed)?\b", "faulty"),
        (rf"\b({_WHO}) (?=(?:only |just )?\d{{1,2}}(?:\W*$|[,.;!?]| (?:and|or|but|can|so)\b))", r"\1 age "),
        (r"\b(?:my|our|his|her|the) (?:money|cash) (?=(?:\w+ )?back\b)", "refund "),
        (rf"\bcharg(?:e|es|ed|ing)\b(?= (?:(?:my|your|our|an?|the) )?{_CHARGED}\b)", "recharge"),
        (r"\bbr(?:oke|oken|eak) (?:my|his|her|an?) (?:leg|arm|foot|hand|wrist|ankle|bone|rib)\b", "injury"),
        (r"\bleft (?=(?:my|our|his|her|something) )", "lost property "),
    )
)
# Each pattern reads a text once: of two things in a row the first one found stays (an atomic group).
KIND_PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("age", r"\b(?:what|minimum|maximum|which) age\b|\bhow old (?:do|must|should|have|need)\b"),
    (
        "duration",
        (
            r"\bhow (?:long|old)\b|\b(?:how many|what|number of) (?:years|months|weeks|days|hours|minutes)\b"
            r"|\blifetime\b|\bafter how\b|\b(?:time limit|deadline|window|period)\b|\bhow durable\b"
        ),
    ),
    (
        "price",
        (
            r"^(?>.*?\bhow (?:much|expensive)\b).*?\b(?:cost|pay|charge|fee|expensive)s?\b|\bhow expensive\b"
            r"|^(?>.*?\bwhat\b).*?\b(?:costs?|prices?|fees?)\b|\bprices? (?:of|for)\b|^(?:is|are) .*\bfree\W*$"
        ),
    ),
    (
        "amount",
        (
            r"\bhow (?:many|much|big|large|high|tall|far|fast|hot|heavy|deep|wide|close|loud|strong)\b"
            r"|\b(?:maximum|minimum|capacity|number of|output of|what temperature|limit on|area)\b"
        ),
    ),
    (
        "time",
        (
            r"^\W*(?:\w+\W+){0,6}?when (?:is|are|was|were|do|does|did|can|could|must|should|will|may|need)\b"
            r"|\bhow (?:often|soon)\b|\bwhat time\b|\bat what\b|\bwhich days?\b|\bhours\b|\bknow when\b"
        ),
    ),
    ("why", r"\bwhy\b|\breason\b"),
    (
        "where",
        r"^(?>(?:.* comes? from)?).*?\bwhere\b(?! (?:do|can|could|should|must) (?:i|we|you|one)\b)",
    ),
    ("who", r"\bwho\b"),
    ("use", r"\b(?:used? (?:for|of)|purpose)\b|^(?>.*?\bis ).* for$"),
)
KINDS = tuple((kind, Sifted(pattern, 0)) for kind, pattern in KIND_PATTERNS)
DEFINES = lazy(
    r"\b(?:(?:what(?: exactly)?|explain to me what|explain what|tell me what) (?:is|are)|define"
    r"|(?:tell me|explain) about) (?:an? )?(?P<what>(?!the |my |our |your |that\b|this\b|it\b)"
    r"(?!(?:of|for|in|from|about|on|to) )[\w-]+(?: (?!(?:of|for|in|from|about|on|to) )[\w-]+){0,3})\W*$"
    r"|\bwhat (?:does|do) (?:an? )?(?P<means>(?!of |for |in )[\w-]+(?: (?!of |for |in )[\w-]+){0,3}) (?:do|mean)\W*$"
    r"|\bexplain (?:to me )?what (?:an? )?(?P<turned>[\w -]{2,40}) (?:is|are)\W*$"
    r"|\b(?:explain|me) (?:to me )?what (?:an? )?(?P<whats>[\w -]{2,40}) (?:is|are)\W*$"
    r"|^(?P<dashed>[\w -]{2,40}) - what is that\W*$"
)
ANSWER_PATTERNS = {
    "duration": lazy(r"\d.{0,30}\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|cycles)\b|\bone hour\b"),
    "price": lazy(
        r"[$€£]\s?\d|\d\s?(?:[$€£]|\w{1,20} )?(?:pounds?|pence|euros?|dollars?|cents?)\b|\b(?:is|are) free\b"
    ),
    "amount": lazy(r"\d|\bno limit\b|\bunlimited\b"),
    "time": lazy(r"\b(?:when|if|every|after|before|until|within|once|twice|daily|weekly|monthly|yearly|am|pm)\b|\d"),
    "why": lazy(r"\b(?:because|so that|since|to|would|due to|therefore|cause|otherwise)\b"),
    "where": lazy(r"\b(?:in|at|on|under|from|by|to|settings|page|menu)\b"),
    "who": lazy(r"\b(?:by|members?|staff|residents?|customers?|anyone|everyone|people|we|team)\b"),
}
# A measure's unit answers the adjective that asks for it: "how hot" is answered by degrees.
UNITS = (
    (frozenset(map(stem, ("hot", "warm", "cold", "temperature"))), lazy(r"\bdegrees\b|°")),
    (
        frozenset(map(stem, ("high", "tall", "far", "long", "deep", "wide", "close", "apart"))),
        lazy(r"(?<!square )(?<!cubic )\b(?:met(?:re|er)s?|km|cm|mm|feet|miles|diameters)\b(?! per)"),
    ),
    (frozenset(map(stem, ("big", "large", "area"))), lazy(r"\b(?:square|cubic|lit(?:re|er)s|diameters)\b")),
    (frozenset(map(stem, ("fast", "speed", "quick"))), lazy(r"\bper (?:second|hour|minute)\b")),
    (
        frozenset(map(stem, ("heavy", "weight", "weigh"))),
        lazy(r"\b(?:kg|kilos?|kilograms?|tons?|tonnes?|pounds|grams?)\b"),
    ),
)
# How "how long" is worded beside the thing that lasts.
LASTING = (
    "last take replace replacing year month week day hour minute before after old long"
    " till until period window time limit expect"
)
OF_THINGS = frozenset({"where", "who", "why"})  # seen in an answer by words too common to tell much
OF_NUMBERS = frozenset({"duration", "time", "price", "amount"})
COUNTING = "number many amount maximum"
