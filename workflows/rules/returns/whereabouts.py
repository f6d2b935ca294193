"""Whether a thing can go back at all: it has gone back already, or has never come to its buyer."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from workflows.ids.grammar import REMEMBERED
from workflows.language.lazy import lazy
from workflows.rules.products.nearby_things import things_in
from workflows.rules.products.things import holds_goods
from workflows.rules.returns.asking import ANCHOR
from workflows.rules.returns.reasons import Span
from workflows.rules.syntax.clauses import Message

NEAR = 80  # characters before or after a thing in which something is said of it
MOST_PLACES = 8  # of a thing are looked at
# A name follows.
_TO = (
    r"(?:(?:the|my|our|this|that|these|those|an?|both|all|two|three|four)\s)?"
    r"(?:[\w-]{1,15}\s){0,2}[\"'`]?\Z"
)
_HAVE = r"(?:'ve|\shave|\shad|'d)?(?:\s(?:already|just|also|now|\w{3,10}ly))?"
_WE = r"(?:i|we|my\s[a-z]{2,12})"
_SENT = r"(?:sent|shipped|brought|posted|mailed|given|gave|handed|taken|took|dropped)"
_GONE = rf"(?:returned|{_SENT}\s(?:right\s|straight\s)?back)"
_MONEY_BACK = r"(?:refund(?:ed)?|money(?:\sback)?|reimbursement)"
# "I returned the …", "I never got a refund for the …", "you received the …": said before the thing.
_GONE_BEFORE = lazy(
    rf"(?<!\bif\s)\b{_WE}{_HAVE}\s{_GONE}\s(?!from\b|home\b|to\b){_TO}"
    rf"|(?:\b(?:never|not|waiting\sfor)|n't)\s(?:\w+\s){{0,2}}(?:an?|my|the|any|our)\s(?:\w+\s)?{_MONEY_BACK}\s(?:for|of|on)\s{_TO}"
    rf"|\byou(?:'ve|\shave)?\s(?:already\s)?(?:received|got|accepted)\s(?!my\spayment)[^.!?;,]{{0,30}}\Z",
    re.IGNORECASE,
)
_SENT_BEFORE = lazy(rf"(?<!\bif\s)\b{_WE}{_HAVE}\s{_SENT}\s(?:you\s)?{_TO}", re.IGNORECASE)
_BACK = lazy(
    r"\s(?:right\s|straight\s)?back\b(?!\s(?:home|from|together|into|(?:on|in)\s(?:the|its|my)\s(?:wall|table|shelf|box|place|room|house)))",
    re.IGNORECASE,
)
_OWN_RETURN = lazy(rf"\b(?:my|our)\s(?:return|rma)\s(?:for|of|on)\s{_TO}", re.IGNORECASE)
_OUTSTANDING = lazy(
    r"[^.!?;]{0,40}\b(?:still|pending|refused|rejected|yet|complete[d]?|(?:not|never|n't)\s(?:been\s)?(?:refunded|processed|paid|credited|done|settled))\b",
    re.IGNORECASE,
)
# "The … went back to you", "the … (that) I returned", "the …, which you received": said behind it.
_GONE_AFTER = lazy(
    rf"\s?,?\s(?:(?:that|which)\s)?{_WE}{_HAVE}\s{_GONE}\b(?!\s(?:from|home|to\s(?!you|the\s(?:shop|store))))"
    r"|\s?,?\s(?:(?:that|which)\s)?you(?:'ve|\shave)?\s(?:already\s)?(?:received|got|accepted)\b(?!\s(?:me|us|for|from)\b)"
    r"|(?:\s(?:that|which))?\s(?:already\s)?(?:went|(?:has|have)\s(?:already\s)?(?:gone|come|been)|(?:is|are|was|were)(?:\s(?:already|long|now))?)\s"
    r"(?:back\s(?:to|with|at|in)\s(?:you|your)\b|(?:returned|(?:sent|shipped|brought|posted|given)\sback)\b(?!\s(?:to\s(?:me|us)|unopened)\b))",
    re.IGNORECASE,
)
_IT_IS_GONE = lazy(
    rf"(?<!\bif\s)\b{_WE}{_HAVE}\s(?:returned\s(?:it|them|both|everything)\b(?!\sto\s(?!you))|{_SENT}\s(?:it|them|both|everything)\sback\b(?!\s(?:home|from|together|into)\b))"
    r"|\b(?:it|they)\s(?:already\s)?(?:went|(?:has|have)\s(?:already\s)?gone|is|are)\sback\s(?:to|with|at)\s(?:you|your)\b"
    r"|\byou(?:'ve|\shave)?\s(?:already\s)?(?:received|got|accepted)\s(?:it|them)\b(?!\sback\b|\swrong\b)",
    re.IGNORECASE,
)
# "The … never arrived", "the … you cancelled", "I never received the …", "the missing …": it has not come.
_NOT = r"(?:(?:has|have|had|did|was|were|is|are)(?:n't|nt|\s(?:still\s)?not|\snever)|never|not)"
_COME = (
    r"(?:(?:even|actually|ever|yet|been)\s){0,2}(?:c[ao]me|arrived?|(?:turned?|showed|shown|show)\sup|delivered|here|reached\s(?:me|us)"
    r"|shipped|dispatched|sent(?:\sout)?|posted)\b(?!\s(?:on|out|off|apart|away|loose|undone|unstuck|clean|with|as|by|until|before|when|like|close|in\s(?:time|one|the\s(?:right|colou?r|size))|to\s(?:life|a\sstop)))"
)
_SINCE = r"(?:\s(?:still|just|simply|actually|sadly|apparently)){0,2}"
_NOT_COME = rf"{_SINCE}\s{_NOT}\s{_COME}"
_LOST = r"(?:got|went|gone|was|were|is|are|been|has\sgone|have\sgone)\s(?:lost|missing|stolen|cancell?ed)"
_ORDERED = (
    r"(?:\s(?:that\s|which\s)?(?:i|we)(?:'ve|\shave|'d)?\s(?:bought|ordered|purchased|paid\sfor))?"
    r"(?:\s(?:from\syou|here|online|last\s\w{2,9}|(?:on|in)\s\w{2,9}))?"
)
_AWAY_AFTER = lazy(
    rf"{_ORDERED}\s?,?(?:\s(?:that|which))?(?:{_NOT_COME}|\s{_LOST}\b|\s(?:still\s)?missing\s(?:from|in|out\sof)\s(?:my|our|the)\s(?:order|parcel|package|box|delivery|shipment))"
    rf"|\s?[(\[:\u2013\u2014-]\s?(?:(?:it|they|that|which|still|has|have)\s){{0,2}}{_NOT}\s{_COME}"
    r"|\s?,?\s(?:(?:that|which)\s)?(?:you|they)(?:'ve|\shave)?\s(?:(?:just|already)\s)?(?:cancell?ed|never\s(?:sent|shipped|delivered)|(?:did\snot|didn't|have\snot|haven't)\s(?:sent?|ship(?:ped)?|deliver(?:ed)?))\b"
    r"|\s?,?\s(?:(?:that|which)\s)?(?:i|we)(?:'ve|\shave)?\s(?:never|still\snot|not\syet)\s(?:got(?:ten)?|received|had)\b"
    r"|\s?,?\s(?:(?:that|which)\s)?(?:i|we)\s(?:did\snot|didn't|have\snot|haven't)\s(?:get|got|received?)\b",
    re.IGNORECASE,
)
_AWAY_BEFORE = lazy(
    rf"\b(?:i|we)(?:'ve|\shave)?\s(?:(?:still|just)\s)?(?:never|haven't|have\snot|did\snot|didn't|not)\s(?:(?:even|yet|actually)\s)?(?:received?|got(?:ten)?|get)\s{_TO}"
    rf"|\b(?:still\s)?waiting\s(?:for|on)\s{_TO}",
    re.IGNORECASE,
)
_TO_DO = lazy(
    r"\s(?:to\s(?!arrive|come|be\s(?:sent|delivered|shipped)|me\b|us\b)|working|going|open|on\b|off\b|together)",
    re.IGNORECASE,
)
_MISSING = lazy(r"(?:missing|cancell?ed|undelivered|stolen)\s", re.IGNORECASE)
_MISSING_BEFORE = lazy(r"\b(?:missing|cancell?ed|undelivered|stolen)\s\Z", re.IGNORECASE)
# "…, it has not arrived": behind the thing, nothing else between.
_IT_AWAY = lazy(
    rf"(?:(?!\b(?:the|my|our|order|parcel|invoice|where|return)\b)[^\n?]){{0,30}}?[\s,;.:!\u2013\u2014-]\s?(?:because\s|as\s|since\s|but\s|and\s)?(?:it|they)(?:{_NOT_COME}|\s{_LOST}\b)",
    re.IGNORECASE,
)
_IS_MONEY = lazy(r"(?i:refund|money|reimburs)")
_OF_MONEY = lazy(r"[^.;!?]{0,25}\b(?:money|cash|refund|payment|amount)\b", re.IGNORECASE)
_ANOTHER = lazy(r"\b(?:new|second|other|replacement|third|next)\s\Z", re.IGNORECASE)
_WORD = lazy(r"[^\s\"'`]+")


def has_gone_back(message: Message, product: Span) -> bool:
    """Tell whether a thing whose money is asked for is with us already: "I returned the boots, please refund them".

    Whoever asks in other words that a thing is sent back still has one.
    """
    if _asks_to_return(message):
        return False
    places = [*_places(message, product)]
    if any(_ANOTHER.search(message.plain, max(0, start - NEAR), start) for start, _ in places):
        return False  # "I returned the first lamp, the new one flickers too"
    return any(_is_gone(message, start, end) for start, end in places) or (
        _IT_IS_GONE.search(message.plain) is not None and _is_alone(message, product)
    )


def has_not_come(message: Message, product: Span) -> bool:
    """Tell whether a thing is not with its buyer, so that it cannot go back: never came, missing, lost, cancelled."""
    if _MISSING.match(message.plain, *product):
        return True
    return any(_is_not_here(message, start, end) for start, end in _places(message, product))


def _is_not_here(message: Message, start: int, end: int) -> bool:
    plain = message.plain
    near, upto = max(0, start - NEAR), end + NEAR
    if _MISSING_BEFORE.search(plain, near, start) or _AWAY_AFTER.match(plain, end, upto):
        return True
    if _AWAY_BEFORE.search(plain, near, start) and not _TO_DO.match(plain, end, upto):
        return True
    away = _IT_AWAY.match(plain, end, upto)
    return away is not None and not message.ids_in(end, away.end())


def _is_gone(message: Message, start: int, end: int) -> bool:
    plain = message.plain
    near, upto = max(0, start - NEAR), end + NEAR
    if _GONE_BEFORE.search(plain, near, start) or _GONE_AFTER.match(plain, end, upto):
        return True
    if _SENT_BEFORE.search(plain, near, start) and _BACK.match(plain, end, upto):
        return True
    if _OWN_RETURN.search(plain, near, start) and _OUTSTANDING.match(plain, end, upto):
        return True
    own = next((one.sentence for one in message.clauses if one.start <= start < one.end), None)
    inside = [one for one in message.clauses if one.sentence == own]
    return any(one.kind == "rma" for one in (message.ids_in(inside[0].start, inside[-1].end) if inside else ()))


@lru_cache(maxsize=REMEMBERED)
def _asks_to_return(message: Message) -> bool:
    """Tell whether something is asked for that is no money: "return", "take it back"."""
    for anchor in ANCHOR.finditer(message.plain, 0, len(message.plain)):
        said = anchor["verb"] or anchor["around"] or anchor["noun"]
        if _IS_MONEY.match(said) or _OF_MONEY.match(message.plain, anchor.end()):
            continue
        if anchor["noun"] and (
            _OWN_RETURN.search(message.plain, max(0, anchor.start() - NEAR), anchor.end() + 1)
            or message.ids_in(anchor.start(), anchor.end() + 1)
        ):
            continue
        return True
    return False


def _places(message: Message, product: Span) -> Iterator[Span]:
    """Yield where a thing is named, first of all where it stands: wherever the last word of its name does."""
    words = [*_WORD.finditer(message.plain, *product)]
    if not words:
        return
    yield product
    last = message.low[words[-1].start() : words[-1].end()]
    found = re.finditer(rf"(?<!\w){re.escape(last)}(?!\w)", message.low)
    for one in islice(found, MOST_PLACES):
        if not product[0] <= one.start() < product[1]:
            yield one.span()


def _is_alone(message: Message, product: Span) -> bool:
    """Tell whether no other thing is named: "it" is this one."""
    own = message.low[slice(*product)].split()
    things = (message.plain[name.start : name.end].lower() for name in things_in(message, 0, len(message.plain)))
    return not own or all(one.split()[-1] == own[-1] for one in things if holds_goods(one))
