"""Whether a message says yes or no to a question of ours, and what it says beside that. Pure: nothing is answered."""

import re
from dataclasses import dataclass
from typing import Literal

from workflows.language.lazy import lazy

YesNo = Literal["yes", "no"]
LONGEST = 400  # characters: who writes more tells a story of their own

_POLITE = (
    r"(?:please|pls|plz|thanks?(?:\syou)?|thx|ty|cheers|so\smuch|very\smuch|a\slot|why\snot\??|go\sahead|do\s(?:it|that|so)"
    r"|that\swould\sbe\s(?:great|good|nice|lovely|perfect))"
)
_BEFORE = (
    r"(?:(?:oh|ah|hm+|um|uh|well|hi|hello|hey|sorry|actually|ok(?:ay)?|right(?:\s(?:so|then))?|great|good|perfect|absolutely)\b[\s,.!:;-]*+)"
    r"{0,3}"
)
_YES = (
    r"(?:yes|yess+|yeah|yea|yep|yup|ya|aye|sure(?:\sthing)?|of\scourse(?!\snot)|certainly|definitely|absolutely|indeed"
    r"|correct|exactly|affirmative|(?:that(?:'?s|\sis)|you(?:'?re|\sare))\s(?:right|correct|it)"
    r"|(?:please\s)?do(?:\s(?:it|that|so))?|go\sahead|go\sfor\sit|let'?s\s(?:do\s(?:it|that|this|so)|go\sahead|go\sfor\sit)|please|right|i\sdo|i\swould|i'?d\s(?:like|love)\s(?:to|that)"
    r"|oui|ouais|si|s\u00ed|ja|sim"
    r"|ok(?:ay)?|fine|agreed|confirm(?:ed)?|sounds\s(?:good|great|right)|\N{THUMBS UP SIGN}|\N{WHITE HEAVY CHECK MARK})"
)
_NO = (
    r"(?:no+|nope|nah|nay|non|nein|negative|of\scourse\snot|not\s(?:that(?:\sone)?|this(?:\sone)?|it|really|now|yet|at\sall"
    r"|necessary|needed)|(?:please\s)?don'?t|do\snot"
    r"|(?:i|we)\s(?:do\snot|don'?t|did\snot|didn'?t)(?:\s(?:want|need|mean)(?:\sto\s(?:return|send\sback))?"
    r"\s(?:it|that|them|this(?:\sone)?))?|rather\snot|never|wrong|incorrect"
    r"|not\s(?:the|my)(?:\s[\w'-]{1,30}){1,4}(?=,)|\N{THUMBS DOWN SIGN}|\N{CROSS MARK})"
)
# "Drop that, she likes it after all": what was asked is left.
_DROP = (
    r"(?:(?:drop|forget|scrap|scratch|skip)\s(?:it|that|this|them)"
    r"|leave\s(?:it|that|them)\s(?:then|for\snow|be|as\sit\sis)|never\s?mind)"
)
_PAUSE = r"[\s,.!:;)(\u2013\u2014-]"
# A word that answers is followed by a pause, by thanks, by another such word, or by nothing: "no idea" is no answer.
_ANSWER = lazy(
    rf"[\s\"'(]*+{_BEFORE}(?:(?P<no>{_NO}|{_DROP})|(?P<yes>{_YES}))(?!\w)"
    rf"(?:\s*+$|\s*+[,.!:;)(\u2013\u2014-]{_PAUSE}*+|\s++(?=(?:{_POLITE}|{_YES}|{_NO}|{_DROP}|and|but|wait|keep|leave)(?!\w)))"
    rf"(?:(?:{_POLITE}|{_YES})(?!\w){_PAUSE}*+){{0,3}}",
    re.IGNORECASE,
)
_NO_MORE = lazy(
    rf"(?:(?:{_POLITE}|{_DROP}|no+|nope|don'?t|thanks\sanyway|it'?s\s(?:fine|ok(?:ay)?|all\sright|good)"
    r"|(?:(?:i|we)(?:'ll|\swill)\s)?(?:keep|leave)\s(?:it|them|that)|something\selse|not\s(?:that|it)"
    r"|that'?s\s(?:not\sit|wrong|all)|(?:i|we)\s(?:do\snot|don'?t)\s(?:want|need)\s(?:it|that|to))(?!\w)[\s,.!;:)-]*+)*+",
    re.IGNORECASE,
)
_LEADS_ON = lazy(r"(?:(?:and|also|sorry)\b[\s,:-]*+)*+", re.IGNORECASE)
_LEADS_TO_OTHER = lazy(
    r"(?:(?:but|and|also|it(?:'?s|\sis)|i\smean(?:t)?|rather|instead|sorry|wait)\b[\s,:-]*+)*+", re.IGNORECASE
)
_TAKES_BACK = lazy(r"\b(?:keep|not|no|never|only|except|instead|rather|unless|if|wait)\b|n't\b", re.IGNORECASE)
# These answer when they stand alone; what follows gives them another sense.
_ONLY_ALONE = lazy(
    r"oui|ouais|si|s\u00ed|ja|sim|non|nein|please|do|don'?t|do\snot|please\sdon'?t|right|ok(?:ay)?|fine|never|wrong|[iw]e?\s(?:do|would|did).*|i'?d\s.*"
    r"|not\s(?:really|now|yet|at\sall|necessary|needed)|correct|indeed|confirm|that.*",
    re.IGNORECASE,
)
# Thanks answer nothing, and "ok" beside them is no yes; "yeah, right" is none, nor is what says both: "no, yes, do it".
_THANKS = r"(?:thanks?(?:\syou)?|thx|ty|cheers|so\smuch|very\smuch|a\slot)"
_NEITHER = lazy(
    rf"{_PAUSE}*+(?:(?:oh|ah|well|right|great|good|perfect)\b{_PAUSE}*+)?(?:ok(?:ay)?|fine|great|right)\b{_PAUSE}*+{_THANKS}(?:{_PAUSE}++{_THANKS})*+{_PAUSE}*+$"
    rf"|(?:oh\s)?(?:yeah|yea|ya)[,\s]{{1,2}}right{_PAUSE}*+$"
    rf"|(?:no+|nope|nah)\b{_PAUSE}*+(?:wait\b{_PAUSE}*+)?(?:yes|yeah|yep|yup|sure|do\s(?:it|that|so)|go\sahead)\b(?:{_PAUSE}*+(?:{_POLITE}|{_YES})(?!\w))*+{_PAUSE}*+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class YesOrNo:
    """An answer, and the rest of the message ("" if there is none): "no, the chair" says no and "the chair"."""

    answer: YesNo
    rest: str


def yes_or_no(text: str) -> YesOrNo | None:
    """Return how a message answers a yes-or-no question; None if it does not begin with an answer.

    What is a question itself is none ("do you have it in red?"), and neither is a word that only looks like one:
    "no idea", "yes it works now", "please check A-1" ("please" answers when it stands alone). A yes that the rest takes
    back in part ("yes, but only the lamp") is none: it is read as a message of its own. So is "ok, thanks": thanks
    answer nothing, and the question still stands.
    """
    plain = text.replace("\u2019", "'").strip()
    if not plain or len(plain) > LONGEST or _NEITHER.match(plain):
        return None
    found = _ANSWER.match(plain)
    if found is None:
        return None
    answer: YesNo = "no" if found["no"] else "yes"
    rest = plain[found.end() :].strip()
    if rest and _ONLY_ALONE.fullmatch(found["yes"] or found["no"] or ""):
        return None
    if answer == "yes" and _TAKES_BACK.search(rest):
        return None
    if answer == "no" and (end := _NO_MORE.match(rest)) and end.end() == len(rest):
        rest = ""
    leads = (_LEADS_TO_OTHER if answer == "no" else _LEADS_ON).match(rest)
    return YesOrNo(answer, rest[leads.end() :].strip() if leads and leads.end() < len(rest) else rest)
