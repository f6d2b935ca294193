"""What is said but not asked for, by the contexts it stands in, and what waves a number away: no work is started."""

import re
from functools import lru_cache

from workflows.ids.grammar import REMEMBERED
from workflows.language.context import Category, ContextIndex, contexts
from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.syntax.clauses import Clause, Message

_WEIGHED: frozenset[Category] = frozenset({"hypothetical", "conditional"})
_NO_REQUEST: frozenset[Category] = frozenset({"negated", "past", "hypothetical", "conditional", "third_person"})
_GENERAL_QUESTION = lazy(
    r"\s*(?:and\s|but\s|so\s|also\s|or\s)?(?:what|why|when|who|which|is\sit\s(?:ok|okay|allowed|free)|do\s(?:i"
    r"|you|they|we)|does|am\si)\b",
    re.IGNORECASE,
)
# A deadline in figures is no word of a list: "after 30 days".
_LATE = Sifted(
    r"\b(?:after|within|past|more\sthan|older\sthan|up\sto)\s(?:the\s)?(?:\d+|a|one|two|three|thirty|fourteen|sixty)[\s-]"
    r"(?:days?|weeks?|months?|years?)\b"
)

_DROP_ID = Sifted(
    r"(?:\b(?:no\sneed|not\snecessary|unnecessary|needn't|no\slonger\sneed|don'?t\s(?:need|have|bother|want|wish)"
    r"|do\snot\s(?:need|have|bother|want|wish)|stop)\b"
    r"(?:\s(?:for\s)?you)?\s?(?:to\s)?(?:check|look|track|trac|bother|worry|find|explain|investigate|tell|send"
    r"|updat|know|review|status|about|anything|help|do\sanything|action)\w*"
    r"|\b(?:don'?t|do\snot|never)\s(?:worry|bother|check|look|track|care|touch|open|investigate|mind|mean)\b"
    r"|\bnot\s(?:complaining|asking|writing|worried|wondering)\b"
    r"|\b(?:no\s(?:complaints?|problems?|issues?|questions?)|nothing\s(?:is\s|was\s)?(?:wrong|amiss|missing))\s(?:about|with|on|regarding|for|from)\b"
    r"(?:\s(?:the|my|our|your)\s(?:orders?|parcel|delivery|invoice|bill),\s$)?"
    r"|\b(?:never\smind|nevermind)\b"
    # Told to us, as "don't forget A-1" and "did the driver drop A-1" are not.
    r"|(?:\A|[.!?,;:\n(\u2013\u2014-]|\b(?:please|pls|kindly|just|and|so|then|but|or|oh|no|ok|okay|well|hi|hello|hey|also|now|actually|sorry|let's|let\sus|(?:want|like|need|ask|asked)\s(?:you\s)?to"
    r"|(?:can|could|may|should|shall|would|will)\s(?:you|i|we)|you\s(?:can|could|may|should))\b)[\s,]{0,3}(?:just\s|please\s|safely\s|also\s){0,2}(?:ignore|forget|disregard|skip|drop|scratch|scrap|strike)\b"
    r"|\bnot\s(?:about\s)?(?:the\s|my\s)?(?:orders?|invoices?|bill|for)?\s?\#?$)[^,;:]{0,40}$"
    r"|\b(?:(?:not|never|isn't|aren't|wasn't|weren't|without)\s(?:(?:here|now|really|actually|at\sall|in\sany\sway)\s)?(?:disput|contest|question|challeng|object|quer[yi]|doubt|complain)ing"
    r"|(?:not|never|don'?t|won'?t|wouldn'?t|no\slonger)\s(?:(?:want|wish|mean|intend)\sto\s)?(?:dispute|contest|question|challenge|object|query|doubt|complain)"
    r"|no\s(?:objections?|doubts?|quarrel|dispute))\b(?:(?!\bbut\b)[^,;:]){0,40}$"
    r"|\b(?:rather\sthan|instead\sof|unlike)\s(?:(?:the|my|order|invoice|number|for|on)\s)*\#?$"
)
_UNDISPUTED = lazy(
    r"\s(?:(?:(?:which|that)\s)?(?:i|we)\s(?:do\snot|don'?t|won'?t|will\snot|never)\s(?:dispute|contest|question|challenge|doubt|object\sto|complain\sabout)"
    r"|(?:is|was)(?:n't|\snot)\s(?:disputed|contested|in\s(?:dispute|question|doubt)|(?:the\s)?one\s(?:i|we)\s(?:dispute|contest|question)))\b(?!\slightly)",
    re.IGNORECASE,
)
_THANKED = Sifted(r"\bthanks\sfor\b[^,;:]{0,40}$")
_LEFT_ALONE = lazy(
    r"\b(?:don'?t|do\snot)\s(?:want|wish)\s(?:(?:the|my|our)\s)?(?:orders?|parcel|delivery)?\s?(?:number\s|no\.?\s)?\#?$",
    re.IGNORECASE,
)
_TO_BE = lazy(
    r"\s(?:to\sbe\s)?(?:held|changed|cancell?ed|touched|stopped|moved|altered|opened|delayed|split|redirected|rerouted)\b",
    re.IGNORECASE,
)
_DONE_BEFORE = lazy(
    r"\b(?:returned|sent\sback|cancell?ed|got|rec(?:ei|ie)ved?|have)\s(?:my\s|the\s|both\s)?(?:whole\s"
    r"|entire\s)?(?:orders?|invoices?|package|parcel)?\s?(?:number\s|no\.?\s)?\#?$",
    re.IGNORECASE,
)
_DONE_AFTER = lazy(
    r"[\s:,]{0,2}(?:(?:(?:has|have|was|were|is|are|got|just|now|already|all|both|been|which|that"
    r"|it)\s){0,4}(?:arrived|delivered|came|reached\s(?:me|us))\b|(?:(?:which|that|it)\s)?(?:has|have|was|were|is|are"
    r"|got)\s(?:(?:been|now|already|all|both|just)\s){0,3}(?:arrived|delivered|fine|ok|okay|good|right|all\sright|alright|perfect|in\sorder|here|solved"
    r"|resolved|settled|sorted|cleared"
    r"|received|correct|done|no\slonger|not\s(?:a\s|the\s|an\s)?(?:problem|issue|relevant|affected|urgent"
    r"|important))\b)",
    re.IGNORECASE,
)
_TROUBLE = lazy(
    r"\?|n't\b|\b(?:not|never|still|yet|dont|doesnt|didnt|wont|havent|hasnt|isnt|no|nothing|problem|wrong|late"
    r"|delayed|lost|missing|without|incomplete|empty|half|only|damaged|broken|but|supposed|says?|should|when|where|if|status|track|check)\b",
    re.IGNORECASE,
)
_PAID = lazy(
    r"[\s,.:;()-]*(?:and\s|but\s)?(?:(?:i|we)(?:'ve|\shave)?\s)?(?:(?:already|just)\s)?paid\s(?:it|that|this|for\sit)\b",
    re.IGNORECASE,
)
_PAID_ODDLY = lazy(
    r"\?|n't\b|\b(?:but|still|twice|double|again|too|wrong|why|when|what|how|questions?|query|issue|problem|check|confirm|look|explain"
    r"|overdue|reminders?|unpaid|open|receipt|please|pls|can|could|need|want|charged|not|never|yet|shows?|says?|refund|status)\b",
    re.IGNORECASE,
)
# "There has been no investigation yet" complains of it.
_NOT_BEGUN = (
    r"(?<!been\s)(?<!\bwas\s)(?<!\bis\s)(?<!there's\s)(?<!far\s)(?<!\bsaw\s)(?<!\bsee\s)(?<!still\s)"
    r"(?<!\bgot\s)(?<!\bhad\s)(?<!opened\s)(?<!started\s)"
)
_NO_INVESTIGATION = Sifted(
    r"\b(?:don'?t|do\snot|needn'?t|need\snot|never|(?:please|pls)\snot|no\sneed\s(?:for\syou\s)?to|without)\s(?:\w+\s){0,2}?(?:open|start|create|launch|begin|file|raise)(?:ing)?\s(?:an?\s|any\s|another\s)?"
    rf"(?:\w+\s)?(?:investigations?|inquir(?:y|ies)|enquir(?:y|ies)|disputes?|cases?|tickets?)\b|{_NOT_BEGUN}\bno\sinvestigations?\b(?!\s(?:has|have|had|was|were|yet|so\sfar|(?:is|got)\s(?!need|necess|requir|want|call)))|\bwithout\s(?:an?\s|any\s)?investigation\b"
)
_NO_NEED = lazy(
    r"\bno\s(?:need|problem|issue)\b[^.;]*|\bas\s(?:it|they|everything|all)\s(?:should|ought\sto)(?:\sbe)?\b"
    r"|\b(?:no|not\sany|without(?:\sany)?)\s(?:(?:more|further|other|open|remaining)\s)?(?:questions?|complaints?|concerns?|queries|trouble)\b"
    r"|\bnothing\s(?:is\s|was\s)?(?:missing|broken|damaged|wrong|to\scomplain|(?:more|else|further)(?:\sto\s\w+)?)\b",
    re.IGNORECASE,
)
_NEAR = 40  # characters before a wish
_OTHERS_WISH = lazy(
    r"\b(?:he|she|they)(?:'d\s(?:also\s)?like|\swould\s(?:also\s)?like|\s(?:also\s)?(?:wants?|wishes))\sto\s$",
    re.IGNORECASE,
)
# Advice that the writer passes on is weighed by them, and asked about.
_ADVISED = lazy(
    r"\b(?:my|our)\s(?:\w{2,12}\s)?\w{2,12}\s(?:says?|said|suggests?|suggested|thinks?)\s(?:that\s)?(?:i|we)\s(?:should|ought\sto|had\sbetter)\s"
    r"(?:(?:probably|perhaps|maybe|just|really|better|rather)\s)?$",
    re.IGNORECASE,
)
_FOR_ANOTHER = Sifted(
    r"\b(?:on\sbehalf\sof|in\sthe\sname\sof|(?:write|writing|speak|speaking|ask|asking)\s(?:this\s)?for\s(?:my|our)"
    r"|(?:asks|asked)\sme\sto\s(?:write|pass|tell|say|ask|send|contact)|pass\s(?:this|it|the\sfollowing)?\s?on\b)"
)


def is_only_said(message: Message, clause: Clause, start: int, end: int) -> bool:
    """Tell whether what is wished from ``start`` to ``end`` of ``clause`` is not asked for here and now.

    It is denied, past, weighed, conditional, somebody else's, or what a question asks about.
    """
    said_of = contexts_of(message.plain).of_span(start, end) & _NO_REQUEST
    if said_of == {"third_person"} and _OTHERS_WISH.search(message.plain, max(clause.start, start - _NEAR), start):
        said_of = frozenset() if speaks_for_another(message.plain) else said_of
    if said_of <= {"third_person", "hypothetical"} and _ADVISED.search(
        message.plain, max(clause.start, start - 2 * _NEAR), start
    ):
        said_of = frozenset()
    return bool(said_of) or bool(_GENERAL_QUESTION.match(message.plain, clause.start, clause.end))


@lru_cache(maxsize=REMEMBERED)
def speaks_for_another(plain: str) -> bool:
    """Tell whether the writer passes on what another person wants: "on behalf of my mother", "he asks me to write"."""
    return _FOR_ANOTHER.search(plain) is not None


@lru_cache(maxsize=REMEMBERED)
def contexts_of(plain: str) -> ContextIndex:
    """Return the contexts of a message; it is asked for those of many spans."""
    return ContextIndex(contexts(plain))


def is_paid(before: str, after: str) -> bool:
    """Tell whether an invoice between ``before`` and ``after`` is only said to be paid, with nothing asked."""
    return bool(_PAID.match(after)) and not _PAID_ODDLY.search(f"{before} {after}")


def forbids_investigation(words: str) -> bool:
    """Tell whether the customer says that no investigation is to be opened."""
    return bool(_NO_INVESTIGATION.search(words))


def is_weighed(message: Message, start: int, end: int) -> bool:
    """Tell whether a word from ``start`` to ``end`` weighs something or sets a condition; "I wonder if" does not."""
    return any(hit.category in _WEIGHED for hit in contexts_of(message.plain).cues(start, end))


def is_general(message: Message, start: int, end: int) -> bool:
    """Tell whether the words from ``start`` to ``end`` ask about rules, costs or deadlines."""
    rule = any(hit.kind == "rule" for hit in contexts_of(message.plain).cues(start, end))
    return rule or bool(_LATE.search(message.plain, start, end))


def asks_leave(message: Message, clause: Clause, at: int) -> bool:
    """Tell whether the words before ``at`` ask if, how or where it can be done, or whether we would."""
    return not _kinds(message, clause, at).isdisjoint({"leave", "service"})


def may_i(message: Message, clause: Clause, at: int) -> bool:
    """Tell whether the question is if, how or where the speaker can do it."""
    return "leave" in _kinds(message, clause, at)


def _kinds(message: Message, clause: Clause, at: int) -> set[str]:
    """Return as what kinds of policy questions the words before ``at`` in ``clause`` put what is there."""
    before = contexts_of(message.plain).cues(clause.start, at)
    return {hit.kind for hit in before if hit.category == "policy" and at < hit.end}


def is_thanked_for(before: str) -> bool:
    """Tell whether an id behind ``before`` (of its clause) is what the writer says thanks for."""
    return _THANKED.search(before[-120:]) is not None


def is_dropped(before: str, after: str, *, question: bool) -> bool:
    """Tell whether an id between ``before`` and ``after`` (of its clause) is waved away or over and done with."""
    if _DROP_ID.search(before[-120:]) or _UNDISPUTED.match(after[:80]):
        return True
    if _LEFT_ALONE.search(before[-60:]) and _TO_BE.match(after[:40]):
        return True
    done = _DONE_BEFORE.search(before[-60:]) or _DONE_AFTER.match(after[:80])
    return bool(done) and not question and not _TROUBLE.search(before) and not _TROUBLE.search(_NO_NEED.sub("", after))
