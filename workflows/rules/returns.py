"""Requests to send something back: who asks, for which products, and why. Nothing here knows orders or invoices."""

import re
from dataclasses import dataclass, field

from workflows.rules.antecedents import Mention, find_mention
from workflows.rules.clauses import Clause, Message
from workflows.rules.negation import asks_nothing, is_general, is_hypothetical, mended_at
from workflows.rules.products import Name, is_generic, is_goods, name_at, names_from, pronoun_at
from workflows.rules.reasons import CAUSE, Span, after_name, cause_in, clip, in_next, is_neutral


@dataclass(frozen=True, slots=True)
class Return:
    """One product to send back; ``product`` is None when it is not named. ``used`` are the clauses read for it."""

    at: int
    upto: int
    product: Span | None
    reason: Span | None
    used: tuple[Clause, ...] = field(default=())


_VERB = r"(?:return|retrun|reutrn|retunr|retrn|retun|returne|refund|exchange|swap)"
_ING = r"(?:return|retrun|refund|exchang)ing"
_ANCHOR = re.compile(
    rf"\b(?P<noun>(?:refund|reimbursement|money\sback|rma(?:\snumber)?|returns?(?:\s(?:label|slip|form|authori[sz]ation|instructions?|request|number))?|retrun)\s(?:me\s)?(?:for|of|on)\b|(?:return|rma|refund)(?:\srequest|\sauthori[sz]ation)?\s?(?::|\s-|-\s))"
    rf"|\b(?P<verb>{_VERB}|{_ING}|(?:send|give|bring|ship|hand|take|mail|post)(?:ing)?\sback)\b"
    r"|\b(?P<around>(?:send|give|bring|ship|take|mail|post)(?:ing)?)\s(?=(?:[^\s,;.!?]+\s){1,8}?back\b)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:want|like|need|get|have|wish)\s(?P<np>.{2,80}?)\s(?:to\sbe\s)?(?:returned|sent\sback|taken\sback|refunded)\b",
    re.IGNORECASE,
)
_NO_REQUEST = re.compile(
    r"\s(?:(?:polic(?:y|ies)|period|window|slip|form|shipping|shipment|process|costs?|fees?|date|option|portal|status|number|code|key|email|flight|trip|ticket|visit|home|values?|true|false|null|address|label|to\b(?!\syou\b)|from\b|until|in\b|on\b|by\b|calls?|instructions?)\b|(?:my|the|our|your|a|this|his|her)\s(?:calls?|emails?|messages?|favou?r)\b)",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:want|wanna|would\slike|'d\s(?:\w+\s)?(?:like|love|appreciate)|like\sto|need|request(?:ing)?|start|please|pls|plz|kindly|may\si\shave|can|could|issue|process|give\sme|get|asking\sfor|demand|arrange|open|initiate|assist|help|organi[sz]e|schedule|authori[sz]e"
    r"|make|do|create|register|proceed|send\sme|set\sup|apply|claim|expect(?:ing)?\sa|entitled|am\safter|i'm\safter|seeking|looking\sfor|file)\b",
    re.IGNORECASE,
)
_OLD_NEWS = re.compile(
    r"\b(?:my|where|status|when|news|update|about|regarding|refused|rejected|denied|waiting|still|received|got|chasing|the\sprevious|expect\sa\srebate)\b[^,]{0,30}$",
    re.IGNORECASE,
)
_STILL_OPEN = re.compile(
    r"[^.;!?]{0,60}\b(?:hasn'?t|has\snot|have\snot|haven'?t|is\sstill|was\s(?:refused|rejected|denied|declined)|not\s(?:been|arrived|yet)|didn'?t|never\s(?:came|arrived))\b",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:tried|attempted|used|forgot|failed|refused?|told|asked|supposed|said|easy|hard|difficult|afraid|hesitate|able\sto\sto|fail)\sto\s$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:^|[,:;(\-–—\"'.*]\s*|\b(?:to|please|pls|plz|kindly|also|and|then|or|just|wanna|gonna|gotta|me|lastly|finally|secondly?|thirdly?|firstly?|first|next|so|but|hi|hello|hey|help|yes|no|ok|okay|thanks|now|by|of|for|with|like|am|im|i'm|are|we're|is|about|start|you|i|we|must|will|shall|should|can|could|may|i'll|someone|anyone|instead|rather|need|want|a|the|todays?|today)\s+(?:\d[.)]\s*)?)$",
    re.IGNORECASE,
)
_THIRD = re.compile(
    r"\b(?:he|she|they|it|shops?|stores?|customers?|people|friend|neighbou?r|function|method|api|query|script|you\sguys|don'?t\syou|not\syou|do\syou|you\sto|should\syou|does\s\w+|does\s\w+\s\w+)\s(?:\w+\s)?(?:to\s)?$",
    re.IGNORECASE,
)
_SHOULD_NOT = re.compile(r"\b(?:should|will|would|must|shall|can|could)\s$", re.IGNORECASE)
_ASK_RIGHT = re.compile(r"\b(?:can|could|may|might|how|where|is\sit\spossible|possible|able)\b", re.IGNORECASE)
_DEFINITE = re.compile(
    r"\s*(?:back\s)?(?:(?:both|all|one|two|three)\s(?:of\s)?)?(?:the|my|our|this|that|these|those|it|them|\"|'|`|[A-Z])",
    0,
)
_RELATIVE_SUBJECT = re.compile(
    r"^(?P<np>.{2,80}?)\s(?:(?:that|which)\s)?(?:i|we)(?:'d|\swould|\swant|\sneed|\swish|\shave)\b", re.IGNORECASE
)
_LIST_AHEAD = re.compile(
    r"\s*(?:(?:these|the|following|those|two|three|several|some|a\sfew|items?|products?|things?|articles?|of)\s?){1,4}:\s*",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:is|would)\sit\s(?:still\s)?(?:be\s)?(?:still\s)?(?:possible|ok(?:ay)?|alright|too\slate|fine)\s(?:for\s(?:me|us)\s)?to\s$",
    re.IGNORECASE,
)
_SO = re.compile(r"\b(?:so|therefore|hence|thus|that'?s why|which is why)\b", re.IGNORECASE)
_LEADING_CAUSE = re.compile(rf"\s*(?:hi|hello|hey)?[\s,]*(?P<cause>{CAUSE})\s+", re.IGNORECASE)
_AND_OWN = re.compile(
    r"(?<=\))\s*(?:,\s*(?:and\s)?|and\s|&\s)(?=[^,()]{2,60}\()|\s*,?\s(?:and|plus|while|,)\s(?=(?:the|my|an?|our|this|that)\s[^,.;]{1,60}?\s(?:because|since|as\sit|as\sthey|due\sto|cuz|coz)\b)",
    re.IGNORECASE,
)


def find_returns(message: Message) -> list[Return]:
    """Return the products that the customer asks to send back, in the order of the text."""
    found: list[Return] = []
    for number, clause in enumerate(message.clauses):
        found += _in_clause(message, number, clause)
    return found


def _same(message: Message, name: Name, names: list[Name]) -> bool:
    """Tell whether ``name`` is one of ``names``, as written or as the end of it ('the desk lamp', 'the lamp')."""
    word = message.plain[name.start : name.end].lower()
    return any(
        word.endswith(other) or other.endswith(word)
        for other in (message.plain[n.start : n.end].lower() for n in names)
    )


def _in_clause(message: Message, number: int, clause: Clause) -> list[Return]:
    at = clause.start
    while anchor := _ANCHOR.search(message.plain, at, clause.end):
        goods = _goods_at(message, anchor, clause)
        if _is_request(message, clause, anchor, goods):
            return _returns(message, number, anchor, goods)
        at = anchor.end()
    return []


def _goods_at(message: Message, anchor: re.Match[str], clause: Clause) -> int:
    """Return where the goods are named: right after the verb, past "me for" and the like."""
    skip = re.compile(r"\s*(?:request|back)?\s?(?:me\s)?(?:please)?(?:\s?(?:for|of|on|:|-|,)\s)?", re.IGNORECASE)
    if anchor["noun"]:
        return anchor.end()
    match = skip.match(message.plain, anchor.end(), clause.end)
    return match.end() if match else anchor.end()


def _is_request(message: Message, clause: Clause, anchor: re.Match[str], goods: int) -> bool:
    """Tell whether the customer asks for it here and now."""
    plain = message.plain
    before, whole = plain[clause.start : anchor.start()], plain[clause.start : clause.end]
    before = _POSSIBLE.sub("please ", before)
    definite = bool(_DEFINITE.match(plain, goods, clause.end))
    if not anchor["noun"] and _NO_REQUEST.match(plain, anchor.end(), clause.end):
        return False
    if asks_nothing(before, whole) or _TO.search(before) or _THIRD.search(before):
        return False
    if is_hypothetical(whole[: anchor.end() - clause.start]) or (
        is_general(_own_words(whole)) and (clause.question or _ASK_RIGHT.search(before))
    ):
        return False
    if anchor["noun"]:
        return _is_noun_request(plain, clause, anchor, before)
    if (
        not definite
        and _ASK_RIGHT.search(before)
        and not re.search(r"\b(?:want|like|need|help)\b", before, re.IGNORECASE)
    ):
        name = name_at(message, goods, clause.end)
        if (
            name is None
            or is_generic(plain[name.start : name.end])
            or re.match(r"\s*(?:an?\s)?\w+\s*$", plain[goods : name.end])
        ):
            return False
    return bool(_ASKS.search(before[-40:])) and not (
        _SHOULD_NOT.search(before[-10:]) and not re.search(r"\b(?:i|we|you)\s\w+\s$", before[-14:], re.IGNORECASE)
    )


def _own_words(whole: str) -> str:
    """Return the clause without its bracketed and reason parts, where 'after two weeks' is no rule."""
    cut = re.search(rf"(?:{CAUSE})\s", whole, re.IGNORECASE)
    return whole[: cut.start()] if cut and cut.start() else whole


def _is_noun_request(plain: str, clause: Clause, anchor: re.Match[str], before: str) -> bool:
    if anchor["noun"].lower().startswith("money"):
        before = re.sub(r"\bmy\s$", "", before, flags=re.IGNORECASE)
    if _OLD_NEWS.search(before[-50:]) or _STILL_OPEN.match(plain, anchor.end(), clause.end):
        return False
    return bool(_CUE.search(before)) or not re.sub(r"[^\w]|\b(?:a|an|the|full|and|also|hi|hello|then)\b", "", before)


def _returns(message: Message, number: int, anchor: re.Match[str], goods: int) -> list[Return]:
    clause = message.clauses[number]
    pronoun = pronoun_at(message, goods, clause.end)
    if listed := _LIST_AHEAD.match(message.plain, goods, clause.end):
        goods, pronoun = listed.end(), None
    mention = _mention(message, number, anchor) if pronoun is not None else None
    names = names_from(message, goods, clause.end) if pronoun is None else []
    names = _mended(message, names, number)
    upto = max([pronoun or goods, *(name.upto for name in names)])
    if names and not is_goods(message.plain[names[0].start : names[0].end]):
        return []
    names = [name for name in names if not is_generic(message.plain[name.start : name.end])]
    if not names and pronoun is None and (relative := _relative(message, clause, anchor)):
        names = [relative]
    if not names and pronoun is None and upto == goods and not _ends_here(message, goods, clause):
        return []
    if not names and (anchor["noun"] or re.match(r"refund|exchang|swap", anchor[0], re.IGNORECASE)) and mention is None:
        return []
    if not names and pronoun is None:
        mention = _mention(message, number, anchor)
    return _with_reasons(message, number, (anchor.start(), upto), names, mention)


def _ends_here(message: Message, at: int, clause: Clause) -> bool:
    """Tell whether nothing that could be a product follows: 'I want to return', 'return order A-1'."""
    return (
        not re.match(r"\s*\w", message.plain[at : clause.end])
        or bool(
            re.match(
                r"\s*(?:(?:my|the|an?|this|that|part\sof)\s)*(?:\w+\s)?(?:order|purchase|\#|because|since|as|please|\w?-\d)",
                message.plain[at : clause.end],
                re.IGNORECASE,
            )
        )
        or bool(message.ids_in(at, at + 3))
    )


def _relative(message: Message, clause: Clause, anchor: re.Match[str]) -> Name | None:
    """Read 'the lamp (that) I want to return': the name stands before."""
    match = _RELATIVE_SUBJECT.match(message.plain[clause.start : anchor.start()].strip())
    start = clause.start + (
        len(message.plain[clause.start : anchor.start()]) - len(message.plain[clause.start : anchor.start()].lstrip())
    )
    if not match:
        return None
    opening = re.compile(r".*?\b(?=(?:the|my|an?|this|that|these|those|our)\s)", re.IGNORECASE).match(
        message.plain, start, start + match.end("np")
    )
    name = name_at(message, opening.end() if opening else start, start + match.end("np"))
    return name if name and opening and is_goods(message.plain[name.start : name.end]) else None


def _mended(message: Message, names: list[Name], number: int) -> list[Name]:
    """Return the names after a correction: 'the lamp, no wait, the chair' is the chair."""
    if not names:
        return names
    end = message.clauses[min(number + 1, len(message.clauses) - 1)].end
    at = mended_at(message.plain, names[-1].upto, end)
    if at is None:
        return names
    verb = re.compile(r"\s*(?:i\s(?:want|meant)\sto\s)?(?:return|send\sback)\s", re.IGNORECASE).match(
        message.plain, at, end
    )
    name = name_at(message, verb.end() if verb else at, end)
    good = (
        name
        and not is_generic(message.plain[name.start : name.end])
        and not re.match(r"\s*(?:i|we|it|not|don)\b", message.plain[at:end], re.IGNORECASE)
    )
    return [*names[:-1], name] if name and good else names


def _mention(message: Message, number: int, anchor: re.Match[str]) -> Mention | None:
    clause = message.clauses[number]
    here = Clause(clause.start, anchor.start(), clause.sentence, clause.lead, question=False)
    return find_mention(message, [*message.clauses[max(0, number - 5) : number], here])


def _with_reasons(
    message: Message, number: int, anchor: Span, names: list[Name], mention: Mention | None
) -> list[Return]:
    clause, used = message.clauses[number], [message.clauses[number]]
    at, upto = anchor
    end = clause.end
    others: list[Return] = []
    if own := _AND_OWN.search(message.plain, upto, end):
        name = name_at(message, own.end(), end)
        if name:
            end = own.start()
            others = _with_reasons(message, number, (own.end(), name.upto), [name], None)
    reason = after_name(message, upto, end)
    if reason is None and not others:
        reason, more = _reason_after(message, number)
        used += more
    if reason is None:
        reason, more = _reason_before(message, number, anchor[0], names)
        used += more
    if mention:
        used += mention.clauses
        names = names or [mention.name]
        reason = reason if reason and reason[0] > at else mention.reason or reason
    if reason is None and names and names[0].flaw:
        reason = names[0].flaw
    if not names:
        return [Return(at, upto, None, reason, tuple(used)), *others]
    made = [
        Return(at if n == 0 else max(at, name.start), upto, (name.start, name.end), reason, tuple(used))
        for n, name in enumerate(names)
    ]
    return [*made, *others]


def _reason_after(message: Message, number: int) -> tuple[Span | None, list[Clause]]:
    """Look for the reason in what follows the request: the rest of its sentence, then the next sentence."""
    clause = message.clauses[number]
    following = [c for c in message.clauses[number + 1 : number + 3] if c.sentence <= clause.sentence + 3]
    for next_one in following[:1]:
        if not _ANCHOR.search(message.plain, next_one.start, next_one.end) and (reason := in_next(message, next_one)):
            return reason, [next_one]
    return None, []


def _reason_before(message: Message, number: int, at: int, names: list[Name]) -> tuple[Span | None, list[Clause]]:
    """Look for the reason before the request: 'since it arrived scratched, …', 'the zip broke, so …', same product named before."""
    clause = message.clauses[number]
    if lead := _LEADING_CAUSE.match(message.plain, clause.start, at):
        comma = message.plain.find(",", lead.end(), at)
        return (clip(message, lead.end(), comma), []) if comma > 0 else (None, [])
    if not number:
        return None, []
    previous = message.clauses[number - 1]
    text = message.plain[previous.start : previous.end]
    if lead := _LEADING_CAUSE.match(message.plain, previous.start, previous.end):
        return (
            (clip(message, lead.end(), previous.end), [previous])
            if previous.sentence == clause.sentence
            else (None, [])
        )
    earlier = [
        c for c in message.clauses[max(0, number - 4) : number] if not _ANCHOR.search(message.plain, c.start, c.end)
    ]
    said = find_mention(message, earlier) if names else None
    while said and not _same(message, said.name, names):
        earlier = earlier[: earlier.index(said.clauses[-1])]
        said = find_mention(message, earlier)
    if said and said.reason:
        return said.reason, list(said.clauses)
    linked = previous.sentence == clause.sentence and bool(_SO.search(clause.lead))
    same = any(re.search(rf"\b{re.escape(message.plain[n.start : n.end])}\b", text, re.IGNORECASE) for n in names)
    got = re.match(r"\s*(?:i\s)?(?:got|received|ordered|bought)\s(?:the\s)?(?=wrong\b)", text, re.IGNORECASE)
    if got and previous.sentence == clause.sentence:
        return clip(message, previous.start + got.end(), previous.end), [previous]
    if not (linked or same) or previous.question or message.ids_in(previous.start, previous.end):
        return None, []
    found = find_mention(message, [previous])
    if found and (not names or _same(message, found.name, names)):
        return found.reason, [previous]
    return (None if is_neutral(text) else clip(message, previous.start, previous.end)), [previous]
