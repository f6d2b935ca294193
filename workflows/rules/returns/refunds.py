"""What is named behind a word for money: a thing that goes back, the means it is paid by, or a service."""

import re

from workflows.language.lazy import lazy
from workflows.rules.products.things import has_model_number, holds_goods
from workflows.rules.returns.asking import ANCHOR
from workflows.rules.returns.reasons import Span
from workflows.rules.syntax.clauses import Clause, Message
from workflows.understanding.returns.words import may_be_made

_NEAR = 60  # characters before a thing
_MADE_UP = lazy(r"[a-z][A-Z]")  # "AquaLark"
_QUOTES = frozenset("\"'`")
_MONEY = lazy(r"refund|money|reimburs", re.IGNORECASE)
# By what it is paid: "refund my PayPal", "my old card"; a graphics card is a thing.
_MEANS = lazy(
    r"\b(?:pay\s?pal|visa|master\s?card|amex|american\sexpress|maestro|klarna|(?:apple|google|samsung|amazon|shop)\s?pay|venmo|cash\s?app|zelle|revolut"
    r"|afterpay|clearpay|stripe|giropay|bitcoins?|crypto|iban|wallet\sbalance)(?:\saccount|\scard)?\Z"
    r"|\A(?:(?:old|new|other|same|original|bank|credit|debit|gift|visa|store|prepaid|payment)\s){0,2}cards?\Z",
    re.IGNORECASE,
)
# What is done and cannot be sent: "refund the gift wrapping", "the concert tickets".
_SERVICE = (
    r"(?:wrapping|assembly|installation|services?|shipping|postage|delivery|insurance|warrant(?:y|ies)|surcharges?|parking|tickets?|flights?|bookings?"
    r"|courses?|lessons?|class(?:es)?|subscriptions?|memberships?|donations?|tips?|engraving|repairs?|fitting|vouchers?|points|fees?|costs?|charges?"
    r"|difference|overcharge|tax(?:es)?|deposits?|massage|treatment|appointment|stay|trip|hotel|rooms?)"
)
_IS_SERVICE = lazy(rf"\b{_SERVICE}\Z", re.IGNORECASE)
_RIGHT_BEHIND = lazy(
    r"(?:refund|reimburse|money\sback)\s(?:(?:for|of|on)\s)?(?:(?:the|my|our|this|an?)\s)?\Z", re.IGNORECASE
)
# No name begins so: "a refund against my order", "can the refund go onto my card".
_NO_NAME = lazy(r"(?:against|onto|into|towards?|via|through|go|goes|going|been|come|comes)\b", re.IGNORECASE)
_BARE = lazy(r"(?:refund|reimbursement|money)\s\Z", re.IGNORECASE)
_BEHIND = lazy(rf"\s{_SERVICE}\b", re.IGNORECASE)  # "the return shipping"
_OF_SERVICE = lazy(
    rf"\b{_SERVICE}\s(?:for|of|on|with)\s(?:(?:the|my|our|this|that|these|those|an?)\s)?(?:[\w-]{{1,15}}\s)?\Z",
    re.IGNORECASE,
)


def pays_no_thing(message: Message, product: Span, used: tuple[Clause, ...]) -> bool:
    """Tell whether money is asked for a service, or by a means of payment, and nothing else is asked for."""
    words = message.plain[slice(*product)]
    before = message.plain[max(0, product[0] - _NEAR) : product[0]]
    is_thing = holds_goods(words) or has_model_number(words)
    may_be_thing = is_thing or may_be_made(words)
    if not may_be_thing and _RIGHT_BEHIND.search(before):
        return True  # "the refund reached my account"
    if not is_thing and _NO_NAME.match(words) and _BARE.search(before):
        return True
    if not (_MEANS.search(words) or _IS_SERVICE.search(words) or _OF_SERVICE.search(before)):
        return False
    anchors = [anchor for one in used for anchor in ANCHOR.finditer(message.plain, one.start, one.end)]
    return bool(anchors) and all(
        _MONEY.match(anchor[0]) or _BEHIND.match(message.plain, anchor.end()) for anchor in anchors
    )


def may_be_no_thing(message: Message, product: Span, at: int, clause: Clause) -> bool:
    """Tell whether what is named behind a word for money ``at`` is not known to be a thing: "refund the Zorblax"."""
    anchor = ANCHOR.search(message.plain, at, clause.end)
    if anchor is None or anchor.start() != at or not _MONEY.match(anchor[0]):
        return False
    words, before = message.plain[slice(*product)], message.plain[product[0] - 1 : product[0]]
    known = before in _QUOTES or holds_goods(words) or has_model_number(words) or _MADE_UP.search(words)
    return not known
