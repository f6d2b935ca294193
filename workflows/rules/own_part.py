"""What makes a clause beside tasks a part of its own: a question or a problem; no introduction, aside or thanks."""

import re
from collections.abc import Sequence

from workflows.answers import Task
from workflows.language.context import contexts
from workflows.language.sifting import Sifted
from workflows.rules.clauses import Clause, Message
from workflows.rules.invoices import asks_about
from workflows.rules.wishes import is_wish

_SMALL_TALK = re.compile(
    r"(?:[\s,.!:;)-]|\b(?:hi|hello|hey|hiya|dear|good\s(?:morning|afternoon|evening|day)|greetings|there|all"
    r"|everyone|team|folks|support|customer\sservice|sir|madam|or|and|thanks?|thank\syou|thx|ty|cheers|so\smuch"
    r"|very\smuch|a\slot|in\sadvance|many|for\syour\s(?:help|time|support|assistance|patience|reply)"
    r"|kind|best|warm|regards|wishes|sincerely|yours|truly|faithfully|bye|goodbye|have\sa\s(?:nice|good|great"
    r"|lovely)\s(?:day|one|week|weekend|evening)|hope\s(?:you'?re|you\sare|this\sfinds\syou|all\sis)\s(?:well"
    r"|good|fine|doing\swell)|hope\syou\sare\sdoing\swell|how\sare\syou|please|pls|ok(?:ay)?|great|perfect"
    r"|i\s(?:have|need)\s(?:a\sfew|some|two|three|2|3|several|a\scouple\sof)\s(?:things|questions|requests|issues"
    r"|help)|need\shelp\sw(?:ith|/)\s\w+\sthings?|first|second|third|firstly|secondly|thirdly|lastly|finally|also"
    r"|(?:and\s)?now|then|any\s(?:news|update|idea|ideas)|asap|urgent(?:ly)?|let\sme\sknow|that(?:'?s|\sis)\s(?:it|all)"
    r"|(?:please\s)?(?:advise|help|check|confirm)(?:\sme)?|(?:can|could|would|will)\s(?:you|u|i|we|someone)"
    r"|(?:i|we)(?:'d|\swould|\salso|\swould\salso)?|(?:give|send)\sme|an\supdate|(?:need|here)|what(?:'s|\sis)\sgoing\son|what\snow|how|yes|additionally"
    r"|besides|moreover|(?:do(?:n't|nt|\snot))\s(?:want|need)\sto\sreturn\sanything|(?:two|three|few|quick|couple|one|things?"
    r"|questions?|requests?|issues?|points?)"
    r"|looking\sforward(?:\sto\s(?:your|hearing)(?:\sfrom\syou|\sreply|\sresponse)?)?)\b)*",
    re.IGNORECASE,
)
# What the status of an order does not answer: wishes to change it, and complaints about what came.
_MORE_THAN_STATUS = Sifted(
    r"\b(?:cancel|change|amend|modify|edit|add|remove|(?<!wrong\s)address|redirect|refund|compensat\w+|money\sback|replac\w+"
    r"|exchang\w+|damaged|broken|smashed|shattered|cracked|crushed|torn|leaking|spoil(?:ed|t)|defective|faulty|(?:is|are|was|were|a|the"
    r"|completely|totally)\s(?:all\s)?wrong|wrong\s(?:item|product|size|colou?r|thing|one|order|model|part|article)s?"
    r"|missing\s(?:an?|the|one|two|some|several|my|parts?|pieces?|items?|from|in)|(?:parts?|pieces?|items?|something|one|half)\s(?:\w+\s)?"
    r"(?:is|are|was|were)\smissing|incomplete|stolen|theft|stole|(?:charged|billed|paid)\s(?:\w+\s)?(?:twice|double|again|too\smuch)"
    r"|(?:charged|billed)\s(?:me|us)\s(?:twice|double)|double[\s-]charged|overcharged|stopped\s(?:charging|working)"
    r"|(?:not|doesn'?t|don'?t|won'?t|isn'?t|never)\swork(?:s|ing)?|(?:came|arrived|delivered)\s(?:\w+\s)?without)\b"
)
_OPENING = (
    r"\s*+(?:(?:and|but|so|also|then|oh|ok|okay|well|first|second|third|lastly|finally|besides|plus|btw|hi|hello|hey|please|pls|actually|anyway|by\sthe\sway|one\smore\sthing"
    r"|another\sthing|one\slast\sthing|quick\squestion|question)\b[\s,:-]*+){0,4}+"
)
# What asks for an answer or for something to be done.
_REQUEST = re.compile(
    rf"^{_OPENING}(?:where|what|when|why|how|who|which|can|could|would|will|may|is|are|do|does|did|has|have)\s(?!nice|great|good|lovely)(?:\w+\s){{0,3}}?(?:i|we|you|u|my|the|our|your|it|they|there|this|that|someone|much|many|long|to)\b"
    r"|\b(?:tell\s(?:me|us)|let\s(?:me|us)\sknow\s(?:if|whether|when|where|what|how|why|which|who|about)|(?:want|like|need|love|wish)\sto\s(?:know|ask|change|update|cancel|add|remove|move|book|buy|order|pay|speak|talk|get|see"
    r"|have|make|close|open|delete|reset|upgrade|downgrade|renew|subscribe|unsubscribe|switch|set\sup|report|complain)|wonder(?:ing)?\s(?:if|whether|what|when|how|why)|(?:want|need|would\slike|'d\slike)\s(?:a|an|the|your|another|my)\s(?!refund|return|replacement|answer|reply|response|quick|solution|bit)"
    r"|(?:question|query|queries|questions)\s(?:about|regarding|on|concerning)\s|no\sidea\s(?:how|where|what|why))"
    rf"|^{_OPENING}(?:cancel|change|update|send|resend|explain|check|add|remove|reset|delete|close|stop|move|extend|correct|fix|unsubscribe|call|ring|confirm|forward|redirect|ship|apply|look\sinto)\s",
    re.IGNORECASE,
)
_PROBLEM = Sifted(
    r"\b(?:error|crash\w*|charged|overcharged|wrong|problems?\s(?:with|logging|using|when)|issues?\s(?:with|logging|using|when)|trouble\s\w+ing|trouble\swith|broken|fail(?:s|ed|ing)?|password|log(?:ged)?\s?(?:in|out)|locked\sout"
    r"|blocked|freez\w+|froze|hangs|stuck|complain\w*|agent|human|not\sworking|stopped\sworking|unable\sto|refuses\sto|rejected|declined|expired"
    r"|(?:can't|cannot|can\snot|cant|won't|wont|doesn't|does\snot|doesnt|isn't|don't|didn't)\s(?:\w+\s)?(?:log|sign|open|load|connect|pair|start|turn|boot|install|download|update|access|find|see|use|play|print|charge|sync|work|show|send"
    r"|receive|get|reach|pay|add|change|upload|verify|activate|register|reset)\b)"
)
# Questions that add nothing: "Is that ok?", "Yo?", "all clear?".
_DANGLING = re.compile(
    rf"{_OPENING}(?:(?:is|are|would|will)\s(?:that|this|it|they)\s(?:be\s)?(?:all\s)?(?:ok|okay|fine|alright|all\sright|possible|clear|correct|right|enough|a\sproblem|too\smuch(?:\sto\sask)?)(?:\s(?:with|for)\s(?:you|me|us))?"
    r"|(?:can|could|would|will)\s(?:you|someone|anyone|somebody)\s(?:please\s|pls\s|kindly\s|maybe\s)?(?:please\s)?(?:help|assist|advise|do\sthat|sort\s(?:this|that|it)(?:\sout)?|look\sinto\s(?:this|that|it|these)|take\scare\sof\s(?:this|that|it|these)|handle\s(?:this|that|these))?"
    r"(?:\s(?:me|us))?(?:\s(?:out|here|please|with\s(?:this|that|these|it|both|all|everything|the\sfollowing|a\sfew\sthings)(?:\s(?:things|points|issues))?))*"
    r"|(?:what|how)\s(?:do|should|can|could)\s(?:i|we|you)\s(?:do|suggest|recommend)(?:\s(?:now|next|here))?|(?:do|did)\syou\s(?:understand|see|get\s(?:it|that|me))|what\snow|anyone(?:\sthere)?|are\syou\sthere|any\s(?:ideas?|chance|thoughts)"
    r"|(?:i|we)(?:'d|\swould)?\s(?:like|love|want|need)\sto\s(?:know|ask)(?:\s(?:where|when|how)\s(?:it|they|that)\s(?:is|are|will\s\w+)(?:\snow)?)?"
    r"|how\sare\syou(?:\s\w+)?|how\sabout\s(?:it|that)|you\sknow|right|ok|okay|yes|no|please|thoughts|\w{1,3})?",
    re.IGNORECASE,
)
_MANY = r"(?:a\sfew|some|several|two|three|four|2|3|4|a\scouple\sof|multiple|a\snumber\sof|various|different|many)"
# "I have three things", "I'm writing about my last order", "here is what I need": what opens a message.
_INTRODUCTION = re.compile(
    rf"{_OPENING}(?:(?:i|we)(?:'ve|\shave|'d\slike|\swould\slike|\sneed|\swant|'m|\sam|\sare|'re)?\s(?:got\s|to\s(?:ask|raise|discuss|sort\sout)\s|here\swith\s|writing\s(?:with|about)\s|in\sneed\sof\s)?(?:help\s(?:with|on)\s)?"
    rf"(?:{_MANY}\s)(?:(?:quick|small|short|other|more|separate|different|unrelated)\s){{0,2}}(?:things?|questions?|requests?|issues?|problems?|matters?|points?|topics?|concerns?|items?)\b.{{0,60}}"
    r"|(?:i|we)(?:'ve|\shave|\sneed)?\s(?:got\s)?(?:an?\s)?(?:(?:quick|small|short|other|another|one\smore|little|urgent)\s)?(?:question|request|problem|issue|concern|favou?r|help|your\shelp|some\shelp|assistance)(?:\s(?:for\syou|please|again|today|to\sask|here))?"
    r"|(?:my|our|the)\s(?:questions?|requests?|issues?|points)\s(?:are|is)(?:\s(?:below|the\sfollowing|as\sfollows|these))?|(?:please\s)?(?:see|find)\s(?:below|the\sfollowing|attached|my\s\w+\sbelow)|(?:here(?:'s|\sis|\sare)|that\sis|this\sis)\s(?:what|my|the|all)\b.{0,60}"
    r"|(?:i|we)\s(?:really\s)?(?:hope|trust)\s.{0,80}|(?:i|we)\s(?:would|'d)?\s?(?:really\s|greatly\s|much\s)?appreciate\s.{0,80}|(?:i'?m|i\sam|we\sare|we're)\s(?:sorry|grateful|a\s(?:long|loyal|regular|new)).{0,80})",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\s*(?:oh\s|oops\s|ah\s)?,?\s?(?:no\s?,?\swait|wait\s?,?\sno|no\s?,?\ssorry|sorry\s?,?\s(?:i\smean(?:t)?|not|it's|the|my|wrong)|i\smean(?:t)?\b|scratch\sthat|correction|make\sthat|i\smisspoke|that\sshould\s(?:be|read|say)|i\srepeat|as\si\ssaid|like\si\ssaid|to\sbe\sclear|never\s?mind)\b",
    re.IGNORECASE,
)
_POLITE = re.compile(
    rf"{_OPENING}(?:(?:please|pls|kindly|do)\s)?(?:hurry(?:\sup)?|be\s(?:quick|fast|kind)|don'?t\s\w+.*|do\snot\s.*|let\s(?:me|us)\sknow(?:\s(?:soon|asap|please|either\sway|what\syou\sthink|if\syou\sneed\s.{{1,60}}|as\ssoon\sas\s.{{1,40}}|when\s(?:it|that|this)\sis\sdone))?"
    r"|(?:get|come)\sback\sto\s(?:me|us).{0,40}|(?:answer|reply|respond|write|advise|help|assist|confirm|check|look)(?:\s(?:me|us|back|soon|asap|quickly|here|today|please|out|to\s(?:me|this|both|all(?:\sof\sthem)?)|with\s(?:this|that|both|these))){0,3}"
    r"|(?:sort|deal\swith|take\scare\sof|handle|process|do)\s(?:this|that|it|these|both|them|all)(?:\sout)?.{0,40}|excuse\s.{1,60}|forgive\s.{1,60}|bear\swith\sme.{0,30}|note\sthat\s.{1,80}|feel\sfree\s.{1,60}|contact\sme\s.{1,60})\s*",
    re.IGNORECASE,
)
# The request of a task said once more: "please refund me", "where is my order?" beside a number that is looked up.
_RETURN_AGAIN = re.compile(
    rf"{_OPENING}(?:(?:i|we)(?:'d|\swould)?\s(?:want|like|need)\s(?:to\s)?)?(?:an?\s|the\s|my\s)?(?:return|returned|refund|refunded|rma|send|take|money)(?:\s(?:it|them|me|us|that|this|these|both|back|all|please|pls|asap|too|number|label)){{0,4}}",
    re.IGNORECASE,
)
_STATUS_AGAIN = re.compile(
    r".{0,40}\b(?:where|when|status|update|news|arrive|track\w*)\b(?!.{0,60}\b(?:other|another|second|refund|money|else)\b).{0,20}\b(?:it|they|them|this|that|(?:my|the|our)\s(?:order|parcel|package|delivery|stuff|shipment))\b.{0,30}",
    re.IGNORECASE,
)
_IS_DENIAL = re.compile(r"n't|\b(?:not|cant|cannot|wont|doesnt|unable)\b", re.IGNORECASE)
_GRANTED = re.compile(r"cancel|change|refund|money|replac|exchang|compensat", re.IGNORECASE)
_ALREADY = re.compile(r"\balready\b", re.IGNORECASE)
_LONGEST = 400  # characters of a clause that these are looked for in


def is_small_talk(words: str) -> bool:
    """Tell whether ``words`` are only greetings, thanks, counting and the like."""
    return _SMALL_TALK.fullmatch(words) is not None


def complains(message: Message, clause: Clause) -> bool:
    """Tell whether ``clause`` wishes or complains about what the status of an order does not answer."""
    return bool(_MORE_THAN_STATUS.search(message.plain, clause.start, clause.end))


def needs_answer(message: Message, clause: Clause, tasks: Sequence[Task] = ()) -> bool:
    """Tell whether ``clause``, which none of ``tasks`` took, asks a question or tells of a problem of its own."""
    plain = message.plain[clause.start : min(clause.end, clause.start + _LONGEST)].strip()
    if any(one.kind not in ("invoice", "order") for one in message.ids_in(clause.start, clause.end)):
        return True
    if asks_about(message, clause):
        return True
    if _adds_nothing(plain, tasks):
        return False
    if clause.question:
        return True
    return _is_problem(plain) or _is_request(plain) or complains_now(plain)


def _adds_nothing(plain: str, tasks: Sequence[Task]) -> bool:
    """Tell whether it opens, closes or corrects, or says a task's request or a wish beside a return once more."""
    if _DANGLING.fullmatch(plain) or _INTRODUCTION.fullmatch(plain) or _POLITE.fullmatch(plain):
        return True
    if _CORRECTION.match(plain):
        return True
    kinds = {task.query_type for task in tasks}
    if "ProductReturn" in kinds and (_RETURN_AGAIN.fullmatch(plain) or is_wish(plain)):
        return True
    return (
        "StatusUpdate" in kinds and _STATUS_AGAIN.fullmatch(plain) is not None and not _MORE_THAN_STATUS.search(plain)
    )


def _is_request(plain: str) -> bool:
    found = _REQUEST.search(plain)
    return found is not None and not _contexts(plain, found) & {"negated", "past", "conditional"}


def _is_problem(plain: str) -> bool:
    found = _PROBLEM.search(plain)
    if found is None:
        return False
    off = {"conditional", "hypothetical"} | (set() if _IS_DENIAL.search(found[0]) else {"negated"})
    return not _contexts(plain, found) & off


def complains_now(plain: str) -> bool:
    """Tell whether ``plain`` wishes or complains of what came, here and now: not denied, nor granted."""
    found = _MORE_THAN_STATUS.search(plain)
    if found is None or (_GRANTED.match(found[0]) and _ALREADY.search(plain)):
        return False
    off = {"negated", "conditional", "hypothetical"} | ({"past"} if _GRANTED.match(found[0]) else set())
    return not _contexts(plain, found) & off


def _contexts(plain: str, match: re.Match[str]) -> frozenset[str]:
    """Return the contexts in which the words of ``match`` stand by other words, not by themselves ("cancel")."""
    start, end = match.span()
    return frozenset(
        hit.category
        for hit in contexts(plain)
        if hit.start < end and start < hit.end and not start <= hit.cue_start < end
    )
