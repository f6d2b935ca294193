"""The words by which a request is doubted: what they say of it is decided in ``doubt``. All are linear in a text."""

import re
from collections.abc import Iterator

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted, holds_any
from workflows.rules.weighing import PERSON


class Marks:
    """Patterns one of which is looked for: each is tried only where a text holds letters that it cannot do without."""

    def __init__(self, *written: str) -> None:
        self._parts = tuple(map(Sifted, written))

    def search(self, text: str) -> re.Match[str] | None:
        """Return what the first of the patterns finds that finds anything."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield what each of them finds, pattern by pattern."""
        low = text.lower()
        for one in self._parts:
            if not one.strings or not low.isascii() or holds_any(low, one.strings):
                yield from one.pattern.finditer(text)


_NOW = r"(?:now|again|after\sall|perfectly(?:\snow)?|fine\s(?:now|again)|like\sa\scharm)"
_WE = r"(?:i|we)"
_IT = r"(?:it|that|this|them|both)"
_GOOD = r"(?:fine|great|right|correct|ok|okay|good|perfect|in\sorder|solved|settled|sorted|alright|all\sright)"
_DONE = (
    r"(?:settled|sorted|corrected|solved|resolved|credited|refunded"
    r"|handled|fixed|dealt|cleared|answered|cancelled|taken\sback)"
)
# What waves a request away, wherever it is said.
TAKEN_BACK = Marks(
    rf"\b(?:scrap|scratch|strike|disregard|forget|ignore)\s(?:all\s)?(?:{_IT}|the\sabove|me|my\s(?:last\s)?(?:mail|message|note|complaint|request)|what\s{_WE}\s\w+|{_WE}\s(?:said|asked|wrote))\b(?!\s(?:one|fact)\b)",
    r"\bcancel\s(?:that|this)\s(?:thought|wish|idea|request)\b|\b(?:please\s)?delete\s(?:it|this|my\s(?:message|mail|complaint))\b|\bjust\s(?:joking|kidding)\b",
    rf"\b{_WE}(?:\s(?:hereby|must|have\sto))?\s(?:take\s(?:that|it|it\sall|my\swords)\sback|withdraw\s(?:that|it|my\s\w+))\b",
    r"\b(?:that|this|it)\s(?:was|is)\s(?:meant\s)?for\s(?:another|a\sdifferent|someone|somebody)\b",
    r"\b(?:sorry|apologies)\sfor\sthe\s(?:noise|false\salarm)\b|\bfalse\salarm\b|\bno\sreturn\s(?:after\sall|then|needed|necessary)?(?=[\s.,!;]|$)",
    r"\b(?:wrong|other)\s(?:chat|channel|thread|window|group|conversation)\b",
    r"\b(?:nothing|no\sneed)\s(?:for\syou\s)?to\s(?:do|act)\b(?!\s(?:with|about)\b)",
    r"\bor\srather\snot\b(?!\s(?:the|my|our)\b)|\bno,?\s(?:i|we)\swon'?t\b|\bnot\sany\s?more,?\s(?:though|however)\b",
    r"\b(?:was|is)\s(?:what|the\sthing)\s(?:i|we)\s(?:was|were)\s(?:going|about)\sto\b|\bthat\swas\s(?:the\splan|yesterday|last\s(?:week|month|year))\b",
)
_STAYS = (
    rf"\b{_WE}(?:'ll|'d|'m|'re|m|\swill|\swould|\sam|\sare|'ve|\shave)?\s"
    r"(?:(?:rather|just|actually|happily|still|decided\sto|going\sto|want\sto)\s){0,2}"
)
KEEPS = rf"{_STAYS}(?:keep|keeping|kept)"
# It stays, it works: unless that is denied.
OVER = Marks(
    rf"{KEEPS}\s{_IT}(?=\s?(?:$|[.,;:!?-]|after\sall|then|now|instead|though|please|for\s(?:now|good)))",
    r"\b(?:it|that|they|this|these)(?:'s|'ll|\swill|\sis|\sare|s|\scan)?\s(?:going\sto\s)?(?:stay|stays|staying)\b",
    rf"\b(?:it|that|they|this|everything)(?:\salready)?\s(?:works?|runs?|started\sworking|is\sworking|fits)\s{_NOW}\b",
    r"(?:^|[.,;!?-]\s?|\bbut\s|\band\s|\bso\s)not\sany\s?more\b|\b(?:all|everything(?:'s|\sis))\s(?:is\s|'s\s)?(?:good|fine|well|done|ok|okay|sorted)(?=\s?(?:$|[.,;:!]|now|then|again|after))",
    r"\b(?:has|have|is|it's|its|that's)\s(?:all\s|already\s|been\s|now\s|since\s){0,3}(?:sorted|solved|resolved|taken\scare\sof|done\salready|already\sdone)\b(?:\sitself\sout)?",
    rf"\b(?:taken\scare\sof\sthat|has\s(?:grown\son|won)\s(?:me|us)|got(?:ten)?\sused\sto\sit|(?:like|love|loves)\sit\s(?:after\sall|now)|(?:now|today|again)\s{_WE}\slove\sit)\b",
    rf"\b(?:on\sreflection|on\ssecond\sthoughts?|in\sthe\send)[,\s]{{1,2}}{_WE}(?:'d|'ll|\swill|\swould)?\s(?:rather\s)?(?:keep|kept|decided\sagainst|got\sused)\b",
    r"\bchanged\s(?:my|our)\sminds?,?\s(?:and\s)?(?:it|we|i)\s(?:stays?|keep)\b",
    r"\b(?:i|we)\s(?:only\s|just\s)?(?:(?:have|had)\s)?(?:found|noticed|saw|see|realised|realized)\s(?:now\s|that\s){0,2}(?:the\s(?:switch|missing|right)|it\s(?:was|had)\s(?:only|just|set|not\splugged))",
    rf"\bturn(?:s|ed)\sout\s(?:that\s)?{_WE}\b|\bturn(?:s|ed)\sout\s(?:to\sbe\s)?(?:fine|right|correct|only|just|a\s(?:loose|dead|flat))\b|\bit\swas\s(?:only|just)\s(?:unplugged|a\s(?:loose|dead|flat)|the\s(?:battery|batteries|socket|cable|fuse))",
)
# An invoice is right after all: "but then I saw that it is correct", "my mistake", "I had misread it".
RIGHT_AFTER_ALL = Marks(
    rf"\bbut\sthen\b|\b(?:in\sthe\send|later(?:\son)?|then|turned\sout|now)\b[^.!?]{{0,40}}\b(?:{_GOOD}|found|understood|explained|was\sthe|it\swas)\b",
    rf"(?:^|[.,;!?-]\s?|\bso\s|\bbut\s|\band\s|\bthat\s|\bsays?\s|\band\s)(?:it|that|everything|all)(?:'s|s|\sis|\swas)?\s(?:all\s|quite\s|perfectly\s)?{_GOOD}\b(?!\s(?:that|to|for)\b)",
    r"\b(?:my|our)\s(?:mistake|error|fault|bad)\b|\b(?:i|we)\s(?:had\s|have\s)?(?:misread|miscounted|misunderstood|overlooked|mixed\s(?:it|them|that)\sup)\b|\b(?:i|we)\s(?:was|were)\s(?:wrong|mistaken|looking\sat\sthe\swrong)\b",
    r"\bwho\smisread\b|[.!?]\s(?:all\s)?(?:fine|good)(?=\s?(?:$|[.!]))|[.!?]\sit\s(?:isn't|is\snot|wasn't|was\snot)(?=\s?(?:$|[.!]))|\bso\sno\sneed\b",
)
# It was seen to before: "which you settled", "you have already corrected it".
SETTLED = Marks(
    rf"\b(?:which|that|and)\s(?:(?:you|your\s\w+)\s)(?:have\s|had\s|'ve\s)?(?:\w+\s){{0,2}}?{_DONE}\b|\byou(?:'ve|\shave|\shad)?\s(?:(?:already|since|then|kindly|quickly|at\sonce)\s){{0,2}}(?:{_DONE}|did)\b(?!\sto\b)",
    rf"\b(?:which|and|but|that|charge|mistake|it)\s(?:\w+\s){{0,2}}?(?:has|have|had|was|were|is|are|'s)\s(?:(?:now|already|since|all|been|up)\s){{0,3}}{_DONE}\b|\b(?:has|have)\s(?:already\s)?been\s{_DONE}\b",
)
# Before a request, in its clause: it was wished for first, and not any more.
AT_FIRST = Marks(
    rf"\b(?:first|firstly|initially|originally|to\sbegin\swith),?\s{_WE}\s(?:had\s)?(?:wanted|thought|meant|planned|intended)\b|\b{_WE}(?:'d|\shad)?\s(?:first|initially|originally|almost|nearly|once)\s(?:wanted|thought|meant|planned|intended|was\s(?:about|going))",
    rf"\b{_WE}\s(?:was|were)\s(?:just\s|already\s)?(?:about|going)\sto\s(?:return|send|give|dispute|contest|query|complain|question|ask|write|object)|\b(?:{_WE}\shad|{_WE}'d)\s(?:wanted|planned|meant|intended|thought)\b|\b{_WE}\sthought\s(?:that\s|first\s)?(?:{_WE}|invoice|bill|the|my)?\s?\W{{0,2}}$",
    r"\b(?:my|our)\sfirst\s(?:thought|idea|impulse)\b",
)
# "It isn't INV-1 I'm writing about", "I'm not saying INV-1 is wrong".
DENIED = lazy(
    r"\b(?:isn't|isnt|is\snot|it's\snot|its\snot|wasn't|not|never)\s(?:about\s|because\sof\s)?(?:(?:the|my|our|your|this|that|order|invoice|bill|number)\s){0,3}\W{0,2}$",
    re.IGNORECASE,
)
NOT_ABOUT = lazy(
    r"[^.!?]{0,60}?\b(?:i'?m|i\sam|we'?re|we\sare|i\swas|this\sis)\s(?:\w+\s)?(?:writing|asking|complaining|talking|contacting|about|after)\b",
    re.IGNORECASE,
)
NOT_SAID = Marks(
    rf"\b(?:(?:i'?m|i\sam|we'?re|we\sare|i\swas)\snot|{_WE}\s(?:do|did)(?:n't|\snot)|nobody\sis)\s(?:\w+\s)?(?:saying|say|claiming|claim|disputing|dispute|complaining|complain|objecting|contesting)\b[^.!?,;:]{{0,40}}\W{{0,3}}$",
    rf"\b{_WE}\s(?:hereby\s|would\slike\sto\s|'d\slike\sto\s)?(?:withdraw|take\sback)\s(?:my|our|the)\s(?:complaint|dispute|objection|request|claim|question|wish)\b",
)
NO_INVOICE = Marks(
    r"\b(?:it\sisn't|it's\snot|it\sis\snot|this\sisn't|this\sis\snot|not)\s(?:about\s)?(?:the|my|our|that|an?y?)\s(?:invoice|bill)\s(?:that\s|which\s)?(?:i'?m|i\sam|we'?re|we\sare|i\s(?:write|ask))\b",
)
EXCEPT = lazy(
    r"\b(?:except|apart\sfrom|other\sthan|but\snot|save|bar|all\sbut|everything\sbut)\s(?:for\s)?(?:(?:the|my|our|this|that)\s)?[\"']?$",
    re.IGNORECASE,
)
# Somebody else asks for it, or will.
_ANOTHER = (
    rf"(?:a|an|the|our|my|one\sof\s(?:my|our|the))\s(?:[\w-]{{1,15}}\s)?{PERSON}"
    r"(?:\s(?:of\s(?:mine|ours)|next\sdoor|upstairs|downstairs|at\swork|in\s(?:the\s)?\w+))?"
)
ANOTHERS = Marks(
    rf"\b{_ANOTHER},?\s(?:(?:also|now|still|currently|is|are|was|has|have|wants?|plans?|intends?|will|would|like|been|going|asked|to|be)\s){{0,5}}(?:disput\w+|contest\w+|quer(?:y|ies|ying)|challeng\w+|object\w+|return(?:s|ing)?|sending\sback|complain\w*)\b",
    rf"\b{_ANOTHER},?\s(?:has|had|have)\s(?:a\s)?(?:problem|trouble|dispute|quarrel|issue|question)s?\b|\b(?:he|she|they)(?:'ll|\swill|'s\sgoing\sto|\sis\sgoing\sto)\s(?:write|contact|call|e?-?mail|message|get\sin\stouch|be\sin\stouch|deal|take\scare|see\sto)\b",
    r"\bwill\s(?:write|contact|call|e?-?mail|message)\s(?:to\s)?you\s(?:him|her|them)sel(?:f|ves)\b|\b(?:his|her|their)\sown\s(?:business|affair|matter)\b",
)
PLEASE = lazy(
    r"\b(?:(?:please|pls|plz|kindly)(?!\s(?:deal|talk|speak|write|answer)\b)|can\syou|could\syou|would\syou|will\syou|(?:i|we)(?:'d|\swould)\s(?:also\s)?like|(?:i|we)\s(?:also\s|still\s)?(?:want|need|agree|ask)|still\s(?:wrong|too|not)|again|on\s(?:his|her|their)\sbehalf|asked\sme)\b",
    re.IGNORECASE,
)
# Right after an editing term a writer thinks again; "wait for it" does not.
_EDIT = r"(?:oh|ah|hm+|um+|er+|no|ok|well|actually|sorry|but)"
WAVERS = Marks(
    rf"(?:(?<=[.!?\u2026,;-])|(?<=\.\s)|(?<=[!?,;\u2026-]\s))(?:{_EDIT}[\s,]{{1,2}}){{0,2}}(?:(?:wait|hold\son|hang\son)(?!\s(?:for|until|till|to|and)\b)|oh\sno|no\sno|no\swait|hm+,?\sno|correction|scrap\sthat|whoops|oops|or\srather|on\s(?:second|reflection))\b",
)
HESITATES = Marks(
    r"(?:[,.;!?-]|^)\s?(?:or|but)\s(?:maybe|perhaps|should\s(?:i|we)|is\sit|could\sit|only\sif|first\slet|then\sagain)\b|\bunless\b|\b(?:actually|well|then|or),?\smaybe\snot\b|\bdepends\son\b|\b(?:once|if|when)\s(?:my|our)\s[\w-]{2,15}\s(?:agrees|says\s(?:yes|so)|has\sdecided|is\sback)\b",
    r"\b(?:as\ssoon\sas|once)\sthe\s(?:new|other|next)\sone\b|\bat\sleast\s(?:i|we)\s(?:think|hope|guess)\b|\bnot\s(?:so\s|quite\s|really\s|entirely\s)?sure\s(?:that's|thats|that\sis|if\sthat|about\s(?:it|that)|yet|though)\b|\b(?:i|we)(?:'ll|\swill)?\s(?:have\sto\s|need\sto\s|must\s)?(?:sleep\son\sit|think\s(?:it\sover|about\s(?:it|that)))\b",
    r"\blet\sme\s(?:check|look|think|see\sfirst|hear)\b|\b(?:might|may|could)\s(?:still\s)?change\s(?:my|our)\sminds?\b|\bin\sthe\send\sit\s(?:may|might|could)\b|\b(?:i|we)\s(?:have\sto|need\sto|must)\slook\sagain\b|\bcould\salso\sbe\b|\bmight\swant\sit\b|\bstill\s(?:talking|testing|thinking)\b|\b(?:meant|well)\W{1,5}(?:well,?\s)?one\sof\sthe\stwo\b|\b(?:i|we)'d\srather\shave\s(?:that|it\srepaired)\b|\bor\srather\s(?:my|our|the)\b",
)
IS_ELSE = lazy(
    r"\b(?:it'?s|it\sis|that'?s)\s(?:only\s|just\s|really\s|actually\s)?(?:the|my|our)\s(?P<thing>[\w'-]{1,20}(?:\s[\w'-]{1,20}){0,3}?)\s(?:that|which|thats)\b",
    re.IGNORECASE,
)
