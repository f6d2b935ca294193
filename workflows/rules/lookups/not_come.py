"""Messages that say only that something of the writer's has not come, without a word for an order: "never came"."""

import re

from workflows.language.lazy import lazy
from workflows.rules.products.things import has_model_number, holds_goods
from workflows.rules.syntax.clauses import Clause, Message

MOST_WORDS = 20
MOST_CLAUSES = 2  # "It never shipped. Can you check?"
_LEAD = r"(?:(?:hi|hello|hey|so|and|but|well|sorry|ok|um|help|no)\b[\s,!.]{1,3}){0,3}"
_WHAT = r"(?P<thing>(?:my|the|our|this|that|these|those)\s[\w'\s-]{2,40}?)"
_ORDERED = (
    r"(?:\s(?:that\s|which\s)?(?:i|we)(?:'ve|\shave|'d|\shad)?\s(?:\w+\s)?(?:bought|ordered"
    r"|purchased|paid\sfor)(?:\s(?:from\syou|here|online|last\s\w+|(?:on|in)\s\w+))?)?"
)
_NOT = (
    r"(?:(?:has|have|had|did|was|were|is)(?:n't|nt|\s(?:still\s)?not|\snever)"
    r"|never|still\s(?:has|have|did)(?:n't|\snot)|(?:is|are)\s(?:still\s)?not|not)"
)
_COME = (
    r"(?:(?:even|actually|ever|yet|been|quite)\s){0,2}(?:c[ao]me|arrived?"
    r"|(?:turned?|showed|shown|show)\sup|delivered|here|reached\s(?:me|us)|got\shere"
    r"|shipped|dispatched|sent(?:\sout)?|(?:left|gone)\s(?:out|(?:the|your)\s(?:warehouse|depot|shop)))"
)
_GOT = r"(?:(?:even|actually|ever|yet)\s){0,2}(?:got(?:ten)?|get|received?|recieved?|had)"
_END = (
    r"(?:\s(?:yet|at\sall|here|to\s(?:me|us)|until\snow|so\sfar|though|today|yesterday|either|in\sthe\s(?:mail|post)))*"
)
# How sure the writer is, and "Can you check?".
_THINK = (
    r"(?:,?\s(?:i\s(?:don't\s|do\snot\s)?(?:think|believe)"
    r"|as\sfar\sas\si\s(?:know|can\s(?:see|tell))|it\sseems|apparently))?"
)
_CHECK = (
    r"(?:[,.!?;\s\u2013-]{1,4}(?:and\s|so\s|but\s)?(?:(?:(?:can|could|would|will)\s(?:you|someone|somebody)|please|pls)\s(?:please\s)?"
    r"(?:check|look|have\sa\slook|find\sout|see|chase)(?:\s(?:on\s|into\s|up\s|at\s)?(?:it|that|this))?(?:\sup)?(?:\s(?:for\s(?:me|us)|please|pls))?"
    r"|any\s(?:news|idea|update)s?|what's\s(?:going\son|happening|up)|where\sis\sit|thanks|thank\syou))?"
)
_NOT_COME = lazy(
    rf"{_LEAD}(?:(?:(?:it|they|that|this|nothing|none\sof\sit|{_WHAT}{_ORDERED})\s)?(?:just\s|still\s|simply\s){{0,2}}{_NOT}\s{_COME}"
    rf"|nothing\s(?:has\s|ever\s)?{_COME}"
    rf"|(?:(?:i|we)\s)?(?:(?:just|still|simply)\s){{0,2}}{_NOT}\s{_GOT}\s(?:it|them|anything|that|(?P<got>(?:my|the|our)\s[\w'\s-]{{2,40}}?)){_ORDERED}){_END}{_THINK}{_CHECK}\W*",
    re.IGNORECASE,
)

# What is paid, written or done for a thing is no parcel.
_NOT_SENT = lazy(
    r"\b(?:refunds?|money|payments?|credit|vouchers?|labels?|invoices?|bills?|e?mails?|codes?|repl(?:y|ies)|answers?|calls?|confirmations?)\b",
    re.IGNORECASE,
)


def not_come(message: Message) -> Clause | None:
    """Return the clause in which a short message says that a thing, or "it", never came; None if it says more."""
    words = message.plain.split()
    if message.ids or not words or len(words) > MOST_WORDS or len(message.clauses) > MOST_CLAUSES:
        return None
    found = _NOT_COME.fullmatch(message.plain.replace("\u2019", "'").strip())
    thing = found and (found["thing"] or found["got"])
    if found is None or (thing and (_NOT_SENT.search(thing) or not (holds_goods(thing) or has_model_number(thing)))):
        return None
    return message.clauses[0]
