"""An invoice that is said to be wrong, or an order that is asked after, without its number: that is what is missing.

What makes it one is who it is about and what is said of it: one paper, or one parcel, of the writer's own; something
is not as it should be, or nobody has told them where it is. Rules, payments and copies of papers are none.
"""

import re
from collections.abc import Container, Iterator, Sequence

from workflows.language.lazy import lazy
from workflows.language.sifting import holds_any
from workflows.rules.lookups.invoices import is_over, is_plain_question, is_trouble
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.negation import is_general, is_weighed

_NEAR = 300  # characters of a clause, from where it names its paper or parcel
_PAPERS = ("invoice", "bill")
_BILLS = (*_PAPERS, "charged")
_NUMBERS = ("number", "in front", "reference", "it to hand", "it on me", "it with me")
_PARCELS = ("order", "parcel", "package", "deliver", "shipment", "bought", "purchase")
# One paper of the writer's own: "the invoice that came with the curtains", "one of your invoices". "Please check my
# bill" is about all that one pays, which an account number finds.
_PAPER = lazy(
    r"\b(?:(?:my|our|the|this|that|your|last|latest|today's|yesterday's)\s(?:(?!order|parcel|and\b|or\b)[\w'-]{1,15}\s){0,2}?(?:invoice|(?<!my\s)(?<!our\s)bill|bill(?=\s(?:for|from|of|over|that|which|you|dated)\b))"
    r"|(?:one|some)\sof\s(?:my|your|our|the|these|those)\s(?:[\w'-]{1,15}\s)?(?:invoices|bills)"
    r"|(?:got|received|had|sent)\s(?:me\s|us\s)?an?\s(?:[\w'-]{1,15}\s)?(?:invoice|bill)\sfor"
    r"|an?\s(?:[\w-]{1,15}\s)?(?:invoice|bill)\s(?:(?:that\s|which\s)?(?:over)?(?:charges|bills|has\s(?:over)?(?:charged|billed))\s(?:me|us)|of\s(?:yours|ours|mine)))\b"
    r"(?!(?:'s)?\s?(?:address|numbers?\b|dates?\b|cycle|format|period|details|email|e-mail|template))",
    re.IGNORECASE,
)
# The same, as those in a hurry write: "invoice is wrong, your rep promised us 15% off", "mistake in invoice".
_FIRST = r"\s*(?:(?:hi|hello|hey|good\s(?:morning|afternoon|evening)|so|and|but|also|ok|sorry)[\s,!.]{1,3}){0,3}"
_BARE_WRONG = lazy(
    rf"{_FIRST}(?:(?:your|our|my|the|this|that)\s)?(?:invoice|bill)\s(?:(?:is|was|looks?|seems?|are)\s(?:(?:to\sbe|still|just|all|completely|totally|way|far|clearly|a\sbit|again|plain)\s){{0,2}}"
    r"(?:wrong|incorrect|inaccurate|off(?!\sto\b)|mistaken|too\s(?:high|much)|double|not\s(?:right|correct|what\s(?:we|i|was)))|(?:isn'?t|wasn'?t|ain'?t|not)\s(?:right|correct|what\s(?:we|i|was))"
    r"|(?:doesn'?t|does\snot|didn'?t)\s(?:match|add\sup|agree|tally)|has\s(?:the\s|a\s)?wrong|(?:came|comes)\s(?:out\s)?(?:to|at)\s(?:twice|double|more|over)|(?:wrong|incorrect|too\shigh)\b)"
    rf"|{_FIRST}(?:(?:there'?s|there\sis|(?:i|we)(?:'ve)?\s(?:found|spotted|noticed|see|have))\s)?(?:an?\s|the\s)?(?:mistakes?|errors?|wrong\s[a-z]{{2,12}}(?:\s[a-z]{{2,12}})?)\s(?:in|on|with)\s(?:(?:the|my|our|your|this)\s)?(?:invoice|bill)\b"
    rf"|{_FIRST}(?:(?:you|you've|they|(?:i|we)(?:'ve)?)\s)?(?:just\s)?(?:got|received|sent|have|had)\s(?:me\s|us\s)?(?:a|an|the)\s(?:wrong|incorrect|faulty)\s(?:invoice|bill)\b",
    re.IGNORECASE,
)
_LONG_AGO = lazy(r"\b(?:last\s(?:year|spring|summer|autumn|winter)|back\sthen|(?:months|years?)\sago)\b", re.IGNORECASE)
# "You've billed us for two beds. I want that looked into."
_BILLED = lazy(
    r"\b(?:you|they)(?:'ve|\shave|\shad)?\s(?:just\s|now\s|again\s)?(?:over)?(?:billed|charged|invoiced)\s(?:me|us|(?:my|our)\s[\w-]{2,20})\s(?!back\b)\S"
    r"|\b(?:i|we)(?:'ve\sbeen|\shave\sbeen|\swas|\swere|\sgot)\s(?:over)?(?:billed|invoiced)\s(?:twice|double|for)\b",
    re.IGNORECASE,
)
_LOOK_WANTED = lazy(
    r"\b(?:want|would\slike|i'd\slike|we'd\slike|need|expect|wish)\b[^.?!]{0,20}\b(?:this|that|it)\s(?:to\sbe\s)?(?:looked\sinto|checked|investigated|reviewed|corrected|put\sright)\b"
    r"|\b(?:please|pls|kindly|can\syou|could\syou|(?:i|we)\s(?:want|need)\s(?:you|someone|somebody)\sto)\s(?:please\s)?(?:look\sinto|check|investigate|review|query)\s(?:it|this|that)\b",
    re.IGNORECASE,
)
# What is done with papers that are right: they are sent, kept, paid, or go elsewhere from now on.
_KEPT = lazy(
    r"\b(?:(?:re)?send|e-?mail|mail|forward|download|print|copy|copies|pdf|find|where|how\s(?:do|can|could|should|to)|pay(?:ing)?|paid|due|paperless|by\spost"
    r"|(?:question|query)\s(?:about|on|regarding)\s(?:[\w']+\s){1,4}(?:invoice|bill)\s?$|(?:was|were|had)\b.{2,40}\b(?:last\s(?:year|spring|summer|autumn|winter)|back\sthen|years?\sago)"
    r"|(?:change|update|new)\s(?:[\w']+\s){0,3}(?:address|name|e-?mail|date|card)|address(?:ed)?\sto|don'?t\sneed|no\sneed|will\s(?:the|my|there))\b",
    re.IGNORECASE,
)
_RIGHT = lazy(
    r"\b(?:thank(?:s|\syou)\sfor|(?:is|was|looks|seems|are|all)\s(?:now\s|all\s|perfectly\s)?(?:fine|ok|okay|good|correct|clear|settled|sorted|resolved)|(?:mistake|error)\s(?:was|is)\s(?:mine|ours)|(?:my|our)\s(?:own\s)?(?:mistake|error)|need(?:\snot|n't)|no\s(?:problem|issue|question|complaint)s?|nothing(?:'s|\sis|\swas)?\s(?:at\sall\s|whatsoever\s)?(?:wrong|amiss|the\smatter|odd|off)\s(?:with|about|on|in)\s(?:(?:the|my|our|your|this|that|last)\s){1,2}(?:[\w-]{1,15}\s)?(?:invoice|bill)\b"
    r"|\b(?:i|we)(?:'m|'re|'ve|\sam|\sare|\shave|\sdid|\sdo|\swas)?\s(?:never|not|didn'?t|don'?t|haven'?t|wasn'?t)\s(?:ever\s)?(?:said|say|saying|claim(?:ed|ing)?|mean(?:t|ing)?|complain(?:ed|ing)?)"
    r"|(?:you|they|he|she|someone|somebody|colleague)(?:\sguys|\sall)?(?:'ve|\shave|\shas)?\s(?:already\s|kindly\s)?(?:fixed|corrected|sorted|amended|changed|resolved|settled|explained|checked))\b",
    re.IGNORECASE,
)
_ONE_MORE = lazy(r"\b(?:and|also|plus)\s(?:there's\s|on\s|in\s)?$", re.IGNORECASE)
_WHY = lazy(r"\b(?:why|how\scome)\b", re.IGNORECASE)
# Something is otherwise than told, agreed, ordered or counted; whose doing it is does not matter.
_OTHERWISE = lazy(
    r"\b(?:never|nobody|no\sone|none|nothing|not|without|only|instead|rather|promised|agreed|quoted|exempt|extra|less|more|again|lower|higher|off|odd|back\sin)\b|n't\b"
    r"|\b(?:has|had|have|put|got|lists?|bills?|billed|charges?|charged|down)\s(?:me\s|us\s)?(?:down\s)?(?:for\s)?(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,3})\b",
    re.IGNORECASE,
)
_CHECKED = lazy(
    r"\b(?:check|look|review|explain|examine|investigate|verify|correct|fix|amend|go\s(?:over|through)|put\s(?:it|that|this)\sright)\w*\b",
    re.IGNORECASE,
)
_PARCEL = r"(?:orders?|parcels?|packages?|deliver(?:y|ies)|shipments?|purchase|ordr|oder)"
# One parcel of the writer's own, not its papers, nor what is done with one that is still to be placed.
_MINE = lazy(
    rf"\b(?:(?:my|our|the|that|this)\s(?:(?!invoice|bill|refund|return|whole|entire|usual|normal|first|(?!today|yesterday|week)\w+'s?\s)[\w'-]{{1,15}}\s){{0,2}}?{_PARCEL}|(?:an?|one|another)\s{_PARCEL}(?:\sof\s(?:mine|ours))?)\b"
    r"(?!\s?(?:history|numbers?|notes?|slips?|confirmation|id\b|page|form|details|total|email|receipt|status\spage|fees?|costs?|charges?|address|options?|m[ae]n\b|drivers?|person|people|service|team|crew|guys?|lads?|van\b|note|company|times?\b|dates?\b|windows?|slots?))",
    re.IGNORECASE,
)
_OWN = lazy(
    r"(?:my|our)\s|.*\sof\s(?:mine|ours)$|(?:the|that|this)\s(?:[\w'-]{1,15}\s)?(?:parcel|package|shipment)",
    re.IGNORECASE,
)
_MOVES = (
    r"(?:(?:been\s)?(?:ship|sen[dt]|dispatch|deliver|arriv|despatch|post)\w*|gone|go|left|leave|on\s(?:its|the|their)\sway|com(?:e|ing)|c?ame|get(?:ting)?\s(?:to|here)|got(?:ten)?\s(?:to|here)"
    r"|reach\w*|turn(?:ed|ing)?\sup|show(?:n|ed|ing)?\sup|moved?|out\b|late|lost|delayed|stuck|missing|overdue|held\sup|here)"
)
_ASKS_OF = lazy(
    rf"\b(?:where|whereabouts|when|how\sfar|how\ssoon|how\slong|status|track(?:ed)?|trace|locate|eta|progress|news|update)\b|\b(?:what|what's)\s(?:[\w']+\s)?(?:happen\w*|going\son|become|up\swith|keeping)\b|\b{_MOVES}\b"
    r"|\bhow(?:'s|\sis|\sare|\shas)?\b[^?]{0,60}\b(?:getting\s(?:along|on)|coming\s(?:along|on)|progressing|doing|faring|moving\salong)\b|\bany\s(?:sign|word|movement)\b|\b(?:got|gotten)\sto\b",
    re.IGNORECASE,
)
_STATUS = lazy(
    r"\b(?:status|whereabouts|eta|news|update|progress)\s(?:of|on|for|about|regarding)\s(?:an?|one|another|my|our|the)\s",
    re.IGNORECASE,
)
_NOT_HERE = lazy(
    rf"(?:n't|\b(?:not|never|no\slonger|yet\sto|still\sto|nothing\shas|hasnt|havent|didnt|isnt))\s(?:(?:even|yet|actually|been|have|be|has)\s){{0,2}}{_MOVES}"
    r"|\b(?:is|are|seems|appears|got|has\sbeen|must\sbe|'s)\s(?:to\s(?:be|have\sbeen)\s)?(?:late|lost|delayed|stuck|missing|overdue|held\sup|nowhere)\b|\bgo(?:ne|t)\s(?:missing|lost|astray)\b"
    r"|\b(?:still|am|i'm|we're|are)\s(?:waiting\s(?:for|on)|without|missing)\b|\bno\s(?:sign|trace|news|word)\s(?:of|on|from|about)\b",
    re.IGNORECASE,
)
_BOUGHT = lazy(r"\b(?:i|we)(?:'ve|\shave)?\s(?:just\s)?(?:ordered|bought|purchased)\s\S", re.IGNORECASE)
_WHERE_IT_IS = lazy(
    r"\s*(?:(?:so|and|but|please|can\syou\stell\sme|could\syou\stell\sme|do\syou\sknow)[\s,]+){0,2}(?:where(?:'s|\sis|\sare|\shas|\son\searth\sis)?\s(?:it|they|my|the)\b|when\s(?:will|does|do|is|can|should)\s(?:it|they|i|we)\b|any\s(?:news|update|idea\s(?:when|where)))",
    re.IGNORECASE,
)
_OTHER_MATTER = lazy(
    r"\b(?:cancel\w*|change|add|edit|place|placing|return\w*|refund\w*|how\s(?:do|can|to)\s(?:i|we|you)|minimum|discount|gift|insured?|usually|normally|generally|policy|ignore|no\sneed|don'?t\sneed)\b",
    re.IGNORECASE,
)


# Who says so is not asked for it.
_LACKS_NUMBER = lazy(
    r"(?:n't|\b(?:not|no|never|without|lost))\s(?:[\w']+\s){0,5}?(?:number|invoice\sin\sfront|reference|it\sto\shand|it\son\sme|it\swith\sme)\b",
    re.IGNORECASE,
)
_HABIT = lazy(
    r"\s*(?:(?:hi|hello|hey|so|and|but|also)[\s,]+){0,2}do(?:es)?\s(?!you\s(?:know|have|see|happen)|i\b|we\b|my\b|our\b)",
    re.IGNORECASE,
)


def invoice_unnumbered(message: Message, taken: Container[Clause]) -> Clause | None:
    """Return the clause that names one invoice, without its number, of which something is said to be wrong.

    In a clause that another task has ``taken`` it is named as one thing more: "return the bowl, and one of your
    invoices has a fee on it".
    """
    if not holds_any(message.low, _BILLS) or _lacks_number(message):
        return None
    for number, clause in enumerate(message.clauses):
        if clause not in taken and (_is_billed_wrongly(message, number) or _is_bare_and_wrong(message, clause)):
            return clause
        paper = _PAPER.search(message.plain, clause.start, clause.end)
        if (
            paper is None
            or _is_kept(message, clause)
            or is_over(_said(message, clause))
            or is_weighed(message, clause.start, paper.start())
        ):
            continue
        if clause in taken and not _ONE_MORE.search(message.plain, clause.start, paper.start()):
            continue
        near = _beside(message.clauses, number)
        if any(_says_wrong(message, one, paper_is_here=one is clause) for one in near):
            return clause
    return None


def _is_billed_wrongly(message: Message, number: int) -> bool:
    """Tell whether clause ``number`` says what was billed, and the same or a later one wants a look at it."""
    clause = message.clauses[number]
    billed = _BILLED.search(message.plain, clause.start, clause.end)
    near = message.clauses[number : number + 3]
    if billed is None or clause.question or any(message.ids_in(one.start, one.end) for one in near):
        return False
    if is_weighed(message, clause.start, billed.start()) or is_over(_said(message, clause)):
        return False
    return any(_LOOK_WANTED.search(message.plain, one.start, one.end) for one in near)


def _is_bare_and_wrong(message: Message, clause: Clause) -> bool:
    """Tell whether a clause begins with an invoice, whosever, that it says is wrong."""
    wrong = _BARE_WRONG.match(message.plain, clause.start, clause.end)
    if wrong is None or clause.question or message.ids_in(clause.start, clause.end):
        return False
    said = _said(message, clause)
    return not (
        _RIGHT.search(said) or _LONG_AGO.search(said) or is_over(said) or is_weighed(message, clause.start, wrong.end())
    )


def _lacks_number(message: Message) -> bool:
    return holds_any(message.low, _NUMBERS) and _LACKS_NUMBER.search(message.plain) is not None


def order_unnumbered(message: Message) -> Clause | None:
    """Return the clause that asks after one order of the writer's own, without its number."""
    clauses = message.clauses
    if not holds_any(message.low, _PARCELS) or _lacks_number(message):
        return None
    for number, clause in enumerate(clauses):
        if not holds_any(message.low[clause.start : clause.end], _PARCELS):
            continue
        if _HABIT.match(message.plain, clause.start, clause.end) or _OTHER_MATTER.search(
            message.plain, clause.start, clause.end
        ):
            continue
        if _is_asked_after(message, number, clause):
            return clause
    return None


def _said(message: Message, clause: Clause) -> str:
    return message.plain[clause.start : min(clause.end, clause.start + _NEAR)]


def is_not_here(words: str) -> bool:
    """Tell whether ``words`` of an order say that it has not come, or is lost, late or held up."""
    return _NOT_HERE.search(words) is not None


def _beside(clauses: Sequence[Clause], number: int) -> Iterator[Clause]:
    """Yield clause ``number``, the one before it and the two after."""
    yield clauses[number]
    yield from clauses[max(0, number - 1) : number]
    yield from clauses[number + 1 : number + 3]


def _is_kept(message: Message, clause: Clause) -> bool:
    """Tell whether a clause is about where papers go, how they are paid, why they are so, or that they are right."""
    if is_plain_question(message, clause) or (clause.question and _WHY.search(message.plain, clause.start, clause.end)):
        return True
    said = _said(message, clause)
    return _KEPT.search(said) is not None or _RIGHT.search(said) is not None


def _says_wrong(message: Message, clause: Clause, *, paper_is_here: bool) -> bool:
    """Tell whether a clause says that something is not as it should be, or asks for a look at it."""
    said = _said(message, clause)
    if message.ids_in(clause.start, clause.end) or (not paper_is_here and _is_kept(message, clause)):
        return False
    if paper_is_here:
        return is_trouble(said) or _CHECKED.search(said) is not None or _OTHERWISE.search(said) is not None
    return _CHECKED.search(said) is not None or (not clause.question and _OTHERWISE.search(said) is not None)


def _is_asked_after(message: Message, number: int, clause: Clause) -> bool:
    """Tell whether a clause, or the question right after it, asks where an order is."""
    plain = message.plain
    if message.ids_in(clause.start, clause.end) or is_general(message, clause.start, clause.end):
        return False
    mine = _MINE.search(plain, clause.start, clause.end)
    asked_next = next(iter(message.clauses[number + 1 : number + 2]), None)
    goes_on = asked_next and _WHERE_IT_IS.match(plain, asked_next.start, asked_next.end) is not None
    if mine is None:
        return bool(goes_on) and _BOUGHT.search(plain, clause.start, clause.end) is not None
    if is_weighed(message, clause.start, mine.start()):
        return False
    if _STATUS.search(plain, clause.start, mine.end()) or _NOT_HERE.search(plain, clause.start, clause.end):
        return True
    is_own = _OWN.match(mine[0]) is not None
    return is_own and (
        bool(goes_on) or (_asks(message, clause) and _ASKS_OF.search(plain, clause.start, clause.end) is not None)
    )


_ASKING = lazy(
    r"\s*(?:(?:hi|hello|hey|so|and|but|also|then|please|ok|oh)[\s,]+){0,3}(?:has|have|is|are|did|does|do|was|will|would|can|could|where|when|what|how|how's|where's|when's|any\s(?:idea|chance|news|sign|word|movement)|(?:i|we)(?:\s(?:want|need|would\slike|wonder)|'d\s(?:like|love))\s(?:to\sknow)?|(?:i'm|we're|i\sam|we\sare|i\swas|just)\swondering|tell\sme|let\sme\sknow)\b",
    re.IGNORECASE,
)


def _asks(message: Message, clause: Clause) -> bool:
    """Tell whether a clause is a question, though its mark may be missing."""
    return clause.question or _ASKING.match(message.plain, clause.start, clause.end) is not None
