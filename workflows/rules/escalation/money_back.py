"""Money that is asked back for an order, demanded for a thing, or to be paid elsewhere: only a person can see to it.

That a thing goes back is how its price is refunded; where the money goes then no return settles.
"""

import re

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.escalation.beyond import Beyond
from workflows.rules.escalation.order_sentences import order_sentences

REFUND = Beyond("a refund", "I cannot refund anything myself.", urgent=False)
ELSEWHERE = Beyond("where a refund goes", "I cannot change where a refund is paid to.", urgent=False)
_BACK = Sifted(
    r"\b(?:refund(?:s|ed|ing)?|re-?imburs(?:e|ed|ement|ing)|(?:money|cash)\s?(?:back|returned)|(?:give|pay|send|want|get)\s(?:me\s|us\s)?(?:back\s)?(?:my|our|the)\s(?:full\s|whole\s)?money(?:\sback)?"
    r"|(?:give|pay)\s(?:me|us)\sback)\b"
)
# It came already, nobody wants it, it is asked how it is done, or it hangs on something that has not happened.
_NOT_ASKED = lazy(
    r"\b(?:(?:thanks?|thank\syou|thx|cheers|grateful)\s(?:[\w']{1,10}\s){0,2}?for\s(?:[\w']{1,10}\s){0,4}?(?:refund|money)"
    r"|(?<!not\s)(?<!n't\s)(?<!never\s)(?<!yet\s)(?:got|received|had)\s(?:[\w']{1,10}\s){0,3}?(?:refund|money|reimbursement)"
    r"|(?:refund\w*|money|reimbursement)\s(?:back\s)?(?:(?:for|of|on)\sorder\s)?(?:(?:has|have|already|just|now|finally)\s){0,3}(?:arrived|came|come|is\shere|went\sthrough|landed)"
    r"|(?<!not\s)(?<!n't\s)(?<!never\s)(?:was|were|been|already|you)\s(?!not\b)(?:\w{1,10}\s)?(?:refunded|re-?imbursed)"
    r"|(?:do\snot|don't|dont|not)\s(?:want|need|expect|ask\w*\sfor|after|looking\sfor)?\s?(?:a|my|the|any)?\s?(?:refund|money)|no\sneed\s[^.!?]{0,20}(?:refund|money)|(?:instead\sof|rather\sthan|without)\s(?:a\s|my\s|the\s|any\s)?(?:refund|money)"
    r"|do(?:es)?\s(?:you|a|the|refunds?)\b|how\s(?:do|does|long|are|is|can)|polic(?:y|ies)|what\shappens|if(?!\s(?:possible|that|you\scan|you\scould|so)\b)|unless|otherwise)\b",
    re.IGNORECASE,
)
_DEMANDED = lazy(
    r"\b(?:want|wants|demand|give\s(?:me|us)|insist|expect|require)\s(?:\w{1,8}\s){0,4}?(?:money\sback|(?:full\s)?refund(?:ed)?|money)\b",
    re.IGNORECASE,
)
_MONEY = Sifted(r"\b(?:refund\w*|re-?imburs\w+|money|credit(?:ed|ing)?|price|amount|pay\s(?:it|me|us|that|out))\b")
_ACCOUNT = (
    r"(?:cards?|accounts?|paypal|iban|bank|venmo|wallet|klarna|visa"
    r"|master\s?card|amex|ones?|cash|che(?:que|ck)|transfer)"
)
_WHOSE = (
    r"(?:an?|my|our|the|another|other|different|new|second|her|his|their|this|that|[\w-]{2,12}'s"
    r"|bank|credit|debit|business|company|private|personal|own|joint|savings|current|checking|direct|wire|paypal|gift)"
)
_TO_ACCOUNT = lazy(
    rf"\b(?:(?:to|on|onto|into|via|by|as|in)\s|(?:refund|credit)\s)(?:{_WHOSE}\s){{0,4}}{_ACCOUNT}\b", re.IGNORECASE
)
_OTHERWISE = lazy(
    r"\b(?:refund\w*|re-?imburs\w+|money)\b[^.!?\n]{0,40}?\b(?:(?:an?other|a\sdifferent|some\sother|any\sother)\s(?:way|method|means)|differently)\b",
    re.IGNORECASE,
)
_OF_ORDER = lazy(
    r"\b(?:refund\w*|re-?imburs\w+|money\sback)\s(?:(?:me|us|for|of|on|against|to|my|our|the|this|that)\s){0,4}order\b",
    re.IGNORECASE,
)
_CARD = lazy(
    r"\b(?:cards?|accounts?|paypal|iban|bank|venmo|wallet|klarna|visa|master\s?card|amex)\b|\b(?:as|in|by)\s(?:cash|che(?:que|ck))\b",
    re.IGNORECASE,
)
_ANOTHER = lazy(
    r"\b(?:different|another|other|new|second|instead|rather|paypal|iban|bank|venmo|wallet|klarna|cash|che(?:que|ck)|ending|closed|expired|blocked|cancelled|not\s(?:to\s|on\s)?(?:the|my)"
    r"|(?:wife|husband|mother|father|mum|mom|dad|son|daughter|partner|friend|company|firm|brother|sister|colleague)'?s|no\slonger)\b",
    re.IGNORECASE,
)
_OF_RULES = lazy(r"\b(?:do\syou|how\s(?:do|does|long|are)|when|polic(?:y|ies)|is\sthere)\b", re.IGNORECASE)


def asks_money_back(text: str) -> bool:
    """Tell whether ``text`` (untrusted), of an order that is looked up, asks for its price: no status answers that."""
    return any(_BACK.search(one) and not _NOT_ASKED.search(one) for one in order_sentences(text))


def asks_price_of_order(text: str) -> bool:
    """Tell whether ``text`` (untrusted) asks for the price of an order that it names, whatever else may go back."""
    return any(_OF_ORDER.search(one) and not _NOT_ASKED.search(one) for one in order_sentences(text))


def demands_money(text: str) -> bool:
    """Tell whether ``text`` (untrusted) demands money outright: a question whether a thing goes back is no answer."""
    return any(_DEMANDED.search(one) and not _NOT_ASKED.search(one) and "?" not in one for one in order_sentences(text))


def wants_it_elsewhere(text: str) -> bool:
    """Tell whether ``text`` (untrusted) wants a refund paid to another card or account than it was paid from."""
    return any(map(_is_elsewhere, order_sentences(text)))


def _is_elsewhere(sentence: str) -> bool:
    if _OF_RULES.search(sentence):
        return False
    if _OTHERWISE.search(sentence):
        return True
    return all(one.search(sentence) for one in (_MONEY, _TO_ACCOUNT, _CARD, _ANOTHER))
