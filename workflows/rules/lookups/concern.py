"""The concern about one invoice, in the customer's own words (the keyless rule of the step billing_concern)."""

import re
from itertools import islice

from workflows.language.lazy import lazy
from workflows.rules.syntax.clauses import Clause, Message, read

MAX_CONCERN = 300

_GREETING = lazy(
    r"\s*(?:(?:hi|hello|hey|dear|good\s(?:morning|afternoon|evening|day)|greetings)\b(?:\s(?:there|all|team"
    r"|everyone|support|sir|madam|folks))*[\s,.!:-]*|(?:also|and|but|so|then|first|second|third|firstly|secondly"
    r"|lastly|finally|please|pls|plus)\b[\s,]*){0,4}",
    re.IGNORECASE,
)
_ABOUT_IT = lazy(
    r"\s*(?:and\s|but\s)?(?:it|it's|its|this|that|they|the\s(?:amount|total|sum|price|figure|charge|fee|vat|tax"
    r"|bill|invoice|address|due\sdate)|i\s(?:was|am|have\sbeen|'ve\sbeen|think|thought|expected|paid|already"
    r"|don'?t\sunderstand|see|did\snot|didn'?t|never|only))\b",
    re.IGNORECASE,
)
_OTHER_BUSINESS = lazy(
    r"\b(?:return|retrun|refund\sfor|send\sback|order|package|parcel|track\w*|deliver\w*)\b", re.IGNORECASE
)
_JOINT = lazy(
    r"(?:\s{0,4},\s*(?:and\s)?|\s(?:and|but)\s)(?=(?:(?:on|the|invoice|inv|number|for)\s?){0,3}\#?$|[^,]{0,60}\#?$)",
    re.IGNORECASE,
)
_CHARGED = lazy(r"\b(?:charged|billed|overcharged|amount|fee|vat|total|invoice|bill)\b", re.IGNORECASE)
_NOTHING = (
    r"it's|that's|i|we|have|has|had|a|an|the|my|our|your|this|is|it|to|about|on|of|for|with|regarding|re"
    r"|concerning|question|query|questions|enquiry|issue|invoice|invoices|inv|bill|number|no|nr|can|could|would"
    r"|you|please|pls|like|want|d|look|looking|at|into|check|and|also|hi|hello|hey|explain|writing|am|m|in"
    r"|addition|that|was|s|one|there|some|information|info"
)
# Each word stands once, what goes on with an apostrophe before what does not: a run is read in one way.
_EMPTY = lazy(rf"(?:[\s,.!?:#-]|\b(?:{_NOTHING})\b)*+", re.IGNORECASE)
# What only asks for attention: 'I have a problem with invoice …', 'please look at … again'.
_FRAME = lazy(
    rf"(?:[\s,.!?:#-]|\b(?:{_NOTHING}|problem|concern|again|review|got|kindly|need|help|someone|know|quick)\b)*+",
    re.IGNORECASE,
)
_AFTER_FRAME = lazy(
    r"\s{0,4}[,:]\s+(?:and\s|but\s)?|\s[-\u2013—]+\s|\s\((?=[^()]*\)\s*$)|,?\s(?:because|since|as(?=\s(?:it|i|the)\b))\s",
    re.IGNORECASE,
)


_LISTED = lazy(r"(?:(?:and|also|the|invoices?|inv|bill|number|no\.?)\s){0,3}\#?", re.IGNORECASE)
NEAR_LIST = 30  # characters behind a comma in which the next id of a list begins
MOST_CUTS = 8  # places in a clause where a frame may end
MOST_IDS = 20  # of a clause that are told apart
NEAR_JOINT = 120  # characters before an id in which what joins it begins
SHORTEST = 3  # characters: what is shorter is a mark or a digit and tells nothing


def find_concern(text: str, invoice_number: str) -> str:
    """Return what the customer says about ``invoice_number``, at most 300 characters of their words; never empty.

    Their whole clause, and the next one if it goes on about the invoice ("It is higher than I expected."); when they
    only name the invoice, 'a question about invoice INV-7890'.
    """
    message = read(text)
    own = [
        number
        for number, clause in enumerate(message.clauses)
        if any(
            one.kind != "order"  # of which the number may be the same
            and (one.value == invoice_number.upper() or one.value.endswith(f"-{invoice_number}"))
            for one in message.ids_in(clause.start, clause.end)
        )
    ]
    parts = [part for number in own for part in _parts(message, number, invoice_number.upper())]
    words = ". ".join(dict.fromkeys(parts)) or _elsewhere(message, own, invoice_number.upper())
    concern = _cut(words)
    return concern if len(concern) >= SHORTEST else f"a question about invoice {invoice_number}"


def _parts(message: Message, number: int, invoice: str) -> list[str]:
    """Return the clause ``number`` if it says more than the invoice's name, and the next one if it goes on about it."""
    clause = message.clauses[number]
    parts = [_stated(message, _narrowed(message, clause, invoice)) or _stated(message, clause)]
    for following in message.clauses[number + 1 : number + 2]:
        words = message.plain[following.start : following.end]
        if (
            _ABOUT_IT.match(words)
            and not _OTHER_BUSINESS.search(words)
            and not message.ids_in(following.start, following.end)
        ):
            parts.append(_stated(message, following))
    return [part for part in parts if part]


def _narrowed(message: Message, clause: Clause, invoice: str) -> Clause:
    """Return the stretch of ``clause`` about ``invoice`` when it speaks of other invoices too."""
    start, end = clause.start, clause.end
    for one in message.ids_in(clause.start, clause.end)[:MOST_IDS]:
        joint = _JOINT.search(message.plain, max(start, one.start - NEAR_JOINT), one.start)
        if (
            one.value != invoice
            and joint
            and start < joint.start()
            and end == clause.end
            and _holds(message, start, joint, invoice)
        ):
            end = joint.start()
        elif one.value == invoice and joint and one.start > joint.start() and _says_of_other(message, start, joint):
            start = joint.end()
    return Clause(start, end, clause.sentence, clause.lead, clause.question)


def _says_of_other(message: Message, start: int, joint: re.Match[str]) -> bool:
    """Tell whether something is said of another id before ``joint``; a list ('INV-1 and INV-2 are wrong') is one."""
    others = message.ids_in(start, joint.start())
    return bool(others) and not _EMPTY.fullmatch(_without_ids(message, start, joint.start()))


def _holds(message: Message, start: int, joint: re.Match[str], invoice: str) -> bool:
    return any(one.value == invoice for one in message.ids_in(start, joint.start()))


def _stated(message: Message, clause: Clause) -> str:
    """Return the customer's words of ``clause`` without greeting; empty if they only name an invoice."""
    greeting = _GREETING.match(message.plain, clause.start, clause.end)
    start = greeting.end() if greeting else clause.start
    bare = _without_ids(message, start, clause.end)
    if _EMPTY.fullmatch(bare):
        return ""
    for cut in islice(_AFTER_FRAME.finditer(message.plain, start, clause.end), MOST_CUTS):
        if not _FRAME.fullmatch(bare, 0, cut.start() - start):
            break
        if not _EMPTY.fullmatch(bare, cut.end() - start) and not _goes_on_listing(message, start, cut):
            stated = message.original(cut.end(), clause.end)
            return stated.rstrip(" )") if cut[0].endswith("(") else stated
    return message.original(start, clause.end)


def _goes_on_listing(message: Message, start: int, cut: re.Match[str]) -> bool:
    """Tell whether another id stands right behind a comma after one: what is said then is said of the whole list."""
    is_comma = cut[0].strip().startswith(",") and message.ids_in(start, cut.start())
    return bool(is_comma) and any(
        _LISTED.fullmatch(message.plain, cut.end(), one.start)
        for one in message.ids_in(cut.end(), cut.end() + NEAR_LIST)
    )


def _without_ids(message: Message, start: int, end: int) -> str:
    plain = list(message.plain[start:end])
    for one in message.ids_in(start, end):
        plain[one.start - start : one.end - start] = " " * (one.end - one.start)
    return "".join(plain)


def _elsewhere(message: Message, own: list[int], invoice: str) -> str:
    """Return a statement about charges from another clause, of no other id, when the invoice's own says nothing."""
    others = [clause for number, clause in enumerate(message.clauses) if number not in own]
    others = [one for one in others if all(two.value == invoice for two in message.ids_in(one.start, one.end))]
    charged = [one for one in others if _CHARGED.search(message.plain, one.start, one.end)]
    return next((stated for one in charged if (stated := _stated(message, one))), "")


def _cut(words: str) -> str:
    return words if len(words) <= MAX_CONCERN else words[: MAX_CONCERN - 1].rsplit(" ", 1)[0] + "…"
