"""Strangers who use somebody's name: an account in other hands, and messages that only pretend to be from us."""

import re

from workflows.ids.grammar import fold
from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.escalation.order_sentences import order_sentences

READ_CHARS = 2_000
_OWN = (
    r"(?:my|our)\s(?:\w{1,10}\s){0,2}?(?:accounts?|cards?|names?|passwords?|log-?\s?ins?|details|identit(?:y|ies)"
    r"|paypal|profile|address|data|credentials|e-?mail)"
)
_SOMEBODY = (
    r"(?:some(?:one|body)(?:\selse)?"
    r"|(?:a|an|some)\s(?:stranger|hacker|thief|criminal|fraudster|scammer|unknown\s(?:person|man|woman|user))"
    r"|unknown\speople|strangers|hackers|criminals|thieves)"
)
_DID = (
    r"(?:(?:has|have|had|must|may|might|is|are|was|were"
    r"|seems\sto|apparently|just|obviously|clearly|been|probably|also|now)\s){0,4}"
)
_USED = Sifted(
    rf"\b{_SOMEBODY}\s{_DID}(?:used|using|uses|hacked|hacking|accessed|stole|stolen|broke\sinto|broken\sinto|got\sinto|gotten\sinto|logged\s(?:in\s)?(?:into|in\sto|on\sto)|taken\sover|took\sover|hijacked|misused|abused)\s{_OWN}\b"
    rf"|\b{_SOMEBODY}\s{_DID}(?:logged|logging|signed|signing)\s(?:in\s|on\s)?(?:as\s(?:me|us)|(?:in)?to\s{_OWN}|with\s{_OWN})\b"
    rf"|\b{_SOMEBODY}\s{_DID}(?:ordered|ordering|bought|buying|placed|placing|purchased|made|shopped|shopping|spent|paid)\b[^.!?\n]{{0,60}}?\b(?:in|on|with|under|using|through|from|via|by)\s{_OWN}\b"
)
_STOLEN = Sifted(
    rf"\b{_OWN}\s(?:was|were|has\sbeen|have\sbeen|got|is|must\shave\sbeen|may\shave\sbeen)\s(?:\w{{1,10}}\s)?(?:hacked|stolen|hijacked|compromised|taken\sover|phished|misused|abused)\b"
)
_NOT_MINE = lazy(
    r"\b(?:(?:it|that|this)\s(?:was|is)(?:n't|\snot)\s(?:me|us)|not\s(?:placed|made|ordered|bought)\sby\s(?:me|us)|(?:i|we)\s(?:never|did\s?n[o']t)\s(?:placed?|made?|order(?:ed)?|bought|buy)|(?:i|we)\s(?:have\snever|haven't)\s(?:placed|made|ordered|bought))\b",
    re.IGNORECASE,
)
_FRAUD = Sifted(r"\b(?:frauds?|fraudulent(?:ly)?|identity\stheft|hacked|hacker)\b")
_BY_STRANGER = Sifted(rf"\b{_SOMEBODY}\s{_DID}(?:ordered|bought|placed|purchased|used)\b")
# Put as a case, asked before it happens, told of others, or of who may.
_NOT_TOLD = lazy(
    rf"\b(?:if|in\scase|suppose|supposing|imagine|unless|could|can|would|so\sthat|to\smake\ssure|afraid|stop|prevent|before)\s(?:\w{{1,10}}\s){{0,2}}?{_SOMEBODY}"
    r"|\b(?:with\smy\s(?:permission|consent|ok|okay|approval)|i\s(?:let|allowed)|as\sa\s(?:gift|present|surprise)|for\s(?:me|us)\b(?!\.)|helped|sorted|settled|no\sfraud|not\s(?:a\s)?fraud)\b"
    r"|\bsome(?:one|body)\s(?:from|in|at|of|on)\s(?:my|our)\s",
    re.IGNORECASE,
)
_FALSE = r"(?:scams?|phish(?:ing)?|suspicious|fake|dodgy|fraudulent|spoof(?:ed)?|shady|fishy)"
_LETTER = (
    r"(?:e-?mails?|mails?|sms|texts?|text\smessages?|messages?|calls?|letters?|links?|invoices?|whatsapp|phone\scalls?)"
)
_FALSE_LETTER = Sifted(
    rf"\b(?:pretend(?:s|ed|ing)?|claim(?:s|ed|ing))\sto\sbe\s(?:from\s)?(?:you|your)\b|\b{_FALSE}(?:[\s-](?:looking|sounding))?\s{_LETTER}\b|\b{_LETTER}\s(?:[\w']{{1,12}}\s){{0,4}}?(?:looks?|sounds?|seems?|is|was|be)\s(?:[\w']{{1,10}}\s){{0,3}}?{_FALSE}\b"
)
_IS_IT = Sifted(
    rf"\b(?:is|was|are)\s(?:it|this|that|these|they|the\s{_LETTER}|this\s{_LETTER}|that\s{_LETTER})\s(?:\w{{1,8}}\s){{0,2}}?(?:a\s)?(?:{_FALSE}|real|genuine|legit\w*|authentic|from\s(?:you|your)|yours)\b"
    rf"|\b(?:is|was|are)\s(?:the|this|that|an?|your)\s(?:\w{{1,12}}\s)?{_LETTER}\s[^.!?\n]{{0,60}}?\bfrom\s(?:you|your)\b"
    rf"|\bdid\s(?:you|this|that|it|the\s{_LETTER})\s(?:really\s|actually\s)?(?:send|come\sfrom|write|call)\s?(?:me|us|you)?\b"
)
_WANTS_MONEY = Sifted(
    r"\b(?:pay|paying|owe|money|fee|bank\s(?:account|details|data)|card\s(?:number|details)|another\saccount|new\saccount|other\saccount|click|links?|password|iban|gift\scards?)\b"
)
_IN_LETTER = Sifted(rf"\b{_LETTER}\b")
_IN_GENERAL = lazy(
    r"\b(?:how\s(?:do|can|to|does|would|should)|spam\sfolder|in\s(?:my|the)\s(?:junk|spam)|filter|report(?:ing)?\sbutton)\b",
    re.IGNORECASE,
)


def in_other_hands(text: str) -> bool:
    """Tell whether ``text`` (untrusted) says that a stranger used its writer's account, card or name."""
    told = [one for one in order_sentences(text) if not _NOT_TOLD.search(one)]
    if any(_USED.search(one) or _STOLEN.search(one) for one in told):
        return True
    plain = " ".join(told)
    if not _NOT_MINE.search(plain):
        return False
    return _FRAUD.search(plain) is not None or any(_BY_STRANGER.search(one) for one in told)


def fears_scam(text: str) -> bool:
    """Tell whether ``text`` (untrusted) doubts that a message its writer got, which wants money or a click, is ours."""
    plain = " ".join(fold(text[:READ_CHARS]).split())
    if _IN_GENERAL.search(plain):
        return False
    if _FALSE_LETTER.search(plain):
        return True
    asks = _IS_IT.search(plain) is not None and "?" in plain
    return asks and _WANTS_MONEY.search(plain) is not None and _IN_LETTER.search(plain) is not None
