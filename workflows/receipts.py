"""Receipts: what a reply may state. Code writes facts; a model's words around them may state none that no record holds.

The check reads sentences, not meaning: it refuses numbers, amounts, dates, links, mentions, and wording that claims or
promises something done. What it refuses wrongly costs a friendlier sentence; the template that replaces it is true.
"""

import re
from dataclasses import dataclass

from workflows.grounding import fold, stands_in

_LINK = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|net|org|io|co|de|info|biz|app|dev|example)\b", re.IGNORECASE)
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_MENTION = re.compile(r"<[!@#]|@(?:channel|here|everyone)\b", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d[\d\s().-]{7,}\d")
_CURRENCY = r"(?:[$€£¥₹]|\b(?:usd|eur|gbp|chf|inr|jpy|dollars?|euros?|pounds?|cents?|bucks)\b)"
_AMOUNT = re.compile(rf"{_CURRENCY}\s*\d|\d[\d.,]*\s*(?:{_CURRENCY}|%|percent\b)", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf"\b\d{{4}}-\d\d?-\d\d?\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b|\b{_MONTH}\.? \d|\b\d{{1,2}}(?:st|nd|rd|th)?\.? {_MONTH}\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:tomorrow|tonight|next (?:week|month))\b"
    r"|\b(?:\d+|one|two|three|four|five|six|seven|ten|few|couple of)(?:\s*(?:-|to)\s*\d+)? (?:business |working )?(?:hours?|days?|weeks?|months?)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.])#?(?:[A-Za-z]+[-_]?)*\d[\w-]*(?:[.,]\d+)*")
_SMALL = re.compile(r"\d{1,2}[.,]?")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_QUESTION = re.compile(
    r"\s*(?:and |or |also,? |please |could|can|would|has|have|is|are|was|were|did|do|does|what|which|when|where|how|who|why)\b.*\?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\s*(?:if|in case|unless|once|when|whenever|before|after)\b[^,]*,", re.IGNORECASE)

# Participles and states that would be news to the customer, as a claim of something done or decided.
_DONE = (
    r"(?:refunded|credited|reimbursed|repaid|cancell?ed|shipped|sent|dispatched|delivered|approved|granted|accepted|rejected"
    r"|denied|waived|replaced|exchanged|returned|processed|issued|opened|created|filed|logged|registered|escalated|forwarded"
    r"|transferred|assigned|notified|resolved|fixed|solved|corrected|adjusted|updated|changed|removed|deleted|unlocked|reset"
    r"|activated|deactivated|restored|upgraded|scheduled|booked|confirmed|verified|checked|reviewed|completed|finali[sz]ed"
    r"|charged|paid|received|reserved|arranged|expedited|on (?:its|the|their) way|in transit|out for delivery|underway)"
)
_WILL_DO = (
    r"(?:refund|credit|reimburse|repay|cancel|ship|send|dispatch|deliver|approve|grant|waive|replace|exchange|issue|escalate"
    r"|forward|transfer|assign|notify|resolve|fix|solve|correct|adjust|remove|unlock|upgrade|schedule|book|expedite|call"
    r"|compensate|pay|arrive|receive|get)"
)
_CLAIMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:has|have|had|was|were|is|are|been|being|be|gets?|got|'s|'ve|'re|i|we)\s+(?:\w+\s+){{0,3}}?{_DONE}\b",
        rf"\b(?:will|'ll|shall|going to|about to)\s+(?:\w+\s+){{0,3}}?(?:{_WILL_DO}|be {_DONE})\b",
        r"\b(?:guarantee[ds]?|promise[ds]?|entitled|free of charge|for free|no charge|full refund|compensation|discount|voucher|coupon)\b",
        rf"\b(?:refund|credit|return|request|claim|order|package|replacement|payment|invoice)s?\b[^.?!]{{0,60}}\b{_DONE}\b",
        # The claims that cost most, in the languages seen most besides English.
        r"\b(?:erstattet|gutgeschrieben|genehmigt|storniert|verschickt|versandt|remboursée?s?|approuvée?s?|annulée?s?"
        r"|expédiée?s?|reembolsad[oa]s?|aprobad[oa]s?|cancelad[oa]s?|enviad[oa]s?|rimborsat[oa]|approvat[oa]|spedit[oa])\b",
    )
)


@dataclass(frozen=True, slots=True)
class Licence:
    """What allows a statement: records prove anything they hold; the customer's own words only echo ids and names.

    ``restates``: the prose says what the customer said, so the customer's words license figures as well.
    """

    customer: str = ""
    records: tuple[str, ...] = ()
    restates: bool = False


def unproved(prose: str, licence: Licence) -> list[str]:
    """Return what ``prose`` states without a record, each as a short description for the second attempt; [] if clean."""
    wrong = _outside(prose) + _figures(prose, licence)
    if not licence.restates:
        wrong += _claims(prose, licence)
    return wrong


def _outside(prose: str) -> list[str]:
    """Links, addresses and mentions: never, whoever said them."""
    found = (_MENTION.search(prose), _LINK.search(prose), _EMAIL.search(prose))
    return [f"{match.group()!r} (no links, addresses or mentions)" for match in found if match]


def _figures(prose: str, licence: Licence) -> list[str]:
    proofs = (*licence.records, licence.customer) if licence.restates else licence.records
    wrong = []
    for pattern in (_AMOUNT, _DATE):
        wrong += [repr(match.group().strip()) for match in pattern.finditer(prose) if not _held(match.group(), proofs)]
    echo = (*licence.records, licence.customer)
    for match in _NUMBER.finditer(prose):
        token = match.group()
        if not _SMALL.fullmatch(token) and not any(stands_in(token, text) for text in echo):
            wrong.append(repr(token))
    wrong += [repr(match.group()) for match in _PHONE.finditer(prose) if not _held(match.group(), echo)]
    return wrong


def _claims(prose: str, licence: Licence) -> list[str]:
    wrong = []
    for sentence in _SENTENCE.findall(prose):
        if _QUESTION.match(sentence):
            continue
        told = _CONDITION.sub("", sentence, count=1)
        for pattern in _CLAIMS:
            match = pattern.search(told)
            if match and not _held(match.group(), licence.records):
                wrong.append(f"{match.group().strip()!r} (claims something done or promised)")
                break
    return wrong


def _held(words: str, proofs: tuple[str, ...]) -> bool:
    needle = fold(words)
    return any(needle in fold(proof) for proof in proofs)
